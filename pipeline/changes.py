"""Say what changed between two runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.changed_ground import changed_settings, ground_of
from pipeline.changed_passages import KEYS, changed_listed, changed_quotes
from pipeline.changed_rows import Change, columns_of, frame_of
from pipeline.changed_tables import (
    changed_contrasts,
    changed_decisions,
    changed_documents,
    changed_figures,
    changed_shifts,
)
from pipeline.errors import TableError
from pipeline.store import read_json, write_csv
from pipeline.wording import listing, n_of

FILE = "changes.csv"
MOST_SHOWN = 15  # lines of a part on the screen; the file has all
CLAIMS = ("rise", "fall", "higher")
UNSAID = frozenset({"kept"})  # counted, and listed in the file alone
PARTS = {
    "documents": "Documents",
    "figures": "Shares of themes",
    "shifts": "Verdicts on change over time",
    "contrasts": "Verdicts between groups",
    "quotes": "Quotes",
    "recommendations": "Recommendations",
    "indicators": "Figures that documents give",
    "decisions": "People's decisions",
    "settings": "Settings and inputs",
    "models": "Models",
    "versions": "Versions",
}


@dataclass(frozen=True)
class Changes:
    """What makes two runs hard to hold together, in sentences, and all that differs."""

    ground: tuple[str, ...]
    found: tuple[Change, ...]
    missing: tuple[str, ...]  # tables, and columns of passages, that one of the runs does not have

    @property
    def text(self) -> str:
        """Return what is printed."""
        return "\n".join(_lines(self))


def changes(old: Path, new: Path) -> Changes:
    """Say what changed between two runs: documents, figures, verdicts, quotes, what is listed, decisions, settings and models.

    Args:
        old: the folder of the earlier run; read as it is, never written.
        new: the folder of the later run.

    Raises:
        TableError: if one of them holds no run, or both are the same folder.
    """
    if old.resolve() == new.resolve():
        raise TableError(f"{old} and {new} are the same folder. Keep a copy of a run before you run again, and name it: make changes AGAINST=copy")
    records = []
    for folder in (old, new):
        record = read_json(folder / "run.json")
        if not record:
            raise TableError(f"No run in {folder}: it holds no run.json. Name the folder of a run's OUTPUTS.")
        records.append(record)
    found = [
        *changed_documents(old, new),
        *sorted(changed_figures(old, new), key=lambda change: ", all documents, " not in change.what),
        *sorted(changed_shifts(old, new), key=_claims_nothing),
        *sorted(changed_contrasts(old, new), key=_claims_nothing),
        *sorted(changed_quotes(old, new), key=_place_alone),
        *changed_listed(old, new, "recommendations"),
        *changed_listed(old, new, "indicators"),
        *changed_decisions(old, new),
        *changed_settings(*records),
    ]
    tables = ("documents", "trends", "shifts", "contrasts", "quotes", "recommendations", "indicators", "decisions")
    missing = [f"{name} in {side}" for name in tables for side, folder in (("OLD", old), ("NEW", new)) if not (folder / f"{name}.parquet").is_file()]
    for name in KEYS:
        missing += [
            f"{name}.{column} in {side}" for side, folder, other in (("OLD", old, new), ("NEW", new, old)) for column in _lacking(folder, other, name)
        ]
    return Changes(ground_of(*records), tuple(found), tuple(missing))


def _lacking(folder: Path, other: Path, table: str) -> list[str]:
    """Return the columns of a table that one run lacks and the other has, where both have the table."""
    own, others = columns_of(folder, table), columns_of(other, table)
    return sorted(others - own) if own else []


def write_changes(old: Path, new: Path) -> str:
    """Write NEW/changes.csv, a row for each thing that differs, and return what is to be printed.

    Raises:
        TableError: as ``changes``.
    """
    found = changes(old, new)
    write_csv(new / FILE, frame_of(found.found))
    return f"OLD: {old}\nNEW: {new}\n{found.text}\nAll of it: {new / FILE}"


def _claims_nothing(change: Change) -> bool:
    """Tell whether neither run claims a difference: these come after those in which one does."""
    return not any(verdict.startswith(CLAIMS) for verdict in (change.before, change.after))


def _place_alone(change: Change) -> bool:
    """Tell whether a quote is cited otherwise and nothing else: often its paragraph alone. These come last."""
    return change.what.endswith(": citation")


def _lines(told: Changes) -> Iterator[str]:
    yield from told.ground
    if told.missing:
        yield f"Not compared, for it is not there: {listing(told.missing)}."
    if not any(change.change not in UNSAID for change in told.found):
        yield "Nothing else differs." if told.ground else "Nothing differs."
    for part, heading in PARTS.items():
        own = [change for change in told.found if change.part == part]
        if own:
            yield ""
            yield f"{heading}: {_counted(own)}"
            yield from _shown([change for change in own if change.change not in UNSAID])


def _counted(own: Sequence[Change]) -> str:
    counts = Counter(change.change for change in own)
    return ", ".join(f"{n:,} {name}" for name, n in sorted(counts.items()))


def _shown(own: Sequence[Change]) -> Iterator[str]:
    for change in own[:MOST_SHOWN]:
        numbers = [n_of(n, "document") for n in (change.n_before, change.n_after) if n is not None]
        sides = [side or "–" for side in (change.before, change.after)] if change.before or change.after else []
        counted = f" ({' and '.join(dict.fromkeys(numbers))})" if numbers else ""
        yield f"  {change.change}: {change.what}" + (f": {' → '.join(sides)}" if sides else "") + counted
    if len(own) > MOST_SHOWN:
        yield f"  … and {len(own) - MOST_SHOWN:,} more"
