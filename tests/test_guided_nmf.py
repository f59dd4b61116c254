"""What the word model says of how well its topics are found again."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_matrix

from pipeline.arrays import save_arrays
from pipeline.config import Discover
from pipeline.factorise import factorise
from pipeline.models import earlier_model
from pipeline.topic_ids import Numbers, unit
from pipeline.topic_models.guided_nmf import GuidedNMF, _describe, _numbers
from pipeline.topic_training import Training
from pipeline.topic_words import Naming
from pipeline.word_counts import WordReader

N, WORDS, TOPICS = 240, 60, 4


def described(lean, guides=0):
    """What is said of four topics of segments that take eight words of one of four lists, by so much more often than of the others."""
    random = np.random.default_rng(3)
    often = 1 / np.arange(1, WORDS + 1)
    counts = np.zeros((N, WORDS))
    for n in range(N):
        weights = often * np.where(np.arange(WORDS) % TOPICS == n % TOPICS, lean, 1)
        counts[n, random.choice(WORDS, 8, replace=False, p=weights / weights.sum())] = 1
    rows = csr_matrix(unit(counts))
    names = [f"d{n % 20}" for n in range(N)]
    training = Training(pd.DataFrame({"document_id": names, "cluster_id": names}), np.empty((N, 0)), Naming([[]] * N, {}))
    reader = WordReader(tuple(f"w{n:02d}" for n in range(WORDS)), {}, np.ones(WORDS))
    themes = unit(np.eye(WORDS)[WORDS - guides :]) if guides else np.zeros((0, WORDS))
    topics = factorise(rows, themes, TOPICS)
    return _describe(training, rows, themes, topics, Numbers((1, 2, 3, 4), 4), reader, Discover(refits=2))


def test_topics_of_words_at_random_are_found_again_no_better_than_chance_has_it():
    found = described(lean=1)
    assert max(found.stability) <= max(0.6, found.chance)


def test_topics_of_words_that_go_together_are_found_again_and_better_than_chance_has_it():
    found = described(lean=30)
    assert min(found.stability) > max(0.6, found.chance)


@pytest.mark.parametrize("guides", [1, 2])
def test_stability_of_a_guided_topic_is_not_measured(guides):
    stability = described(30, guides).stability
    assert stability[:guides] == (None,) * guides
    assert None not in stability[guides:]


def test_numbers_that_a_model_of_another_kind_gave_are_not_given_again(tmp_path):
    save_arrays(tmp_path, {}, {"kind": "bertopic", "highest": 7, "within": []})
    earlier = earlier_model(GuidedNMF, tmp_path)
    assert _numbers(np.eye(2), WordReader(("bus", "rent"), {}, np.ones(2)), earlier) == Numbers((8, 9), 9)


def test_a_model_before_that_is_no_longer_whole_has_no_names_to_keep(tmp_path):
    assert earlier_model(GuidedNMF, tmp_path) is None
