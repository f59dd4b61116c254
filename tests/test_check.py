"""What can be known before a run is said: what would be used, and what is wrong with files and manifest."""

import gc
import sqlite3

import pytest
from small_study import write_study
from typer.testing import CliRunner

from pipeline.check import check
from pipeline.cli import app
from pipeline.errors import ConfigError
from pipeline.inputs import MARKER, Request


def checked(corpus, **files):
    for name, content in files.items():
        (corpus / name.replace("__", ".")).write_text(content, encoding="utf-8")
    return check(Request(corpus, corpus.parent / "outputs")).text


def lines(said, start):
    return [line for line in said.splitlines() if line.startswith(start)]


def test_a_study_without_problems_has_none(tmp_path):
    said = checked(write_study(tmp_path, documents=2))
    assert "2 documents (2 txt)" in said
    assert lines(said, "Manifest:") == ["Manifest: 2 rows"]
    assert not [line for line in said.splitlines() if line.startswith(("error", "warning"))]
    assert not (tmp_path / "outputs").exists()


def test_files_of_no_bytes_and_of_other_types_are_counted_with_examples(tmp_path):
    said = checked(write_study(tmp_path, documents=2), a__txt="", b__md="", c__xyz="?", d__xyz="?", e__png="?", f__png="?")
    assert len(lines(said, "error: 2 files of 0 bytes: a.txt, b.md. ")) == 1
    assert len(lines(said, "note: 4 files of a type that is not read: c.xyz, d.xyz, e.png, …. ")) == 1


def test_rows_without_a_file_and_impossible_dates_are_counted_with_examples(tmp_path):
    rows = "path,date\npaper-00.txt,2010-13-45\npaper-01.txt,soon\ngone.txt,2010\n"
    said = checked(write_study(tmp_path, documents=3), manifest__csv=rows)
    assert len(lines(said, "error: 2 files with a date in the manifest that is none: paper-00.txt, paper-01.txt. ")) == 1
    assert len(lines(said, "error: 1 file named in the manifest, but not in the corpus: gone.txt. ")) == 1
    assert len(lines(said, "warning: 1 file without a row in the manifest: paper-02.txt. ")) == 1


def test_one_is_written_as_one(tmp_path):
    corpus = write_study(tmp_path, documents=1)
    said = checked(corpus)
    assert "1 document (1 txt)" in said
    assert lines(said, "Manifest:") == ["Manifest: 1 row"]


def test_a_path_that_is_there_twice_stops_the_check_as_it_stops_a_run(tmp_path):
    corpus = write_study(tmp_path, documents=1)
    with pytest.raises(ConfigError, match=r"row 3: the path paper-00\.txt is in an earlier row too"):
        checked(corpus, manifest__csv="path\npaper-00.txt\n./paper-00.txt\n")


def test_a_manifest_that_meets_no_file_does_not_stop_the_check_as_it_does_not_stop_a_run(tmp_path):
    said = checked(write_study(tmp_path, documents=2), manifest__csv="path\nx.txt\ny.txt\n")
    assert len(lines(said, "error: 2 files named in the manifest, but not in the corpus: x.txt, y.txt. ")) == 1
    assert len(lines(said, "warning: 2 files without a row in the manifest: paper-00.txt, paper-01.txt. ")) == 1


@pytest.mark.parametrize(("files", "errors", "code"), [({}, 0, 0), ({"c__xyz": "?"}, 0, 0), ({"a__txt": "", "b__md": ""}, 2, 2)])
def test_the_exit_code_says_whether_there_are_errors_and_notes_are_none(tmp_path, files, errors, code):
    corpus = write_study(tmp_path, documents=2)
    checked(corpus, **files)
    assert check(Request(corpus, tmp_path / "outputs")).errors == errors
    ended = CliRunner().invoke(app, ["check", "--corpus", str(corpus), "--outputs", str(tmp_path / "outputs")])
    assert ended.exit_code == code
    assert ("2 errors (exit code 2)" in ended.stdout) == bool(errors)


def test_what_a_check_opens_it_closes(tmp_path):
    corpus = write_study(tmp_path, documents=1)
    marker = tmp_path / "outputs" / MARKER
    marker.mkdir(parents=True)
    sqlite3.connect(marker / "cache.sqlite").close()
    gc.collect()
    checked(corpus)
    assert not [one for one in gc.get_objects() if isinstance(one, sqlite3.Connection) and _is_open(one)]


def _is_open(connection):
    try:
        connection.execute("SELECT 1")
    except sqlite3.ProgrammingError:
        return False
    return True


def test_themes_that_rest_on_their_definition_are_named_with_the_size_that_is_assumed(tmp_path):
    (said,) = lines(checked(write_study(tmp_path, documents=1)), "By definition and exemplars: ")
    assert said == "By definition and exemplars: work (18 exemplars), prayer (18 exemplars). With 8 to 59 the exemplars decide how common a theme is."


def test_themes_of_another_codebook_that_the_clones_exemplars_teach_are_named(tmp_path):
    corpus = write_study(tmp_path, documents=1)
    settings, themes = corpus / "study.toml", corpus / "codebook.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace('exemplars = "exemplars.csv"\n', ""), encoding="utf-8")
    assert not lines(checked(corpus), "Taught by the clone's exemplars")
    themes.write_text(themes.read_text(encoding="utf-8").replace('id = "prayer"', 'id = "faith"'), encoding="utf-8")
    (said,) = lines(checked(corpus), "Taught by the clone's exemplars")
    assert said.startswith("Taught by the clone's exemplars: faith, for a theme of the clone has the same id.")
    (alone,) = lines(checked(corpus), "By definition alone: ")
    assert alone.startswith("By definition alone: work (0 exemplars; size estimated).")
    assert "an assumption, not a finding" in alone
