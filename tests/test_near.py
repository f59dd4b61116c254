"""Sentences are read only of segments that one of them could give a theme, and no coding is another for it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from test_contracts import CODEBOOK, EXEMPLARS

from pipeline.codebook import Exemplar
from pipeline.coders.head import FEWEST_PARTED, HeadCoder
from pipeline.config import CodeThemes
from pipeline.encoders import ENCODERS

FAR = "The ring road was dug up again. A pipe had burst below it. The sign at the bridge fell down."
CLOSE = "The road was dug up again for a new pipe. Wages at the mill are low and jobs are few. The sign is missing."


class Listening:
    """An encoder that keeps the texts that it was given."""

    def __init__(self):
        self._encoder = ENCODERS["hashing"]()
        self.key, self.dimensions, self.heard = self._encoder.key, self._encoder.dimensions, []

    def encode(self, texts):
        self.heard += texts
        return self._encoder.encode(texts)


def pairs(n):
    """Exemplars of two sentences each."""
    found = [Exemplar(f"{one.text} {other.text}", one.codes | other.codes) for one in EXEMPLARS for other in EXEMPLARS if one != other]
    return found[:: max(1, len(found) // n)][:n]


@pytest.fixture(scope="module")
def coder():
    return HeadCoder.fit(CODEBOOK, pairs(FEWEST_PARTED), ENCODERS["hashing"](), CodeThemes(folds=2))


def coded(coder, texts, encoder):
    segments = pd.DataFrame({"segment_id": [f"d#{n:04d}" for n in range(len(texts))], "text": texts})
    vectors = segments[["segment_id"]].assign(vector=list(ENCODERS["hashing"]().encode(texts)))
    return coder.apply(segments, vectors, encoder)


def test_the_sentences_of_a_segment_far_from_every_theme_are_not_encoded(coder):
    encoder = Listening()
    coded(coder, [FAR, CLOSE], encoder)
    assert "The sign is missing." in encoder.heard
    assert "A pipe had burst below it." not in encoder.heard


def test_reading_all_sentences_gives_the_same_codes_and_no_lower_score(coder):
    texts = [FAR, CLOSE, *(f"{one.text} {other.text}" for one in EXEMPLARS[:12] for other in EXEMPLARS[-12:])]
    every = replace(coder, uplifts=np.full(len(coder.uplifts), 1e6))
    near, whole = coded(coder, texts, Listening()), coded(every, texts, Listening())
    pd.testing.assert_series_equal(near["assigned"], whole["assigned"])
    pd.testing.assert_series_equal(near.loc[near["assigned"], "score"], whole.loc[near["assigned"], "score"])
    pd.testing.assert_series_equal(near["why"], whole["why"])
    assert (near["score"] <= whole["score"] + 1e-9).all()


def test_the_uplift_is_kept_with_the_coder(coder, tmp_path):
    assert (coder.uplifts > 0).all()
    coder.save(tmp_path)
    np.testing.assert_array_equal(HeadCoder.load(tmp_path).uplifts, coder.uplifts)


def test_where_few_labelled_texts_have_several_sentences_all_are_read():
    few = HeadCoder.fit(CODEBOOK, [*pairs(FEWEST_PARTED)[:-1], *EXEMPLARS * 4], ENCODERS["hashing"](), CodeThemes(folds=2))
    encoder = Listening()
    coded(few, [FAR], encoder)
    assert "A pipe had burst below it." in encoder.heard
