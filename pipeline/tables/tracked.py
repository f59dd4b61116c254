"""Tables of shares over time, and of what may be said of their shifts."""

from __future__ import annotations

from pipeline.schema import Column, Table
from pipeline.tables.columns import CONTRAST_VERDICTS, CORRECTED, DIFFERENCE, REASON, SHIFT_VERDICTS, SUBJECT

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
