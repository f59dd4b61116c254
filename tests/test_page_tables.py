"""Of a long table the page shows the first rows, and says where the others are."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.page_tables import Cell, PageTable, cut, laid_out

FRAME = pd.DataFrame({"word": ["buses", "parks", "rents"], "n": [3, 2, 1]})


def _cells(row: object) -> tuple[str, ...]:
    return row.word, f"{row.n:,}"  # type: ignore[attr-defined]


@pytest.mark.parametrize("most", [1, 2, 3, 4])
def test_rows_of_a_table_are_laid_out_as_they_are_cut(most: int) -> None:
    every = [_cells(row) for row in FRAME.itertuples()]
    assert laid_out(FRAME, _cells, "words", most) == cut(every, "words", most)


def test_no_cells_are_made_of_rows_that_are_not_shown() -> None:
    made: list[str] = []

    def cells(row: object) -> tuple[str, ...]:
        made.append(row.word)  # type: ignore[attr-defined]
        return _cells(row)

    rows, note = laid_out(FRAME, cells, "words", 2)
    assert made == ["buses", "parks"]
    assert (len(rows), note) == (2, "The first 2 of 3 rows are shown; the study’s table “words” has all.")


def test_a_column_is_one_of_numbers_or_of_longer_text_or_neither() -> None:
    table = PageTable("words-table", "Words", ("Word", "n", "Where"), (("buses", "3", Cell("Minutes", "#document-a")),), ("n",), ("Where",))
    assert table.kinds == ("", "number", "wide")
