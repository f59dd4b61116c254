import pytest
from decided_texts import documents_of, read_rows, segments_of

from pipeline.codebook import Codebook, Theme
from pipeline.config import Decide
from pipeline.decide import decide
from pipeline.decision_files import COLUMNS, DecisionFiles

CODEBOOK = Codebook(version="1", theme=(Theme(id="work", name="Work", definition="D"), Theme(id="home", name="Home", definition="D")))
MILL = "The mill at Ashwick closed in spring."
HALL = "The hall was full when the closing was told."
TEXTS = {"a": f"{MILL}\n\n{HALL}", "b": "Buses to the hill were spoken of that evening."}


def decided(quotes=(), findings=(), ledger=(), **columns):
    documents = documents_of(TEXTS, **columns)
    named = {"quotes": quotes, "findings": findings, "ledger": ledger}
    files = DecisionFiles(**{kind: read_rows(*rows, columns=COLUMNS[kind]) if rows else None for kind, rows in named.items()})
    return decide(documents, segments_of(documents), files, CODEBOOK, Decide())


def quote(text=MILL, decision="pinned", theme_id="work", path="a.txt", **more):
    return {"path": path, "text": text, "decision": decision, "theme_id": theme_id, **more}


def codes(problems):
    return list(zip(problems["code"], problems["severity"], strict=True))


def test_without_files_there_are_no_decisions_and_no_problems():
    found = decided()
    assert len(found.decisions) == len(found.problems) == 0


def test_every_row_of_the_files_is_a_row_with_its_place():
    found = decided(
        quotes=[quote(who="Ada Fern", when="2026-05-01"), quote(HALL, "rejected", "")],
        findings=[{"theme_id": "home", "text": "Homes matter most."}],
        ledger=[{"path": "a.txt", "text": HALL, "status": "done"}, {"recommendation_id": "r0123456789", "lead": "The clerk"}],
    )
    rows = found.decisions.set_index(["file", "row"])
    assert found.problems.empty
    assert rows["standing"].to_dict() == {
        ("findings", 2): "written",
        ("ledger", 2): "exact",
        ("ledger", 3): "by id",
        ("quotes", 2): "exact",
        ("quotes", 3): "exact",
    }
    assert rows.loc[("quotes", 2), ["start", "end", "role", "decided_by", "decided_on"]].to_list() == [
        0,
        len(MILL),
        "representative",
        "Ada Fern",
        "2026-05-01",
    ]
    assert rows.loc[("quotes", 3), "segment_id"] == f"a#{len(MILL) + 2:08d}-{len(TEXTS['a']):08d}"
    assert rows.loc[("quotes", 3), ["theme_id", "role"]].isna().all()
    assert rows.loc[("ledger", 2), "decided_by"] == "a person"


def test_words_that_are_nowhere_any_more_are_an_orphan_with_what_to_do():
    found = decided(quotes=[quote("The ferry was late.")])
    assert found.decisions["standing"].to_list() == ["orphan"]
    assert codes(found.problems) == [("orphan-row-2", "warning")]
    assert found.problems["path"].to_list() == ["decisions/quotes.csv"]
    assert "Look the passage up" in found.problems["remedy"].iloc[0]


def test_words_that_were_changed_are_not_used_and_the_place_most_like_them_is_suggested():
    found = decided(quotes=[quote("The mill at Ashwick never closed in spring.")])
    assert found.decisions["standing"].to_list() == ["orphan"]
    assert found.decisions[["document_id", "segment_id", "start"]].isna().all(axis=None)
    assert codes(found.problems) == [("orphan-row-2", "warning")]
    assert f"characters 0 to {len(MILL)} of a" in found.problems["remedy"].iloc[0]
    assert MILL not in " ".join(found.problems["message"] + found.problems["remedy"])


def test_words_with_other_capitals_or_punctuation_are_used_with_a_warning():
    found = decided(quotes=[quote("The mill, at ashwick, closed in Spring!")])
    assert found.decisions["standing"].to_list() == ["nearest"]
    assert codes(found.problems) == [("changed-row-2", "warning")]


@pytest.mark.parametrize("kind", ["quotes", "findings"])
def test_a_theme_that_the_codebook_does_not_have_is_a_problem_and_nothing_is_dropped(kind):
    rows = {"quotes": [quote(theme_id="labour")], "findings": [{"theme_id": "labour", "text": "Work."}]}[kind]
    found = decided(**{kind: rows})
    assert found.decisions["standing"].to_list() == ["orphan"]
    assert codes(found.problems) == [("no-theme-row-2", "warning")]
    assert "work, home" in found.problems["remedy"].iloc[0]


def test_what_is_both_pinned_and_rejected_is_not_quoted_and_an_error():
    found = decided(quotes=[quote(), quote(decision="rejected")])
    assert dict(zip(found.decisions["decision"], found.decisions["standing"], strict=True)) == {"pinned": "set aside", "rejected": "exact"}
    assert codes(found.problems) == [("contradicted-row-2", "error")]


@pytest.mark.parametrize("other", [quote(HALL, "rejected"), quote(decision="rejected", theme_id="home"), quote(theme_id="home")])
def test_other_passages_and_themes_do_not_contradict(other):
    assert decided(quotes=[quote(), other]).problems.empty


def test_a_rejection_without_a_theme_contradicts_every_pin_of_the_passage():
    assert codes(decided(quotes=[quote(decision="rejected", theme_id=""), quote(theme_id="home")]).problems) == [("contradicted-row-3", "error")]


def test_of_rows_on_the_same_the_last_is_used():
    found = decided(
        quotes=[quote(who="Ada Fern"), quote(who="Bo Lind")],
        ledger=[{"path": "a.txt", "text": t, "status": s} for t, s in ((HALL, "done"), (HALL[:-1], "paused"))],
    )
    assert found.decisions.set_index("file").loc["quotes", "decided_by"] == "Bo Lind"
    ledger = found.decisions[found.decisions["file"] == "ledger"].set_index("status")["standing"]
    assert ledger.to_dict() == {"done": "set aside", "paused": "exact"}
    assert codes(found.problems) == [("replaced-row-2", "warning"), ("repeated-row-2", "warning")]


@pytest.mark.parametrize("quotable", ["no", "paraphrase"])
def test_a_document_that_may_not_be_quoted_is_not_quoted_by_a_pin(quotable):
    found = decided(quotes=[quote()], quotable={"a": quotable})
    assert found.decisions["standing"].to_list() == ["set aside"]
    assert codes(found.problems) == [("not-quotable-row-2", "warning")]


def test_a_decision_keeps_its_id_when_rows_come_before_it():
    (one,) = decided(quotes=[quote()]).decisions["decision_id"]
    assert one in set(decided(quotes=[quote(HALL), quote()]).decisions["decision_id"])
