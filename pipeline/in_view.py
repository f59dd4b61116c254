"""Know whether a coder had the machine's codes in view: what writes codes of another program says so in a column of its own."""

from __future__ import annotations

import pandas as pd

SEEN, BY_MACHINE = "seen", "machine"  # column of a file of codes, and what it says where the coder had the machine's codes in view


def in_view(rows: pd.DataFrame) -> pd.Series[bool]:
    """Tell of each row of a file of codes whether its coder had the machine's codes in view; a file that does not say so tells of none.

    >>> in_view(pd.DataFrame({"coder": ["a", "b"], "seen": ["machine", ""]})).to_list(), in_view(pd.DataFrame({"coder": ["a"]})).to_list()
    ([True, False], [False])
    """
    return rows[SEEN].eq(BY_MACHINE) if SEEN in rows else pd.Series(data=False, index=rows.index)


def say_in_view(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows of codes without the column where it says nothing, so that files of who saw nothing are as they always were."""
    return rows if in_view(rows).any() else rows.drop(columns=SEEN, errors="ignore")
