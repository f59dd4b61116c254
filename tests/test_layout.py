import os

import pandas as pd
import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from pipeline.codebook import load_codebook
from pipeline.config import Ingest, load_study
from pipeline.decision_files import read_decision_file, read_decisions
from pipeline.errors import ConfigError
from pipeline.ingest import catalogue, ingest
from pipeline.inputs import Request
from pipeline.layout import new_study, write_manifest
from pipeline.listing import list_files
from pipeline.manifest import read_manifest
from pipeline.rows import guarded, unguarded
from pipeline.run import run
from pipeline.store import write_table


def test_a_new_study_can_be_read_as_it_is(tmp_path):
    said = new_study(tmp_path / "my study")
    assert 'make run CORPUS="' in said
    folder = tmp_path / "my study"
    assert sorted(path.name for path in folder.iterdir()) == ["codebook.toml", "codes", "decisions", "documents", "manifest.csv", "study.toml"]
    study = load_study(folder / "study.toml")
    assert study.study.codebook == folder / "codebook.toml"
    assert load_codebook(study.study.codebook).theme_ids
    assert read_manifest(folder / "manifest.csv").rows == ()


@pytest.mark.parametrize("name", ['it\'s "ours"', "back\\slash", "two\nlines", "tab\t#", "Zoë’s {study}", "\\"])
@pytest.mark.skipif(os.name == "nt", reason="such names are no names there")
def test_a_folder_of_any_name_gives_settings_that_can_be_read(tmp_path, name):
    new_study(tmp_path / name)
    title = load_study(tmp_path / name / "study.toml").study.title
    assert title == name.replace("\n", "?").replace("\t", "?")


def test_a_study_inside_the_clones_corpus_is_refused():
    folder = ROOT / "corpus" / "a study of one's own"
    with pytest.raises(ConfigError, match="inside the clone's corpus"):
        new_study(folder)
    assert not folder.exists()


def test_nothing_that_a_new_study_holds_is_remarked_on(tmp_path):
    folder = tmp_path / "study"
    new_study(folder)
    (folder / "documents" / "a.txt").write_text("The hall was full.\n", encoding="utf-8")
    files, problems = list_files(folder)
    assert list(files["path"]) == ["documents/a.txt"]
    assert problems.empty


def test_a_folder_with_something_in_it_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("x", encoding="utf-8")
    with pytest.raises(ConfigError, match="is not empty"):
        new_study(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_written_manifest_holds_no_formula_and_reads_back_as_the_documents_are(tmp_path):
    titles = ["=1+1", "+44 20", "-5", "-5 degrees", "@home", "'tis the season", 'a "quoted", title', "Plain"]
    corpus, outputs = tmp_path / "corpus", tmp_path / "outputs"
    corpus.mkdir()
    for n, title in enumerate(titles):
        (corpus / f"{'=' * (n == 0)}{n}.md").write_text(f'---\ntitle: "{title}"\n---\nThe hall was full on night {n}.\n', encoding="utf-8")
    documents = ingest(list_files(corpus)[0], corpus, Ingest()).documents
    assert sorted(documents["title"]) == sorted(titles)
    write_table(outputs, "documents", documents)
    said = write_manifest(Request(corpus, outputs))
    assert said.startswith("Manifest of 8 documents: ")
    lines = (outputs / "manifest.csv").read_text(encoding="utf-8").splitlines()
    assert not [cell for line in lines for cell in line.split(",") if cell.startswith(("=", "@", "+"))]
    manifest = read_manifest(outputs / "manifest.csv")
    assert {row.path: row.title for row in manifest.rows} == dict(zip(documents["path"], documents["title"], strict=True))
    again = catalogue(documents, manifest).documents
    pd.testing.assert_frame_equal(again[["path", "title", "cluster_id"]], documents[["path", "title", "cluster_id"]])


@given(st.text(alphabet="'=+-@5. a\t", max_size=6))
def test_the_guard_against_formulas_comes_off_again(cell):
    assert unguarded(guarded(cell)) == cell
    assert not guarded(cell).startswith(("=", "@", "\t"))


def test_a_manifest_that_someone_corrects_is_not_written_over(tmp_path):
    corpus, outputs = tmp_path / "corpus", tmp_path / "outputs"
    corpus.mkdir()
    (corpus / "hall.md").write_text("# The hall\n\nThe hall was full on the night of the meeting.\n", encoding="utf-8")
    run(Request(corpus, outputs), until="ingest")
    write_manifest(Request(corpus, outputs))
    path = outputs / "manifest.csv"
    assert "Correct what" in write_manifest(Request(corpus, outputs))  # nothing was changed: written again
    corrected = path.read_text(encoding="utf-8").replace("The hall", "The old hall")
    path.write_text(corrected, encoding="utf-8")
    assert "is as you left it" in write_manifest(Request(corpus, outputs))
    assert path.read_text(encoding="utf-8") == corrected
    assert "The hall" in (outputs / "manifest.new.csv").read_text(encoding="utf-8")


def test_a_manifest_made_of_a_corpus_that_has_one_keeps_what_a_person_wrote(tmp_path):
    corpus, outputs = tmp_path / "corpus", tmp_path / "outputs"
    corpus.mkdir()
    (corpus / "hall.md").write_text("# The hall\n\nThe hall was full on the night of the meeting.\n", encoding="utf-8")
    (corpus / "manifest.csv").write_text("path,date,date_basis,ward\nhall.md,2010,inferred by a person,Mill\n", encoding="utf-8")
    request = Request(corpus, outputs)
    run(request, until="ingest")
    write_manifest(request)
    first = (outputs / "manifest.csv").read_bytes()
    (row,) = read_manifest(outputs / "manifest.csv").rows
    assert (row.date, row.date_basis, dict(row.covariates)["ward"]) == ("2010", "inferred by a person", "Mill")
    (corpus / "manifest.csv").write_bytes(first)
    run(request, until="ingest")
    write_manifest(request)
    assert (outputs / "manifest.csv").read_bytes() == first


def test_the_files_of_decisions_that_a_new_study_has_are_read_as_deciding_nothing(tmp_path):
    new_study(tmp_path / "study")
    found = read_decisions(tmp_path / "study")
    assert [len(rows) for rows in (found.quotes, found.findings, found.ledger)] == [0, 0, 0]
    assert len(read_decision_file(tmp_path / "study", "support")) == 0
