"""Lay out a study outside the clone, and write a prefilled manifest."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.config import ROOT
from pipeline.decision_files import COLUMNS
from pipeline.errors import ConfigError
from pipeline.store import read_table, write_csv, write_text, write_whole

if TYPE_CHECKING:
    from pipeline.inputs import Request

MANIFEST = "path,title,date,place,source_type,publisher,url,licence,reference,quotable,attribution,cluster_id\n"
SETTINGS = """# Settings of this study; unknown keys are errors. What is not set has its default.
# Put documents into documents/, list them in manifest.csv (paths as documents/name.pdf), then from the clone:
#   {command}

[study]
title = {title}
codebook = "codebook.toml"      # the themes; a copy of the project's, yours to change

[track]
periods = "auto"                # or "year", or "5 years", or [[track.period]] blocks with name, start, end
design = "sample"               # "census" if these documents are all there are
"""


def new_study(folder: Path) -> str:
    """Lay out a study of your own.

    Args:
        folder: does not exist yet, or is empty.

    Returns:
        What was made and what to do next.

    Raises:
        ConfigError: if the folder is a file or has something in it, or it lies inside the clone's corpus.
    """
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        raise ConfigError(f"{folder} already exists and is not empty. Name a new folder with STUDY=folder.")
    if folder.resolve().is_relative_to((ROOT / "corpus").resolve()):
        raise ConfigError(
            f"{folder} lies inside the clone's corpus, whose documents it would join. Name a folder outside the clone with STUDY=folder."
        )
    for name in ("documents", "decisions", "codes"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for kind, columns in COLUMNS.items():  # empty but for their headers
        write_text(folder / "decisions" / f"{kind}.csv", ",".join(columns) + "\n")
    write_text(folder / "manifest.csv", MANIFEST)
    write_text(folder / "study.toml", SETTINGS.format(command=_command(folder), title=json.dumps(_plain(folder.resolve().name), ensure_ascii=False)))
    write_whole(folder / "codebook.toml", lambda path: shutil.copyfile(ROOT / "corpus" / "codebook.toml", path))
    return (
        f"Made {folder} with documents/, manifest.csv, study.toml, codebook.toml, decisions/ and codes/.\n"
        f"Next: put documents into {folder / 'documents'}, then: {_command(folder)}"
    )


def _command(folder: Path) -> str:
    """Write the command that runs a study; what a shell reads in quotation marks is escaped."""
    escaped = re.sub(r'([\\"$`])', r"\\\1", _plain(str(folder)))
    return f'make run CORPUS="{escaped}" OUTPUTS="{escaped}-outputs"'


def _plain(text: str) -> str:
    """Replace what a line of TOML cannot hold: line ends, control characters and bytes that are no text."""
    return "".join(char if char.isprintable() else "?" for char in text)


def write_manifest(request: Request) -> str:
    """Write OUTPUTS/manifest.csv, prefilled from the documents; no cell of it is a formula to a spreadsheet.

    A manifest that is there and says anything else is left alone, for someone may be correcting it: the fresh one is
    then manifest.new.csv beside it.

    Returns:
        Where it is and what to do with it.
    """
    from pipeline.ingest import prefill
    from pipeline.manifest import read_manifest

    held = request.corpus / "manifest.csv"
    made = prefill(read_table(request.outputs, "documents"), read_manifest(held) if held.is_file() else None)
    path, fresh = request.outputs / "manifest.csv", request.outputs / "manifest.new.csv"
    write_csv(fresh, made)
    if path.is_file() and path.read_bytes() != fresh.read_bytes():
        return f"{path} is as you left it. A fresh one is {fresh}: take from it what you need, or delete the old one and run this again."
    fresh.replace(path)
    return (
        f"Manifest of {len(made)} document{'' if len(made) == 1 else 's'}: {path}. Correct what its column guessed_from says was guessed, "
        f"then copy it to {request.corpus / 'manifest.csv'}; that column may stay."
    )
