"""Write how codings stand against human codes as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from pipeline.accuracy import MEASURES
from pipeline.bootstrap import DRAWS, say_too_few, with_ends
from pipeline.human_codes import Sheet
from pipeline.redefined import Redefined
from pipeline.schema import tuples
from pipeline.usable_codes import say_redefined
from pipeline.wording import count, listing

OVERALL = ("macro", "micro")
ENOUGH = 0.95  # of the draws: where fewer had the theme, their number is said


def show_evaluation(sheet: Sheet, given: pd.DataFrame, redefined: Redefined, said: Sequence[str], measured: Mapping[str, pd.DataFrame]) -> str:
    """Write how each route stands against one coder's codes.

    Args:
        sheet: the codes, brought to segments; with a column weight. Not changed.
        given: the same coder's rows as they were read, for the version of the codebook. Not changed.
        redefined: the codebook by which the machine coded, and which themes others define otherwise.
        said: lines on codes that also taught the coder; its table is marked where there are any.
        measured: what ``score`` returned, by route.

    Returns:
        Lines: what was coded and what is left out or stale, then a table for each route.
    """
    theme_ids = [name for name in next(iter(measured.values()))["theme"] if name not in OVERALL]
    tables = {f"{name} !" if said and name == "coder" else name: table for name, table in measured.items()}
    stale = _stale_themes(given, redefined)
    marked = {name: table.assign(name=table["theme"].map(lambda theme: f"{theme} ~" if theme in stale else theme)) for name, table in tables.items()}
    return "\n".join([*_head(sheet, theme_ids), *_stale(given, redefined), *said, *_shown(sheet, marked, theme_ids)])


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


def _versions(rows: pd.DataFrame) -> pd.Series[str]:
    return rows["codebook_version"].fillna("") if "codebook_version" in rows else pd.Series("", index=rows.index)


def _stale_themes(rows: pd.DataFrame, redefined: Redefined) -> set[str]:
    """Return the themes that any of these codes defined otherwise, as far as that is known."""
    return {theme for version in _versions(rows) for theme in redefined.by_version.get(version, ())}


def _stale(rows: pd.DataFrame, redefined: Redefined) -> Iterator[str]:
    """Say which codes were given by another codebook than the codings, theme by theme where that codebook is known."""
    given = _versions(rows)
    for other, own in rows[given != ""].groupby(given, sort=True):
        n, known = f"{count(len(own), 'passage')} of {len(rows):,}", redefined.by_version.get(str(other))
        if known:
            said = say_redefined(str(other), redefined.version)
            yield f"  stale, and marked ~: {listing(known)} in {n}. {said} Have them coded anew, or do not read their figures."
        elif known is None and other != redefined.version:
            yield (
                f"  stale where a definition has changed since: {n} were coded by codebook version {other}, of which no copy is beside them, and the "
                f"codings are by version {redefined.version}. Have themes that were redefined coded anew, or do not read their figures."
            )


def _shown(sheet: Sheet, tables: Mapping[str, pd.DataFrame], theme_ids: Sequence[str]) -> Iterator[str]:
    width = max(16, *(len(theme) + len(" ~") for theme in theme_ids))
    ends = pd.concat([table[[measure, f"{measure}_low"]].set_axis(["value", "low"], axis=1) for table in tables.values() for measure in MEASURES])
    yield from say_too_few(ends["value"], ends["low"], sheet.codes["source" if "source" in sheet.codes else "document_id"].nunique())
    for name, table in tables.items():
        yield f"  {name:<{width + 2}}     n  {'precision':<20}  {'recall':<20}  F1 (each with its 95 % interval: sources resampled)"
        yield from (_line(row, width) for row in tuples(table))
    if sheet.coder == "author":
        yield "  The sample was written for this project and coded by its writer: this checks the machinery and is no measure of accuracy."


def _line(row: Any, width: int) -> str:
    if pd.isna(row.f1):
        return f"    {row.name:<{width}} {row.n:5.0f}  neither side gave it"
    cells = [with_ends(getattr(row, name), getattr(row, f"{name}_low"), getattr(row, f"{name}_high"), missing="too few") for name in MEASURES]
    few = f" ({row.draws:,} of {DRAWS:,} draws had it)" if 0 < row.draws < ENOUGH * DRAWS else ""
    return f"    {row.name:<{width}} {row.n:5.0f}  {'  '.join(f'{cell:<20}' for cell in cells)}".rstrip() + few
