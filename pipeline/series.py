"""Join indicators into series: one for the same wording and the same source; what is only alike is listed as such."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import floor, log10
from typing import Any

import numpy as np

from pipeline.claimed import content_words
from pipeline.shared_words import sharing

ALIKE = 0.6  # of the fewer words of two measures, from which they are said to be similar
ALIKE_WORDS = 3
CURRENCIES = ("£", "€", "$")
SHARED_WORDS = 2  # of two sentences that give the same figure
VAGUE = re.compile(
    r"\b(?:(?P<of>tens|dozens|hundreds|thousands)\sof\s)?(?P<scale>tens|dozens|hundreds|thousands|millions|billions)\sof\s(?P<what>pounds|euros|people|residents|\w+)",
    re.IGNORECASE,
)
VAGUELY = {"tens": 1e1, "dozens": 1e1, "hundreds": 1e2, "thousands": 1e3, "millions": 1e6, "billions": 1e9}


def merged(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Join rows that give the same figure in one source, in sentences that share two words: the most exact stays and has all mentions.

    Args:
        rows: INDICATORS rows of one source, in reading order.
    """
    kept: list[dict[str, Any]] = []
    alike: dict[tuple[Any, ...], list[int]] = defaultdict(list)  # places in kept, of one unit, whole and kind: only these can give one figure
    for row in rows:
        places = alike[row["unit"], row["of"], row["kind"]]
        at = next((n for n in places if _same_figure(row, kept[n])), None)
        if at is None:
            places.append(len(kept))
            kept.append(row)
        else:
            exact, other = sorted((kept[at], row), key=lambda each: (-_digits(each["value"]), each["mentions"][0]))
            kept[at] = {
                **exact,
                "mentions": sorted({*exact["mentions"], *other["mentions"]}),
                "opposed_by": sorted({*exact["opposed_by"], *other["opposed_by"]}),
            }
            kept[at] |= _given(exact, other)
    return kept


def _same_figure(a: dict[str, Any], b: dict[str, Any]) -> bool:
    """Tell whether two rows of one unit, whole and kind give one figure: equal, or one the other rounded, and of one year where both say one."""
    if a["period"] and b["period"] and a["period"] != b["period"]:
        return False
    if a["value"] != b["value"] and a["unit"] not in CURRENCIES:
        return False
    coarse, exact = sorted((a["value"], b["value"]), key=_digits)
    return (
        (coarse == exact or _rounds_to(exact, coarse))
        and (a["segment_id"] != b["segment_id"] or a["start"] != b["start"])
        and len(content_words(a["text"]) & content_words(b["text"])) >= _needed(coarse)
    )


def _given(*rows: dict[str, Any]) -> dict[str, Any]:
    """Return how a figure is given that stands in several places: contested if it is in one; claimed if it is so in all."""
    firm = next((status for status in ("contested", "official", "reported") if status in {row["status"] for row in rows}), "claimed")
    return {"status": firm, "claimed_by": next((row["claimed_by"] for row in rows if row["claimed_by"] and row["status"] == firm), None)}


def _needed(value: float) -> int:
    return SHARED_WORDS if _digits(value) < 3 else 1  # 165,970 is hardly another figure than 166,000; 50 may well be


def _rounds_to(exact: float, coarse: float) -> bool:
    digits = _digits(coarse)
    if digits < 2 or exact <= 0:  # a figure of one digit is not said to be another's rounding unless it is within a hundredth of it
        return abs(exact - coarse) < 0.01 * exact
    return round(exact, digits - 1 - floor(log10(exact))) == coarse


def _digits(value: float) -> int:
    """Return how many significant digits a value is written with."""
    return max(1, len(f"{value:.6f}".replace(".", "").strip("0")))


def with_vague(rows: Iterable[dict[str, Any]], sentences: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    """Put beside each sum of money or count the vague figures of its source that are of its size ("hundreds of thousands of pounds").

    Args:
        rows: INDICATORS rows of one source.
        sentences: its sentences as (place, text), the place as in ``mentions``.
    """
    vague = [(place, match) for place, text in sentences for match in VAGUE.finditer(text)]
    return [{**row, "beside": sorted(place for place, match in vague if _of_size(row, match))} for row in rows]


def _of_size(row: dict[str, Any], match: re.Match[str]) -> bool:
    low = VAGUELY[match["scale"].lower()] * (VAGUELY[match["of"].lower()] if match["of"] else 1)
    money = match["what"].lower() in ("pounds", "euros")
    return (
        money == (row["unit"] in CURRENCIES)
        and (money or match["what"].lower()[:6] in content_words(row["measure"]))
        and low <= row["value"] < 10 * low
    )


def with_series(rows: list[dict[str, Any]], sources: dict[str, str]) -> list[dict[str, Any]]:
    """Name the series of each row, and list the rows of other series that measure something alike and are not comparable.

    Args:
        rows: INDICATORS rows of all documents.
        sources: cluster_id by document_id.
    """
    words = [content_words(row["measure"]) for row in rows]
    n_words = np.array([len(own) for own in words])
    named = [_series(row, sources[row["document_id"]]) for row in rows]
    series, families = (_numbered(names) for names in (named, [_family(row) for row in rows]))
    similar = [set[str]() for _ in rows]
    for one, other, shared in sharing(words, ALIKE_WORDS):
        alike = (shared >= ALIKE * np.minimum(n_words[one], n_words[other])) & (families[one] == families[other]) & (series[one] != series[other])
        for a, b in zip(one[alike].tolist(), other[alike].tolist(), strict=True):
            similar[a].add(rows[b]["indicator_id"])
    return [{**row, "series": name, "similar": sorted(ids)} for row, name, ids in zip(rows, named, similar, strict=True)]


def _numbered(names: Sequence[str]) -> np.ndarray:
    """Return a number for each name, the same for the same."""
    numbers = {name: n for n, name in enumerate(dict.fromkeys(names))}
    return np.array([numbers[name] for name in names])


def _series(row: dict[str, Any], source: str) -> str:
    """Return a name that rows share only if wording, unit and source are the same; a change is no level."""
    wording = " ".join(re.findall(r"\w+", row["measure"].casefold()))
    family = "change" if row["kind"] == "change" else "part" if row["of"] is not None else ""
    return "s" + hashlib.sha256(f"{wording}\0{row['unit']}\0{family}\0{source}".encode()).hexdigest()[:8]


def _family(row: dict[str, Any]) -> str:
    """Return what two figures must share to be alike: how much something changed is no level of it."""
    if row["kind"] == "change":
        return "change"
    return "%" if row["unit"] in ("%", "points") or row["of"] is not None else row["unit"]
