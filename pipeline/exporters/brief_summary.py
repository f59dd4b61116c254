"""Write the first page of the briefing: what may be claimed, how large the themes are, and where they are found."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from typing import Any

import pandas as pd

from pipeline.claims import Claims, claim_contrasts, claim_shifts
from pipeline.evidence import Evidence, rows_of, top_themes
from pipeline.exporters.front import IS_NOT, say_read, say_standing, title_of
from pipeline.exporters.shown import Reach
from pipeline.exporters.word import Grid, Word
from pipeline.wording import band_of, count, percent, shorten, tidy

PAGE_LINES = 47  # of 12 points on A4
LINE = 70  # characters
TITLE_LINE = 45
FRAME_LINES = 12  # headings, authors, and the space around them
FEWEST_LINES = 6  # for claims
MOST_THEMES = 8
MOST_KINDS = 2  # source types named for a theme
LONGEST_CLAIM = 420  # characters


def write_summary(word: Word, evidence: Evidence, reach: Reach) -> None:
    """Write the summary, no longer than one page: as many claims as there is room for, and how many more there are."""
    front = [say_read(evidence), say_standing(evidence), IS_NOT]
    sizes = sizes_of(evidence, reach)
    taken = FRAME_LINES + 2 * _lines(title_of(evidence), TITLE_LINE) + sum(map(_lines, front)) + _lines_of(sizes)
    word.heading("Summary", 1)
    word.say(front[0], "What was read.")
    word.say(front[1], "How it was coded.")
    word.say(front[2], "What this is not.")
    shifts, contrasts = claim_shifts(evidence), claim_contrasts(evidence)
    room = max(FEWEST_LINES, PAGE_LINES - taken)
    left = room - _claimed(word, "Changes over time that may be claimed", shifts, room - min(room // 2, _wants(contrasts)))
    _claimed(word, "Differences between groups of documents that may be claimed", contrasts, left)
    word.heading("How large the themes are, and where they are found", 2)
    if sizes.rows:
        word.table(sizes)
    else:
        word.say("No theme has been measured.")


def sizes_of(evidence: Evidence, reach: Reach) -> Grid:
    """Lay out the largest themes: share with its band, documents with the theme, and the source types with the largest share of documents with it."""
    rows = tuple(_size(evidence, row, reach) for row in rows_of(_largest(evidence)))
    columns = ("Theme", "Share of a document (95% band)", "Documents", "Found in")
    return Grid("Size of the themes, largest first, and the source types with the theme", columns, rows, (0.2, 0.27, 0.16, 0.37))


def _largest(evidence: Evidence) -> pd.DataFrame:
    trends, top = evidence.trends, [theme.id for theme in top_themes(evidence.codebook)]
    whole = trends[(trends["subject_kind"] == "theme") & (trends["group_kind"] == "all") & (trends["period"] == "all")]
    return whole[whole["subject_id"].isin(top)].sort_values(["share", "subject_id"], ascending=[False, True]).head(MOST_THEMES)


def _size(evidence: Evidence, row: Any, reach: Reach) -> tuple[str, ...]:
    found, kinds = reach.themes.loc[row.subject_id], [kind for kind in reach.speakers[row.subject_id] if kind.n_with][:MOST_KINDS]
    said = "; ".join(f"{tidy(kind.source_type)} ({kind.n_with:,} of {kind.n_documents:,})" for kind in kinds)
    band = "" if pd.isna(row.low) else f" ({band_of(row)})"
    with_it = f"{int(found['n_with']):,} of {int(found['n_documents']):,}"
    return (evidence.subject("theme", row.subject_id), f"{percent(row.share)}{band}", with_it, said or "none")


def _claimed(word: Word, heading: str, claims: Claims, room: int) -> int:
    """Write as many claims as fit into ``room`` lines, at least one; return the lines used."""
    word.heading(heading, 2)
    if not claims.first:
        said = shorten(claims.note, LONGEST_CLAIM)
        word.say(said)
        return _lines(said)
    fitting = list(_fitting(claims, room))
    word.points(fitting)
    more = len(claims.first) + len(claims.more) - len(fitting)
    if more:
        word.say(f"{count(more, 'further claim is', 'further claims are')} in the report, with how each stands up to other choices.")
    return sum(map(_lines, fitting)) + bool(more)


def _fitting(claims: Claims, room: int) -> Iterator[str]:
    used = 0
    for number, claim in enumerate(claims.first):
        said = shorten(f"{claim.subject}{claim.headline}", LONGEST_CLAIM)
        used += _lines(said)
        if number and used + 1 > room:  # the last line says how many are left
            return
        yield said


def _wants(claims: Claims) -> int:
    return sum(_lines(f"{claim.subject}{claim.headline}") for claim in claims.first) if claims.first else _lines(claims.note)


def _lines(text: str, line: int = LINE) -> int:
    return ceil(len(text) / line)


def _lines_of(grid: Grid) -> int:
    """Return how many lines a table takes: of each row those of its longest cell."""
    return sum(max(_lines(text, int(LINE * width) - 2) for text, width in zip(row, grid.widths, strict=True)) for row in (grid.columns, *grid.rows))
