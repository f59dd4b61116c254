"""What is published of each document's rows, numbers and bodies is its own. All people, places and numbers are invented."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest

from pipeline.cache import Cache
from pipeline.codebook import Exemplar
from pipeline.findings import Beside, gather
from pipeline.kept_names import KeptNames
from pipeline.name_forms import fold
from pipeline.name_propagation import known_words, names_in
from pipeline.names_found import Name
from pipeline.names_weighed import names_alone
from pipeline.people import Mention, Person, gather_people
from pipeline.people_counts import Counted, count_people, without_people, without_what_they_are
from pipeline.published_exemplars import cited_exemplars
from pipeline.published_ids import Selection, in_words
from pipeline.published_tables import Published
from pipeline.redact import SOMEBODY, Gone, Redactor, Reduced
from pipeline.review_file import read_decisions
from pipeline.scan import Sought, scan
from pipeline.shown_spans import selection_of
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


def test_a_surname_that_is_a_place_of_the_study_is_redacted_with_the_name_and_after_titles_alone():
    text = "Joan Hathersby spoke. The mill in Hathersby is shut. Mrs Hathersby left Hathersby in May."
    (person,) = gather_people({"minutes": names_in([text], ["Hathersby"])[0]}, known_words(["Hathersby"]))
    redactor = Redactor(Gone([(person, "[Resident A]")], []))
    assert redactor(text, "minutes") == "[Resident A] spoke. The mill in Hathersby is shut. [Resident A] left Hathersby in May."
    assert redactor("Documents from Hathersby") == "Documents from Hathersby"
    (elsewhere,) = gather_people({"minutes": names_in([text])[0]})
    assert "Hathersby" not in Redactor(Gone([(elsewhere, "[Resident A]")], []))(text, "minutes")


def test_a_surname_that_is_an_ordinary_word_elsewhere_goes_even_alone_where_the_study_writes_it_for_a_person_only():
    text = "Prof. Salter noted that trust was high. Mrs Hope had none. There is hope. Mr June came in June, and went in June 2012."
    names = names_in([text])
    (salter, *others) = gather_people({"minutes": names[0]}, alone=names_alone([text], names))
    redactor = Redactor(Gone([(salter, "[Resident A]"), *((other, "[Resident B]") for other in others)], []))
    assert redactor("Salter noted that trust was high", "minutes") == "[Resident A] noted that trust was high"
    assert redactor("Salter: a reply") == "[Resident A]: a reply"
    assert redactor("Hope is a virtue, in June 2012", "minutes") == "Hope is a virtue, in June 2012"


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
    rows = [SimpleNamespace(review_id=f"x{name}", kind="e-mail", document_id=name, found="anybody@letters.example") for name in said]
    return Searched(gone, rows, {"jane ravensworth": "name (x1)"}, SimpleNamespace(said=said, ids={}))


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
    assert [hit.kind for hit in hits] == ["e-mail (xone)", "organisation"]


def test_whatever_was_taken_for_a_name_or_an_address_is_not_found_again_once_it_is_redacted():
    said = "The Sandways asked for a bus. They will judge the sums, I hope. The Sandways. The bus came. Ms Hope lives in Alder Close. Alder Close floods."
    people = [
        Person(key, name, False, "", (Mention("one", 0, 3, name),)) for key, name in {"sandways": "The Sandways", "iris hope": "Iris Hope"}.items()
    ]
    numbers = {"Alder Close": "address", "111 222 3333": "health number"}
    gone = Gone([(person, f"[Resident {n}]") for n, person in enumerate(people)], numbers=numbers)
    redactor = Redactor(gone)
    rows = [SimpleNamespace(review_id=f"x{n}", kind=kind, document_id="one", found=found) for n, (found, kind) in enumerate(numbers.items())]
    shown = redactor(f"{said} The number was 111-222-3333.", "one")
    assert shown.endswith("lives in [address]. Alder Close floods. The number was [health number].")
    searched = Searched(gone, rows, {}, SimpleNamespace(said={"one": shown}, ids={}))
    assert not list(searched.hits())
    assert not scan({"a.csv": shown.encode()}, searched.everywhere(frozenset()))


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
    rows = gather(documents_of(**columns), BLOCKS, {}, Beside(written)).rows
    found = [(fold(row.found), row.n_published) for row in rows if row.kind == "person"]
    assert [n for name, n in found if "stobbs" in name] == [1]


@pytest.mark.parametrize(("quotable", "title"), [("yes", "[Tenant A] writes"), ("paraphrase", "[Tenant A] writes"), ("no", None), (None, None)])
def test_a_document_that_may_be_paraphrased_is_listed_by_its_title_and_none_of_its_words(quotable, title):
    people = people_of(one="A tenant, Pauline Stobbs, spoke.")
    told = {"title": "Pauline Stobbs writes", "publisher": "Alder Press", "quotable": quotable, "licence": None, "cluster_id": "one"}
    frame = documents_of(**told, source_type="letters", encoding=None, encoding_basis=None)
    tables = {"documents": frame, "quotes": pd.DataFrame({"document_id": [], "start": [], "end": [], "segment_id": []}), "problems": frame[["path"]]}
    published = Published(tables, selection_of(tables, {}), Redactor(Gone([(people["pauline stobbs"], "[Tenant A]")])))
    made = published._documents(frame).iloc[0]
    assert made["text"] == ""
    assert made["title"] == (title or "Document that is not published (1)")
    assert made["publisher"] == "Alder Press" if title else pd.isna(made["publisher"])
    assert made["quotable"] == (quotable if title else "no")


def test_a_name_in_the_title_of_a_document_that_may_be_paraphrased_is_to_be_decided_on():
    (row,) = gather(documents_of(title="A letter by Mrs Pauline Stobbs", quotable="paraphrase"), BLOCKS, {}).rows
    assert row.n_published == 1


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
    documents = pd.DataFrame({"document_id": ["one"], "text": [text], "title": ["Note"], "quotable": ["yes"]})
    published = SimpleNamespace(reduced={}, ids={})
    tables = {"documents": documents, "segments": segments}
    assert withheld_runs(tables, published, frozenset())
    assert not any(hash(run) in withheld_runs(tables, published, frozenset({"one#1"})) for run in ["what the people of the two mills told"])


@pytest.mark.parametrize(("quotable", "withheld"), [("yes", False), ("paraphrase", False), ("no", True)])
def test_what_is_told_of_a_document_that_may_be_quoted_or_paraphrased_is_no_withheld_text(quotable, withheld):
    title, publisher = "Notes of an afternoon by the old mill", "Alder Weavers and Dyers"
    documents = pd.DataFrame({"document_id": ["one"], "text": [f"{title}\n{publisher}\n\nIt rained."], "title": [title], "publisher": [publisher]})
    segments = pd.DataFrame({"segment_id": ["one#1"], "section": [None]})
    tables = {"documents": documents.assign(quotable=quotable, date="2009-05-01"), "segments": segments}
    runs = withheld_runs(tables, SimpleNamespace(reduced={}, ids={"one": "one"}), frozenset())
    origin = f"{title}, {publisher}"
    assert bool(scan({"recommendations.csv": f'origin\n"{origin}"\n'.encode()}, Sought({}, {}, {}, runs))) == withheld


@pytest.mark.parametrize("publisher", ["Pauline Stobbs", "Mrs Pauline Stobbs"])
def test_a_publisher_that_is_a_person_is_put_into_the_review_and_a_body_is_not(publisher):
    rows = gather(documents_of(publisher=publisher, text="It was Stobbs who wrote."), BLOCKS, {}).rows
    assert [row.found for row in rows if row.kind == "person"] == ["Pauline Stobbs"]
    assert not [row for row in gather(documents_of(publisher="Alder Vale Parish Council"), BLOCKS, {}).rows if row.kind == "person"]


@pytest.mark.parametrize("columns", [{"licence": "© Mrs Pauline Stobbs 2009"}, {"further": "warden: Mrs Pauline Stobbs"}])
def test_a_name_in_any_column_of_the_manifest_that_is_published_is_put_into_the_review(columns):
    rows = gather(documents_of(**columns), BLOCKS, {}).rows
    assert [(row.found, row.n_published) for row in rows if row.kind == "person"] == [("Pauline Stobbs", 1)]


def test_names_are_searched_once_for_each_text_and_forgotten_with_it(tmp_path):
    searched: list[str] = []

    def find(texts):
        searched.extend(texts)
        return [[Name(0, 7, "Ann Ash", role="Tenant")] for _ in texts]

    cache = Cache(tmp_path)
    first = KeptNames(cache, find)
    assert first(["Ann Ash came.", "Ann Ash left."]) == KeptNames(cache, find)(["Ann Ash came.", "Ann Ash left."])
    assert searched == ["Ann Ash came.", "Ann Ash left."]
    later = KeptNames(cache, find)
    later(["Ann Ash came."])
    later.forget_others()
    KeptNames(cache, find)(["Ann Ash left."])
    assert searched[2:] == ["Ann Ash left."]
    cache.close()


def test_an_exemplar_that_the_page_cites_has_no_body_that_is_gone_and_others_have_no_words():
    gone = Gone(bodies={"one": {"Alder Weavers Club": "[Organisation A]"}})
    codings = pd.DataFrame({"segment_id": ["two#1", "two#2"], "why": ["nearest exemplar: 1 (cosine 0.5)", "nearest exemplar: 2 (cosine 0.5)"]})
    given = [Exemplar(f"The Alder Weavers Club met {n} times.", frozenset()) for n in (1, 2)]
    assert [one.text for one in cited_exemplars(given, codings, frozenset({"two#1"}), Redactor(gone))] == ["The [Organisation] met 1 times.", ""]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_decisions_may_be_saved_by_any_spreadsheet_and_ids_are_no_numbers(tmp_path, encoding):
    (tmp_path / "names.csv").write_bytes(
        "review_id;kind;decision;note\nxabc;person;Keep;so wünscht es André\n123456789012;person;redact;\n".encode(encoding)
    )
    assert {review_id: one.decision for review_id, one in read_decisions(tmp_path).items()} == {"xabc": "keep", "x123456789012": "redact"}
    rows = gather(documents_of(text="Mrs Pauline Stobbs"), BLOCKS, {}).rows
    assert all(row.review_id.startswith("x") for row in rows)


def redactor_of(text: str) -> Redactor:
    (person,) = people_of(one=text).values()
    return Redactor(Gone([(person, "[Resident A]")]))


@pytest.mark.parametrize(
    ("label", "words", "shown"),
    [
        ("pennock, mill", ["pennock", "mill", "wage"], ("mill, wage", ["mill", "wage"])),
        ("mill, pennock", ["mill", "pennock"], ("mill", ["mill"])),
        ("Pennock and the mill", ["mill"], ("[Resident A] and the mill", ["mill"])),
        ("pennock", ["pennock"], ("[Resident A]", [])),
    ],
)
@pytest.mark.parametrize("own", ["topic_id", "subtopic_id"])
def test_a_label_is_made_of_the_words_that_are_published(own, label, words, shown):
    published = Published({}, Selection(frozenset(), frozenset(), {}, frozenset()), redactor_of("Mrs Pennock spoke."))
    made = published._other(pd.DataFrame({own: ["t1"], "label": [label], "top_words": [words]}))
    assert (made["label"].item(), made["top_words"].item()) == shown


def test_words_beside_one_another_that_make_a_name_are_in_no_list():
    published = Published({}, Selection(frozenset(), frozenset(), {}, frozenset()), redactor_of("Mrs Iris Hope spoke."))
    made = published._other(pd.DataFrame({"top_words": [["mill", "iris", "hope"], ["hope", "mill"]]}))
    assert made["top_words"].tolist() == [["mill"], ["hope", "mill"]]


def test_who_decided_is_published_as_a_person():
    published = Published({}, Selection(frozenset(), frozenset(), {}, frozenset()), Redactor(Gone()))
    made = published._other(pd.DataFrame({"decided_by": ["rule", None, "Odette Farnholm"]}))
    assert made["decided_by"].fillna("").tolist() == ["rule", "", "a person"]


def test_a_name_in_a_cell_alone_is_put_into_the_review():
    cells = [("Mrs Zadie Ashgrove told us that it rained", ""), ("The mill closed.", "one")]
    (row,) = gather(documents_of(), BLOCKS, {}, Beside(cells=cells)).rows
    assert (row.found, row.n_published) == ("Zadie Ashgrove", 1)
    place = "Home of Zadie Ashgrove"
    (row,) = gather(documents_of(place=place, quotable="no"), BLOCKS, {}, Beside(cells=[(place, "one")])).rows
    assert (row.found, row.n_published) == ("Zadie Ashgrove", 1)
