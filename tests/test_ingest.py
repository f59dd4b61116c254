"""A corpus becomes tables: every file is a document or a problem, and the manifest is joined."""

import os
import re
import sys
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import Ingest
from pipeline.contain import TRANSIENT
from pipeline.errors import CorpusError
from pipeline.ingest import catalogue, id_of, ingest, list_files, prefill
from pipeline.manifest import read_manifest
from pipeline.tables import BLOCKS, COVARIATES, DOCUMENTS, PROBLEMS

WORDS = "The commission heard that people of the town seldom meet.\n"


@pytest.fixture
def corpus(tmp_path):
    return tmp_path


def put(corpus, name, text=WORDS):
    path = corpus / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def read(corpus, manifest=None):
    files, _ = list_files(corpus)
    made = ingest(files, corpus, Ingest())
    if manifest is not None:
        put(corpus, "manifest.csv", manifest)
    return catalogue(made.documents, read_manifest(corpus / "manifest.csv") if manifest is not None else None)


def of_files(problems):
    """Leave out the row on the whole corpus, of documents without a date."""
    return problems[problems["path"] != ""]


def codes(problems):
    problems = of_files(problems)
    return list(zip(problems["path"], problems["code"], problems["severity"], strict=True))


def test_files_are_listed_by_path_and_others_are_noted(corpus):
    for name in (
        "b.txt",
        "a/C.MD",
        "decisions/x.txt",
        "codes/x.txt",
        ".hidden.txt",
        ".git/x.txt",
        "~$b.docx",
        "manifest.csv",
        "study.toml",
        "codebook.toml",
        "exemplars.csv",
        "sub/decisions/y.txt",
    ):
        put(corpus, name)
    put(corpus, "picture.png")
    put(corpus, "README.md")
    files, problems = list_files(corpus)
    assert list(files["path"]) == ["a/C.MD", "b.txt", "sub/decisions/y.txt"]
    assert list(files["suffix"]) == ["md", "txt", "txt"]
    assert codes(problems) == [("README.md", "about-the-study", "note"), ("picture.png", "unsupported-type", "note")]


@pytest.mark.parametrize("make", [lambda p: p / "none", lambda p: put(p, "a.txt"), lambda p: p, lambda p: put(p, "x/a.png").parent])
def test_a_corpus_without_documents_is_refused(corpus, make):
    with pytest.raises(CorpusError, match="corpus"):
        list_files(make(corpus))


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_out_of_the_corpus_is_an_error_and_not_read(corpus, tmp_path_factory):
    outside = put(tmp_path_factory.mktemp("outside"), "secret.txt", "secret")
    put(corpus, "a.txt")
    (corpus / "b.txt").symlink_to(outside)
    (corpus / "folder").symlink_to(outside.parent)
    files, problems = list_files(corpus)
    assert list(files["path"]) == ["a.txt"]
    assert codes(problems) == [("b.txt", "outside-corpus", "error"), ("folder", "outside-corpus", "error")]


@pytest.mark.skipif(sys.platform == "darwin", reason="one name there, however its accents are written")
def test_of_two_files_whose_names_differ_in_how_an_accent_is_written_one_is_read(corpus):
    for name in ("cafe\u0301.txt", "caf\u00e9.txt"):
        put(corpus, name, WORDS + name)
    files, problems = list_files(corpus)
    assert list(files["path"]) == ["cafe\u0301.txt"]
    assert codes(problems) == [("caf\u00e9.txt", "same-name", "error")]
    assert ingest(files, corpus, Ingest()).documents["document_id"].is_unique


def test_a_link_to_itself_is_no_file(corpus):
    put(corpus, "a.txt")
    (corpus / "b.txt").symlink_to("b.txt")
    (corpus / "c.txt").symlink_to("d.txt")
    (corpus / "d.txt").symlink_to("c.txt")
    files, problems = list_files(corpus)
    assert list(files["path"]) == ["a.txt"]
    assert codes(problems) == [(name, "not-a-file", "note") for name in ("b.txt", "c.txt", "d.txt")]


