"""Put what is said of one file under one code into one row of problems."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

SAID = 3  # messages of one code and file shown in full
GRAVITY = ("note", "warning", "error")


def one_a_code(problems: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    """Join rows of one stage, file and code: the first few messages in full, the others as a number; the gravest severity, with its remedy.

    >>> rows = [{"stage": "s", "path": "a", "code": "c", "message": f"a {n}", "remedy": n, "severity": n} for n in ("note", "error")]
    >>> [(row["message"], row["severity"]) for row in one_a_code(rows)]
    [('a note; error', 'error')]
    """
    grouped: dict[tuple[str, str, str], list[dict[str, str]]] = {}
    for row in problems:
        grouped.setdefault((row["stage"], row["path"], row["code"]), []).append(row)
    return [_joined(rows) for rows in grouped.values()]


def _joined(rows: Sequence[dict[str, str]]) -> dict[str, str]:
    gravest = max(rows, key=lambda row: GRAVITY.index(row["severity"]))
    prefix = f"{gravest['path']} "
    named = all(row["message"].startswith(prefix) for row in rows)
    said = list(dict.fromkeys(row["message"].removeprefix(prefix) if named else row["message"] for row in rows))
    more = f"; and {len(said) - SAID} more" if len(said) > SAID else ""
    return gravest | {"message": f"{prefix if named else ''}{'; '.join(said[:SAID])}{more}"}
