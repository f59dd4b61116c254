"""Look where an import may write its codes, and under which names: codes that people wrote are never written over."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.coding_kit import NAME, SETTLED, codes_folder
from pipeline.errors import ConfigError
from pipeline.human_codes import read_codes
from pipeline.inputs import Request
from pipeline.wording import listing

MARK = "imported"  # column of a file of codes: the project from which an import wrote the row


@dataclass(frozen=True)
class Target:
    """The file to be written, the name of the project that it is made of, and whether an earlier import wrote all that it holds now."""

    to: Path
    project: str
    imported: bool

    @property
    def taken(self) -> bool:
        """Whether it is there and holds what no import wrote."""
        return self.to.exists() and not self.imported


def imported(path: Path) -> bool:
    """Tell whether an import wrote every row of a file of codes: each names the project that it is from."""
    if not path.is_file():
        return False
    try:
        rows = read_codes(path)
    except ConfigError:
        return False
    return MARK in rows and bool(rows[MARK].str.strip().ne("").all())


def check_target(target: Target, request: Request) -> None:
    """Refuse a file that would be read as something else, or that people wrote.

    Raises:
        ConfigError: if it is no CSV file, lies in the corpus but not in its codes/, or holds codes that no import wrote.
    """
    to = target.to
    if to.suffix.lower() != ".csv":
        raise ConfigError(f"Human codes are a CSV file; {to.name} does not end with .csv. Nothing is written.")
    home = codes_folder(request)
    if to.resolve().is_relative_to(request.corpus.resolve()) and to.parent.resolve() not in {home.resolve(), (request.corpus / "codes").resolve()}:
        raise ConfigError(
            f"{to} lies in the corpus, where everything is read as a document. Name a file of codes: TO={home}/{to.name}. Nothing is written."
        )
    if target.taken:
        raise ConfigError(
            f"{to} holds codes that no import wrote; it is compared with the project and never written over. Name another file with "
            "TO=codes/name.csv. Nothing is written."
        )


def check_coders(names: Iterable[str], known: Collection[str], named: str) -> None:
    """Refuse names under which nobody can code.

    Args:
        names: of the coders of the rows to be written; empty ones are passed over.
        known: of those who are in the study's codes already.
        named: who was named for changes of which the file does not say who made them.

    Raises:
        ConfigError: if one cannot be used, or is the settled code's and was not named so.
    """
    given = {name for name in names if name}
    if any(name.casefold() == SETTLED for name in given) and named.casefold() != SETTLED:
        raise ConfigError(
            f"A user of the project is called {SETTLED}, which is the settled code of a team. If it is meant so: CODER={SETTLED} "
            f"(--coder {SETTLED}); else rename the user in the program, and export anew. Nothing is written."
        )
    wrong = sorted(name for name in given - set(known) if not NAME.fullmatch(name))
    if wrong:
        raise ConfigError(
            f"Not usable as names of coders: {listing(f'“{name}”' for name in wrong)}. Names hold letters, digits, spaces, - and _. "
            "Rename them in the program and export anew, or name another CODER. Nothing is written."
        )
