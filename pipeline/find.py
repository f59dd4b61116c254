"""Show a word in context over all segments."""

from __future__ import annotations

import re

import pandas as pd

from pipeline.errors import ConfigError
from pipeline.schema import tuples
from pipeline.seeds import forms, tokens

MOST_SHOWN = 500


def find(segments: pd.DataFrame, documents: pd.DataFrame, phrase: str) -> pd.DataFrame:
    """Find a word or phrase, in any regular inflection, in every segment.

    Args:
        segments: a SEGMENTS table. Not changed.
        documents: its DOCUMENTS.
        phrase: one word or several in a row.

    Returns:
        A row for each occurrence: path, date, paragraph, codable, text, and first and last character of it in the
        text; in the order of documents.

    Raises:
        ConfigError: if the phrase has no letter or digit.
    """
    words = tokens(phrase)
    if not words:
        raise ConfigError(f"Nothing to look for in {phrase!r}. Name a word: make find WORD=housing")
    inflected = ["(?:" + "|".join(map(re.escape, sorted(forms(word), key=lambda form: (-len(form), form)))) + ")(?:['’]s?)?" for word in words]
    pattern = re.compile(r"(?<![^\W_])" + r"[\s\-–—,]+".join(inflected) + r"(?![^\W_])", re.IGNORECASE)
    rows = segments.merge(documents[["document_id", "path", "date"]], on="document_id", validate="many_to_one")
    found = [
        (row.path, row.date, row.paragraph, row.codable, row.text, match.start(), match.end())
        for row in tuples(rows)
        for match in pattern.finditer(row.text)
    ]
    return pd.DataFrame(found, columns=["path", "date", "paragraph", "codable", "text", "first", "last"])


def show(found: pd.DataFrame, phrase: str, width: int) -> str:
    """Write occurrences one a line, the word in the middle.

    Args:
        found: what ``find`` returned.
        phrase: what was looked for, for the heading.
        width: characters of context on each side.

    Returns:
        Lines, the first with counts; at most 500 occurrences, with a sentence where more were found.
    """
    n, documents = len(found), found["path"].nunique()
    heading = f"{phrase!r}: {n} time{'' if n == 1 else 's'} in {documents} document{'' if documents == 1 else 's'}"
    lines = [heading]
    for row in tuples(found.head(MOST_SHOWN)):
        text = re.sub(r"\s", " ", row.text)
        left, right = text[max(0, row.first - width) : row.first], text[row.last : row.last + width]
        where = f"{row.path}, {row.date if isinstance(row.date, str) else 'undated'}, paragraph {row.paragraph}"
        lines.append(f"{left:>{width}}[{text[row.first : row.last]}]{right:<{width}}  {where}")
    if n > MOST_SHOWN:
        lines.append(f"… and {n - MOST_SHOWN} more.")
    return "\n".join(lines)
