"""Find what leads away from a page: blocks of teasers that repeat one shape, menus, lists of links to other pages."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipeline.importers.html_names import CLOCK, CRUMBS, CUT_OFF, FILES, RELATED
from pipeline.importers.html_words import Words, flat

HEADINGS = ("h2", "h3", "h4", "h5", "h6")
CONTAINERS = frozenset("div section ul ol table tbody tr td p center aside font span dl details".split())
TEASERS = 3  # headlines that lead to other pages make a block of teasers
BLURB_WORDS = 45  # a longer text between two headlines is prose
LEAD_WORDS = 15  # a title over the block
MENU_LINKS, MENU_SHARE, MENU_WORDS = 3, 0.75, 4  # links, share of words in them, words of each on average
LIST_SHARE, LONE_SHARE = 0.5, 0.9  # of the words of each item; of a lone item's
BUTTON_WORDS = 6


def leading_away(body: etree._Element, words: dict[etree._Element, Words]) -> Iterator[etree._Element]:
    """Yield the largest elements that only lead to other pages, outermost first; nothing inside one that is yielded."""
    waiting = list(reversed(body))
    while waiting:
        node = waiting.pop()
        if not isinstance(node.tag, str) or not words[node].linked:
            continue
        if node.tag not in CONTAINERS:
            waiting.extend(reversed(node))
            continue
        if _is_teasers(node) or any(test(node, words) for test in (_is_menu, _is_list, _is_trail, _is_button)):
            yield node
        else:
            waiting.extend(reversed(node))


def leads_away(link: etree._Element) -> bool:
    """Tell whether a link goes to another page: not within this one, not to a file, not to a mail program."""
    href = (link.get("href") or "").strip()
    return bool(href) and not href.startswith(("#", "mailto:", "tel:")) and not FILES.search(href)


def _headlines(node: etree._Element) -> list[etree._Element]:
    found = []
    for head in node.iter(*HEADINGS):
        links = [link for link in head.iter("a") if leads_away(link)]
        if links or any(leads_away(above) for above in head.iterancestors("a")):
            found.append(head)
    return found


def _is_teasers(node: etree._Element) -> bool:
    """Tell whether headlines that lead to other pages repeat one shape: a picture, a day or a short blurb with each, and no prose."""
    heads = _headlines(node)
    if len(heads) < TEASERS or node.find(".//h1") is not None:
        return False
    gaps = _gaps(node, heads)
    if len(gaps[0].split()) > LEAD_WORDS or any(len(gap.split()) > BLURB_WORDS for gap in gaps[1:]):
        return False
    pictured = len(list(node.iter("img"))) >= len(heads) / 2
    shown = sum(1 for gap in gaps[1:] if CLOCK.search(gap) or CUT_OFF.search(gap) or len(gap.split()) <= LEAD_WORDS)
    return pictured or shown >= len(heads) / 2 or _is_titled(node)


def _gaps(node: etree._Element, heads: list[etree._Element]) -> list[str]:
    """Return the text before the first headline, between each two, and after the last."""
    gaps, starts, inside = [""], set(heads), {part for head in heads for part in head.iter()}
    for event, part in etree.iterwalk(node, events=("start", "end")):
        if event == "start" and part in starts:
            gaps.append("")
        text = part.text if event == "start" and part not in inside and isinstance(part.tag, str) else None
        text = part.tail if event == "end" and part is not node and (part not in inside or part in starts) else text
        gaps[-1] += f" {text}" if text and text.strip() else ""
    return gaps


def _is_titled(node: etree._Element) -> bool:
    first = next((head for head in node.iter(*HEADINGS)), None)
    return first is not None and bool(RELATED.fullmatch(flat(first).rstrip(":")))


def _is_menu(node: etree._Element, words: dict[etree._Element, Words]) -> bool:
    links = [link for link in node.iter("a") if link.get("href")]
    if len(links) < MENU_LINKS or words[node].linked < MENU_SHARE * words[node].all or any(FILES.search(link.get("href")) for link in links):
        return False
    short = words[node].linked <= MENU_WORDS * len(links) or all(link.get("href").startswith("#") for link in links)
    return short and not introduced(node) and node.find(".//h1") is None


def _is_list(node: etree._Element, words: dict[etree._Element, Words]) -> bool:
    """Tell whether a list has nothing but links to other pages, and neither a heading nor a sentence leads to it."""
    if node.tag not in {"ul", "ol"}:
        return False
    items = [item for item in node if item.tag == "li"]
    away = [item for item in items if any(leads_away(link) for link in item.iter("a")) and words[item].linked >= LIST_SHARE * words[item].all]
    least = LIST_SHARE if len(items) > 1 else LONE_SHARE
    return words[node].linked >= least * words[node].all and len(away) == len(items) and not introduced(node) and not _under_heading(node)


def _is_button(node: etree._Element, words: dict[etree._Element, Words]) -> bool:
    """Tell whether a line of its own is one short link to another page."""
    if node.tag not in {"div", "p", "center"} or words[node].all > BUTTON_WORDS or words[node].prose or introduced(node):
        return False
    around = (node.getparent(), *node.iter())
    return all(leads_away(link) for link in node.iter("a")) and not any(part.tag in {"h1", "td", *HEADINGS} for part in around)


def _is_trail(node: etree._Element, words: dict[etree._Element, Words]) -> bool:
    """Tell whether an element is the way to this page: Home > Council > Minutes."""
    if words[node].all > 40 or any(isinstance(part.tag, str) and part.tag in HEADINGS for part in node.iter()):
        return False
    return bool(CRUMBS.fullmatch(" ".join(_with_links_as_marks(node).split())))


def _with_links_as_marks(node: etree._Element) -> str:
    text = node.text or ""
    for part in node:
        text += "\0" if part.tag == "a" and part.get("href") else _with_links_as_marks(part) if isinstance(part.tag, str) else ""
        text += part.tail or ""
    return text


def before(node: etree._Element) -> etree._Element | None:
    """Return the element before a node, or before what it is the first part of."""
    for place in (node, *node.iterancestors()):
        previous = next((found for found in place.itersiblings(preceding=True) if isinstance(found.tag, str) and flat(found)), None)
        if previous is not None:
            return previous
    return None


def introduced(node: etree._Element) -> bool:
    """Tell whether a sentence that ends with a colon leads to a node."""
    text = (node.getparent().text or "") if node.getparent() is not None and node.getparent().index(node) == 0 else ""
    previous = node.getprevious()
    tail = (previous.tail or "") if previous is not None else ""
    found = before(node)
    return (tail.strip() or text.strip() or (flat(found) if found is not None else "")).endswith(":")


def _under_heading(node: etree._Element) -> bool:
    found = before(node)
    return found is not None and found.tag in HEADINGS and not RELATED.fullmatch(flat(found).rstrip(":"))
