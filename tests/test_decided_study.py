"""Decisions of people in whole studies: what they change, what they leave alone, and that they are kept when documents come."""

import csv

import pandas as pd
import pytest
from small_study import SUBJECTS, write_study

from pipeline import keys
from pipeline.changes import changes
from pipeline.errors import ConfigError
from pipeline.inputs import Request
from pipeline.run import run

pytestmark = pytest.mark.slow
LATE = {"decide", "quote", "ledger", "report"}
SHOULD = "The council should mend the roof of the mill at Ashwick by the end of May."


def again(folder, outputs="outputs"):
    keys.file_hash.cache_clear()
    return run(Request(folder / "corpus", folder / outputs, models=folder / "models")).computed


def table(folder, name, outputs="outputs"):
    return pd.read_parquet(folder / outputs / f"{name}.parquet")


def write_decisions(folder, kind, rows):
    path = folder / "corpus" / "decisions" / f"{kind}.csv"
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(dict.fromkeys(name for row in rows for name in row)))
        writer.writeheader()
        writer.writerows(rows)


def copied(row, *columns):
    return {name: row[name] for name in ("document_id", "start", "end", "text", *columns)}


def add_document(folder, name, text, year):
    (folder / "corpus" / name).write_text(text, encoding="utf-8")
    manifest = folder / "corpus" / "manifest.csv"
    manifest.write_text(manifest.read_text(encoding="utf-8") + f"\n{name},{name},{year},Alder,minutes,{name}", encoding="utf-8")


def sentences(name, n):
    return "\n\n".join(f"{SUBJECTS[subject][(n + i) % 3]} In {name} item {n} of {i}." for i, subject in enumerate(("work", "prayer", "roads")))


def test_decisions_change_what_they_should_and_are_kept_when_twelve_documents_come(tmp_path):
    write_study(tmp_path)
    add_document(tmp_path, "roof.txt", f"Roof\n\n{SHOULD}\n\n{SUBJECTS['work'][0]} It was said twice.\n", 2009)
    again(tmp_path)
    quotes, listed = table(tmp_path, "quotes"), table(tmp_path, "recommendations")
    out = quotes[quotes["theme_id"] == "work"].iloc[0]
    segments = table(tmp_path, "segments")
    kept_by_rule = set(quotes["segment_id"])
    new = next(
        row for row in segments[segments["codable"]].to_dict("records") if row["segment_id"] not in kept_by_rule and "road" not in row["text"].lower()
    )
    write_decisions(
        tmp_path,
        "quotes",
        [copied(out, "theme_id") | {"decision": "rejected"}, copied(new) | {"theme_id": "work", "decision": "pinned", "who": "Ada Fern"}],
    )
    write_decisions(tmp_path, "findings", [{"theme_id": "prayer", "text": "We find that prayer <b>matters</b>."}])
    roof = listed[listed["text"] == SHOULD].iloc[0]
    write_decisions(tmp_path, "ledger", [copied(roof, "recommendation_id") | {"status": "ongoing", "lead": "Property services"}])

    assert set(again(tmp_path)) == LATE
    decided = table(tmp_path, "quotes")
    assert out["text"] not in set(decided.loc[decided["theme_id"] == "work", "text"])
    assert decided.loc[decided["text"] == new["text"], "decided_by"].to_list() == ["Ada Fern"]
    assert table(tmp_path, "recommendations").set_index("text").loc[SHOULD, ["status", "lead"]].to_list() == ["ongoing", "Property services"]
    assert table(tmp_path, "problems").query("stage in ['decide', 'ledger']").empty
    page = (tmp_path / "outputs" / "report.html").read_text(encoding="utf-8")
    assert "We find that prayer &lt;b&gt;matters&lt;/b&gt;." in page
    assert again(tmp_path) == ()

    (tmp_path / "outputs").rename(tmp_path / "earlier")
    for n in range(12):
        add_document(tmp_path, f"aa-{n:02d}.txt", f"Late {n}\n\n{sentences(f'late paper {n}', n)}\n", 2014)
    path = tmp_path / "corpus" / "roof.txt"  # and what was decided on is pushed along
    path.write_text(
        path.read_text(encoding="utf-8").replace("Roof\n\n", "Roof\n\nThe chair opened the evening and thanked all who came.\n\n"), encoding="utf-8"
    )
    again(tmp_path)
    after = table(tmp_path, "quotes")
    assert out["text"] not in set(after.loc[after["theme_id"] == "work", "text"])
    assert after.loc[after["text"] == new["text"], "decided_by"].to_list() == ["Ada Fern"]
    assert table(tmp_path, "recommendations").set_index("text").loc[SHOULD, "status"] == "ongoing"
    decisions = table(tmp_path, "decisions")
    assert set(decisions["standing"]) <= {"exact", "moved", "written"}
    assert decisions.set_index("file").loc["ledger", "standing"] == "moved"

    found = changes(tmp_path / "earlier", tmp_path / "outputs")
    fates = [change.change for change in found.found if change.part == "decisions"]
    assert fates == ["kept"] * 4
    assert sum(change.change == "added" for change in found.found if change.part == "documents") == 12

    path.unlink()  # withdrawn: what was decided on it is listed, and nothing else is lost
    again(tmp_path)
    orphans = table(tmp_path, "decisions").query("standing == 'orphan'")
    assert "ledger" in set(orphans["file"])
    assert set(table(tmp_path, "problems").query("stage == 'decide'")["code"]) == {f"orphan-row-{row}" for row in orphans["row"]}


def test_a_file_of_decisions_that_cannot_be_used_stops_the_run_with_its_row(tmp_path):
    write_study(tmp_path, documents=4)
    write_decisions(tmp_path, "quotes", [{"path": "paper-01.txt", "text": "The mill.", "theme_id": "work", "decision": "keep"}])
    with pytest.raises(ConfigError, match=r"row 2: decision is 'keep'"):
        again(tmp_path)
    assert not (tmp_path / "outputs" / "documents.parquet").exists()
