"""Write how codings stand against human codes as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from pipeline.accuracy import MEASURES
from pipeline.bootstrap import DRAWS, say_too_few, with_ends
from pipeline.human_codes import Sheet
from pipeline.schema import tuples
from pipeline.wording import count

OVERALL = ("macro", "micro")
ENOUGH = 0.95  # of the draws: where fewer had the theme, their number is said


def show_evaluation(sheet: Sheet, given: pd.DataFrame, version: str, said: Sequence[str], measured: Mapping[str, pd.DataFrame]) -> str:
    """Write how each route stands against one coder's codes.

    Args:
        sheet: the codes, brought to segments; with a column weight. Not changed.
        given: the same coder's rows as they were read, for the version of the codebook. Not changed.
        version: the codebook by which the machine coded.
        said: lines on codes that also taught the coder; its table is marked where there are any.
        measured: what ``score`` returned, by route.

    Returns:
        Lines: what was coded and what is left out or stale, then a table for each route.
    """
    theme_ids = [name for name in next(iter(measured.values()))["theme"] if name not in OVERALL]
    tables = {f"{name} !" if said and name == "coder" else name: table for name, table in measured.items()}
    return "\n".join([*_head(sheet, theme_ids), *_stale(given, version), *said, *_shown(sheet, tables, theme_ids)])


def _head(sheet: Sheet, theme_ids: Sequence[str]) -> Iterator[str]:
    codes = sheet.codes
    others = sorted(frozenset().union(*codes["codes"]) - set(theme_ids)) if len(codes) else []
    yield f"Coder {sheet.coder}: {len(codes)} segments in {codes['document_id'].nunique()} documents"
    if (codes["weight"] != 1).any():
        yield f"  weighted by the column weight: these segments stand for {codes['weight'].sum():,.0f}; n counts them as they are"
    if sheet.orphans or sheet.unmatched:
        yield f"  left out: {sheet.orphans} passages not found in the documents, {sheet.unmatched} that overlap no codable segment by half"
    if sheet.orphans:
        yield "  Passages that are not found were coded in another text: put the documents back as they were, or have them coded anew."
    if others:
        yield f"  codes that the codebook lacks, not counted: {', '.join(others)}"


def _stale(rows: pd.DataFrame, version: str) -> Iterator[str]:
    """Say which codes were given by another version of the codebook than the codings."""
    given = rows["codebook_version"] if "codebook_version" in rows else pd.Series("", index=rows.index)
    for other, own in rows[(given != version) & (given != "")].groupby(given, sort=True):
        yield (
            f"  stale where a definition has changed since: {count(len(own), 'passage')} of {len(rows):,} were coded by codebook version {other}, "
            f"and the codings are by version {version}. Have themes that were redefined coded anew, or do not read their figures."
        )


def _shown(sheet: Sheet, tables: Mapping[str, pd.DataFrame], theme_ids: Sequence[str]) -> Iterator[str]:
    width = max(16, *(len(theme) for theme in theme_ids))
    for name, table in tables.items():
        yield f"  {name:<{width + 2}}     n  {'precision':<20}  {'recall':<20}  F1 (each with its 95 % interval: sources resampled)"
        yield from (_line(row, width) for row in tuples(table))
    ends = pd.concat([table[[measure, f"{measure}_low"]].set_axis(["value", "low"], axis=1) for table in tables.values() for measure in MEASURES])
    yield from say_too_few(ends["value"], ends["low"])
    if sheet.coder == "author":
        yield "  The sample was written for this project and coded by its writer: this checks the machinery and is no measure of accuracy."


def _line(row: Any, width: int) -> str:
    if pd.isna(row.f1):
        return f"    {row.theme:<{width}} {row.n:5.0f}  neither side gave it"
    cells = [with_ends(getattr(row, name), getattr(row, f"{name}_low"), getattr(row, f"{name}_high"), missing="too few") for name in MEASURES]
    few = f" ({row.draws:,} of {DRAWS:,} draws had it)" if 0 < row.draws < ENOUGH * DRAWS else ""
    return f"    {row.theme:<{width}} {row.n:5.0f}  {'  '.join(f'{cell:<20}' for cell in cells)}".rstrip() + few
