"""Take a page's furniture away before its main text is looked for, and mark what is a note, a date line or a heading in bold."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

from lxml import etree, html

from pipeline.importers.html_marks import PARTS, drop, mark, names_of
from pipeline.importers.html_names import (
    AGREES,
    COMMENT_NAMES,
    CONSENT_NAMES,
    CONSENT_WORDS,
    RELATED,
    SMALL_NAMES,
)
from pipeline.importers.html_services import without_services
from pipeline.importers.html_shown import HIDDEN
from pipeline.importers.html_teasers import HEADINGS, leading_away
from pipeline.importers.html_words import UNSEEN, Words, count, flat

SMALL_PROSE = 40  # words outside links: a part with more is text, whatever its name says
NAMELESS_WORDS = 12  # so few words are furniture by their name alone; more need a link, a button or a field
CONSENT_LENGTH = 250
KEPT_PROSE = 60  # words outside links that a page must keep for its lists of links to be furniture
ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "dialog", "alertdialog", "complementary"})
UNWRAPPED = frozenset({"form", "fieldset", "time", "header", "label"})  # taken away with their words otherwise


def prepared(tree: html.HtmlElement) -> html.HtmlElement:
    """Give a page without consent dialogues, menus, teasers, invitations and forms.

    Args:
        tree: the page. Not changed.

    Returns:
        A copy. An element in it whose kind its markup tells (a footnote, a line with the page's dates, a heading in bold)
        says so in an attribute that ``html_shown`` reads.
    """
    made = deepcopy(tree)
    for node in list(made.iter(*UNSEEN, etree.Comment)):
        if node.tag != "head":
            drop(node)
    body = made.find("body")
    if body is None:
        return made
    words = count(body)
    for is_furniture in (_hidden, _consent, _by_role, _by_name):
        words = count(body) if _take_away(body, words, is_furniture) else words
    _unwrap(body)
    _without_links_away(body)
    without_services(body)
    mark(body)
    return made


def _take_away(body: etree._Element, words: dict[etree._Element, Words], is_furniture: Callable[[etree._Element, Words], bool]) -> int:
    """Take the furniture of one kind out of a page; return how many elements that were."""
    found = [
        node
        for node in body.iterdescendants()
        if isinstance(node.tag, str)
        and node.tag not in {"main", "article"}
        and (words[node].prose <= words[body].prose / 2 or _dialog(node))
        and is_furniture(node, words[node])
    ]
    for node in found:
        drop(node)
    return len(found)


def _hidden(node: etree._Element, _: Words) -> bool:
    return bool(HIDDEN.search(node.get("style") or "")) or node.get("hidden") is not None


def _consent(node: etree._Element, words: Words) -> bool:
    if node.tag not in PARTS or not words.all or words.all > 4 * CONSENT_LENGTH or node.find(".//h1") is not None:
        return False
    if not _dialog(node) and not CONSENT_NAMES.search(names_of(node)) and (words.all > CONSENT_LENGTH or not _agreed(node)):
        return False
    return bool(CONSENT_WORDS.search(flat(node)))


def _agreed(node: etree._Element) -> bool:
    """Tell whether a part has a button to agree to something, and is no more than what the button is about."""
    return any(AGREES.fullmatch(flat(part)) for part in node.iter("button", "a"))


def _dialog(node: etree._Element) -> bool:
    return node.tag == "dialog" or node.get("role") in {"dialog", "alertdialog"} or node.get("aria-modal") == "true"


def _by_role(node: etree._Element, words: Words) -> bool:
    return (node.get("role") in ROLES and words.prose <= 3 * SMALL_PROSE and node.find(".//h1") is None) or _dialog(node)


def _by_name(node: etree._Element, words: Words) -> bool:
    names = names_of(node)
    if node.tag not in PARTS or not names or node.find(".//h1") is not None:
        return False
    if COMMENT_NAMES.search(names):
        return True
    if not SMALL_NAMES.search(names) or words.prose > SMALL_PROSE:
        return False
    return words.all <= NAMELESS_WORDS or bool(words.linked) or next(node.iter("button", "input", "select"), None) is not None


def _unwrap(body: etree._Element) -> None:
    """Keep the words of elements that wrap a whole page in some programs: forms, headers with the title."""
    words = count(body)
    for node in list(body.iter(*UNWRAPPED)):
        whole = node.tag in {"form", "fieldset"} and words[node].prose > SMALL_PROSE
        titled = node.tag == "header" and node.find(".//h1") is not None
        if whole or titled:
            node.tag = "div"
        elif node.tag in {"time", "label"}:
            node.tag = "span"
    for node in list(body.iter("figure")):
        if next(node.iter("table", "blockquote", "p"), None) is not None and next(node.iter("figcaption"), None) is None:
            node.tag = "div"
        else:
            drop(node)


def _without_links_away(body: etree._Element) -> None:
    """Take away what only leads elsewhere, with the heading over it, unless the page is such a list itself."""
    words = count(body)
    found = [node for node in leading_away(body, words) if not (words[node].prose > words[body].prose / 2)]
    kept = words[body].prose - sum(words[node].prose for node in found)
    if kept < KEPT_PROSE:
        return
    for node in found:
        _drop_with_heading(node)
    for head in [part for part in body.iter(*HEADINGS) if RELATED.fullmatch(flat(part).rstrip(":"))]:
        if _ends(head):
            drop(head)


def _drop_with_heading(node: etree._Element) -> None:
    previous, last = node.getprevious(), _ends(node)
    if previous is not None and previous.tag in HEADINGS and not (previous.tail or "").strip() and last:
        drop(previous)
    parent = node.getparent()
    drop(node)
    while parent is not None and parent.tag not in {"body", "main", "article"}:
        left = flat(parent)
        if left and not (len(left.split()) <= NAMELESS_WORDS and any(left == flat(head) for head in parent.iter(*HEADINGS))):
            return
        parent, done = parent.getparent(), parent
        drop(done)


def _ends(node: etree._Element) -> bool:
    """Tell whether nothing, or another heading, follows among an element's siblings."""
    if (node.tail or "").strip():
        return False
    following = next((part for part in node.itersiblings() if isinstance(part.tag, str) and flat(part)), None)
    return following is None or following.tag in {"h1", *HEADINGS}
