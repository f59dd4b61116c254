"""The ledger: what invented documents propose and measure, each row a verbatim sentence."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd
import pytest

from pipeline.config import Ledger, Segment
from pipeline.ledger import join, ledger
from pipeline.segment import segment
from pipeline.tables import BLOCKS, CODINGS, DOCUMENTS

RELEASE = """The county council will open an advice centre in Penmarrow by June 2012.

We have spent £40 million on county roads since the floods.

Trust in neighbours stood at 58% in 2008/9, and the council wants to see it reach 65% in 2012.

Over the coming year the county council will act on these points:

* Translation for newcomers - a fund for every district.

Notes:

2) Spending on county roads was £39.8 million by the audited accounts."""

WORKSHOP = """A delegate stated that 80 of the 200 marchers came from Penmarrow. Others felt that the marchers were mostly from outside.

We should meet more often. About 71% of residents trust their neighbours.

RESOLVED that officers write to the bus company."""

REPEATED = "The weather was fair and the hall was full of people from every street."


def _tables(*texts: str, **changes: Any) -> dict[str, pd.DataFrame]:
    documents, blocks = [], []
    for n, text in enumerate(texts):
        name = f"d{n}"
        row = dict.fromkeys(DOCUMENTS.names) | {"document_id": name, "path": f"{name}.txt", "sha256": "0", "media_type": "text/plain", "title": name}
        row |= {
            "date_precision": "none",
            "date_basis": "none",
            "cluster_id": name,
            "language": "en",
            "text": text,
            "publisher": "Penmarrow County Council",
        }
        documents.append(row | {"source_type": ("press_release", "workshop_report")[n % 2], "place": "Penmarrow"} | changes)
        for match in re.finditer(r"[^\n]+(?:\n[^\n]+)*", text):
            kind = (
                "list_item"
                if match[0].startswith("*")
                else "boilerplate"
                if match[0][:2] in ("No", "2)")
                else "procedure"
                if "RESOLVED" in match[0]
                else "paragraph"
            )
            block = {"block_id": f"{name}!{match.start():08}", "document_id": name, "kind": kind, "start": match.start(), "end": match.end()}
            blocks.append(block | {"page": None, "section": None, "speaker": None})
    made = {"documents": DOCUMENTS.frame(documents), "blocks": BLOCKS.frame(blocks)}
    return made | {"segments": segment(made["documents"], made["blocks"], Segment())}


def _codings(segments: pd.DataFrame, assigned: str = "") -> pd.DataFrame:
    rows = [
        {"segment_id": row.segment_id, "theme_id": "economy", "score": 0.9, "assigned": bool(assigned) and assigned in row.text, "why": None}
        for row in segments.itertuples()
    ]
    return CODINGS.frame(rows)


@pytest.fixture(scope="module")
def listed() -> Any:
    tables = _tables(RELEASE, WORKSHOP)
    found = ledger(**tables, settings=Ledger())
    return join(tables["documents"], _codings(tables["segments"], "advice centre"), found.recommendations, found.indicators), tables[
        "documents"
    ].set_index("document_id")["text"]


def test_every_row_is_a_verbatim_sentence_and_its_words_are_in_it(listed: Any) -> None:
    tables, texts = listed
    for row in (*tables.recommendations.itertuples(), *tables.indicators.itertuples()):
        assert texts[row.document_id][row.start : row.end] == row.text
    assert all(row.action in row.text for row in tables.recommendations.itertuples())
    assert all(row.said in row.text and row.measure in row.text for row in tables.indicators.itertuples())


def test_proposals_have_kind_owner_and_deadline(listed: Any) -> None:
    rows = listed[0].recommendations.sort_values(["document_id", "start"])
    assert [(row.kind, None if pd.isna(row.owner) else row.owner, None if pd.isna(row.deadline) else row.deadline) for row in rows.itertuples()] == [
        ("commitment", "The county council", "by June 2012"),
        ("done", "We [Penmarrow County Council]", None),
        ("commitment", "the county council", None),
        ("recommendation", "We", None),
        ("commitment", "officers", None),
    ]
    assert [list(themes) for themes in rows["theme_ids"]] == [["economy"], [], [], [], []]
    assert list(rows["status"]) == ["open", "done", "open", "open", "open"]


def test_figures_are_joined_and_told_apart(listed: Any) -> None:
    rows = {row.said: row for row in listed[0].indicators.itertuples()}
    assert set(rows) == {"58%", "65%", "£39.8 million", "80 of the 200", "71%"}
    assert (rows["58%"].kind, rows["58%"].period, rows["65%"].kind, rows["65%"].period) == ("level", "2008/9", "target", "2012")
    spent = rows["£39.8 million"]
    assert (spent.value, len(spent.mentions), spent.status) == (39_800_000, 2, "official")
    march = rows["80 of the 200"]
    assert (march.of, march.status, march.claimed_by, len(march.opposed_by)) == (200, "contested", "A delegate", 1)
    assert pd.isna(rows["71%"].year)


def test_rows_of_a_document_depend_on_it_alone() -> None:
    both, one = _tables(RELEASE, WORKSHOP), _tables(RELEASE)
    together, alone = ledger(**both, settings=Ledger()), ledger(**one, settings=Ledger())
    for table in ("recommendations", "indicators"):
        mine = getattr(together, table)
        pd.testing.assert_frame_equal(mine[mine["document_id"] == "d0"].reset_index(drop=True), getattr(alone, table))


def test_a_study_may_leave_kinds_out() -> None:
    found = ledger(**_tables(RELEASE, WORKSHOP), settings=Ledger(proposals=("request",), figures=("target",)))
    assert found.recommendations.empty
    assert list(found.indicators["said"]) == ["65%"]


def test_a_corpus_without_any_gives_empty_tables() -> None:
    tables = _tables(REPEATED)
    found = ledger(**tables, settings=Ledger())
    joined = join(tables["documents"], _codings(tables["segments"]), found.recommendations, found.indicators)
    assert joined.recommendations.empty
    assert joined.indicators.empty
