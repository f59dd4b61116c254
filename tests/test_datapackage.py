"""The description of the tables is true, and one that a validator accepts."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from invented_study import Invented, contrast, shift

from pipeline.datapackage import write_datapackage
from pipeline.stages import STAGES, stage_named
from pipeline.store import write_codings_wide, write_table
from pipeline.tables import TABLES

FRICTIONLESS = shutil.which("frictionless")
EVIL = "=cmd|' /C calc'!A0 <script>alert(1)</script> javascript:alert(1)"
PARSERS = {"string": str, "integer": int, "number": float, "boolean": {"True": True, "False": False}.__getitem__}


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("outputs")
    tables = Invented(quote=EVIL).tables() | {"shifts": TABLES["shifts"].frame([shift()]), "contrasts": TABLES["contrasts"].frame([contrast()])}
    for name in TABLES:
        write_table(folder, name, tables[name] if name in tables else TABLES[name].empty())
    write_codings_wide(folder)
    write_datapackage(folder)
    return folder


@pytest.fixture(scope="module")
def package(outputs: Path) -> Any:
    return json.loads((outputs / "csv" / "datapackage.json").read_text(encoding="utf-8"))


def cells_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_csv_file_is_described_and_no_other(outputs: Path, package: Any) -> None:
    assert {resource["path"] for resource in package["resources"]} == {path.name for path in (outputs / "csv").glob("*.csv")}
    assert {resource["name"] for resource in package["resources"]} == {*TABLES, "codings_wide"} - {"vectors"}


def test_sizes_and_hashes_are_those_of_the_files(outputs: Path, package: Any) -> None:
    for resource in package["resources"]:
        content = (outputs / "csv" / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()


def test_the_package_has_what_the_profile_asks_for(package: Any) -> None:
    """Data Package 2.0 asks for resources with name and path, a table for a schema of named fields, and a key among them."""
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    names = [resource["name"] for resource in package["resources"]]
    assert len(set(names)) == len(names)
    for resource in package["resources"]:
        assert resource["$schema"] == "https://datapackage.org/profiles/2.0/dataresource.json"
        assert re.fullmatch(r"[a-z0-9._/-]+", resource["name"])
        assert not resource["path"].startswith(("/", "."))
        assert (resource["type"], resource["format"], resource["encoding"]) == ("table", "csv", "utf-8")
        fields = [field["name"] for field in resource["schema"]["fields"]]
        assert len(set(fields)) == len(fields)
        assert isinstance(resource["schema"]["primaryKey"], list)
        assert set(resource["schema"]["primaryKey"]) <= set(fields)
        assert {field["type"] for field in resource["schema"]["fields"]} <= set(PARSERS)


def test_fields_are_the_columns_in_their_order_with_types_limits_and_meanings_that_hold(outputs: Path, package: Any) -> None:
    for resource in package["resources"]:
        path, fields = outputs / "csv" / resource["path"], resource["schema"]["fields"]
        rows, header = cells_of(path), path.read_text(encoding="utf-8").split("\n", 1)[0].split(",")
        assert [field["name"] for field in fields] == header
        assert all(field["description"] for field in fields)
        keys = [tuple(row[name] for name in resource["schema"]["primaryKey"]) for row in rows]
        assert len(set(keys)) == len(keys)
        for field in fields:
            limits = field.get("constraints", {})
            values = [PARSERS[field["type"]](row[field["name"]]) for row in rows if row[field["name"]]]
            assert all(limits.get("minimum", value) <= value <= limits.get("maximum", value) for value in values)
            assert all(value in limits.get("enum", [value]) for value in values)
            assert not limits.get("required") or len(values) == len(rows)


def test_types_and_meanings_are_those_that_the_tables_declare(package: Any) -> None:
    trends = next(resource for resource in package["resources"] if resource["name"] == "trends")
    assert trends["description"] == TABLES["trends"].meaning
    assert trends["schema"]["primaryKey"] == list(TABLES["trends"].key)
    share = next(field for field in trends["schema"]["fields"] if field["name"] == "share")
    assert (share["type"], share["constraints"]) == ("number", {"minimum": 0, "maximum": 1})


def test_what_a_spreadsheet_would_take_for_a_formula_is_guarded_as_the_description_says(outputs: Path, package: Any) -> None:
    (row,) = cells_of(outputs / "csv" / "quotes.csv")
    assert row["text"] == "'" + EVIL
    assert "has an apostrophe before it" in package["description"]


def test_a_table_that_is_not_there_is_not_described(tmp_path: Path) -> None:
    write_table(tmp_path, "problems", TABLES["problems"].empty())
    write_datapackage(tmp_path)
    package = json.loads((tmp_path / "csv" / "datapackage.json").read_text(encoding="utf-8"))
    assert [resource["name"] for resource in package["resources"]] == ["problems"]


def test_twice_gives_the_same_bytes(outputs: Path) -> None:
    before = (outputs / "csv" / "datapackage.json").read_bytes()
    write_datapackage(outputs)
    assert (outputs / "csv" / "datapackage.json").read_bytes() == before


def test_the_description_is_written_anew_whenever_a_table_changes() -> None:
    report = stage_named("report")
    (view,) = report.views
    assert view.path == "csv/datapackage.json"
    written = {table for stage in STAGES for table in stage.writes} - {"vectors"}
    assert written <= {*report.reads, *report.writes, *view.reads}


@pytest.mark.slow
@pytest.mark.skipif(FRICTIONLESS is None, reason="frictionless is not installed; it would bring fifteen packages into the lock")
def test_frictionless_finds_nothing(outputs: Path) -> None:
    said = subprocess.run([FRICTIONLESS, "validate", "datapackage.json", "--json"], cwd=outputs / "csv", capture_output=True, text=True, check=False)
    assert json.loads(said.stdout)["valid"], said.stdout
