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
DISTANCE_VERDICTS = ("different", "not told apart", "described", "too little evidence")
CONTRAST_REASONS = (*REASONS, "no source type in common")
DISTANCE_REASONS = ("too few sources", "no source type in common", "no small p possible", "no theme found", "census")
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
HELD_TOGETHER = (
    Column(
        "standardised_to",
        "texts",
        "source types that both groups have, to whose mix both are brought; empty where none is needed, as all are of one type, or none in common",
    ),
    Column("n_a", "integer", "documents of a that are held against b: those of these source types", low=0),
    Column("n_b", "integer", "documents of b that are held against a", low=0),
)
CORRECTED = Column("corrected", "flag", "the coder's error is folded in from human codes; else machine-coded, uncorrected")
REASON = Column("reason", "text", "the rule by which nothing is claimed; null where something is", nullable=True, values=REASONS)


def _with_ends(name: str, meaning: str, low: float | None = None) -> tuple[Column, ...]:
    return (
        Column(name, "number", f"{meaning}; null where nothing is known", nullable=True, low=low, high=1),
        Column(f"{name}_low", "number", "lower end of its 95 % interval, sources resampled", nullable=True, low=low, high=1),
        Column(f"{name}_high", "number", "upper end", nullable=True, low=low, high=1),
    )


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

