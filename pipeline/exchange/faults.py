"""Gather what is wrong with a file of another program, so that all of it is told at once: each kind with its number and the first places."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ConfigError
from pipeline.wording import count

SHOWN = 3
AS_EXPORTED = "Take the file as the program exported it."


@dataclass(frozen=True)
class Kind:
    """What may be wrong, what to do, of what it is counted (empty: of what it names), and how many places are named."""

    what: str
    todo: str = AS_EXPORTED
    of: str = "answer"
    shown: int = SHOWN


class FaultError(ConfigError):
    """One fault at one place; alone it is a message, within ``Faults.gathered`` it is gathered."""

    def __init__(self, file: Path, where: str, kind: Kind) -> None:
        """Take the file, the place in it (``line 3``), and what is wrong there."""
        super().__init__(f"{file}: {where}: {kind.what}. {kind.todo} Nothing is written.")
        self.where, self.kind = where, kind


class Faults:
    """The faults of one file or folder; ``within`` names the file of a folder that is being read."""

    def __init__(self, file: Path) -> None:
        """Take what messages call it."""
        self.file, self.within = file, ""
        self._found: dict[Kind, list[str]] = {}

    def add(self, kind: Kind, where: str) -> None:
        """Note a fault at a place."""
        self._found.setdefault(kind, []).append(where)

    @contextmanager
    def gathered(self) -> Iterator[None]:
        """Note the fault that ends what is done in here, and go on after it."""
        try:
            yield
        except FaultError as error:
            self.add(error.kind, f"{self.within} {error.where}".strip())

    def refuse(self) -> None:
        """Refuse the file if anything was wrong with it; do nothing where nothing was.

        Raises:
            ConfigError: with a line for each kind: what it is, how many, the first places, and what to do.
        """
        said = [_say(kind, wheres) for kind, wheres in self._found.items()]
        if len(said) == 1:
            raise ConfigError(f"{self.file}: {said[0]} Nothing is written.")
        if said:
            listed = "\n".join(f"  {each}" for each in said)
            raise ConfigError(f"{self.file}: {len(said)} kinds of faults. Nothing is written.\n{listed}")


def _say(kind: Kind, wheres: list[str]) -> str:
    more = " and more" if len(wheres) > kind.shown else ""
    how_many = f", in {count(len(wheres), kind.of)}" if kind.of else f" ({len(wheres):,})"
    return f"{kind.what}{how_many}: {', '.join(wheres[: kind.shown])}{more}. {kind.todo}"
