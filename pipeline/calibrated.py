"""Hold scores against codes: whether of the segments with score .7 about seven in ten carry the theme."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.bootstrap import effective, interval, interval_of_share, resample

BINS = 10
MOST_ERROR, LEAST_SKILL, ENOUGH = 0.06, 0.2, 20  # what is asked of scores, where there are so many positives
BY_CHANCE = 400  # times that labels are drawn from the scores themselves
BY_CHANCE_AT_MOST = 97.5  # percentile of the errors of right scores: only a larger one is an error of the scores
FEW = f"fewer than {ENOUGH} positives"
CANNOT_TELL = "too few codes to tell"
AS_ASKED, WORSE = "as asked", "worse than asked"
NOT_SURE = "{}, not surely"


@dataclass(frozen=True)
class Scored:
    """One theme's scores on n coded segments, and what people said of them."""

    scores: np.ndarray  # float64[n]: probabilities that the machine gave, 0 to 1
    labels: np.ndarray  # float64[n]: 1 the code was given, 0 it was not, 0.5 people are tied
    weights: np.ndarray  # float64[n]: one over the probability with which the segment was drawn, or anything in proportion to it
    documents: np.ndarray  # str[n]: the document of each segment, or what else is resampled whole


@dataclass(frozen=True)
class Calibrated:
    """Expected calibration error and Brier skill with their 95 % intervals over documents; null where nothing can be known."""

    error: tuple[float, float, float]
    skill: tuple[float, float, float]
    n_positive: float  # ties count half
    by_chance: float  # the error that scores would have in so few codes if they were right: its mean
    by_chance_at_most: float  # percentile 97.5 of it

    @property
    def error_verdict(self) -> str:
        """Say whether the error is as small as is asked; a larger one that right scores may show in so few codes tells nothing."""
        error, low, high = self.error
        if self.n_positive < ENOUGH:
            return FEW
        if error <= MOST_ERROR:
            return _sure(AS_ASKED, sure=high <= MOST_ERROR)
        return CANNOT_TELL if error <= self.by_chance_at_most else _sure(WORSE, sure=low > MOST_ERROR)

    @property
    def skill_verdict(self) -> str:
        """Say whether the skill is as large as is asked."""
        skill, low, high = self.skill
        if self.n_positive < ENOUGH:
            return FEW
        return _sure(AS_ASKED, sure=low >= LEAST_SKILL) if skill >= LEAST_SKILL else _sure(WORSE, sure=high < LEAST_SKILL)


def _sure(verdict: str, *, sure: bool) -> str:
    """Return the verdict, as not sure where the interval holds what speaks against it, or is not known."""
    return verdict if sure else NOT_SURE.format(verdict)


def hold_scores(scored: Scored, seed: int = 0) -> Calibrated:
    """Measure calibration of one theme's scores on coded segments.

    Args:
        scored: scores and codes. Not changed.
        seed: of 2,000 resamples of documents, and of the labels that are drawn from the scores.

    Returns:
        Value, low and high of the expected calibration error (ten bins of equal width; mean distance of mean score and share of labels, weighted by
        the bin's part) and of the Brier skill (1 less the Brier score over that of the share of labels alone). The error of few codes is never
        nought, however right the scores are; how large it would be then is told by 400 draws of labels from the scores. Resampled errors are
        larger still, by about as much; so the interval of the error is the basic one, its ends as far on the other side of the error as those of
        the resamples, and starts at nought where right scores would show such an error in one of forty draws or more.

    Source:
        Naeini, Cooper, Hauskrecht (2015), Obtaining well calibrated probabilities using Bayesian binning, AAAI (expected calibration error);
        Brier (1950), Monthly Weather Review 78, 1-3; labels drawn from the scores: Bröcker, Smith (2007), Increasing the reliability of
        reliability diagrams, Weather and Forecasting 22, 651-661; basic interval: Davison, Hinkley (1997), Bootstrap Methods and their
        Application, 5.2.
    """
    if len(scored.scores) == 0:
        nothing = (np.nan, np.nan, np.nan)
        return Calibrated(nothing, nothing, 0, np.nan, np.nan)
    sums = _by_document(scored)
    whole = sums.sum(axis=0)[None]
    error, skill = float(_error(whole)[0]), float(_skill(whole)[0])
    chance = _by_chance(scored, seed)
    at_most = float(np.percentile(chance, BY_CHANCE_AT_MOST))
    low, high = interval(resample(sums, _error, seed), len(sums))
    least = 0.0 if error <= at_most else np.clip(2 * error - high, 0, error)
    ends = (np.nan, np.nan) if np.isnan(low) else (float(least), max(error, 2 * error - low))
    return Calibrated(
        (error, *ends),
        (skill, *interval(resample(sums, _skill, seed), _bearing(sums), skill)),
        float(scored.labels.sum()),
        float(chance.mean()),
        at_most,
    )


