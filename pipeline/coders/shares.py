"""Estimate how common a theme is among texts that nobody coded, from how like its definition they are beside plain pieces.

A text's *standing* is its likeness to the definition in units of plain pieces' likeness: nought is their median, one their
spread. Standings of a study's texts are taken for a mixture of texts without the theme and with it. What standings either kind
has is known, roughly, of themes whose exemplars are coded; a study may differ from those by a shift of either kind, and the
share is averaged over what the shifts could be.

Source:
    Shares from scores that nobody coded: Saerens, Latinne, Decaestecker (2002), Adjusting the outputs of a classifier to new a priori
    probabilities, Neural Computation 14, 21-41, here with kinds that may shift and with a prior. Power of the likelihood
    for texts that are not independent: Bissiri, Holmes, Walker (2016), Journal of the Royal Statistical Society B 78, 1103-1130.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.codebook import ASSUMED_SHARE, FEWEST_PLAIN, Theme
from pipeline.coders.definitions import clauses

if TYPE_CHECKING:
    from pipeline.cache import Encoder

SHARPNESS = 10.0  # of the soft maximum over cosines to clauses
WHOLE_WEIGHT = 0.5  # of the cosine to the definition as a whole, beside it
WORTH = 300  # independent texts that all texts of a study are worth at most: those of a document are alike
SHARES = np.linspace(np.log(0.01 / 0.99), np.log(0.9 / 0.1), 41)  # log odds that are tried
SHARE_SPREAD = 1.0  # of the log odds of shares before anything is read, about those of .1: two thirds lie between .04 and .23
SHIFTS = np.linspace(-2, 2, 13)  # of a kind of text that are tried, in its shifts' standard deviations
LEAST_APART = 0.5  # by so much the theme raises the mean standing, or there is nothing to tell it by
BINS = np.linspace(-4, 10, 141)  # of standings, which are counted


@dataclass(frozen=True)
class Standings:
    """What standings texts without a theme and texts with it have: mean, standard deviation of means between studies, spread within.

    Means and spreads are those of the five themes of corpus/codebook.toml in corpus/exemplars.csv and in the sample, and so is
    the shift of texts with the theme (``python -m bench.definitions`` prints them). The shift of texts without it is a choice:
    documents of other kinds than these differ more from plain pieces.
    """

    absent: float = 0.06
    absent_shift: float = 0.3
    absent_spread: float = 1.06
    present: float = 2.4
    present_shift: float = 0.85
    present_spread: float = 1.45


def estimate_share(theme: Theme, vectors: np.ndarray, plain: np.ndarray, encoder: Encoder) -> float:
    """Estimate the share of texts that carry a theme.

    Args:
        theme: its name, definition, inclusions and seeds are read.
        vectors: float32[n, d] of the study's texts.
        plain: float32[m, d] of pieces that carry no theme of the codebook, written apart from the study.
        encoder: the one that made them.

    Returns:
        The share, above 0 and below 1; .1, which is assumed, where there is no text or there are fewer than 500 plain pieces.
    """
    if not len(vectors) or len(plain) < FEWEST_PLAIN:
        return ASSUMED_SHARE
    return share_of(standing(theme, vectors, plain, encoder))


def share_said(theme: Theme, share: float) -> str:
    """Write a theme's share, and what it rests on where the codebook does not tell it.

    >>> jobs = Theme(id="jobs", name="Jobs", definition="Work.")
    >>> share_said(jobs, 0.234), share_said(jobs, ASSUMED_SHARE)
    ('23% (estimated)', '10% (assumed)')
    """
    basis = "" if theme.expected_share else " (assumed)" if share == ASSUMED_SHARE else " (estimated)"
    return f"{share:.0%}{basis}"


def standing(theme: Theme, vectors: np.ndarray, plain: np.ndarray, encoder: Encoder) -> np.ndarray:
    """Return how like a theme's definition texts are, float64[n], in units of plain pieces: 0 is their median, -1 what 16 % of them are below."""
    low, middle = np.quantile(_likeness(theme, plain, encoder), [0.159, 0.5])
    return np.asarray((_likeness(theme, vectors, encoder) - middle) / max(middle - low, 1e-9))


def _likeness(theme: Theme, vectors: np.ndarray, encoder: Encoder) -> np.ndarray:
    exact = vectors.astype(np.float64)
    cosines = exact @ encoder.encode(clauses(theme)).T.astype(np.float64)
    whole = exact @ encoder.encode([f"{theme.name}. {theme.definition}"])[0].astype(np.float64)
    return np.asarray(np.log(np.exp(SHARPNESS * cosines).mean(axis=1)) / SHARPNESS + WHOLE_WEIGHT * whole)


def share_of(standings: np.ndarray, known: Standings | None = None) -> float:
    """Return the share of texts with the theme that their standings speak for.

    Args:
        standings: float64[n], n > 0.
        known: what either kind of text has; what is known of the project's own themes if not given.

    Returns:
        The share whose log odds are the posterior mean, over a grid of shares and of shifts of both kinds.

    >>> around = np.linspace(-1.5, 1.5, 301)
    >>> share_of(around) < 0.05, 0.45 < share_of(np.concatenate([around, 2.5 + around])) < 0.65
    (True, True)
    """
    kinds = known or Standings()
    absent, present = kinds.absent + kinds.absent_shift * SHIFTS, kinds.present + kinds.present_shift * SHIFTS
    counts, _ = np.histogram(np.clip(standings, BINS[0], BINS[-1]), BINS)
    middles = (BINS[1:] + BINS[:-1]) / 2
    without, carrying = _density(middles, absent, kinds.absent_spread), _density(middles, present, kinds.present_spread)
    shares = 1 / (1 + np.exp(-SHARES))[:, None, None, None]
    mixed = np.log(shares * carrying[None, None] + (1 - shares) * without[None, :, None] + 1e-12)
    fit = mixed @ (counts * min(1.0, WORTH / len(standings)))
    usual = ((SHARES - np.log(ASSUMED_SHARE / (1 - ASSUMED_SHARE))) / SHARE_SPREAD)[:, None, None] ** 2
    log = fit - (usual + (SHIFTS**2)[None, :, None] + (SHIFTS**2)[None, None, :]) / 2
    log = np.where(present[None, None, :] - absent[None, :, None] < LEAST_APART, -np.inf, log)
    weights = np.exp(log - log.max()).sum(axis=(1, 2))
    return float(1 / (1 + np.exp(-(weights @ SHARES) / weights.sum())))


def _density(values: np.ndarray, means: np.ndarray, spread: float) -> np.ndarray:
    """Return normal densities, float64[means, values], but for a factor that is the same for all."""
    return np.asarray(np.exp(-0.5 * ((values[None, :] - means[:, None]) / spread) ** 2) / spread)
