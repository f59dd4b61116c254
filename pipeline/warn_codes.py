"""Warn of what human codes do not reach: themes with too few of them, sides that share rates, segments drawn before others came."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from pipeline.correction import Corrected
from pipeline.wording import count, listing


def warn_of_codes(corrected: Corrected, drawn_codes: pd.DataFrame, segments: pd.DataFrame) -> Iterator[dict[str, str]]:
    """Yield rows of PROBLEMS on what the human codes in use leave uncorrected or take for granted.

    Args:
        corrected: the measures and what was refused.
        drawn_codes: a DRAWN_CODES table; with no rows nothing is said.
        segments: a SEGMENTS table.
    """
    if drawn_codes.empty:
        return
    for theme_id, why in sorted(corrected.refused.items()):
        message = f"The theme {theme_id} stays machine-coded, uncorrected: {why}."
        yield _row(f"uncorrected-{theme_id}", message, "Have more segments coded: themeline plan-coding says how many.")
    for theme_id, sides in sorted(corrected.shared.items()):
        message = f"The theme {theme_id} is corrected by the error rates of all documents in {listing(sides)}, where its codes are too few."
        yield _row(f"shared-rates-{theme_id}", message, "Have more segments of these sides coded, or do not read their differences closely.")
    ties = drawn_codes[drawn_codes["settled_by"] == "tie"]["segment_id"].nunique()
    if ties:
        message = f"Coders are tied on a theme in {count(ties, 'segment')}, which counts half there."
        yield _row("ties", message, "Settle them: themeline agreement lists disagreements to be filled in as coder adjudicated.")
    strata = drawn_codes.drop_duplicates(["draw", "stratum", "side"])
    held, now = int(strata.groupby("draw")["stratum_size"].sum().max()), int(segments["codable"].sum())
    if held != now:
        message = f"Segments were drawn for coders from {held:,}; now {now:,} are codable. The error rates of the draw are taken to hold for all."
        yield _row("drawn-from-others", message, "Draw anew if many documents came, or another kind of document.")


def _row(code: str, message: str, remedy: str) -> dict[str, str]:
    return {"stage": "track", "path": "codes", "code": code, "message": message, "remedy": remedy, "severity": "warning"}
