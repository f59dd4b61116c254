"""The workbook of evidence holds one marked table a sheet, nothing that is computed, and nothing that stays unexplained."""

from __future__ import annotations

from dataclasses import fields
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import openpyxl
import pandas as pd
import pytest
from invented_study import Invented, codebook, contrast, shift

from pipeline.codebook import Theme
from pipeline.config import Report, Study, StudySection
from pipeline.evidence import Evidence
from pipeline.exporters import EXPORTERS, spreadsheet
from pipeline.exporters.spreadsheet import Sheet, content_of, value_of
from pipeline.exporters.workbook import write
from pipeline.stages import stage_named
from pipeline.tables import TABLES

EVIL = ("=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "<script>alert(1)</script>", "javascript:alert(1)")


def evidence_of(invented: Invented, **tables: Any) -> Evidence:
    held = invented.tables() | tables
    return Evidence(**{field.name: held[field.name] for field in fields(Evidence) if field.name in held})


def recommendations(text: str) -> pd.DataFrame:
    """One recommendation, of the first document."""
    row = dict.fromkeys(TABLES["recommendations"].names) | {column.name: [] for column in TABLES["recommendations"].columns if column.kind == "texts"}
    row |= {column.name: False for column in TABLES["recommendations"].columns if column.kind == "flag"}
    row |= {column.name: column.values[0] for column in TABLES["recommendations"].columns if column.values and not column.nullable}
    row |= {
        "recommendation_id": "r0123456789",
        "kind": "recommendation",
        "document_id": "doc-0000",
        "segment_id": f"doc-0000#{0:08d}-{len(text):08d}",
        "start": 0,
        "end": len(text),
        "paragraph": 1,
        "text": text,
        "action": text,
        "theme_ids": ["image", "economy"],
        "status": "open",
        "decided_by": "rule",
        "reference": "MIN-0 (4)",
        "origin": "Minutes 0",
        "date": "2008",
        "area": "Luton",
    }
    return TABLES["recommendations"].frame([row])


def told() -> Evidence:
    tables = {"shifts": TABLES["shifts"].frame([shift()]), "contrasts": TABLES["contrasts"].frame([contrast()])}
    return evidence_of(Invented(), recommendations=recommendations("The town should be praised."), **tables)


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    return told()


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(content))


@pytest.fixture(scope="module")
def book(evidence: Evidence) -> Any:
    return opened(write(evidence, {}, Report(authors="The Secretariat", date="2031-02-03")))


def rows_of(page: Any) -> list[dict[str, Any]]:
    """The rows of a sheet's table, by its headings."""
    (table,) = page.tables.values()
    header, *rows = page[table.ref]
    return [dict(zip([cell.value for cell in header], [cell.value for cell in row], strict=True)) for row in rows]


def test_the_same_evidence_gives_the_same_bytes_whatever_the_order_of_rows(evidence: Evidence) -> None:
    tables = {field.name: getattr(evidence, field.name) for field in fields(Evidence)}
    shuffled = {name: t.sample(frac=1, random_state=1) if isinstance(t, pd.DataFrame) else t for name, t in tables.items()}
    assert write(evidence, {}, Report()) == write(Evidence(**shuffled), {}, Report())


def test_title_language_and_date_are_set_and_the_clock_leaves_no_trace(book: Any, evidence: Evidence) -> None:
    about = book.properties
    assert (about.title, about.language, about.creator) == ("Themes across documents, places and years: Luton and Oldham", "en-GB", "The Secretariat")
    assert about.created.date().isoformat() == about.modified.date().isoformat() == "2031-02-03"
    with ZipFile(BytesIO(write(evidence, {}, Report()))) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"dcterms:" not in package.read("docProps/core.xml").replace(b"xmlns:dcterms", b"")


def test_the_sheets_begin_with_cover_contents_and_notes_and_contents_lists_the_others(book: Any) -> None:
    assert book.sheetnames[:3] == ["Cover", "Contents", "Notes"]
    assert book.active.title == "Cover"
    listed = rows_of(book["Contents"])
    assert [row["Sheet"] for row in listed] == book.sheetnames[2:]
    assert {row["Sheet"]: row["Rows"] for row in listed}["Shifts"] == 1
    wanted = {"Documents", "Themes", "Trends", "Shifts", "Contrasts", "Quotes", "Recommendations", "Indicators", "Problems", "Codebook"}
    assert wanted <= set(book.sheetnames)
    links = [cell.hyperlink.location for cell in book["Contents"]["A"] if cell.hyperlink]
    assert links == [f"'{row['Sheet']}'!A1" for row in listed]


