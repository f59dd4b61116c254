"""What somebody decided to take out stays out when nothing finds it any more. All people, places and numbers are invented."""

from __future__ import annotations

import pandas as pd
import pytest
from test_review_rows import BLOCKS, documents_of

from pipeline.errors import ConfigError
from pipeline.finding import Asked, id_of
from pipeline.findings import Beside, Findings, gather
from pipeline.people import give_pseudonyms
from pipeline.redact import Redactor
from pipeline.review import Decided, kinds_of
from pipeline.review_file import read_decisions, undecided, write_review
from pipeline.scan import Hit, scan
from pipeline.select_published import gone_by, select
from pipeline.sought import Searched

SAID = "The stall was kept by zadie ashgrove. Zadie Ashgrove wept; ring 5501 any day. The Alder Weavers came. Tea was served."


def nobody(texts):
    """Find no name, as a finder may that has changed."""
    return [[] for _ in texts]


def decided_on(*asked: Asked, **texts: str) -> Decided:
    documents = documents_of(**texts)
    shown = {name: [(0, len(text))] for name, text in texts.items() if name != "closed"}
    findings = gather(documents, BLOCKS, shown, Beside(cells=[("ashgrove, mill", "")], asked=asked), nobody)
    decisions = {**findings.decided, **{one.review_id: one.decision for one in asked}}
    return Decided(findings, decisions, give_pseudonyms(findings.people, {}))


def hits_in(decided: Decided, text: str) -> list[Hit]:
    class Published:
        said = {"open": ""}
        ids: dict[str, str] = {}

    searched = Searched(gone_by(decided), decided.findings.rows, kinds_of(decided), Published())  # type: ignore[arg-type]
    return scan({"a.txt": text.encode()}, searched.everywhere(frozenset()))


@pytest.mark.parametrize("review_id", ["xformerly0000", id_of("person", "", "zadie ashgrove")])
@pytest.mark.parametrize("decision", ["redact", "withhold"])
def test_a_name_that_nothing_finds_any_more_is_taken_out_and_looked_for(review_id, decision):
    decided = decided_on(Asked(review_id, "person", decision, "Zadie Ashgrove", "open.txt"), open=SAID)
    (row,) = decided.findings.rows
    assert (row.found, row.n, row.n_published, decided.on(row)) == ("Zadie Ashgrove", 2, 2, decision)
    assert not undecided([row], decided.decisions)
    redacted = Redactor(gone_by(decided))(SAID, "open")
    assert "ashgrove" not in redacted.lower()
    assert "[Resident A]" in redacted
    assert Redactor(gone_by(decided))("ashgrove, mill") == "[Resident A], mill"
    assert [hit.kind for hit in hits_in(decided, "A word by Zadie Ashgrove.")] == [f"name ({row.review_id})"]


def test_a_name_that_is_nowhere_is_an_orphan_in_the_list_and_looked_for_all_the_same(tmp_path):
    decided = decided_on(Asked("x1", "person", "redact", "Bo Quarlpen"), Asked("x2", "blame", "withhold", "They took it all."), open=SAID)
    assert [row.is_orphan for row in decided.findings.rows] == [True, True]
    assert not undecided(decided.findings.rows, decided.decisions)
    write_review(tmp_path, decided.findings.rows, decided.decisions, {})
    for name, kept in (("names.csv", "redact"), ("review.csv", "withhold")):
        listed = pd.read_csv(tmp_path / name, dtype="str")
        assert listed[["decision", "n"]].to_numpy().tolist() == [[kept, "0"]]
        assert listed["note"].str.startswith("an orphan").all()
    assert hits_in(decided, "The letters of Bo Quarlpen")


def test_what_was_to_stay_and_is_not_found_any_more_changes_nothing():
    assert not decided_on(Asked("x1", "person", "keep", "Zadie Ashgrove"), open=SAID).findings.rows


def test_a_number_that_nothing_finds_any_more_is_taken_out_wherever_it_stands():
    decided = decided_on(Asked("x1", "telephone", "redact", "5501", "gone.txt"), open=SAID)
    (row,) = decided.findings.rows
    assert (row.review_id, row.path, row.n_published) == ("x1", "open.txt", 1)
    assert "ring [telephone] any day" in Redactor(gone_by(decided))(SAID, "open")
    assert [hit.kind for hit in hits_in(decided, "Ring 55 01.")] == ["telephone (x1)"]


