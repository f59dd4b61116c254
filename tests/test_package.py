"""The research package: what is in it is of the run, every figure leads back to it, and nothing is in it that was not published."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import runpy
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from conftest import ROOT
from crate_rules import unmet
from small_study import write_study
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.config import load_study
from pipeline.inputs import Inputs, Request
from pipeline.package.facts import stood
from pipeline.package.validate import faults_of
from pipeline.run import run

pytestmark = pytest.mark.slow
PROFILES = ("ro-crate-1.1", "process-run-crate-0.5")
OPEN_PAPERS = range(0, 12, 2)  # may be quoted; the others may not
SHUT = "The talks on the lease were held behind closed doors by two people whom nobody there would name."
NAMED = "Mrs Rosalind Quayle said that jobs at the mill and her own wage were lost, and that her number was 01632 960 123."


@dataclass(frozen=True)
class Small:
    folder: Path

    @property
    def corpus(self) -> Path:
        return self.folder / "corpus"

    @property
    def outputs(self) -> Path:
        return self.folder / "out"

    def run(self) -> None:
        run(Request(self.corpus, self.outputs, models=self.folder / "models"))

    def command(self, *words: str) -> Any:
        return CliRunner().invoke(app, [*words, "--corpus", str(self.corpus), "--outputs", str(self.outputs)])

    def publish(self) -> None:
        """Publish, deciding as is proposed."""
        self.command("publish", "--private", str(self.folder / "private"))
        (self.corpus / "decisions").mkdir(exist_ok=True)
        for name in ("names.csv", "review.csv"):
            rows = pd.read_csv(self.folder / "private" / name, dtype="str", keep_default_na=False)
            rows.assign(decision=rows["proposed"]).to_csv(self.corpus / "decisions" / name, index=False)
        done = self.command("publish", "--private", str(self.folder / "private"))
        assert done.exit_code == 0, done.exception

    def refusal(self, *words: str) -> str:
        """Return why no package is written, and see that none is."""
        path = self.folder / "refused.zip"
        done = self.command("package", "--to", str(path), *(words or ("--date", "2026-01-31")))
        assert done.exit_code == 1
        assert not path.exists()
        return str(done.exception)

    def archive(self, *words: str) -> bytes:
        path = self.folder / "made.zip"
        done = self.command("package", "--date", "2026-01-31", "--to", str(path), "--replace", *words)
        assert done.exit_code == 0, done.exception
        return path.read_bytes()


def unzipped(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def graph_of(files: dict[str, bytes]) -> dict[str, Any]:
    return {entity["@id"]: entity for entity in json.loads(files["ro-crate-metadata.json"])["@graph"]}


def ids(entity: dict[str, Any], name: str) -> list[str]:
    value = entity.get(name, [])
    return [each["@id"] for each in (value if isinstance(value, list) else [value])]


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Small:
    """A study of twelve papers, of which six may be quoted, run and published."""
    made = Small(tmp_path_factory.mktemp("small"))
    write_study(made.folder)
    header, *rows = (made.corpus / "manifest.csv").read_text(encoding="utf-8").split("\n")
    allowed = [f"{row},{'yes' if n in OPEN_PAPERS else ''}" for n, row in enumerate(rows)]
    (made.corpus / "manifest.csv").write_text("\n".join([f"{header},quotable", *allowed]), encoding="utf-8")
    with (made.corpus / "paper-01.txt").open("a", encoding="utf-8") as file:
        file.write(f"\n{SHUT}\n")
    with (made.corpus / "paper-02.txt").open("a", encoding="utf-8") as file:
        file.write(f"\n{NAMED}\n")
    with (made.corpus / "study.toml").open("a", encoding="utf-8") as file:
        file.write("\n[quote]\nmin_words = 8\n")
    made.run()
    assert "Publish first: make publish" in made.refusal()  # nothing is published yet
    made.publish()
    return made


@pytest.fixture(scope="module")
def archive(small: Small) -> bytes:
    return small.archive("--licence", "CC-BY-4.0")


@pytest.fixture(scope="module")
def files(archive: bytes) -> dict[str, bytes]:
    return unzipped(archive)


@pytest.fixture(scope="module")
def whole(small: Small) -> dict[str, bytes]:
    return unzipped(small.archive("--with-texts"))


@pytest.fixture(scope="module")
def crate(archive: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("crate") / "package"
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        opened.extractall(folder)
    return folder


def test_twice_gives_the_same_bytes(small: Small, archive: bytes) -> None:
    assert small.archive("--licence", "CC-BY-4.0") == archive
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        assert opened.namelist() == sorted(opened.namelist())
        assert {member.date_time[:3] for member in opened.infolist()} == {(1980, 1, 1)}


@pytest.mark.parametrize("profile", PROFILES)
def test_the_validator_finds_no_required_rule_broken(crate: Path, tmp_path: Path, profile: str) -> None:
    assert unmet(crate, tmp_path / "cache", profile=profile) == []


def without_licence(entities: dict[str, Any]) -> None:
    del entities["./"]["license"]


def with_an_unlisted_file(entities: dict[str, Any]) -> None:
    entities["./"]["hasPart"] = entities["./"]["hasPart"][1:]


def with_a_file_that_is_not_there(entities: dict[str, Any]) -> None:
    entities["csv/none.csv"] = {"@id": "csv/none.csv", "@type": "File", "name": "none"}
    entities["./"]["hasPart"].append({"@id": "csv/none.csv"})


def without_a_program(entities: dict[str, Any]) -> None:
    del entities["#run"]["instrument"]


def with_an_unknown_term(entities: dict[str, Any]) -> None:
    entities["#run"]["wasRunBy"] = "somebody"


@pytest.mark.parametrize("spoil", [without_licence, with_an_unlisted_file, with_a_file_that_is_not_there, without_a_program, with_an_unknown_term])
def test_the_validator_would_find_it_without_a_network(crate: Path, tmp_path: Path, spoil: Callable[[dict[str, Any]], None]) -> None:
    metadata = crate / "ro-crate-metadata.json"
    before = metadata.read_bytes()
    content = json.loads(before)
    entities = {entity["@id"]: entity for entity in content["@graph"]}
    spoil(entities)
    try:
        metadata.write_text(json.dumps({**content, "@graph": list(entities.values())}), encoding="utf-8")
        assert unmet(crate, tmp_path / "cache", profile=PROFILES[1])
    finally:
        metadata.write_bytes(before)


def test_our_own_check_finds_the_same_faults(files: dict[str, bytes]) -> None:
    others = {path: content for path, content in files.items() if path != "ro-crate-metadata.json"}
    assert list(faults_of(json.loads(files["ro-crate-metadata.json"]), others)) == []
    for spoil in (without_licence, with_an_unlisted_file, with_a_file_that_is_not_there):
        content = json.loads(files["ro-crate-metadata.json"])
        entities = {entity["@id"]: entity for entity in content["@graph"]}
        spoil(entities)
        assert list(faults_of({**content, "@graph": list(entities.values())}, others))


@pytest.mark.parametrize("kind", ["files", "whole"])
def test_every_figure_leads_to_tables_every_table_to_the_run_and_the_run_to_its_documents(
    small: Small, request: pytest.FixtureRequest, kind: str
) -> None:
    held: dict[str, bytes] = request.getfixturevalue(kind)
    graph, record = graph_of(held), json.loads((small.outputs / "run.json").read_text(encoding="utf-8"))
    makers: dict[str, list[str]] = {}
    for name, entity in graph.items():
        if entity["@type"] == "CreateAction":
            for result in ids(entity, "result"):
                makers.setdefault(result, []).append(name)
    figures = [path for path in held if path.startswith("figures/") and not path.endswith(".txt")]
    assert len(figures) == 2 * len(list((small.outputs / "figures").glob("*.svg")))
    for figure in figures:
        tables = ids(graph[figure], "isBasedOn")
        assert tables
        for table in tables:
            assert table in held
            (action,) = makers[table]
            while action != "#run":
                (action,) = {maker for taken in ids(graph[action], "object") for maker in makers.get(taken, [])}
    program = graph[ids(graph["#run"], "instrument")[0]]
    assert program["softwareVersion"] == record["versions"]["themeline"]
    assert program["identifier"] == f"git {stood(record)}"
    taken = {graph[name]["sha256"] for name in ids(graph["#run"], "object") if name.startswith("#document-")}
    assert taken == {hashlib.sha256(path.read_bytes()).hexdigest() for path in small.corpus.glob("paper-*.txt")}


def test_every_file_is_described_with_its_size_format_and_hash(files: dict[str, bytes]) -> None:
    graph = graph_of(files)
    described = {name: entity for name, entity in graph.items() if "File" in entity["@type"]}
    assert set(described) == set(files) - {"ro-crate-metadata.json"} == set(ids(graph["./"], "hasPart"))
    for name, entity in described.items():
        assert entity["sha256"] == hashlib.sha256(files[name]).hexdigest()
        assert int(entity["contentSize"]) == len(files[name])
        assert "/" in entity["encodingFormat"]


def test_nothing_is_in_it_that_may_not_be_published(small: Small, files: dict[str, bytes]) -> None:
    together = "\n".join(content.decode("utf-8", "replace") for content in files.values())
    shut = [small.corpus / f"paper-{n:02}.txt" for n in range(12) if n not in OPEN_PAPERS]
    passages = [line for path in shut for line in path.read_text(encoding="utf-8").split("\n") if len(line.split()) > 5]
    assert SHUT in passages
    assert not [passage for passage in passages if passage in together]
    assert not [word for word in ("Rosalind", "Quayle", "01632 960 123", "960 123") if word in together]
    assert not re.search(r"paper-\d\d\.txt", together)
    assert not [path for path in files if path.endswith(".parquet") or path.startswith(("inputs/", "codes/", "decisions/"))]
    assert not {"csv/segments.csv", "csv/codings.csv", "csv/blocks.csv", "csv/codings_wide.csv"} & set(files)
    assert "text" not in rows_of(files["csv/documents.csv"])[0]
    assert len(rows_of(files["csv/quotes.csv"]))  # so that words of those that may be quoted are there


def test_what_it_holds_of_the_published_report_is_byte_for_byte_that(small: Small, files: dict[str, bytes]) -> None:
    for path in (small.outputs / "published").rglob("*"):
        name = path.relative_to(small.outputs / "published").as_posix()
        if path.is_file():
            assert files["published.txt" if name == "README.txt" else name] == path.read_bytes()


def test_with_texts_it_is_the_whole_run_and_says_that_it_is_not_to_be_published(small: Small, whole: dict[str, bytes], tmp_path: Path) -> None:
    tables = {path.name for path in (small.outputs / "csv").glob("*.csv")}
    assert all(whole[f"csv/{name}"] == (small.outputs / "csv" / name).read_bytes() for name in tables)
    assert SHUT in whole["csv/documents.csv"].decode()
    assert "**Not for publication.**" in whole["README.md"].decode()
    assert whole["inputs/manifest.csv"] == (small.corpus / "manifest.csv").read_bytes()
    assert whole["run.json"] == (small.outputs / "run.json").read_bytes()
    for path, content in whole.items():
        (tmp_path / "crate" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "crate" / path).write_bytes(content)
    assert unmet(tmp_path / "crate", tmp_path / "cache", profile=PROFILES[1]) == []


@pytest.mark.parametrize(
    "name", ["csv/shifts.csv", "trends.parquet", "figures/topics.svg", "published/figures/topics.svg", "published/csv/trends.csv"]
)
def test_a_file_that_was_changed_is_named_and_nothing_is_packed(small: Small, name: str) -> None:
    path = small.outputs / name
    before = path.read_bytes()
    try:
        path.write_bytes(before[:-1] + b"9")
        said = small.refusal()
        assert name.removeprefix("published/") in said
        assert "are not as" in said
    finally:
        path.write_bytes(before)


def test_a_record_that_was_changed_with_its_table_is_found_too(small: Small) -> None:
    record, table = small.outputs / "run.json", small.outputs / "csv" / "shifts.csv"
    before = record.read_bytes(), table.read_bytes()
    try:
        table.write_bytes(before[1] + b"\n")
        content = json.loads(before[0])
        content["outputs"]["csv/shifts.csv"] = hashlib.sha256(table.read_bytes()).hexdigest()
        record.write_text(json.dumps(content), encoding="utf-8")
        assert "csv/shifts.csv" in small.refusal()
    finally:
        record.write_bytes(before[0])
        table.write_bytes(before[1])


def test_a_day_is_needed_and_the_package_lies_where_it_may(small: Small) -> None:
    assert "there is none. Set [report] date" in small.refusal("--licence", "CC0-1.0")
    assert "“31 January” is not one" in small.refusal("--date", "31 January")
    done = small.command("package", "--date", "2026-01-31", "--to", str(small.corpus / "package.zip"))
    assert "would lie in the corpus" in str(done.exception)


def test_a_file_of_other_content_is_not_written_over_until_that_is_asked_for(small: Small, tmp_path: Path) -> None:
    path = tmp_path / "theirs.zip"
    path.write_bytes(b"somebody else's")
    words = ("package", "--date", "2026-01-31", "--to", str(path))
    done = small.command(*words)
    assert "theirs.zip is there with another content" in str(done.exception)
    assert path.read_bytes() == b"somebody else's"
    assert small.command(*words, "--replace").exit_code == 0
    assert small.command(*words).exit_code == 0  # the same again changes nothing


def test_the_record_and_settings_say_what_the_run_was_made_with(small: Small, files: dict[str, bytes], tmp_path: Path) -> None:
    record, opened = (json.loads(content) for content in ((small.outputs / "run.json").read_bytes(), files["run.json"]))
    assert sorted(opened["inputs"]["corpus"].values()) == sorted(record["inputs"]["corpus"].values())
    assert {name: opened[name] for name in record if name != "inputs"} == {name: record[name] for name in record if name != "inputs"}
    (tmp_path / "study.toml").write_bytes(files["study.toml"])
    again, before = load_study(tmp_path / "study.toml"), Inputs(Request(small.corpus, small.outputs)).study
    without = {"study", "frame"}  # which hold paths
    assert again.model_dump(exclude=without) == before.model_dump(exclude=without)
    assert again.study.title == before.study.title
    assert hashlib.sha256(files["codebook.toml"]).hexdigest() == record["inputs"]["codebook"]
    assert hashlib.sha256(files["environment/requirements.lock"]).hexdigest() == record["versions"]["lock"]


def test_the_tables_are_described_as_they_are(files: dict[str, bytes]) -> None:
    described = json.loads(files["datapackage.json"])["resources"]
    assert {resource["path"] for resource in described} == {path for path in files if path.endswith(".csv")}
    for resource in described:
        rows = rows_of(files[resource["path"]])
        header = files[resource["path"]].decode().split("\n", 1)[0].split(",")
        assert [field["name"] for field in resource["schema"]["fields"]] == header
        assert resource["hash"] == "sha256:" + hashlib.sha256(files[resource["path"]]).hexdigest()
        missing = resource["schema"]["missingValues"]
        kinds = {field["name"]: {"integer": int, "number": float}.get(field["type"], str) for field in resource["schema"]["fields"]}
        assert all(kinds[name](cell) is not None for row in rows for name, cell in row.items() if cell not in missing)


def test_whoever_made_it_is_named_as_they_named_themselves_and_nobody_in_their_place(small: Small, files: dict[str, bytes]) -> None:
    bare = json.loads(files["datapackage.json"])
    assert "contributors" not in bare
    assert [licence["name"] for licence in bare["licenses"]] == ["CC-BY-4.0"]
    cited = small.corpus / "CITATION.cff"
    author = "- family-names: Tamsin-Vole\n  given-names: Ada\n  orcid: https://orcid.org/0000-0002-1825-0097\n"
    cited.write_text(f"title: Jobs at the mill of Alder\nlicense: OGL-UK-3.0\nauthors:\n{author}", encoding="utf-8")
    try:
        made = unzipped(small.archive())
    finally:
        cited.unlink()
    described, graph = json.loads(made["datapackage.json"]), graph_of(made)
    assert (described["title"], described["name"]) == ("Jobs at the mill of Alder", "jobs-at-the-mill-of-alder")
    assert graph["./"]["name"] == "Jobs at the mill of Alder"
    assert described["licenses"] == [{"name": "OGL-UK-3.0", "path": graph["./"]["license"]["@id"]}]
    (person,) = described["contributors"]
    assert (person["title"], person["path"]) == ("Ada Tamsin-Vole", "https://orcid.org/0000-0002-1825-0097")
    assert graph["./"]["author"] == {"@id": person["path"]}
    assert b"orcid.org/0000-0002-1825-0097" in made["CITATION.cff"]
    assert made["README.md"].startswith(b"# Jobs at the mill of Alder\n")


def test_what_the_reviewer_reads_is_counted_from_the_run(small: Small, files: dict[str, bytes]) -> None:
    counts = {row["count"]: row for row in rows_of(files["review/counts.csv"])}
    segments = pd.read_parquet(small.outputs / "segments.parquet")
    outputs = json.loads((small.outputs / "run.json").read_bytes())["outputs"]
    assert counts["documents"]["n"] == "12"
    assert counts["documents: quotable yes"]["n"] == "6"
    assert counts["codable segments"]["n"] == str(segments["codable"].sum())
    assert counts["codable segments"]["sha256"] == outputs["segments.parquet"]
    coreq = {row["item"]: row for row in rows_of(files["review/coreq.csv"])}
    assert list(coreq) == [str(n) for n in range(1, 33)]
    assert int(counts["review: redact (names.csv)"]["n"]) >= 1
    assert coreq["12"]["says"].startswith("12 documents of 12 sources.")
    assert coreq["1"]["answer"] == "for the authors"
    rap = {row["asks"]: row for row in rows_of(files["review/rap.csv"])}
    assert (rap["Peer review of the code"]["answer"], rap["Tests"]["answer"]) == ("open", "open")
    record = json.loads(files["run.json"])
    assert rap["Version control"]["answer"] == ({True: "yes", False: "partly"}[record["git_clean"]] if record["git_commit"] else "open")
    basis = {row["item"]: row["answer"] for row in rows_of(files["review/assumptions.csv"])}
    assert (basis["limits"], basis["design"]) == ("set by the study", "default of the program")
    assumed = {row["item"]: row["says"] for row in rows_of(files["review/assumptions.csv"])}
    assert assumed["[track] draws"] == "200; default: 2000"
    assert "[track] floor" not in assumed  # at its default


def test_all_evidence_that_the_reviewer_is_given_is_there(files: dict[str, bytes]) -> None:
    listed = [row for name in ("coreq", "assumptions", "decisions", "rap") for row in rows_of(files[f"review/{name}.csv"])]
    named = [each.partition(": ") for row in listed for each in row["evidence"].split("; ") if each]
    assert len(named) > 60
    for path, _, key in named:
        assert path in files
        if path == "run.json" and key:
            tree = json.loads(files[path])
            for part in key.split(" > "):
                tree = tree[part]
        elif path.endswith(".csv") and key:
            rows = rows_of(files[path])
            header = files[path].decode().split("\n", 1)[0].split(",")
            assert key in ({row["count"] for row in rows} if path == "review/counts.csv" else header)


def test_what_was_published_of_another_run_is_not_packed(small: Small, archive: bytes, whole: dict[str, bytes]) -> None:
    settings = small.corpus / "study.toml"
    before = settings.read_text(encoding="utf-8")
    settings.write_text(before + "\n[report]\ndate = '2026-02-01'\nauthors = 'Alder office; Birch office'\n", encoding="utf-8")
    assert "is not current (report)" in small.refusal()
    small.run()
    assert "Publish again" in small.refusal()
    small.publish()
    done = small.command("package", "--to", str(small.folder / "later.zip"))  # the date is that of the settings
    assert done.exit_code == 0
    later = unzipped((small.folder / "later.zip").read_bytes())
    graph = graph_of(later)
    assert graph["./"]["datePublished"] == "2026-02-01"
    assert [graph[name]["name"] for name in ids(graph["./"], "author")] == ["Alder office", "Birch office"]
    assert "date-released: 2026-02-01" in later["CITATION.cff"].decode()
    settings.write_text(before, encoding="utf-8")


def test_the_script_of_the_docs_draws_from_a_package_what_the_run_has(crate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = ROOT / "docs" / "notebook" / "own_figure.py"
    monkeypatch.setattr(sys, "argv", [str(script), str(crate), "prayer", str(crate.parent / "own.png")])
    (row,) = runpy.run_path(str(script))["table"].to_dict("records")
    trends = pd.read_csv(crate / "csv" / "trends.csv")
    (told,) = trends[(trends["subject_id"] == "prayer") & (trends["group_kind"] == "source_type") & (trends["period"] == "all")].to_dict("records")
    assert (row["kind"], row["n"], row["share"]) == ("minutes", told["n_documents"], pytest.approx(told["share_raw"], abs=1e-6))
