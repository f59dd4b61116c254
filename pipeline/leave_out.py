"""Test differences and slopes again without each of their sources, all sources of a side at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import comb, sqrt

import numpy as np

from pipeline.config import Track
from pipeline.differences import LISTED, Difference, arrange, reaching_nought, smallest_p, welch
from pipeline.influence import left_out
from pipeline.resampling import AT_ONCE, Side, degrees_of_freedom, stretch
from pipeline.slopes import rises_less_falls


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


def _remaining(one: Side) -> tuple[np.ndarray, np.ndarray]:
    """Return shares, float64[clusters, clusters - 1, subjects], and documents, without each cluster in turn."""
    n = len(one.documents)
    kept = np.array([[m for m in range(n) if m != left] for left in range(n)], dtype=int)
    return one.shares[kept], one.documents[kept]


def _spread(one: Side, other: Side, sign: float, settings: Track, random: np.random.Generator) -> np.ndarray:
    """Return how far resampled differences lie from each difference: float64[draws, clusters, subjects]."""
    shares, documents = _remaining(one)
    if settings.design == "census":
        return np.zeros((settings.draws, len(documents), shares.shape[2]))
    parts = [_deviations(shares, documents, settings.draws, random)]
    parts.append(_deviations(other.shares[None], other.documents[None], settings.draws, random))
    return np.asarray(sign * (parts[0] - parts[1]))


def _deviations(shares: np.ndarray, documents: np.ndarray, n: int, random: np.random.Generator) -> np.ndarray:
    """Return what ``resampling.deviations`` does, for several sides of as many clusters."""
    clusters = documents.shape[1]
    weights = random.multinomial(clusters, np.full(clusters, 1 / clusters), size=n).astype(float)
    means = _weighted(weights, shares) / _weighted(weights, documents[:, :, None])
    whole = shares.sum(axis=1) / documents.sum(axis=1)[:, None]
    return np.asarray(sqrt(clusters / max(clusters - 1, 1)) * (means - whole))


def _weighted(weights: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Return sums over clusters: [draws, clusters] times [sides, clusters, subjects] gives [draws, sides, subjects]."""
    return np.asarray(np.tensordot(weights, values, axes=([1], [1])))


def _permuted(one: Side, other: Side, estimates: np.ndarray, settings: Track, random: np.random.Generator) -> tuple[np.ndarray, float]:
    shares, documents = _remaining(one)
    n, k = shares.shape[1] + len(other.documents), shares.shape[1]
    exact = comb(n, k) <= LISTED
    as_extreme, count = np.zeros(estimates.shape), 0
    total, size = shares.sum(axis=1) + other.shares.sum(axis=0), (documents.sum(axis=1) + other.documents.sum())[:, None]
    for chosen in arrange(n, k, settings.permutations, random):
        inside = np.zeros((len(chosen), n))
        np.put_along_axis(inside, chosen, 1.0, axis=1)
        here = _weighted(inside[:, :k], shares) + (inside[:, k:] @ other.shares)[:, None]
        held = _weighted(inside[:, :k], documents[:, :, None]) + (inside[:, k:] @ other.documents)[:, None, None]
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
    periods = np.repeat(np.arange(len(sides)), sizes)
    own_shares, own_documents = _remaining(sides[number])
    others = [one for n, one in enumerate(sides) if n != number]
    rest_shares, rest_documents = np.vstack([one.shares for one in others]), np.concatenate([one.documents for one in others])
    means = [np.broadcast_to(one.mean, (len(own_documents), rest_shares.shape[1])) for one in sides]
    means[number] = own_shares.sum(axis=1) / own_documents.sum(axis=1)[:, None]
    found = np.abs(rises_less_falls(np.stack(means)))
    k, as_extreme = own_shares.shape[1], np.zeros(found.shape)
    for start in range(0, settings.permutations, AT_ONCE):
        order = np.argsort(random.random((min(AT_ONCE, settings.permutations - start), len(periods))), axis=1)
        drawn = []
        for period in range(len(sides)):
            inside = (periods[order] == period).astype(float)
            held = _weighted(inside[:, :k], own_documents[:, :, None]) + (inside[:, k:] @ rest_documents)[:, None, None]
            drawn.append((_weighted(inside[:, :k], own_shares) + (inside[:, k:] @ rest_shares)[:, None]) / held)
        as_extreme += (np.abs(rises_less_falls(np.stack(drawn))) >= found).sum(axis=0)
    yield (1 + as_extreme) / (1 + settings.permutations)
