"""Plan how many segments people should code: the width that a corrected share would have with so many codes, by simulation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from pipeline.bootstrap import effective
from pipeline.correct import FEWEST, Coded, estimate, one_level
from pipeline.correction import coded
from pipeline.errors import ConfigError
from pipeline.planned_text import show_plan
from pipeline.resampling import random_for
from pipeline.settled_codes import settle_codes
from pipeline.store import read_table

if TYPE_CHECKING:
    from pipeline.code_files import HumanCodes

NUMBERS = (50, 75, 100, 150, 200, 300, 400, 600, 800, 1200, 1600, 2400)
TOP = 0.2  # of the segments, as coding-sample draws: half of the codes come from there
SIMULATIONS = 40
DRAWS = 1000
COLUMNS = ["theme_id", "codes", "more", "half_width", "precision", "recall", "basis"]


@dataclass(frozen=True)
class Assumed:
    """What is taken for granted of the coder where no draw has been coded."""

    precision: float = 0.8
    recall: float = 0.7
    seed: int = 0

    def check(self) -> None:
        """Refuse what cannot be.

        Raises:
            ConfigError: if a share is not above 0 and at most 1.
        """
        for name, value in (("precision", self.precision), ("recall", self.recall)):
            if not 0 < value <= 1:
                raise ConfigError(f"{name} is a share above 0 and at most 1, such as 0.8; not {value:g}.")


@dataclass(frozen=True)
class _Cells:
    """Segments by stratum (the rest, top fifth) and machine's code (without, with): how many, and the share that carries the theme."""

    sizes: np.ndarray  # int[2, 2]
    shares: np.ndarray  # float64[2, 2]


def plan_coding(segments: pd.DataFrame, codings: pd.DataFrame, drawn_codes: pd.DataFrame, assumed: Assumed) -> pd.DataFrame:
    """Plan how many segments people should code.

    Args:
        segments: a SEGMENTS table. Not changed.
        codings: its CODINGS; scores and codes give the strata and how likely each carries a theme.
        drawn_codes: DRAWN_CODES. A theme with enough of them is planned from what they say of the coder, others from what is assumed.
        assumed: precision and recall of the coder where nothing is known, and the seed.

    Returns:
        A row for each theme and number of codes, in order: theme_id, codes (in all), more (than there are now), half_width (of the 95 % interval
        of the share of all codable segments, 0 to 1, mean over simulated draws; the coder's error alone, since codes do not make up for few
        documents), precision and recall (0 to 1, taken to hold) and basis: draw or assumed.

    Raises:
        ConfigError: if precision or recall cannot be.
    """
    assumed.check()
    wide = codings[codings["segment_id"].isin(segments.loc[segments["codable"], "segment_id"])]
    highest = wide.groupby("segment_id")["score"].max().sort_index()
    top = set(highest.sort_values(ascending=False, kind="stable").index[: int(np.ceil(TOP * len(highest)))])
    rows = [row for theme_id, own in wide.groupby("theme_id", sort=True) for row in _planned(str(theme_id), own, top, drawn_codes, assumed)]
    return pd.DataFrame(rows, columns=COLUMNS)


def _planned(theme_id: str, own: pd.DataFrame, top: set[str], drawn_codes: pd.DataFrame, assumed: Assumed) -> Iterator[dict[str, Any]]:
    codes = drawn_codes[drawn_codes["theme_id"] == theme_id]
    n_now, n_assigned = len(codes), int(own["assigned"].sum())
    known = _known(codes)
    precision, omission = known or (assumed.precision, _omission(n_assigned, len(own) - n_assigned, assumed))
    cells = _cells(own, top, precision, omission)
    carrying = n_assigned * precision + (len(own) - n_assigned) * omission
    for n in sorted({n for n in (*NUMBERS, n_now) if max(n_now, 1) <= n < len(own)} | {len(own)}):
        yield {
            "theme_id": theme_id,
            "codes": n,
            "more": n - n_now,
            "half_width": _half_width(cells, n, random_for(assumed.seed, "plan", theme_id, str(n))),
            "precision": precision,
            "recall": n_assigned * precision / carrying if carrying else np.nan,
            "basis": "draw" if known else "assumed",
        }


def _known(codes: pd.DataFrame) -> tuple[float, float] | None:
    """Return precision and omission by drawn codes, each weighed by one over its probability; null with fewer than ten of either.

    Each is pulled towards a half by one code among as many equally weighted codes as would say as much, as in ``correct.draw_rates``.
    """
    found = [np.flatnonzero(codes["assigned"] == machine) for machine in (True, False)]
    if min(map(len, found)) < FEWEST:
        return None
    drawn = coded(codes)
    weights = (drawn.size / np.bincount(drawn.stratum))[drawn.stratum]
    precision, omission = (_pulled(drawn.value[rows], weights[rows]) for rows in found)
    return precision, omission


