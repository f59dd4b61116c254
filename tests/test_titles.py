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


def paged(*pieces):
    """Make a document of blocks with their page and level."""
    text, blocks = "", []
    for kind, words, page, level in pieces:
        blocks.append(Block(kind, len(text), len(text) + len(words), page=page, level=level))
        text += f"{words}\n\n"
    return text, tuple(blocks)


@pytest.mark.parametrize("given", ["HOUSE OF ALDER", "Alder Borough Council", None])
def test_the_largest_heading_of_the_first_page_that_is_no_bodys_name_is_the_title(given):
    text, blocks = paged(
        ("heading", "HOUSE OF ALDER", 1, 3),
        ("heading", "Play Committee", 1, 2),
        ("heading", "2nd Report of Session 2010–12", 1, 2),
        ("heading", "Streets for Play", 1, 1),
        ("heading", "Report", 1, 2),
        ("heading", "CHAPTER ONE", 3, 1),
    )
    assert title_for(Source(text, blocks, "application/pdf", given), "05_streets_report.pdf") == "Streets for Play"


def test_a_heading_on_the_first_page_goes_before_a_files_name():
    text, blocks = paged(("paragraph", "Alder", 1, None), ("heading", "Policy paper", 1, 4), ("heading", "Answer to the Report on Play", 1, 2))
    assert title_for(Source(text, blocks, "application/pdf"), "04_play_answer.pdf") == "Answer to the Report on Play"


@pytest.mark.parametrize("label", ["Policy paper", "Consultation outcome", "Guidance", "Report"])
def test_a_label_of_a_kind_of_paper_is_no_title_where_another_heading_of_the_first_page_is(label):
    text, blocks = paged(("heading", label, 1, 4), ("heading", "Streets for Play", 1, 1), ("paragraph", PROSE, 1, None), ("heading", "Aims", 2, 1))
    assert title_for(Source(text, blocks, "application/pdf", label), "a.pdf") == "Streets for Play"
    text, blocks = paged(("heading", label, 1, None), ("heading", "Streets for Play", 1, None), ("paragraph", PROSE, 1, None))
    assert title_for(Source(text, blocks, "application/pdf", label), "a.pdf") == "Streets for Play"
    text, blocks = paged(("heading", label, 1, 4), ("paragraph", PROSE, 1, None), ("heading", "Aims of play", 2, 1))
    assert title_for(Source(text, blocks, "application/pdf", label), "a.pdf") == label


def test_a_title_that_names_its_subject_stays_whatever_is_larger():
    text, blocks = paged(("heading", "Alder for all", 1, 2), ("heading", "Streets", 1, 1))
    assert title_for(Source(text, blocks, "application/pdf", "Alder for all"), "a.pdf") == "Alder for all"


@pytest.mark.parametrize(
    ("title", "after", "whole"),
    [
        ("Oral evidence: Trust in towns, HC", "245", "Oral evidence: Trust in towns, HC 245"),
        ("Trust in towns, Cm", "1234", "Trust in towns, Cm 1234"),
        ("Trust in towns", "245", "Trust in towns"),
        ("Trust in towns, HC", "Wednesday 18 June", "Trust in towns, HC"),
    ],
)
def test_the_number_of_a_paper_that_stands_apart_is_of_its_title(title, after, whole):
    assert title_for(source(("heading", title), ("boilerplate", after), ("paragraph", PROSE), title=title), "a.pdf") == whole


@pytest.mark.parametrize("generic", ["Agenda item", "Minutes", "Issue - meetings", "Home", "Decision details", "Issue details"])
def test_a_title_that_every_page_of_a_site_has_gives_way_to_the_next_heading(generic):
    pieces = [("heading", generic), ("heading", "Cohesion plan for the ward"), ("paragraph", PROSE)]
    assert title_for(source(*pieces, title=generic, media_type="text/html"), "page.html") == "Cohesion plan for the ward"
    assert title_for(source(pieces[0], pieces[2], title=generic, media_type="text/html"), "page.html") == generic
    assert title_for(source(pieces[0], title=generic, media_type="text/html"), "page.html") == generic
