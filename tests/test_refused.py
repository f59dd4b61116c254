"""A refusal says on the screen where and how much, and in the private folder what and why. All names are invented."""

from __future__ import annotations

import stat

import pandas as pd

from pipeline.finding import Finding
from pipeline.findings import Findings
from pipeline.refused import FILE, forget_refused, say_refused, write_refused
from pipeline.review import Decided
from pipeline.scan import Sought, runs_of, scan

HELD = "the mill owners had never once in forty years paid a wage on time"
ROWS = (
    Finding("x1", "person", "a", "letters/a.txt", "Sunniva Tolbrook", "", 1, 1),
    Finding("x2", "telephone", "b", "b.txt", "01632 960 123", "", 1, 0),
)
SOUGHT = Sought({"Tolbrook": "name (x1)"}, {}, {"01632 960 123": "telephone"}, frozenset(map(hash, runs_of(HELD))), rows={"01632960123": "x2"})
FILES = {
    "csv/quotes.csv": b"id,text\n1,Then Tolbrook rang 01632 960 123\n",
    "report.html": f"<p>Tolbrook: {HELD}</p>".encode(),
}


def refused(tmp_path) -> tuple[pd.DataFrame, str]:
    hits = scan(FILES, SOUGHT)
    documents = pd.DataFrame({"document_id": ["b"], "path": ["b.txt"], "text": [f"He said that {HELD}."]})
    path = write_refused(tmp_path, hits, Decided(Findings(ROWS, (), {}), {"x1": "redact"}, {}), documents)
    return pd.read_csv(path, dtype=str, keep_default_na=False), say_refused(hits, path)


def test_the_list_gives_place_words_decision_and_what_to_do(tmp_path):
    rows, _ = refused(tmp_path)
    told = rows.set_index(["file", "kind"]).to_dict("index")
    quoted = told["csv/quotes.csv", "name"]
    assert [quoted[name] for name in ("where", "words", "review_id", "decision")] == ["row 2, column text", "Tolbrook", "x1", "redact"]
    assert quoted["asked_by"] == "decisions/names.csv: person 'Sunniva Tolbrook', first in letters/a.txt"
    assert "`keep`" in quoted["what_to_do"]
    number = told["csv/quotes.csv", "telephone"]
    assert (number["decision"], number["asked_by"]) == ("redact, as proposed", "decisions/review.csv: telephone '01632 960 123', first in b.txt")
    held = told["report.html", "withheld text"]
    assert (held["words"], held["asked_by"]) == (HELD, "words of what is not quoted: b.txt")
    assert len(rows) == 4


def test_the_screen_names_files_and_kinds_and_nobody(tmp_path):
    _, said = refused(tmp_path)
    assert said.startswith("What should be gone is still in 2 files, in 4 places; nothing is published.\n  csv/quotes.csv: name (x1), 1 place\n")
    assert str(tmp_path / FILE) in said
    assert "tolbrook" not in said.casefold()
    assert "960" not in said
    assert "mill" not in said


def test_only_its_owner_may_read_the_list_and_it_goes_once_something_is_published(tmp_path):
    refused(tmp_path)
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    forget_refused(tmp_path)
    forget_refused(tmp_path)
    assert not (tmp_path / FILE).exists()
