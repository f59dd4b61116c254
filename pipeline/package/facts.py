"""What the reviewer's pages speak from, and what a statement is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.codebook import Codebook

COUNTS = "review/counts.csv"


@dataclass(frozen=True)
class Facts:
    """What is known of a run: its record as it is given away, its codebook, what was counted, and which files the package has."""

    record: Mapping[str, Any]
    codebook: Codebook
    counts: Mapping[str, int]
    paths: frozenset[str]
    published: bool

    def n(self, what: str) -> int:
        """Return a count; 0 where there is no such row."""
        return self.counts.get(what, 0)

    def setting(self, section: str, name: str) -> Any:
        """Return a setting of the run."""
        return self.record["settings"][section][name]


@dataclass(frozen=True)
class Statement:
    """One line of a reviewer's page.

    ``evidence`` names where it can be seen: a file of the package, or ``FILE: KEY``, where the key is a column of a table, a
    row of the counts, or in run.json and codebook.toml a path of keys parted by ``>``. Where the run shows nothing it is empty,
    and ``answer`` leaves the item to people.
    """

    item: str
    asks: str
    answer: str
    says: str
    evidence: tuple[str, ...] = ()


def stood(record: Mapping[str, Any]) -> str:
    """Say at which commit the program stood, and whether it was changed since; empty where no commit is recorded."""
    if not record["git_commit"]:
        return ""
    clean = record.get("git_clean")
    since = "; whether it was changed since is not recorded" if clean is None else "" if clean else ", with changes that are in no commit"
    return f"commit {record['git_commit']}{since}"


def recorded(*keys: str) -> str:
    """Name a place in run.json.

    >>> recorded("settings", "track", "floor")
    'run.json: settings > track > floor'
    """
    return f"run.json: {' > '.join(keys)}"


def counted(*what: str) -> tuple[str, ...]:
    """Name rows of the counts."""
    return tuple(f"{COUNTS}: {each}" for each in what)


def there(facts: Facts, counts: Sequence[str]) -> tuple[str, ...]:
    """Name those rows of the counts that are there."""
    return counted(*(each for each in counts if each in facts.counts))
