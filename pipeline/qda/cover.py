"""Say how much of a segment a coded passage covers: one of two characters gives the whole segment its code, and whoever imports it should know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.human_codes import HALF
from pipeline.qda.arrange_codes import FRAMING
from pipeline.qda.differ import Change
from pipeline.qda.mark import Mark, meet
from pipeline.schema import tuples
from pipeline.wording import count


@dataclass(frozen=True)
class Cover:
    """How many characters of a segment a passage covers, and how many the segment has."""

    covered: int
    length: int

    @property
    def share(self) -> float:
        """The covered part, 0 to 1."""
        return self.covered / self.length

    def __str__(self) -> str:
        return f"{self.covered:,} of {self.length:,} characters of the segment"


def cover_short(changes: Iterable[Change], segments: pd.DataFrame) -> dict[Mark, Cover]:
    """Find codings of people that cover less than half of a segment whose code they become.

    A coding counts for every codable segment with which it shares half or more of the shorter of both: of a passage shorter than the segment
    that is half of the passage, however short it is.

    Args:
        changes: what ``differ`` found.
        segments: a SEGMENTS table. Not changed.

    Returns:
        By each such coding the segment of which it covers least.
    """
    codable = {str(name): list(tuples(rows)) for name, rows in segments[segments["codable"]].groupby("document_id")}
    found: dict[Mark, Cover] = {}
    for change in changes:
        mark = change.after
        if mark is not None and not mark.machine and mark.kind != FRAMING:
            covers = list(_covers(mark, codable))
            least = min(covers, key=lambda cover: cover.share, default=None)
            if least and least.share < HALF:
                found[mark] = least
    return found


def _covers(mark: Mark, codable: Mapping[str, Sequence[Any]]) -> Iterable[Cover]:
    for row in codable.get(mark.document_id, ()):
        if meet(mark, row):
            yield Cover(min(mark.end, int(row.end)) - max(mark.start, int(row.start)), int(row.end) - int(row.start))


def tell_short(changes: Sequence[Change], short: Mapping[Mark, Cover]) -> str:
    """Say how many codings cover less than half of their segment, the least of them, and by which rule they count for it all the same."""
    n = sum(change.after is not None and not change.after.machine for change in changes)
    least = min(short.values(), key=lambda cover: (cover.share, cover.length))
    does, comes = ("cover", "they become") if len(short) > 1 else ("covers", "it becomes")
    return (
        f"{len(short):,} of {count(n, 'coding')} by people {does} less than half of a segment whose code {comes} (the least: {least}). A passage "
        "counts for each segment with which it shares half or more of the shorter of both, however short it is. Look at them in the list."
    )