CANDIDATES = Table(
    "candidates",
    "Drafts of codes for topics that no theme covers; codebook_candidates.toml has them as blocks for codebook.toml.",
    ("topic_id",),
    (
        Column("topic_id", "text", "the free topic"),
        Column("code_id", "text", "id that no theme of the codebook has"),
        Column("name", "text", "its first words"),
        Column("definition", "text", "a stub, to be written by a person"),
        Column("include", "texts", "words that its most typical segments share"),
        Column("seeds", "texts", "the topic's words"),
        Column("expected_share", "number", "segments of the topic / codable segments", low=0, high=1),
        Column("n_segments", "integer", "codable segments placed in the topic", low=0),
        Column("n_documents", "integer", "documents they come from", low=0),
        Column("stability", "number", "of the topic; null: not measured", nullable=True, low=0, high=1),
        Column("nearest_theme_id", "text", "theme that most of the topic's segments carry; null where none carries any", nullable=True),
        Column("nearest_share", "number", "share of the topic's segments that carry it", low=0, high=1),
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

VERDICTS_ON_SCORES = ("as asked", "worse than asked", "fewer than 20 positives")

APPRAISALS = Table(
    "appraisals",
    "How good the coder is by the human codes of a draw, weighted so that they speak of all codable segments; empty without human codes.",
    ("theme_id",),
    (
        THEME_ID,
        Column("n_segments", "integer", "drawn segments that people coded", low=1),
        Column("n_sources", "integer", "clusters of documents that they come from, which are resampled", low=1),
        Column("n_positive", "number", "of these segments, those to which people gave the theme; ties count half", low=0),
        *_with_ends("precision", "segments to which both gave the theme / segments to which the coder gave it", low=0),
        *_with_ends("recall", "segments to which both gave the theme / segments to which people gave it", low=0),
        *_with_ends("f1", "harmonic mean of precision and recall", low=0),
        *_with_ends("calibration_error", "expected calibration error: mean distance of score and share of codes over ten bins of scores", low=0),
        Column("calibration_error_by_chance", "number", "the error that as many codes would show if the scores were right", low=0, high=1),
        Column("calibration_verdict", "text", "asked: at most .06 where there are 20 positives", values=VERDICTS_ON_SCORES),
        *_with_ends("brier_skill", "1 - Brier score of the scores / Brier score of the share of codes alone"),
        Column("skill_verdict", "text", "asked: at least .2 where there are 20 positives", values=VERDICTS_ON_SCORES),
    ),
)

SCORE_BINS = Table(
    "score_bins",
    "The coder's scores against the human codes of a draw: a row for each theme and tenth of the scores that has codes.",
    ("theme_id", "from_score"),
    (
        THEME_ID,
        Column("from_score", "number", "lower end of the bin", low=0, high=1),
        Column("to_score", "number", "upper end, which the last bin alone includes", low=0, high=1),
        Column("n_segments", "integer", "drawn and coded segments with such a score", low=1),
        Column("n_sources", "integer", "clusters of documents that they come from", low=1),
        Column("share_of_all", "number", "share of codable segments with such a score, as the draw has it", low=0, high=1),
        Column("mean_score", "number", "their mean score", low=0, high=1),
        Column("share", "number", "share of them to which people gave the theme", low=0, high=1),
        Column("low", "number", "lower end of its 95 % interval: the wider of resampled documents and Wilson's", low=0, high=1),
        Column("high", "number", "upper end", low=0, high=1),
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
        Column(
            "falls_without",
            "text",
            "document_id of one without which (and all that share its source) the verdict falls away, the most influential such; null: there is none",
            nullable=True,
        ),
        Column(
            "without_inferred",
            "text",
            "the verdict without documents whose date a person inferred, periods as they are; null where no date is inferred",
            nullable=True,
            values=SHIFT_VERDICTS,
        ),
        Column(
            "detectable",
            "number",
            "smallest difference that a test of its own at alpha would find in four cases of five, documents deviating as here; "
            "null for trends, a census, and where no p could be small",
            nullable=True,
            low=0,
            high=1,
        ),
        Column("n_from", "integer", "documents in the earlier period; for trend: in the first", nullable=True, low=0),
        Column("n_to", "integer", "documents in the later period; for trend: in the last", nullable=True, low=0),
        CORRECTED,
    ),
)

CONTRASTS = Table(
    "contrasts",
    "Differences between places, source types and other groups; all but source types at the same mix of source types.",
    ("subject_kind", "subject_id", "group_kind", "a", "b"),
    (
        *SUBJECT,
        Column("a", "text", "first group, in alphabetical order"),
        Column("b", "text", "second group"),
        Column(
            "difference",
            "number",
            "share in a - share in b, at the same mix of source types; null below the floor or without a source type in common",
            nullable=True,
            low=-1,
            high=1,
        ),
        *DIFFERENCE,
        Column("verdict", "text", "what may be said; no difference: none of the margin or more", values=CONTRAST_VERDICTS),
        Column("reason", "text", "the rule by which nothing is claimed; null where something is", nullable=True, values=CONTRAST_REASONS),
        Column("words_a", "texts", "words of the theme's segments distinctive of a, best first"),
        Column("words_b", "texts", "words of the theme's segments distinctive of b, best first"),
        *HELD_TOGETHER,
        CORRECTED,
    ),
    {"a < b": lambda t: t["a"] < t["b"]},
)

DISTANCES = Table(
    "distances",
    "How far apart the theme profiles of two groups are, and which group is nearest to which.",
    ("group_kind", "a", "b"),
    (
        Column("group_kind", "text", "what the groups are: place, source_type, publisher or a covariate's name"),
        Column("a", "text", "first group, in alphabetical order"),
        Column("b", "text", "second group"),
        Column(
            "distance",
            "number",
            "Jensen-Shannon distance (base 2) of mean shares of top-level themes, brought to a sum of 1; null where it cannot be had",
            nullable=True,
            low=0,
            high=1,
        ),
        Column("by_chance", "number", "distance to be expected if documents changed groups; null in a census", nullable=True, low=0, high=1),
        Column("excess", "number", "root of distance^2 - by_chance^2, 0 where that is less than 0", nullable=True, low=0, high=1),
        Column("low", "number", "lower end of the 95 % interval of the distance, chance taken off", nullable=True, low=0, high=1),
        Column("high", "number", "upper end, on the cautious side; never below the distance as measured", nullable=True, low=0, high=1),
        Column("p", "number", "of a distance as large, clusters changing groups within source types", nullable=True, low=0, high=1),
        Column("q", "number", "p after Benjamini-Hochberg within one kind of group", nullable=True, low=0, high=1),
        Column("nearest_a", "integer", "rank of b among the groups held against a by excess, 1 the nearest", nullable=True, low=1),
        Column("nearest_b", "integer", "rank of a among the groups held against b", nullable=True, low=1),
        Column("differ", "texts", "theme_ids on which the profiles differ most, at most three, most first"),
        *HELD_TOGETHER,
        Column("verdict", "text", "what may be said; described: a census, in which nothing is tested", values=DISTANCE_VERDICTS),
        Column("reason", "text", "the rule by which nothing is claimed; null where something is", nullable=True, values=DISTANCE_REASONS),
        Column("corrected", "flag", "the coder's error of every theme is folded in from human codes; else machine-coded, uncorrected"),
    ),
    {"a < b": lambda t: t["a"] < t["b"]},
)

THEME_WORDS = Table(
    "theme_words",
    "Words within each theme that set periods, places and other groups apart; none where a side has too few documents.",
    ("theme_id", "group_kind", "a", "b", "word"),
    (
        THEME_ID,
        Column("group_kind", "text", "what the groups are: period, place, source_type or a covariate's name"),
        Column("a", "text", "first group; of periods the earlier"),
        Column("b", "text", "second group"),
        Column("word", "text", "lemma; names, stop words and words of the genre are left out"),
        Column("side", "text", "the group that it sets apart", values=("a", "b")),
        Column("holds", "flag", "q is below alpha and the interval without nought: else the word is shown, not claimed"),
        Column("log_odds", "number", "log-odds ratio of a against b, at the same mix of source types; above 0: of a"),
        Column("z", "number", "log_odds by its standard deviation as if words were independent: it ranks, nothing rests on it"),
        Column("low", "number", "lower end of the 95 % interval of log_odds, documents resampled"),
        Column("high", "number", "upper end"),
        Column("p", "number", "two-sided permutation p over clusters", low=0, high=1),
        Column("q", "number", "p after Benjamini-Hochberg over all words of the theme between the two groups", low=0, high=1),
        Column("documents_a", "integer", "documents of a that have the word in the theme", low=0),
        Column("documents_b", "integer", "documents of b that have it", low=0),
        *HELD_TOGETHER,
        Column("context", "text", "the word where it stands, a verbatim slice of a segment; null where none may be quoted", nullable=True),
        Column("segment_id", "text", "the segment of context", nullable=True),
    ),
)

ROBUSTNESS = Table(
    "robustness",
    "Every verdict on a theme under other choices than the study's own: a row for each verdict and choice.",
    ("claim", "subject_kind", "subject_id", "group_kind", "group", "kind", "one", "other", "choice"),
    (
        Column("claim", "text", "which table has the verdict", values=("shift", "contrast")),
        *SUBJECT,
        Column("group", "text", "whose periods are held together; all for a contrast"),
        Column("kind", "text", "which sides are held together", values=("consecutive", "first_last", "trend", "contrast")),
        Column("one", "text", "earlier period of a shift, a of a contrast"),
        Column("other", "text", "later period of a shift, b of a contrast"),
        Column(
            "choice", "text", "the other choice; 'without one document' is the one whose absence changes most, first those that change the verdict"
        ),
        Column("document_id", "text", "the document left out, with all that share its source; null for other choices", nullable=True),
        Column("verdict_here", "text", "the verdict of the study", values=(*SHIFT_VERDICTS, *CONTRAST_VERDICTS[:4])),
        Column(
            "verdict", "text", "the verdict under the choice, q within the same family under it", values=(*SHIFT_VERDICTS, *CONTRAST_VERDICTS[:4])
        ),
        Column("difference", "number", "the difference, or the slope a year, under the choice", nullable=True),
        *DIFFERENCE,
        Column(
            "flips",
            "flag",
            "the verdict is another one; where there is too little evidence under a choice, that alone is no flip but for a document left out",
        ),
        CORRECTED,
    ),
)

MIX_REASONS = ("too few sources", "kinds not given", "only one kind", "no kind on both sides")

MIXES = Table(
    "mixes",
    "How much of each difference between two periods is mix (other kinds of documents) and how much content (the same kinds say something else).",
    ("subject_kind", "subject_id", "group_kind", "group", "kind", "period_from", "period_to", "by"),
    (
        *SUBJECT,
        Column("group", "text", "which place, source type, …"),
        Column("kind", "text", "which periods are held together", values=("consecutive", "first_last")),
        Column("period_from", "text", "earlier period"),
        Column("period_to", "text", "later period"),
        Column("by", "text", "what the kinds are", values=("source_type", "place")),
        Column("difference", "number", "mix + content: as in shifts, but before any median of a correction", nullable=True, low=-1, high=1),
        Column("mix", "number", "change in the shares of kinds, each at its mean share of the theme in both periods", nullable=True, low=-1, high=1),
        Column("mix_low", "number", "lower end of its 95 % interval, clusters resampled", nullable=True, low=-1, high=1),
        Column("mix_high", "number", "upper end", nullable=True, low=-1, high=1),
        Column("content", "number", "change within kinds, each at its mean share of documents in both periods", nullable=True, low=-1, high=1),
        Column("content_low", "number", "lower end of its 95 % interval, clusters resampled", nullable=True, low=-1, high=1),
        Column("content_high", "number", "upper end", nullable=True, low=-1, high=1),
        Column(
            "share_mix",
            "number",
            "mix / difference; below 0 or above 1 where the two go opposite ways; null for differences under a point",
            nullable=True,
        ),
        Column("n_kinds", "integer", "kinds in either period", low=0),
        Column("n_shared", "integer", "of these, in both", low=0),
        Column("n_documents", "integer", "documents of both periods whose kind is given", low=0),
        Column("reason", "text", "why the difference cannot be parted; null where it is", nullable=True, values=MIX_REASONS),
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
    SUBTOPICS,
    SUBTOPIC_SEGMENTS,
    CANDIDATES,
    DRAWN_CODES,
    TRENDS,
    SHIFTS,
    CONTRASTS,
    DISTANCES,
    THEME_WORDS,
    ROBUSTNESS,
    MIXES,
    QUOTES,
    APPRAISALS,
    SCORE_BINS,
    PROBLEMS,
)
