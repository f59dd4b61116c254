"""Put a count of sources into a word (few, some, many, most), on one scale and never against its interval."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Word = Literal["none", "few", "some", "many", "most", "all"]
# The scale is the project's own, in quarters; docs/explanation/methods.md publishes it.
SCALE: tuple[tuple[Word, float], ...] = (("few", 0.25), ("some", 0.5), ("many", 0.75), ("most", 1.0))
# How far the interval may reach: the word's own quarter and its neighbours.
REACH: dict[Word, tuple[float, float]] = {"few": (0.0, 0.5), "some": (0.0, 0.75), "many": (0.25, 1.0), "most": (0.5, 1.0)}


@dataclass(frozen=True)
class Sources:
    """How many of some sources carry a theme."""

    having: int
    n: int


def word_for(sources: Sources, *, sampled: bool = True) -> Word | None:
    """Return the word for a share of sources; None where the count alone can be said.

    Args:
        sources: how many of how many.
        sampled: they are a sample, so that the share has an interval; a census has none.

    Returns:
        few: under a quarter; some: from a quarter; many: from a half; most: from three quarters; none and all as they
        are. None where there are no sources, or where the 95 % interval of the share reaches beyond the neighbouring
        quarters: then another word might be as right.

    Source:
        Interval: Clopper, Pearson (1934), Biometrika 26, 404-413, by scipy.

    >>> word_for(Sources(11, 12)), word_for(Sources(2, 30)), word_for(Sources(2, 3))
    ('most', 'few', None)
    """
    if not sources.n:
        return None
    if sources.having in {0, sources.n}:
        return "all" if sources.having else "none"
    share = sources.having / sources.n
    word = next(word for word, below in SCALE if share < below)
    low, high = _interval(sources) if sampled else (share, share)
    return word if REACH[word][0] <= low and high <= REACH[word][1] else None


def _interval(sources: Sources) -> tuple[float, float]:
    from scipy.special import betaincinv

    k, n = sources.having, sources.n
    return float(betaincinv(k, n - k + 1, 0.025)), float(betaincinv(k + 1, n - k, 0.975))


def words_for(
    first: Sources, second: Sources, verdict: Literal["first", "second", "neither"], *, sampled: bool = True
) -> tuple[Word | None, Word | None]:
    """Return the words for two sides of a comparison; none at all where they would say what the comparison does not.

    Args:
        first: sources of one side.
        second: sources of the other.
        verdict: which side is claimed to be higher.
        sampled: as for ``word_for``.

    Returns:
        Both words; or None twice, where a side has none, where words differ though no difference is claimed, or where the side
        that is claimed to be lower would get the larger word.

    >>> words_for(Sources(11, 12), Sources(0, 9), "first"), words_for(Sources(11, 12), Sources(0, 9), "neither")
    (('most', 'none'), (None, None))
    """
    one, other = word_for(first, sampled=sampled), word_for(second, sampled=sampled)
    if one is None or other is None:
        return None, None
    ranks = ("none", *(word for word, _ in SCALE), "all")
    sizes = ranks.index(one), ranks.index(other)
    contradicts = sizes[0] != sizes[1] if verdict == "neither" else sizes[0] < sizes[1] if verdict == "first" else sizes[0] > sizes[1]
    return (None, None) if contradicts else (one, other)
