"""Pack a finished run: gather, describe, hold together, write."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.errors import ConfigError
from pipeline.inputs import Inputs, Request
from pipeline.package.attribute import attribute
from pipeline.package.cite import authors_of, citation, day_of, licence_of, said_of
from pipeline.package.count import COUNTED, count
from pipeline.package.count_packed import count_packed, redacted
from pipeline.package.derive import csv_bytes, derive
from pipeline.package.describe import describe
from pipeline.package.facts import COUNTS, Facts
from pipeline.package.gather import as_json, figures_of, gather_inputs, gather_ours, gather_run
from pipeline.package.hold import hold_published, hold_run
from pipeline.package.list_documents import list_documents
from pipeline.package.open_up import number_paths, open_record, settings_toml
from pipeline.package.relate import PACKING, PUBLICATION, RUN, Crate, Origins, relate
from pipeline.package.review import review
from pipeline.package.validate import METADATA, validate
from pipeline.package.withhold import withhold
from pipeline.package.write_readme import write_readme
from pipeline.standing import Standing
from pipeline.store import read_table, write_whole
from pipeline.tables import PROBLEMS
from pipeline.wording import years

AS_THEY_ARE = ("method.html", "methods.md", "environment/requirements.lock", "software/CITATION.cff")  # of what is published, and of the program
EARLIEST = (1980, 1, 1, 0, 0, 0)  # of ZIP, so that the same files give the same bytes
OPEN_NAME, WHOLE_NAME = "package.zip", "package-with-texts.zip"


@dataclass(frozen=True)
class Wanted:
    """What is asked of a package: where it goes (None: into OUTPUTS), whether texts are in it, its day and licence where the study does not say."""

    to: Path | None = None
    with_texts: bool = False
    date: str = ""
    licence: str = ""
    replace: bool = False  # write over a file of other content that ``to`` names


@dataclass(frozen=True)
class Content:
    """The files that a run gives a package, the action that made each, and the record as it is given away."""

    files: Mapping[str, bytes]
    made_by: Mapping[str, str]
    record: Mapping[str, Any]
    published: Mapping[str, bytes]


def pack(request: Request, wanted: Wanted) -> str:
    """Write a research package of a finished run.

    Args:
        request: corpus, outputs and study. Only the package is written.
        wanted: what is asked of it.

    Returns:
        What was written, in a sentence or two.

    Raises:
        TableError: if the run, or what was published of it, is not as it was written.
        ConfigError: if there is no date, the package would lie in the corpus or is not named .zip, or what ``to`` names is another file.
        PipelineError: if the package would not hold together, or would hold words that nobody cleared.
    """
    target = _target(request, wanted)
    inputs = Inputs(request)
    try:
        files = packed_files(inputs, wanted)
    finally:
        inputs.close()
    archive = zipped(files)
    if wanted.to and not wanted.replace and target.exists() and target.read_bytes() != archive:
        raise ConfigError(f"{target} is there with another content. Name another file, or write over it: REPLACE=1 (--replace). Nothing is written.")
    write_whole(target, lambda path: path.write_bytes(archive))
    held = "no text but what was published" if not wanted.with_texts else "every document word for word: it is not for publication"
    n = {name: sum(path.startswith(f"{name}/") and path.endswith(kind) for path in files) for name, kind in (("csv", ".csv"), ("figures", ".svg"))}
    listed = f"{len(files)} files, {n['csv']} tables and {n['figures']} figures among them"
    return f"Package: {target}: {listed}; it holds {held}. Every figure leads to its tables, every table to the run (RO-Crate 1.1)."


def packed_files(inputs: Inputs, wanted: Wanted) -> dict[str, bytes]:
    """Return the files of a package by path, its description among them; raises as ``pack`` does."""
    record = hold_run(Standing(inputs))
    day = day_of(inputs.study.report.date, wanted.date)
    tables = {name: read_table(inputs.request.outputs, name) for name in COUNTED}
    problems = Standing(inputs).state.problems()
    content = (
        _whole(inputs, record) if wanted.with_texts else _open(inputs, record, [*tables["documents"]["path"], *(row["path"] for row in problems)])
    )
    files = {**content.files, **gather_ours(inputs, record, content.files["report.html"])}
    counts = pd.concat([count(tables, problems, record["outputs"]), count_packed(files, inputs.request.corpus)], ignore_index=True)
    files |= {COUNTS: csv_bytes(counts), "run.json": as_json(content.record), "study.toml": _settings(content).encode()}
    facts = Facts(content.record, inputs.codebook, dict(zip(counts["count"], counts["n"], strict=True)), frozenset(files), bool(content.published))
    files |= review(facts, files)
    crate = Crate(
        _name(inputs, facts),
        _description(facts, tables["documents"]),
        day,
        licence_of(wanted.licence or said_of(inputs.request.corpus, "license")),
        authors_of(inputs.request.corpus, inputs.study.report.authors),
    )
    cited = citation(crate)
    files |= {"CITATION.cff": cited} if cited else {}
    files["datapackage.json"] = as_json(describe(files, crate.name) | attribute(crate))
    files["README.md"] = write_readme(crate, files, content.record, published=bool(content.published))
    if content.published:
        added = {path: own for path, own in files.items() if content.made_by.get(path) != PUBLICATION and path not in AS_THEY_ARE}
        added[METADATA] = as_json([crate.name, crate.description, crate.licence, *crate.authors])  # all that it says in the study's words
        withhold(added, content.published, tables["documents"]["text"], redacted(inputs.request.corpus))
    made_by = {"run.json": RUN, **content.made_by}
    made_by = {path: made_by.get(path, PACKING) for path in files if path in made_by or path.startswith("review/")}
    documents = list_documents(files)
    graph = relate(crate, files, figures_of(files), Origins(made_by, documents, content.record, bool(content.published)))
    validate(graph, files)
    return files | {METADATA: as_json(graph)}


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a ZIP archive of files, sorted, without clock or machine: the same bytes for the same files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path, content in sorted(files.items()):
            member = zipfile.ZipInfo(path, EARLIEST)
            member.create_system, member.external_attr, member.compress_type = 3, 0o644 << 16, zipfile.ZIP_DEFLATED
            archive.writestr(member, content)
    return stream.getvalue()


def _target(request: Request, wanted: Wanted) -> Path:
    target = wanted.to or request.outputs / (WHOLE_NAME if wanted.with_texts else OPEN_NAME)
    if target.suffix.lower() != ".zip":
        raise ConfigError(f"A package is one ZIP file, and {target} is not named so. Name it --to folder/name.zip (with make: TO=folder/name.zip).")
    if request.corpus.resolve() in target.resolve().parents:
        raise ConfigError(f"The package {target} would lie in the corpus, whose documents it would join. Name another place.")
    return target


def _whole(inputs: Inputs, record: Mapping[str, Any]) -> Content:
    outputs = inputs.request.outputs
    run = gather_run(outputs, record["outputs"])
    run["csv/problems.csv"] = csv_bytes(PROBLEMS.frame(Standing(inputs).state.problems()))
    return Content({**run, **gather_inputs(inputs)}, dict.fromkeys(run, RUN), record, {})


def _open(inputs: Inputs, record: Mapping[str, Any], paths: list[str]) -> Content:
    published = hold_published(inputs.request.outputs, record)
    shown = {"published.txt" if path == "README.txt" else path: content for path, content in published.items()}
    derived = {path: content for path, content in derive(inputs.request.outputs, published, inputs.codebook).items() if path not in shown}
    made_by = {**dict.fromkeys(shown, PUBLICATION), **dict.fromkeys(derived, PACKING)}
    return Content({**shown, **derived}, made_by, open_record(record, number_paths(paths)), published)


def _settings(content: Content) -> str:
    said = (
        "exemplars, framing and groups are in inputs/."
        if not content.published
        else "Exemplars and groups of words are known by their hash in run.json alone."
    )
    return settings_toml(content.record["settings"], said)


def _name(inputs: Inputs, facts: Facts) -> str:
    """Return the title: that of CITATION.cff beside the documents, else ``[study] title``, else what is in it."""
    return said_of(inputs.request.corpus, "title") or " ".join(inputs.study.study.title.split()) or f"Themes in {facts.n('documents'):,} documents"


def _description(facts: Facts, documents: pd.DataFrame) -> str:
    known = documents["year"].dropna()
    when = f" of {years(int(known.min()), int(known.max()))}" if len(known) else ""
    what = f"Which of {len(facts.codebook.theme):,} themes {facts.n('documents'):,} documents{when} carry, and how that differs by time and place"
    return f"{what}: tables, figures, report, codebook (version {facts.record['codebook_version']}), the record of the run, and pages for a reviewer."
