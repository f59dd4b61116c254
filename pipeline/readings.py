"""Read over a document for what its own words say of its type, its date and of those who speak in it, before the manifest is asked."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pipeline.dating import in_doubt
from pipeline.guesses import guess_type
from pipeline.promises import promises_in
from pipeline.rows import columns
from pipeline.tables import READINGS

DOUBT = ("code", "message", "remedy", "severity")  # what a row of PROBLEMS says of one document


def readings_of(documents: pd.DataFrame) -> pd.DataFrame:
    """Read over documents.

    Args:
        documents: a DOCUMENTS table as read from the files, any of them. Not changed.

    Returns:
        A READINGS table, one row a document, which depends on that document only.
    """
    rows = documents.astype(object).where(documents.notna(), None).to_dict("records")
    return READINGS.frame(columns(map(_reading, rows), READINGS.names))


def _reading(document: dict[Any, Any]) -> dict[str, object]:
    path, text = str(document["path"]), str(document["text"])
    guess, promises = guess_type(str(document["title"] or ""), text), promises_in(text)
    doubt = next(in_doubt(path, document), {})
    read: dict[str, object] = {f"doubt_{name}": doubt[name] for name in DOUBT} if doubt else {}
    read |= {"document_id": document["document_id"], "source_type": guess.value, "source_type_where": guess.reason.rpartition(" in ")[2]}
    if promises:
        read |= {"promise_start": promises[0].start, "promise_line": text.count("\n", 0, promises[0].start) + 1}
    return read | {"n_promises": len(promises)}
