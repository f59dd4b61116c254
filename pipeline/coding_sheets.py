"""Lay out the sheets that coders fill, and the data of the coding page: text and context, never what the machine made of it."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pandas as pd

from pipeline.codebook import Codebook
from pipeline.returned import AFTER_THEMES, BESIDE, COLUMN, beside_hash
from pipeline.rows import guarded
from pipeline.schema import tuples
from pipeline.without_time import without_time
from pipeline.wording import one_line

SOURCE = ["document", "date", "place"]
CONTEXT = ["section", "before", "text", "after"]
MACHINE = ["item", "coder", "draw", "start", "end", BESIDE]  # by which a row is found again, and known to be as it was; hidden in the workbook
WIDTHS = {"document": 24, "date": 11, "place": 14, "section": 24, "before": 36, "text": 70, "after": 36, "memo": 40}
NOT_KEPT = "".join(map(chr, [*range(9), 11, 12, *range(14, 32)]))  # characters that a workbook cannot hold


def theme_columns(theme_ids: Sequence[str]) -> dict[str, str]:
    """Return the column of each theme in a sheet: its id, or theme_ and its id where another column has that name.

    >>> theme_columns(["faith", "place"])
    {'faith': 'faith', 'place': 'theme_place'}
    """
    taken = {*SOURCE, *CONTEXT, *MACHINE, AFTER_THEMES, "memo"}
    return {name: COLUMN + name if name in taken or name.startswith(COLUMN) else name for name in theme_ids}


def with_context(drawn: pd.DataFrame, segments: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Give drawn segments what a coder needs to read them.

    Args:
        drawn: rows of a DRAW, in the order in which they will be coded. Not changed.
        segments: the SEGMENTS they are of.
        documents: their DOCUMENTS.

    Returns:
        The same rows in the same order, with document (title), date, place, section, before and after (the segments next to it in the document,
        empty at its ends) and text; no cell is null.
    """
    ordered = segments.sort_values(["document_id", "start"])
    beside = ordered.groupby("document_id")["text"]
    placed = ordered.assign(before=beside.shift(1), after=beside.shift(-1))[["segment_id", "document_id", *CONTEXT]]
    titled = documents.rename(columns={"title": "document"})[["document_id", *SOURCE]]
    rows = drawn.merge(placed, on="segment_id", how="left", validate="many_to_one").merge(
        titled, on="document_id", how="left", validate="many_to_one"
    )
    shown = {name: rows[name].astype("object").where(rows[name].notna(), "").astype("str") for name in (*SOURCE, *CONTEXT)}
    return rows.drop(columns="document_id").assign(**shown)


def sheet(rows: pd.DataFrame, codebook: Codebook, coder: str, *, hide_source: bool) -> pd.DataFrame:
    """Lay out one coder's sheet.

    Args:
        rows: what ``with_context`` returned. Not changed.
        codebook: by which they are coded; one column a theme, in its order.
        coder: whose sheet.
        hide_source: leave out title, date and place; path and segment_id are in no sheet.

    Returns:
        One row a segment, in the order of rows, marks and memo empty.
    """
    empty = dict.fromkeys([*theme_columns(codebook.theme_ids).values(), AFTER_THEMES, "memo"], "")
    columns = [*([] if hide_source else SOURCE), *CONTEXT, *empty, *MACHINE]
    beside = [beside_hash(row.before, row.after) for row in tuples(rows)]
    return rows.assign(**empty, coder=coder, **{BESIDE: beside})[columns]


