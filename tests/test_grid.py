"""The framework grid counts what is coded, and leads to the best passage that may be shown."""

from __future__ import annotations

from invented_study import Invented

from pipeline.evidence import Evidence
from pipeline.grid import address_of, tell_grid
from pipeline.tables import TABLES


def test_each_document_has_a_row_for_every_theme_with_its_counts() -> None:
    grid = Evidence(**Invented().tables()).grid
    own = grid[(grid["kind"] == "document") & (grid["row"] == "doc-0001")].set_index("theme_id")
    assert own["n_assigned"].to_dict() == {"image": 1, "economy": 2, "jobs": 2}
    assert set(own["n_segments"]) == {4}


def test_a_chosen_quote_is_the_best_passage_and_else_the_highest_score() -> None:
    study = Invented()
    second = study.segments()["segment_id"][5]  # of the second document, coded economy as the first is
    codings = study.codings().assign(score=lambda t: t["score"].mask(t["assigned"] & (t["segment_id"] != second), 0.6))
    grid = Evidence(**study.tables() | {"codings": TABLES["codings"].frame(codings)}).grid.set_index(["kind", "row", "theme_id"])
    assert grid.loc[("document", "doc-0000", "image"), "quote_id"] == "image0123456789"
    assert grid.loc[("document", "doc-0001", "economy"), "segment_id"] == second
    assert grid["quote_id"].isna().loc[("document", "doc-0001", "economy")]


def test_a_document_that_may_not_be_quoted_is_counted_and_leads_nowhere() -> None:
    study = Invented()
    documents = study.documents()
    documents["quotable"] = documents["quotable"].mask(documents["document_id"] == "doc-0001", "paraphrase")
    evidence = Evidence(**study.tables() | {"documents": documents})
    (grid,) = tell_grid(evidence, evidence.grid)
    cell = next(row for row in grid.rows if row.href == "#document-doc-0001").cells[1]
    assert (cell.count, cell.href, cell.locator) == ("2 of 4", "", "may not be quoted")


def test_many_documents_are_gathered_by_source_type_and_place() -> None:
    evidence = Evidence(**Invented(years=(2008,) * 41, places=("Luton", None)).tables())
    by_type, by_place = tell_grid(evidence, evidence.grid)
    assert [row.name for row in by_type.rows] == ["minutes", "press release"]
    assert [row.name for row in by_place.rows] == ["Luton", "not given"]
    economy = by_type.rows[1].cells[1]
    assert (economy.count, economy.documents) == ("40 of 80", "20 of 20 documents")
    assert economy.locator == "Minutes 1, paragraph 1"
    first = evidence.documents.loc[evidence.documents["title"] == "Minutes 1", "document_id"].item()
    assert economy.citation == f"Minutes 1 [{first}], 2008, paragraph 1"


def test_an_address_holds_no_second_mark() -> None:
    assert address_of("doc#1-2") == "#quote-doc%231-2"
