"""What a person types, and what is said to bad input."""

import subprocess
import sys

import pytest
from conftest import ROOT
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.config import ROOT as CLONE
from pipeline.stages import STAGES

TEXT = "The mill closed and the jobs went. " * 4


def themeline(*arguments, cwd=ROOT):
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd)


def corpus(tmp_path, **files):
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name, content in files.items():
        path = folder / name.replace("__", ".")
        path.write_bytes(content) if isinstance(content, bytes) else path.write_text(content, encoding="utf-8")
    return folder


def refused(done, *said):
    assert done.returncode == 1, done.stderr
    assert done.stderr.startswith("error: ")
    assert "Traceback" not in done.stderr
    for words in said:
        assert words in done.stderr


def test_help_lists_every_stage():
    shown = CliRunner().invoke(app, ["--help"]).output
    assert all(stage.name in shown for stage in STAGES)


def test_a_missing_corpus_is_named(tmp_path):
    refused(themeline("run", "--corpus", tmp_path / "none", "--outputs", tmp_path / "o"), "does not exist", "CORPUS=folder")
    assert not (tmp_path / "o").exists()


def test_an_empty_folder_is_said_to_be_empty(tmp_path):
    refused(themeline("run", "--corpus", corpus(tmp_path), "--outputs", tmp_path / "o"), "corpus")
    assert not (tmp_path / "o").exists()


def test_a_corpus_with_no_readable_document_leaves_outputs_alone(tmp_path):
    folder = corpus(tmp_path, a__txt="", b__pdf=b"this is no pdf")
    refused(themeline("run", "--corpus", folder, "--outputs", tmp_path / "o"), "No document of the corpus could be read (2 tried)", "a.txt", "b.pdf")
    assert not (tmp_path / "o").exists()


@pytest.mark.parametrize(("inner", "outer"), [("corpus", "outputs"), ("outputs", "corpus")])
def test_neither_folder_may_lie_inside_the_other(tmp_path, inner, outer):
    folders = {outer: tmp_path, inner: tmp_path / "inside"}
    (tmp_path / "inside").mkdir()
    (folders["corpus"] / "a.txt").write_text(TEXT, encoding="utf-8")
    refused(themeline("run", "--corpus", folders["corpus"], "--outputs", folders["outputs"]), "neither inside the other")


def test_a_corpus_without_outputs_is_an_error(tmp_path):
    refused(themeline("run", "--corpus", corpus(tmp_path, a__txt=TEXT)), "OUTPUTS=folder")


def test_outputs_that_hold_something_else_are_left_alone(tmp_path):
    (tmp_path / "o").mkdir()
    (tmp_path / "o" / "thesis.docx").write_bytes(b"x")
    refused(themeline("run", "--corpus", corpus(tmp_path, a__txt=TEXT), "--outputs", tmp_path / "o"), "did not make")
    assert [path.name for path in (tmp_path / "o").iterdir()] == ["thesis.docx"]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("[discover]\ntopcs = 3", "discover.topcs: unknown key; known:"),
        ('[embed]\nencoder = "minilmm"', 'No encoder "minilmm". Did you mean "minilm"?'),
        ('[code_themes]\ncoder = "magic"', 'No coder "magic"'),
        ('[study]\ncodebook = "none.toml"', "none.toml does not exist"),
        ('[study]\ncodebook = "empty.toml"', "has no theme"),
        ('[track]\ngroups = ["plcae"]', "[track] groups: no column plcae"),
        ('[study]\ncodebook = "twice.toml"', "has the theme a more than once"),
    ],
)
def test_settings_and_codebooks_that_cannot_be_used_are_refused_before_anything_is_written(tmp_path, settings, said):
    theme = '[[theme]]\nid = "a"\nname = "A"\ndefinition = "A"\n'
    (tmp_path / "empty.toml").write_text('version = "1"', encoding="utf-8")
    (tmp_path / "twice.toml").write_text('version = "1"\n' + theme + theme, encoding="utf-8")
    (tmp_path / "study.toml").write_text(settings, encoding="utf-8")
    refused(themeline("run", "--corpus", corpus(tmp_path, a__txt=TEXT), "--outputs", tmp_path / "o", "--study", tmp_path / "study.toml"), said)
    assert not (tmp_path / "o").exists()


@pytest.mark.parametrize(
    ("manifest", "said"),
    [("path,title\na.txt,x\na.txt,y\n", "a.txt"), ("name,title\na.txt,x\n", "path"), ("path,quotable\na.txt,perhaps\n", "quotable")],
)
def test_a_manifest_that_cannot_be_used_is_refused(tmp_path, manifest, said):
    refused(themeline("run", "--corpus", corpus(tmp_path, a__txt=TEXT, manifest__csv=manifest), "--outputs", tmp_path / "o"), "manifest", said)
    assert not (tmp_path / "o").exists()


def test_bad_rows_and_files_become_problems_and_exit_code_two(tmp_path):
    manifest = "path,date\na.txt,2010-13-45\ngone.txt,2011\nempty.txt,\n"
    folder = corpus(tmp_path, a__txt=TEXT, b__pdf=b"no pdf", empty__txt="", c__xyz="?", manifest__csv=manifest)
    done = themeline("run", "--until", "ingest", "--corpus", folder, "--outputs", tmp_path / "o")
    assert done.returncode == 2, done.stderr
    listed = (tmp_path / "o" / "csv" / "problems.csv").read_text(encoding="utf-8")
    for code in ("bad-date", "missing-file", "empty", "unreadable", "unsupported-type"):
        assert code in listed
    assert "(exit code 2)" in done.stdout.splitlines()[-1]


def test_a_stage_alone_names_what_must_be_made_first(tmp_path):
    refused(
        themeline("track", "--corpus", corpus(tmp_path, a__txt=TEXT), "--outputs", tmp_path / "o"),
        "does not exist yet. Make it: themeline run --until ingest",
    )


def test_clean_deletes_nothing_that_is_not_ours(tmp_path):
    (tmp_path / "photo").write_text("x", encoding="utf-8")
    refused(themeline("clean", "--outputs", tmp_path), "Nothing is deleted")
    assert (tmp_path / "photo").is_file()


def test_check_says_what_a_run_would_use(tmp_path):
    done = themeline("check", "--corpus", corpus(tmp_path, a__txt=TEXT, b__md="# Title\n\nText."), "--outputs", tmp_path / "o")
    assert done.returncode == 0, done.stderr
    assert "2 documents (1 md, 1 txt)" in done.stdout
    assert not (tmp_path / "o").exists()


def test_a_prefilled_manifest_lists_every_document(tmp_path):
    folder = corpus(tmp_path, a__txt=TEXT, b__md="# Title\n\nSome text of several words.")
    done = themeline("manifest", "--corpus", folder, "--outputs", tmp_path / "o")
    assert done.returncode == 0, done.stderr
    rows = (tmp_path / "o" / "manifest.csv").read_text(encoding="utf-8").splitlines()
    assert rows[0].startswith("path,title,date,date_basis,place,source_type")
    assert [row.split(",")[0] for row in rows[1:]] == ["a.txt", "b.md"]
    assert not (folder / "manifest.csv").exists()


def test_the_clone_is_where_the_package_is():
    assert CLONE == ROOT
