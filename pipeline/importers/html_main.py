"""Give the main text of a page: trafilatura finds where it stands, and all that stands there is read in order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace

import trafilatura
from lxml import etree, html
from trafilatura.settings import Document

from pipeline.importers.html_marks import invites
from pipeline.importers.html_prepared import prepared
from pipeline.importers.html_shown import shown
from pipeline.importers.html_words import count, flat
from pipeline.importers.pieces import Assembled, Piece, assemble
from pipeline.sources import Unreadable

SHORT = 200  # characters: so little main text is looked for no further, the page is read whole
HELD_SHARE = 0.97  # of the words of the main text: what holds so many of them is where it stands
TITLE_WORDS, LINES_BEFORE = 16, 3  # of a line that may be a title, and so many of them
LEAST_KEPT, LEAST_SHOWN = 1 / 3, 60  # share of the words outside links, and so many at least
SENTENCE = 5  # words: a shorter line of the main text may stand elsewhere
BEGINNING, ENDING = slice(SENTENCE), slice(-SENTENCE, None)
IN_LINE = frozenset("a abbr b big cite code em font i mark q s small span strong sub sup tt u".split())  # the words beside one are of its line
SYMBOL = re.compile(r"[•·▪◦●■□‣]\s")
WORD = re.compile(r"\w+")


def main_text(tree: html.HtmlElement) -> Assembled:
    """Return the main text of a page with its blocks.

    Args:
        tree: the page. Not changed.
    """
    page = prepared(tree)
    found = _found(page)
    place = _place(page, found) if sum(map(len, found)) >= SHORT else page
    return assemble(_pieces(page, place))


def too_little(tree: html.HtmlElement, text: str) -> tuple[Unreadable, ...]:
    """Warn where less than a third of the words that a page shows outside its links are kept."""
    words = count(tree)
    area = next(iter(tree.xpath("//main | //*[@role='main'] | //body")), tree)
    there, kept = words[area].prose, len(text.split())
    if there < LEAST_SHOWN or kept >= LEAST_KEPT * there:
        return ()
    return (
        Unreadable(
            "little-of-page",
            f"shows {there} words outside its links, of which {kept} were taken for its text",
            "Compare it with the page; where text is missing, save the page as PDF or its text as TXT.",
        ),
    )


def _found(page: html.HtmlElement) -> list[str]:
    """Return the blocks of the main text, as trafilatura finds it.

    Its caches are not emptied after each page, which would take as long as all the rest: they end with the child that reads, after 200 files.
    """
    document = trafilatura.bare_extraction(
        deepcopy(page), fast=True, include_tables=True, include_comments=False, favor_recall=True, deduplicate=False
    )
    if not isinstance(document, Document) or document.body is None:
        return []
    return [text for part in document.body if (text := flat(part))]


def _place(page: html.HtmlElement, found: list[str]) -> etree._Element:
    """Return the innermost element that holds what was found."""
    wanted = Counter(WORD.findall(" ".join(found)))
    enough = HELD_SHARE * wanted.total()
    place = page.find("body") if page.find("body") is not None else page
    words = count(page)
    while True:
        largest = max(place, key=lambda part: words[part].all, default=None)
        if largest is None or not isinstance(largest.tag, str) or largest.tag in IN_LINE:
            return place
        same = words[largest].all == words[place].all  # the same words: not to be compared once for each level
        if not same and ((wanted & Counter(WORD.findall(inside := flat(largest)))).total() < enough or _loses(flat(place), inside, found)):
            return place
        place = largest


def _loses(outside: str, inside: str, found: list[str]) -> bool:
    """Tell whether the main text begins or ends in a place, but not in a part of it: tags that are never closed make such pages."""
    sentences = [words for text in found if len(words := WORD.findall(text)) >= SENTENCE]
    ends = [" ".join(words[part]) for words, part in zip(sentences[:1] + sentences[-1:], (BEGINNING, ENDING), strict=False)]
    there, left = (" ".join(WORD.findall(text)) for text in (outside, inside))
    return any(words in there and words not in left for words in ends)


def _pieces(page: html.HtmlElement, place: etree._Element) -> Iterator[Piece]:
    lead = html.Element("div")
    if next(place.iter("h1"), None) is None:
        lead.extend([deepcopy(part) for part in _before(place)])
    head = next((head for head in page.iter("h1") if flat(head)), None)
    if head is not None and all(next(part.iter("h1"), None) is None for part in (lead, place)):
        lead.insert(0, deepcopy(head))
    for found in (*shown(lead), *shown(place)):
        if not invites(found.piece.text):
            yield _listed(found.piece)


def _before(place: etree._Element) -> list[etree._Element]:
    """Return the short lines right before a place: titles that stand in a box of their own."""
    found: list[etree._Element] = []
    while len(found) < LINES_BEFORE and place.tag != "body" and place.getparent() is not None:
        parts = [part for part in place.itersiblings(preceding=True) if isinstance(part.tag, str) and flat(part)]
        short = next((n for n, part in enumerate(parts) if len(flat(part).split()) > TITLE_WORDS or part.find(".//a") is not None), len(parts))
        found.extend(parts[:short])
        if short < len(parts):
            break
        place = place.getparent()
    return found[:LINES_BEFORE][::-1]


def _listed(piece: Piece) -> Piece:
    """Put a piece on one line, and make a list item of one with a bullet."""
    line = " ".join(piece.text.split())
    return replace(piece, text=line, kind="list_item" if piece.kind == "paragraph" and SYMBOL.match(line) else piece.kind)
