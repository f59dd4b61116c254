from functools import cache

import pandas as pd
import pytest
from invented_study import Invented, contrast, shift

from pipeline.changes import FILE, changes, write_changes
from pipeline.errors import TableError
from pipeline.store import write_json
from pipeline.tables import TABLES

LISTED = ("documents", "trends", "shifts", "contrasts", "quotes", "recommendations", "indicators", "crosswalk", "problems")
RECORD = {
    "inputs": {"codebook": "c1", "exemplars": "e1"},
    "codebook_version": "1",
    "settings": {"embed": {"encoder": "minilm"}, "code_themes": {"coder": "head"}, "track": {"margin": 0.1}},
    "models": {"code_themes": "m" * 64, "discover": "d" * 64},
    "versions": {"numpy": "2", "lock": "l1"},
    "not_current": [],
}


@cache
def invented(years=(2008, 2010, None)):
    return Invented(years=years).tables()


def run_of(folder, years=(2008, 2010, None), record=None, **tables):
    """Write the tables of an invented study as a run would."""
    folder.mkdir(exist_ok=True)
    made = invented(years) | {"decisions": TABLES["decisions"].empty()} | tables
    for name in (*LISTED, "decisions"):
        made[name].to_parquet(folder / f"{name}.parquet")
    write_json(folder / "run.json", RECORD | (record or {}))
    return folder


def held(tmp_path, old=None, new=None):
    return changes(run_of(tmp_path / "old", **(old or {})), run_of(tmp_path / "new", **(new or {})))


def told(found, part):
    return [(c.change, c.what, c.before, c.after) for c in found.found if c.part == part]


def decision(number, standing="exact", **more):
    row = dict.fromkeys(TABLES["decisions"].names) | {
        "decision_id": f"quotes-{number:010d}",
        "file": "quotes",
        "row": number + 2,
        "decision": "pinned",
    }
    return row | {"theme_id": "image", "role": "representative", "text": "t", "standing": standing, "decided_by": "Ada Fern"} | more


def test_two_equal_runs_differ_in_nothing(tmp_path):
    found = held(tmp_path)
    assert found.found == found.ground == found.missing == ()
    assert found.text == "Nothing differs."


def test_documents_that_came_went_moved_or_changed_are_told_apart(tmp_path):
    documents = Invented().documents().assign(sha256=["a" * 64, "b" * 64, "c" * 64])
    later = documents.assign(document_id=["doc-0000", "doc-0009", "doc-0002"], path=["doc-0000.txt", "new.txt", "doc-0002.txt"])
    later = later.assign(sha256=["a" * 64, "b" * 64, "d" * 64], date=["2009", "2010", None])
    more = pd.concat([later, later.tail(1).assign(document_id="doc-0010", path="more.txt", sha256="e" * 64, title="More")])
    found = held(tmp_path, {"documents": documents}, {"documents": TABLES["documents"].frame(more)})
    assert told(found, "documents") == [
        ("changed", "Minutes 0: date", "2008", "2009"),
        ("changed", "Minutes 2: the file", "c" * 12, "d" * 12),
        ("moved", "Minutes 1", "doc-0001.txt", "new.txt"),
        ("added", "More", "", "more.txt"),
    ]
    back = changes(tmp_path / "new", tmp_path / "old")
    assert ("removed", "More", "more.txt", "") in told(back, "documents")


def test_shares_are_told_where_they_differ_as_written_with_both_numbers_of_documents(tmp_path):
    trends = Invented().trends()
    at = (trends["subject_id"] == "image") & (trends["group_kind"] == "all")
    whole = at & (trends["period"] == "all")
    changed = trends.assign(share=trends["share"].where(~whole, 0.5), n_documents=trends["n_documents"].where(~whole, 4))
    hidden = trends.assign(share=trends["share"].where(~at, trends["share"] + 0.0001))
    found = held(tmp_path, {"trends": trends}, {"trends": changed})
    (change,) = [c for c in found.found if c.part == "figures"]
    assert (change.what, change.before, change.after) == ("image, all documents, all years", "25.0%", "50.0%")
    assert (change.n_before, change.n_after) == (3, 4)
    assert "25.0% → 50.0% (n = 3 documents and n = 4 documents)" in found.text.replace("\u00a0", " ")
    assert told(held(tmp_path, {"trends": trends}, {"trends": hidden}), "figures") == []


def test_verdicts_that_changed_are_told_and_others_are_not(tmp_path):
    old = {"shifts": TABLES["shifts"].frame([shift()]), "contrasts": TABLES["contrasts"].frame([contrast()])}
    new = {
        "shifts": TABLES["shifts"].frame([shift(verdict="no clear change", reason="q too high")]),
        "contrasts": TABLES["contrasts"].frame([contrast(difference=0.21)]),
    }
    found = held(tmp_path, old, new)
    assert told(found, "shifts") == [("changed", "economy, all documents, 2008 to 2010 (first and last)", "rise", "no clear change")]
    assert told(found, "contrasts") == []


