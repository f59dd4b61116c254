"""Put numbers, counts and names into words, the same everywhere in the report and its figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

NOTHING = "–"


def percent(share: float | None, decimals: int = 1) -> str:
    """Write a share (0 to 1) as a percentage; a dash where it is null.

    >>> percent(0.1234), percent(float("nan"))
    ('12.3%', '–')
    """
    return NOTHING if pd.isna(share) else f"{100 * share:.{decimals}f}%"


def points(difference: float | None, *, decimals: int = 1, signed: bool = True) -> str:
    """Write a difference of shares in percentage points, without the unit.

    >>> points(0.05), points(-0.0512, decimals=2), points(-0.05, signed=False)
    ('+5.0', '−5.12', '5.0')
    """
    if pd.isna(difference):
        return NOTHING
    size = f"{abs(100 * difference):.{decimals}f}"
    sign = "−" if difference < 0 else "+"
    return sign + size if signed and float(size) else size


def band(low: float | None, high: float | None) -> str:
    """Write a band of shares, or a dash where there is none."""
    return NOTHING if pd.isna(low) or pd.isna(high) else f"{percent(low)} to {percent(high)}"


def interval(low: float | None, high: float | None, decimals: int = 1) -> str:
    """Write an interval of differences in percentage points, or a dash where there is none."""
    return NOTHING if pd.isna(low) or pd.isna(high) else f"{points(low, decimals=decimals)} to {points(high, decimals=decimals)}"


def interval_of_size(low: float | None, high: float | None, decimals: int = 1) -> str:
    """Write the interval of a claimed difference as that of its size: turned about where the difference is negative.

    >>> interval_of_size(-0.2, -0.12), interval_of_size(0.12, 0.2)
    ('12.0 to 20.0', '12.0 to 20.0')
    """
    if pd.isna(low) or pd.isna(high):
        return NOTHING
    ends = (-high, -low) if low + high < 0 else (low, high)
    return " to ".join(points(end, decimals=decimals).removeprefix("+") for end in ends)


def say_margin(margin: float) -> str:
    """Write the smallest difference that counts, in percentage points.

    >>> say_margin(0.1), say_margin(0.01), say_margin(0.025)
    ('10 points', '1 point', '2.5 points')
    """
    size = f"{100 * margin:g}"
    return f"{size} point" if size == "1" else f"{size} points"


def say_verdict(verdict: str, margin: float) -> str:
    """Write a verdict; where a table says no change or no difference, say of which size.

    >>> say_verdict("no change", 0.1), say_verdict("no difference", 0.05), say_verdict("rise", 0.1)
    ('no change of 10 points or more (90% interval)', 'no difference of 5 points or more (90% interval)', 'rise')
    """
    return f"{verdict} of {say_margin(margin)} or more (90% interval)" if verdict in {"no change", "no difference"} else verdict


def at_most(n_clusters: int) -> float:
    """Return the largest share of clusters with a theme (0 to 1) that is compatible, at 95 %, with none among n.

    Source: Hanley, Lippman-Hand (1983), If nothing goes wrong, is everything all right?, JAMA 249, 1743-1745 (about 3 / n).

    >>> round(at_most(5), 3), round(at_most(100), 3)
    (0.451, 0.03)
    """
    return float(1 - 0.05 ** (1 / n_clusters))


def band_of(row: Any) -> str:
    """Write the band of a row of trends; where nothing was found, resamples cannot differ, and the bound for none stands in its place."""
    return f"up to {percent(at_most(row.n_clusters))}" if row.share == 0 and pd.notna(row.low) else band(row.low, row.high)


def n_of(n: int, noun: str) -> str:
    """Write ``n = 3 documents``, never broken after the n."""
    return f"n\u00a0=\u00a0{count(n, noun)}"


def number(value: float | None, decimals: int = 2) -> str:
    """Write a plain number; a dash where it is null."""
    return NOTHING if pd.isna(value) else f"{value:,.{decimals}f}"


def probability(value: float | None) -> str:
    """Write a p or q value, three decimals.

    >>> probability(0.0001), probability(0.04), probability(1.0)
    ('under 0.001', '0.040', '1.000')
    """
    if pd.isna(value):
        return NOTHING
    return "under 0.001" if value < 0.001 else f"{value:.3f}"


def equals(symbol: str, value: float | None) -> str:
    """Write ``q = 0.040`` or ``q under 0.001``."""
    written = probability(value)
    return f"{symbol}\u00a0{written}" if written.startswith("under") else f"{symbol}\u00a0=\u00a0{written}"


def count(n: int, noun: str, plural: str = "") -> str:
    """Write a number with its noun.

    >>> count(1, "document"), count(1204, "document"), count(2, "body", "bodies")
    ('1 document', '1,204 documents', '2 bodies')
    """
    return f"{n:,} {noun if n == 1 else plural or noun + 's'}"


def listing(items: Iterable[str], last: str = "and") -> str:
    """Join items as a sentence does.

    >>> listing(["a", "b", "c"])
    'a, b and c'
    """
    found = list(items)
    return f" {last} ".join([", ".join(found[:-1]), found[-1]]) if len(found) > 1 else "".join(found)


def listing_at_most(items: Sequence[str], limit: int) -> str:
    """Join the first items as a sentence does and count the rest.

    >>> listing_at_most(["a", "b", "c", "d"], 2)
    'a, b and 2 more'
    """
    return listing(items) if len(items) <= limit else listing([*items[:limit], f"{len(items) - limit:,} more"])


def one_line(text: str) -> str:
    """Return the text on one line, without control characters."""
    return " ".join((text if text.isprintable() else "".join(character if character.isprintable() else " " for character in text)).split())


def shorten(text: str, limit: int) -> str:
    """Return the text on one line, cut between words with an ellipsis where it is longer than the limit.

    >>> shorten("Minutes of the forum, 3 May", 20)
    'Minutes of the…'
    """
    line = one_line(text)
    if len(line) <= limit:
        return line
    kept = line[: limit - 1]
    at_word = kept[: kept.rfind(" ")] if " " in kept[limit // 2 :] else kept
    return at_word.rstrip(" ,;:.-–") + "…"


def years(first: int, last: int) -> str:
    """Write a span of years."""
    return str(first) if first == last else f"{first} to {last}"


def tidy(value: str) -> str:
    """Write a manifest's value as words: press_release becomes press release."""
    return one_line(value.replace("_", " "))


def from_group(group_kind: str, group: str) -> str:
    """Say which documents are a group's: they are what is spoken of, never a place or its people.

    >>> from_group("place", "Luton"), from_group("source_type", "press_release"), from_group("size", "large")
    ('from Luton', 'of type press release', 'where size is large')
    """
    named = {"place": f"from {one_line(group)}", "source_type": f"of type {tidy(group)}", "publisher": f"published by {one_line(group)}"}
    return named.get(group_kind, f"where {tidy(group_kind)} is {one_line(group)}")


def in_group(group_kind: str, group: str) -> str:
    """Say in which documents a share or a shift is.

    >>> in_group("all", "all"), in_group("place", "Luton"), in_group("source_type", "press_release")
    ('in all documents', 'in documents from Luton', 'in documents of type press release')
    """
    return "in all documents" if group_kind == "all" else f"in documents {from_group(group_kind, group)}"


def group_name(group_kind: str, group: str) -> str:
    """Name a group in a table's cell."""
    if group_kind == "all":
        return "all documents"
    return one_line(group) if group_kind == "place" else tidy(group)
