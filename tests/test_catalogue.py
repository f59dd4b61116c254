"""What the manifest says is joined to what documents say of themselves; bodies and places are invented."""

import pandas as pd
import pytest

from pipeline.catalogue import catalogue
from pipeline.guesses import guesses
from pipeline.manifest import read_manifest
from pipeline.prefill import prefill
from pipeline.readings import readings_of
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
    found = of_files(catalogue(documents({}), manifest("path\nd0.txt\nplan.xyz\ngone.txt\n"), listed).problems)
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
    assert list(of_files(made.problems)["severity"]) == ([said] if said else [])
    assert made.documents["date"].to_list() == ([cell] if cell else [None]) or pd.isna(made.documents["date"]).all()
    for message in of_files(made.problems)["message"]:
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


def of_files(problems):
    """Leave out the row on the whole corpus, of documents without a date."""
    return problems[problems["path"] != ""]


def codes(made):
    found = of_files(made.problems)
    return list(zip(found["path"], found["code"], strict=True))


DIFFER = {"path": "minutes 2016-05-05.txt", "text": "Forum - 3 May 2016\nWords.", "title": "Forum"} | stated("2016-05-03")


def test_a_conflict_of_dates_stays_listed_when_a_prefilled_manifest_is_copied_in_unread(manifest):
    one = documents(DIFFER)
    alone = catalogue(one, None)
    copied = catalogue(one, manifest(prefill(one).to_csv(index=False)))
    assert codes(copied) == codes(alone) == [(DIFFER["path"], "date-conflict")]
    assert copied.documents["date_basis"].to_list() == ["stated"]
    again = catalogue(one, manifest(prefill(copied.documents).to_csv(index=False)))
    assert codes(again) == codes(alone)


@pytest.mark.parametrize(
    ("date", "basis", "kept", "listed"),
    [
        ("2016-05-03", "stated", "stated", True),
        ("03/05/2016", "stated", "stated", True),
        ("2016-05-03", "", "manifest", False),
        ("2016-05-03", "manifest", "manifest", False),
        ("2016-05-05", "manifest", "manifest", False),
        ("2016-05-05", "inferred by a person", "inferred by a person", False),
        ("2016-05-05", "stated", "manifest", True),
        ("2016-05-05", "", "manifest", True),
        ("", "stated", "none", False),
    ],
)
def test_a_conflict_of_dates_is_listed_until_a_person_settles_it(manifest, date, basis, kept, listed):
    made = catalogue(documents(DIFFER), manifest(f"path,date,date_basis\n{DIFFER['path']},{date},{basis}\n"))
    assert made.documents["date_basis"].to_list() == [kept]
    assert codes(made) == [(DIFFER["path"], "date-conflict")] * listed


def test_a_prefilled_row_left_as_it_was_gives_no_other_document_of_its_file_its_date_or_place(manifest):
    rows = [stated(date) | {"path": "answers.csv", "place": place} for date, place in (("2016-05-03", "Alder"), ("2017-05-03", "Birch"))]
    several = documents(*rows, {"path": "answers.csv"})
    made = catalogue(several, manifest(prefill(several).to_csv(index=False))).documents
    pd.testing.assert_frame_equal(made[["date", "date_basis", "place"]], several[["date", "date_basis", "place"]])
    corrected = catalogue(several, manifest("path,date,date_basis\nanswers.csv,2018,stated\n")).documents
    assert corrected["date"].to_list() == ["2018"] * 3


@pytest.mark.parametrize("year", ["2108", "0208"])
def test_a_year_that_cannot_be_is_listed_and_not_taken(manifest, year):
    text = {"text": f"Forum - 3 May {year}\nWords."}
    assert codes(catalogue(documents(text), None)) == [("d0.txt", "impossible-date")]
    by_hand = catalogue(documents({}), manifest(f"path,date\nd0.txt,{year}-05-03\n"))
    assert codes(by_hand) == [("d0.txt", "bad-date")]
    assert "before 1000 or after 2099" in of_files(by_hand.problems)["message"].iloc[0]
    assert by_hand.documents["date"].isna().all()
    assert codes(catalogue(documents(text), manifest("path,date\nd0.txt,2008-05-03\n"))) == []


