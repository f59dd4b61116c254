"""Tables of what segments say of their subject: framing and dissent, the quotes chosen by them, and passages held together."""

from __future__ import annotations

from pipeline.schema import Column, Table
from pipeline.tables.columns import DOCUMENT_ID, END, PAGE, SEGMENT_ID, START, THEME_ID

FRAMINGS_OF = ("strength", "problem", "proposal", "neither")
VOICES = ("own", "quoted", "quoted by another", "question")
WHYS = ("strength and problem", "dissent", "point and reply", "words of another")

FRAMING = Column(
    "framing",
    "text",
    "what is said of the subject: a strength, a problem, a proposal, or neither (no probability reaches its threshold); machine-coded",
    values=FRAMINGS_OF,
)

FRAMINGS = Table(
    "framings",
    "What a segment says of its subject: a row for every codable segment with at least one theme.",
    ("segment_id",),
    (
        SEGMENT_ID,
        FRAMING,
        Column(
            "framing_score",
            "number",
            "calibrated probability of the framing given; of neither: 1 less the largest of the three others",
            low=0,
            high=1,
        ),
        Column("dissent", "flag", "somebody, the writer too, disagrees, doubts or objects: probability at or above its threshold"),
        Column("dissent_score", "number", "calibrated probability of that", low=0, high=1),
    ),
)

QUOTES = Table(
    "quotes",
    "Verbatim quotes, chosen by rule.",
    ("quote_id",),
    (
        Column("quote_id", "text", "theme_id + 10 hex digits of sha256(segment_id, start, end, role)"),
        THEME_ID,
        SEGMENT_ID,
        DOCUMENT_ID,
        START,
        END,
        PAGE,
        Column("paragraph", "integer", "number of the paragraph in the document", low=1),
        Column("text", "text", "documents.text[start:end], verbatim"),
        Column(
            "role",
            "text",
            "why it was chosen; dissenting: machine-coded as dissent, which is no judgement of where its speaker stands",
            values=("representative", "dissenting"),
        ),
        FRAMING,
        Column("voice", "text", "whose words these are", values=VOICES),
        Column("speaker", "text", "who speaks, where the document may name people; the role alone where it may say that; else null", nullable=True),
        Column(
            "reply_segment_id",
            "text",
            "passage that answers a question or a point, or in which who quotes another speaks; null where there is none",
            nullable=True,
        ),
        Column("decided_by", "text", "who pinned it in decisions/quotes.csv; null: chosen by rule", nullable=True),
        Column("citation", "text", "reference: title, or title [document_id]; date, page where known, paragraph, item, who speaks or who quotes"),
    ),
    {"text has end - start characters": lambda t: t["text"].str.len() == t["end"] - t["start"]},
)

PAIRS = Table(
    "pairs",
    "Two passages on the same point that say different things of it, by theme: read side by side, they need not contradict each other.",
    ("theme_id", "a", "b"),
    (
        Column("theme_id", "text", "theme of the codebook; empty: both passages carry none"),
        Column("a", "text", "segment_id: the strength, the dissent, the point made, or the words of another"),
        Column("b", "text", "segment_id of what it is held against"),
        Column("cosine", "number", "of the two vectors", low=-1, high=1),
        Column("why", "text", "by which rule they stand together", values=WHYS),
    ),
)
