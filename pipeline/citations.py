"""Cite a passage: document, date, page, paragraph, item, and who speaks or quotes, as far as the document lets people be named."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pandas as pd

from pipeline.wording import one_line

# Offices by which somebody is called in a public meeting; with [attribution] role they stand, and the name does not.
ROLE = re.compile(
    r"(?:(?:vice|deputy|acting|interim|lord|lady|assistant|chief|senior|head|director|leader|cabinet|"
    r"executive|borough|county|city|town|parish|police)[ -])*"
    r"(?:chair(?:man|woman|person)?|convenor|president|mayor(?:ess)?|provost|councillor|cllr|alderman|leader|mp|minister|secretary|clerk|treasurer|"
    r"inspector|superintendent|constable|sergeant|commissioner|officer|director|manager|executive|member|delegate|resident|pupil|student|teacher|"
    r"headteacher|principal|imam|rabbi|canon|vicar|reverend|bishop|doctor|dr|nurse|warden|facilitator|witness|chief|solicitor|planner|editor)\b",
    re.IGNORECASE,
)
ITEM = re.compile(r"(?:agenda )?(?:item|minute|question|q)\s*(?:no\.?\s*)?\d[\w./]*|\d{1,3}(?:\.\d{1,3})*[A-Za-z]?(?=[.):]?\s|$)", re.IGNORECASE)
MINUTED = ("minutes", "agenda")  # source types whose numbered headings are items
OF_DOCUMENT = ("title", "reference", "document_id", "date", "publisher", "source_type")
RESPONSE = "Response {number} of {file}"  # how a person's response is named in what is published
NUMBERED = re.compile(r"Response \d+ of .+", re.DOTALL)
SHORT = {"cllr": "councillor", "dr": "doctor"}


def cite(row: Any) -> str:
    """Write the citation of a passage.

    Args:
        row: title, reference, document_id, date, publisher, page, paragraph, section, source_type and voice of it, and ``said_by``: see
            ``speaker_shown``.

    Returns:
        Reference and title, or the title and in brackets the document_id; of a response that is named by its number, the title alone; date;
        page where the file knows it; paragraph; item of an agenda; who speaks; and for words of another who quotes them.
    """
    parts = [named(row), "undated" if pd.isna(row.date) else row.date]
    if not pd.isna(row.page):
        parts.append(f"page {int(row.page)}")
    parts.append(f"paragraph {row.paragraph}")
    parts.extend(filter(None, [item_of(row.section, row.source_type), row.said_by]))
    if row.voice == "quoted by another":
        parts.append(f"as quoted by {row.title if pd.isna(row.publisher) else row.publisher}")
    return ", ".join(parts)


def named(row: Any) -> str:
    """Return with what a citation begins: reference and title, or the title with the document_id or, of a numbered response, alone."""
    if not pd.isna(row.reference):
        return f"{row.reference}: {row.title}"
    return str(row.title) if NUMBERED.fullmatch(row.title) else f"{row.title} [{row.document_id}]"


def citation_of(row: Any, document: Any) -> str:
    """Cite a segment of a document, in one way wherever it is cited: by a quote, the grid, the explorer, or beside a claim.

    Args:
        row: page, paragraph, section, voice and speaker of it.
        document: title, reference, document_id, date, publisher, source_type and attribution; it may be the same row.
    """
    of_document = {name: getattr(document, name) for name in OF_DOCUMENT}
    of_segment = {name: getattr(row, name) for name in ("page", "paragraph", "section", "voice")}
    said_by = speaker_shown(row.speaker, document.attribution) or ""
    return one_line(cite(SimpleNamespace(**of_document, **of_segment, said_by=said_by)))


def speaker_shown(speaker: object, attribution: object) -> str | None:
    """Return who is shown to speak: the name where people may be named, the office where roles may, else None.

    >>> speaker_shown("Councillor Ida Quell", "named"), speaker_shown("Cllr Ida Quell", "role"), speaker_shown("Ida Quell", "role")
    ('Councillor Ida Quell', 'councillor', None)
    """
    if not isinstance(speaker, str) or not speaker:
        return None
    if attribution == "named":
        return speaker
    office = ROLE.match(speaker.removeprefix("The ").removeprefix("the ")) if attribution == "role" else None
    return SHORT.get(office[0].casefold(), office[0].casefold()) if office else None


def item_of(section: object, source_type: object) -> str:
    """Return the item of a meeting under which a passage stands; empty where its headings give none.

    >>> item_of("Minutes > 7. Buses", "minutes"), item_of("Minutes > Item 4b: Buses", None), item_of("3. Afternoon", "report")
    ('item 7', 'Item 4b', '')
    """
    for heading in reversed(section.split(" > ") if isinstance(section, str) else []):
        found = ITEM.match(heading)
        if found and not found[0][0].isdigit():
            return found[0].rstrip(".")
        if found and source_type in MINUTED:
            return f"item {found[0]}"
    return ""
