"""Mark what a page's names and looks tell of its parts: footnotes, lines about the page itself, headings in bold, buttons' words."""

from __future__ import annotations

import re

from lxml import etree

from pipeline.importers.html_names import (
    BYLINE,
    CAPTION_NAMES,
    CHANGED,
    CREDIT_NAMES,
    DATED_NAMES,
    FILES,
    INVITES,
    ITEM_NAMES,
    LABEL_NAMES,
    NOTE_NAMES,
    OWNERS_NAME,
    PAGE_LABEL_NAMES,
    SIZED,
)
from pipeline.importers.html_shown import KIND
from pipeline.importers.html_words import Words, count, flat
from pipeline.structure_rules import VERB

PARTS = frozenset("div section ul ol nav aside p span table tr td center dialog details form fieldset".split())
BOLD = frozenset({"b", "strong"})
BOLD_WORDS = 12
LINE_LENGTH = 200  # characters of a line about the page
INVITING_WORDS = 40
CREDIT_WORDS = 12
LABEL_WORDS = 3  # so short a caption says whose a picture is, no more
SENTENCE_WORDS = 6
ASKS = re.compile(r"(?:what|how|who|why|when|where|which)\b", re.IGNORECASE)  # so a name can begin: What was paid in May
ONE_LINE = re.compile(r"\s+\|\s+|(?<=[.?!])\s+(?=[A-Z])")


def mark(body: etree._Element) -> None:
    """Say in an attribute of each footnote, line about the page itself, and heading in bold what it is. Changes the page."""
    words = count(body)
    for node in [part for part in body.iter() if isinstance(part.tag, str)]:
        node.attrib.pop(KIND, None)
        names = names_of(node)
        short = words[node].all <= INVITING_WORDS  # a long element is looked at by its name alone
        if NOTE_NAMES.search(names) or node.get("role") in {"doc-endnotes", "doc-footnote"}:
            _mark_notes(node)
        elif short and (_beside(node, names) or _names_files(node, words[node])):
            node.set(KIND, "boilerplate")
        elif ITEM_NAMES.search(names) or (short and node.tag in {"p", "div"} and _is_bold_heading(node)):
            node.set(KIND, "heading")


def _beside(node: etree._Element, names: str) -> bool:
    """Tell whether a short part says of the page when it was changed or who wrote it, of a picture whose it is, or of a file how large it is."""
    if node.tag not in PARTS | {"li", "dl"} or len(text := flat(node)) > LINE_LENGTH or node.find(".//h1") is not None:
        return False
    if len(text.split()) <= CREDIT_WORDS and (CREDIT_NAMES.search(names) or ("," in text and BYLINE.fullmatch(text) and not text.endswith("."))):
        return True
    if len(text.split()) <= LABEL_WORDS and (PAGE_LABEL_NAMES.search(names) or (CAPTION_NAMES.search(names) and OWNERS_NAME.fullmatch(text))):
        return True
    return bool(DATED_NAMES.search(names) or LABEL_NAMES.search(names) or CHANGED.fullmatch(text) or SIZED.search(text))


def _names_files(node: etree._Element, words: Words) -> bool:
    """Tell whether a line is nothing but links to files: what they are called, not what the page says in a sentence."""
    links = list(node.iter("a"))
    named = node.tag in PARTS | {"li"} and bool(links) and words.all == words.linked and all(FILES.search(link.get("href") or "") for link in links)
    return named and not any(_is_sentence(flat(link)) for link in links)


def _is_sentence(text: str) -> bool:
    return len(text.split()) >= SENTENCE_WORDS and bool(VERB.search(text)) and not ASKS.match(text)


def _mark_notes(node: etree._Element) -> None:
    node.set(KIND, "footnote")
    for link in list(node.iter("a")):
        if link.get("role") == "doc-backlink" or re.search(r"reverse|backref|backlink", link.get("class") or "") or flat(link) in {"↩", "↩︎", "^"}:
            drop(link)


def _is_bold_heading(node: etree._Element) -> bool:
    """Tell whether a paragraph is one short line in bold, as pages without headings have them."""
    text = flat(node)
    if not 0 < len(text.split()) <= BOLD_WORDS or not text[0].isupper() or text[-1] in ".,;:!?" or text.lower().startswith("by "):
        return False
    bold = [part for part in node.iter(*BOLD) if flat(part) == text]
    return bool(bold) and not any(part.tag in PARTS for part in node.iterdescendants())


def names_of(node: etree._Element) -> str:
    """Return the names that the markup gives an element."""
    return " ".join(filter(None, (node.get("id"), node.get("class"), node.get("data-component"))))


def invites(text: str) -> bool:
    """Tell whether a line invites to comment, share or subscribe, or is a button's.

    >>> invites("Leave a comment"), invites("Share this page"), invites("People share this hall with the school.")
    (True, True, False)
    """
    parts = [part for part in ONE_LINE.split(text.strip()) if part]
    return bool(parts) and len(text.split()) <= INVITING_WORDS and all(INVITES.fullmatch(part.rstrip(".!")) for part in parts)


def drop(node: etree._Element) -> None:
    """Take an element out of its page; what follows it stays."""
    if node.getparent() is not None:
        node.drop_tree()
