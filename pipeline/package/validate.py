"""Hold a package against what RO-Crate and this program ask of it, before it is written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from pipeline.errors import PipelineError
from pipeline.package.hold import sha256_of
from pipeline.package.relate import CRATE, RUN

METADATA = "ro-crate-metadata.json"
DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
OF_ROOT = ("name", "description", "datePublished", "license", "hasPart")
OF_FILE = ("name", "encodingFormat", "contentSize", "sha256")


def validate(graph: Mapping[str, Any], files: Mapping[str, bytes]) -> None:
    """Raise unless the graph describes the files as they are, and every figure leads to a table and every table to the run.

    Args:
        graph: the content of ro-crate-metadata.json.
        files: every other file, by path.

    Raises:
        PipelineError: naming what does not hold.
    """
    faults = list(faults_of(graph, files))
    if faults:
        listed = "\n".join(f"  {fault}" for fault in faults[:20])
        raise PipelineError(f"The package does not hold together; nothing is written.\n{listed}")


def faults_of(graph: Mapping[str, Any], files: Mapping[str, bytes]) -> Iterator[str]:
    """Yield what does not hold, a line each."""
    listed: list[dict[str, Any]] = graph["@graph"]
    entities = {entity["@id"]: entity for entity in listed}
    if len(entities) < len(listed):
        yield "two entities have the same @id"
    yield from _root(entities)
    yield from _files(entities, files)
    yield from _references(entities)
    yield from _results(entities, files)
    yield from (f"{path} does not lead to the run" for path in files if _is_evidence(path) and not leads_to_run(path, entities))


def leads_to_run(path: str, entities: Mapping[str, Any]) -> bool:
    """Tell whether a figure leads to tables that all lead to the run, or a table is a result of the run or of what was made from its results."""
    entity = entities.get(path, {})
    if "ImageObject" in as_list(entity.get("@type")):
        tables = references(entity, "isBasedOn")
        return bool(tables) and all(table.endswith(".csv") and leads_to_run(table, entities) for table in tables)
    return RUN in makers_of(path, entities, frozenset())


def makers_of(name: str, entities: Mapping[str, Any], seen: frozenset[str]) -> frozenset[str]:
    """Return the actions that made an entity, and those that made what they took."""
    made = {
        action for action, entity in entities.items() if "CreateAction" in as_list(entity["@type"]) and name in references(entity, "result")
    } - seen
    before = (
        [makers_of(taken, entities, seen | made) for action in made for taken in references(entities[action], "object")] if RUN not in made else []
    )
    return frozenset(made).union(*before)


def references(entity: Mapping[str, Any], name: str) -> list[str]:
    """Return the ids that a property of an entity names."""
    return [each["@id"] for each in as_list(entity.get(name)) if isinstance(each, dict)]


def as_list(value: Any) -> list[Any]:
    """Return a value as a list; nothing is an empty one."""
    return value if isinstance(value, list) else [] if value is None else [value]


def _is_evidence(path: str) -> bool:
    return path.startswith(("csv/", "figures/", "review/")) and path.endswith((".csv", ".svg", ".png"))


def _root(entities: Mapping[str, Any]) -> Iterator[str]:
    descriptor, root = entities.get(METADATA, {}), entities.get("./", {})
    if references(descriptor, "about") != ["./"] or references(descriptor, "conformsTo") != [CRATE]:
        yield f"{METADATA} does not say what it is about, or by which rules"
    yield from (f"the root has no {name}" for name in OF_ROOT if not root.get(name))
    if not DAY.fullmatch(str(root.get("datePublished", ""))):
        yield f"datePublished is no date of ISO 8601: {root.get('datePublished')}"


def _files(entities: Mapping[str, Any], files: Mapping[str, bytes]) -> Iterator[str]:
    described = {unquote(name): entity for name, entity in entities.items() if "File" in as_list(entity["@type"])}
    parts = {unquote(name) for name in references(entities.get("./", {}), "hasPart")}
    yield from (f"{path} is described and not there" for path in sorted(set(described) - set(files)))
    for path, content in sorted(files.items()):
        entity = described.get(path, {})
        yield from (f"{path} has no {name}" for name in OF_FILE if not entity.get(name))
        if path not in parts:
            yield f"{path} is no part of the root"
        if entity and (entity.get("sha256"), entity.get("contentSize")) != (sha256_of(content), str(len(content))):
            yield f"{path} has another hash or size than is said of it"


def _results(entities: Mapping[str, Any], files: Mapping[str, bytes]) -> Iterator[str]:
    """Hold what is said to be a result of the run against the hashes that run.json has."""
    written: dict[str, str] = json.loads(files["run.json"]).get("outputs", {}) if "run.json" in files else {}
    for path in map(unquote, references(entities.get(RUN, {}), "result")):
        if path in files and path != "run.json" and written.get(path, sha256_of(files[path])) != sha256_of(files[path]):
            yield f"{path} is not as the run wrote it"


def _references(entities: Mapping[str, Any]) -> Iterator[str]:
    outside = {CRATE}
    for name, entity in entities.items():
        for key in entity:
            yield from (
                f"{name}: {key} names {each}, which is not described"
                for each in references(entity, key)
                if each not in entities and each not in outside
            )
