"""Verify: one character, digit or citation that is altered is caught and named, by the command and its exit code. All texts are invented."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from small_study import write_study
from typer.testing import CliRunner

from pipeline import keys, run
from pipeline.cli import app
from pipeline.inputs import Request

pytestmark = pytest.mark.slow

PLAN = """A plan for the mill

The council will open a church hall in Alder by June 2016.

About 61% of tenants said that the road was safe.

The weather was fair on the day and nothing else was said of it."""


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("verified")
    corpus = write_study(folder)
    (corpus / "plan.txt").write_text(PLAN, encoding="utf-8")
    run.run(Request(corpus, folder / "outputs", models=folder / "models"))
    return folder


@pytest.fixture
def study(finished: Path, tmp_path: Path) -> Path:
    shutil.copytree(finished, tmp_path, dirs_exist_ok=True)
    return tmp_path


def _alter(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, old
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def _verified(folder: Path) -> tuple[int, list[str]]:
    keys.file_hash.cache_clear()
    result = CliRunner().invoke(app, ["verify", "--corpus", str(folder / "corpus"), "--outputs", str(folder / "outputs")])
    return result.exit_code, result.stdout.splitlines()[:-1]


def _table(folder: Path, name: str) -> Any:
    return pd.read_parquet(folder / "outputs" / f"{name}.parquet")


def _lines_of(table: str, lines: list[str]) -> set[str]:
    return {line.split()[1] for line in lines if line.startswith(f"{table}: ")}


def test_a_run_that_nobody_touched_holds(study: Path) -> None:
    assert _verified(study) == (0, [])


def test_one_character_inside_a_quote_names_exactly_that_quote_and_its_file(study: Path) -> None:
    quotes, documents = _table(study, "quotes"), _table(study, "documents").set_index("document_id")
    quote = quotes.iloc[0]
    same = quotes[quotes["segment_id"] == quote["segment_id"]]  # a passage that is quoted under two themes is two quotes
    path = documents.loc[quote["document_id"], "path"]
    _alter(study / "corpus" / path, quote["text"], quote["text"].replace("e", "3", 1))
    code, lines = _verified(study)
    assert code == 1
    assert _lines_of("quotes", lines) == set(same["quote_id"])
    assert set(lines) - {line for line in lines if line.startswith("quotes: ")} == {f"source: {path} was changed after the run"}


def test_a_run_of_an_earlier_version_is_to_be_made_again(study: Path) -> None:
    _table(study, "quotes").drop(columns="decided_by").to_parquet(study / "outputs" / "quotes.parquet")
    result = CliRunner().invoke(app, ["verify", "--corpus", str(study / "corpus"), "--outputs", str(study / "outputs")])
    assert result.exit_code != 0
    said = str(result.exception)
    assert "its table quotes differs in decided_by" in said
    assert "Run the study again" in said


def test_one_character_outside_every_quote_names_none_and_the_file(study: Path) -> None:
    _alter(study / "corpus" / "plan.txt", "weather was fair", "weather was fain")
    assert not _table(study, "quotes")["text"].str.contains("weather was fair").any()
    assert _verified(study) == (1, ["source: plan.txt was changed after the run"])


def test_a_figure_or_a_deadline_altered_in_its_source_names_the_indicator_or_the_proposal(study: Path) -> None:
    _alter(study / "corpus" / "plan.txt", "61%", "62%")
    _alter(study / "corpus" / "plan.txt", "June 2016", "June 2017")
    code, lines = _verified(study)
    assert code == 1
    assert _lines_of("indicators", lines) == set(_table(study, "indicators").query("said == '61%'")["indicator_id"])
    proposals = _table(study, "recommendations")
    assert _lines_of("recommendations", lines) == set(proposals.loc[proposals["deadline"] == "by June 2016", "recommendation_id"])


def test_a_digit_altered_in_the_reports_prose_is_caught(study: Path) -> None:
    page = study / "outputs" / "report.html"
    prose = re.search(r"<p[^>]*>[^<]*?(\d+) document", page.read_text(encoding="utf-8"))
    assert prose
    _alter(page, prose[0], prose[0].replace(prose[1], str(int(prose[1]) + 1)))
    assert _verified(study) == (1, ["run: report.html was changed after the run wrote it"])


def test_a_digit_altered_in_a_table_of_the_report_names_what_it_is_of(study: Path) -> None:
    [figure] = _table(study, "indicators").query("said == '61%'")["indicator_id"]
    page = study / "outputs" / "report.html"
    row = re.search(rf'<tr id="{figure}">.*?</tr>', page.read_text(encoding="utf-8"), re.DOTALL)
    assert row
    _alter(page, row[0], row[0].replace("61%", "67%"))
    code, lines = _verified(study)
    assert code == 1
    assert [line for line in lines if line.startswith("report.html: ")] == [f"report.html: the figure {figure} is not as its table has it: “67%”"]


@pytest.mark.parametrize("name", ["csv/trends.csv", "csv/quotes.csv", "csv/indicators.csv"])
def test_a_digit_altered_in_a_csv_names_its_line(study: Path, name: str) -> None:
    path = study / "outputs" / name
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    digit = re.search(r"\d", lines[1])
    assert digit
    lines[1] = lines[1][: digit.start()] + str((int(digit[0]) + 1) % 10) + lines[1][digit.end() :]
    path.write_text("".join(lines), encoding="utf-8")
    assert _verified(study) == (1, [f"run: {name} was changed after the run wrote it, first in line 2"])


def test_a_citation_altered_in_the_report_names_its_quote(study: Path) -> None:
    quote = _table(study, "quotes").iloc[0]
    page = study / "outputs" / "report.html"
    figure = re.search(rf'<figure[^>]* id="{quote["quote_id"]}">.*?</figure>', page.read_text(encoding="utf-8"), re.DOTALL)
    assert figure
    _alter(page, figure[0], re.sub(r"paragraph \d+", "paragraph 99", figure[0]))
    code, lines = _verified(study)
    assert code == 1
    assert any(line.startswith(f"report.html: the citation of quote {quote['quote_id']} ") for line in lines)


def test_every_file_that_the_run_wrote_is_held_against_what_it_wrote(study: Path) -> None:
    """Whatever its form: one byte more in any file of OUTPUTS is named."""
    outputs = study / "outputs"
    apart = {"run.json", "models.json"}  # the record itself, and what the next run is to fit with
    written = sorted(path.relative_to(outputs).as_posix() for path in outputs.rglob("*") if path.is_file() and ".themeline" not in path.parts)
    files = {name for name in written if name not in apart and not name.endswith(".parquet")}
    for name in files:
        with (outputs / name).open("ab") as file:
            file.write(b" ")
    _, lines = _verified(study)
    caught = {line.removeprefix("run: ").split(" was ")[0] for line in lines if line.startswith("run: ")}
    assert caught == files
