"""Tables of codings, and of what human codes say of them."""

from __future__ import annotations

from pipeline.schema import Column, Table
from pipeline.tables.columns import DOCUMENT_ID, SEGMENT_ID, THEME_ID


def _with_ends(name: str, meaning: str, low: float | None = None) -> tuple[Column, ...]:
    return (
        Column(name, "number", f"{meaning}; null where nothing is known", nullable=True, low=low, high=1),
        Column(
            f"{name}_low",
            "number",
            "lower end of its 95 % interval, sources resampled; null where too few bear on it: 5 for precision, recall and F1, else 12, are needed",
            nullable=True,
            low=low,
            high=1,
        ),
        Column(f"{name}_high", "number", "upper end, null likewise", nullable=True, low=low, high=1),
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

VERDICTS_ON_SCORES = (
    "as asked",
    "as asked, not surely",
    "worse than asked",
    "worse than asked, not surely",
    "too few codes to tell",
    "fewer than 20 positives",
)
_NOT_SURELY = "; not surely: the interval holds values of the other verdict, or is not known"

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
        Column(
            "calibration_verdict",
            "text",
            f"asked: at most .06 where there are 20 positives; a larger one that right scores may show as well tells nothing{_NOT_SURELY}",
            values=VERDICTS_ON_SCORES,
        ),
        *_with_ends("brier_skill", "1 - Brier score of the scores / Brier score of the share of codes alone"),
        Column("skill_verdict", "text", f"asked: at least .2 where there are 20 positives{_NOT_SURELY}", values=VERDICTS_ON_SCORES),
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
        Column("low", "number", "lower end of its 95 % interval; with the upper one 0 to 1 where sources are too few", low=0, high=1),
        Column("high", "number", "upper end", low=0, high=1),
    ),
)
