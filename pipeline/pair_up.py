"""Hold passages on the same point together that say different things of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pipeline.config import Quote
from pipeline.schema import tuples

SHOWING = ["segment_id", "document_id", "speaker", "voice", "vector", "score", "framing", "framing_score", "dissent", "dissent_score"]
MOST_OUTSIDE = 10  # pairs of a kind that no theme covers
MOST = 500  # passages of a kind that are held against each other, those with the highest score


@dataclass(frozen=True)
class Side:
    """One side of the pairs of a theme."""

    rows: pd.DataFrame  # segment_id, document_id, speaker, vector
    matrix: np.ndarray  # float64[n, d]

    @classmethod
    def of(cls, rows: pd.DataFrame, by: str) -> Side:
        """Take the passages with the highest ``by``, in that order."""
        first = rows.sort_values([by, "segment_id"], ascending=[False, True]).head(MOST)
        return cls(first, np.vstack(first["vector"].to_list()).astype(float) if len(first) else np.zeros((0, 1)))


def pair_up(rows: pd.DataFrame, replies: Mapping[str, str], vectors: Mapping[str, np.ndarray], settings: Quote) -> pd.DataFrame:
    """Pair the passages of one theme.

    A strength stands with a problem, and a passage of dissent with one without dissent, where their vectors have a cosine of
    ``pair_cosine`` or more and they come from different documents or different speakers; likest first, no passage twice, up to ``pairs`` of each.
    A point stands with the reply to it, and words of another with what who quotes them says next: the document puts these
    together, so no cosine is asked.

    Args:
        rows: passages that may be quoted, of one theme: SEGMENTS with vector, score, framing, framing_score, dissent, dissent_score.
        replies: see ``find_replies``.
        vectors: by segment_id.
        settings: ``[quote]``.

    Returns:
        a, b, cosine, why; no pair twice.
    """
    rows = rows[SHOWING]
    sides = {name: Side.of(part, "framing_score") for name, part in rows.groupby("framing")}
    found = list(_likest(sides.get("strength"), sides.get("problem"), settings, "strength and problem"))
    dissenting, agreeing = Side.of(rows[rows["dissent"]], "dissent_score"), Side.of(rows[~rows["dissent"]], "score")
    found += _likest(dissenting, agreeing, settings, "dissent")
    found += _put_together(rows, replies, vectors, settings.pairs)
    return pd.DataFrame(found, columns=["a", "b", "cosine", "why"]).drop_duplicates(["a", "b"])


def pair_outside(rows: pd.DataFrame, replies: Mapping[str, str], vectors: Mapping[str, np.ndarray]) -> pd.DataFrame:
    """Pair points with replies, and words of another with what who quotes them says, where neither passage carries a theme.

    Args:
        rows: passages that may be quoted and carry no theme: SEGMENTS.
        replies: see ``find_replies``.
        vectors: by segment_id.

    Returns:
        a, b, cosine, why: up to ten of each, likest first; of passages that share a reply only the likest. What is raised and answered in a meeting
        may be what nobody thought of when the codebook was written.
    """
    return pd.DataFrame(_put_together(rows, replies, vectors, MOST_OUTSIDE, once=True), columns=["a", "b", "cosine", "why"])


def _likest(one: Side | None, other: Side | None, settings: Quote, why: str) -> Iterator[dict[str, Any]]:
    if one is None or other is None or one.rows.empty or other.rows.empty:
        return
    cosines = np.where(_apart(one.rows, other.rows), np.round(one.matrix @ other.matrix.T, 6), -1.0)
    for _ in range(settings.pairs):
        i, j = np.unravel_index(int(cosines.argmax()), cosines.shape)
        if cosines[i, j] < settings.pair_cosine:
            return
        yield {"a": one.rows["segment_id"].iloc[int(i)], "b": other.rows["segment_id"].iloc[int(j)], "cosine": float(cosines[i, j]), "why": why}
        cosines[i, :], cosines[:, j] = -1.0, -1.0


def _apart(one: pd.DataFrame, other: pd.DataFrame) -> np.ndarray:
    """Tell which pairs are of different documents, or of different speakers where both are known: bool[n, m]."""
    documents = one["document_id"].to_numpy()[:, None] != other["document_id"].to_numpy()[None, :]
    left, right = one["speaker"].fillna("").to_numpy(), other["speaker"].fillna("").to_numpy()
    speakers = (left[:, None] != right[None, :]) & (left != "")[:, None] & (right != "")[None, :]
    return np.asarray(documents | speakers)


def _put_together(
    rows: pd.DataFrame, replies: Mapping[str, str], vectors: Mapping[str, np.ndarray], most: int, *, once: bool = False
) -> list[dict[str, Any]]:
    found: dict[str, list[dict[str, Any]]] = {"point and reply": [], "words of another": []}
    for row in tuples(rows[["segment_id", "voice"]].sort_values("segment_id")):
        reply = replies.get(row.segment_id)
        if reply is not None:
            cosine = round(float(vectors[row.segment_id] @ vectors[reply]), 6)
            why = "words of another" if row.voice == "quoted by another" else "point and reply"
            found[why].append({"a": row.segment_id, "b": reply, "cosine": cosine, "why": why})
    return [pair for pairs in found.values() for pair in _first(pairs, once=once)[:most]]


def _first(pairs: list[dict[str, Any]], *, once: bool) -> list[dict[str, Any]]:
    """Return pairs, likest first; with ``once`` each reply with one point alone."""
    ordered = sorted(pairs, key=lambda pair: (-pair["cosine"], pair["a"]))
    return list({pair["b"]: pair for pair in reversed(ordered)}.values())[::-1] if once else ordered
