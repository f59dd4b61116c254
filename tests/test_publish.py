"""What is published holds nothing that a person did not let through. All people, places and numbers are invented."""

from __future__ import annotations

import json
import re
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import planted_names as planted
import pytest

from pipeline.errors import ConfigError, PipelineError, TableError
from pipeline.inputs import Request
from pipeline.name_forms import fold
from pipeline.publish import open_private, publish
from pipeline.refused import FILE
from pipeline.review_file import read_decisions
from pipeline.run import run

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Study:
    request: Request
    private: Path
    refusal: str
    said: str
    texts: dict[str, str]

    @property
    def published(self) -> Path:
        return self.request.outputs / "published"


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    """Run the planted corpus, publish it unreviewed, decide as proposed, and publish it again."""
    folder = tmp_path_factory.mktemp("planted")
    corpus, private = planted.write_planted(folder), folder / "private"
    request = Request(corpus, folder / "out", models=folder / "models")
    run(request)
    with pytest.raises(PipelineError) as refused:
        publish(request, private)
    assert not (request.outputs / "published").exists()
    decide(private, corpus)
    said = publish(request, private)
    files = sorted(path for path in (request.outputs / "published").rglob("*") if path.is_file())
    texts = {path.relative_to(request.outputs).as_posix(): path.read_bytes().decode("utf-8", "replace") for path in files}
    return Study(request, private, str(refused.value), said, texts)


def decide(private: Path, corpus: Path) -> None:
    (corpus / "decisions").mkdir(exist_ok=True)
    for name in ("names.csv", "review.csv"):
        rows = pd.read_csv(private / name, dtype="str", keep_default_na=False)
        rows.assign(decision=rows["proposed"]).to_csv(corpus / "decisions" / name, index=False)


def test_it_refuses_until_everything_is_decided_and_names_nobody_on_the_screen(study):
    assert "not decided on; nothing is published" in study.refusal
    assert study.refusal.count("first in") == 3
    assert not any(fold(word) in fold(study.refusal) for names in planted.NAMES.values() for name in names for word in name.split() if len(word) > 3)


@pytest.mark.parametrize("origin", planted.NAMES)
def test_no_planted_name_is_in_any_published_file(study, origin):
    words = [fold(word) for name in planted.NAMES[origin] for word in name.split() if len(word) > 3]
    assert not [(file, word) for file, text in study.texts.items() for word in words if word in fold(text)]


def test_no_planted_address_or_number_is_in_any_published_file(study):
    assert not [(file, kind) for file, text in study.texts.items() for kind, number in planted.NUMBERS.items() if number.lower() in text.lower()]


def test_neither_withheld_nor_unquoted_nor_exempt_text_is_published(study):
    gone = (planted.WITHHELD, planted.UNQUOTED, planted.EXEMPT, planted.CASE.split("{name} ")[1])
    assert not [(file, text) for file, content in study.texts.items() for text in gone if text in content]


def test_of_a_name_that_needs_no_decision_nothing_stands_in_what_is_published(study):
    rows = pd.read_csv(study.private / "names.csv", dtype="str", keep_default_na=False)
    people = rows[rows["kind"] == "person"]
    seen = people["in_its_place"].map(lambda name: any(name in text for text in study.texts.values()))
    silent = people["n_published"] == "0"
    assert silent.any()
    assert not people.loc[silent & seen, "found"].to_list()


def test_a_pseudonym_is_the_same_person_wherever_the_person_is_named(study):
    key = pd.read_csv(study.private / "key.csv").set_index("name")["pseudonym"]
    quotes = pd.read_csv(study.published / "csv" / "quotes.csv")
    own = quotes[quotes["text"].str.contains(key["Pauline Stobbs"], regex=False)]
    assert own["document_id"].nunique() == 2  # the letter that is quoted has the surname alone, the minutes the whole name
    assert key.is_unique


def test_an_official_in_public_role_stays(study):
    assert planted.OFFICIAL in study.texts["published/report.html"]


def test_the_page_has_the_quotes_and_no_blank_passage(study):
    quotes = pd.read_csv(study.published / "csv" / "quotes.csv")
    assert len(quotes) > 15
    assert quotes["text"].str.contains("[Resident", regex=False).any()
    assert quotes["text"].str.len().min() > 20
    (content,) = re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', study.texts["published/report.html"], re.DOTALL)
    shown = json.loads(content)
    assert len(shown["passages"]) == quotes["segment_id"].nunique()
    assert min(len(segment[-1]) for segment in shown["segments"]) > 20


def test_a_document_without_leave_counts_and_is_not_named(study):
    documents = pd.read_csv(study.published / "csv" / "documents.csv")
    assert len(documents) == 13
    closed = documents[documents["title"].str.startswith("Document that is not published")]
    assert len(closed) == 1
    assert closed["quotable"].tolist() == ["no"]
    assert "closed" not in closed["document_id"].item()


def test_the_promise_of_a_document_sets_its_attribution_until_the_manifest_decides(study):
    documents = pd.read_parquet(study.request.outputs / "documents.parquet").set_index("path")["attribution"]
    assert documents["note.txt"] == "none"
    assert documents["letters-00.txt"] == "named"
    problems = pd.read_parquet(study.request.outputs / "problems.parquet")
    assert problems.loc[problems["code"] == "promise", ["path", "severity"]].to_numpy().tolist() == [["note.txt", "note"]]


