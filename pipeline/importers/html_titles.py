"""Title a page: by its first heading, or where every page of its site has that one, by what the page calls itself."""

from __future__ import annotations

import re

from lxml import html

from pipeline.structure_rules import ORGANISATION
from pipeline.whole_document import GENERIC

PARTS = re.compile(r"(\s+[|–—»·-]\s+|\s*\|\s*|\s*::\s*)")
SERVES = re.compile(  # headings over what a page offers, whatever it is about
    r"(?:related |supporting |meeting |background |useful )?(?:downloads?|documents?|attachments?|files?|links?|papers|information|pages|content)|"
    r"(?:contact|follow|about) us|contacts?|contact details|contents|navigation|menu|search|share(?: this page)?|in this section|more information|"
    r"cookies?|news|latest news|quick links|lawrlwythiadau|dogfennau|cysylltu(?: â ni)?",
    re.IGNORECASE,
)
SITE = "//meta[@property='og:site_name' or @name='application-name' or @name='og:site_name']/@content"


def page_title(tree: html.HtmlElement) -> str:
    """Return a page's title; empty where it gives none.

    Args:
        tree: the page. Not changed.

    Returns:
        Its first heading; but its ``title``, less the name of the site, where it has no such heading, or one that names a kind
        of page only (Agenda item) and none below it that names a subject. A title of such words and the site's name only is given whole.
    """
    heading = _flat(tree.xpath("string(//h1[1])"))
    generic = GENERIC.fullmatch(heading) and not any(_names_subject(_flat(part.text_content())) for part in tree.iter("h2"))
    if heading and not generic:
        return heading
    whole = _flat(tree.xpath("string(//title)"))
    own = _without_site(whole, {_flat(name).casefold() for name in tree.xpath(SITE)})
    return own or (whole if heading.casefold() in whole.casefold() else heading)


def _names_subject(heading: str) -> bool:
    return bool(heading) and not (GENERIC.fullmatch(heading) or SERVES.fullmatch(heading))


def _without_site(title: str, sites: set[str]) -> str:
    """Take the site's name off a title, and what names a kind of page only: both are known by evidence, never by their place.

    >>> _without_site("Agenda item - Trust in towns - Overwick Borough Council", set())
    'Trust in towns'
    """
    first, *others = PARTS.split(title)
    parts = [("", first), *zip(others[::2], others[1::2], strict=True)]
    kept = [(mark, part) for mark, part in parts if not (part.casefold() in sites or GENERIC.fullmatch(part) or ORGANISATION.fullmatch(part))]
    return "".join(f"{mark if number else ''}{part}" for number, (mark, part) in enumerate(kept))


def _flat(text: str) -> str:
    return " ".join(text.split())
