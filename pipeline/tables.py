"""Declare every table that crosses a border: what each column means, its unit and limits.

The data dictionary in docs/reference is generated from here.
"""

from __future__ import annotations

from pipeline.schema import Column, Table

BLOCK_KINDS = ("heading", "paragraph", "list_item", "table", "boilerplate", "procedure", "attendance", "contents", "prompt", "footnote")
SHIFT_VERDICTS = ("rise", "fall", "no clear change", "no change", "too little evidence")
REASONS = (
    "too few sources",
    "no small p possible",
    "hardly occurs",
    "census",
    "within the margin",
    "below the margin",
    "interval too wide",
    "q too high",
)
CONTRAST_VERDICTS = ("higher in a", "higher in b", "no clear difference", "no difference", "too little evidence")

DOCUMENT_ID = Column("document_id", "text", "slug of the relative path + 8 hex digits of the path's sha256")
SEGMENT_ID = Column("segment_id", "text", "document_id + '#' + start-end in the document, 8 digits each")
THEME_ID = Column("theme_id", "text", "theme of the codebook")
START = Column("start", "integer", "first character in documents.text, 0-based, code points", low=0)
END = Column("end", "integer", "one past the last character, code points", low=1)
PAGE = Column("page", "integer", "page of the first character; null where the file knows no pages", nullable=True, low=1)
SUBJECT = (
    Column("subject_kind", "text", "what is counted", values=("theme", "topic")),
    Column("subject_id", "text", "theme_id or topic_id"),
    Column("group_kind", "text", "what the group is: all, place, source_type, publisher or a covariate's name"),
)
DIFFERENCE = (
    Column("low", "number", "lower end of the 95 % interval, widened for few clusters; null below the floor", nullable=True, low=-1, high=1),
    Column("high", "number", "upper end of the 95 % interval; null below the floor", nullable=True, low=-1, high=1),
    Column("p", "number", "two-sided permutation p over clusters; null where none can be had", nullable=True, low=0, high=1),
    Column("q", "number", "p after Benjamini-Hochberg within one kind of group and shift", nullable=True, low=0, high=1),
)
CORRECTED = Column("corrected", "flag", "the coder's error is folded in from human codes; else machine-coded, uncorrected")
REASON = Column("reason", "text", "the rule by which nothing is claimed; null where something is", nullable=True, values=REASONS)


def _ordered(*tables: Table) -> dict[str, Table]:
    return {table.name: table for table in tables}


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
    "Sentence vectors of the segments.",
    ("segment_id",),
    (SEGMENT_ID, Column("vector", "vector", "unit length, float32, the encoder's number of dimensions")),
)

CODINGS = Table(
    "codings",
    "A row for every segment and theme.",
    ("segment_id", "theme_id"),
    (
        SEGMENT_ID,
        THEME_ID,
        Column(
            "score",
            "number",
            "calibrated probability that the segment carries the theme, and never below that of a sub-code of it; 0 where it is not codable",
            low=0,
            high=1,
        ),
        Column(
            "assigned",
            "flag",
            "head: own score at or above the theme's threshold; seeds: that and a seed found; topics: placed in the theme's guided topic; "
            "and in every case where a sub-code of the theme is assigned",
        ),
        Column("why", "text", "what speaks for an assigned coding; null where not assigned", nullable=True),
    ),
)

DOCUMENT_THEMES = Table(
    "document_themes",
    "Counts of a document's codable segments by theme.",
    ("document_id", "theme_id"),
    (
        DOCUMENT_ID,
        THEME_ID,
        Column("n_segments", "integer", "codable segments of the document", low=0),
        Column("n_assigned", "integer", "of these, with the theme", low=0),
        Column("n_words", "integer", "words in the segments with the theme", low=0),
        Column("share", "number", "n_assigned / n_segments; 0 where there are none", low=0, high=1),
    ),
    {"n_assigned <= n_segments": lambda t: t["n_assigned"] <= t["n_segments"]},
)

TOPICS = Table(
    "topics",
    "Topics of the topic model: one for each theme (guided), the rest free.",
    ("topic_id",),
    (
        Column("topic_id", "text", "theme-… for guided topics, free-NN for the others, largest first; stable after the fit"),
        Column(
            "kind", "text", "document: .8 or more of its segments come from one document, so never a headline", values=("theme", "free", "document")
        ),
        Column("theme_id", "text", "theme of a guided topic; null for free ones", nullable=True),
        Column("label", "text", "the theme's name, or the topic's first words"),
        Column("top_words", "texts", "lemmas with the highest class-based TF-IDF, best first"),
        Column("n_segments", "integer", "codable segments placed in it", low=0),
        Column("n_documents", "integer", "documents they come from", low=0),
        Column("top_document_share", "number", "largest share of its segments that one document has", low=0, high=1),
        Column(
            "stability",
            "number",
            "mean match with refits on half of the documents; null for guided topics, and where no refit was possible: not measured",
            nullable=True,
            low=0,
            high=1,
        ),
        Column("fragile", "flag", "stability below .6: kept out of headlines; not set where stability was not measured"),
    ),
)

