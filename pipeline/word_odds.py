"""Hold the words of two groups of documents against each other: log-odds ratios with an informative prior, tested by documents."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.config import Track
from pipeline.rearrange import Arrangements, Means
from pipeline.resampling import deviations, together
from pipeline.strata import Strata


@dataclass(frozen=True)
class Prior:
    """Words that are taken as seen before anything is counted: as in all codable segments of the study, ``size`` of them."""

    words: np.ndarray  # float64[words]: above 0
    size: float


@dataclass(frozen=True)
class Odds:
    """Log-odds ratios of words, a against b: float64[words] each."""

    ratio: np.ndarray
    z: np.ndarray
    low: np.ndarray  # 95 % interval over resampled clusters
    high: np.ndarray
    p: np.ndarray  # two-sided, from clusters that change sides within their source types
    smallest_p: float


def log_odds(a: np.ndarray, b: np.ndarray, prior: Prior) -> np.ndarray:
    """Return the log-odds ratio of each word with an informative Dirichlet prior.

    Args:
        a: float64[..., words + 1]: counts of each word on one side; last, of all words.
        b: likewise on the other.
        prior: pseudo-counts of the words.

    Source:
        Monroe, Colaresi, Quinn (2008), Fightin' words, Political Analysis 16, 372-403, equations 15 and 16.
    """
    return np.asarray(_log_odds(a, prior) - _log_odds(b, prior))


def _log_odds(counts: np.ndarray, prior: Prior) -> np.ndarray:
    own = counts[..., :-1] + prior.words
    others = counts[..., -1:] + prior.size - own
    return np.asarray(np.log(own / np.maximum(others, 1e-9)))


def weigh_words(strata: Strata, counts: np.ndarray, prior: Prior, settings: Track, random: np.random.Generator) -> Odds:
    """Hold words of a against words of b.

    Args:
        strata: the documents of the two groups, by the source types that they share.
        counts: float64[documents of the study, words + 1]: how often each document has each word; last, all its words.
        prior: for the same words.
        settings: ``[track]``: draws, permutations.
        random: source of chance.

    Returns:
        Ratios of what the documents would say at the shared mix of source types. ``z`` is the ratio by its standard deviation
        as if words were independent, which they are not: it ranks, and nothing rests on it. Interval and p take documents,
        in clusters, as units. p holds mean rates of documents against each other and not ratios: where documents of one side
        say more within the theme, so that its counts are larger, every arrangement evens that out, and the ratio as found
        would be extreme for that alone. It is the larger of two: of rates as they are, where one word of a short document
        weighs much, and of rates drawn towards their mean, where a word that is absent from long documents does.

    Source:
        As for ``log_odds``; z: equations 20 and 22. The larger of two p: Berger (1982), Technometrics 24, 295-300.
    """
    n = np.array([strata.n_a, strata.n_b], dtype=float)
    sides = [strata.side(counts, number) for number in (0, 1)]
    a, b = (size * side.mean for size, side in zip(n, sides, strict=True))
    ratio = log_odds(a, b, prior)
    z = ratio / np.sqrt(1 / (a[:-1] + prior.words) + 1 / (b[:-1] + prior.words))
    resampled = [_resampled(strata, counts, number, settings.draws, random) * n[number] for number in (0, 1)]
    low, high = np.percentile(log_odds(resampled[0], resampled[1], prior), [2.5, 97.5], axis=0)

    both = np.hstack([rates_of(strata, counts, drawn=drawn) for drawn in (0.0, 1.0)])
    chance = Arrangements(strata, both).chance(_apart, settings.permutations, random)
    return Odds(ratio, z, low, high, np.maximum(*np.split(chance.p, 2)), chance.smallest_p)


def rates_of(strata: Strata, counts: np.ndarray, *, drawn: float) -> np.ndarray:
    """Return how often each document has each word, by all its words, drawn towards what its source type has where it says little.

    Args:
        strata: the documents of the two groups.
        counts: float64[documents of the study, words + 1]; last, all words.
        drawn: 0: not drawn; 1: a document with as many words as the mean is drawn half-way.

    Returns:
        float64[documents of the study, words]: (count + k x pooled rate) / (words + k), k being ``drawn`` times the mean number of
        words of the documents of its type and the pooled rate theirs, both sides together; 0 for documents in neither group.

    Source:
        Rates drawn towards their mean by the size of what they rest on: Efron, Morris (1975), Journal of the American Statistical
        Association 70, 311-319.
    """
    rates = np.zeros((len(counts), counts.shape[1] - 1))
    for kind in np.unique(strata.stratum):
        rows = strata.rows[strata.stratum == kind]
        own = counts[rows]
        k, pooled = drawn * own[:, -1].mean(), own[:, :-1].sum(axis=0) / own[:, -1].sum()
        rates[rows] = (own[:, :-1] + k * pooled) / (own[:, -1:] + k)
    return rates


def _apart(means: Means) -> np.ndarray:
    return np.asarray(np.abs(means.a - means.b))


def _resampled(strata: Strata, counts: np.ndarray, number: int, draws: int, random: np.random.Generator) -> np.ndarray:
    """Return means of one side over resampled clusters, widened for few of them; no word is there less than not at all."""
    side = strata.side(counts, number)
    spread = deviations(side, draws, random)
    moved = np.maximum(side.mean + together(spread, [side], 0.95, np.zeros_like(spread)), 0)
    moved[:, -1] = np.maximum(moved[:, -1], moved[:, :-1].max(axis=1, initial=0))
    return np.asarray(moved)
