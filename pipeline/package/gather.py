"""Gather the files of a package: tables, figures, report, settings, codebook, record, lock."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lxml import html

from pipeline.config import ROOT
from pipeline.errors import TableError
from pipeline.figures import FIGURES
from pipeline.keys import file_hash
from pipeline.package.derive import PAIRS

if TYPE_CHECKING:
    from pipeline.inputs import Inputs

NO_TABLES = frozenset({"codebook", "study"})  # what figures take beside tables
LINK = re.compile(r"\[([^\]]+)\]\((?!https?:)[^)]*\)")
PICTURES = ("svg", "png")
BESIDE = ("report.html", "evidence.xlsx", "briefing.docx", "codebook_candidates.toml")
OF_PEOPLE = ("manifest.csv", "decisions/*.csv", "codes/*.csv")


@dataclass(frozen=True)
class Figure:
    """A figure of the package: its files, its caption, and the files of the tables it was drawn from."""

    name: str
    pictures: tuple[str, ...]
    text: str
    caption: str
    tables: tuple[str, ...]


def gather_run(outputs: Path, written: Iterable[str]) -> dict[str, bytes]:
    """Return what a run wrote but vectors and what only it reads, by path: CSV tables, report, exports, figures. They hold the documents' texts.

    Args:
        outputs: of the run.
        written: the files that run.json names; no other is taken.
    """
    wanted = [
        name for name in sorted(written) if name in BESIDE or name.startswith("figures/") or (name.startswith("csv/") and name.endswith(".csv"))
    ]
    return {name: (outputs / name).read_bytes() for name in wanted}


def gather_inputs(inputs: Inputs) -> dict[str, bytes]:
    """Return what people wrote for a study, for an archive of one's own: exemplars, groups, manifest, decisions, codes."""
    study, corpus = inputs.study, inputs.request.corpus
    named = {"exemplars.csv": study.study.exemplars, "framing.csv": study.frame.exemplars, "groups.csv": study.study.groups}
    found = {f"inputs/{name}": path.read_bytes() for name, path in named.items()}
    files = [path for pattern in OF_PEOPLE for path in sorted(corpus.glob(pattern)) if path.is_file()]
    return found | {f"inputs/{path.relative_to(corpus).as_posix()}": path.read_bytes() for path in files}


def gather_ours(inputs: Inputs, record: Mapping[str, Any], report: bytes) -> dict[str, bytes]:
    """Return what goes with any package: codebook, lock, and what the methods are.

    Raises:
        TableError: if the codebook or the lock is not the one that the record names.
    """
    named = {"codebook.toml": (inputs.study.study.codebook, record["inputs"]["codebook"])}
    named |= {"environment/requirements.lock": (ROOT / "requirements.lock", record["versions"]["lock"])}
    for name, (path, sha256) in named.items():
        if file_hash(path) != sha256:
            raise TableError(f"{path.name} is not the one that the run was made with ({name}). Run the study again: make run, or themeline run.")
    files = {name: path.read_bytes() for name, (path, _) in named.items()}
    methods = LINK.sub(r"\1", (ROOT / "docs" / "explanation" / "methods.md").read_text(encoding="utf-8"))
    return files | {"methods.md": methods.encode(), "method.html": _method(report), "software/CITATION.cff": (ROOT / "CITATION.cff").read_bytes()}


def figures_of(files: Mapping[str, bytes]) -> tuple[Figure, ...]:
    """Return the figures of a package, each with the tables that the function which drew it takes.

    Raises:
        TableError: if one of these tables is not in the package.
    """
    found = []
    for name in FIGURES:
        pictures = tuple(f"figures/{name}.{kind}" for kind in PICTURES if f"figures/{name}.{kind}" in files)
        text = f"figures/{name}.txt"
        if not pictures:
            continue
        taken = [each for each in inspect.signature(import_module(FIGURES.module(name)).draw).parameters if each not in NO_TABLES]
        tables = tuple(sorted({_table_of(each, files) for each in taken}))
        missing = [path for path in (*tables, text) if path not in files]
        if missing:
            raise TableError(f"The figure {name} leads to {', '.join(missing)}, which is not in the package. Publish again: make publish.")
        found.append(Figure(name, pictures, text, files[text].decode("utf-8").split("\n", 1)[0], tables))
    return tuple(found)


def _table_of(table: str, files: Mapping[str, bytes]) -> str:
    """Return the file of a table; for passages and their codes, where they are not given away, that of the pairs counted from them."""
    path = f"csv/{table}.csv"
    return path if path in files or table not in {"segments", "codings"} else f"csv/{PAIRS}.csv"


def _method(report: bytes) -> bytes:
    """Take the section on method out of the report, as a page of its own."""
    (section,) = html.document_fromstring(report.decode("utf-8")).xpath("//section[@aria-labelledby='method']")
    for link in section.xpath(".//a[starts-with(@href, '#')]"):
        link.set("href", f"report.html{link.get('href')}")
    section.tail = None
    body = html.tostring(section, encoding="unicode")
    title = "Method and limits"
    return (
        f'<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>{title}</title></head>\n<body>\n{body}\n</body>\n</html>\n'.encode()
    )


def as_json(content: Any) -> bytes:
    """Write JSON as OUTPUTS has it: keys sorted."""
    return (json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()
