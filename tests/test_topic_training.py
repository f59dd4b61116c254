"""What topic models learn from is the codable segments, each with its source, whatever their order."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pipeline.config import Discover
from pipeline.topic_ids import Numbers
from pipeline.topic_training import Described, gather, typical_words

DOCUMENTS = pd.DataFrame({"document_id": ["a", "b"], "cluster_id": ["one", "one"], "place": ["Alder", None], "publisher": None})


def gathered(n=4, settings=None, order=1):
    ids = [f"{'ab'[number % 2]}#{number:03d}" for number in range(n)]
    segments = pd.DataFrame({"segment_id": ids, "document_id": [i[0] for i in ids], "text": "The tenants paid.", "codable": True})
    segments.loc[1:1, "codable"] = False
    vectors = pd.DataFrame({"segment_id": ids, "vector": list(np.eye(n, dtype="float32"))})
    return gather(segments[::order], vectors, DOCUMENTS, settings or Discover()).read()


@pytest.mark.slow
def test_rows_are_codable_sorted_and_carry_their_source():
    training = gathered()
    assert training.rows["segment_id"].to_list() == ["a#000", "a#002", "b#003"]
    assert training.cluster_ids.tolist() == ["one"] * 3
    np.testing.assert_array_equal(training.matrix, np.eye(4)[[0, 2, 3]])
    assert len(training.naming.words) == 3


@pytest.mark.slow
def test_a_sample_is_the_same_whatever_the_order():
    settings = Discover(fit_segments=200)
    one, two = gathered(260, settings), gathered(260, settings, order=-1)
    assert len(one.rows) == 200
    pd.testing.assert_frame_equal(one.rows, two.rows)
    np.testing.assert_array_equal(one.matrix, two.matrix)


def test_typical_words_are_those_that_the_nearest_segments_share():
    words = [["tide", "quay", "tide"], ["tide", "sea_wall"], ["quay", "sea_wall"], *[["bus"]] * 20]
    weights = np.array([0.9, 0.8, 0.7, *[0.1] * 20])
    assert typical_words(words, weights)[:4] == ("bus", "quay", "sea wall", "tide")
    assert typical_words(words[:3], weights[:3]) == ("quay", "sea wall", "tide")
    assert typical_words(words[:1], weights[:1]) == ()


def test_what_is_said_of_topics_is_read_as_it_was_kept():
    described = Described(Numbers((2, 5), 7), (("job",), (), ("road", "sign")), (None, 0.5, 1.0), ((), ("sign",)))
    assert Described.read(described.facts()) == described
