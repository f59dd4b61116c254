"""Find which segments the coder of a run codes after it learnt from human codes of the same text: held against these it looks better than it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.code_files import ABSENT, hash_code_files, read_code_files
from pipeline.codebook import Codebook, load_codebook
from pipeline.config import ROOT
from pipeline.keys import digest, file_hash
from pipeline.taught_codes import taught_segments, taught_text

NOT_KNOWN = (
    "The coder of these outputs also learnt from human codes (codes/ of its study). Whether these are among them is not known, for that folder as "
    "the run read it does not hold the file: if they are, these figures flatter it. themeline learning-gain holds documents out."
)


def find_taught(paths: Sequence[Path], recorded: Mapping[str, Any], documents: pd.DataFrame, segments: pd.DataFrame) -> frozenset[str] | None:
    """Find the segments whose human codes taught the coder that codes them.

    Args:
        paths: the files of codes that the coder is held against; codes/ is looked for around them.
        recorded: the content of run.json. Not changed.
        documents: the DOCUMENTS of the run.
        segments: its SEGMENTS.

    Returns:
        Their ids; None where human codes taught the coder, but codes/ or the codebook as the run read them are not found.

    Raises:
        ConfigError: if codes/ or the codebook cannot be read.
    """
    inputs, settings = recorded.get("inputs", {}), recorded.get("settings", {})
    themes, version = settings.get("code_themes", {}), inputs.get("human_codes", ABSENT)
    if version == ABSENT or themes.get("coder") != "head" or themes.get("learn_from_codes") == "none":
        return frozenset()
    around = dict.fromkeys(folder for path in paths for folder in (path.resolve().parent, path.resolve().parent.parent))
    for folder in around:
        if digest([hash_code_files(folder), inputs.get("codebook", "")]) == version:
            codebook = codebook_of(folder, settings.get("study", {}).get("codebook", ""), inputs.get("codebook", ""))
            if codebook is not None:
                return taught_segments(read_code_files(folder, codebook), themes.get("learn_from_codes", "all"), documents, segments)
    return None


def codebook_of(folder: Path, name: str, version: str) -> Codebook | None:
    """Return the codebook of a run, by its file's name and hash, if it lies above a folder of codes or is the shipped one; else None."""
    places = [folder.parent / name, ROOT / "corpus" / name]
    return next((load_codebook(path) for path in places if path.is_file() and file_hash(path) == version), None)


def say_taught(segment_ids: pd.Series[str], taught: frozenset[str] | None) -> list[str]:
    """Say in a line how many of the coded segments taught the coder, or that it is not known; no line where none did."""
    said = NOT_KNOWN if taught is None else taught_text(int(segment_ids.isin(taught).sum()), len(segment_ids))
    return [f"  ! {said} Figures of the coder are marked !."] if said else []