def workbook(filled: pd.DataFrame, codebook: Codebook) -> bytes:
    """Write a sheet as an Excel workbook whose second sheet is the codebook; the same bytes for the same sheet.

    Cells for marks take x only; what must stay as it was drawn is locked (without a password) or hidden; no cell is a formula.
    """
    import openpyxl  # type: ignore[import-untyped]  # it brings no types
    from openpyxl.styles import Alignment, Font, Protection  # type: ignore[import-untyped]  # it brings no types

    book = openpyxl.Workbook()
    page: Any = book.active
    page.title = "segments"
    _fill(page, [list(filled.columns), *filled.to_numpy().tolist()])
    marks = [*theme_columns(codebook.theme_ids).values(), AFTER_THEMES]
    for number, name in enumerate(filled.columns, 1):
        column = page.cell(1, number).column_letter
        page.column_dimensions[column].width = WIDTHS.get(name, max(8, len(name) + 3))
        page.column_dimensions[column].hidden = name in MACHINE
        for (cell,) in page[f"{column}2:{column}{len(filled) + 1}"]:
            cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="center" if name in marks else None)
            cell.font = Font(color="00666666") if name in {"before", "after"} else Font()
            cell.protection = Protection(locked=name not in {*marks, "memo"})
    _only_x(page, filled, marks)
    page.freeze_panes = "A2"
    page.auto_filter.ref = page.dimensions
    page.protection.sheet = True
    for allowed in ("formatColumns", "formatRows", "autoFilter", "sort"):
        setattr(page.protection, allowed, False)  # False: not forbidden
    _codebook_page(book, codebook)
    stream = BytesIO()
    book.save(stream)
    return without_time(stream.getvalue())


def _fill(page: Any, rows: Sequence[Sequence[object]]) -> None:
    from openpyxl.styles import Font, PatternFill

    for row in rows:
        page.append([guarded(str(cell).translate(dict.fromkeys(map(ord, NOT_KEPT), " "))) if isinstance(cell, str) else cell for cell in row])
    for cell in page[1]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="00E6E9EC")


def _only_x(page: Any, filled: pd.DataFrame, marks: Sequence[str]) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation  # type: ignore[import-untyped]  # it brings no types

    rule = DataValidation(type="list", formula1='"x"', allow_blank=True, showErrorMessage=True, errorTitle="x or nothing")
    rule.error = "Put x where the segment carries the theme, in none where it carries no theme, and nothing where it is not yet coded."
    for name in marks:
        letter = page.cell(1, list(filled.columns).index(name) + 1).column_letter
        rule.add(f"{letter}2:{letter}{len(filled) + 1}")
    page.add_data_validation(rule)


def _codebook_page(book: Any, codebook: Codebook) -> None:
    from openpyxl.styles import Alignment

    page = book.create_sheet("codebook")
    columns = theme_columns(codebook.theme_ids)
    rows = [(columns[t.id], t.name, t.parent or "", t.definition, "; ".join(t.include), "; ".join(t.exclude)) for t in codebook.theme]
    _fill(
        page,
        [("column", "theme", "sub-code of", "definition", "include", "exclude"), *rows, (), ("unit", codebook.unit), ("version", codebook.version)],
    )
    for letter, width in zip("ABCDEF", (18, 30, 16, 80, 50, 50), strict=True):
        page.column_dimensions[letter].width = width
        for cell in page[letter]:
            cell.alignment = Alignment(wrap_text=letter != "A", vertical="top")
    page.freeze_panes = "A2"


def page_rows(rows: pd.DataFrame, *, hide_source: bool) -> list[dict[str, object]]:
    """Return the data of the coding page: what is shown of each segment, and what its saved file must say.

    With ``hide_source`` title, date and place are not in it; path and segment_id are, for the saved file, and are not shown.
    """
    shown = [*([] if hide_source else SOURCE), "section", "before", "after"]
    return [
        {
            **{name: getattr(row, name) if name in {"before", "after"} else one_line(getattr(row, name)) for name in shown},
            "text": row.text,
            **{name: getattr(row, name) for name in ("item", "segment_id", "path", "origin")},
            "start": int(row.start),
            "end": int(row.end),
        }
        for row in tuples(rows)
    ]


def csv_bytes(rows: pd.DataFrame) -> bytes:
    """Write rows as CSV for people: with the mark by which Excel knows UTF-8, and no cell that it would take for a formula."""
    return ("\ufeff" + rows.map(lambda cell: guarded(cell) if isinstance(cell, str) else cell).to_csv(index=False, lineterminator="\n")).encode()
