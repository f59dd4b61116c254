"""Say how everything in a package hangs together: ro-crate-metadata.json.

Sources: RO-Crate 1.1, w3id.org/ro/crate/1.1; Process Run Crate 0.5, w3id.org/ro/wfrun/process/0.5 (made for RO-Crate 1.1, and the newest for which a
validator has rules). ``sha256`` is no term of RO-Crate 1.1; it is taken from the terms of Workflow Run RO-Crate.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from pipeline.package.describe import meaning_of
from pipeline.package.facts import stood
from pipeline.package.gather import Figure
from pipeline.package.hold import sha256_of
from pipeline.package.kinds import FORMATS, SAYS

CRATE, PROCESS = "https://w3id.org/ro/crate/1.1", "https://w3id.org/ro/wfrun/process/0.5"
CONTEXT = [f"{CRATE}/context", {"sha256": "https://w3id.org/ro/terms/workflow-run#sha256"}]
RUN, PUBLICATION, PACKING = "#run", "#publication", "#packing"
TABLES, PROGRAM, LICENCE = "#tables-of-the-run", "#themeline", "#licence"
COMPLETED = "http://schema.org/CompletedActionStatus"
Entity = dict[str, Any]


@dataclass(frozen=True)
class Crate:
    """What the crate says of itself: name, description, day of publication (ISO 8601), licence (an entity), authors (entities)."""

    name: str
    description: str
    date: str
    licence: Entity
    authors: tuple[Entity, ...]


@dataclass(frozen=True)
class Origins:
    """Where the files come from: by path the action that made them; what the run took in; its record; how many were published first."""

    made_by: Mapping[str, str]
    documents: Sequence[Entity]
    record: Mapping[str, Any]
    published: bool


def relate(crate: Crate, files: Mapping[str, bytes], figures: Sequence[Figure], origins: Origins) -> dict[str, Any]:
    """Return the content of ro-crate-metadata.json.

    Args:
        crate: what the root says.
        files: every other file of the package, by path.
        figures: with the tables that they were drawn from.
        origins: which action made which file, and from what.

    Returns:
        Context and graph: every file with size, format and sha256; each figure based on its tables; each table the result of an action
        that leads to the run; the run with its program, its documents and what else went in.
    """
    drawn = {path: figure for figure in figures for path in (*figure.pictures, figure.text)}
    actions = _actions(files, origins)
    parts = [_file(path, content, drawn.get(path)) for path, content in sorted(files.items())]
    inputs = [*origins.documents, *_inputs(origins.record)]
    shared = [_collection(origins.record)] if origins.published else []
    graph = [
        _descriptor(),
        _root(crate, parts, actions),
        _profile(),
        *parts,
        *actions,
        *shared,
        _program(origins.record),
        *inputs,
        crate.licence,
        *crate.authors,
    ]
    return {"@context": CONTEXT, "@graph": graph}


def reference(path: str) -> str:
    """Return the id of a file: its path, as part of an address."""
    return quote(path, safe="/")


def _descriptor() -> Entity:
    return {"@id": "ro-crate-metadata.json", "@type": "CreativeWork", "conformsTo": {"@id": CRATE}, "about": {"@id": "./"}}


def _root(crate: Crate, parts: Sequence[Entity], actions: Sequence[Entity]) -> Entity:
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": crate.name,
        "description": crate.description,
        "datePublished": crate.date,
        "license": {"@id": crate.licence["@id"]},
        "conformsTo": {"@id": PROCESS},
        "hasPart": _compact(_links(parts)),
        "mentions": _compact(_links(actions)),
        **({"author": _compact(_links(crate.authors))} if crate.authors else {}),
    }


def _profile() -> Entity:
    return {"@id": PROCESS, "@type": "CreativeWork", "name": "Process Run Crate", "version": "0.5"}


def _file(path: str, content: bytes, figure: Figure | None) -> Entity:
    stem, _, suffix = path.rpartition("/")[2].rpartition(".")
    said = SAYS.get(path) or (meaning_of(stem) if suffix == "csv" else "")
    made: Entity = {
        "@id": reference(path),
        "@type": "File",
        "name": path,
        "encodingFormat": FORMATS[suffix],
        "contentSize": str(len(content)),
        "sha256": sha256_of(content),
        **({"description": said} if said else {}),
    }
    if figure is None:
        return made
    if path == figure.text:
        return made | {"description": f"Text alternative of the figure {figure.name}, with its numbers", "about": _compact(_ids(figure.pictures))}
    return made | {"@type": ["File", "ImageObject"], "description": figure.caption, "isBasedOn": _compact(_ids(figure.tables))}


def _actions(files: Mapping[str, bytes], origins: Origins) -> list[Entity]:
    results = {action: [path for path in sorted(files) if origins.made_by.get(path) == action] for action in (RUN, PUBLICATION, PACKING)}
    went_in = [*_links(origins.documents), *_links(_inputs(origins.record)), {"@id": "codebook.toml"}, {"@id": "environment/requirements.lock"}]
    tables = [{"@id": TABLES}] if origins.published else _ids([path for path in results[RUN] if path.endswith(".csv")])
    made = [
        _action(
            RUN,
            "The run",
            "Documents were read, coded by the codebook and followed over time and places.",
            went_in,
            [*_ids(results[RUN]), *([{"@id": TABLES}] if origins.published else [])],
        )
    ]
    if origins.published:
        said = "Of the run's tables and report, what may be published was taken and redacted, as people decided."
        made.append(_action(PUBLICATION, "The publication", said, tables, _ids(results[PUBLICATION])))
    said = "Tables behind figures, reviewer's pages and descriptions were made from the run's tables and record."
    return [*made, _action(PACKING, "The packing", said, tables, _ids(results[PACKING]))]


def _action(name: str, title: str, said: str, objects: Sequence[Entity], results: Sequence[Entity]) -> Entity:
    return {
        "@id": name,
        "@type": "CreateAction",
        "name": title,
        "description": said,
        "instrument": {"@id": PROGRAM},
        "object": _compact(objects),
        "result": _compact(results),
        "actionStatus": COMPLETED,
    }


def _collection(record: Mapping[str, Any]) -> Entity:
    tables = sorted(name for name in record["outputs"] if name.endswith(".parquet"))
    said = f"{len(tables)} tables as the run wrote them. They are not in this package; run.json has the sha256 of each under outputs."
    return {"@id": TABLES, "@type": "CreativeWork", "name": "Tables of the run", "description": said}


def _program(record: Mapping[str, Any]) -> Entity:
    at = stood(record)
    return {
        "@id": PROGRAM,
        "@type": "SoftwareApplication",
        "name": "Themeline",
        "softwareVersion": record["versions"]["themeline"] or "not recorded",
        **({"identifier": f"git {at}"} if at else {}),
        "softwareRequirements": {"@id": "environment/requirements.lock"},
    }


def _inputs(record: Mapping[str, Any]) -> list[Entity]:
    """Return what went in beside documents and codebook, known by its hash."""
    named = {name: sha256 for name, sha256 in sorted(record["inputs"].items()) if name not in {"corpus", "codebook"} and sha256 != "absent"}
    return [{"@id": f"#input-{name}", "@type": "CreativeWork", "name": name.replace("_", " "), "sha256": sha256} for name, sha256 in named.items()]


def _ids(paths: Sequence[str]) -> list[Entity]:
    return [{"@id": reference(path)} for path in paths]


def _compact(links: Sequence[Entity]) -> Any:
    """Return links as RO-Crate 1.1 would have them: one alone is no list."""
    return links[0] if len(links) == 1 else list(links)


def _links(entities: Sequence[Entity]) -> list[Entity]:
    return [{"@id": entity["@id"]} for entity in entities]