@pytest.mark.parametrize(
    ("year", "text", "listed"),
    [
        ("2081", "The forum met in 2018.", True),
        ("2081", "The forum met.", True),
        ("2035", "The forum met.", False),
        ("2081", "The plan of 2075 was read.", False),
        ("1918", "The forum met in 2018.", False),
    ],
)
def test_a_date_decades_after_all_others_and_all_that_is_spoken_of_is_listed(manifest, year, text, listed):
    rows = documents(stated("2016-07-05"), stated("2018-07-03"), stated(f"{year}-05-03") | {"text": text})
    assert codes(catalogue(rows, None)) == [("d2.txt", "unlikely-date")] * listed
    settled = manifest(f"path,date,date_basis\nd0.txt,2016-07-05,\nd1.txt,2018-07-03,\nd2.txt,{year}-05-03,manifest\n")
    assert codes(catalogue(rows, settled)) == []


def test_two_dated_documents_are_too_few_to_call_one_unlikely():
    assert codes(catalogue(documents(stated("2016-07-05"), stated("2081-05-03")), None)) == []


TITLES = (
    ("Trust in Alder: a review", "TRUST IN ALDER – A REVIEW", False),
    ("Alder Parish Council, minutes of 5 July", "Alder Parish Council - 5th July 2016", False),
    ("Youth clubs after 2010", "Trust in Alder", True),
    ("Youth clubs after 2010", "d0", False),
    ("D0 met", "Trust in Alder", False),
)


@pytest.mark.parametrize(("given", "own", "listed"), TITLES)
def test_a_title_in_the_manifest_that_is_another_than_the_documents_own_is_listed(manifest, given, own, listed):
    made = catalogue(documents({"title": own, "text": f"{own}\n\nThe forum met."}), manifest(f'path,title\nd0.txt,"{given}"\n'))
    assert codes(made) == [("d0.txt", "title-conflict")] * listed
    assert made.documents["title"].to_list() == [given]


def test_a_heading_far_down_is_no_title_to_disagree_with(manifest):
    text = "\n".join(["Words of an opening."] * 20 + ["What people said", "They spoke."])
    assert codes(catalogue(documents({"title": "What people said", "text": text}), manifest("path,title\nd0.txt,Youth clubs\n"))) == []


@pytest.mark.parametrize(
    ("given", "head", "listed"),
    [
        ("press_release", "MINUTES of the forum", True),
        ("Minutes", "MINUTES of the forum", False),
        ("council", "MINUTES of the forum", False),
        ("report", "Report of a workshop on trust", False),
        ("minutes", "News release", True),
        ("minutes", "Words.", False),
    ],
)
def test_a_source_type_in_the_manifest_that_the_document_plainly_is_not_is_listed(manifest, given, head, listed):
    made = catalogue(documents({"text": f"{head}\n\nThe forum met."}), manifest(f"path,source_type\nd0.txt,{given}\n"))
    assert codes(made) == [("d0.txt", "source-type-conflict")] * listed
    assert made.documents["source_type"].to_list() == [given]


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
        ("About Alder Parish Council", "", "Alder"),
        ("Contact Great Alder Town Council", "About Great Alder Town Council", "Great Alder"),
        ("Alder-under-Elm Parish Council", "", "Alder-under-Elm"),
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


def test_a_file_of_many_documents_without_a_row_is_listed_once(manifest):
    made = catalogue(documents({"path": "mail.eml"}, {"path": "mail.eml"}), manifest("path\nother.txt\n"))
    assert sorted(codes(made)) == [("mail.eml", "not-in-manifest"), ("other.txt", "missing-file")]


def test_a_prefilled_row_left_as_it_was_leaves_each_respondent_of_a_table_a_source(manifest):
    rows = [{"path": "a.csv", "cluster_id": name} for name in ("ann", "ann", "bob", "cat")]
    mails = [{"path": "m.eml", "cluster_id": "m"}, {"path": "m.eml", "cluster_id": "m"}]
    made = documents(*rows, *mails)
    filled = prefill(made)
    assert dict(zip(filled["path"], filled["cluster_id"], strict=True)) == {"a.csv": "", "m.eml": "m"}
    again = catalogue(made, manifest(filled.to_csv(index=False))).documents
    assert list(again["cluster_id"]) == ["ann", "ann", "bob", "cat", "m", "m"]


SETTLED = f'path,date,date_basis,place,funder,note,guessed_from\n{DIFFER["path"]},2016-05-05,manifest,,the county,"a, b",\ngone.txt,soon,,Alder,,,\n'


