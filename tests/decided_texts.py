"""A small invented corpus of texts for the tests of decisions and claims: nobody and no place in it is real."""

from __future__ import annotations

import hashlib

import numpy as np
import pandas as pd

from pipeline.encoders.hashing import Hashing
from pipeline.tables import TABLES


def documents_of(texts, **columns):
    """A DOCUMENTS table: a document for each text, by its id; columns hold values by document."""
    base = dict.fromkeys(TABLES["documents"].names) | {"media_type": "text/plain", "language": "en", "date_precision": "none", "date_basis": "none"}
    rows = [
        base
        | {"document_id": name, "path": f"{name}.txt", "title": f"Paper {name}", "cluster_id": name, "text": text}
        | {"sha256": hashlib.sha256(text.encode()).hexdigest()}
        | {column: values[name] for column, values in columns.items() if name in values}
        for name, text in texts.items()
    ]
    return TABLES["documents"].frame(rows)


def segments_of(documents, **changes):
    """A SEGMENTS table: a segment for each paragraph; changes hold cells by text."""
    rows = []
    for document in documents.itertuples():
        start = 0
        for number, text in enumerate(document.text.split("\n\n"), 1):
            end = start + len(text)
            row = dict.fromkeys(TABLES["segments"].names) | {
                "segment_id": f"{document.document_id}#{start:08d}-{end:08d}",
                "start": start,
                "end": end,
            }
            row |= {"document_id": document.document_id, "paragraph": number, "voice": "own", "part": "finding", "codable": True, "text": text}
            rows += [row | {"n_words": len(text.split())} | changes.get("by_text", {}).get(text, {})] if text else []
            start = end + 2
    return TABLES["segments"].frame(rows)


def codings_of(segments, theme_id="work"):
    """A CODINGS table in which every segment carries the theme."""
    return TABLES["codings"].frame(
        [{"segment_id": name, "theme_id": theme_id, "score": 0.5, "assigned": True, "why": None} for name in segments["segment_id"]]
    )


def vectors_of(segments):
    """A VECTORS table by hashed words."""
    matrix = np.asarray(Hashing().encode(list(segments["text"])))
    return TABLES["vectors"].frame({"segment_id": list(segments["segment_id"]), "vector": list(matrix)})


def read_rows(*rows, columns):
    """A file of decisions as it is read: text, empty cells as empty strings, the index the row's number."""
    return pd.DataFrame(
        [{column: str(row.get(column, "")) for column in columns} for row in rows], index=range(2, len(rows) + 2), columns=list(columns), dtype="str"
    )
