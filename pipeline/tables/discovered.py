"""Tables of topics, and how they stand to the themes."""

from __future__ import annotations

from pipeline.schema import Column, Table
from pipeline.tables.columns import DOCUMENT_ID, SEGMENT_ID, THEME_ID

TOPICS = Table(
    "topics",
    "Topics of the topic model: one for each theme (guided), the rest free.",
    ("topic_id",),
    (
        Column("topic_id", "text", "theme-… for guided topics, free-NN for the others, largest first at the first fit; a topic found again keeps it"),
        Column(
            "kind", "text", "document: .8 or more of its segments come from one document, so never a headline", values=("theme", "free", "document")
        ),
        Column("theme_id", "text", "theme of a guided topic; null for free ones", nullable=True),
        Column("label", "text", "the theme's name, or the topic's first words"),
        Column(
            "top_words", "texts", "nouns, and adjectives with their noun, that set it apart (bertopic: class-based TF-IDF; nmf: weight), best first"
        ),
        Column("n_segments", "integer", "codable segments placed in it", low=0),
        Column("n_documents", "integer", "documents they come from", low=0),
        Column("top_document_share", "number", "largest share of its segments that one document has", low=0, high=1),
        Column(
            "stability",
            "number",
            "mean match with refits on two halves of the sources; null where no refit was possible, and for guided topics of bertopic: not measured",
            nullable=True,
            low=0,
            high=1,
        ),
        Column("fragile", "flag", "stability below .6, or no better than chance: kept out of headlines; not set where stability was not measured"),
    ),
)

PLACEMENTS = Table(
    "placements",
    "The topic of every segment.",
    ("segment_id",),
    (
        SEGMENT_ID,
        Column("topic_id", "text", "-1 where the segment is not codable, or (nmf) has no word that the model knows"),
        Column("weight", "number", "bertopic: cosine to the topic's centre; nmf: the topic's share of the segment", low=-1, high=1),
    ),
)

DOCUMENT_TOPICS = Table(
    "document_topics",
    "Counts of a document's codable segments by topic.",
    ("document_id", "topic_id"),
    (
        DOCUMENT_ID,
        Column("topic_id", "text", "topic"),
        Column("n_segments", "integer", "codable segments of the document placed in the topic", low=0),
        Column("share", "number", "n_segments / codable segments of the document", low=0, high=1),
    ),
)

CROSSWALK = Table(
    "crosswalk",
    "How topics and themes meet.",
    ("topic_id", "theme_id"),
    (
        Column("topic_id", "text", "topic"),
        THEME_ID,
        Column("n_both", "integer", "segments in the topic that carry the theme", low=0),
        Column("share_of_topic", "number", "n_both / segments of the topic; 0 where it has none", low=0, high=1),
        Column("share_of_theme", "number", "n_both / segments with the theme that are placed in any topic; 0 where there are none", low=0, high=1),
        Column(
            "lift",
            "number",
            "share_of_topic / share of the segments placed in any topic that carry the theme; null where none of them does",
            nullable=True,
            low=0,
        ),
        Column("relation", "text", "how the topic stands to the theme", values=("core", "part", "candidate", "unrelated")),
        Column("decided_by", "text", "rule, or who decided in decisions/crosswalk.csv"),
    ),
)

SUBTOPICS = Table(
    "subtopics",
    "What is spoken of within each theme that has enough segments to divide (24 from three sources).",
    ("subtopic_id",),
    (
        Column("subtopic_id", "text", "sub-THEME-NN, largest first at the first fit; a sub-topic found again keeps it"),
        THEME_ID,
        Column("label", "text", "its first words"),
        Column("top_words", "texts", "words that set it apart from the theme's other sub-topics, best first"),
        Column("n_segments", "integer", "segments with the theme placed in it", low=0),
        Column("n_documents", "integer", "documents they come from", low=0),
        Column("top_document_share", "number", "largest share of its segments that one document has", low=0, high=1),
        Column("stability", "number", "mean match with refits on two halves of the sources; null: not measured", nullable=True, low=0, high=1),
        Column("fragile", "flag", "stability below .6, or no better than chance; not set where it was not measured"),
        Column("segment_ids", "texts", "at most three typical segments of documents that may be quoted, one a document, nearest first"),
    ),
)

SUBTOPIC_SEGMENTS = Table(
    "subtopic_segments",
    "The sub-topic of every segment that carries a divided theme.",
    ("segment_id", "theme_id"),
    (
        SEGMENT_ID,
        THEME_ID,
        Column("subtopic_id", "text", "the nearest sub-topic of the theme"),
        Column("weight", "number", "cosine to its centre", low=-1, high=1),
    ),
)
