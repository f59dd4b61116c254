"""Write the page that a reader of a package opens first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.package.facts import stood
from pipeline.package.kinds import SAYS
from pipeline.package.relate import Crate

HOLDS = {
    "csv/": "the tables; datapackage.json says what each column means",
    "figures/": "the figures, each as SVG and PNG, with a text alternative (.txt)",
    "review/": "the reviewer's pack: begin with review/review.md",
    "inputs/": "what people wrote for the study: exemplars, groups, manifest, decisions, codes",
    "environment/": "the packages of the run, with versions and hashes",
}
OPEN = """Full texts, passages that are not quoted, vectors and paths of the corpus's files are not here: this package holds what was
published after review. Words in [square brackets] stand for what was taken out; published.txt says more. Documents that were
not published are named by number."""
WHOLE = """**Not for publication.** This package holds every document word for word, and what people decided on it. It is an archive for
those who may read the documents."""
PAGE = """# {name}

{description}

{holding}

{cite}

## What is here

{listed}

Every figure leads to its tables and every table to the run in `ro-crate-metadata.json` (RO-Crate 1.1, Process Run Crate 0.5):
a figure `isBasedOn` tables; a table is the `result` of an action; the action's `object` leads to the run, and the run to its
documents, each with its sha256.

## Read this before you use a number

Codes are a machine's. They are uncorrected unless the column `corrected` says otherwise. Documents, not passages, are the unit of
uncertainty. Counts say what these documents say; they are no share of opinion. `method.html` has how this run worked, `methods.md`
what each method does not claim.

## Make the run again

1. Get Themeline {version}{commit}.
2. Get the documents: {documents} The hashes under `inputs` in `run.json` say whether they are the same.
3. In the clone: `make run CORPUS=documents OUTPUTS=results STUDY=study.toml`, with `study.toml` and `codebook.toml` of this
   package in one folder{exemplars}.
4. Hold the hashes of `results/run.json` under `outputs` against those of this package's `run.json`.

## Terms

{licence}
"""


def write_readme(crate: Crate, paths: Iterable[str], record: Mapping[str, Any], *, published: bool) -> bytes:
    """Return README.md.

    Args:
        crate: name, description, licence, authors.
        paths: of all other files.
        record: of the run, as it is given away.
        published: the package holds what was published, and no texts.
    """
    at = stood(record)
    authors = "; ".join(author["name"] for author in crate.authors)
    page = PAGE.format(
        name=crate.name,
        description=crate.description,
        holding=OPEN if published else WHOLE,
        cite=f"Cite as: {authors}, {crate.name}, {crate.date}." if authors else "Nobody is named as the author of this package.",
        listed=_listed(sorted(paths)),
        version=record["versions"]["themeline"] or "",
        commit=f", {at}" if at else "",
        documents="they are listed in `csv/evidence.csv`, and neither they nor the manifest are here."
        if published
        else "their texts are in `csv/documents.csv`; the files themselves are not here.",
        exemplars="; exemplars and groups of words are known by their hash alone"
        if published
        else ", and exemplars and groups of words from `inputs/`",
        licence=crate.licence.get("description") or f"{crate.licence['name']}: {crate.licence['@id']}",
    )
    return page.encode()


def _listed(paths: Iterable[str]) -> str:
    rows: dict[str, str] = {}
    for path in paths:
        folder = next((folder for folder in HOLDS if path.startswith(folder)), "")
        rows[folder or path] = HOLDS.get(folder) or SAYS.get(path, "")
    return "\n".join(["| | |", "|---|---|", *(f"| `{name}` | {said} |" for name, said in sorted(rows.items()))])
