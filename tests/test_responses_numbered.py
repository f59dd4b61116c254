"""What is published of a person's response cites it by a number, and only the private folder says whose it is. All ids are invented."""

from __future__ import annotations

import stat
from types import SimpleNamespace

import pandas as pd
import pytest

from pipeline.citations import citation_of
from pipeline.published_ids import Selection
from pipeline.published_tables import Published
from pipeline.redact import Gone, Redactor
from pipeline.responses_numbered import FILE, Responses, number_responses, read_responses, write_responses

CSV = "text/csv"


def documents_of(*rows: tuple[str, str, str | None]) -> pd.DataFrame:
    made = [
        {"document_id": name, "title": title, "reference": reference, "path": "in/survey.csv", "media_type": CSV} for name, title, reference in rows
    ]
    return pd.DataFrame([*made, {"document_id": "p", "title": "Paper", "reference": "P1", "path": "p.txt", "media_type": "text/plain"}]).assign(
        source_type="response"
    )


DOCUMENTS = documents_of(("d1", "survey, r10", "r10"), ("d2", "survey, r9", "r9"), ("d3", "survey, r11", "r11"))


def responses_of(documents: pd.DataFrame, known: dict[str, int] | None = None) -> Responses:
    return Responses(documents, number_responses(documents, known or {}), str)


def test_responses_are_numbered_in_order_of_their_ids_and_a_number_once_given_stays():
    assert number_responses(DOCUMENTS, {}) == {"d2": 1, "d1": 2, "d3": 3}
    later = documents_of(("d0", "survey, r1", "r1"), ("d1", "survey, r10", "r10"), ("d2", "survey, r9", "r9"))
    assert number_responses(later, {"d1": 2, "d2": 1}) == {"d0": 3, "d1": 2, "d2": 1}


def test_responses_without_ids_are_numbered_in_order_of_their_rows():
    rows = documents_of(("d1", "survey, row 12", None), ("d2", "survey, row 3", None))
    assert number_responses(rows, {}) == {"d2": 1, "d1": 2}
    responses = responses_of(rows)
    assert responses.of("survey, row 12 [d1], page 2", "d1") == "Response 2 of survey, page 2"
    assert set(responses.sought()) == {"survey, row 12 [d1]", "survey, row 12", "d1", "survey, row 3 [d2]", "survey, row 3", "d2"}


def test_a_title_that_tells_of_nobody_is_sought_nowhere_by_itself():
    responses = responses_of(documents_of(("d1", "Survey", None), ("d2", "survey, 2009", "2009")))
    assert responses.of("Survey [d1], 2009", "d1") == f"Response {responses.numbers['d1']} of survey, 2009"
    assert responses.of("Survey of mills", "d1") == "Survey of mills"
    assert set(responses.sought()) == {"Survey [d1]", "d1", "2009: survey, 2009", "d2"}


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("r10: survey, r10, 2009, paragraph 1", "Response 2 of survey, 2009, paragraph 1"),
        ("survey, r10 (Alder Council)", "Response 2 of survey (Alder Council)"),
        ("We have r10 homes.", "We have r10 homes."),
    ],
)
def test_what_cites_a_response_names_its_number(value, shown):
    responses = responses_of(DOCUMENTS)
    assert responses.of(value, "d1") == shown
    assert responses.of(value, "p") == value


def test_the_citation_of_a_numbered_response_has_no_other_name_of_it():
    cited = SimpleNamespace(document_id="document-002", reference=None, date="2009", publisher=None, source_type="response", attribution="none")
    row = SimpleNamespace(page=None, paragraph=1, section=None, voice="own", speaker=None)
    titled = {**cited.__dict__, "title": "Response 2 of survey"}
    assert citation_of(row, SimpleNamespace(**titled)) == "Response 2 of survey, 2009, paragraph 1"
    assert citation_of(row, SimpleNamespace(**titled | {"title": "Response to the plan"})) == "Response to the plan [document-002], 2009, paragraph 1"


def test_no_published_cell_has_the_id_of_a_respondent_or_of_the_row():
    quotes = pd.DataFrame({"document_id": ["d1", "p"], "citation": ["r10: survey, r10, 2009, paragraph 1", "P1: Paper, 2009, paragraph 1"]})
    selection = Selection(frozenset({"d1", "p"}), frozenset(), {}, frozenset())
    published = Published({"documents": DOCUMENTS}, selection, Redactor(Gone()), responses_of(DOCUMENTS))
    assert published._other(quotes)["citation"].tolist() == ["Response 2 of survey, 2009, paragraph 1", "P1: Paper, 2009, paragraph 1"]
    assert published.ids == {"d1": "document-001", "d2": "document-002", "d3": "document-003", "p": "p"}


def test_the_private_folder_alone_says_whose_a_response_is(tmp_path):
    write_responses(tmp_path, responses_of(DOCUMENTS))
    rows = pd.read_csv(tmp_path / FILE)
    assert rows[["response", "respondent", "document_id"]].to_numpy().tolist()[0] == ["Response 1 of survey", "r9", "d2"]
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    assert read_responses(tmp_path) == number_responses(DOCUMENTS, {})
    assert responses_of(DOCUMENTS).sought()["r10: survey, r10"] == "respondent"


def test_a_study_without_responses_has_no_such_list(tmp_path):
    write_responses(tmp_path, responses_of(DOCUMENTS[DOCUMENTS["document_id"] == "p"]))
    assert not list(tmp_path.iterdir())
    assert read_responses(tmp_path) == {}
