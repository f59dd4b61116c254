"""Parse a page, however deep its elements stand in one another: no word of it is lost for that."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree, html

CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bcef]|1[0-9a-f]));", re.IGNORECASE)
DEEPEST = 200  # elements within elements; libxml2 reads no further than 256
ALONE = frozenset("br hr img input wbr script style".split())  # hold no elements: kept at any depth
BOXES = frozenset(
    "html body main article section div p li ul ol dl dd dt h1 h2 h3 h4 h5 h6 blockquote pre center address fieldset figure figcaption details "
    "summary table caption thead tbody tfoot tr td th nav header footer aside form noscript template iframe svg object select button".split()
)  # what begins a line of its own, or is left out with all that it holds


def tree_of(page: str) -> html.HtmlElement | None:
    """Parse a page; None where it has nothing but space or comments.

    Args:
        page: its text. Where elements stand deeper than the parser reads (paragraphs whose ``<font>`` is never closed make
            such pages), those beyond ``DEEPEST`` are set beside one another: the order of words stays, and none is left out.
    """
    text = CONTROLS.sub(" ", re.sub(r"^\s*<\?xml[^>]*\?>", "", page))
    parser = html.HTMLParser()
    try:
        tree = html.document_fromstring(text, parser=parser)
    except (etree.ParserError, ValueError):  # ValueError: characters that no page can have
        return None
    cut = any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log)
    return html.document_fromstring(text, parser=html.HTMLParser(target=_Shallow(), huge_tree=True)) if cut else tree


class _Shallow:
    """Builds a page from what a parser meets: boxes beyond the deepest level stand beside one another, other elements there give their words."""

    def __init__(self) -> None:
        self._made = etree.TreeBuilder(element_factory=html.html_parser.makeelement)
        self._built: list[str] = []
        self._met: list[bool] = []  # of each open element: whether it is in the tree at its own level

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        within = len(self._built) < DEEPEST or tag in ALONE
        self._met.append(within)
        if within:
            self._built.append(tag)
            self._made.start(tag, dict(attributes))
        elif tag in BOXES:
            self._beside(tag, attributes)

    def end(self, tag: str) -> None:
        if self._met.pop():
            self._made.end(self._built.pop())
        elif tag in BOXES:
            self._beside("div", {})  # what follows is no part of it

    def data(self, text: str) -> None:
        self._made.data(text)

    def close(self) -> html.HtmlElement:
        return self._made.close()

    def _beside(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._made.end(self._built.pop())
        self._built.append(tag)
        self._made.start(tag, dict(attributes))
