"""One report laid out in the ways that text files come: its paragraphs and headings come back, and what is cited is known."""

import re
import textwrap
from collections import defaultdict

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
    # a paragraph that a page's end parts is two blocks, with the furniture between them
    "form feeds, head and Page n of m": 0.95,
    "form feeds inside paragraphs, numbers alone": 0.88,
    "page numbers without form feeds": 0.97,
    "page number within a running line": 0.97,
    "form feeds, odd and even heads, roman spaces": 0.93,
    "spaced out, form feeds": 0.91,
}


def plain(text):
    """Write words as they were before they were laid out: no bullets, numbers, broken words."""
    whole = re.sub(r"(?<=[a-z])-\n\s*(?=[a-z])", "", text.strip())
    return " ".join(re.sub(r"^(?:[•*o–-]|\(a\)|\d+\.\d*)\s+", "", whole).split())


@pytest.mark.parametrize("layout", [*LAYOUTS, *LATER])
def test_paragraphs_headings_and_items_come_back_as_they_were_meant(layout):
    exact, all_parts = 0, 0
    for seed in SEEDS:
        parts = truth(layout, report(seed))
        text = (LAYOUTS | LATER)[layout](report(seed))
        found = {(block.kind, plain(text[block.start : block.end])) for block in blocks(text)}
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
    def read_text(text):
        path = tmp_path / "a.txt"
        path.write_text(text, encoding="utf-8")
        return read(path, Ingest())[0]

    paged = read_text("The first page says one thing.\n\fThe second page says another.\n\f\nThe third says a third thing.\n\f")
    assert [block.page for block in paged.blocks] == [1, 2, 3]
    assert paged.n_pages == 3
    numbered = read_text(LAYOUTS["page numbers without form feeds"](report(1)))
    assert {block.page for block in numbered.blocks} == {None}
    assert numbered.n_pages is None
    chapters = read_text("word " * 4000 + "\n\f" + "word " * 4000)
    assert (chapters.n_pages, {block.page for block in chapters.blocks}) == (None, {None})


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
