"""Lines in italics head what is under them in a document that has many of them, and none that someone said; all of them are invented."""

from __future__ import annotations

from dataclasses import replace

from pipeline.importers.pdf_body import body_of
from pipeline.importers.pdf_groups import Group
from pipeline.importers.pdf_italics import could_head, italic_headings
from pipeline.importers.pdf_page import Line, Page

PROSE = "The forum met in the hall of the old mill and heard from all who had come to it on foot."
BODY = body_of(
    [Page(1, 842.0, tuple(Line(PROSE, 72, 80 + 14 * n, 500, 91 + 14 * n, 11, cells=(Line(PROSE, 72, 80, 500, 91, 11),)) for n in range(40)))]
)
TITLES = [f"{what} to the {where}" for what in ("Roads", "Paths", "Lamps") for where in ("mill", "hall", "bridge", "green")]
LONG = "What those who live in the mill make of the lamps on the road and of the hall (Ms Holm)"
SAID = "The lamps by the mill never work at night."


def found(*titles: str, small: str = "", bare: str = "") -> list[str]:
    """Return those of some lines in italics that are headings: each is over prose but a bare one, and in the body's type but a small one."""
    texts = [text for title in titles for text in (title, PROSE) if title != bare or text != PROSE]
    lines = [Line(text, 72, 50, 300, 61, 9 if text == small else 11, italic=text != PROSE) for text in texts]
    groups = [Group((replace(line, cells=(line,)),), 1, None, 10.0, 72, 500, low=False) for line in lines]
    return [texts[n] for n in sorted(italic_headings(groups, texts, BODY))]


def test_a_question_among_many_headings_is_one() -> None:
    assert found(*TITLES[:5], "Who mends the bridge?") == [*TITLES[:5], "Who mends the bridge?"]


def test_where_some_of_few_lines_are_questions_none_is_a_heading() -> None:
    assert found(*TITLES[:3], "Who mends the bridge?") == []


def test_where_many_head_a_long_one_that_names_a_speaker_does_too() -> None:
    assert found(*TITLES, LONG) == [*TITLES, LONG]
    assert found(*TITLES[:5], LONG) == TITLES[:5]


def test_where_one_line_is_what_someone_said_none_is_a_heading() -> None:
    assert found(*TITLES, SAID) == []


def test_a_heading_over_another_is_one_where_there_are_many() -> None:
    over = "The lamps of the village"
    assert found(over, *TITLES, bare=over) == [over, *TITLES]
    assert found(over, *TITLES[:5], bare=over) == TITLES[:5]


def test_two_headings_over_another_are_headings_where_there_are_many() -> None:
    first, second = "The lamps of the village", "Oil and wick"
    texts = [first, second, *(text for title in TITLES for text in (title, PROSE))]
    lines = [Line(text, 72, 50, 300, 61, 11, italic=text != PROSE) for text in texts]
    groups = [Group((replace(line, cells=(line,)),), 1, None, 10.0, 72, 500, low=False) for line in lines]
    assert {0, 1} <= italic_headings(groups, texts, BODY)


def test_lines_in_smaller_type_are_notes_and_not_what_someone_said() -> None:
    assert found(*TITLES, SAID, small=SAID) == TITLES


def test_words_that_end_a_quotation_they_do_not_open_head_nothing() -> None:
    assert [could_head(text, 1) for text in ("** Who goes there?”", "The meaning of “lamp”", "Lamps” and roads")] == [False, True, True]
