"""Table of documents, source types and places against themes."""

from __future__ import annotations

from pipeline.schema import Column, Table
from pipeline.tables.columns import THEME_ID

GRID = Table(
    "grid",
    "The framework grid: a row for each document, source type and place, and each theme.",
    ("kind", "row", "theme_id"),
    (
        Column("kind", "text", "what the row is", values=("document", "source_type", "place")),
        Column("row", "text", "document_id, source type or place; empty where the documents give none"),
        THEME_ID,
        Column("n_assigned", "integer", "codable segments with the theme", low=0),
        Column("n_segments", "integer", "codable segments", low=0),
        Column("n_found", "integer", "documents with the theme", low=0),
        Column("n_documents", "integer", "documents with codable segments", low=0),
        Column(
            "segment_id",
            "text",
            "the best passage: a chosen quote, else that with the highest score; null where none is coded or may be quoted",
            nullable=True,
        ),
        Column("quote_id", "text", "of the best passage, where it is a chosen quote", nullable=True),
    ),
    {"n_assigned <= n_segments": lambda t: t["n_assigned"] <= t["n_segments"], "n_found <= n_documents": lambda t: t["n_found"] <= t["n_documents"]},
)
