"""List the documents that went into a run, as far as the package names them."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import pandas as pd

from pipeline.package.cite import DAY
from pipeline.package.relate import Entity
from pipeline.rows import unguarded


def list_documents(files: Mapping[str, bytes]) -> list[Entity]:
    """Return the documents that the package lists, each with its hash."""
    path = "csv/evidence.csv" if "csv/evidence.csv" in files else "csv/documents.csv"
    rows = pd.read_csv(io.BytesIO(files[path]), dtype="str", keep_default_na=False)
    return [_document(row) for row in rows.to_dict("records")]


def _document(row: Mapping[Any, str]) -> Entity:
    address = unguarded(row["url"])
    return {
        "@id": f"#document-{quote(row['document_id'], safe='')}",
        "@type": "CreativeWork",
        "name": unguarded(row["title"]) or row["document_id"],
        "identifier": row["document_id"],
        "sha256": row["sha256"],
        **({"datePublished": row["date"]} if DAY.fullmatch(row["date"]) else {}),
        **({"url": address} if address else {}),
    }
