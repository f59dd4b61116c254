"""What is published of each document's rows, numbers and bodies is its own. All people, places and numbers are invented."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest

from pipeline.findings import gather
from pipeline.name_propagation import fold, names_in
from pipeline.people import Person, gather_people
from pipeline.people_counts import Counted, count_people, without_people, without_what_they_are
from pipeline.published_tables import Published, Selection, in_words
from pipeline.redact import SOMEBODY, Gone, Redactor, Reduced
from pipeline.review_file import read_decisions
from pipeline.sought import Searched, withheld_runs

COUNCIL = "Cllr Ann Ravensworth opened the meeting. Ravensworth then left the hall."
TENANT = "A tenant, Jane Ravensworth, spoke of damp in the flats. Ravensworth had no answer."
BOTH = "Cllr Ann Ravensworth met a tenant, Jane Ravensworth, by the gate. Ravensworth spoke first."


def people_of(**texts: str) -> dict[str, Person]:
    found = gather_people(dict(zip(texts, names_in(list(texts.values())), strict=True)))
    return {person.key: person for person in found}


def gone_of(**texts: str) -> Gone:
    people = people_of(**texts)
    return Gone([(people["jane ravensworth"], "[Tenant A]")], [people["ann ravensworth"]])


def test_a_column_has_the_name_of_its_rows_document_and_a_shared_surname_is_redacted():
    redactor = Redactor(gone_of(council=COUNCIL, tenant=TENANT, both=BOTH))
    assert redactor("Mrs Ravensworth", "tenant") == "[Tenant A]"
    assert redactor("Cllr Ravensworth", "council") == "Cllr Ravensworth"
    assert redactor("Mrs Ravensworth", "both") == SOMEBODY
    assert "Ravensworth" not in redactor("Mrs Ravensworth")
    assert redactor("Cllr Ann Ravensworth") == "Cllr Ann Ravensworth"
    assert "J Ravensworth" not in redactor("J Ravensworth wrote", "council")


def test_the_cells_of_a_table_are_redacted_as_words_of_their_document():
    published = Published({}, Selection(frozenset(), frozenset(), {}, frozenset()), Redactor(gone_of(council=COUNCIL, tenant=TENANT)))
    frame = pd.DataFrame({"document_id": ["tenant", "council", None], "speaker": ["Mrs Ravensworth"] * 3})
    assert published._other(frame)["speaker"].tolist()[:2] == ["[Tenant A]", "Mrs Ravensworth"]
    assert "Ravensworth" not in published._other(frame)["speaker"][2]


def test_a_number_or_body_is_kept_or_redacted_by_document():
    gone = Gone(bodies={"one": {"Alder Weavers Club": "[Organisation A]"}}, keep=frozenset({("two", fold("anybody@letters.example"))}))
    said = "The Alder Weavers Club has anybody@letters.example as its box."
    assert Redactor(gone)(said, "one") == "The [Organisation A] has [e-mail] as its box."
    assert Redactor(gone)(said, "two") == said
    assert Redactor(gone)(said) == "The [Organisation] has [e-mail] as its box."


def searched_of(gone: Gone, **said: str) -> Searched:
    rows = [SimpleNamespace(kind="e-mail", document_id=name, found="anybody@letters.example") for name in said]
    return Searched(gone, rows, {"jane ravensworth": "name (x1)"}, SimpleNamespace(said=said))


@pytest.mark.parametrize("document_id", ["tenant", "both"])
def test_a_surname_that_one_document_may_show_is_found_in_another(document_id):
    gone = gone_of(council=COUNCIL, tenant=TENANT, both=BOTH)
    said = {"council": COUNCIL, "tenant": "", "both": "Cllr Ann Ravensworth met [Tenant A]."}
    assert not list(searched_of(gone, **said).hits())
    assert [hit.kind for hit in searched_of(gone, **said | {document_id: "Mrs Ravensworth"}).hits()] == ["name (x1)"]


def test_a_number_or_body_that_one_document_may_show_is_found_in_another():
    gone = Gone(bodies={"one": {"Alder Weavers Club": "[Organisation A]"}}, keep=frozenset({("two", fold("anybody@letters.example"))}))
    searched = searched_of(gone, one="clean", two="Alder Weavers Club, anybody@letters.example")
    assert not list(searched.hits())
    assert not searched.everywhere(frozenset()).names
    assert not searched.everywhere(frozenset()).strings
    hits = searched_of(gone, one="Alder Weavers Club, anybody@letters.example", two="clean").hits()
    assert [hit.kind for hit in hits] == ["e-mail", "organisation"]


def test_of_a_segment_just_the_part_that_is_quoted_is_published():
    text = "First words of one. The part that is pinned. Last words of another."
    start, end = text.index("The part"), text.index(" Last")
    reduced = Reduced(text, [(start, end)], [])
    assert reduced.text[slice(*reduced.place(0, len(text)))] == "The part that is pinned."
    assert reduced.is_whole(start, end)
    assert not reduced.is_whole(0, len(text))
    assert reduced.place(0, 5) == (0, 0)
    two = Reduced(text, [(0, 5), (start, end)], [])
    assert two.text[slice(*two.place(0, len(text)))] == two.text
    assert two.text[slice(*two.place(6, len(text)))] == "The part that is pinned."


def test_places_where_a_figure_is_given_stay_if_they_are_published():
    documents = pd.DataFrame({"document_id": ["one"], "text": ["Forty jobs went. Others stayed."]})
    selection = Selection(frozenset({"one"}), frozenset(), {"one": [(0, 16)]}, frozenset())
    published = Published({"documents": documents}, selection, Redactor(Gone()))
    assert published._shown_links(["one#00000000-00000005", "one#00000017-00000023", "two#00000000-00000005"]) == ["one#00000000-00000005"]


def documents_of(**columns: object) -> pd.DataFrame:
    given = {"document_id": "one", "text": "The mill closed.", "path": "one.txt", "title": "Note", "place": "Alder", "publisher": None}
    return pd.DataFrame([{**given, "url": None, "reference": None, "quotable": "yes", "attribution": "named", **columns}])


BLOCKS = pd.DataFrame([{"document_id": "one", "start": 0, "end": 16, "kind": "paragraph", "section": None, "speaker": None}])


@pytest.mark.parametrize(
    ("columns", "written"),
    [
        ({"title": "A letter by Mrs Pauline Stobbs"}, ()),
        ({"url": "https://alder.example/letters/pauline-stobbs.pdf"}, ()),
        ({}, ("We heard it from Mrs Pauline Stobbs.",)),
    ],
)
def test_a_name_in_the_manifest_or_in_a_persons_finding_is_put_into_the_review(columns, written):
    rows = gather(documents_of(**columns), BLOCKS, {}, {}, written).rows
    found = [(fold(row.found), row.n_published) for row in rows if row.kind == "person"]
    assert [n for name, n in found if "stobbs" in name] == [1]


def test_an_address_with_a_name_is_dropped():
    people = people_of(one="A tenant, Pauline Stobbs, spoke.")
    redactor = Redactor(Gone([(people["pauline stobbs"], "[Tenant A]")]))
    assert redactor(in_words("https://alder.example/letters/pauline%2Dstobbs_1.pdf")) != in_words(
        "https://alder.example/letters/pauline%2Dstobbs_1.pdf"
    )


def test_no_table_of_documents_tells_how_many_people_of_a_group_there_are():
    documents = pd.DataFrame(
        {
            "document_id": ["p1", "p2", "paper"],
            "media_type": ["text/csv", "text/csv", "text/plain"],
            "source_type": ["survey", "survey", "letters"],
            "place": ["Alder", "Birch", "Alder"],
        }
    )
    themes = pd.DataFrame({"document_id": ["p1", "p2", "paper"], "theme_id": "work", "n_assigned": 1})
    covariates = pd.DataFrame({"document_id": [], "name": [], "value": []})
    counted = count_people({"documents": documents, "covariates": covariates, "document_themes": themes}, ("place",), 5)
    assert without_people(themes, counted)["document_id"].tolist() == ["paper"]
    assert without_what_they_are(documents, counted)["place"].dropna().tolist() == ["Alder"]
    assert without_what_they_are(documents, counted)["source_type"].tolist() == ["survey", "survey", "letters"]
    small = Counted(counted.people, counted.kinds, frozenset({("source_type", "survey")}), counted.cells, counted.persons)
    assert without_what_they_are(documents, small)["source_type"].dropna().tolist() == ["letters"]


def test_a_long_heading_over_a_quoted_passage_stops_nothing():
    heading = "What the people of the two mills told us of their wages"
    text = f"{heading}\n\nThe mill closed."
    segments = pd.DataFrame({"segment_id": ["one#1", "one#2"], "section": [heading, None]})
    documents = pd.DataFrame({"document_id": ["one"], "text": [text], "title": ["Note"]})
    published = SimpleNamespace(reduced={}, ids={})
    tables = {"documents": documents, "segments": segments}
    assert withheld_runs(tables, published, frozenset())
    assert not any(hash(run) in withheld_runs(tables, published, frozenset({"one#1"})) for run in ["what the people of the two mills told"])


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_decisions_may_be_saved_by_any_spreadsheet_and_ids_are_no_numbers(tmp_path, encoding):
    (tmp_path / "names.csv").write_bytes(
        "review_id;kind;decision;note\nxabc;person;Keep;so wünscht es André\n123456789012;person;redact;\n".encode(encoding)
    )
    assert read_decisions(tmp_path) == {"xabc": "keep", "x123456789012": "redact"}
    rows = gather(documents_of(text="Mrs Pauline Stobbs"), BLOCKS, {}, {}).rows
    assert all(row.review_id.startswith("x") for row in rows)
