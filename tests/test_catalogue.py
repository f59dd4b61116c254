"""What the manifest says is joined to what documents say of themselves; bodies and places are invented."""

import pandas as pd
import pytest

from pipeline.catalogue import catalogue, prefill
from pipeline.guesses import guesses
from pipeline.manifest import read_manifest
from pipeline.rows import columns, problem
from pipeline.tables import DOCUMENTS, PROBLEMS


def documents(*rows):
    base = {"sha256": "0", "media_type": "text/plain", "date_precision": "none", "date_basis": "none", "language": "en", "text": "", "title": "t"}
    made = [base | {"document_id": f"d{n}", "cluster_id": f"d{n}", "path": f"d{n}.txt", "sha256": str(n)} | row for n, row in enumerate(rows)]
    return DOCUMENTS.frame(columns(made, DOCUMENTS.names))


def stated(date):
    return {"date": date, "date_precision": "day", "date_basis": "stated", "year": int(date[:4])}


@pytest.fixture
def manifest(tmp_path):
    def write(text):
        path = tmp_path / "manifest.csv"
        path.write_text(text, encoding="utf-8")
        return read_manifest(path)

    return write


def test_a_row_of_a_file_that_is_not_read_says_so_and_not_that_it_is_missing(manifest):
    listed = PROBLEMS.frame([problem("plan.xyz", "unsupported-type", "plan.xyz is of a type that is not read", "Convert it.", "note")])
    found = catalogue(documents({}), manifest("path\nd0.txt\nplan.xyz\ngone.txt\n"), listed).problems
    assert dict(zip(found["path"], found["code"], strict=True)) == {"plan.xyz": "not-read", "gone.txt": "missing-file"}
    assert (found["severity"] == "error").all()


def test_an_empty_cell_clears_the_source_type_that_a_rule_gave(manifest):
    one = documents({"source_type": "agenda"})
    assert catalogue(one, manifest("path,source_type\nd0.txt,\n")).documents["source_type"].isna().all()
    assert catalogue(one, manifest("path,title\nd0.txt,x\n")).documents["source_type"].to_list() == ["agenda"]
    assert catalogue(one, None).documents["source_type"].to_list() == ["agenda"]


@pytest.mark.parametrize(
    ("row", "cell", "said"),
    [
        (stated("2017-05-02"), "2016", "warning"),
        (stated("2017-05-02"), "2017", None),
        (stated("2017-05-02"), "", None),
        ({"date": "2015", "date_precision": "year", "date_basis": "file name", "year": 2015}, "2016", "note"),
        ({}, "2016", None),
    ],
)
def test_a_manifest_and_a_document_that_differ_on_the_date_are_listed_with_both(manifest, row, cell, said):
    made = catalogue(documents(row), manifest(f"path,date\nd0.txt,{cell}\n"))
    assert list(made.problems["severity"]) == ([said] if said else [])
    assert made.documents["date"].to_list() == ([cell] if cell else [None]) or pd.isna(made.documents["date"]).all()
    for message in made.problems["message"]:
        assert cell in message
        assert row["date"] in message


def test_a_prefilled_manifest_says_on_what_its_guesses_rest_and_reads_back_without_it(manifest):
    one = documents(stated("2016-07-05") | {"title": "Alder Parish Council - 5th July 2016", "text": "Present\nCllr A Ash\nApologies\nCllr B Elm\n"})
    made = prefill(one)
    row = made.iloc[0]
    assert (row["place"], row["source_type"], row["date"]) == ("Alder", "minutes", "2016-07-05")
    assert row["guessed_from"].startswith("date: the text; place: Alder Parish Council in the title; source_type: “Present")
    read = manifest(made.to_csv(index=False))
    back = catalogue(one, read)
    assert back.covariates.empty
    assert back.documents[["place", "source_type", "date"]].iloc[0].to_list() == ["Alder", "minutes", "2016-07-05"]


@pytest.mark.parametrize(
    ("title", "text", "place"),
    [
        ("Parish Council of Great Alder", "", "Great Alder"),
        ("MINUTES OF ALDER-ON-SEA TOWN COUNCIL", "", "Alder-on-Sea"),
        ("Trust and belonging", "London Borough of Harrowick\nCabinet", "Harrowick"),
        ("Harrowick Borough Council", "Alderwick Town Council was thanked", "Harrowick"),
        ("Report to Harrowick Borough Council and Alderwick Town Council", "", None),
        ("Minutes", "Harrowick Borough Council\nAlderwick Town Council", None),
        ("The Parish Council", "The council met.", None),
        ("Forum", "She then spoke of her work in Rotherwick Town Council, whose lessons were hard ones for all of its officers.", None),
        ("Youth Council of the Year", "", None),
        ("Trust and belonging", "People spoke of Alder.", None),
    ],
)
def test_a_place_is_guessed_from_a_body_that_names_itself_and_never_where_two_compete(title, text, place):
    assert guesses(title, text, "x.txt").place.value == place


@pytest.mark.parametrize(
    ("title", "text", "path", "kind"),
    [
        ("Wardens stay", "NEWS RELEASE\nWardens stay", "a.txt", "press_release"),
        ("Wardens stay", "The wardens stay.\n\nENDS\n\nJo", "a.txt", "press_release"),
        ("Alder", "x", "minutes_2016.pdf", "minutes"),
        ("Partners Workshop report", "x", "a.txt", "workshop_report"),
        ("Oral evidence: youth work", "Q1 Chair: Why?", "a.pdf", "oral_evidence"),
        ("Trust", "A book about trust.", "a.txt", None),
        ("Ten minutes from the sea", "It takes ten minutes to walk.", "a.txt", None),
    ],
)
def test_a_source_type_is_guessed_only_from_plain_words(title, text, path, kind):
    assert guesses(title, text, path).source_type.value == kind
