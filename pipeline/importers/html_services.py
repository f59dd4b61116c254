"""Take the links out of a page that only serve its reader: back to the top, print, share."""

from __future__ import annotations

import re

from lxml import etree

from pipeline.importers.html_marks import drop
from pipeline.importers.html_names import INVITES
from pipeline.importers.html_words import flat

STAYS = re.compile(r"#|javascript:|mailto:\?|$", re.IGNORECASE)  # where such a link leads: nowhere else
SHARES = re.compile(r"[/.](?:sharer?|sharing|intent|share-offsite|submit|pin/create)\b", re.IGNORECASE)
MARKS = " \t\r\n^↑▲⇧«‹[]().!"
BEFORE = re.compile(r"(?:^|[.!?:;…|·•/\])”\"’'])\s*$")
AFTER = re.compile(r"\s*(?:$|[|·•/(\[“\"‘'A-Z])")
PARTS = re.compile(r"^\s*[|·•/]\s*")


def without_services(body: etree._Element) -> None:
    """Drop links whose words only serve the reader, alone or at either end of a sentence. Changes the page."""
    for link in [part for part in body.iter("a", "button") if _serves(part) and _apart(part)]:
        link.tail = PARTS.sub(" ", link.tail or "")
        drop(link)


def _serves(link: etree._Element) -> bool:
    href = (link.get("href") or "").strip()
    return bool((STAYS.match(href) or SHARES.search(href)) and INVITES.fullmatch(flat(link).strip(MARKS)))


def _apart(link: etree._Element) -> bool:
    """Tell whether a link is no part of the sentence that it stands beside."""
    previous = link.getprevious()
    parent = link.getparent()
    before = (previous.tail if previous is not None else parent.text if parent is not None else "") or ""
    ends = BEFORE.search(before) or (not before.strip() and (previous is None or previous.tag in {"a", "br", "button"}))
    return bool(ends and AFTER.match(link.tail or ""))