def _pulled(values: np.ndarray, weights: np.ndarray) -> float:
    """Return the weighted share, pulled towards a half by one code.

    >>> round(_pulled(np.array([1.0, 1.0, 0.0]), np.array([2.0, 2.0, 2.0])), 4)
    0.625
    """
    n = effective(weights)
    return float((n * np.average(values, weights=weights) + 0.5) / (n + 1))


def _omission(assigned: int, others: int, assumed: Assumed) -> float:
    """Return the share of segments without the machine's code that carry the theme, so that the recall is the one assumed.

    >>> round(_omission(100, 900, Assumed(precision=0.9, recall=0.75)), 4)
    0.0333
    """
    overlooked = assigned * assumed.precision * (1 / assumed.recall - 1)
    return min(overlooked / others, 1.0) if others else 0.0


def _cells(own: pd.DataFrame, top: set[str], precision: float, omission: float) -> _Cells:
    """Part segments by stratum and machine's code; within a code a stratum's share is in proportion to its mean score."""
    stratum, machine = own["segment_id"].isin(top).to_numpy(dtype=int), own["assigned"].to_numpy(dtype=int)
    sizes, scores = np.zeros((2, 2), dtype=int), np.zeros((2, 2))
    np.add.at(sizes, (stratum, machine), 1)
    np.add.at(scores, (stratum, machine), own["score"].to_numpy(dtype=float))
    mean = scores / np.maximum(sizes, 1)
    overall = scores.sum(axis=0) / np.maximum(sizes.sum(axis=0), 1)
    likelier = np.where(overall > 0, mean / np.where(overall > 0, overall, 1), 1)
    return _Cells(sizes, np.clip(likelier * np.array([omission, precision]), 0, 1))


def _half_width(cells: _Cells, n: int, random: np.random.Generator) -> float:
    held = cells.sizes.sum(axis=1)
    drawn_top = int(min(max(n // 2, n - held[0]), held[1]))
    assigned = int(cells.sizes[:, 1].sum())
    widths = []
    for _ in range(SIMULATIONS):
        simulated = _simulated(cells, np.array([n - drawn_top, drawn_top]), random)
        found = estimate(simulated, assigned, int(held.sum()) - assigned, DRAWS, random)
        widths.append((found.high - found.low) / 2)
    return float(np.mean(widths))


def _simulated(cells: _Cells, drawn: np.ndarray, random: np.random.Generator) -> Coded:
    """Draw from each stratum, and draw what people would say of each segment."""
    with_code = random.hypergeometric(cells.sizes[:, 1], cells.sizes[:, 0], drawn)
    numbers = np.stack([drawn - with_code, with_code], axis=1)
    stratum, machine = np.repeat([0, 0, 1, 1], numbers.ravel()), np.repeat([0, 1, 0, 1], numbers.ravel())
    values = (random.random(len(stratum)) < cells.shares[stratum, machine]).astype(float)
    return Coded(values, machine.astype(bool), stratum, cells.sizes.sum(axis=1).astype(float), one_level(2))


def plan_files(outputs: Path, half_width: float, assumed: Assumed | None = None, human: HumanCodes | None = None) -> str:
    """Say how many more segments to code for an interval of a wanted width, from the tables of a run.

    Args:
        outputs: the folder of a run; read as it is.
        half_width: wanted half-width of the 95 % interval of a share, 0 to 1, such as 0.05.
        assumed: the coder where no draw has been coded.
        human: what people have coded by now, whether or not a run has taken it in; None, or no code of a draw in it: what the last run took in.

    Returns:
        How many segments are coded, for each theme how many codes are needed, then the table by number of codes.

    Raises:
        ConfigError: if the half-width, precision or recall cannot be.
        TableError: if a table is missing.
    """
    if not 0 < half_width < 0.5:
        raise ConfigError(f"The half-width is a share above 0 and below 0.5, such as 0.05 for plus or minus 5 points; not {half_width:g}.")
    segments, codings, drawn_codes = (read_table(outputs, name) for name in ("segments", "codings", "drawn_codes"))
    if human is not None:
        by_now = settle_codes(human, read_table(outputs, "documents"), segments, codings).drawn_codes
        drawn_codes = by_now if len(by_now) else drawn_codes
    plan = plan_coding(segments, codings, drawn_codes, assumed or Assumed())
    return "\n".join(show_plan(plan, half_width))
