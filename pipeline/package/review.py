"""Write the reviewer's pages: COREQ, assumptions, decisions, RAP; every statement with its evidence, which must be there."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import pandas as pd

from pipeline.errors import TableError
from pipeline.package.answer import FILLED, answer
from pipeline.package.assess import OPEN, PARTLY, YES, assess
from pipeline.package.assume import assume
from pipeline.package.decided import decided
from pipeline.package.derive import csv_bytes
from pipeline.package.facts import COUNTS, Facts, Statement

COLUMNS = ("item", "asks", "answer", "says", "evidence")
LISTS = {
    "coreq": ("COREQ: 32 items for reports of qualitative research", answer),
    "assumptions": ("Assumptions log", assume),
    "decisions": ("Decisions log", decided),
    "rap": ("Reproducible analytical pipeline: self-check", assess),
}
HEAD = """# For the reviewer

Everything here follows from the run. Evidence is a file of this package, or a place in it: a column of a table, a row of `{counts}`, or keys
in `run.json` and `codebook.toml`. What the run does not show is left open, for people to fill in.

Codes are a machine's, uncorrected unless a share says otherwise. A count is of documents or passages, not of opinions.
"""
SIGNED = """## Sign-off

For people to fill in; the run knows nothing of it.

| role | name | date |
|---|---|---|
| commissioner | | |
| analyst | | |
| assurer | | |
| approver | | |
"""


def review(facts: Facts, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Write the pages as tables and as one page.

    Args:
        facts: of the run.
        files: what the package holds already, ``review/counts.csv`` among it, so that evidence can be looked up.

    Returns:
        ``review/NAME.csv`` for each list and ``review/review.md``.

    Raises:
        TableError: if a statement names evidence that is not there: a mistake of the program.
    """
    made: dict[str, bytes] = {}
    parts = [HEAD.format(counts=COUNTS)]
    for name, (title, list_of) in LISTS.items():
        statements = list_of(facts)
        hold_evidence(statements, files)
        made[f"review/{name}.csv"] = csv_bytes(_table(statements))
        parts.append(f"## {title}\n\n{_summary(name, statements)}{_page(statements)}")
    return made | {"review/review.md": "\n".join([*parts, SIGNED]).encode()}


def hold_evidence(statements: Sequence[Statement], files: Mapping[str, bytes]) -> None:
    """Raise unless each statement's evidence is in the package, and a statement without any leaves its item open.

    Raises:
        TableError: naming the first that does not hold.
    """
    look_up = cache(lambda path: _keys(path, files[path]))
    for statement in statements:
        for evidence in statement.evidence:
            path, _, key = evidence.partition(": ")
            if path not in files and path not in {"ro-crate-metadata.json", "datapackage.json", "README.md"}:
                raise TableError(f"The reviewer's page says {statement.item!r} on evidence of {path}, which is not in the package.")
            if key and not look_up(path)(key):
                raise TableError(f"The reviewer's page says {statement.item!r} on evidence of {key} in {path}, which is not there.")
        if statement.says and not statement.evidence and statement.answer != OPEN:
            raise TableError(f"The reviewer's page says {statement.item!r} without evidence.")


def _keys(path: str, content: bytes) -> Any:
    """Return a function that tells whether a file has a key: a column, a row of the counts, or keys parted by ``>``."""
    text = content.decode("utf-8")
    if path.endswith(".csv"):
        rows = list(csv.reader(io.StringIO(text, newline="")))
        return ({row[0] for row in rows[1:]} if path == COUNTS else set(rows[0])).__contains__
    tree = tomllib.loads(text) if path.endswith(".toml") else json.loads(text)
    return lambda key: _has(tree, key.split(" > "))


def _has(tree: Any, keys: Sequence[str]) -> bool:
    for key in keys:
        if not isinstance(tree, Mapping) or key not in tree:
            return False
        tree = tree[key]
    return True


def _table(statements: Sequence[Statement]) -> pd.DataFrame:
    rows = [(each.item, each.asks, each.answer, each.says, "; ".join(each.evidence)) for each in statements]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _summary(name: str, statements: Sequence[Statement]) -> str:
    answers = [statement.answer for statement in statements]
    if name == "coreq":
        return f"{answers.count(FILLED)} of {len(answers)} items are filled by the run; the others are for the authors.\n\n"
    if name == "rap":
        return f"Yes: {answers.count(YES)}. Partly: {answers.count(PARTLY)}. Open: {answers.count(OPEN)}.\n\n"
    return ""


def _page(statements: Sequence[Statement]) -> str:
    head = ["| item | asks | answer | what the run shows | evidence |", "|---|---|---|---|---|"]
    rows = [
        f"| {' | '.join(_cell(part) for part in (each.item, each.asks, each.answer, each.says, '; '.join(f'`{one}`' for one in each.evidence)))} |"
        for each in statements
    ]
    return "\n".join([*head, *rows]) + "\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
