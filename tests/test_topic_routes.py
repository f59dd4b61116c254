"""The routes that the benchmarks hold the coder against assign as BERTopic and the study's own topic model do."""

from __future__ import annotations

import numpy as np
import pytest
from test_contracts import CODEBOOK, EXEMPLARS, PRAYER, ROADS, WORK, study

from bench.topic_routes import guided, zero_shot
from pipeline.coders.topics import TopicsCoder
from pipeline.config import CodeThemes
from pipeline.encoders import ENCODERS

TEXTS = [*WORK, *PRAYER, *ROADS]


@pytest.mark.parametrize("least", [0.05, 0.3, 0.7])
def test_zero_shot_gives_the_nearest_definition_where_it_is_near_enough(least):
    encoder = ENCODERS["hashing"]()
    vectors = encoder.encode(TEXTS)
    cosines = vectors @ encoder.encode(["Jobs and wages.", "Churches and mosques."]).T
    found = zero_shot(vectors, CODEBOOK, encoder, least)
    assert found.shape == (len(TEXTS), 2)
    assert found.sum(axis=1).max() <= 1
    np.testing.assert_array_equal(found.any(axis=1), cosines.max(axis=1) >= least)
    assert (cosines[found] == cosines.max(axis=1)[found.any(axis=1)]).all()


@pytest.mark.parametrize("least", [0.0, 0.4])
def test_the_guided_route_assigns_what_the_topics_coder_assigns(least):
    encoder, segments, vectors = study(TEXTS)
    coded = TopicsCoder.fit(CODEBOOK, EXEMPLARS, encoder, CodeThemes(), min_similarity=least).apply(segments, vectors, encoder)
    assigned = coded.pivot(index="segment_id", columns="theme_id", values="assigned").loc[vectors["segment_id"], CODEBOOK.theme_ids]
    found = guided(np.vstack(vectors["vector"].to_list()), CODEBOOK, EXEMPLARS, encoder, least)
    np.testing.assert_array_equal(found, assigned.to_numpy())
    assert found.any()


def test_the_guided_route_needs_no_exemplar():
    encoder = ENCODERS["hashing"]()
    assert guided(encoder.encode(["Jobs and wages."]), CODEBOOK, [EXEMPLARS[-1]], encoder).tolist() == [[True, False]]
