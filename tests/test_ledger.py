"""The ledger: what invented documents propose and measure, each row a verbatim sentence."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
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
    return made | {"segments": segment(made["documents"], made["blocks"], Segment()).segments}


def _codings(segments: pd.DataFrame, assigned: str = "") -> pd.DataFrame:
    rows = [
        {"segment_id": row.segment_id, "theme_id": "economy", "score": 0.9, "assigned": bool(assigned) and assigned in str(row.text), "why": None}
        for row in segments.itertuples()
    ]
    return CODINGS.frame(rows)


class Alike:
    """Finds all texts alike in meaning, and keeps them."""

    def __init__(self) -> None:
        self.encoded = list[str]()

    def encode(self, texts: list[str]) -> np.ndarray:
        self.encoded += texts
        return np.tile(np.array([1.0, 0.0], np.float32), (len(texts), 1))


def _join(tables: dict[str, pd.DataFrame], found: Any, assigned: str = "", *, framed: dict[str, str] | None = None, encoder: Any = None) -> Any:
    """Join what was found; all segments are alike in meaning, and those that have certain words are framed as told."""
    segments = tables["segments"]
    codable = segments.loc[segments["codable"], "segment_id"]
    vectors = pd.DataFrame({"segment_id": codable, "vector": [[1.0, 0.0]] * len(codable)})
    told = [next((framing for words, framing in (framed or {}).items() if words in text), "neither") for text in segments["text"]]
    framings = pd.DataFrame({"segment_id": segments["segment_id"], "framing": told, "dissent": [framing == "dissent" for framing in told]})
    codings = _codings(segments, assigned)
    framed_as = framings if framed else None
    return join(tables["documents"], segments, vectors, codings, found.recommendations, found.indicators, Ledger(), encoder or Alike(), framed_as)


@pytest.fixture(scope="module")
def listed() -> Any:
    tables = _tables(RELEASE, WORKSHOP)
    found = ledger(**tables, settings=Ledger())
    return _join(tables, found, "advice centre"), tables["documents"].set_index("document_id")["text"]


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
    assert list(rows["status"]) == ["unknown", "done", "unknown", "unknown", "unknown"]  # no document has a date


def test_a_tracker_finds_reference_origin_date_and_area() -> None:
    text = "Recommendation 4: The council should open a hall by June 2013.\n\nThe council must mend the bridge over the weir."
    tables = _tables(text, reference="PCC/12", date="2012-05", year=2012, date_precision="month")
    rows = _join(tables, ledger(**tables, settings=Ledger())).recommendations.sort_values("start")
    first, second = rows.itertuples()
    assert (first.reference, first.origin, first.date, first.area) == (
        "PCC/12 Recommendation 4",
        "d0 (Penmarrow County Council)",
        "2012-05",
        "Penmarrow",
    )
    assert (second.reference, second.status) == (second.recommendation_id, "open")


def test_other_sources_stand_beside_a_proposal_for_and_against_it_and_its_own_never() -> None:
    release = "The county council should open a warm room in the old library for the winter.\n\nThe old library is cold and stands empty all winter."
    letter = "There is nowhere warm to sit in Penmarrow in the winter months.\n\nSome residents disagreed that a warm room was wanted at all."
    tables = _tables(release, letter)
    rows = _join(
        tables, ledger(**tables, settings=Ledger()), framed={"nowhere": "problem", "disagreed": "dissent", "cold": "problem"}
    ).recommendations
    texts = tables["segments"].set_index("segment_id")["text"]
    [row] = rows[rows["text"].str.contains("warm room in the old library")].itertuples()
    assert [texts[name].split()[2] for name in row.evidence_for] == ["nowhere"]
    assert [texts[name].split()[2] for name in row.evidence_against] == ["disagreed"]
    assert row.near == []


def test_a_later_document_that_says_it_is_done_closes_a_proposal() -> None:
    texts = (
        "The county council will open an advice centre in Penmarrow by June 2012.",
        "The county council has opened the advice centre in Penmarrow.",
    )
    tables = _tables(*texts)
    dated = tables["documents"].assign(date=["2011", "2013"], year=pd.Series([2011, 2013], dtype="Int64"), date_precision="year")
    tables = tables | {"documents": DOCUMENTS.frame(dated)}
    first, second = _join(tables, ledger(**tables, settings=Ledger())).recommendations.sort_values("document_id").itertuples()
    assert (first.kind, first.status, first.reported_by) == ("commitment", "reported done", [second.segment_id])
    assert (second.kind, second.status) == ("done", "done")


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
    joined = _join(tables, found)
    assert joined.recommendations.empty
    assert joined.indicators.empty


def test_a_decision_in_a_passage_that_cannot_be_coded_is_weighed_with_a_vector_made_for_it() -> None:
    tables = _tables(WORKSHOP)
    found = ledger(**tables, settings=Ledger())
    cannot = set(tables["segments"].loc[~tables["segments"]["codable"], "segment_id"])
    decided = found.recommendations[found.recommendations["segment_id"].isin(cannot)]
    assert len(decided)
    asked = Alike()
    joined = _join(tables, found, encoder=asked).recommendations
    assert set(decided["recommendation_id"]) <= set(joined["recommendation_id"])
    texts = tables["segments"].set_index("segment_id")["text"]
    assert asked.encoded == texts[decided["segment_id"].unique()].to_list()


def _statuses(text: str) -> dict[str, str]:
    rows = ledger(**_tables(text), settings=Ledger()).indicators
    return dict(zip(rows["said"], rows["status"], strict=True))


def test_a_rival_figure_by_somebody_else_contests_the_first_and_is_itself_claimed() -> None:
    found = _statuses("Traders say that £7 million was spent on schools in the town. The mayor insists that £2 million was spent on schools.")
    assert found == {"£7 million": "contested", "£2 million": "claimed"}


def test_a_later_clause_that_disputes_a_figure_contests_it() -> None:
    assert _statuses("Some 1,400 people marched; the stewards disputed the number of people who had marched.") == {"1,400": "contested"}


def test_a_source_named_in_the_sentence_before_carries_on_within_a_passage_and_not_beyond() -> None:
    assert _statuses("The Labour Force Survey gives 7% for the town. Among women it is 6%.") == {"7%": "official", "6%": "official"}
    assert _statuses("The Labour Force Survey gives 7% for the town.\n\nAmong women it is 6%.")["6%"] == "reported"


def figures_of(text: str) -> pd.DataFrame:
    tables = _tables(text)
    return _join(tables, ledger(**tables, settings=Ledger())).indicators


SURVEY = "The council wants to see an increase in trust in the wardens, from 61% in 2006/7 to 70% in 2010/11."


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        (
            f"{SURVEY} This target of 9% improvement was set by the county.",
            {61: "trust in the wardens", 70: "trust in the wardens", 9: "trust in the wardens"},
        ),
        (
            "In 2008, 81% of tenants were pleased with the lifts; the target for 2010 is 85%.",
            {81: "tenants were pleased with the lifts", 85: "tenants were pleased with the lifts"},
        ),
        ("This target of 9% improvement was set by the county.", {}),
        (
            "Of the 198 measures of the plan two are measures of trust: how safe people feel, and how glad.",
            {198: "measures of the plan", 2: "measures of trust"},
        ),
        ("We will act on some of our 66 recommendations on damp quickly.", {66: "recommendations on damp"}),
        ("We heard of 66 recommendations on the elderly.", {66: "recommendations on the elderly"}),
    ],
)
def test_a_figure_measures_what_its_sentence_says_or_points_back_to(text: str, measures: dict[float, str]) -> None:
    found = figures_of(text)
    assert dict(zip(found["value"], found["measure"], strict=True)) == measures


def test_how_much_something_is_to_change_is_neither_in_the_series_of_its_levels_nor_like_them() -> None:
    rows = figures_of(f"{SURVEY} This target of 9% improvement was set by the county.").set_index("value")
    assert rows["kind"].to_dict() == {61: "level", 70: "target", 9: "change"}
    assert rows.loc[61, "series"] == rows.loc[70, "series"] != rows.loc[9, "series"]
    assert not any(len(similar) for similar in rows["similar"])


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("There is a £165,200 underspend on lunches in the Revenue Outturn report.", "reported"),
        ("The plan has 198 national indicators.", "reported"),
        ("The audited accounts show a £165,200 underspend on lunches.", "official"),
    ],
)
def test_neither_a_bodys_own_report_nor_what_is_counted_makes_a_figure_official(text: str, status: str) -> None:
    assert figures_of(text)["status"].tolist() == [status]
