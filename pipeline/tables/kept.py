"""Declare tables that a stage keeps by document for its own reduction: they lie in the cache and cross no other border."""

from __future__ import annotations

from pipeline.schema import Column, Table

SENTENCES = Table(
    "sentences",
    "Where the sentences of codable segments lie.",
    key=("segment_id",),
    columns=(
        Column("segment_id", "text", "the segment"),
        Column("spans", "text", "start and end of each sentence in the segment's text, in characters, one after another, parted by spaces"),
    ),
)
KEPT = {table.name: table for table in (SENTENCES,)}
