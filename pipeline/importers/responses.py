"""Read tables of responses, CSV or XLSX: one document a row, as ``[[ingest.responses]]`` of study.toml describes their columns.

Each respondent is a source of its own, since each has written alone: shares are resampled by respondent. Rows with the same
respondent are one source, and with ``one_source``, the default, all rows of the file are.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import dates
from pipeline.config import Ingest, Responses
from pipeline.importers.marks import SYMBOL_BULLET
from pipeline.importers.pieces import Piece, assemble
from pipeline.importers.responses_said import NO_ANSWERS, nobody, unanswered, undescribed
from pipeline.importers.sheets import Sheet, column_names, sheets_of
from pipeline.sources import Refusal, Source, Unreadable

MEDIA_TYPES = {True: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", False: "text/csv"}
SHOWN = 8  # columns named in a message
APART = 10_000_000  # more rows than a sheet has


@dataclass(frozen=True)
class _Row:
    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class _Described:
    """A sheet and the block that describes it; ``key``: of its name, 0 for the workbook's first; ``again``: further blocks for it."""

    by: Responses
    sheet: Sheet
    key: int
    again: int


@dataclass(frozen=True)
class _Made:
    """The documents of a sheet, and what is to be said of it."""

    sources: tuple[Source, ...]
    warnings: tuple[Unreadable, ...]


def read(path: Path, settings: Ingest) -> list[Source]:
    """Read a table of responses.

    Args:
        path: the file. Formulas give the values last computed, merged cells their value in each of their rows.
        settings: ``[ingest]``: those of ``responses`` whose file is this one describe it, one for each sheet; of two for one sheet the
            first, with a warning.

    Returns:
        A document for each row in which someone wrote something, numbered as a spreadsheet numbers rows. Several text columns
        stand under their names as headings. Respondents of two sheets are two, whatever their ids.

    Raises:
        Refusal: ``responses-not-described``, a warning, where no block of study.toml is for this file; ``responses-mistaken``
            where the sheet or a column that the block names is not there; ``empty`` where nobody answered, or nothing is in it.
    """
    content = path.read_bytes()
    sheets = sheets_of(content)
    described = [one for one in settings.responses if _is_for(one.file, path)]
    if not any(cell.strip() for sheet in sheets for row in sheet.rows for cell in row):
        raise Refusal("empty", "holds no text", "Replace it with the full table, or remove it.")
    if not described:
        raise undescribed(path.name, sheets)
    media_type = MEDIA_TYPES[content.startswith(b"PK")]
    made = [_read(path.stem, one) for one in _by_sheet(described, sheets)]
    warnings = [warning for one in made for warning in one.warnings]
    sources = [replace(source, media_type=media_type) for one in made for source in one.sources]
    if not sources:
        raise Refusal("empty", "; ".join(one.message for one in warnings if one.code == "empty"), NO_ANSWERS)
    return [replace(sources[0], warnings=(*sources[0].warnings, *warnings)), *sources[1:]]


def _by_sheet(described: Sequence[Responses], sheets: Sequence[Sheet]) -> list[_Described]:
    """Pair each block with its sheet; of two for one sheet the first counts."""
    found: dict[str, tuple[Responses, Sheet]] = {}
    blocks: Counter[str] = Counter()
    for one in described:
        sheet = _sheet(one, sheets)
        found.setdefault(sheet.name, (one, sheet))
        blocks[sheet.name] += 1
    return [_Described(one, sheet, 0 if sheet is sheets[0] else _key(name), blocks[name] - 1) for name, (one, sheet) in found.items()]


def _key(name: str) -> int:
    """Make a number of a sheet's name, so that its rows are named alike whichever blocks stand before its own in study.toml."""
    return 1 + int.from_bytes(hashlib.sha256(name.encode()).digest()[:6], "big")


def _read(stem: str, one: _Described) -> _Made:
    """Read a sheet: rows of one that is not the workbook's first have numbers far from the first's, and respondents of their own."""
    described, sheet = one.by, one.sheet
    rows = list(_rows(sheet, _columns(sheet, described), described))
    made = [_source(stem, row, one) for row in rows]
    kept = [source for source in made if source.text.strip()]
    empty = [row.number for row, source in zip(rows, made, strict=True) if not source.text.strip() and any(row.cells.values())]
    return _Made(tuple(kept), (*sheet.warnings, *_twice(one), *(unanswered(empty, sheet.name) if kept else nobody(empty, sheet.name, described))))


def _twice(one: _Described) -> tuple[Unreadable, ...]:
    if not one.again:
        return ()
    where = f"sheet {one.sheet.name!r}" if one.sheet.name else "the table"
    message = f"has {one.again + 1} [[ingest.responses]] blocks for {where}; the first is taken: its text is {', '.join(map(repr, one.by.text))}"
    return (
        Unreadable("responses-mistaken", message, "Name all text columns of a sheet in one block of study.toml, and take out the others.", "warning"),
    )


def _is_for(file: str, path: Path) -> bool:
    """Tell whether a block's file is this one: by its name as written, which may hold brackets, else as a pattern."""
    named = Path(file).parts
    return path.parts[-len(named) :] == named or path.match(file)


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


def _source(stem: str, row: _Row, one: _Described) -> Source:
    described, cells = one.by, row.cells
    of_sheet = f"{one.sheet.name}, " if one.key else ""
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
        f"{stem}, {of_sheet}{respondent or f'row {row.number}'}",
        date.iso if date else "" if described.date else None,
        warnings=(undated,) if when and date is None else (),
        number=one.key * APART + row.number,
        cluster="" if described.one_source else (of_sheet + respondent if respondent else None),
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
