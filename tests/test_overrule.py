import pandas as pd
from decided_texts import documents_of, read_rows, segments_of

from pipeline.codebook import Codebook, Theme
from pipeline.config import Decide
from pipeline.decide import decide
from pipeline.decision_files import COLUMNS, DecisionFiles
from pipeline.overrule import overrule
from pipeline.tables import TABLES

CODEBOOK = Codebook(version="1", theme=(Theme(id="work", name="Work", definition="D"),))
BRIDGE = "The council should mend the bridge at Ashwick by May."
HALL = "The trust will open the hall on Sundays."
TEXTS = {"a": f"{BRIDGE} {HALL}"}


def recommendations():
    rows = []
    for number, text in enumerate((BRIDGE, HALL)):
        start = TEXTS["a"].index(text)
        row = dict.fromkeys(TABLES["recommendations"].names)
        row |= {name: [] for name, kind in ((c.name, c.kind) for c in TABLES["recommendations"].columns) if kind == "texts"}
        row |= {"recommendation_id": f"r{number:010d}", "kind": "recommendation", "document_id": "a", "segment_id": "a#0", "paragraph": 1}
        row |= {"start": start, "end": start + len(text), "text": text, "action": text, "status": "open"}
        row |= {"reference": f"r{number:010d}", "origin": "Paper a"}
        rows.append(row)
    return TABLES["recommendations"].frame(rows)


def overruled(*ledger):
    documents = documents_of(TEXTS)
    files = DecisionFiles(ledger=read_rows(*ledger, columns=COLUMNS["ledger"]))
    return overrule(recommendations(), decide(documents, segments_of(documents), files, CODEBOOK, Decide()).decisions)


def test_without_decisions_the_rule_stands():
    found = overrule(recommendations(), TABLES["decisions"].empty())
    assert found.recommendations["decided_by"].isna().all()
    assert found.recommendations["lead"].isna().all()
    assert found.problems.empty


def test_what_a_person_filled_in_stands_over_the_rule_and_nothing_else_does():
    row = {"path": "a.txt", "text": BRIDGE, "status": "ongoing", "lead": "Highways", "who": "Ada Fern", "when": "2026-05-01"}
    one, other = overruled(row).recommendations.to_dict("records")
    assert [one[name] for name in ("status", "lead", "action", "decided_by", "decided_on")] == [
        "ongoing",
        "Highways",
        BRIDGE,
        "Ada Fern",
        "2026-05-01",
    ]
    assert [other[name] for name in ("status", "action")] == ["open", HALL]
    assert pd.isna(other["decided_by"])


def test_a_decision_by_id_alone_and_one_by_a_part_of_the_sentence_are_found():
    found = overruled(
        {"recommendation_id": "r0000000001", "status": "done"},
        {"path": "a.txt", "text": "should mend the bridge at Ashwick", "action": "Bids are out."},
    )
    assert found.recommendations["status"].to_list() == ["open", "done"]
    assert found.recommendations["action"].to_list() == ["Bids are out.", HALL]


def test_an_id_that_now_names_other_words_does_not_count_against_the_words():
    found = overruled({"recommendation_id": "r0000000000", "path": "a.txt", "text": HALL, "status": "done"})
    assert found.recommendations["status"].to_list() == ["open", "done"]


def test_a_decision_on_what_is_not_listed_any_more_is_a_problem():
    found = overruled({"recommendation_id": "rffffffffff", "status": "done"})
    assert found.problems[["stage", "path", "code", "severity"]].to_numpy().tolist() == [
        ["ledger", "decisions/ledger.csv", "orphan-row-2", "warning"]
    ]
    assert found.recommendations["status"].to_list() == ["open", "open"]
