"""Count what a package holds of quotes, and what people decided in the review of what is published: numbers, never the words."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from pipeline.package.count import COUNT_MEANINGS
from pipeline.package.hold import sha256_of
from pipeline.people_csv import read_people_csv
from pipeline.rows import unguarded

QUOTES = "csv/quotes.csv"
REVIEWED = ("names.csv", "review.csv")


def count_packed(files: Mapping[str, bytes], corpus: Path) -> pd.DataFrame:
    """Count the quotes of a package, and the decisions of each kind in decisions/names.csv and review.csv.

    Args:
        files: of the package, by path.
        corpus: the folder of documents. Not changed.

    Returns:
        count, n, of, sha256, as ``count`` does.

    Raises:
        ConfigError: if a file of decisions cannot be read.
    """
    quotes = pd.read_csv(io.BytesIO(files[QUOTES]), dtype="str")
    rows = [{"count": "quotes in this package", "n": len(quotes), "of": QUOTES, "sha256": sha256_of(files[QUOTES])}]
    for name, decisions in _reviewed(corpus):
        sha256 = sha256_of((corpus / "decisions" / name).read_bytes())
        numbers = decisions["decision"].str.strip().replace("", "not decided").value_counts().sort_index()
        rows += [
            {"count": f"review: {decision} ({name})", "n": int(n), "of": f"decisions/{name}", "sha256": sha256} for decision, n in numbers.items()
        ]
    return pd.DataFrame(rows, columns=list(COUNT_MEANINGS))


def redacted(corpus: Path) -> dict[str, str]:
    """Return the names and numbers that people decided to take out, by the id of their row in the review.

    Raises:
        ConfigError: if a file of decisions cannot be read.
    """
    sheets = [rows[rows["decision"].str.strip() == "redact"] for _, rows in _reviewed(corpus) if "found" in rows]
    return {row: unguarded(name) for rows in sheets for row, name in zip(rows["review_id"], rows["found"], strict=True)}


def _reviewed(corpus: Path) -> Iterator[tuple[str, pd.DataFrame]]:
    for name in REVIEWED:
        path = corpus / "decisions" / name
        if path.is_file():
            yield name, read_people_csv(path, f"decisions/{name}", ("review_id", "decision"))
