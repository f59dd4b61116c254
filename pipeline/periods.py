"""Cut the years of a study into periods."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from pipeline.config import Track

GAP = 3  # so many years without a document part two eras


@dataclass(frozen=True)
class Span:
    """A period, both years included."""

    name: str
    start: int
    end: int


def find_periods(documents: pd.DataFrame, settings: Track) -> list[Span]:
    """Return the periods in order; they do not overlap, and every dated document of an unnamed scheme is in one.

    ``auto`` first parts the years where nothing was issued for three years or more, then merges years until each
    period holds ``auto_documents`` documents; those that share a source count as one, for together they are no more
    evidence than one is. A remainder joins the period before it. Where all documents together are too few for two periods,
    years stand alone, to be described.

    Args:
        documents: a DOCUMENTS table. Not changed.
        settings: ``[track]``.

    Returns:
        The periods; none where no document is dated.
    """
    dated = documents.dropna(subset=["year"])
    years = sorted({int(year) for year in dated["year"]})
    if settings.period:
        return [Span(p.name, p.start, p.end) for p in sorted(settings.period, key=lambda p: p.start)]
    if not years:
        return []
    if settings.periods == "auto":
        return _auto(dated, years, settings.auto_documents)
    step = 1 if settings.periods == "year" else int(settings.periods.split()[0])
    starts = sorted({years[0] + (year - years[0]) // step * step for year in years})
    return [_span(start, start + step - 1) for start in starts]


def _span(start: int, end: int) -> Span:
    return Span(str(start) if start == end else f"{start}–{end}", start, end)


def _auto(dated: pd.DataFrame, years: list[int], wanted: int) -> list[Span]:
    sources = {year: set(dated.loc[dated["year"] == year, "cluster_id"]) for year in years}

    def enough(group: list[int]) -> bool:
        return len(set().union(*(sources[year] for year in group))) >= wanted

    groups: list[list[int]] = []
    for era in _eras(years):
        own: list[list[int]] = [[]]
        for year in era:
            if enough(own[-1]):
                own.append([])
            own[-1].append(year)
        if len(own) > 1 and not enough(own[-1]):
            own[-2:] = [own[-2] + own[-1]]
        if groups and not enough(groups[-1]):
            own[0] = groups.pop() + own[0]
        groups.extend(own)
    if len(groups) > 1 and not enough(groups[-1]):
        groups[-2:] = [groups[-2] + groups[-1]]
    return [_span(group[0], group[-1]) for group in groups] if len(groups) > 1 else [_span(year, year) for year in years]


def _eras(years: list[int]) -> list[list[int]]:
    eras = [[years[0]]]
    for year in years[1:]:
        if year - eras[-1][-1] > GAP:
            eras.append([])
        eras[-1].append(year)
    return eras


def period_of(documents: pd.DataFrame, periods: list[Span]) -> pd.Series[str]:
    """Return the name of each document's period, null where it is undated or in none; aligned with documents."""
    names = pd.Series(pd.NA, index=documents.index, dtype="str")
    for period in periods:
        inside = documents["year"].between(period.start, period.end).fillna(value=False)
        names = names.mask(inside, period.name)
    return names
