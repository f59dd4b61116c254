"""Lists of contents without page numbers are known by the headings that they name; all words are invented."""

from __future__ import annotations

from pipeline.contents_lists import contents_listed
from pipeline.sources import Block

SAID = "The lamps by the mill of Overwick have not worked since the winter."
LISTED = ["Section 1 Lamps", "Section 2 Paths to the mill, and who mends them", "Section 3 The hall", "Section 4 Wardens"]
BODY = ["1. Lamps", SAID, "2. Paths to the mill", SAID, "3. The Hall", SAID, "4. Wardens", SAID]


def kinds(*lines: str, pages: tuple[int, ...] = ()) -> list[str]:
    """Return the kinds of lines: what ends with a full stop is a paragraph, else a heading."""
    text, blocks = "", []
    for n, line in enumerate(lines):
        kind = "paragraph" if line.endswith(".") or " and who " in line else "heading"
        blocks.append(Block(kind, len(text), len(text) + len(line), page=pages[n] if pages else None))
        text += line + "\n\n"
    return [block.kind for block in contents_listed(text, blocks)]


def test_entries_that_are_headings_further_on_are_contents_and_what_stands_between_them_too() -> None:
    assert kinds("Contents", *LISTED, *BODY) == ["heading", *["contents"] * 4, *["heading", "paragraph"] * 4]


def test_what_follows_the_last_entry_that_is_a_heading_is_none() -> None:
    assert kinds("Contents", *LISTED, "Short words", *BODY)[4:7] == ["contents", "heading", "heading"]


def test_headings_alone_under_contents_are_none_where_no_heading_has_their_words() -> None:
    assert kinds("Contents", "Lamps", "Paths", "Hall", SAID) == ["heading"] * 4 + ["paragraph"]


def test_a_text_that_begins_with_its_first_entry_stays() -> None:
    entries = ["Lamps", "Paths", "Hall"]
    assert kinds("Contents", *entries, "Lamps", "Of oil", SAID, "Paths", SAID, "Hall", SAID)[1:7] == ["contents"] * 3 + [
        "heading",
        "heading",
        "paragraph",
    ]


def test_the_heading_over_the_first_prose_is_the_texts_own() -> None:
    body = ["Before we begin", SAID, "Lamps", SAID, "Paths", SAID, "Hall", SAID, "Before we begin", SAID]
    assert kinds("Contents", "Lamps", "Paths", "Hall", *body)[1:5] == ["contents"] * 3 + ["heading"]


def test_an_entry_that_comes_twice_in_a_list_ends_it_not_on_its_page() -> None:
    listed = ["Lamps", "What we heard", "Paths", "What we heard"]
    body = ["Lamps", SAID, "What we heard", SAID, "Paths", SAID, "What we heard", SAID]
    assert kinds("Contents", *listed, *body, pages=(1,) * 5 + (2,) * 8)[1:6] == ["contents"] * 4 + ["heading"]


def test_without_a_heading_contents_there_is_no_list() -> None:
    assert kinds("What follows", *LISTED, *BODY)[:2] == ["heading", "heading"]


def test_entries_on_one_line_are_contents() -> None:
    assert kinds("Contents", "Foreword; Lamps; Paths to the mill; The hall", *BODY)[1] == "contents"
    assert kinds("Contents", "Lamps – Paths to the mill – The hall – Wardens", *BODY)[1] == "contents"
    assert kinds("Contents", "Lamps; oil; wicks; matches", *BODY)[1] == "heading"