PLACEMENTS = Table(
    "placements",
    "The topic of every segment.",
    ("segment_id",),
    (
        SEGMENT_ID,
        Column("topic_id", "text", "-1 where the segment is not codable"),
        Column("weight", "number", "cosine to the topic's centre", low=-1, high=1),
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

DRAWN_CODES = Table(
    "drawn_codes",
    "Human codes by which shares are corrected: a row for every drawn and coded segment and theme; empty without human codes.",
    ("segment_id", "theme_id"),
    (
        SEGMENT_ID,
        THEME_ID,
        Column("value", "number", "1: people gave the theme; 0: they did not; 0.5: as many did as did not", low=0, high=1),
        Column("assigned", "flag", "the coder gave the theme"),
        Column("settled_by", "text", "how several coders' codes became one", values=("one coder", "majority", "tie", "adjudicated")),
        Column("n_coders", "integer", "people who coded the segment, the adjudicated code not counted", low=0),
        Column("draw", "text", "the draw, as in its draw.csv"),
        Column("stratum", "text", "stratum from which it was drawn"),
        Column("level", "text", "the stratum's name without its side"),
        Column("by", "text", "column whose values are the draw's sides; empty where it has none"),
        Column("side", "text", "side of the stratum; empty where the draw has none"),
        Column("stratum_size", "integer", "segments in the stratum when it was drawn", low=1),
    ),
)

TRENDS = Table(
    "trends",
    "Share of every theme and topic by group and period.",
    ("subject_kind", "subject_id", "group_kind", "group", "period"),
    (
        *SUBJECT,
        Column("group", "text", "which place, source type, …; all for all"),
        Column("period", "text", "name of the period; all holds every document, dated or not"),
        Column("period_start", "text", "first year of the period; null for all", nullable=True),
        Column("period_end", "text", "last year of the period; null for all", nullable=True),
        Column(
            "share",
            "number",
            "mean over documents of assigned / codable segments; where corrected, the median of what the human codes make of it",
            nullable=True,
            low=0,
            high=1,
        ),
        Column("share_raw", "number", "the same as coded, before any correction for the coder's error", nullable=True, low=0, high=1),
        Column(
            "share_pooled",
            "number",
            "assigned / codable segments over all documents together; corrected where share is",
            nullable=True,
            low=0,
            high=1,
        ),
        Column("low", "number", "lower end of the 95 % band, widened for few clusters; null below the floor", nullable=True, low=0, high=1),
        Column("high", "number", "upper end of the 95 % band; null below the floor", nullable=True, low=0, high=1),
        Column("n_segments", "integer", "codable segments", low=0),
        Column("n_documents", "integer", "documents with codable segments", low=0),
        Column("n_clusters", "integer", "clusters they form", low=0),
        Column("basis", "text", "described: below the floor, no band", values=("described", "estimated")),
        CORRECTED,
    ),
)

SHIFTS = Table(
    "shifts",
    "Differences between periods, each with its evidence.",
    ("subject_kind", "subject_id", "group_kind", "group", "kind", "period_from", "period_to"),
    (
        *SUBJECT,
        Column("group", "text", "which place, source type, …"),
        Column("kind", "text", "which periods are held together", values=("consecutive", "first_last", "trend")),
        Column("period_from", "text", "earlier period"),
        Column("period_to", "text", "later period"),
        Column("difference", "number", "share (to) - share (from); for trend: Theil-Sen slope a year; null below the floor", nullable=True),
        *DIFFERENCE,
        Column("verdict", "text", "what may be said; no change: none of the margin or more", values=SHIFT_VERDICTS),
        REASON,
        Column("drivers", "texts", "document_ids whose absence changes the difference most, at most three"),
        Column("topic_route", "text", "does the topic model alone say the same", values=("agrees", "differs", "not testable")),
        Column(
            "vanishes_at",
            "number",
            "1 - smaller / larger share: the difference in recall between the sides at which the shift would vanish, "
            "if recall is 1 on the side with the larger share; where it is lower, a smaller difference will do; null where corrected",
            nullable=True,
            low=0,
            high=1,
        ),
        CORRECTED,
    ),
)

CONTRASTS = Table(
    "contrasts",
    "Differences between places and between source types.",
    ("subject_kind", "subject_id", "group_kind", "a", "b"),
    (
        *SUBJECT,
        Column("a", "text", "first group, in alphabetical order"),
        Column("b", "text", "second group"),
        Column("difference", "number", "share in a - share in b; null below the floor", nullable=True, low=-1, high=1),
        *DIFFERENCE,
        Column("verdict", "text", "what may be said; no difference: none of the margin or more", values=CONTRAST_VERDICTS),
        REASON,
        Column("words_a", "texts", "words of the theme's segments distinctive of a, best first"),
        Column("words_b", "texts", "words of the theme's segments distinctive of b, best first"),
        CORRECTED,
    ),
    {"a < b": lambda t: t["a"] < t["b"]},
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
            "why it was chosen; dissenting: it contains words of disagreement, which is no judgement of its stance",
            values=("representative", "dissenting"),
        ),
        Column("citation", "text", "reference or title, date, page where known, paragraph"),
    ),
    {"text has end - start characters": lambda t: t["text"].str.len() == t["end"] - t["start"]},
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

TABLES = _ordered(
    DOCUMENTS,
    BLOCKS,
    COVARIATES,
    SEGMENTS,
    CITED,
    VECTORS,
    CODINGS,
    DOCUMENT_THEMES,
    TOPICS,
    PLACEMENTS,
    DOCUMENT_TOPICS,
    CROSSWALK,
    DRAWN_CODES,
    TRENDS,
    SHIFTS,
    CONTRASTS,
    QUOTES,
    PROBLEMS,
)
