"""Find the day a web page says it was published; never the day it was changed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html

from pipeline.dates import find, parse
from pipeline.importers.html_words import flat

DATE_NAMES = frozenset(
    "article:published_time og:published_time published_time datepublished dc.date dc.date.issued dc.date.created dcterms.date dcterms.issued "
    "dcterms.created govuk:first-published-at publish-date publishdate publication_date pubdate date".split()
)
LINKED_DATE = re.compile(r"\"datePublished\"\s*:\s*\"(\d{4}-\d\d-\d\d)")
LABEL = re.compile(r"(?:first )?(?:published|posted|issued|date published|publication date|date of publication)(?: on)?\s*:?", re.IGNORECASE)
LABELLED = ("dt", "p", "div", "span", "li", "td", "th", "b", "strong")
LABELLED_WORDS = 24


def published(tree: html.HtmlElement, page: str) -> str | None:
    """Return the one date the page gives for its publication: its metadata first, then what it shows with a label.

    Args:
        tree: the page. Not changed.
        page: the same, as text.

    Returns:
        An ISO date; None where there is none, or where sources of one kind disagree.
    """
    metas = [
        meta.get("content", "")
        for meta in tree.iter("meta")
        if (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower() in DATE_NAMES
    ]
    times = [time.get("datetime", "") for time in tree.xpath("//time[@pubdate or @itemprop='datePublished' or contains(@class, 'publish')]")]
    for found in (metas, LINKED_DATE.findall(page), times, _labelled(tree)):
        days = {date.iso for text in found if (date := parse(re.sub(r"(\d{4}-\d\d-\d\d)[T ].*", r"\1", text.strip())))}
        if len(days) == 1:
            return days.pop()
    return None


def _labelled(tree: html.HtmlElement) -> Iterator[str]:
    """Yield the date right after each label: on its line, or in the value that goes with it in a list or a table of pairs."""
    for node in tree.iter(*LABELLED):
        label = LABEL.match(" ".join((node.text or "").split()) or (flat(node) if len(node) == 1 else ""))
        if label is None:
            continue
        line = flat(node)
        value = node.getnext() if label.end() == len(line) else None
        after = flat(value) if value is not None else line[label.end() :]
        first = next(iter(find(after)), None) if len(after.split()) <= LABELLED_WORDS else None
        if first is not None and not after[: first.start].strip(" :-–,"):
            yield first.date.iso
