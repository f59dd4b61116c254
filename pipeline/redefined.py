"""Find which themes codes of an older codebook defined otherwise, as far as copies of that codebook lie beside draws."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.code_files import CODEBOOK
from pipeline.codebook import load_codebook
from pipeline.taught_already import codebook_of
from pipeline.usable_codes import usable_of_version


@dataclass(frozen=True)
class Redefined:
    """The version of the codebook by which the machine coded, and by version the themes that it defines otherwise; a version not in it: not known."""

    version: str
    by_version: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def find_redefined(paths: Sequence[Path], recorded: Mapping[str, Any], versions: Iterable[str]) -> Redefined:
    """Hold the codebook of a run against copies of others.

    Args:
        paths: files of codes; copies of codebooks are looked for in folders draw-… beside them, and above.
        recorded: the content of run.json. Not changed.
        versions: those that codes name.

    Returns:
        The version of the run's codebook, and for each version of which there is a copy the themes that are new or defined otherwise by now.

    Raises:
        ConfigError: if a codebook cannot be read.
    """
    now = str(recorded.get("codebook_version", ""))
    around = dict.fromkeys(folder for path in paths for folder in (path.resolve().parent, path.resolve().parent.parent))
    copies = [load_codebook(path) for folder in around for path in sorted(folder.glob(f"draw-*/{CODEBOOK}"))]
    name, version = recorded.get("settings", {}).get("study", {}).get("codebook", ""), recorded.get("inputs", {}).get("codebook", "")
    in_use = next((found for folder in around if (found := codebook_of(folder, name, version)) is not None), None)
    if in_use is None:
        return Redefined(now)
    known = {codebook.version for codebook in copies} & set(versions)
    usable = {one: usable_of_version(copies, in_use, one) for one in sorted(known)}
    return Redefined(now, {one: tuple(theme for theme in in_use.theme_ids if theme not in own) for one, own in usable.items()})
