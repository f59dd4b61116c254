"""Read tables of responses, CSV or XLSX: one document a row, as ``[[ingest.responses]]`` of study.toml describes their columns.

Each respondent is a source of its own, since each has written alone: shares are resampled by respondent. Rows with the same
respondent are one source, and with ``one_source``, the default, all rows of the file are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import dates
from pipeline.config import Ingest, Responses
from pipeline.importers.describe import block_for
from pipeline.importers.marks import SYMBOL_BULLET
from pipeline.importers.pieces import Piece, assemble
from pipeline.importers.sheets import Sheet, column_names, sheets_of
from pipeline.sources import Refusal, Source, Unreadable

MEDIA_TYPES = {True: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", False: "text/csv"}
SHOWN = 8  # columns named in a message


@dataclass(frozen=True)
class _Row:
    number: int
    cells: Mapping[str, str]


def read(path: Path, settings: Ingest) -> list[Source]:
    """Read a table of responses.

    Args:
        path: the file. Formulas give the values last computed, merged cells their value in each of their rows.
        settings: ``[ingest]``: the first of ``responses`` whose file is this one describes it.

    Returns:
        A document for each row in which someone wrote something, numbered as a spreadsheet numbers rows. Several text columns
        stand under their names as headings.

    Raises:
        Refusal: ``responses-not-described``, a note, where no block of study.toml is for this file; ``responses-mistaken``
            where the sheet or a column that the block names is not there.
    """
    content = path.read_bytes()
    sheets = sheets_of(content)
    described = next((one for one in settings.responses if _is_for(one.file, path)), None)
    if described is None:
        raise _undescribed(path.name, sheets)
    sheet = _sheet(described, sheets)
    columns = _columns(sheet, described)
    made = [_source(path.stem, row, described) for row in _rows(sheet, columns, described)]
    kept = [replace(source, media_type=MEDIA_TYPES[content.startswith(b"PK")]) for source in made if source.text.strip()]
    if kept and sheet.warnings:
        kept[0] = replace(kept[0], warnings=(*kept[0].warnings, *sheet.warnings))
    return kept


def _is_for(file: str, path: Path) -> bool:
    """Tell whether a block's file is this one: by its name as written, which may hold brackets, else as a pattern."""
    named = Path(file).parts
    return path.parts[-len(named) :] == named or path.match(file)


def _undescribed(name: str, sheets: Sequence[Sheet]) -> Refusal:
    return Refusal(
        "responses-not-described",
        "is a table, and study.toml does not say which of its columns hold what people wrote",
        f"If it holds responses, put this into study.toml and correct it:\n{block_for(name, sheets)}",
        "note",
    )


def _sheet(described: Responses, sheets: Sequence[Sheet]) -> Sheet:
    found = next((sheet for sheet in sheets if sheet.name == described.sheet or not described.sheet), None)
    if found is None:
        there = ", ".join(sheet.name for sheet in sheets) or "none"
        raise _mistaken(f"has no sheet {described.sheet!r}; it has: {there}")
    return found


def _mistaken(message: str) -> Refusal:
    return Refusal("responses-mistaken", message, "Correct its [[ingest.responses]] block in study.toml.", "error")


def _columns(sheet: Sheet, described: Responses) -> tuple[str, ...]:
    """Return the names of the columns; a name that is there again gets its number."""
    header = sheet.rows[described.header_row - 1] if len(sheet.rows) >= described.header_row else ()
    names = column_names(header)
    wanted = [*described.text, described.id, described.date, described.place, described.source_type, *described.covariates]
    missing = [name for name in wanted if name and name not in names]
    if missing:
        known = [name for name in names if name]
        more = f" and {len(known) - SHOWN} more" if len(known) > SHOWN else ""
        raise _mistaken(
            f"has in row {described.header_row} no column {', '.join(map(repr, missing))}; it has: {', '.join(map(repr, known[:SHOWN]))}{more}"
        )
    return tuple(names)


def _rows(sheet: Sheet, columns: Sequence[str], described: Responses) -> Iterator[_Row]:
    first = described.first_row or described.header_row + 1
    for number, cells in enumerate(sheet.rows[first - 1 :], first):
        yield _Row(number, {name: cell.strip() for name, cell in zip(columns, cells, strict=False) if name})


def _source(stem: str, row: _Row, described: Responses) -> Source:
    cells = row.cells
    answered = [(name, cells.get(name, "")) for name in described.text if cells.get(name, "")]
    made = assemble(piece for name, answer in answered for piece in _pieces(name, answer, headed=len(described.text) > 1))
    respondent = cells.get(described.id, "")
    when = cells.get(described.date, "")
    date = dates.parse(when) if when else None
    undated = Unreadable("bad-date", f"has in row {row.number} the date {when[:40]!r}, which is none", "Write YYYY-MM-DD or dd/mm/yyyy.")
    return Source(
        made.text,
        made.blocks,
        "",
        f"{stem}, {respondent or f'row {row.number}'}",
        date.iso if date else None,
        warnings=(undated,) if when and date is None else (),
        number=row.number,
        cluster="" if described.one_source else respondent or None,
        place=cells.get(described.place) or None,
        source_type=cells.get(described.source_type) or None,
        reference=respondent or None,
        covariates=tuple((name, cells[name]) for name in described.covariates if cells.get(name)),
    )


def _pieces(name: str, answer: str, *, headed: bool) -> Iterator[Piece]:
    """Yield a piece a line of an answer: however short, it is what someone said, never a heading."""
    if headed:
        yield Piece(name, "heading", level=1)
    for line in answer.split("\n"):
        yield Piece(line, "list_item" if SYMBOL_BULLET.match(line.strip()) and line.strip()[0] not in "\"'“‘[£€$#@…" else "paragraph")
