"""Tables of what was read: documents, their blocks and segments, reports they cite, vectors, problems."""

from __future__ import annotations

from pipeline.schema import Column, Table
from pipeline.tables.columns import DOCUMENT_ID, END, PAGE, SEGMENT_ID, START

BLOCK_KINDS = ("heading", "paragraph", "list_item", "table", "boilerplate", "procedure", "attendance", "contents", "prompt", "footnote")

DOCUMENTS = Table(
    "documents",
    "One row a document, with what is known of it and its text.",
    ("document_id",),
    (
        DOCUMENT_ID,
        Column("path", "text", "path relative to the corpus, with / between folders"),
        Column("sha256", "text", "of the file's bytes, 64 hex digits"),
        Column("media_type", "text", "as read, e.g. application/pdf"),
        Column("title", "text", "from the manifest, else the document, else its file name"),
        Column("date", "text", "YYYY, YYYY-MM, YYYY-MM-DD or a range A/B; null when not known", nullable=True),
        Column("date_precision", "text", "how exact the date is", values=("day", "month", "year", "range", "none")),
        Column("date_basis", "text", "where the date comes from", values=("manifest", "stated", "file name", "inferred by a person", "none")),
        Column("year", "integer", "year of the date (of a range: the middle, rounded down); null when not known", nullable=True),
        Column("place", "text", "place the document speaks for; null when not given", nullable=True),
        Column(
            "source_type",
            "text",
            "minutes, press_release, workshop_report, …, as given; agenda where nobody gave one and the text is one; else null",
            nullable=True,
        ),
        Column("publisher", "text", "body that issued it; null when not given", nullable=True),
        Column("url", "text", "where it was published", nullable=True),
        Column("licence", "text", "terms of reuse", nullable=True),
        Column("reference", "text", "the study's own reference for citing it", nullable=True),
        Column("quotable", "text", "may it be quoted: yes, paraphrase, no", nullable=True, values=("yes", "paraphrase", "no")),
        Column("attribution", "text", "how a quote is attributed: named, role, none", nullable=True, values=("named", "role", "none")),
        Column("cluster_id", "text", "documents that share a source share it; the unit of uncertainty"),
        Column("language", "text", "ISO 639-1 code, und when not known"),
        Column("n_pages", "integer", "number of pages where the file knows them", nullable=True, low=1),
        Column("encoding", "text", "in which the file's bytes were read as text; null for formats that fix it themselves", nullable=True),
        Column(
            "encoding_basis",
            "text",
            "why that one: given, declared (by the page), mark, nul bytes, ascii, valid utf-8, mostly utf-8, likeliest code page",
            nullable=True,
        ),
        Column("text", "text", "what the importer read: line ends as \\n, never altered afterwards"),
    ),
)

BLOCKS = Table(
    "blocks",
    "Pieces of a document by their function; they do not overlap and cover every non-space character.",
    ("block_id",),
    (
        Column("block_id", "text", "document_id + '!' + start-end in the document, 8 digits each"),
        DOCUMENT_ID,
        Column("kind", "text", "function of the block", values=BLOCK_KINDS),
        START,
        END,
        PAGE,
        Column("section", "text", "headings above the block, outermost first, joined by ' > '; null when there are none", nullable=True),
        Column("speaker", "text", "who speaks, as the document says it; null when it does not", nullable=True),
        Column("language", "text", "ISO 639-1 code where it is not the document's own; null otherwise", nullable=True),
        Column("voice", "text", "whose words these are where the file's form says so, as in a mail that quotes another", nullable=True),
        Column(
            "confidence", "number", "of the command that read a scan, 0 to 100, mean over words; null for other text", nullable=True, low=0, high=100
        ),
    ),
    {"start < end": lambda t: t["start"] < t["end"]},
)

COVARIATES = Table(
    "covariates",
    "Every manifest column that is not a column of documents.",
    ("document_id", "name"),
    (DOCUMENT_ID, Column("name", "text", "the manifest's column"), Column("value", "text", "the cell as written")),
)

SEGMENTS = Table(
    "segments",
    "Units of coding: verbatim slices of documents.text, about a paragraph each.",
    ("segment_id",),
    (
        SEGMENT_ID,
        DOCUMENT_ID,
        START,
        END,
        PAGE,
        Column("paragraph", "integer", "number of the paragraph in the document, 1-based; headings and page furniture are not counted", low=1),
        Column("section", "text", "headings above, outermost first, joined by ' > '", nullable=True),
        Column("speaker", "text", "who speaks, as the document says it", nullable=True),
        Column("voice", "text", "whose words these are", values=("own", "quoted", "quoted by another", "question")),
        Column("part", "text", "what the passage is in its document", values=("finding", "summary", "background", "prompt", "other")),
        Column("codable", "flag", "counts in shares: prose of the document, long enough, not a repeat"),
        Column(
            "duplicate_of",
            "text",
            "segment_id of the first, by segment_id, with the same or nearly the same words; null for originals",
            nullable=True,
        ),
        Column(
            "duplicate_kind",
            "text",
            "exact: the same words; near: .8 or more of its and the first's three-word runs are shared; boilerplate: the same words in "
            "5 or more documents of one publisher or source type; null for originals",
            nullable=True,
            values=("exact", "near", "boilerplate"),
        ),
        Column("text", "text", "documents.text[start:end], verbatim"),
        Column("n_words", "integer", "number of words", low=0),
    ),
    {
        "start < end": lambda t: t["start"] < t["end"],
        "text has end - start characters": lambda t: t["text"].str.len() == t["end"] - t["start"],
    },
)

CITED = Table(
    "cited",
    "Reports and papers that the documents cite by title; Acts are not among them.",
    ("cited_id",),
    (
        Column("cited_id", "text", "12 hex digits of the sha256 of title and year"),
        Column("title", "text", "as the first document that cites it writes it"),
        Column("year", "integer", "of publication, where a citation gives it", nullable=True),
        Column("n_documents", "integer", "documents that cite it", low=1),
        Column("document_ids", "texts", "those documents, sorted"),
        Column("segment_id", "text", "an example: the first segment that cites it"),
        START,
        END,
        Column("held", "flag", "a document of the corpus has this title, as part of its own or its own as part of it"),
    ),
)

VECTORS = Table(
    "vectors",
    "Sentence vectors of the segments that can be coded.",
    ("segment_id",),
    (SEGMENT_ID, Column("vector", "vector", "unit length, float32, the encoder's number of dimensions")),
)

PROBLEMS = Table(
    "problems",
    "What could not be used or needs a person's eye; never a document's text.",
    ("stage", "path", "code"),
    (
        Column("stage", "text", "where it was noticed"),
        Column("path", "text", "file it concerns, relative to the corpus; empty for the study as a whole"),
        Column("code", "text", "short name of the problem"),
        Column("message", "text", "what is wrong"),
        Column("remedy", "text", "what to do"),
        Column(
            "severity", "text", "note: nothing lost; warning: read it; error: something asked for was not used", values=("note", "warning", "error")
        ),
    ),
)
