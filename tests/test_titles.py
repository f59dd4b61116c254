"""A document has a title that a reader would know it by; all bodies are invented."""

import pytest

from pipeline.sources import Block, Source
from pipeline.titles import title_for, two_titles

REPORT = "This report aims to give the findings of the Alder Trust Workshop for partners, held in May."
PROSE = "People spoke of trust and of what had come of it since the mill closed, and of much else."


def source(*pieces, title=None, media_type="text/plain"):
    text, blocks = "", []
    for kind, words in pieces:
        blocks.append(Block(kind, len(text), len(text) + len(words)))
        text += f"{words}\n\n"
    return Source(text, tuple(blocks), media_type, title)


HASH = "003_1b0d9b55bf20db46.txt"


@pytest.mark.parametrize(
    ("path", "pieces", "title"),
    [
        (HASH, [("heading", "1. INTRODUCTION"), ("paragraph", REPORT), ("heading", "Civic pride")], "Alder Trust Workshop"),
        (HASH, [("heading", "1. INTRODUCTION"), ("paragraph", PROSE), ("heading", "2. Civic pride")], "Civic pride"),
        (HASH, [("heading", "2. EXECUTIVE SUMMARY"), ("paragraph", PROSE)], "003_1b0d9b55bf20db46"),
        (HASH, [("heading", "Minutes:"), ("paragraph", "Trust in Alder - a talk"), ("paragraph", PROSE)], "Trust in Alder - a talk"),
        (HASH, [("heading", "Agenda item"), ("paragraph", f"Trust and Play in Alder - {PROSE}")], "Trust and Play in Alder"),
        (HASH, [("heading", "Agenda item"), ("paragraph", f"The council – {PROSE}")], "003_1b0d9b55bf20db46"),
        ("minutes forum May.txt", [("heading", "1. INTRODUCTION"), ("paragraph", REPORT)], "minutes forum May"),
    ],
)
def test_a_document_without_a_title_on_top_is_named_by_what_it_says(path, pieces, title):
    assert title_for(source(*pieces), path) == title
    assert title_for(source(*pieces, title="Its own"), path) == "Its own"


@pytest.mark.parametrize(
    ("title", "media_type", "listed"),
    [
        ("Agenda template", "text/html", True),
        ("Trust in Alder | Alder Council", "text/html", False),
        ("RE: lunch", "message/rfc822", False),
        (None, "text/html", False),
    ],
)
def test_a_title_in_a_files_data_that_is_not_its_heading_is_listed(title, media_type, listed):
    one = source(("heading", "Trust in Alder"), ("paragraph", PROSE), title=title, media_type=media_type)
    assert [row["code"] for row in two_titles("a.html", one)] == ["title-conflict"] * listed
