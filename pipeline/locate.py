"""Say where a passage stands: in which document, on which page, in which paragraph."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pipeline.wording import one_line


def locator(row: Any) -> str:
    """Write page, where the file knows it, and paragraph of a segment or quote.

    >>> from types import SimpleNamespace
    >>> locator(SimpleNamespace(page=2, paragraph=7)), locator(SimpleNamespace(page=None, paragraph=7))
    ('page 2, paragraph 7', 'paragraph 7')
    """
    return f"paragraph {row.paragraph}" if pd.isna(row.page) else f"page {row.page}, paragraph {row.paragraph}"


def source_of(document: Any) -> str:
    """Write what a document is cited as: its reference where the study gives one, its title, and its date or that it has none."""
    title = one_line(document.title)
    named = title if pd.isna(document.reference) else f"{one_line(document.reference)}: {title}"
    return f"{named}, {'undated' if pd.isna(document.date) else document.date}"