def _bearing(sums: np.ndarray) -> int:
    """Return how many documents bear on the skill: those with the label that fewer have, since of that one least is known."""
    weight, labels = (sums[..., part].sum(axis=1) for part in (0, 2))
    return int(min((labels > 0).sum(), (labels < weight).sum()))


def _bin_of(scores: np.ndarray) -> np.ndarray:
    return np.asarray(np.minimum((scores * BINS + 1e-9).astype(int), BINS - 1))


def _by_document(scored: Scored) -> np.ndarray:
    """Return float64[documents, bins, 5]: weight, and weighted score, label, squared error and squared label."""
    names, place = np.unique(scored.documents.astype(str), return_inverse=True)
    sums = np.zeros((len(names), BINS, 5))
    each = np.column_stack([np.ones(len(place)), scored.scores, scored.labels, (scored.scores - scored.labels) ** 2, scored.labels**2])
    np.add.at(sums, (place, _bin_of(scored.scores)), scored.weights[:, None] * each)
    return sums


def _error(sums: np.ndarray) -> np.ndarray:
    distance: np.ndarray = np.abs(sums[..., 1] - sums[..., 2]).sum(axis=1) / sums[..., 0].sum(axis=1)
    return distance


def _skill(sums: np.ndarray) -> np.ndarray:
    weight, labels, squared, squared_labels = (sums[..., part].sum(axis=1) for part in (0, 2, 3, 4))
    plain = squared_labels / weight - (labels / weight) ** 2  # the Brier score of the share of labels alone, ties among them
    return np.where(plain > 1e-12, 1 - squared / weight / np.where(plain > 1e-12, plain, 1), np.nan)


def _by_chance(scored: Scored, seed: int) -> np.ndarray:
    """Return the error of 400 draws of labels from the scores."""
    random, bins = np.random.default_rng([seed, 1]), _bin_of(scored.scores)
    errors = []
    for _ in range(BY_CHANCE):
        labels = random.random(len(bins)) < scored.scores
        off = np.bincount(bins, scored.weights * (scored.scores - labels), minlength=BINS)
        errors.append(np.abs(off).sum() / scored.weights.sum())
    return np.array(errors)


def bin_scores(scored: Scored, seed: int = 0) -> pd.DataFrame:
    """Say of each bin of scores how many segments it has, and how many of them people gave the theme.

    Args:
        scored: scores and codes. Not changed.
        seed: of 2,000 resamples of documents.

    Returns:
        A row for each of ten bins that has segments: from_score and to_score (half-open, but for the last), n_segments (coded ones) and
        n_sources (documents), share_of_all (of all scores, 0 to 1, weighted), mean_score, share (of these segments that carry the theme,
        weighted), low and high, as of any share: see ``bootstrap.interval_of_share``. From fewer than 5 documents it is 0 to 1: nothing is known
        of others.
    """
    sums, bins = _by_document(scored), _bin_of(scored.scores)
    drawn = resample(sums, lambda each: _ratio(each[..., 2], each[..., 0]), seed)
    weight, score, label = sums.sum(axis=0).T[:3]
    rows = []
    for at in np.unique(bins):
        own = bins == at
        n_sources = len(np.unique(scored.documents[own].astype(str)))
        share = min(float(label[at] / weight[at]), 1.0)
        low, high = interval_of_share(drawn[:, at], n_sources, share, effective(scored.weights[own]))
        rows.append(
            {
                "from_score": at / BINS,
                "to_score": (at + 1) / BINS,
                "n_segments": int(own.sum()),
                "n_sources": n_sources,
                "share_of_all": weight[at] / weight.sum(),
                "mean_score": score[at] / weight[at],
                "share": share,
                "low": 0.0 if np.isnan(low) else low,
                "high": 1.0 if np.isnan(high) else high,
            }
        )
    return pd.DataFrame(rows)


def _ratio(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    return np.where(whole > 0, part / np.where(whole > 0, whole, 1), np.nan)