def test_claims_that_came_or_went_are_told_before_other_verdicts_and_groups_by_name(tmp_path):
    old = [contrast(subject_id=name, a="Alder", b="Birch", verdict="no clear difference", reason="q too high") for name in ("economy", "image")]
    new = [
        {**old[0], "verdict": "no difference", "reason": "within the margin"},
        contrast(subject_id="image", a="Alder", b="Birch", verdict="higher in b"),
    ]
    found = held(tmp_path, {"contrasts": TABLES["contrasts"].frame(old)}, {"contrasts": TABLES["contrasts"].frame(new)})
    assert [row[1:] for row in told(found, "contrasts")] == [
        ("image, Alder against Birch", "no clear difference", "higher in Birch"),
        ("economy, Alder against Birch", "no clear difference", "no difference"),
    ]


def test_a_quote_whose_place_alone_changed_is_the_same_and_its_words_are_never_given(tmp_path):
    quotes = Invented().quotes()
    moved = quotes.assign(start=5, end=5 + len(quotes["text"].iloc[0]), quote_id="imagex")
    assert told(held(tmp_path, {"quotes": quotes}, {"quotes": moved}), "quotes") == []
    pinned = held(tmp_path, {"quotes": quotes}, {"quotes": quotes.assign(decided_by="Ada Fern")})
    assert told(pinned, "quotes")[0][2:] == ("representative", "representative, chosen by a person")
    gone = held(tmp_path, {"quotes": quotes}, {"quotes": TABLES["quotes"].empty()})
    again = held(tmp_path, {"quotes": quotes.assign(decided_by="Ada Fern")}, {"quotes": quotes.assign(decided_by="Bo Lind")})
    assert told(again, "quotes")[0][2:] == ("Ada Fern", "Bo Lind")
    assert told(gone, "quotes")[0][:2] == ("removed", "image: Minutes 0, 2008, para 1")
    assert quotes["text"].iloc[0] not in gone.text


def test_decisions_are_kept_orphaned_added_and_taken_out(tmp_path):
    old = TABLES["decisions"].frame([decision(n) for n in range(4)])
    new = TABLES["decisions"].frame([decision(0, "moved"), decision(1, "orphan"), decision(2, "set aside"), decision(9)])
    found = held(tmp_path, {"decisions": old}, {"decisions": new})
    assert [c.change for c in found.found] == ["kept", "orphaned", "set aside", "removed", "added"]
    assert "People's decisions: 1 added, 1 kept, 1 orphaned, 1 removed, 1 set aside" in found.text
    assert "quotes.csv row 3: pinned, image: exact → orphan" in found.text


def test_a_decision_on_a_recommendation_that_is_not_listed_any_more_is_orphaned(tmp_path):
    ledger = TABLES["decisions"].frame([decision(0, "by id", file="ledger", decision="ledger", role=None)])
    lost = {"stage": "ledger", "path": "decisions/ledger.csv", "code": "orphan-row-2", "message": "m", "remedy": "r", "severity": "warning"}
    found = held(tmp_path, {"decisions": ledger}, {"decisions": ledger, "problems": TABLES["problems"].frame([lost])})
    assert told(found, "decisions") == [("orphaned", "ledger.csv row 2: ledger, image", "by id", "orphan")]


GROUNDS = {
    "codebook": ({"inputs": {"codebook": "c2"}, "codebook_version": "2"}, "Another codebook (version 1 in OLD, 2 in NEW)"),
    "codebook of the same version": ({"inputs": {"codebook": "c2"}}, "Another codebook (both call themselves version 1)"),
    "encoder": ({"settings": {"embed": {"encoder": "hashing"}, "code_themes": {"coder": "head"}}}, "Another encoder (minilm in OLD, hashing in NEW)"),
    "model": ({"models": {"code_themes": "n" * 64, "discover": "d" * 64}}, "The coder was fitted anew"),
    "unfinished": ({"not_current": ["report"]}, "NEW is not finished: report"),
}


@pytest.mark.parametrize("case", GROUNDS)
def test_another_ground_is_told_before_all_else(tmp_path, case):
    record, said = GROUNDS[case]
    found = held(tmp_path, None, {"record": record, "years": (2008, 2010)})
    assert found.text.splitlines()[0].startswith(said)


def test_settings_and_versions_that_differ_are_named_with_both_values(tmp_path):
    settings = RECORD["settings"] | {"track": {"margin": 0.2}}
    found = held(tmp_path, None, {"record": {"settings": settings, "versions": {"numpy": "3", "lock": "l2"}}})
    assert told(found, "settings") == [("changed", "track.margin", "0.1", "0.2")]
    assert told(found, "versions")[0] == ("changed", "numpy", "2", "3")


def test_a_run_of_an_earlier_version_without_a_table_or_a_column_is_still_compared(tmp_path):
    old, new = run_of(tmp_path / "old"), run_of(tmp_path / "new")
    (old / "decisions.parquet").unlink()
    path = old / "quotes.parquet"
    pd.read_parquet(path).drop(columns="decided_by").to_parquet(path)
    found = changes(old, new)
    assert found.found == ()
    assert found.missing == ("decisions in OLD", "quotes.decided_by in OLD")