def test_every_sheet_has_one_table_with_a_header_row_at_the_left_edge_and_nothing_below(book: Any) -> None:
    names = set()
    for page in book.worksheets[1:]:
        if "no table" in " ".join(str(cell.value) for cell in page["A"]):
            assert not page.tables
            continue
        (table,) = page.tables.values()
        names.add(table.displayName)
        first, last = table.ref.split(":")
        assert first.startswith("A")
        assert table.headerRowCount == 1
        headings = [column.name.casefold() for column in table.tableColumns]
        assert len(set(headings)) == len(headings), "a program that opens it tells columns apart by their names, not by their case"
        assert table.autoFilter is None
        assert last == page.dimensions.split(":")[1]
    assert len(names) == len([page for page in book.worksheets if page.tables])


def test_titles_stand_in_the_first_cell_and_are_larger_than_the_rest(book: Any) -> None:
    for page in book.worksheets:
        sizes = {cell.font.size for row in page.iter_rows(min_row=2) for cell in row}
        assert page["A1"].font.size > max(sizes)
        assert not page["A1"].quotePrefix
        assert page.sheet_view.selection[0].activeCell == "A1"


def test_there_are_no_merged_or_empty_cells_formulas_or_frozen_panes(book: Any) -> None:
    for page in book.worksheets:
        assert not page.merged_cells.ranges
        assert page.freeze_panes is None
        for table in page.tables.values():
            cells = [cell for row in page[table.ref] for cell in row]
            assert all(cell.value is not None for cell in cells), page.title
            assert {cell.data_type for cell in cells} <= {"s", "n"}
        filled = [row[0].value is not None for row in page.iter_rows(max_col=1)]
        assert all(filled), "no blank row"


def test_shorthand_is_explained_wherever_it_is_used(book: Any) -> None:
    for page in book.worksheets[1:]:
        for sign in ("[x]", "[z]"):
            if any(cell.value == sign for row in page.iter_rows() for cell in row):
                assert f"{sign} not known" in page["A2"].value + page["A3"].value + page["A4"].value or sign == "[z]"
                assert "Shorthand: [x] not known, not given or not measured; [z] none, or does not apply." in "".join(
                    str(page.cell(row, 1).value) for row in range(1, 6)
                )


def test_no_sheet_holds_the_text_of_a_document() -> None:
    full = "A full text that no sheet may show."
    documents = Invented().documents().assign(text=lambda t: t["text"] + full)
    content = write(evidence_of(Invented(), documents=TABLES["documents"].frame(documents)), {}, Report())
    with ZipFile(BytesIO(content)) as package:
        assert not any(full.encode() in package.read(name) for name in package.namelist())


def test_recommendations_can_be_tracked(book: Any) -> None:
    (row,) = rows_of(book["Recommendations"])
    columns = ["Reference", "Origin", "Date", "Area", "Recommendation", "Lead", "Action", "Status"]
    assert list(row)[:8] == columns
    assert [row[name] for name in columns] == [
        "MIN-0 (4)",
        "Minutes 0",
        "2008",
        "Luton",
        "The town should be praised.",
        "[x]",
        "The town should be praised.",
        "open",
    ]
    assert (row["Recommendation id"], row["Document id"], row["Themes"]) == ("r0123456789", "doc-0000", "Image; Economy")
    decided = recommendations("The town should be praised.").assign(lead="Cllr Imagined", decided_by="the secretary")
    (row,) = rows_of(
        opened(write(evidence_of(Invented(), recommendations=TABLES["recommendations"].frame(decided)), {}, Report()))["Recommendations"]
    )
    assert row["Lead"] == "Cllr Imagined"


def test_quotes_come_with_their_citation_and_themes_with_who_speaks_of_them(book: Any) -> None:
    (quote,) = rows_of(book["Quotes"])
    assert (quote["Text"], quote["Citation"]) == ("The town gets a bad press.", "Minutes 0, 2008, para 1")
    themes = {row["Theme id"]: row for row in rows_of(book["Themes"])}
    assert themes["economy"]["Who says it"] == "press release (1 of 1) and minutes (0 of 2)"
    assert (themes["image"]["With (n)"], themes["image"]["Documents (n)"], themes["image"]["Places (n)"]) == (3, 3, 2)


