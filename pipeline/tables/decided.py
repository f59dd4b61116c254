"""Table of what people decided, and where it stands in the documents as they are."""

from __future__ import annotations

from pipeline.schema import Column, Table

STANDINGS = ("exact", "moved", "elsewhere", "nearest", "by id", "written", "orphan", "set aside")

DECISIONS = Table(
    "decisions",
    "What people decided in decisions/quotes.csv, findings.csv and ledger.csv, and where it stands now: a row for each row of the files.",
    ("decision_id",),
    (
        Column("decision_id", "text", "the file's name and 10 hex digits of the sha256 of what the row speaks of, which other rows do not change"),
        Column("file", "text", "which file", values=("quotes", "findings", "ledger")),
        Column("row", "integer", "row of the file, the header being row 1", low=2),
        Column("decision", "text", "what was decided", values=("pinned", "rejected", "finding", "ledger")),
        Column("theme_id", "text", "theme it concerns; null: every theme, or none", nullable=True),
        Column("role", "text", "of a pinned quote", nullable=True, values=("representative", "dissenting")),
        Column("document_id", "text", "document in which the passage stands now; null where there is none", nullable=True),
        Column("segment_id", "text", "segment that holds most of it", nullable=True),
        Column("start", "integer", "first character in documents.text", nullable=True, low=0),
        Column("end", "integer", "one past the last character", nullable=True, low=1),
        Column("text", "text", "the passage, or the finding, as the person wrote it; empty where only an id was given"),
        Column(
            "standing",
            "text",
            "exact: where it was; moved: elsewhere in its document; elsewhere: in another document alone; nearest: its words "
            "stand in its document with other capitals or punctuation; by id: only a recommendation_id was given; "
            "written: a finding, which needs no passage; "
            "orphan: nowhere, not used; set aside: repeated, contradicted, or not to be quoted, not used",
            values=STANDINGS,
        ),
        Column("recommendation_id", "text", "as the person gave it", nullable=True),
        Column("status", "text", "of a recommendation, as the person gave it", nullable=True),
        Column("action", "text", "likewise", nullable=True),
        Column("lead", "text", "who leads on it, likewise", nullable=True),
        Column("decided_by", "text", "who decided; 'a person' where the file does not say"),
        Column("decided_on", "text", "when, as the file has it; null where it does not say", nullable=True),
    ),
)
