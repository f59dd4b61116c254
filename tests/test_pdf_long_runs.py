"""Long lines of one sign, as broken scans leave them, cost a PDF no more than they are long, and a line without a width breaks nothing."""

from __future__ import annotations

import pytest

from pipeline.importers import pdf_joins
from pipeline.importers.pdf_columns import side_by_side
from pipeline.importers.pdf_italics import could_head, ends_in_brackets
from pipeline.importers.pdf_page import Fragment

MANY = 20_000  # characters


@pytest.mark.parametrize("run", ["a", ".", "a.", " ", "1", "a ", ". ", "a. "])
def test_a_line_that_is_one_run_of_signs_is_told_from_an_entry_of_contents_at_once(run: str) -> None:
    line = run * (MANY // len(run))
    assert not pdf_joins.lists_page(f"{line}x")
    assert not pdf_joins.lists_page(f"{line}a1")


@pytest.mark.parametrize("text", ["The mill 12", "1. The mill.... 7", "The mill ..12", "(a) The mill 12"])
def test_an_entry_of_a_list_of_contents_ends_with_its_page(text: str) -> None:
    assert pdf_joins.lists_page(text)


@pytest.mark.parametrize("text", ["12", "1 12", "The mill", "Mill12", "The mill 1234", "The mill.12", "", "£ 12"])
def test_what_has_no_words_before_a_number_of_its_own_is_no_entry(text: str) -> None:
    assert not pdf_joins.lists_page(text)


@pytest.mark.parametrize("run", ["(", "()", "( ", ".", "“", "'", "’"])
def test_a_line_of_brackets_or_marks_is_read_at_once(run: str) -> None:
    line = run * (MANY // len(run))
    assert not ends_in_brackets(f"{line}x")
    assert not could_head(f"“{line}” x", 1)


def test_a_line_that_ends_in_brackets_is_known_wherever_they_open() -> None:
    assert ends_in_brackets("The mill (Ada Finch)")
    assert ends_in_brackets("(Ada Finch)")
    assert not ends_in_brackets("The mill (Ada Finch) today")
    assert not ends_in_brackets("The mill)")


def test_lines_without_a_width_are_no_columns() -> None:
    left = [Fragment("a", 72, 14 * n, 72, 14 * n + 10, 10) for n in range(9)]
    right = [Fragment("b", 300, 14 * n, 300, 14 * n + 10, 10) for n in range(9)]
    assert not side_by_side(left, right)
