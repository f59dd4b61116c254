"""What belongs together in a PDF is one block, and what only stands beside it is not; places, names and words are invented."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.importers.pdf_page import Line, Page
from pipeline.importers.pdf_paragraphs import pieces_of

BODY, SMALL, STEP, RIGHT = 15.0, 11.0, 14.0, 514.0
PROSE = (
    "The forum of Elmbridge met in the hall of the old mill and heard from all who",
    "had come to say what they wished, which was a good deal. They had been asked",
    "what they made of the village as it is, of the roads that lead to it and of the",
)
END = "people who live beside them."


def line(text: str, left: float, top: float, *, size: float = BODY, right: float = 0.0) -> Line:
    one = Line(text, left, top, right or min(RIGHT, left + 5.5 * len(text)), top + size, size)
    return replace(one, cells=(one,))


def lines(left: float, top: float, *texts: str, first: float = 0.0, size: float = BODY) -> list[Line]:
    """Set lines under one another, all but the last as wide as the page."""
    last = len(texts) - 1
    return [
        line(text, first or left if not n else left, top + n * STEP, size=size, right=0.0 if n == last else RIGHT) for n, text in enumerate(texts)
    ]


def full(left: float, top: float, *texts: str, first: float = 0.0) -> list[Line]:
    """Set lines under one another, all as wide as the page."""
    return [replace(one, right=RIGHT) for one in lines(left, top, *texts, first=first)]


def pages(*of: list[Line]) -> list[Page]:
    return [Page(n, 842.0, tuple(one)) for n, one in enumerate(of, 1)]


def read(*of: list[Line]) -> list[tuple[str, str]]:
    return [(made.piece.kind, made.piece.text) for made in pieces_of(pages(*of))]


def test_a_paragraph_that_hangs_under_its_number_goes_on_over_the_page_with_a_name() -> None:
    numbered = [full(110, 100 + 100 * n, f"1.{n}. {PROSE[0]}", *PROSE[1:], first=81) + lines(110, 142 + 100 * n, END) for n in range(4)]
    above = full(110, 500, f"1.5. {PROSE[0]}", PROSE[1], "what they made of the village, and of Great", first=81)
    below = lines(110, 60, f"Overwick. {PROSE[0]}", END)
    found = read([*(one for part in numbered for one in part), *above], [*below, *(one for part in numbered for one in part)])
    assert ("paragraph", " ".join(one.text for one in (*above, *below))) in found


def test_a_paragraph_that_is_indented_on_a_new_page_is_its_own() -> None:
    above = lines(81, 500, *PROSE, "and of those who live in Great Overwick and in Nether Poole, in the mill")
    below = lines(81, 60, f"Overwick. {PROSE[0]}", PROSE[1], END, first=110)
    assert [text for _, text in read(above, below)] == [" ".join(one.text for one in part) for part in (above, below)]


@pytest.mark.parametrize("begins", ["lamps on", "“Lamps on", "£3 for", "85% of", "12 lamps for"])
def test_a_sentence_goes_on_after_a_colon_at_a_full_lines_end(begins: str) -> None:
    before = lines(81, 100, *PROSE, END)
    whole = full(81, 200, PROSE[0], "had come, and were few. This is what they had not got in the old village:")
    whole += lines(81, 228, f"{begins} the road to the mill; a bus in the evening; and a hall that is warm", "in winter.")
    assert read([*before, *whole])[-1] == ("paragraph", " ".join(one.text for one in whole))


def test_what_begins_like_an_item_after_a_colon_is_its_own() -> None:
    before = lines(81, 100, *PROSE, END)
    asked = full(81, 200, PROSE[0], "had come, and were few. This is what they had not got in the old village:")
    items = lines(81, 228, "Lamps on the road to the mill", "A bus in the evening")
    assert read([*before, *asked, *items])[1] == ("paragraph", " ".join(one.text for one in asked))


def test_a_sentence_goes_on_after_a_colon_under_its_number() -> None:
    whole = full(110, 200, "4.2. This is what they had not got in the old village by the mill of Poole:", first=81)
    whole += lines(110, 214, "lamps on the road to the mill; a bus in the evening; and a hall that is", "warm in winter.")
    assert read([*lines(81, 100, *PROSE, END), *whole])[-1] == ("paragraph", " ".join(one.text for one in whole))


def test_reports_numbered_by_ordinals_are_one_entry_each() -> None:
    entries = full(81, 200, "1st Report Lamps by the Mill", "2nd Report Paths of Poole", "3rd Report What the Wardens said of the")
    wrapped = [*entries, line("12th Century Mill", 81, 242)]
    assert [text for _, text in read([*lines(81, 100, *PROSE, END), *wrapped])][1:] == [
        "1st Report Lamps by the Mill",
        "2nd Report Paths of Poole",
        "3rd Report What the Wardens said of the 12th Century Mill",
    ]


def test_items_in_lower_case_under_a_short_line_that_ends_with_a_colon_are_their_own() -> None:
    before = lines(81, 100, *PROSE, END)
    apart = [line("The forum asked for:", 81, 200), line("lamps on the road to the mill;", 81, 214), line("a bus in the evening.", 81, 228)]
    assert [text for _, text in read([*before, *apart])][1] == "The forum asked for:"


def test_the_rest_of_a_note_from_the_page_before_is_no_part_of_the_last_paragraph() -> None:
    above = full(81, 400, *PROSE[:2], "what they made of the village; that would depend on the")
    rest = lines(81, 474, "would be within the parish of Nether Poole, whose mill is older.", "7 Letter to the parish of Poole.", size=SMALL)
    below = lines(81, 60, "plans of the parish, which had not been made, and on those of the county.")
    found = read([*full(81, 100, *PROSE), *lines(81, 142, END), *above, *rest], below)
    assert found[1:] == [("paragraph", " ".join(one.text for one in (*above, *below))), *(("footnote", one.text) for one in rest)]


def entry(label: str, name: str, top: float, *, star: bool = False) -> list[Line]:
    cells = [line("*", 81, top)] * star + [line(label, 117, top), line(name, 209, top)]
    whole = line(" ".join(cell.text for cell in cells), cells[0].left, top, right=cells[-1].right)
    return [replace(whole, cells=tuple(cells))]


def test_entries_that_have_a_label_in_brackets_are_one_item_each() -> None:
    top = [*lines(81, 100, *PROSE, END)]
    entries = [
        *entry("(EV 1)", "Holm Trust", 200),
        *entry("(EV 2)", "The Association of Those who Mend the Lamps of", 220),
        line("Great Overwick", 209, 234),
        *entry("(EV 3)", "Poole Mill", 254, star=True),
        *entry("(EV 4)", "Elmbridge Forum, and the Fellowship of Bells of Old", 274),
        line("Overwick", 209, 288),
        *entry("(EV 5)", "Dale Society", 308),
    ]
    assert read([*top, *entries])[1:] == [
        ("list_item", "(EV 1) Holm Trust"),
        ("list_item", "(EV 2) The Association of Those who Mend the Lamps of Great Overwick"),
        ("list_item", "* (EV 3) Poole Mill"),
        ("list_item", "(EV 4) Elmbridge Forum, and the Fellowship of Bells of Old Overwick"),
        ("list_item", "(EV 5) Dale Society"),
    ]


def test_what_a_table_says_of_itself_under_it_in_small_type_is_a_note() -> None:
    rows = [line(name, 81, 100 + STEP * n) for n, name in enumerate(("Holm", "Dale", "Poole", "Overwick", "Elmbridge"))]
    table = [replace(one, cells=(one, line("Yes", 300, one.top)), text=f"{one.text} Yes") for n, one in enumerate(rows)]
    note = line("Source: what the wardens of the mill counted in the spring.", 81, 176, size=SMALL)
    prose = lines(81, 300, *PROSE, END)
    assert [kind for kind, _ in read([*table, note, *prose])] == ["table", "footnote", "paragraph"]
    assert [kind for kind, _ in read([*table, replace(note, size=BODY), *prose])] == ["table", "paragraph", "paragraph"]