def test_a_body_is_tied_to_no_view_where_a_promise_was_given(study):
    assert not [file for file, text in study.texts.items() if "Alder Weavers" in text]
    assert any("[Organisation A]" in text for text in study.texts.values())


def test_items_dealt_with_in_private_are_set_aside_and_counted(study):
    assert "Set aside, dealt with in private: 1 item." in study.said
    segments = pd.read_parquet(study.request.outputs / "segments.parquet")
    assert segments.loc[segments["text"] == planted.EXEMPT, "codable"].tolist() == [False]


def test_nothing_but_what_is_on_the_list_is_published(study):
    kinds = {Path(file).suffix for file in study.texts}
    assert kinds <= {".html", ".csv", ".svg", ".png", ".txt", ".docx", ".xlsx"}
    assert not [file for file in study.texts if any(name in file for name in ("segments", "vectors", "codings", "parquet", "key", "names", "review"))]


def test_the_private_folder_is_for_its_owner_alone(study):
    assert stat.S_IMODE(study.private.stat().st_mode) == 0o700
    assert {stat.S_IMODE((study.private / name).stat().st_mode) for name in ("names.csv", "review.csv", "key.csv")} == {0o600}
    assert (study.private / ".gitignore").read_text() == "*\n"


def test_a_passage_with_blame_or_a_victim_waits_for_a_person(study):
    kinds = pd.read_csv(study.private / "review.csv").set_index("kind")["proposed"]
    assert {kinds["third party"], kinds["blame"]} == {"withhold"}
    assert "to blame" not in study.texts["published/csv/quotes.csv"]


def test_what_was_published_stays_when_a_new_run_is_not_yet_reviewed_or_not_current(study, tmp_path):
    other = Request(study.request.corpus, tmp_path / "none", models=study.request.models)
    with pytest.raises(TableError, match="is not current"):
        publish(other, tmp_path / "private")
    assert (study.published / "report.html").is_file()


def test_the_private_folder_is_refused_where_things_are_published_or_read(study):
    for folder in (study.request.outputs / "private", study.request.corpus, study.published):
        with pytest.raises(ConfigError, match="must be two folders"):
            open_private(folder, study.request)


def test_a_decision_that_is_none_is_refused_with_its_row(tmp_path):
    (tmp_path / "names.csv").write_text("review_id,kind,decision\nabc,person,\ndef,person,maybe\n")
    with pytest.raises(ConfigError, match=r"decisions/names.csv, row 3: 'maybe' cannot be decided on a row of kind person. It may be: redact, keep"):
        read_decisions(tmp_path)


def test_the_ids_of_the_explorer_are_those_of_the_quotes(study):
    (content,) = re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', study.texts["published/report.html"], re.DOTALL)
    shown = json.loads(content)
    ids = {f"{shown['documents'][number][0]}#{start:08}-{end:08}" for number, start, end, *_ in shown["segments"]}
    quotes = pd.read_csv(study.published / "csv" / "quotes.csv")
    assert set(quotes["segment_id"]) == ids


@pytest.mark.parametrize("turn", [("redact",), ("redact", "keep", "withhold")], ids=["accept-all", "in turn"])
def test_it_publishes_whatever_is_decided(study, turn):
    rows = {name: pd.read_csv(study.private / name, dtype="str", keep_default_na=False) for name in ("names.csv", "review.csv")}
    for name, own in rows.items():
        wanted = [turn[n % len(turn)] for n in range(len(own))]
        decided = [
            word if word in may_be.split(", ") else proposed for word, may_be, proposed in zip(wanted, own["may_be"], own["proposed"], strict=True)
        ]
        own.assign(decision=decided).to_csv(study.request.corpus / "decisions" / name, index=False)
    try:
        assert "nothing that should be gone is in them" in publish(study.request, study.private)
    finally:
        decide(study.private, study.request.corpus)
        publish(study.request, study.private)


def test_a_refusal_is_explained_in_the_private_folder_and_names_nobody_on_the_screen(study, tmp_path):
    corpus, private = tmp_path / "corpus", tmp_path / "private"
    shutil.copytree(study.request.corpus, corpus)
    shutil.copytree(study.private, private)
    settings = (corpus / "study.toml").read_text(encoding="utf-8")
    (corpus / "study.toml").write_text(settings.replace('title = "A small study"', 'title = "The letters of Pauline Stobbs"'), encoding="utf-8")
    request = Request(corpus, tmp_path / "out", models=study.request.models)
    run(request)
    with pytest.raises(PipelineError) as refused:
        publish(request, private)
    said = str(refused.value)
    assert "report.html: name (x" in said
    assert str(private / FILE) in said
    assert "stobbs" not in said.casefold()
    rows = pd.read_csv(private / FILE, dtype="str", keep_default_na=False)
    assert set(rows["decision"]) == {"redact"}
    assert rows["words"].str.contains("Pauline Stobbs").any()
    assert rows["asked_by"].str.startswith("decisions/names.csv: person 'Pauline Stobbs'").all()
    assert not (request.outputs / "published").exists()
    (corpus / "study.toml").write_text(settings, encoding="utf-8")
    run(request)
    publish(request, private)
    assert not (private / FILE).exists()