def test_a_settled_manifest_stays_as_it_was_written_when_it_is_made_again(manifest):
    settled = manifest(SETTLED)
    one = documents(DIFFER | {"title": "Alder Parish Council"}, {"title": "Birch Parish Council - 2 May 2017"} | stated("2017-05-02"))
    made = prefill(catalogue(one, settled).documents, settled)
    rows = made.set_index("path")
    kept = rows.loc[DIFFER["path"]]
    assert kept[["date", "date_basis", "place", "funder", "note"]].to_list() == ["2016-05-05", "manifest", "", "the county", "a, b"]
    assert rows.loc["gone.txt", ["date", "place", "title"]].to_list() == ["soon", "Alder", ""]
    assert kept["title"] == "Alder Parish Council"  # a column that it lacked
    assert rows.loc["d1.txt", ["date", "date_basis", "place", "funder"]].to_list() == ["2017-05-02", "stated", "Birch", ""]
    assert "place: Birch Parish Council" in rows.loc["d1.txt", "guessed_from"]


@pytest.mark.parametrize(
    "written", [None, SETTLED, f"path,Date\n./{DIFFER['path']},05/05/2016\n", "path,quotable,language,encoding\nd1.txt,Yes,cy,cp1252\n"]
)
def test_a_manifest_made_again_from_itself_is_the_same(manifest, written):
    one = documents(DIFFER, {"title": "Birch Parish Council - 2 May 2017"} | stated("2017-05-02"), {"place": "Holm"})
    held = manifest(written) if written else None
    first = prefill(catalogue(one, held).documents, held)
    again = manifest(first.to_csv(index=False))
    second = prefill(catalogue(one, again).documents, again)
    assert second.to_csv(index=False) == first.to_csv(index=False)


def test_on_what_a_guess_rests_is_said_of_columns_that_the_manifest_lacks_only(manifest):
    held = manifest("path,place\nd0.txt,Alder\n")
    one = documents(stated("2016-07-05") | {"title": "Birch Parish Council: minutes", "text": "Present\nCllr A Ash\nApologies\nCllr B Elm\n"})
    row = prefill(catalogue(one, held).documents, held).iloc[0]
    assert (row["place"], row["source_type"], row["date"]) == ("Alder", "minutes", "2016-07-05")
    assert row["guessed_from"].startswith("date: the text; source_type: ")


def test_documents_without_a_date_are_counted_in_one_row_that_names_the_first_twenty(manifest):
    assert catalogue(documents(stated("2016-05-03")), None).problems.empty
    (row,) = catalogue(documents({}, {}, {}, {}, {"path": "e.txt"} | stated("2016-05-03")), None).problems.to_dict("records")
    assert (row["path"], row["code"], row["severity"]) == ("", "undated", "note")
    assert "4 of 5 documents have no date and are on no timeline: d0.txt, d1.txt, d2.txt, d3.txt" in row["message"]
    assert "…" not in row["message"]
    (row,) = catalogue(documents(*[{"path": f"d{n:02}.txt"} for n in range(22)]), None).problems.to_dict("records")
    assert "d18.txt, d19.txt, …" in row["message"]


def test_documents_of_one_title_and_name_are_told_apart_by_path_and_then_by_number():
    rows = [{"path": path, "title": "Notes"} for path in ("north/a.txt", "south/a.txt", "b.txt", "c.eml", "c.eml")]
    titles = list(catalogue(documents(*rows), None).documents["title"])
    assert titles == ["Notes (north/a.txt)", "Notes (south/a.txt)", "Notes (b)", "Notes (c.eml, 1)", "Notes (c.eml, 2)"]


def test_what_documents_say_of_themselves_is_read_of_each_alone_and_serves_as_well_when_it_was_kept(manifest):
    made = documents(
        {"text": "Minutes of the forum\n\nNames were taken.\n\nViews will not be attributed. Nothing will be attributed to anyone."},
        {"text": "Press release\n\n3 May 2116\n\nThe hall opens.", "title": "The hall"},
        {"path": "notes 2019-02-31.txt", "text": "The hall."},
    )
    kept = pd.concat([readings_of(made[:1]), readings_of(made[1:])], ignore_index=True)
    pd.testing.assert_frame_equal(kept, readings_of(made))
    for given in (None, manifest("path,source_type\nd1.txt,minutes\n")):
        alone = catalogue(made, given)
        again = catalogue(made, given, readings=kept)
        pd.testing.assert_frame_equal(again.documents, alone.documents)
        pd.testing.assert_frame_equal(again.problems, alone.problems)
    assert alone.documents["attribution"].to_list()[0] == "none"
    found = alone.problems.set_index("code")
    assert "(line 5, character 41 and 1 more)" in found.loc["promise", "message"]
    assert "the first lines show press_release" in found.loc["source-type-conflict", "message"]
    assert set(found.loc["impossible-date", "path"]) == {"d1.txt", "notes 2019-02-31.txt"}
