"""Draw segments for human coders: by design, so that they may estimate, or where the coder is unsure, so that they train."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from pipeline.codebook import Codebook
from pipeline.draws import DRAW, draw_name, item_of, text_hash
from pipeline.errors import ConfigError
from pipeline.uncertain import most_uncertain

TOP = 0.2  # share of segments in the top stratum
FEWEST = 2  # of each stratum, or all of it
UP_TO = 120  # so many segments are coded by both of two coders
ELSE = 0.3  # the share that all code where there are more segments or coders
TOP_NAME, REST_NAME = "top fifth", "rest"
Strategy = Literal["probability", "uncertain"]
NOT_KNOWN = "not known"  # the side of a document without place, type or date: no side of a contrast
DESIGN = ["segment_id", "stratum", "by", "side", "stratum_size", "drawn", "probability", "origin"]


@dataclass(frozen=True)
class Wanted:
    """What a person asks for: how many segments, by which rule, for whom."""

    n: int = 120
    strategy: Strategy = "probability"
    coders: tuple[str, ...] = ("coder-1",)
    overlap: float | None = None  # share of segments that all coders code; None: by the rule of share_for_all
    by: str = ""  # place, source_type or period: strata are crossed with it
    seed: int = 0


def share_for_all(wanted: Wanted, n: int) -> float:
    """Return the share of segments that every coder codes: as asked; else all for one coder, and for two of at most 120; else .3.

    >>> share_for_all(Wanted(coders=("anna", "ben")), 120), share_for_all(Wanted(coders=("anna", "ben")), 121)
    (1.0, 0.3)
    """
    if wanted.overlap is not None:
        return wanted.overlap
    few = len(wanted.coders) == 1 or (len(wanted.coders) == 2 and n <= UP_TO)
    return 1.0 if few else ELSE


def draw(segments: pd.DataFrame, codings: pd.DataFrame, wanted: Wanted, sides: Mapping[str, str]) -> pd.DataFrame:
    """Draw codable segments that repeat no other, with the probability that each had.

    Two strata by the highest score that the machine gives a segment for any theme: the top fifth of the study, and the
    rest, crossed with sides where there are any. Half of the draw is from the top; within top and rest sides get equal
    parts, for contrasts; inside a stratum the draw is simple and random. Every stratum gives two or all that it has.

    Args:
        segments: a SEGMENTS table, in any order. Not changed.
        codings: its CODINGS, in any order. Not changed.
        wanted: how many, by which strategy.
        sides: the side of each document_id; empty: the study is not divided.

    Returns:
        One row a drawn segment, sorted by segment_id: segment_id, stratum, by, side, stratum_size, drawn, probability
        and origin. All segments, each with probability 1, where no more are there than are asked for.

    Raises:
        ConfigError: if nothing can be drawn, or fewer are asked for than two of each stratum.

    Source:
        Cochran (1977), Sampling Techniques, 3rd edition, chapter 5 (stratified random sampling); half in the top
        stratum by simulation on labelled sentences, see docs/explanation/methods.md.
    """
    kept = segments[segments["codable"] & segments["duplicate_of"].isna()].sort_values("segment_id")
    if kept.empty:
        raise ConfigError("There is no codable segment to draw from. Look at csv/segments.csv and csv/problems.csv.")
    if wanted.strategy == "uncertain":
        chosen = most_uncertain(kept, codings, wanted.n)
        return pd.DataFrame({"segment_id": chosen, "stratum": "", "by": "", "side": "", "origin": "uncertain"}).reindex(columns=DESIGN)
    scores = codings.groupby("segment_id")["score"].max().reindex(kept["segment_id"]).fillna(0).to_numpy()
    frame = pd.DataFrame({"segment_id": kept["segment_id"].to_numpy(), "side": kept["document_id"].map(lambda name: sides.get(name, "")).to_numpy()})
    top = set(frame["segment_id"].to_numpy()[np.lexsort((frame["segment_id"], -scores))][: math.ceil(TOP * len(frame))])
    level = np.where(frame["segment_id"].isin(top), TOP_NAME, REST_NAME)
    frame = frame.assign(by=wanted.by, stratum=[f"{side}: {part}" if wanted.by else part for part, side in zip(level, frame["side"], strict=True)])
    return _from_strata(frame.assign(level=level), wanted)


def _from_strata(frame: pd.DataFrame, wanted: Wanted) -> pd.DataFrame:
    sizes = frame.groupby("stratum").size()
    numbers = allot(sizes, frame.groupby("stratum")["level"].first(), wanted.n)
    rng = np.random.default_rng(wanted.seed)
    taken = []
    for stratum, rows in frame.groupby("stratum", sort=True):
        n = int(numbers[stratum])
        chosen = rows.iloc[np.sort(rng.permutation(len(rows))[:n])]
        taken.append(chosen.assign(stratum_size=len(rows), drawn=n, probability=n / len(rows), origin="drawn"))
    return pd.concat(taken)[DESIGN].sort_values("segment_id", ignore_index=True)


def allot(sizes: pd.Series[int], levels: pd.Series[str], n: int) -> pd.Series[int]:
    """Share a draw among strata: two or all of each, then half for the top level, equal parts within a level, never more than there are.

    Args:
        sizes: segments of each stratum.
        levels: top fifth or rest, of each stratum.
        n: how many in all.

    Returns:
        How many of each stratum; together n, or all where there are no more. Strata whose side is not known, which serve no
        contrast, give more than two only where the others have no more.

    Raises:
        ConfigError: if n is less than two of each stratum.

    >>> allot(pd.Series({"a": 50, "b": 3, "c": 200}), pd.Series({"a": "top fifth", "b": "top fifth", "c": "rest"}), 20).to_dict()
    {'a': 7, 'b': 3, 'c': 10}
    """
    given = sizes.clip(upper=FEWEST)
    if n < given.sum() and n < sizes.sum():
        raise ConfigError(f"{n} segments are too few for {len(sizes)} strata, each of which gives at least two: ask for N={given.sum()} or more.")
    room, numbers = ({str(name): int(value) for name, value in each.items()} for each in (sizes, given))
    level_of = {str(name): level for name, level in levels.items()}
    for _ in range(min(n, sum(room.values())) - sum(numbers.values())):
        unfilled = [stratum for stratum in room if numbers[stratum] < room[stratum]]
        so_far = {
            level: sum(numbers[stratum] for stratum in room if level_of[stratum] == level) for level in {level_of[stratum] for stratum in unfilled}
        }
        behind = min(so_far, key=lambda level: (so_far[level], level != TOP_NAME))
        own = [stratum for stratum in unfilled if level_of[stratum] == behind]
        numbers[min(own, key=lambda stratum: (stratum.startswith(NOT_KNOWN), numbers[stratum], stratum))] += 1
    return pd.Series(numbers)


def record(drawn: pd.DataFrame, segments: pd.DataFrame, documents: pd.DataFrame, codebook: Codebook, wanted: Wanted) -> pd.DataFrame:
    """Make the record of a draw.

    Args:
        drawn: what ``draw`` returned. Not changed.
        segments: the SEGMENTS it was drawn from.
        documents: their DOCUMENTS.
        codebook: by which they will be coded.
        wanted: the coders, the share that all code, the seed.

    Returns:
        A DRAW table with a name by its content; one row a segment, sorted by segment_id.
    """
    placed = drawn.merge(segments[["segment_id", "document_id", "start", "end", "text"]], on="segment_id", validate="one_to_one")
    rows = placed.merge(documents[["document_id", "path"]], on="document_id", validate="many_to_one").sort_values("segment_id", ignore_index=True)
    made = rows.assign(
        draw="",
        item=rows["segment_id"].map(item_of),
        sha256=rows["text"].map(text_hash),
        codebook_version=codebook.version,
        themes=";".join(codebook.theme_ids),
        coders=_coders_of(rows, wanted),
    )[DRAW.names]
    typed = DRAW.typed(made)
    return DRAW.validate(DRAW.typed(typed.assign(draw=draw_name(typed))))


def _coders_of(rows: pd.DataFrame, wanted: Wanted) -> list[str]:
    """Give each segment its coders: so many of each stratum to all, the rest in turn, so that everyone has a part of each stratum."""
    rng = np.random.default_rng([wanted.seed, 1])
    mixed = rows.assign(at=rng.permutation(len(rows))).sort_values(["stratum", "at"])
    share = share_for_all(wanted, len(rows))
    named, alone = {}, 0
    for position, segment_id in enumerate(mixed["segment_id"]):
        if math.floor((position + 1) * share + 1e-9) > math.floor(position * share + 1e-9):
            named[segment_id] = ";".join(wanted.coders)
        else:
            named[segment_id] = wanted.coders[alone % len(wanted.coders)]
            alone += 1
    return [named[segment_id] for segment_id in rows["segment_id"]]


def in_order_for(coder: str, drawn: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Return the rows of a draw that a coder was given, in an order that only this coder has."""
    own = drawn[[coder in cell.split(";") for cell in drawn["coders"]]].sort_values("segment_id")
    rng = np.random.default_rng([seed, int(hashlib.sha256(coder.encode()).hexdigest()[:8], 16)])
    return own.iloc[rng.permutation(len(own))].reset_index(drop=True)
