"""Columns and values that several tables have."""

from __future__ import annotations

from pipeline.schema import Column

SHIFT_VERDICTS = ("rise", "fall", "no clear change", "no change", "too little evidence")

REASONS = (
    "too few sources",
    "no small p possible",
    "hardly occurs",
    "census",
    "within the margin",
    "interval too wide",
    "q too high",
    "interval holds nought",
)

CONTRAST_REASONS = (*REASONS, "no source type in common")

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
    Column(
        "p",
        "number",
        "two-sided p over clusters: of a difference the larger of p by permuting and Welch's, of a trend by permuting; null where none can be had",
        nullable=True,
        low=0,
        high=1,
    ),
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
