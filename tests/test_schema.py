import pandas as pd
import pytest

from pipeline.errors import TableError
from pipeline.tables import CODINGS, SEGMENTS, SHIFTS, TABLES

CODING = {"segment_id": "a#1", "theme_id": "t", "score": 0.5, "assigned": True, "why": None}


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda t: t.name)
def test_every_table_can_be_empty_and_names_its_key(table):
    assert list(table.empty().columns) == table.names
    assert set(table.key) <= set(table.names)
    assert table.arrow.names == table.names
    assert all(column.meaning for column in table.columns)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"score": 1.5}, "score: at most 1: broken by 1, e.g. a#1 + t"),
        ({"theme_id": None}, "theme_id"),
    ],
)
def test_a_broken_row_is_named_by_its_key_and_never_by_its_text(change, said):
    with pytest.raises(TableError, match="codings: 1 rows") as caught:
        CODINGS.frame([CODING | change])
    assert said in str(caught.value)


def test_a_repeated_key_is_refused():
    with pytest.raises(TableError, match="1 rows repeat the key segment_id \\+ theme_id"):
        CODINGS.frame([CODING, CODING])


def test_a_missing_column_is_named():
    with pytest.raises(TableError, match="codings: no column why"):
        CODINGS.typed(pd.DataFrame([CODING]).drop(columns="why"))


def test_rules_over_rows_are_checked():
    row = {"segment_id": "a#0", "document_id": "a", "start": 3, "end": 2, "page": None, "paragraph": 1, "section": None, "speaker": None}
    row |= {"voice": "own", "part": "finding", "codable": True, "duplicate_of": None, "text": "secret", "n_words": 1}
    with pytest.raises(TableError) as caught:
        SEGMENTS.frame([row])
    assert "start < end: broken by 1, e.g. a#0" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_numbers_are_rounded_and_rows_sorted_without_changing_the_argument():
    rows = pd.DataFrame([CODING | {"segment_id": "b", "score": 0.12345678}, CODING])
    before = rows.copy()
    made = CODINGS.frame(rows)
    assert made["segment_id"].to_list() == ["a#1", "b"]
    assert made["score"].to_list() == [0.5, 0.123457]
    pd.testing.assert_frame_equal(rows, before)


def test_only_listed_verdicts_pass():
    row = dict.fromkeys(SHIFTS.names) | {"subject_kind": "theme", "subject_id": "t", "group_kind": "all", "group": "all", "kind": "consecutive"}
    row |= {"period_from": "1", "period_to": "2", "verdict": "soared", "drivers": [], "topic_route": "agrees"}
    with pytest.raises(TableError, match="verdict: one of rise, fall"):
        SHIFTS.frame([row])