def test_a_folder_that_may_not_be_listed_is_an_error(corpus, monkeypatch):
    put(corpus, "a.txt")
    closed = put(corpus, "closed/b.txt").parent
    scandir = os.scandir

    def refusing(path):
        if os.fspath(path) == os.fspath(closed):
            raise PermissionError(13, "Permission denied", os.fspath(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    files, problems = list_files(corpus)
    assert list(files["path"]) == ["a.txt"]
    assert codes(problems) == [("closed", "no-permission", "error")]


@pytest.mark.skipif(sys.platform != "linux", reason="such folders cannot be made elsewhere")
def test_a_folder_whose_listing_fails_is_an_error(corpus):
    put(corpus, "a.txt")
    deep = "d" * 200
    here = os.open(corpus, os.O_RDONLY)
    try:
        for _ in range(25):  # deeper than a path may be long: its inside cannot be listed by name
            os.mkdir(deep, dir_fd=here)
            inner = os.open(deep, os.O_RDONLY, dir_fd=here)
            os.close(here)
            here = inner
        files, problems = list_files(corpus)
    finally:
        os.close(here)
    assert list(files["path"]) == ["a.txt"]
    assert [code for _, code, _ in codes(problems)] == ["unreadable-folder"]


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are text elsewhere")
def test_a_name_that_is_no_text_is_an_error(corpus):
    put(corpus, "a.txt")
    (corpus / os.fsdecode(b"caf\xe9.txt")).write_text(WORDS, encoding="utf-8")
    files, problems = list_files(corpus)
    assert list(files["path"]) == ["a.txt"]
    assert codes(problems) == [("caf?.txt", "unreadable-name", "error")]


def test_every_file_is_a_document_or_a_problem(corpus):
    put(corpus, "a.txt")
    put(corpus, "empty.txt", "")
    put(corpus, "space.txt", " \n\t\n")
    put(corpus, "broken.pdf", "%PDF-1.4 no more")
    put(corpus, "broken.docx", "no zip")
    files, _ = list_files(corpus)
    made = ingest(files, corpus, Ingest())
    assert list(made.documents["path"]) == ["a.txt"]
    assert codes(made.problems) == [
        ("broken.docx", "unreadable", "error"),
        ("broken.pdf", "unreadable", "error"),
        ("empty.txt", "empty", "error"),
        ("space.txt", "empty", "error"),
    ]
    assert not made.problems["message"].str.contains(str(corpus), regex=False).any()
    for table, frame in ((DOCUMENTS, made.documents), (BLOCKS, made.blocks), (PROBLEMS, made.problems)):
        table.validate(frame)


def test_a_file_that_goes_away_before_it_is_read_is_an_error_of_this_run_only(corpus):
    gone = put(corpus, "a.txt")
    files, _ = list_files(corpus)
    gone.unlink()
    made = ingest(files, corpus, Ingest())
    assert codes(made.problems) == [("a.txt", "gone", "error")]
    assert set(made.problems["code"]) <= TRANSIENT


def test_shards_in_any_order_give_the_same_documents(corpus):
    for n in range(5):
        put(corpus, f"{n}.txt", f"Notes of group {n}\n\n{WORDS * (n + 1)}")
    files, _ = list_files(corpus)
    whole = ingest(files, corpus, Ingest())
    shuffled = files.sample(frac=1, random_state=3)
    shards = [ingest(shuffled[i : i + 2], corpus, Ingest()) for i in range(0, 5, 2)]
    for name, key in (("documents", "document_id"), ("blocks", "block_id")):
        joined = pd.concat([getattr(shard, name) for shard in shards]).sort_values(key).reset_index(drop=True)
        pd.testing.assert_frame_equal(joined, getattr(whole, name))


def test_an_id_tells_paths_apart_that_have_one_slug():
    assert id_of("a b.txt") != id_of("a-b.txt")
    assert id_of("Cafe\u0301.txt") == id_of("Café.txt")
    assert id_of("Minutes/May 2016.pdf").startswith("minutes-may-2016-pdf-")


@given(st.text(min_size=1, max_size=80))
def test_an_id_is_short_and_plain_for_any_path(path):
    slug, _, digits = id_of(path.encode("utf-8", "replace").decode()).rpartition("-")
    assert len(slug) <= 40
    assert len(digits) == 8
    assert slug.isascii()


@pytest.mark.parametrize(
    ("name", "text", "row", "date", "basis", "problem"),
    [
        ("a.txt", WORDS, None, None, "none", None),
        ("a 2016-05-03.txt", WORDS, None, "2016-05-03", "file name", None),
        ("a.txt", f"Forum - 3 May 2016\n{WORDS}", None, "2016-05-03", "stated", None),
        ("a 2016-05-05.txt", f"Forum - 3 May 2016\n{WORDS}", None, "2016-05-03", "stated", "date-conflict"),
        ("a 2016-05-05.txt", f"3 May 2016\n{WORDS}", None, "2016-05-05", "file name", "date-conflict"),
        ("a 2016.txt", f"Forum - 3 May 2016\n{WORDS}", None, "2016-05-03", "stated", None),
        ("a.txt", f"Forum - 3 May 2016\n{WORDS}", "2010", "2010", "manifest", "date-conflict"),
        ("a.txt", f"Forum - 3 May 2016\n{WORDS}", "", None, "none", None),
        ("a.txt", WORDS, "03/05/2016", "2016-05-03", "manifest", "date-rewritten"),
        ("a 2016.txt", f"Forum - 3 May 2016\n{WORDS}", "soon", None, "none", "bad-date"),
        ("a.txt", WORDS, "2010-13-45", None, "none", "bad-date"),
        ("a.txt", WORDS, "2015/2018", "2015/2018", "manifest", None),
    ],
)
def test_a_document_is_dated_by_manifest_then_text_then_name(corpus, name, text, row, date, basis, problem):
    put(corpus, name, text)
    made = read(corpus, None if row is None else f"path,date\n{name},{row}\n")
    document = made.documents.iloc[0]
    assert (None if pd.isna(document["date"]) else document["date"]) == date
    assert document["date_basis"] == basis
    assert list(of_files(made.problems)["code"]) == ([problem] if problem else [])


def test_a_manifest_without_dates_leaves_them_to_the_documents(corpus):
    put(corpus, "a 2016.txt")
    assert list(read(corpus, "path,place\na 2016.txt,Luton\n").documents["date_basis"]) == ["file name"]


def test_the_manifest_is_joined_and_what_does_not_meet_is_reported(corpus):
    put(corpus, "a.txt")
    put(corpus, "b.txt", "Other words are here.")
    made = read(corpus, "path,title,place,quotable,ward,cluster_id\n./a.txt,Notes,Luton,yes,Dallow,c1\ngone.txt,,,,,\n")
    row = made.documents.set_index("path").loc["a.txt"]
    assert (row["title"], row["place"], row["quotable"], row["cluster_id"]) == ("Notes", "Luton", "yes", "c1")
    assert made.covariates.to_dict("records") == [{"document_id": id_of("a.txt"), "name": "ward", "value": "Dallow"}]
    assert codes(made.problems) == [("b.txt", "not-in-manifest", "warning"), ("gone.txt", "missing-file", "error")]
    COVARIATES.validate(made.covariates)


def test_files_with_the_same_bytes_are_kept_as_one_cluster(corpus):
    for name in ("a.txt", "b.txt"):
        put(corpus, name)
    put(corpus, "c.txt", "Other words are here.")
    made = read(corpus)
    clusters = made.documents.set_index("path")["cluster_id"]
    assert clusters["a.txt"] == clusters["b.txt"] != clusters["c.txt"]
    assert codes(made.problems) == [("b.txt", "same-file", "warning")]


def test_documents_of_one_title_are_told_apart_by_date_or_name(corpus):
    for name, day, night in (("a 2016-05-03.txt", 1, "wet"), ("b 2016-07-05.txt", 2, "dry"), ("c.txt", 3, "cold"), ("sub/d.txt", 4, "warm")):
        put(corpus, name, f"Forum notes\n\n{WORDS}It was {night} on day {day}.\n")
    titles = ["Forum notes (2016-05-03)", "Forum notes (2016-07-05)", "Forum notes (c)", "Forum notes (d)"]
    assert list(read(corpus).documents.sort_values("path")["title"]) == titles
    given = read(corpus, "path,title\nc.txt,Forum notes\nsub/d.txt,Notes\n").documents.sort_values("path")
    assert list(given["title"]) == [*titles[:2], "Forum notes", "Notes"]


def test_a_document_that_says_it_is_an_agenda_is_one_unless_the_manifest_says_otherwise(corpus):
    items = "1. To receive apologies\n2. To approve the minutes of the spring session\n3. To discuss the bus shelter by the green\n"
    put(corpus, "a.txt", f"Council meeting to be held on 12 November 2019\n\nAGENDA\n\n{items}")
    put(corpus, "b.txt", f"Council meeting\n\n{WORDS}")
    types = read(corpus).documents.set_index("path")["source_type"]
    assert types["a.txt"] == "agenda"
    assert pd.isna(types["b.txt"])
    assert read(corpus, "path,source_type\na.txt,minutes\n").documents.set_index("path")["source_type"]["a.txt"] == "minutes"


def alike(cluster_of, bytes_of):
    """DOCUMENTS, one for each name, with these clusters (its own where none is given) and bytes."""
    known = {"media_type": "text/plain", "title": "t", "date_precision": "none", "date_basis": "none", "language": "en", "text": "x"}
    return DOCUMENTS.frame(
        [
            dict.fromkeys(DOCUMENTS.names) | known | {"document_id": n, "path": f"{n}.txt", "sha256": bytes_of[n], "cluster_id": cluster_of.get(n, n)}
            for n in bytes_of
        ]
    )


@pytest.mark.parametrize(
    ("clusters", "content", "merged"),
    [
        ({}, {"a": "1", "b": "1", "c": "2"}, [{"a", "b"}, {"c"}]),
        ({"b": "report", "c": "report"}, {"a": "1", "b": "1", "c": "2"}, [{"a", "b", "c"}]),
        ({"a": "one", "d": "one", "b": "two", "e": "two"}, {"a": "1", "b": "1", "d": "2", "e": "3", "f": "4"}, [{"a", "b", "d", "e"}, {"f"}]),
        ({"a": "y", "b": "z", "c": "z", "d": "x"}, {"a": "1", "b": "1", "c": "2", "d": "2"}, [{"a", "b", "c", "d"}]),
        ({"a": "c", "b": "c"}, {"a": "1", "b": "2", "c": "3"}, [{"a", "b", "c"}]),
    ],
)
def test_clusters_that_files_give_and_files_with_the_same_bytes_are_merged(clusters, content, merged):
    made = catalogue(alike(clusters, content), None).documents
    found = [set(names) for _, names in made.groupby("cluster_id")["document_id"]]
    assert sorted(map(sorted, found)) == sorted(map(sorted, merged))


def test_a_merged_cluster_has_the_smallest_name_that_is_given_else_the_smallest_document_id():
    content = {"a": "1", "b": "1", "c": "1"}
    assert set(catalogue(alike({}, content), None).documents["cluster_id"]) == {"a"}
    assert set(catalogue(alike({"b": "zoo", "c": "yard"}, content), None).documents["cluster_id"]) == {"yard"}


@given(st.permutations("abcdef"))
def test_order_of_rows_does_not_matter_for_clusters(order):
    documents = alike({"a": "y", "b": "z", "c": "z", "e": "x"}, {"a": "1", "b": "1", "c": "2", "d": "2", "e": "3", "f": "3"})
    shuffled = documents.set_index("document_id").loc[list(order)].reset_index()
    clusters = catalogue(shuffled, None).documents.set_index("document_id")["cluster_id"]
    assert clusters.to_dict() == {"a": "y", "b": "y", "c": "y", "d": "y", "e": "x", "f": "x"}


def test_a_date_inferred_by_a_person_says_so(corpus):
    put(corpus, "a.txt")
    made = read(corpus, "path,date,date_basis\na.txt,2010,inferred by a person\n")
    assert list(made.documents["date_basis"]) == ["inferred by a person"]


def test_a_prefilled_manifest_reads_back_to_the_same_documents(corpus):
    put(corpus, "a 2016.txt", f"Forum notes\n\n{WORDS}")
    put(corpus, "b.txt", "Other words are here.")
    made = read(corpus)
    again = read(corpus, prefill(made.documents).to_csv(index=False))
    kept = ["path", "title", "date", "year", "cluster_id", "text"]
    pd.testing.assert_frame_equal(again.documents[kept], made.documents[kept])


def test_inputs_are_not_changed(corpus):
    put(corpus, "a.txt")
    files, _ = list_files(corpus)
    before = files.copy()
    made = ingest(files, corpus, Ingest())
    documents = made.documents.copy()
    catalogue(made.documents, None)
    pd.testing.assert_frame_equal(files, before)
    pd.testing.assert_frame_equal(made.documents, documents)


@pytest.mark.parametrize("name", ["luton", "milburn", "messy"])
def test_blocks_cover_real_documents(corpora: Path, name):
    files, _ = list_files(corpora / name)
    chosen = files.sample(5, random_state=0)
    made = ingest(chosen, corpora / name, Ingest())
    assert len(made.documents) + (made.problems["severity"] == "error").sum() == 5
    for document in made.documents.itertuples():
        blocks = made.blocks[made.blocks["document_id"] == document.document_id]
        pieces = "".join(document.text[start:end] for start, end in zip(blocks["start"], blocks["end"], strict=True))
        assert "".join(pieces.split()) == "".join(document.text.split())


def test_minutes_of_a_parish_council_are_dated_by_their_text(corpora: Path):
    folder = corpora / "milburn"
    files, _ = list_files(folder)
    made = catalogue(ingest(files, folder, Ingest()).documents, None)
    dated = made.documents.set_index("path")
    assert set(dated["date_basis"]) == {"stated"}
    named = dated.index.str.extract(r"(\d{4}-\d\d-\d\d)", expand=False)
    differing = dated[dated["date"] != named]
    assert dict(zip(differing.index, differing["date"], strict=True)) == {
        "minutes_2017-03-17_.pdf": "2017-03-07",
        "minutes_2018-01-18_.pdf": "2018-01-16",
    }
    assert list(made.problems["code"]) == ["date-conflict"] * 2


def test_a_hard_wrapped_workshop_report_is_cut_as_a_reader_would(corpora: Path):
    folder = corpora / "luton"
    files, _ = list_files(folder)
    made = ingest(files[files["path"].str.startswith("003")], folder, Ingest())
    text, blocks = made.documents["text"].iloc[0], made.blocks
    pieces = [(kind, text[start:end]) for start, end, kind in zip(blocks["start"], blocks["end"], blocks["kind"], strict=True)]
    counts = blocks["kind"].value_counts()
    prose = [piece for kind, piece in pieces if kind == "paragraph" and len(piece.split()) > 12]
    assert all(kind == "boilerplate" for kind, piece in pieces if re.search(r"page \d+ of \d+$", piece))
    assert all(kind == "prompt" for kind, piece in pieces if re.match(r"Question ?\d+[.:]", piece))
    assert 50 < counts["heading"] < 80
    assert counts["attendance"] > 25
    assert sum(piece.rstrip(")”’\"'")[-1] in ".?!:" for piece in prose) > 0.9 * len(prose) > 80
