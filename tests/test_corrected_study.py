"""Human codes beside a corpus correct its shares at the next run, and a study without them stays as it was."""

from __future__ import annotations

import csv

import pandas as pd
import pytest
from small_study import write_study

from pipeline.coding_kit import Kit, make_coding_sample
from pipeline.draw import Wanted
from pipeline.errors import ConfigError
from pipeline.inputs import Request
from pipeline.plan_coding import plan_files
from pipeline.run import run
from pipeline.store import read_table

pytestmark = pytest.mark.slow
COLUMNS = ["draw", "segment_id", "path", "start", "end", "text", "coder", "codes", "codebook_version", "origin", "memo"]
TABLES = ("trends", "shifts", "contrasts", "drawn_codes")


def return_codes(folder, texts):
    """Answer a draw as a careful person would: who reads of jobs gives work, of prayer prayer."""
    record = pd.read_csv(next(folder.glob("draw-*/draw.csv")), dtype=str, keep_default_na=False)
    path = folder / f"codes_anna_{record['draw'][0]}.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS)
        writer.writeheader()
        for row in record.to_dict("records"):
            text = texts[row["segment_id"]]
            codes = "work" if "job" in text or "Wages" in text else "prayer" if "prayer" in text or "pray" in text else ""
            writer.writerow({name: row.get(name, "") for name in COLUMNS} | {"text": text, "coder": "anna", "codes": codes, "memo": ""})
    return path


def bytes_of(request):
    return {name: (request.outputs / f"{name}.parquet").read_bytes() for name in TABLES}


@pytest.fixture(scope="module")
def studied(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corrected")
    request = Request(write_study(folder, documents=16), folder / "outputs", models=folder / "models")
    run(request, "compare")
    before = bytes_of(request)
    make_coding_sample(request, Kit(Wanted(n=60, coders=("anna",))))
    run(request, "compare")
    drawn_only = bytes_of(request)
    segments = read_table(request.outputs, "segments").set_index("segment_id")["text"]
    path = return_codes(request.corpus / "codes", segments)
    outcome = run(request, "report")
    return request, path, before, drawn_only, outcome


def test_a_draw_that_nobody_has_coded_changes_nothing(studied):
    _, _, before, drawn_only, _ = studied
    assert before == drawn_only


def test_codes_correct_the_shares_of_their_themes(studied):
    request, _, _, _, outcome = studied
    assert outcome.errors == 0
    trends = read_table(request.outputs, "trends")
    whole = trends[(trends["group_kind"] == "all") & (trends["period"] == "all") & (trends["subject_kind"] == "theme")].set_index("subject_id")
    assert whole["corrected"].all()
    assert whole.loc["work", "low"] <= 0.4 <= whole.loc["work", "high"]
    assert (
        read_table(request.outputs, "shifts").query("subject_id == 'prayer' and kind == 'consecutive' and group == 'all'")["verdict"].item() == "fall"
    )
    assert set(read_table(request.outputs, "drawn_codes")["settled_by"]) == {"one coder"}


def test_the_report_says_which_numbers_are_corrected(studied):
    request = studied[0]
    page = (request.outputs / "report.html").read_text(encoding="utf-8")
    assert "no share is corrected by human codes" not in page
    assert "corrected by human codes" in page
    assert "Corrected by human codes" in (request.outputs / "figures" / "themes_over_time.txt").read_text(encoding="utf-8")
    assert "Machine-coded, uncorrected." in (request.outputs / "figures" / "topics.txt").read_text(encoding="utf-8")


def test_the_plan_builds_on_the_draw(studied):
    assert "found in the draw" in plan_files(studied[0].outputs, 0.05)


def test_codes_that_are_altered_are_refused_and_codes_that_are_taken_away_leave_no_trace(studied):
    request, path, before, _, _ = studied
    kept = path.read_text(encoding="utf-8")
    path.write_text(kept.replace("Potholes", "Holes").replace("The road", "The old road"), encoding="utf-8")
    with pytest.raises(ConfigError, match="altered after the draw"):
        run(request, "compare")
    path.unlink()
    run(request, "compare")
    assert before == bytes_of(request)
