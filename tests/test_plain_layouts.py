"""One report laid out in the ways that text files come: its paragraphs and headings come back, and what is cited is known."""

import re
import textwrap
from collections import Counter, defaultdict
from itertools import pairwise

import pytest
from plain_layouts import LATER, LAYOUTS, report, truth

from pipeline.config import Ingest
from pipeline.importers.plain import blocks, read

SEEDS = range(5)
BODY = frozenset({"heading", "paragraph", "list_item"})
EXACT = defaultdict(lambda: 0.99) | {
    # without blank lines or indents nothing shows the end of a paragraph whose last line is full
    "wrapped at 78, none blank": 0.92,
    "broken words, none blank": 0.94,
    "every line followed by a blank one": 0.94,
    "first lines indented, none blank": 0.97,
    "tabs before first lines, wrapped at 64": 0.97,
    # nor, where a page ends with a sentence, whether its paragraph does
    "form feeds inside paragraphs, numbers alone": 0.91,
    "page number within a running line": 0.98,
    "form feeds, odd and even heads, roman spaces": 0.94,
    "spaced out, form feeds": 0.91,
}


def read_text(text, folder):
    path = folder / "a.txt"
    path.write_text(text, encoding="utf-8", newline="")
    return read(path, Ingest())[0]


def plain(text):
    """Write words as they were before they were laid out: no bullets, numbers, broken words."""
    whole = re.sub(r"(?<=[a-z])-\n\s*(?=[a-z])", "", text.strip())
    return " ".join(re.sub(r"^(?:[•*o–-]|\(a\)|\d+\.\d*)\s+", "", whole).split())


@pytest.mark.parametrize("layout", [*LAYOUTS, *LATER])
def test_paragraphs_headings_and_items_come_back_as_they_were_meant(layout, tmp_path):
    exact, all_parts = 0, 0
    for seed in SEEDS:
        parts = truth(layout, report(seed))
        source = read_text((LAYOUTS | LATER)[layout](report(seed)), tmp_path)
        found = {(block.kind, plain(source.text[block.start : block.end])) for block in source.blocks}
        exact += sum((part.kind, plain(part.text)) in found for part in parts)
        all_parts += len(parts)
    assert exact / all_parts >= EXACT[layout]


@pytest.mark.parametrize("layout", [*LAYOUTS, *LATER])
def test_no_word_of_the_body_is_taken_for_page_furniture(layout):
    text = (LAYOUTS | LATER)[layout](report(7))
    kept = plain(" ".join(text[block.start : block.end] + "\n" for block in blocks(text) if block.kind in BODY))
    for part in report(7):
        assert all(kept.count(word) for word in part.text.split())
    lost = [text[block.start : block.end] for block in blocks(text) if block.kind not in BODY]
    assert all(re.search(r"\d|Tarnbeck", line) for line in lost)


def test_pages_are_cited_where_form_feeds_tell_them_and_nowhere_else(tmp_path):
    paged = read_text("The first page says one thing.\n\fThe second page says another.\n\f\nThe third says a third thing.\n\f", tmp_path)
    assert [block.page for block in paged.blocks] == [1, 2, 3]
    assert paged.n_pages == 3
    numbered = read_text(LAYOUTS["page numbers without form feeds"](report(1)), tmp_path)
    assert {block.page for block in numbered.blocks} == {None}
    assert numbered.n_pages is None
    chapters = read_text("word " * 4000 + "\n\f" + "word " * 4000, tmp_path)
    assert (chapters.n_pages, {block.page for block in chapters.blocks}) == (None, {None})


def test_a_line_set_in_after_the_end_of_a_sentence_begins_a_paragraph(tmp_path):
    first = (
        "The members heard that the baths at Tarnbeck are used by the schools in the mornings and by nobody after the swimming club has left at nine."
    )
    then = "Nobody asked the swimmers what hours would suit them, and the manager said that the boiler is lit at five whether anybody comes or not."
    lines = [*textwrap.wrap(first, 70), *(f" {line}" if n == 0 else line for n, line in enumerate(textwrap.wrap(then, 70)))]
    source = read_text("\n".join([*textwrap.wrap(f"{then} {first}", 70), "", *lines]) + "\n", tmp_path)
    assert [" ".join(source.text[b.start : b.end].split()) for b in source.blocks] == [f"{then} {first}", first, then]


def test_prose_in_capitals_is_prose_and_a_heading_in_capitals_among_it_a_heading():
    said = "THE COUNCIL OF TARNBECK WAS TOLD THAT THE BATHS WOULD CLOSE. RESIDENTS ASKED WHY NOBODY HAD SAID SO BEFORE THE VOTE, AND WHETHER THE WATER COULD"
    kept, sold = textwrap.wrap(said + " BE KEPT.", 76), textwrap.wrap(said + " BE SOLD.", 76)
    shout = "\n".join(["NEW BATHS", *kept, "", "WHAT CAME NEXT", *sold])
    quiet = "\n\n".join(
        textwrap.fill(f"This was said by speaker number {n}, who went on about it at some length and sat down when he was asked to.", 76)
        for n in range(30)
    )
    text = shout + "\n\n" + quiet
    found = [(block.kind, " ".join(text[block.start : block.end].split())) for block in blocks(text)][:4]
    assert found == [
        ("heading", "NEW BATHS"),
        ("paragraph", " ".join(kept)),
        ("heading", "WHAT CAME NEXT"),
        ("paragraph", " ".join(sold)),
    ]