def test_every_column_of_the_study_s_tables_is_explained(book: Any) -> None:
    explained = {(row["Sheet"], row["Column"]): row["Meaning"] for row in rows_of(book["Columns"])}
    for name in ("Documents", "Themes", "Trends", "Shifts", "Contrasts", "Quotes", "Recommendations", "Codebook"):
        for column in rows_of(book[name])[0]:
            assert explained[name, column] not in {"", "[z]", "[x]"}, (name, column)


@pytest.mark.parametrize("text", EVIL)
def test_text_that_begins_as_a_formula_does_is_text_and_marked_so(text: str) -> None:
    study = Invented(titles=(text,) * 3, places=(text,), quote=text, codebook=codebook(Theme(id="evil", name=text, definition=text)))
    documents = study.documents().assign(url=text)
    tables = {"documents": TABLES["documents"].frame(documents), "recommendations": recommendations(text)}
    content = write(evidence_of(study, study=Study(study=StudySection(title=text)), **tables), {}, Report(authors=text))
    book = opened(content)
    quoted = next(cell for row in book["Quotes"].iter_rows() for cell in row if cell.value == text)
    assert quoted.data_type == "s"
    assert quoted.quotePrefix == (text[0] in "=+-@\t")
    assert [row["Recommendation"] for row in rows_of(book["Recommendations"])] == [text]
    with ZipFile(BytesIO(content)) as package:
        for name in package.namelist():
            part = package.read(name)
            assert b"<f>" not in part
            assert b"<script" not in part
            assert b"External" not in part


def test_rows_of_documents_that_may_not_be_quoted_are_left_out_and_counted() -> None:
    documents = TABLES["documents"].frame(Invented().documents().assign(quotable="no"))
    book = opened(write(evidence_of(Invented(), documents=documents, recommendations=recommendations("The town should be praised.")), {}, Report()))
    for name in ("Quotes", "Recommendations"):
        said = " ".join(str(cell.value) for cell in book[name]["A"])
        assert "1 row of documents that may not be quoted is left out." in said
        assert "no table" in said


def test_more_rows_than_a_sheet_takes_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "MOST_ROWS", 2)
    book = opened(content_of("Title", "", [], [Sheet("Many", "Many", (), pd.DataFrame({"a": [1, 2, 3]}))], ""))
    assert book["Many"]["A3"].value == "The first 2 of 3 rows are here; all are in the folder csv."
    assert len(rows_of(book["Many"])) == 2


def test_text_too_long_for_a_cell_is_cut_and_marked_and_characters_of_no_xml_are_spaces() -> None:
    assert len(str(value_of("a" * 40_000))) == 32_767
    assert str(value_of("a" * 40_000)).endswith(" […]")
    assert value_of("a\x00b\x0bc\ufffe") == "a b c "


def test_every_export_is_among_the_files_of_the_report() -> None:
    assert set(EXPORTERS) <= set(stage_named("report").files)


def test_no_wrapped_text_lies_over_the_next_row_and_no_column_is_left_out_on_paper(book: Any) -> None:
    for page in book.worksheets:
        assert page.sheet_properties.pageSetUpPr.fitToPage
        for row in page.iter_rows(min_row=4):
            for cell in row:
                width, height = page.column_dimensions[cell.column_letter].width, page.row_dimensions[cell.row].height
                assert not isinstance(cell.value, str) or height is None or height >= 409 or len(cell.value) / width * 15 <= height
    recommendations = book["Recommendations"]
    assert recommendations.print_title_rows
    assert all(recommendations.row_dimensions[row].height for row in range(recommendations.max_row - 1, recommendations.max_row + 1))


@pytest.mark.parametrize(("quotable", "said"), [("yes", False), (None, True), ("no", True)])
def test_the_cover_says_first_that_it_is_not_to_be_passed_on(evidence: Evidence, quotable: str | None, said: bool) -> None:
    tables = {field.name: getattr(evidence, field.name) for field in fields(Evidence)}
    documents = tables["documents"].assign(quotable="yes")
    documents.loc[documents.index[0], "quotable"] = quotable
    page = opened(write(Evidence(**tables | {"documents": documents}), {}, Report(authors="The Secretariat"))).worksheets[0]
    lines = [cell.value for row in page.iter_rows() for cell in row if cell.value]
    assert lines[1].startswith("For the team, not for publication: this file may quote documents that nobody has cleared") == said
    assert lines[1].startswith("For the team, not for publication")
