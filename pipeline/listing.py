"""List the files of a corpus, and say which are passed over and why."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import CorpusError
from pipeline.importers import IMPORTERS
from pipeline.rows import columns, problem
from pipeline.tables import PROBLEMS

if TYPE_CHECKING:
    import pandas as pd

NOT_DOCUMENTS = frozenset({"manifest.csv", "study.toml", "codebook.toml", "exemplars.csv", "CITATION.cff"})  # in the corpus root: the study's own
NOT_FOLDERS = frozenset({"decisions", "codes"})
ABOUT = frozenset({"readme.md", "readme.txt"})  # in the corpus root: about the study, not part of it


@dataclass(frozen=True)
class ListedFile:
    """A file of the corpus: its path relative to it, with /, the sha256 of its bytes, and its suffix without the dot."""

    path: str
    sha256: str
    suffix: str


@dataclass(frozen=True)
class Listing:
    """The files of a corpus that can be read, sorted by path, and rows of PROBLEMS for those passed over."""

    files: tuple[ListedFile, ...]
    problems: tuple[dict[str, str], ...]

    def file_frame(self) -> pd.DataFrame:
        """Return the files as a frame: path, sha256, suffix."""
        import pandas as pd

        return pd.DataFrame(list(self.files), columns=["path", "sha256", "suffix"], dtype="str")

    def problem_frame(self) -> pd.DataFrame:
        """Return what was passed over as a PROBLEMS table."""
        return PROBLEMS.frame(columns(self.problems, PROBLEMS.names))


def survey(corpus: Path) -> Listing:
    """List the files of a corpus, without loading what frames need: a run with nothing to do is to be quick.

    Args:
        corpus: a folder. Nothing in it is changed.

    Raises:
        CorpusError: if the folder is missing, is no folder, or has no file to read.
    """
    if not corpus.exists():
        raise CorpusError(f"The corpus {corpus} does not exist. Name a folder of documents with CORPUS=")
    if not corpus.is_dir():
        raise CorpusError(f"The corpus {corpus} is a file. Name the folder it is in with CORPUS=")
    closed: list[OSError] = []
    found = sorted(_candidates(corpus, closed))
    passed = {path: row for path in found if (row := _passed_over(corpus, path))}
    passed |= _named_alike([path for path in found if path not in passed])
    passed |= {row["path"]: row for row in (_closed(corpus, error) for error in closed)}
    files = tuple(ListedFile(path, _sha256(corpus / path), _suffix(path)) for path in found if path not in passed)
    if not files:
        raise CorpusError(_nothing(corpus, found))
    return Listing(files, tuple(passed.values()))


def list_files(corpus: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """List the files of a corpus that can be read, as frames.

    Args:
        corpus: a folder. Nothing in it is changed.

    Returns:
        The files (path relative to the corpus with /, sha256, suffix; sorted by path), and a PROBLEMS table of what was passed over.

    Raises:
        CorpusError: as ``survey``.
    """
    listing = survey(corpus)
    return listing.file_frame(), listing.problem_frame()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _closed(corpus: Path, error: OSError) -> dict[str, str]:
    """Report a folder whose files this user may not list."""
    path = Path(os.fsdecode(error.filename or corpus)).relative_to(corpus).as_posix().encode("utf-8", "replace").decode()
    if isinstance(error, PermissionError):
        message = f"{path} is a folder that may not be opened by this user; nothing in it is read"
        return problem(path, "no-permission", message, "Change its permissions, or take it out of the corpus.", "error")
    message = f"{path} is a folder whose files cannot be listed ({error.strerror}); nothing in it is read"
    return problem(path, "unreadable-folder", message, "Move its files to a folder nearer the top, with a short name.", "error")


def _candidates(corpus: Path, closed: list[OSError]) -> Iterable[str]:
    for where, folders, names in os.walk(corpus, onerror=closed.append):
        folder = Path(where)
        inside = folder.relative_to(corpus)
        folders[:] = [name for name in folders if not name.startswith(".") and not (inside == Path() and name in NOT_FOLDERS)]
        links = [name for name in folders if os.path.islink(folder / name)]  # noqa: PTH114  # False, not an error, where it cannot be told
        for name in [*names, *links]:
            if not name.startswith((".", "~$")) and not (inside == Path() and name in NOT_DOCUMENTS):
                yield (inside / name).as_posix()


def _passed_over(corpus: Path, path: str) -> dict[str, str] | None:  # noqa: PLR0911  # one line for each reason
    """Say why a file is not read; None where it is."""
    whole = corpus / path
    shown = path.encode("utf-8", "replace").decode()
    if shown != path:
        return problem(shown, "unreadable-name", f"{shown} has a name that is not text in UTF-8", "Give it another name.", "error")
    if whole.is_symlink() and not Path(os.path.realpath(whole)).is_relative_to(corpus.resolve()):  # unlike resolve, no error at a link to itself
        return problem(path, "outside-corpus", f"{path} is a link that leads outside the corpus", "Copy what it points to into the corpus.", "error")
    if not whole.is_file():
        return problem(
            path, "not-a-file", f"{path} is no file, or a link to a folder or to nothing", "Copy what it points to into the corpus.", "note"
        )
    if path.lower() in ABOUT:
        return problem(path, "about-the-study", f"{path} is taken to describe the study", "If it is a document, give it another name.", "note")
    if _suffix(path) not in set(IMPORTERS):
        known = ", ".join(f".{name}" for name in IMPORTERS)
        return problem(
            path, "unsupported-type", f"{path} is of a type that is not read", f"Save it as one of {known}, if it belongs to the study.", "note"
        )
    if not os.access(whole, os.R_OK):
        return problem(
            path, "no-permission", f"{path} may not be read by this user", "Change its permissions, or take it out of the corpus.", "error"
        )
    return None


def _named_alike(paths: Iterable[str]) -> dict[str, dict[str, str]]:
    """Pass over all but the first of files whose names look the same: documents and rows of the manifest are told apart by what they look like."""
    seen: set[str] = set()
    alike: dict[str, dict[str, str]] = {}
    for path in paths:
        name = unicodedata.normalize("NFC", path)
        if name in seen:
            alike[path] = _alike(path)
        seen.add(name)
    return alike


def _alike(path: str) -> dict[str, str]:
    message = f"{path} looks like the name of another file there, in which an accent is written otherwise; only that one is read"
    return problem(path, "same-name", message, "Delete one of the two if they are the same, or give it another name.", "error")


def _suffix(path: str) -> str:
    return Path(path).suffix.lower().removeprefix(".")


def _nothing(corpus: Path, found: list[str]) -> str:
    known = ", ".join(f".{name}" for name in IMPORTERS)
    if not found:
        return f"The corpus {corpus} holds no files. Put documents in it; types that are read: {known}."
    shown = ", ".join(found[:3])
    return f"The corpus {corpus} has no document to read: {len(found)} other file{'s'[: len(found) > 1]}, e.g. {shown}. Types that are read: {known}."
