"""Tell what the study's authors find on a theme, in their own words."""

from __future__ import annotations

import pandas as pd

from pipeline.wording import one_line


def findings_on(decisions: pd.DataFrame, theme_id: str) -> tuple[str, ...]:
    """Return the findings that people wrote on a theme, in the order of their file; those on no theme of the codebook are problems, and left out.

    Args:
        decisions: a DECISIONS table. Not changed.
        theme_id: the theme.
    """
    own = decisions[(decisions["decision"] == "finding") & (decisions["standing"] == "written") & (decisions["theme_id"] == theme_id)]
    return tuple(one_line(text) for text in own.sort_values("row")["text"])
