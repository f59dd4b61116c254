"""Read all that people coded: the draws in codes/, what coders returned, and the codebooks they coded by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.codebook import Codebook, load_codebook
from pipeline.errors import ConfigError
from pipeline.keys import digest, file_hash

if TYPE_CHECKING:
    import pandas as pd

CODEBOOK = "codebook.toml"
ABSENT = "absent"


@dataclass(frozen=True)
class HumanCodes:
    """What is in codes/, read and checked against its draws."""

    draws: pd.DataFrame  # a DRAW table
    returned: pd.DataFrame  # what coders decided, see draws.read_returned
    codebooks: Mapping[str, Codebook]  # by draw: the codebook it was drawn with, where its copy is there
    codebook: Codebook  # in use now
    others: tuple[str, ...]  # files of codes that belong to no draw
    loose: pd.DataFrame | None = (
        None  # what is in those of them that are files of codes: as ``human_codes.read_codes``, with codebook_version and file
    )


def read_code_files(folder: Path, codebook: Codebook) -> HumanCodes | None:
    """Read the folder of human codes.

    Args:
        folder: ``codes/`` beside the corpus. Not changed.
        codebook: the codebook in use.

    Returns:
        What is in it; None where it is missing, or holds neither a draw nor a file of codes.

    Raises:
        ConfigError: if a draw or a returned file was altered, or a copy of a codebook cannot be read.
    """
    from pipeline.draws import read_draws, read_returned

    if not any(True for _ in _files(folder)):
        return None
    draws = read_draws(folder)
    returned = read_returned(folder, draws)
    copies = {name: folder / name / CODEBOOK for name in sorted(set(draws["draw"]))}
    codebooks = {name: load_codebook(path) for name, path in copies.items() if path.is_file()}
    own = {path.name for path in folder.glob("*.csv")} - set(returned["file"])
    return HumanCodes(draws, returned, codebooks, codebook, tuple(sorted(own)), _loose([folder / name for name in sorted(own)]))


def _loose(paths: list[Path]) -> pd.DataFrame | None:
    """Read the files of codes among these; a CSV file without their columns is something else and passed over."""
    import pandas as pd

    from pipeline.human_codes import read_codes

    frames = [read_codes(path).assign(file=path.name) for path in paths if _holds_codes(path)]
    if not frames:
        return None
    rows = pd.concat(frames, ignore_index=True)
    return rows.assign(codebook_version=rows["codebook_version"].fillna("") if "codebook_version" in rows else "")


def _holds_codes(path: Path) -> bool:
    from pipeline.human_codes import COLUMNS
    from pipeline.people_csv import read_people_csv

    try:
        read_people_csv(path, str(path), COLUMNS)
    except ConfigError:
        return False
    return True


def passed_over(folder: Path) -> list[str]:
    """Return the names of tables in a folder of codes that are neither of a draw nor codes without one, such as a sheet that lost its columns.

    Raises:
        ConfigError: if one cannot be read, or a sheet contradicts itself.
    """
    from pipeline.draws import RECORD
    from pipeline.returned import read_file

    tables = [path for path in _files(folder) if path.suffix.lower() != ".toml" and path.name != RECORD]
    return [path.name for path in tables if read_file(path, asked=False) is None and not _holds_codes(path)]


def hash_code_files(folder: Path) -> str:
    """Return a hash of every file of human codes, or ``absent``; names count, places on the disk do not."""
    found = [f"{path.relative_to(folder).as_posix()}={file_hash(path)}" for path in _files(folder)]
    return digest(found) if found else ABSENT


def _files(folder: Path) -> Iterator[Path]:
    if not folder.is_dir():
        return
    for path in sorted([*folder.glob("*"), *folder.glob("draw-*/*")]):
        if path.is_file() and path.suffix.lower() in {".csv", ".xlsx", ".toml"} and not path.name.startswith((".", "~$")):
            yield path
