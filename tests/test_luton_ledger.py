"""The ledger on five real documents: the figures and actions that a secretariat would look for, by number and count; none of their text is here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from conftest import ROOT

from pipeline.config import Ledger
from pipeline.encoders.hashing import Hashing
from pipeline.inputs import Request
from pipeline.ledger import Joined, join, ledger
from pipeline.run import run
from pipeline.store import read_table
from pipeline.tables import CODINGS

pytestmark = pytest.mark.slow
RELEASE, SPEECH, WORKSHOP, RESPONSE = "000", "001", "003", "004"  # how the documents' names begin


@pytest.fixture(scope="module")
def tables(corpora: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, pd.DataFrame]:
    outputs = tmp_path_factory.mktemp("listed") / "outputs"
    run(Request(corpora / "luton", outputs, ROOT / "study.toml"), until="segment")
    return {name: read_table(outputs, name) for name in ("documents", "blocks", "segments")}


@pytest.fixture(scope="module")
def listed(tables: dict[str, pd.DataFrame]) -> Joined:
    segments = tables["segments"]
    vectors = pd.DataFrame({"segment_id": segments["segment_id"], "vector": [[1.0]] * len(segments)})  # none is left to encode
    found = ledger(**tables, settings=Ledger())
    return join(tables["documents"], segments, vectors, CODINGS.empty(), found.recommendations, found.indicators, Ledger(), Hashing())


def _figure(listed: Joined, document: str, value: float, unit: str = "") -> Any:
    rows = listed.indicators
    [row] = rows[rows["document_id"].str.startswith(document) & (rows["value"] == value) & (rows["unit"] == unit)].itertuples()
    return row


def test_there_are_at_most_twenty_figures(listed: Joined) -> None:
    assert 10 <= len(listed.indicators) <= 20


def test_a_level_and_its_target_are_one_series_and_the_workshops_figure_stands_beside_it_undated(listed: Joined) -> None:
    level, target, other = (_figure(listed, name, value, "%") for name, value in ((RELEASE, 73), (RELEASE, 77), (WORKSHOP, 82)))
    assert (level.kind, level.period, level.year) == ("level", "2006/7", 2006)
    assert (target.kind, target.period, target.year) == ("target", "2010/11", 2010)
    assert level.series == target.series != other.series
    assert set(other.similar) == {level.indicator_id, target.indicator_id}
    assert (pd.isna(other.year), pd.isna(other.period), other.status) == (True, True, "reported")


def test_fifty_million_is_one_row_with_two_mentions_and_nobody_disputes_it(listed: Joined) -> None:
    row = _figure(listed, RESPONSE, 50_000_000, "£")
    assert (row.kind, row.status, len(row.mentions), len(row.opposed_by)) == ("amount", "reported", 2, 0)


def test_a_sum_and_its_rounding_are_one_row_without_a_year_with_the_vague_sum_beside_it(listed: Joined) -> None:
    row = _figure(listed, RELEASE, 165_970, "£")
    assert (row.kind, len(row.mentions), pd.isna(row.year), len(row.beside)) == ("amount", 2, True, 1)
    assert not (listed.indicators["value"] == 166_000).any()


def test_three_hundred_of_five_hundred_is_claimed_and_contested_by_a_passage_after_it(listed: Joined, tables: dict[str, pd.DataFrame]) -> None:
    row = _figure(listed, WORKSHOP, 300)
    assert (row.of, row.kind, row.status) == (500, "count", "contested")
    assert row.claimed_by.split()[:2] == ["A", "delegate"]
    [opposed] = row.opposed_by
    start, end = map(int, opposed.rsplit("#", 1)[1].split("-"))
    text = tables["documents"].set_index("document_id").loc[row.document_id, "text"]
    assert row.end < start < row.end + 400
    assert "mixed feelings" in text[start:end]


def test_counts_are_counts_and_two_of_the_national_indicators_are_two_of_198(listed: Joined) -> None:
    for document, value in ((SPEECH, 66), (WORKSHOP, 39), (RESPONSE, 198)):
        assert _figure(listed, document, value).kind == "count"
    assert _figure(listed, RESPONSE, 2).of == 198


def test_the_actions_of_the_response_are_commitments_with_their_owner(listed: Joined, tables: dict[str, pd.DataFrame]) -> None:
    kinds = tables["blocks"].query("kind == 'list_item'")
    rows = listed.recommendations
    own = rows[rows["document_id"].str.startswith(RESPONSE) & (rows["kind"] == "commitment")]
    items = kinds[kinds["document_id"].str.startswith(RESPONSE)]
    first_of = [own[(own["start"] >= item.start) & (own["end"] <= item.end)].sort_values("start").head(1) for item in items.itertuples()]
    led = pd.concat(first_of)
    assert len(led) == len(items) == 5
    assert set(led["owner"]) == {"the government", "central government"}
    assert set(led["date"]) == {"2008-02-04"}


def test_no_row_is_cut_from_the_list_of_who_came(listed: Joined, tables: dict[str, pd.DataFrame]) -> None:
    attendance = tables["blocks"].query("kind in ('attendance', 'contents')")
    for rows in (listed.recommendations, listed.indicators):
        for block in attendance.itertuples():
            assert rows[(rows["document_id"] == block.document_id) & (rows["start"] < block.end) & (block.start < rows["end"])].empty
