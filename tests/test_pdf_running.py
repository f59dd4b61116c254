"""A line that repeats is a running line only by its place at the edge of the page; all words are invented."""

from dataclasses import replace

from pipeline.importers.pdf_body import body_of
from pipeline.importers.pdf_groups import Group
from pipeline.importers.pdf_kinds import levels_of
from pipeline.importers.pdf_page import Fragment, Page
from pipeline.importers.pdf_running import running_lines


def line(text, top, size=11.0):
    one = Fragment(text, 50, top, 50 + 6 * len(text), top + size, size)
    return replace(one, cells=(one,))


def page(number, *lines):
    return Page(number, 842, tuple(sorted(lines, key=lambda one: one.top)))


PROSE = body_of([page(1, *(line("What people of both sides of the town said of it.", 100 + 13 * n) for n in range(30)))])
HEADINGS = [(30, 700), (90, 480), (60, 780), (120, 730), (45, 650), (75, 755)]


def test_headings_that_come_again_here_and_there_are_no_running_lines_and_what_stands_in_one_place_is():
    pages = [
        page(n, line("Answer to the report", 15 + n % 2), line(f"Point {n}", first), line("Point accepted", second), line(f"{n}/6", 820))
        for n, (first, second) in enumerate(HEADINGS, 1)
    ]
    found = [[pages[n - 1].lines[m].text for m in sorted(lines)] for n, lines in running_lines(pages).items()]
    assert found == [["Answer to the report", f"{n}/6"] for n in range(1, 7)]


def test_headings_of_one_shape_stand_at_one_level_though_recognition_measures_their_type_differently():
    sizes = {"Point 1": 22.5, "Point 2": 23.1, "Point 3": 22.9, "Answer": 31.8, "Point accepted": 19.0, "Point refused": 19.6}
    recognised = [replace(line(text, 50, size), cells=(replace(line(text, 50, size), confidence=90.0),)) for text, size in sizes.items()]
    groups = [Group((one,), 1, None, 20.0, 50, 500, low=False) for one in recognised]
    assert levels_of(groups, list(sizes), ["heading"] * 6, PROSE) == [2, 2, 2, 1, 3, 3]
    odd = [Group((line(text, 50, 22.0 if text == "Point 2" else size),), 1, None, 20.0, 50, 500, low=False) for text, size in sizes.items()]
    levels = levels_of(odd, list(sizes), ["heading"] * 6, PROSE)
    assert len(set(levels[:3])) == 1


def test_a_running_line_that_stands_a_little_lower_on_a_page_or_over_a_table_is_one_there_too():
    def words(number):
        return [line(f"Of lamp {'abcdefghijkl'[number]}{'mnopqrstuvwx'[n]} in the old mill", 120 + 14 * n) for n in range(12)]

    plain = [page(n, line(f"{n} FORUM OF POOLE", 29), *words(n)) for n in range(1, 9)]
    lower = page(9, line("9 FORUM OF POOLE", 36), *words(9))
    rows = [replace(line(f"Holm {n}", 43 + 14 * n), cells=(line("Holm", 43 + 14 * n), line(str(n), 43 + 14 * n))) for n in range(9)]
    parted = line("10 FORUM OF POOLE", 29)
    table = page(10, replace(parted, cells=(line("10", 29), line("FORUM OF POOLE", 29))), *rows)
    later = page(11, line("A table in Poole", 29), *words(11), line("11 FORUM OF POOLE", 300))
    found = running_lines([*plain, lower, table, later])
    assert {n: sorted(lines) for n, lines in found.items()} == {**{n: [0] for n in range(1, 11)}, 11: []}
