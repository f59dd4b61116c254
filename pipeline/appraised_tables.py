"""Lay out what human codes say of the coder: accuracy and calibration by theme, and who coded what."""

from __future__ import annotations

from typing import Any

from pipeline.bootstrap import SAY_FEWEST, with_ends
from pipeline.evidence import Evidence, rows_of
from pipeline.page_tables import Cell, PageTable
from pipeline.wording import NOTHING, count, listing, number


def appraisals_table(evidence: Evidence) -> PageTable:
    """Lay out precision, recall, F1, calibration error and Brier skill of each theme, each with its interval, in the codebook's order."""
    order = {theme_id: at for at, theme_id in enumerate(evidence.codebook.theme_ids)}
    appraisals = evidence.appraised.appraisals
    ordered = appraisals.assign(_place=appraisals["theme_id"].map(order)).sort_values("_place")
    counts = ("Coded (n)", "Sources", "With the theme (n)")
    measures = ("Precision", "Recall", "F1", "Calibration error", "If scores were right", "Brier skill")
    return PageTable(
        "appraisals-table",
        "The coder against people, by theme (95% intervals in brackets, sources resampled)",
        ("Theme", *counts, *measures, "Scores"),
        tuple(_appraisal_cells(evidence, row) for row in rows_of(ordered)),
        (*counts, *measures),
        ("Scores",),
    )


def _appraisal_cells(evidence: Evidence, row: Any) -> tuple[Cell | str, ...]:
    return (
        Cell(evidence.subject("theme", row.theme_id), evidence.address("theme", row.theme_id)),
        f"{row.n_segments:,}",
        f"{row.n_sources:,}",
        f"{row.n_positive:g}",
        *(_with_ends(row, measure) for measure in ("precision", "recall", "f1")),
        _with_ends(row, "calibration_error", 3),
        number(row.calibration_error_by_chance, 3),
        _with_ends(row, "brier_skill"),
        _verdict(row),
    )


def _with_ends(row: Any, measure: str, decimals: int = 2) -> str:
    value, low, high = (getattr(row, f"{measure}{end}") for end in ("", "_low", "_high"))
    return with_ends(value, low, high, decimals, missing="too few sources").replace("-", "−")


def _verdict(row: Any) -> str:
    if row.calibration_verdict == row.skill_verdict:
        return str(row.calibration_verdict)
    return f"calibration {row.calibration_verdict}; skill {row.skill_verdict}"


def say_trust(evidence: Evidence) -> str:
    """Say on what the figures of the coder rest, and how to read them."""
    drawn = evidence.drawn_codes
    n, n_documents = drawn["segment_id"].nunique(), drawn["segment_id"].str.rsplit("#", n=1).str[0].nunique()
    return (
        f"People coded {count(n, 'segment')} from {count(n_documents, 'document')}, drawn by chance. Each is weighted by one over its probability of "
        "being drawn, so that the figures speak of all codable segments. Precision: of the segments that the coder gave a theme, the share to which "
        "people gave it. Recall: of those to which people gave it, the share that the coder found. Calibration error: how far, on average, a score "
        "lies from the share of segments with such a score that carry the theme; beside it, what so few codes would show if every score were right. "
        "Brier skill: how much better the scores foretell people’s codes than the theme’s share alone does; 1 is perfect, 0 no better. Asked of "
        "scores are a calibration error of at most .06 and a skill of at least .2, from 20 segments with the theme on; codes are too few to tell "
        "where the error is larger than that, but no larger than right scores may show by chance; a verdict is not sure where the interval "
        "holds values of the other one, or is missing. An interval needs "
        f"{SAY_FEWEST}; where they are too few, it is left out." + _say_taught(evidence.n_taught)
    )


def _say_taught(n: int) -> str:
    """Say from how many passages the coder learnt; nothing where from none."""
    also = (
        "that people coded also taught the coder; no document with codes drawn by chance is coded by a coder that learnt from that document’s codes."
    )
    return f" {count(n, 'passage')} {also}" if n else ""


def say_untried(evidence: Evidence) -> str:
    """Say that nobody has coded a draw, or why what was coded says nothing of the coder, and what to do."""
    coders = sorted({review.coder for review in evidence.reviews})
    who = (
        f"What {listing(coders)} coded says nothing here: no code of a segment drawn by chance is in use."
        if coders
        else "When this report was made, codes/ held no codes that people gave to segments drawn by chance. If some have come since: make run."
    )
    return (
        f"{who} So how often the coder is right on these documents is not known, nor whether a score of 0.7 means that seven in ten such segments "
        'carry the theme. To find out, draw segments for people to code: make coding-sample N=120 CODERS="anna,ben".' + _say_taught(evidence.n_taught)
    )


def coders_table(evidence: Evidence) -> PageTable:
    """Lay out who coded what: segments, those that are gone, and themes whose codes are stale."""
    columns = ("Draw", "Coder", "Codebook version", "Coded (n)", "Gone (n)", "Stale themes")
    rows = tuple(
        (
            review.draw,
            review.coder,
            review.version,
            f"{review.n_coded:,}",
            f"{review.n_gone:,}",
            listing(evidence.subject("theme", theme_id) for theme_id in review.stale) or NOTHING,
        )
        for review in evidence.reviews
    )
    return PageTable("coders-table", "Who coded what", columns, rows, ("Coded (n)", "Gone (n)"), ("Stale themes",))
