"""Write what was found for a person to decide on, and read the decisions."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

import pandas as pd

from pipeline.errors import ConfigError
from pipeline.finding import DECISIONS, LETTER, NAMES, Asked, Finding, id_of, key_of_name
from pipeline.people_csv import read_people_csv, read_sheet
from pipeline.rows import unguarded
from pipeline.store import write_csv
from pipeline.wording import one_line

COLUMNS = ("review_id", "kind", "decision", "proposed", "may_be", "found", "in_its_place", "context", "path", "n", "n_published", "note")
FILES = {"names.csv": "names of persons and bodies", "review.csv": "everything else"}
NEEDED = ("review_id", "kind", "decision")
ORPHAN = "an orphan: its words are nowhere any more. It is looked for all the same; delete the row if it is not wanted"
OLD_ID = re.compile(r"[0-9a-f]{12}")  # as ids once were, without their first letter


def write_review(folder: Path, rows: Iterable[Finding], decided: Mapping[str, str], pseudonyms: Mapping[str, str]) -> list[Path]:
    """Write names.csv and review.csv: a row for each thing to decide on, with what was decided before.

    Args:
        folder: the private folder.
        rows: what was found.
        decided: decisions by review_id.
        pseudonyms: by review_id, what would stand in its place.

    Returns:
        The files. A row that needs no decision, for nothing of it would be published or the manifest decided on it, says so in ``note``.
    """
    listed = list(rows)
    parts = {"names.csv": [row for row in listed if row.kind in NAMES], "review.csv": [row for row in listed if row.kind not in NAMES]}
    for name, own in parts.items():
        cells = [_cells(row, decided.get(row.review_id, ""), pseudonyms.get(row.review_id, "")) for row in own]
        write_csv(folder / name, pd.DataFrame(cells, columns=list(COLUMNS)).astype({"n": "Int64", "n_published": "Int64"}))
        (folder / name).chmod(0o600)
    return [folder / name for name in parts]


def _cells(row: Finding, decision: str, pseudonym: str) -> dict[str, object]:
    allowed = DECISIONS[row.kind]
    note = "" if row.n_published else "in nothing that would be published: no decision is needed, and it is looked for"
    if row.is_orphan:
        note = ORPHAN
    if row.settled:
        note = f"decided by the manifest, whose attribution is {row.settled}: nothing is left to decide here"
    return {
        "review_id": row.review_id,
        "kind": row.kind,
        "decision": row.settled or decision,
        "proposed": allowed[0],
        "may_be": ", ".join(allowed),
        "found": row.found,
        "in_its_place": pseudonym,
        "context": row.context,
        "path": row.path,
        "n": row.n,
        "n_published": row.n_published,
        "note": note,
    }


def read_decisions(folder: Path) -> dict[str, Asked]:
    """Read decisions/names.csv and decisions/review.csv: what is decided, by review_id; empty where there are none.

    A row without review_id is something that somebody knows of and nothing found: it gets the id that it would have if it were found.

    Raises:
        ConfigError: if a file cannot be read, or a decision is none of those its kind may have, or two rows of one thing disagree, or a row
            says neither by id nor in words what it decides on.
    """
    found: dict[str, Asked] = {}
    for name in FILES:
        path = folder / name
        if path.is_file():
            rows = read_sheet(path, f"decisions/{name}", COLUMNS, NEEDED)
            for number, *cells in rows[["review_id", "kind", "decision", "found", "path"]].itertuples(name=None):
                asked, where = _asked(*cells), f"decisions/{name}, row {number}"
                if asked.decision:
                    _check(where, asked.kind, asked.decision)
                if not cells[0]:
                    _check_added(where, asked)
                if asked.decision and found.setdefault(asked.review_id, asked).decision != asked.decision:
                    what = asked.review_id if cells[0] else "the name in it"
                    raise ConfigError(f"{where}: {what} is decided on twice, and not alike. Keep one row.")
    return found


def _asked(review_id: str, kind: str, decision: str, found: str, path: str) -> Asked:
    if not review_id:
        review_id = id_of(kind, "", key_of_name(found) if kind in NAMES else one_line(found))
    elif OLD_ID.fullmatch(review_id):
        review_id = f"{LETTER}{review_id}"
    return Asked(review_id, kind, decision.lower(), one_line(found), path)


def _check_added(where: str, asked: Asked) -> None:
    """Refuse a row without review_id that says too little to be looked for."""
    if not asked.found:
        raise ConfigError(f"{where}: it has neither review_id nor found, so that nothing can be looked for. Write the name into found.")
    if not asked.decision:
        raise ConfigError(f"{where}: it has no review_id and no decision. Write redact into decision, or delete the row.")
    if asked.decision not in {"redact", "withhold"} and asked.kind not in NAMES:
        raise ConfigError(f"{where}: without review_id only a name may be kept; anything else is redacted or withheld. Copy the row from PRIVATE.")


def _check(where: str, kind: str, decision: str) -> None:
    if kind not in DECISIONS:
        raise ConfigError(f"{where}: {kind[:40]!r} is no kind. There are: {', '.join(DECISIONS)}.")
    if decision not in DECISIONS[kind]:
        raise ConfigError(f"{where}: {decision[:40]!r} cannot be decided on a row of kind {kind}. It may be: {', '.join(DECISIONS[kind])}.")


def undecided(rows: Sequence[Finding], decided: Collection[str]) -> list[Finding]:
    """Return what would be published and has no decision, in order."""
    return [row for row in rows if row.n_published and not row.settled and row.review_id not in decided]


def read_key(folder: Path) -> dict[str, str]:
    """Read PRIVATE/key.csv: pseudonyms given before, by the key of the person; empty where there is none."""
    path = folder / "key.csv"
    if not path.is_file():
        return {}
    rows = read_people_csv(path, path.name, ("key", "pseudonym"))
    return {unguarded(key): pseudonym for key, pseudonym in rows[["key", "pseudonym"]].itertuples(index=False, name=None)}


def write_key(folder: Path, pseudonyms: Mapping[str, str], names: Mapping[str, str]) -> None:
    """Write PRIVATE/key.csv: who is behind each pseudonym. It is the only place that says so."""
    rows = [{"pseudonym": pseudonym, "name": names.get(key, key), "key": key} for key, pseudonym in pseudonyms.items()]
    write_csv(folder / "key.csv", pd.DataFrame(rows, columns=["pseudonym", "name", "key"]).sort_values("pseudonym"))
    (folder / "key.csv").chmod(0o600)
