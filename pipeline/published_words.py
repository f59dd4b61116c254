"""Take names out of lists of words and out of labels, and those of the study's own people out of what they decided."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

import pandas as pd

from pipeline.decide import A_PERSON
from pipeline.published_ids import is_list
from pipeline.redact import Edit

PARTED = ", "
RULE = "rule"  # as decided_by says where nobody decided
Edits = Callable[[str, str], Sequence[Edit]]  # of a text of a document, whose id may be empty: of nobody's


class Redacts(Protocol):
    """What takes out of a text what may not be published: ``pipeline.redact.Redactor``."""

    def __call__(self, text: str, document_id: str = "") -> str:
        """Return a text without it."""

    def edits(self, text: str, document_id: str = "") -> list[Edit]:
        """Return what is replaced in a text."""


def redacted(column: pd.Series[Any], whose: pd.Series[Any] | None, redact: Callable[[str, str], str], edits: Edits) -> pd.Series[Any]:
    """Redact a column of texts or lists of words.

    Args:
        column: not changed.
        whose: the id of the document of each row, if it has one: its value is redacted as words of that, any other as words of nobody.
        redact: takes out of a text, said to be of a document, what is not to be published.
        edits: says what that is.
    """
    names = [""] * len(column) if whose is None else [name if isinstance(name, str) else "" for name in whose]
    made = [
        redact(value, name) if isinstance(value, str) else words_left([str(word) for word in value], edits, name) if is_list(value) else value
        for value, name in zip(column, names, strict=True)
    ]
    return pd.Series(made, index=column.index, dtype=column.dtype)


def words_left(words: Sequence[str], edits: Edits, document_id: str = "") -> list[str]:
    """Return the words of a list without those that are a name by themselves or beside others that stay.

    >>> def name(text, document_id): return [Edit(text.index("ann, ash"), text.index("ann, ash") + 8, "[Resident A]")] if "ann, ash" in text else []
    >>> words_left(["mill", "ann", "ash", "wage"], name)
    ['mill', 'wage']
    """
    left = list(words)
    while gone := edits(PARTED.join(left), document_id):
        starts = [sum(len(word) + len(PARTED) for word in left[:n]) for n in range(len(left))]
        kept = [word for start, word in zip(starts, left, strict=True) if not any(one.start < start + len(word) and start < one.end for one in gone)]
        if len(kept) == len(left):
            break
        left = kept
    return left


def labels_left(frame: pd.DataFrame, edits: Edits, redact: Callable[[str, str], str]) -> pd.Series[Any]:
    """Return labels without names: one that is made of its row's words is made anew of as many of those that stay; any other is redacted.

    Args:
        frame: of topics or sub-topics, with ``label`` and ``top_words``, best first. Not changed.
        edits: says what is to be taken out of a text.
        redact: takes it out.
    """
    made = []
    for label, words in zip(frame["label"], frame["top_words"], strict=True):
        parts = label.split(PARTED)
        left = words_left(list(words), edits)[: len(parts)] if set(parts) <= set(words) else []
        made.append(PARTED.join(left) or redact(label, ""))
    return pd.Series(made, index=frame.index, dtype=frame["label"].dtype)


def unsigned(who: pd.Series[Any]) -> pd.Series[Any]:
    """Return who decided without names: rule and nobody stay, anybody else is a person."""
    return who.where(who.isna() | (who == RULE), A_PERSON)
