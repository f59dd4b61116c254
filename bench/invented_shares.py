"""Draw shares of documents whose truth is known, for the simulations of shifts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.config import Track
from pipeline.differences import Difference, difference
from pipeline.judge import SHIFTS, judge, weigh
from pipeline.measures import Measures
from pipeline.resampling import Side, side

SHORTEST, LONGEST = 20, 60  # codable segments of a document
SEGMENTS = 40  # on average


@dataclass(frozen=True)
class Drawn:
    """Documents drawn from a beta distribution of shares."""

    shares: np.ndarray  # float64: documents along the first axis; as seen
    true: np.ndarray  # likewise
    segments: np.ndarray  # of each document: all other axes are 1
    deviation: float  # of the shares as seen, as it was asked for


def shape_of(mean: float, deviation: float) -> tuple[float, float] | None:
    """Return the two parameters of the beta distribution of true shares; None where segments alone vary as much, so that all are the same."""
    one_in = float(np.mean(1 / np.arange(SHORTEST, LONGEST + 1)))
    between = max(deviation**2 - mean * (1 - mean) * one_in, 0.0) / (1 - one_in)
    size = mean * (1 - mean) / between - 1 if between else 0.0
    return (mean * size, (1 - mean) * size) if between else None


def draw_documents(mean: float, deviation: float, shape: tuple[int, ...], random: np.random.Generator) -> Drawn:
    """Draw documents (first axis): true shares from a beta distribution, of which each segment carries the theme at random.

    Documents have 20 to 60 segments. The deviation is that of the shares seen. Where segments alone vary more, true shares
    are all the same.
    """
    segments = random.integers(SHORTEST, LONGEST + 1, size=(shape[0], *[1] * (len(shape) - 1)))
    law = shape_of(mean, deviation)
    true = np.full(shape, mean) if law is None else random.beta(*law, size=shape)
    return Drawn(np.asarray(random.binomial(segments, true) / segments), true, segments, deviation)


def draw_shares(mean: float, deviation: float, shape: tuple[int, ...], random: np.random.Generator) -> np.ndarray:
    """Draw documents as ``draw_documents`` does, and return their shares as seen."""
    return draw_documents(mean, deviation, shape, random).shares


def side_of(shares: np.ndarray) -> Side:
    """Return documents that are sources of their own, float64[documents, subjects], as a side."""
    return side(shares, np.arange(len(shares)))


def verdicts_of(found: Difference, settings: Track, family: int = 1) -> np.ndarray:
    """Return the verdict on each subject; families are as many neighbours each, so that 1 makes each a family of its own."""
    n = len(found.estimate)
    rows = [weigh(found, column, settings, SHIFTS, rare=False) for column in range(n)]
    frame = pd.DataFrame(rows).assign(family=np.arange(n) // family, kind="consecutive")
    return judge(frame, ["family"], settings, SHIFTS)["verdict"].to_numpy(dtype=str)


def found_between(first: np.ndarray, second: np.ndarray, settings: Track, random: np.random.Generator) -> Difference:
    """Hold two sets of documents against each other: float64[documents, subjects] each, every subject a simulation."""
    return difference(side_of(first), side_of(second), settings, random)


def measures_of(shares: np.ndarray, places: np.ndarray, years: np.ndarray) -> Measures:
    """Return invented documents as measures: float64[documents, themes], a place and a year for each."""
    names = [f"d{n:05d}" for n in range(len(shares))]
    documents = pd.DataFrame({"document_id": names, "cluster_id": names, "place": places, "year": years})
    segments = np.full(len(shares), float(SEGMENTS))
    return Measures(documents, [("theme", f"theme-{n}") for n in range(shares.shape[1])], SEGMENTS * shares, segments)
