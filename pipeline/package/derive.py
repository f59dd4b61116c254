"""Make the tables behind published figures that are not among the tables that are published.

Only rows whose groups are named in what is published are kept, so that no name comes in that was taken out there.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pandas as pd

from pipeline.figures.cooccurrence import count_pairs
from pipeline.store import read_table, write_csv

if TYPE_CHECKING:
    from pipeline.codebook import Codebook

PAIRS = "theme_pairs"
PAIR_MEANINGS = {
    "theme_a": "a theme",
    "theme_b": "another, later in the codebook",
    "n_both": "codable segments that carry both",
    "n_a": "codable segments that carry theme_a",
    "n_b": "codable segments that carry theme_b",
}
CLAIM = ("subject_kind", "subject_id", "group_kind", "group", "kind", "one", "other")
OF_SHIFT = {"period_from": "one", "period_to": "other"}


def derive(outputs: Path, published: Mapping[str, bytes], codebook: Codebook) -> dict[str, bytes]:
    """Make appraisals, score_bins, distances, robustness and theme_pairs as CSV, by path in the package.

    Args:
        outputs: of the run.
        published: files of OUTPUTS/published, by path.
        codebook: names the themes of pairs.

    Returns:
        ``csv/NAME.csv`` for each. Robustness has rows for published shifts and contrasts alone, distances for pairs of groups whose contrasts
        are published; documents have the ids under which they are published.
    """
    tables = {name: read_table(outputs, name) for name in ("appraisals", "score_bins", "distances", "robustness", "segments", "codings", "documents")}
    shifts, contrasts = (read_published(published, name) for name in ("shifts", "contrasts"))
    made = {
        "appraisals": tables["appraisals"],
        "score_bins": tables["score_bins"],
        "distances": _among(tables["distances"], contrasts, ("group_kind", "a", "b")),
        "robustness": _robustness(tables, shifts, contrasts, read_published(published, "documents")),
        PAIRS: theme_pairs(tables["segments"], tables["codings"], codebook),
    }
    return {f"csv/{name}.csv": csv_bytes(frame) for name, frame in made.items()}


def theme_pairs(segments: pd.DataFrame, codings: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Count the segments that carry two themes at once: a row a pair of top-level themes, in the order of the codebook."""
    counts = count_pairs(segments, codings, codebook)
    rows = [(a, b, counts.loc[a, b], counts.loc[a, a], counts.loc[b, b]) for a, b in combinations(counts.index, 2)]
    return pd.DataFrame(rows, columns=list(PAIR_MEANINGS))


def read_published(published: Mapping[str, bytes], name: str) -> pd.DataFrame:
    """Read a published table, every cell as text."""
    return pd.read_csv(io.BytesIO(published[f"csv/{name}.csv"]), dtype="str", keep_default_na=False)


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """Return a frame as the CSV that OUTPUTS has of tables."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        write_csv(path, frame)
        return path.read_bytes()


def _among(frame: pd.DataFrame, published: pd.DataFrame, key: tuple[str, ...]) -> pd.DataFrame:
    allowed = set(published[list(key)].itertuples(index=False, name=None))
    return frame[[row in allowed for row in frame[list(key)].astype("str").itertuples(index=False, name=None)]]


def _robustness(tables: Mapping[str, pd.DataFrame], shifts: pd.DataFrame, contrasts: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    claims = pd.concat(
        [
            shifts.rename(columns=OF_SHIFT)[list(CLAIM)],
            contrasts.rename(columns={"a": "one", "b": "other"}).assign(group="all", kind="contrast")[list(CLAIM)],
        ]
    )
    key = tuple(name for name in CLAIM if name != "kind")  # contrasts have no kind of their own
    kinds = {f"only {name}" for name in documents["source_type"]}
    kept = _among(tables["robustness"], claims, key)
    kept = kept[[choice in kinds or not choice.startswith("only ") for choice in kept["choice"]]]
    listed, shown = sorted(tables["documents"]["document_id"]), set(documents["document_id"])
    ids = {name: name if name in shown else f"document-{n:03}" for n, name in enumerate(listed, 1)}
    return kept.assign(document_id=kept["document_id"].map(lambda name: ids.get(name, name), na_action="ignore"))
