"""What a report looks up in its evidence is what the tables say."""

from __future__ import annotations

import pandas as pd
import pytest
from invented_study import Invented

from pipeline.evidence import Evidence, rows_of
from pipeline.tables import TABLES

STUDY = Invented(years=(2008, None, 2010, 2010))
FRAMES = {name: table for name, table in STUDY.tables().items() if isinstance(table, pd.DataFrame)}


def _plain(row: tuple[object, ...]) -> list[object]:
    return [None if pd.api.types.is_scalar(value) and pd.isna(value) else value for value in row]


@pytest.mark.parametrize("name", sorted(FRAMES))
def test_rows_are_those_of_itertuples(name: str) -> None:
    frame = FRAMES[name].assign(_size=1.5)  # no name may begin so: both name it by its place
    rows, expected = list(rows_of(frame)), list(frame.itertuples())
    assert [row._fields for row in rows] == [row._fields for row in expected]
    assert [_plain(row) for row in rows] == [_plain(row) for row in expected]


def test_rows_keep_the_index_and_whole_numbers_with_nulls_among_them() -> None:
    frame = pd.DataFrame({"year": pd.array([2008, None], dtype="Int64"), "share": [0.5, None], "words": [["a"], []]}, index=[7, 3])
    first, second = rows_of(frame)
    assert (first.Index, first.year, first.share, first.words) == (7, 2008, 0.5, ["a"])
    assert (second.Index, second.year is pd.NA, second.words) == (3, True, [])
    assert pd.isna(second.share)


def test_a_table_without_rows_has_none() -> None:
    assert [list(rows_of(TABLES[name].empty())) for name in ("segments", "codings")] == [[], []]


def test_themes_of_a_segment_are_those_that_it_was_given() -> None:
    codings = STUDY.codings().sample(frac=1, random_state=2)
    evidence = Evidence(**STUDY.tables() | {"codings": codings})
    for segment_id in STUDY.segments()["segment_id"]:
        given = codings.loc[codings["assigned"] & (codings["segment_id"] == segment_id), "theme_id"]
        assert sorted(evidence.themes_of.get(segment_id, [])) == sorted(given)


def test_rows_of_segments_and_documents_are_found_by_their_ids_whatever_the_order_of_the_tables() -> None:
    segments, documents = (frame.sample(frac=1, random_state=4) for frame in (STUDY.segments(), STUDY.documents()))
    evidence = Evidence(**STUDY.tables() | {"segments": segments, "documents": documents})
    wanted = STUDY.segments()["segment_id"].iloc[[5, 0]].to_list()
    found = evidence.segment_rows(wanted)
    texts = segments.set_index("segment_id")["text"]
    assert list(found) == wanted
    assert all(found[segment_id].text == texts[segment_id] for segment_id in wanted)
    assert {name: row.title for name, row in evidence.document_rows.items()} == dict(zip(documents["document_id"], documents["title"], strict=True))
