"""Hold two groups of documents against each other at the same mix of source types."""

from __future__ import annotations

import numpy as np

from pipeline.config import Track
from pipeline.correction import Corrected
from pipeline.differences import Difference, reaching_nought, welch
from pipeline.rearrange import Arrangements, Means
from pipeline.resampling import deviations, interval, together
from pipeline.strata import Strata


def standardised_difference(strata: Strata, corrected: Corrected, settings: Track, random: np.random.Generator) -> Difference:
    """Hold group a against group b for every subject.

    Args:
        strata: the documents, by shared source type; at least one cluster on either side.
        corrected: the measures of all documents, with the coder's error where it is known.
        settings: ``[track]``: draws and permutations; in a census nothing is resampled.
        random: source of chance.

    Returns:
        Mean share in a minus mean share in b, each the sum over shared types of weight x mean of the type. Intervals
        resample clusters; p is the larger of that from clusters that change sides within their types and that by the spread of
        each type on each side. The coder's error enters as in ``differences.difference``.
    """
    shares = corrected.measures.shares
    a, b, parts = strata.side(shares, 0), strata.side(shares, 1), strata.parts(shares)
    sampled = settings.design == "sample"
    spread = deviations(a, settings.draws, random) - deviations(b, settings.draws, random) if sampled else np.zeros((settings.draws, shares.shape[1]))
    estimate = a.mean - b.mean
    chance = Arrangements(strata, shares).chance(_apart, settings.permutations, random)
    errors = [coder_error(strata, corrected, one) for one in (0, 1)]
    coder = None if errors[0] is None or errors[1] is None else errors[0] - errors[1]
    outer, inner = (interval(estimate, spread, parts, level, coder) for level in (0.95, 0.9))
    low, inner_low, inner_high, high = (np.clip(end, -1, 1) for end in (outer.low, inner.low, inner.high, outer.high))
    p = np.maximum(chance.p, welch(estimate, parts))
    if coder is not None:
        reached = reaching_nought(estimate + together(spread, parts, 0.95, coder))
        p = np.where(coder.any(axis=0), np.maximum(p, reached) if sampled else reached, p)
        estimate = estimate + np.median(coder, axis=0)
    return Difference(estimate, low, high, inner_low, inner_high, p, chance.smallest_p)


def coder_error(strata: Strata, corrected: Corrected, side: int) -> np.ndarray | None:
    """Draw how far a side's standardised mean lies off by the coder's error, float64[draws, subjects]; None where it is not known."""
    here = strata.of_side(side)
    found = [corrected.error(strata.rows[here[strata.stratum[here] == n]]) for n in range(len(strata.weights))]
    known = [weight * error for weight, error in zip(strata.weights, found, strict=True) if error is not None]
    return np.asarray(sum(known)) if known else None


def _apart(means: Means) -> np.ndarray:
    return np.asarray(np.abs(means.a - means.b))
