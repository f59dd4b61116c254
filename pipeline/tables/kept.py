"""Tables that a map keeps for its own stage's reduction: they are cached document by document, and are never in OUTPUTS."""

from __future__ import annotations

from pipeline.schema import Column, Table
from pipeline.tables.columns import DOCUMENT_ID, SEGMENT_ID

CITATIONS = Table(
    "citations",
    "Titles that segments cite, one row a place.",
    ("segment_id", "start"),
    (
        SEGMENT_ID,
        Column("start", "integer", "of the title in the document, in characters", low=0),
        Column("title", "text", "as the segment writes it"),
        Column("year", "integer", "of publication, where the segment gives it", nullable=True),
    ),
)

EXEMPTED = Table(
    "exempted",
    "Segments of items that were not open to the public.",
    ("segment_id",),
    (SEGMENT_ID,),
)

READINGS = Table(
    "readings",
    "What a document's own words say of its type, its date and of those who speak in it, before the manifest is asked.",
    ("document_id",),
    (
        DOCUMENT_ID,
        Column("source_type", "text", "guessed from its words", nullable=True),
        Column("source_type_where", "text", "where these words stand; empty where nothing is guessed"),
        Column("doubt_code", "text", "of the row of problems that its date deserves, if no manifest gives one", nullable=True),
        Column("doubt_message", "text", "of that row", nullable=True),
        Column("doubt_remedy", "text", "of that row", nullable=True),
        Column("doubt_severity", "text", "of that row", nullable=True),
        Column("n_promises", "integer", "sentences that promise that views are not tied to people", low=0),
        Column("promise_start", "integer", "of the first, in characters", nullable=True, low=0),
        Column("promise_line", "integer", "of the first, from 1", nullable=True, low=1),
    ),
)

SENTENCES = Table(
    "sentences",
    "Where the sentences of codable segments lie.",
    ("segment_id",),
    (
        SEGMENT_ID,
        Column("spans", "text", "start and end of each sentence in the segment's text, in characters, one after another, parted by spaces"),
    ),
)