def test_numbered_chapters_are_headings_though_their_numbers_count():
    text = "\n\n".join(f"Chapter {n}\n\nWhat was said in the hall on evening {n} filled many pages of the book that was kept." for n in range(1, 9))
    assert [block.kind for block in blocks(text)] == ["heading", "paragraph"] * 8


VILLAGES = ("Overwick", "Nether Poole", "Elmbridge", "Tarnbeck Green")


def pages_of(rest, feed):
    """Set four pages, each parted from the next within a sentence."""
    return "".join(
        f"Residents of {village} told the panel that the last bus leaves it\nlong before the {village} shops close, and that the\n\n"
        f"{n}\n{feed}Tarnbeck Listening Exercise\n\n{rest} from {village} has to be paid for out of what is left.\n\nThis is how {village} lives.\n"
        for n, village in enumerate(VILLAGES, 1)
    )


@pytest.mark.parametrize("feed", ["", "\f"])
@pytest.mark.parametrize("rest", ["taxi home", "Saturday taxi"])
def test_a_paragraph_that_a_pages_end_parts_is_one_block_before_the_furniture(rest, feed, tmp_path):
    source = read_text(pages_of(rest, feed), tmp_path)
    shown = [(block.kind, " ".join(source.text[block.start : block.end].split()), block.page) for block in source.blocks]
    pages = [n if feed else None for n in range(1, 6)]
    for n, village in enumerate(VILLAGES, 1):
        told = f"Residents of {village} told the panel that the last bus leaves it long before the {village} shops close, and that the"
        assert shown[4 * n - 4 : 4 * n] == [
            ("paragraph", f"{told} {rest} from {village} has to be paid for out of what is left.", pages[n - 1]),
            ("boilerplate", str(n), pages[n - 1]),
            ("boilerplate", "Tarnbeck Listening Exercise", pages[n]),
            ("paragraph", f"This is how {village} lives.", pages[n]),
        ]
    assert source.n_pages == (5 if feed else None)
    assert [source.text.count("\f", 0, block.start) + 1 for block in source.blocks if feed] == [page for _, _, page in shown if feed]


@pytest.mark.parametrize("layout", [*LAYOUTS, *LATER])
def test_blocks_follow_one_another_and_hold_all_that_the_file_says(layout, tmp_path):
    text = (LAYOUTS | LATER)[layout](report(3))
    source = read_text(text, tmp_path)
    assert Counter(source.text.split()) == Counter(text.split())
    assert source.text.count("\f") == text.count("\f")
    assert all(a.end <= b.start for a, b in pairwise(source.blocks))
    covered = "".join(source.text[block.start : block.end] for block in source.blocks)
    assert "".join(covered.split()) == "".join(source.text.split())


@pytest.mark.parametrize("after", ["2. Homes and rents", "• taxis on weekdays", "Venue: the old baths"])
def test_what_begins_after_the_furniture_is_not_joined(after, tmp_path):
    text = "".join(
        f"Residents of {village} told the panel that the last bus leaves it\nlong before the shops of {village} close, which is how it has been\n\n{n}\n\n"
        f"{after}\n\nThis is how {village} lives.\n\n"
        for n, village in enumerate(VILLAGES, 1)
    )
    source = read_text(text, tmp_path)
    assert sum(source.text[block.start : block.end].startswith(after) for block in source.blocks) == 4


def test_items_whose_bullets_were_lost_are_items_where_a_colon_leads_to_them_and_they_are_set_in():
    text = (
        "The forum of Elmbridge met in the hall of the old mill, and those who came were asked\n"
        "what they made of the village. There are three things that a village needs, they said:\n"
        " Room for people of all ages to meet (for\n"
        "example in the hall, the school and the church)\n"
        " People knowing their neighbours\n"
        " People trusting one another, and those who work for the county or the\n"
        "district, to act fairly.\n"
        " And two ways of living together:\n"
        " A shared view of what may come\n"
        " A path that leads from the mill to the hall, along which people of all of the villages may\n"
        "walk.\n"
        "What is the forum of Elmbridge?\n"
        "The forum of Elmbridge was asked by the council to look at how people of the village of\n"
        "Overwick live with those of Nether Poole, which lies on the other side of the water.\n"
    )
    found = [(block.kind, text[block.start : block.end].split(maxsplit=1)[0]) for block in blocks(text)]
    half = [
        ("paragraph", "The"),
        *(("list_item", word) for word in ("Room", "People", "People")),
        ("paragraph", "And"),
        *(("list_item", word) for word in ("A", "A")),
        ("heading", "What"),
        ("paragraph", "The"),
    ]
    assert found == half
