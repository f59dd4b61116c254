"""Tables of groups held against each other, and of words."""

from __future__ import annotations

from pipeline.schema import Column, Table
from pipeline.tables.columns import CONTRAST_REASONS, CONTRAST_VERDICTS, CORRECTED, DIFFERENCE, HELD_TOGETHER, SUBJECT, THEME_ID

DISTANCE_VERDICTS = ("different", "not told apart", "described", "too little evidence")

DISTANCE_REASONS = ("too few sources", "no source type in common", "no small p possible", "no theme found", "census")

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
        Column("words_a", "texts", "words that set a apart within the theme, of those that hold in theme_words, surest first; none for topics"),
        Column("words_b", "texts", "the same of b"),
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
