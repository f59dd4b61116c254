"""Test differences and slopes again without each of their sources, all sources of a side at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import comb, sqrt

import numpy as np

from pipeline.config import Track
from pipeline.differences import LISTED, Difference, arrange, reaching_nought, smallest_p, welch
from pipeline.influence import left_out
from pipeline.resampling import AT_ONCE, Side, degrees_of_freedom, deviations, stretch
from pipeline.slopes import rises_less_falls

FEW = 40  # clusters


def differences_without(first: Side, second: Side, settings: Track, random: np.random.Generator) -> list[Difference | None]:
    """Hold two sides against each other without each of their clusters in turn.

    Args:
        first: the earlier period, or group b.
        second: the later period, or group a.
        settings: ``[track]``: draws, permutations, floor.
        random: source of chance.

    Returns:
        What ``difference`` gives without each cluster of the first side, then of the second; null where the side is then
        below the floor. All clusters of a side share resamples and permutations. The coder's error is taken as it is with
        all documents: it comes from the rates, which one document hardly moves.
    """
    found: list[Difference | None] = []
    for number, (one, other, sign) in enumerate(((first, second, -1.0), (second, first, 1.0))):
        n = len(one.documents)
        if n - 1 < settings.floor or len(other.documents) < settings.floor:
            found.extend([None] * n)
            continue
        estimates = np.stack([sign * (left_out(one, cluster).mean - other.mean) for cluster in range(n)])
        spread = _spread(one, other, sign, settings, random)
        p, smallest = _permuted(one, other, estimates, settings, random)
        coder = None if first.coder is None or second.coder is None else second.coder - first.coder
        for cluster in range(n):
            sides = (left_out(one, cluster), other) if number == 0 else (other, left_out(one, cluster))
            found.append(_difference(estimates[cluster], spread[:, cluster], p[cluster], smallest, sides, coder, settings))
    return found


def _difference(
    estimate: np.ndarray, spread: np.ndarray, p: np.ndarray, smallest: float, sides: tuple[Side, Side], coder: np.ndarray | None, settings: Track
) -> Difference:
    freedom = degrees_of_freedom(sides)
    error = np.zeros(len(estimate)) if coder is None else coder
    p = np.maximum(p, welch(estimate, sides))
    ends = {}
    for level in (0.95, 0.9):
        low, high = np.percentile(stretch(freedom, level) * spread + error, [50 - 50 * level, 50 + 50 * level], axis=0)
        ends[level] = (np.clip(estimate + low, -1, 1), np.clip(estimate + high, -1, 1))
    if coder is not None:
        reached = reaching_nought(estimate + stretch(freedom, 0.95) * spread + coder)
        known = coder.any(axis=0)
        p = np.where(known, np.maximum(p, reached) if settings.design == "sample" else reached, p)
        estimate = estimate + np.median(coder, axis=0)
    return Difference(estimate, *ends[0.95], *ends[0.9], p, smallest)


def _spread(one: Side, other: Side, sign: float, settings: Track, random: np.random.Generator) -> np.ndarray:
    """Return how far resampled differences lie from each difference: float64[draws, clusters, subjects]."""
    if settings.design == "census":
        return np.zeros((settings.draws, *one.shares.shape))
    own = _deviations_without(one, settings.draws, random)
    return np.asarray(sign * (own - deviations(other, settings.draws, random)[:, None]))


def _deviations_without(one: Side, n: int, random: np.random.Generator) -> np.ndarray:
    """Return what ``resampling.deviations`` does, without each cluster in turn: float64[n, clusters, subjects]."""
    clusters = len(one.documents) - 1
    weights = random.multinomial(clusters, np.full(clusters, 1 / clusters), size=n).astype(float)
    means = weighted_without(one.shares)(weights) / weighted_without(one.documents[:, None])(weights)
    shares, documents = _totals(one)
    return np.asarray(sqrt(clusters / max(clusters - 1, 1)) * (means - shares / documents[:, None]))


def _totals(one: Side) -> tuple[np.ndarray, np.ndarray]:
    """Return shares, float64[clusters, subjects], and documents, float64[clusters], without each cluster in turn."""
    return one.shares.sum(axis=0) - one.shares, one.documents.sum() - one.documents


def weighted_without(values: np.ndarray) -> Callable[[np.ndarray], np.ndarray]:
    """Return what sums rows under weights, without each row in turn.

    Args:
        values: float64[n, subjects].

    Returns:
        A function of weights, float64[draws, n - 1], of the rows that are left, in their order. It returns float64[draws, n, subjects]: for the
        row left out, the rows before it under their own weights and those after it under the weight of the row before each. Both are running
        sums, so that the work grows with n, not with its square; of few rows a product is quicker.
    """
    n = len(values)
    left = np.stack([np.delete(values, row, axis=0) for row in range(n)], axis=1).reshape(n - 1, values.size) if n <= FEW else np.empty(0)

    def product(weights: np.ndarray) -> np.ndarray:
        return np.asarray(weights @ left).reshape(len(weights), *values.shape)

    def running(weights: np.ndarray) -> np.ndarray:
        sums = np.zeros((len(weights), *values.shape))
        for column in range(values.shape[1]):  # one at a time, for little memory
            own = values[:, column]
            np.cumsum(weights * own[:-1], axis=1, out=sums[:, 1:, column])
            sums[:, :-1, column] += np.cumsum((weights * own[1:])[:, ::-1], axis=1)[:, ::-1]
        return sums

    return product if n <= FEW else running


def _permuted(one: Side, other: Side, estimates: np.ndarray, settings: Track, random: np.random.Generator) -> tuple[np.ndarray, float]:
    own_shares, own_documents = _totals(one)
    k = len(one.documents) - 1
    n = k + len(other.documents)
    exact = comb(n, k) <= LISTED
    as_extreme, count = np.zeros(estimates.shape), 0
    total, size = own_shares + other.shares.sum(axis=0), (own_documents + other.documents.sum())[:, None]
    share_sums, document_sums = weighted_without(one.shares), weighted_without(one.documents[:, None])
    for chosen in arrange(n, k, settings.permutations, random):
        inside = np.zeros((len(chosen), n))
        np.put_along_axis(inside, chosen, 1.0, axis=1)
        here = share_sums(inside[:, :k]) + (inside[:, k:] @ other.shares)[:, None]
        held = document_sums(inside[:, :k]) + (inside[:, k:] @ other.documents)[:, None, None]
        apart = here / held - (total - here) / (size - held)
        as_extreme += (np.abs(apart) >= np.abs(estimates) - 1e-12).sum(axis=0)
        count += len(chosen)
    p = as_extreme / count if exact else (1 + as_extreme) / (1 + count)
    return np.minimum(p, 1.0), smallest_p(n, k, None if exact else settings.permutations)


def slope_p_without(sides: Sequence[Side], settings: Track, random: np.random.Generator) -> np.ndarray:
    """Test the trend without each cluster of each period in turn.

    Returns:
        p as ``slope`` has it from permuted clusters, float64[clusters, subjects], period after period; the coder's error
        is not in it.
    """
    return np.vstack([p for number in range(len(sides)) for p in _slope_p(number, sides, settings, random)])


def _slope_p(number: int, sides: Sequence[Side], settings: Track, random: np.random.Generator) -> Iterator[np.ndarray]:
    sizes = [len(one.documents) - (n == number) for n, one in enumerate(sides)]
    periods = np.repeat(np.arange(len(sides), dtype=np.int16), sizes)
    own = sides[number]
    own_shares, own_documents = _totals(own)
    rest = np.vstack([_values(one) for n, one in enumerate(sides) if n != number])
    sums = weighted_without(_values(own))
    means = [np.broadcast_to(one.mean, own_shares.shape) for one in sides]
    means[number] = own_shares / own_documents[:, None]
    found = np.abs(rises_less_falls(np.stack(means)))
    k, as_extreme = len(own_documents) - 1, np.zeros(found.shape)
    for start in range(0, settings.permutations, AT_ONCE):
        held_by = periods[np.argsort(random.random((min(AT_ONCE, settings.permutations - start), len(periods))), axis=1)]
        drawn = []
        for period in range(len(sides)):
            inside = (held_by == period).astype(float)
            held = sums(inside[:, :k]) + (inside[:, k:] @ rest)[:, None]
            drawn.append(held[..., :-1] / held[..., -1:])
        as_extreme += (np.abs(rises_less_falls(np.stack(drawn))) >= found).sum(axis=0)
    yield (1 + as_extreme) / (1 + settings.permutations)


def _values(one: Side) -> np.ndarray:
    """Return shares and, in the last column, documents: float64[clusters, subjects + 1]."""
    return np.column_stack([one.shares, one.documents])
