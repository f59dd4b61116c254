"""Tell what labels a box, a chart or a table, and what stands in a chart: none of it heads the text that follows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from pipeline.importers.pdf_groups import Group

LABEL = re.compile(
    r"(?P<what>box|figure|fig\.?|chart|graph|diagram|exhibit|table)\s+\d{1,3}(?:\.\d{1,2})?[a-z]?\b[\s.:–-]*(?P<title>.*)", re.IGNORECASE
)
TITLES_AFTER = 2  # groups between a table's label and the table; without one, Table 3 is where people sat
SENTENCE = 8  # words: a page of which nothing is as long may be a chart or a drawing, if it has more than a title
CHART_LABELS = 4
LEAST_STEP = 2  # items of a list go by ones
ROUND = 10  # by such steps go the numbers of an axis, whatever was read on their line
FREE_NUMBER = re.compile(r"(?<![\w.,£-])\d{1,3}(?:,\d{3})*(?:\.\d+)?(?![\w.,)])|(?<![\w.,£-])\d{1,7}(?![\w.,)])")
NUMBERS_ONLY = re.compile(r"(?=\D*\d)[\d\s.,%|_=+–-]+")
WORD = re.compile(r"[^\W\d_]{2,}")


def labelled(groups: Sequence[Group], texts: Sequence[str], kinds: Sequence[str]) -> list[str]:
    """Settle the kinds of labels.

    Args:
        groups: of the document.
        texts: of each.
        kinds: of each, so far. Not changed.

    Returns:
        The kinds; a label alone is boilerplate, its title a paragraph; all that stands in a chart is boilerplate.
    """
    found = list(kinds)
    for n, text in enumerate(texts):
        match = LABEL.fullmatch(text) if kinds[n] in {"heading", "paragraph"} and len(text.split()) < SENTENCE else None
        if match is None or (match["what"].lower() == "table" and "table" not in kinds[n + 1 : n + 2 + TITLES_AFTER]):
            continue
        found[n] = "paragraph" if match["title"] else "boilerplate"
        if not match["title"] and kinds[n + 1 : n + 2] == ["heading"] and groups[n + 1].page == groups[n].page:
            found[n + 1] = "paragraph"
    charts = _charts(groups, texts)
    return ["boilerplate" if group.page in charts and kind in {"heading", "paragraph"} else kind for group, kind in zip(groups, found, strict=True)]


def _charts(groups: Sequence[Group], texts: Sequence[str]) -> frozenset[int]:
    """Find the pages on which text recognition read labels only, and the numbers of an axis among them: what a slide says has such too."""
    read: dict[int, list[str]] = defaultdict(list)
    for group, text in zip(groups, texts, strict=True):
        if group.recognised and group.kind != "boilerplate":
            read[group.page].append(text)
    return frozenset(
        page
        for page, labels in read.items()
        if len(labels) >= CHART_LABELS and max(len(WORD.findall(text)) for text in labels) < SENTENCE and _has_axis(labels)
    )


def _has_axis(labels: Sequence[str]) -> bool:
    """Tell whether some labels are only numbers or percentages, and numbers go by equal steps.

    >>> _has_axis(["0%", "20%", "40%", "Holm", "Dale"]), _has_axis(["Bus 42", "12", "9", "No club since 2016"])
    (True, False)
    """
    alone = {number for text in labels if NUMBERS_ONLY.fullmatch(text) for number in _numbers(text)}
    known = {number for text in labels for number in _numbers(text)}
    even = {number for number in known if number % ROUND == 0} if alone else set()
    return _goes_evenly(alone, LEAST_STEP) or _goes_evenly(even, ROUND)


def _goes_evenly(numbers: set[float], least: int) -> bool:
    """Tell whether three numbers that follow one another by size go by equal steps that are not too small, each a multiple of the step."""
    ordered = sorted(numbers)
    steps = [after - before for before, after in pairwise(ordered)]
    return any(one == other >= least and first % one == 0 for first, (one, other) in zip(ordered, pairwise(steps), strict=False))


def _numbers(text: str) -> set[float]:
    return {float(number.replace(",", "")) for number in FREE_NUMBER.findall(text)}
