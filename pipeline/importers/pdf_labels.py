"""Tell what labels a box, a chart or a table, and what stands in a chart: none of it heads the text that follows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from pipeline.importers.pdf_groups import Group

LABEL = re.compile(
    r"(?P<what>box|figure|fig\.?|chart|graph|diagram|exhibit|table)\s+\d{1,3}(?:\.\d{1,2})?[a-z]?\b[\s.:–-]*(?P<title>.*)", re.IGNORECASE
)
TITLES_AFTER = 2  # groups between a table's label and the table; without one, Table 3 is where people sat
SENTENCE = 8  # words: a page of which nothing is as long is a chart or a drawing, if it has more than a title
CHART_LABELS = 4
WORD = re.compile(r"[^\W\d_]{2,}")


def labelled(groups: Sequence[Group], texts: Sequence[str], kinds: Sequence[str]) -> list[str]:
    """Settle the kinds of labels.

    Args:
        groups: of the document.
        texts: of each.
        kinds: of each, so far. Not changed.

    Returns:
        The kinds; a label alone is boilerplate, its title a paragraph, and so is a heading that was read in a chart.
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
    """Find the pages on which text recognition read labels only."""
    words: dict[int, list[int]] = defaultdict(list)
    for group, text in zip(groups, texts, strict=True):
        if group.first.cells[0].confidence is not None:
            words[group.page].append(len(WORD.findall(text)))
    return frozenset(page for page, counts in words.items() if len(counts) >= CHART_LABELS and max(counts) < SENTENCE)