def test_the_file_has_a_row_for_each_change_and_old_is_not_written(tmp_path):
    old, new = run_of(tmp_path / "old"), run_of(tmp_path / "new", (2008, 2010))
    before = sorted(path.name for path in old.iterdir())
    said = write_changes(old, new)
    rows = pd.read_csv(new / FILE)
    assert len(rows) == len(changes(old, new).found) > 0
    assert list(rows.columns) == ["part", "change", "id", "what", "before", "after", "n_before", "n_after"]
    assert said.endswith(f"All of it: {new / FILE}")
    assert sorted(path.name for path in old.iterdir()) == before


def test_a_folder_without_a_run_and_one_held_against_itself_are_refused(tmp_path):
    run_of(tmp_path / "old")
    with pytest.raises(TableError, match="No run in"):
        changes(tmp_path / "old", tmp_path)
    with pytest.raises(TableError, match="the same folder"):
        changes(tmp_path / "old", tmp_path / "old")


LISTED_KEYS = {"recommendations": "recommendation_id", "indicators": "indicator_id", "quotes": "quote_id"}
OTHER = {"integer": 2011, "number": 7.5, "texts": ["doc-0001#00000000-00000009"], "flag": True}


def one_row(name):
    """One row of a table of passages, of the first document."""
    table, text = TABLES[name], "The town should be praised."
    row = dict.fromkeys(table.names) | {c.name: [] for c in table.columns if c.kind == "texts"}
    row |= {c.name: c.values[0] if c.values else "x" for c in table.columns if c.kind == "text" and not c.nullable}
    row |= {c.name: 1 for c in table.columns if c.kind in {"integer", "number"} and not c.nullable}
    return row | {LISTED_KEYS[name]: "r1", "document_id": "doc-0000", "start": 0, "end": len(text), "paragraph": 1, "text": text}


COMPARED = [
    (name, column)
    for name, key in LISTED_KEYS.items()
    for column in TABLES[name].columns
    if column.name not in {key, "document_id", "segment_id", "start", "end", "page", "paragraph", "text", "series", "theme_id", "said"}
]


@pytest.mark.parametrize(("name", "column"), COMPARED, ids=lambda value: value if isinstance(value, str) else value.name)
def test_another_value_in_any_column_of_a_passage_is_told(tmp_path, name, column):
    row = one_row(name)
    other = next((value for value in column.values or () if value != row[column.name]), OTHER.get(column.kind, "words of a document"))
    later = row | {column.name: other}
    found = held(tmp_path, {name: TABLES[name].frame([row])}, {name: TABLES[name].frame([later])})
    (change,) = [c for c in found.found if c.part == name]
    assert change.change == "changed"
    assert column.name in change.what or column.name in {"role", "decided_by"}
    assert "Nothing differs" not in found.text


@pytest.mark.parametrize(
    ("name", "column"), [("recommendations", "action"), ("recommendations", "owner"), ("indicators", "measure"), ("quotes", "speaker")]
)
def test_words_of_documents_are_never_given_only_their_column(tmp_path, name, column):
    later = one_row(name) | {column: "Words of somebody who withdrew"}
    found = held(tmp_path, {name: TABLES[name].frame([one_row(name)])}, {name: TABLES[name].frame([later])})
    assert column in found.text
    assert "withdrew" not in found.text


def test_a_figure_that_changed_is_told_with_both_values(tmp_path):
    old, new = one_row("indicators"), one_row("indicators") | {"value": 61.5}
    found = held(tmp_path, {"indicators": TABLES["indicators"].frame([old])}, {"indicators": TABLES["indicators"].frame([new])})
    assert told(found, "indicators") == [("changed", "Minutes 0, paragraph 1: value", "1", "61.5")]


@pytest.mark.parametrize("name", LISTED_KEYS)
def test_ids_that_follow_from_a_place_are_no_difference(tmp_path, name):
    ids = {
        "reply_segment_id": "doc-0001#{}",
        "evidence_for": ["doc-0001#{}"],
        "mentions": ["doc-0001#{}"],
        "similar": ["i{}"],
        "superseded_by": ["r{}"],
    }
    sides = []
    for place in ("00000000-00000009", "00000004-00000013"):
        own = {key: [v.format(place) for v in value] if isinstance(value, list) else value.format(place) for key, value in ids.items()}
        row = one_row(name) | {key: value for key, value in own.items() if key in TABLES[name].names}
        sides.append({name: TABLES[name].frame([row | {LISTED_KEYS[name]: f"r{place}", "start": int(place[:8]), "end": int(place[:8]) + 27}])})
    assert told(held(tmp_path, *sides), name) == []


def test_one_of_two_passages_of_the_same_words_that_is_gone_is_told(tmp_path):
    row = one_row("indicators")
    twice = TABLES["indicators"].frame([row, row | {"indicator_id": "r2", "start": 50, "end": 77}])
    found = held(tmp_path, {"indicators": twice}, {"indicators": TABLES["indicators"].frame([row])})
    assert [c.change for c in found.found] == ["removed"]
