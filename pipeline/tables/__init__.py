"""Declare every table that crosses a border: what each column means, its unit and limits.

The data dictionary in docs/reference is generated from here.
"""

from __future__ import annotations

from pipeline.schema import Table
from pipeline.tables.coded import APPRAISALS, CANDIDATES, CODINGS, DOCUMENT_THEMES, DRAWN_CODES, SCORE_BINS
from pipeline.tables.compared import CONTRASTS, DISTANCES, THEME_WORDS
from pipeline.tables.decided import DECISIONS
from pipeline.tables.discovered import CROSSWALK, DOCUMENT_TOPICS, PLACEMENTS, SUBTOPIC_SEGMENTS, SUBTOPICS, TOPICS
from pipeline.tables.framed import FRAMINGS, PAIRS, QUOTES
from pipeline.tables.gridded import GRID
from pipeline.tables.kept import CITATIONS, EXEMPTED, READINGS, SENTENCES
from pipeline.tables.listed import INDICATORS, RECOMMENDATIONS
from pipeline.tables.read import BLOCKS, CITED, COVARIATES, DOCUMENTS, PROBLEMS, SEGMENTS, VECTORS
from pipeline.tables.tracked import MIXES, ROBUSTNESS, SHIFTS, TRENDS

__all__ = [
    "APPRAISALS",
    "BLOCKS",
    "CANDIDATES",
    "CITATIONS",
    "CITED",
    "CODINGS",
    "CONTRASTS",
    "COVARIATES",
    "CROSSWALK",
    "DECISIONS",
    "DECLARED",
    "DISTANCES",
    "DOCUMENTS",
    "DOCUMENT_THEMES",
    "DOCUMENT_TOPICS",
    "DRAWN_CODES",
    "EXEMPTED",
    "FRAMINGS",
    "GRID",
    "INDICATORS",
    "MIXES",
    "PAIRS",
    "PLACEMENTS",
    "PROBLEMS",
    "QUOTES",
    "READINGS",
    "RECOMMENDATIONS",
    "ROBUSTNESS",
    "SCORE_BINS",
    "SEGMENTS",
    "SENTENCES",
    "SHIFTS",
    "SUBTOPICS",
    "SUBTOPIC_SEGMENTS",
    "TABLES",
    "THEME_WORDS",
    "TOPICS",
    "TRENDS",
    "VECTORS",
]


def _ordered(*tables: Table) -> dict[str, Table]:
    return {table.name: table for table in tables}


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
    DECISIONS,
    FRAMINGS,
    QUOTES,
    PAIRS,
    RECOMMENDATIONS,
    INDICATORS,
    GRID,
    APPRAISALS,
    SCORE_BINS,
    PROBLEMS,
)
DECLARED = TABLES | _ordered(CITATIONS, EXEMPTED, READINGS, SENTENCES)  # with those that are kept in the cache alone
