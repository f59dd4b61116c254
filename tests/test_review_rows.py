"""The review asks for a decision on whatever would change published text, and says who decided on the rest. All people and places are invented."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.findings import Beside, gather
from pipeline.review_file import undecided, write_review

CLOSED = "Mrs Pennock spoke of her sister. Pennock was tired."
OPEN = "The hall was full. Two units of six are let at Pennock’s Park. Tea was served."
QUOTED = (OPEN.index("Two"), OPEN.index(" Tea"))
NAMED = OPEN.index("Pennock")


def documents_of(*, attribution: str | None = "named", **texts: str) -> pd.DataFrame:
    columns = {"place": "Alder", "publisher": None, "url": None, "reference": None, "attribution": attribution}
    rows = [{"document_id": name, "path": f"{name}.txt", "title": "Note", "text": text, **columns} for name, text in texts.items()]
    return pd.DataFrame(rows).assign(quotable=[None if name == "closed" else "yes" for name in texts])


BLOCKS = pd.DataFrame([{"document_id": "open", "start": 0, "end": 9, "kind": "paragraph", "section": None, "speaker": None}])


def test_a_name_that_would_go_from_published_words_of_another_document_is_to_be_decided_on():
    (row,) = gather(documents_of(closed=CLOSED, open=OPEN), BLOCKS, {"open": [QUOTED]}).rows
    assert (row.found, row.n, row.n_published) == ("Pennock", 3, 1)
    assert "let at Pennock" in row.context
    assert ("open", NAMED, NAMED + len("Pennock")) in row.spans  # so that to withhold it withholds the passage


def test_a_name_that_would_go_from_a_cell_of_a_table_is_to_be_decided_on_and_one_in_nothing_is_not():
    documents = documents_of(closed=CLOSED, open="Tea was served.")
    (silent,) = gather(documents, BLOCKS, {"open": [(0, 5)]}).rows
    assert silent.n_published == 0
    (told,) = gather(documents, BLOCKS, {"open": [(0, 5)]}, Beside(cells=[("wages, pennock, mill", "")])).rows
    assert (told.n_published, told.context) == (1, "wages, pennock, mill")


def test_a_surname_is_counted_for_those_who_bear_it_in_the_document():
    texts = {"closed": "Mrs Jane Ravensworth wept.", "open": "Mr Ivor Ravensworth spoke. Ravensworth then left."}
    rows = gather(documents_of(**texts), BLOCKS, {"open": [(27, 50)]}).rows
    assert {row.found: row.n_published for row in rows} == {"Jane Ravensworth": 0, "Ivor Ravensworth": 1}


PROMISE = "Views will not be attributed to anyone. Tea was served."


@pytest.mark.parametrize("attribution", ["role", "named", "none"])
def test_a_promise_on_which_the_manifest_decided_stays_in_the_review_as_decided(tmp_path, attribution):
    documents = documents_of(attribution=attribution, open=PROMISE).assign(settled=attribution)
    rows = gather(documents, BLOCKS, {"open": [(0, 9)]}).rows
    assert [(row.kind, row.settled) for row in rows] == [("promise", attribution)]
    assert not undecided(rows, {})
    write_review(tmp_path, rows, {}, {})
    listed = pd.read_csv(tmp_path / "review.csv", dtype="str")
    assert listed["decision"].tolist() == [attribution]
    assert listed["note"].str.contains("decided by the manifest").all()


def test_a_promise_that_nobody_decided_on_is_to_be_decided_on():
    documents = documents_of(attribution="none", open=PROMISE).assign(settled=None)
    rows = gather(documents, BLOCKS, {"open": [(0, 9)]}).rows
    assert [row.kind for row in undecided(rows, {})] == ["promise"]
