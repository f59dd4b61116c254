"""Keep one row for each coder and passage, and say what was left out."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from pipeline.exchange.answers import Answer
from pipeline.exchange.faults import Faults, Kind
from pipeline.wording import count

COLUMNS = [
    "draw",
    "segment_id",
    "path",
    "start",
    "end",
    "text",
    "coder",
    "codes",
    "codebook_version",
    "origin",
    "memo",
    "seen",
    "where",
    "whole",
    "person",
]


SEVERAL = Kind("two people there answered the same under one name here", 'Say who each is: CODERS="name-there=anna,other=ben".')
DIFFER = Kind("a coder answered a task twice, and differently", "Keep one answer there.")


def once(rows: pd.DataFrame, faults: Faults) -> tuple[pd.DataFrame, int]:
    """Keep one row for a coder and passage: codes of one passage are joined, but two answers to one task must be alike.

    Args:
        rows: COLUMNS; ``whole`` says that a row is an answer to a task as a whole, ``person`` who it is
            as far as is known, empty where it is not. Not changed.
        faults: to which is put where a coder answered a task twice, and differently, or is the name given to two people who answered the same.

    Returns:
        The rows, sorted by coder, draw and place, and how many were left out because they repeat another.
    """
    kept, n = [], 0
    for _, own in rows.groupby(["coder", "draw", "path", "start", "end", "whole"], sort=True):
        row = own.iloc[0].to_dict()
        if len(set(own["person"]) - {""}) > 1:
            faults.add(SEVERAL, " and ".join(own["where"]))
        elif row["whole"] and (own["codes"] != row["codes"]).any():
            faults.add(DIFFER, " and ".join(own["where"]))
        n += len(own) - 1
        row["codes"] = ";".join(sorted({code for cell in own["codes"] for code in cell.split(";")} - {""}))
        row["seen"] = max(own["seen"])
        row["memo"] = " | ".join(dict.fromkeys(memo for memo in own["memo"] if memo))
        kept.append(row)
    return pd.DataFrame(kept, columns=COLUMNS), n


def say_left_out(answers: Sequence[Answer], machine: int, twice: int) -> list[str]:
    """Say how many answers gave no row, by reason: ``machine`` were a machine's, ``twice`` repeat another."""
    said = {"skipped": "skipped there", "rejected": "rejected there", "not coded": "without any label, so not yet coded"}
    found = [(sum(each.standing == name for each in answers), what) for name, what in said.items()]
    found += [(machine, "by the machine, which is no person"), (twice, "again what the same coder said of the same passage")]
    return [f"{count(n, 'answer')} left out: {what}" for n, what in found if n]
