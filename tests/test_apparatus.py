"""What a report is furnished with is told from what it says; all words are invented."""

from __future__ import annotations

import pytest

from pipeline.apparatus import apparatus_apart
from pipeline.sources import Block

SAID = "The lamps by the mill of Overwick have not worked since the winter."
LONG = "Those who live by the mill told the forum that they cross the river in the dark, and that they have asked for lamps for years. " * 3
ENTRIES = [("contents", "Lamps 3", 2), ("contents", "Paths 5", 2), ("contents", "Wardens 9", 2)]
TEXT = [("heading", "Lamps", 3), *[("paragraph", LONG, 3)] * 9]


def kinds(*pieces: tuple[str, str, int | None]) -> list[str]:
    """Return the kinds of blocks made of a kind, words and a page."""
    text, blocks, section = "", [], None
    for kind, words, page in pieces:
        blocks.append(Block(kind, len(text), len(text) + len(words), page=page, section=section))
        section = words if kind == "heading" else section
        text += words + "\n\n"
    return [block.kind for block in apparatus_apart(text, blocks)]


def under(heading: str, *lines: str) -> list[str]:
    """Return the kinds of paragraphs under a heading."""
    return kinds(("heading", heading, None), *(("paragraph", line, None) for line in lines))[1:]


@pytest.mark.parametrize(
    ("heading", "line", "kind"),
    [
        ("APPENDIX 7: ACRONYMS", "HLA Holm Lamp Alliance", "boilerplate"),
        ("9. Glossary of terms", "Warden: who keeps the lamps", "boilerplate"),
        ("Glossary", "A warden is someone who keeps the lamps of a village.", "boilerplate"),
        ("Commission Staff", "The staff of the commission are Ada Holm (Clerk) and Ben Poole.", "boilerplate"),
        ("Contact details", "All letters go to the clerk, The Mill, Overwick.", "boilerplate"),
        ("Recent reports from the Overwick Forum", "2nd Report Lamps and paths: an update", "contents"),
        ("References", "Holm, A. (2009) Lamps of the valley. Poole Press.", "contents"),
    ],
)
def test_entries_of_lists_at_a_reports_end_are_no_evidence(heading: str, line: str, kind: str) -> None:
    assert under(heading, line, line) == [kind, kind]


@pytest.mark.parametrize(
    ("heading", "line"),
    [
        ("Glossary", SAID),
        ("Glossary", LONG),
        ("Reports from working groups", "Lamps and paths: an update"),
        ("Recent reports from the Overwick Forum", SAID),
        ("References", "The item of lamps was referred back to the wardens."),
        ("Staff", "Two wardens left in the spring"),
        ("Contact with neighbours", "Few know who lives next door"),
    ],
)
def test_what_a_report_says_under_like_headings_stays(heading: str, line: str) -> None:
    assert under(heading, line) == ["paragraph"]


def test_a_list_ends_with_the_first_block_that_is_no_entry() -> None:
    assert under("Glossary", "Warden: who keeps the lamps", LONG, "Lamp: of oil") == ["boilerplate", "paragraph", "paragraph"]


def test_short_paragraphs_before_the_contents_are_boilerplate() -> None:
    front = [
        ("paragraph", "The Overwick Forum was set up to look at lamps.", 1),
        ("heading", "Parliament of Mills", 1),
        ("paragraph", "Ask the clerk.", 1),
    ]
    assert kinds(*front, ("heading", "Contents", 2), *ENTRIES, *TEXT)[:3] == ["boilerplate", "heading", "boilerplate"]


@pytest.mark.parametrize(
    ("heading", "kind", "words"),
    [
        ("The forum", "paragraph", LONG),
        ("The forum", "paragraph", "“The lamps never work.”"),
        ("The forum", "list_item", "Lamps have not worked"),
        ("Foreword", "paragraph", SAID),
        ("Summary", "paragraph", SAID),
    ],
)
def test_what_says_something_before_the_contents_stays(heading: str, kind: str, words: str) -> None:
    assert kinds(("heading", heading, 1), (kind, words, 1), ("heading", "Contents", 2), *ENTRIES, *TEXT)[1] == kind


def test_where_there_are_no_pages_or_no_contents_all_stays() -> None:
    said = ("paragraph", SAID, None)
    unpaged = [(kind, words, None) for kind, words, _ in [*ENTRIES, *TEXT]]
    assert kinds(said, ("heading", "Contents", None), *unpaged)[0] == "paragraph"
    assert kinds(("paragraph", SAID, 1), *TEXT)[0] == "paragraph"


def test_how_to_read_a_report_stands_under_its_contents() -> None:
    note = ("paragraph", "E 1 is evidence in writing.", 2)
    assert kinds(("heading", "Contents", 2), *ENTRIES, note, *TEXT)[4] == "boilerplate"
    assert kinds(("heading", "Contents", 2), *ENTRIES, ("paragraph", LONG, 2), *TEXT)[4] == "paragraph"
    assert kinds(("heading", "Contents", 2), *ENTRIES, ("paragraph", SAID, 3), ("heading", "Lamps", 3), *TEXT)[4] == "paragraph"
    assert kinds(("heading", "Contents", 2), *ENTRIES, note, ("heading", "Lamps", 2), *TEXT)[4] == "paragraph"