@pytest.mark.parametrize("path", ["open.txt", "gone.txt", ""])
def test_a_body_that_nothing_finds_any_more_is_taken_out(path):
    decided = decided_on(Asked("x1", "organisation", "redact", "Alder Weavers", path), open=SAID, other="Tea.")
    (row,) = decided.findings.rows
    assert (row.document_id, decided.on(row)) == ("open", "redact")
    assert "The [Organisation A] came" in Redactor(gone_by(decided))(SAID, "open")
    assert Redactor(gone_by(decided))("Alder Weavers") == "[Organisation]"


def test_a_body_of_two_documents_has_a_row_for_each():
    documents = documents_of(one="The Alder Weavers came.", two="The Alder Weavers left.")
    rows = gather(documents, BLOCKS.assign(document_id="one"), {}, Beside(organisations={"one": ["Alder Weavers"], "two": ["Alder Weavers"]})).rows
    assert [row.document_id for row in rows] == ["one", "two"]


def test_a_passage_that_nothing_finds_any_more_is_withheld_by_its_words():
    decided = decided_on(Asked("x1", "third party", "withhold", "Zadie Ashgrove wept, ring 5501 ANY day.", "open.txt"), open=SAID)
    (row,) = decided.findings.rows
    (place,) = row.spans
    assert SAID[place[1] : place[2]] == "Zadie Ashgrove wept; ring 5501 any day"
    span = {"document_id": ["open"], "start": [place[1]], "end": [place[2]], "segment_id": ["open#1"]}
    none = pd.DataFrame({"document_id": [], "start": [], "end": []})
    tables = {"documents": documents_of(open=SAID), "quotes": pd.DataFrame(span), "recommendations": none, "indicators": none}
    assert select(tables, Decided(Findings((), (), {}), {}, {})).segments == {"open#1"}
    assert not select(tables, decided).segments


def read_rows(folder, *rows: str) -> dict[str, Asked]:
    (folder / "names.csv").write_text("\n".join(["review_id,kind,decision,found", *rows]), encoding="utf-8")
    return read_decisions(folder)


def test_a_name_that_somebody_added_is_looked_for_everywhere(tmp_path):
    asked = read_rows(tmp_path, ",person,redact,Mrs Zadie Ashgrove")
    (row,) = decided_on(*asked.values(), open=SAID).findings.rows
    assert (row.review_id, row.n_published) == (next(iter(asked)), 2)
    assert row.review_id == id_of("person", "", "zadie ashgrove")  # as if it had been found


def test_a_name_that_somebody_added_and_that_is_found_is_decided_on(tmp_path):
    asked = read_rows(tmp_path, ",person,redact,Zadie Ashgrove")
    (row,) = gather(documents_of(open="Mrs Zadie Ashgrove wept."), BLOCKS, {"open": [(0, 24)]}, Beside(asked=tuple(asked.values()))).rows
    assert row.review_id in asked


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([",person,redact,"], r"decisions/names.csv, row 2: it has neither review_id nor found"),
        (["x1,person,keep,Bo Elm", ",person,,Zadie Ashgrove"], r"row 3: it has no review_id and no decision"),
        ([",telephone,keep,5501"], r"row 2: without review_id only a name may be kept"),
        ([",promise,none,We name nobody."], r"row 2: without review_id only a name may be kept"),
        ([",person,maybe,Zadie Ashgrove"], r"row 2: 'maybe' cannot be decided on a row of kind person"),
        ([",person,redact,Zadie Ashgrove", ",person,keep,Mrs Zadie Ashgrove"], r"row 3: the name in it is decided on twice"),
    ],
)
def test_an_added_row_that_says_too_little_is_refused_and_names_nobody(tmp_path, rows, said):
    with pytest.raises(ConfigError, match=said) as refused:
        read_rows(tmp_path, *rows)
    assert "Ashgrove" not in str(refused.value)
