"""Where documents are a sample, the band of a corrected share allows for documents whose error rates differ."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.bands import band
from pipeline.clustered_codes import Residuals, widen
from pipeline.correct import Coded, draw_positives, draw_rates, one_level, spoken_for
from pipeline.resampling import side

TRUTH = 1 / 3


def interval(random, documents, codes, *, widened):
    """Documents with shares of their own (Beta(2, 4)), a machine that finds 7 in 10 and gives 3 in 100 by mistake, and codes of a draw."""
    sizes = random.integers(15, 60, documents)
    document = np.repeat(np.arange(documents), sizes)
    carries = random.random(len(document)) < random.beta(2, 4, documents)[document]
    machine = random.random(len(document)) < np.where(carries, 0.7, 0.03)
    drawn = random.choice(len(document), codes, replace=False)
    coded = Coded(carries[drawn].astype(float), machine[drawn], np.zeros(codes, dtype=int), np.array([float(len(document))]), one_level(1))
    rates = draw_rates(coded, 300, random)
    seen = np.zeros(len(document), dtype=bool)
    seen[drawn] = True
    left = np.stack([np.bincount(document[~seen & (machine == flag)], minlength=documents) for flag in (True, False)])
    known = np.bincount(document[drawn], coded.value, minlength=documents)
    shares = (known + left[0] * rates.precision.mean() + left[1] * rates.omission.mean()) / sizes
    error = (draw_positives(known, left, rates, random) / sizes).mean(axis=1) - shares.mean()
    if widened:
        residuals = Residuals.of(document[drawn], coded.assigned, coded.value, spoken_for(coded), documents)
        slopes = (left / sizes).sum(axis=1) / documents
        error = widen(error, (shares - shares.mean()) / documents, slopes @ residuals.parts, np.arange(documents))
    return band(side(shares[:, None], np.arange(documents), error[:, None]), 300, random)


def held(*, widened, repetitions=120):
    random = np.random.default_rng(4)
    found = [interval(random, 10, 80, widened=widened) for _ in range(repetitions)]
    return np.mean([one.low[0] <= TRUTH <= one.high[0] for one in found])


@pytest.mark.slow
def test_documents_that_differ_are_allowed_for():
    assert held(widened=True) >= 0.9
    assert held(widened=False) < held(widened=True)


def test_residuals_of_documents_that_are_all_alike_are_nought():
    rows = np.repeat([0, 1, 2], 4)
    found = Residuals.of(rows, np.tile([True, True, False, False], 3), np.tile([1.0, 0.0, 0.0, 0.0], 3), np.ones(12), 3)
    assert found.parts == pytest.approx(np.zeros((2, 3)))


def test_residuals_sum_to_nought_and_say_which_document_stands_apart():
    found = Residuals.of(np.array([0, 0, 1, 1]), np.ones(4, dtype=bool), np.array([1.0, 1.0, 0.0, 0.0]), np.ones(4), 2)
    assert found.parts[0].tolist() == [0.25, -0.25]
    assert found.parts[1].tolist() == [0.0, 0.0]


def test_an_error_is_never_made_narrower_and_none_stays_none():
    error = np.random.default_rng(0).normal(size=500)
    own, nothing = np.array([0.1, -0.1, 0.0]), np.zeros(3)
    assert widen(error, own, nothing, np.arange(3)) is not error
    assert widen(error, own, nothing, np.arange(3)) == pytest.approx(error)
    assert (widen(np.zeros(500), own, own, np.arange(3)) == 0).all()
    wider = widen(error, own, 20 * own, np.arange(3))
    assert wider.std() > 2 * error.std()


def test_documents_of_one_cluster_count_as_one():
    error, own = np.random.default_rng(0).normal(size=500), np.array([1.0, -0.5, -0.5, 0.0])
    apart, together = (widen(error, own, own, np.array(clusters)) for clusters in ((0, 1, 2, 3), (0, 1, 1, 2)))
    assert together.std() > apart.std()
