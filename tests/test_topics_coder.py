"""The coder that goes by guided topics alone codes as the topic model places, and its scores are learnt from texts its guides have not seen."""

import numpy as np
import pytest
from test_contracts import CODEBOOK, EXEMPLARS, PRAYER, ROADS, WORK
from test_contracts import study as study_of

from pipeline.codebook import Exemplar
from pipeline.coders.held_out import folds_among
from pipeline.coders.topics import TopicsCoder
from pipeline.config import CodeThemes, Discover
from pipeline.encoders import ENCODERS
from pipeline.guides import make_guides
from pipeline.tables import CODINGS
from pipeline.topic_models.guided_bertopic import GuidedBERTopic


@pytest.mark.parametrize("min_similarity", [0.0, 0.2, 0.6, 0.95])
def test_a_segment_carries_the_theme_in_whose_guided_topic_it_is_placed(min_similarity):
    encoder, segments, vectors = study_of([*WORK, *PRAYER, *ROADS[:1]])
    documents = segments[["document_id"]].drop_duplicates().assign(cluster_id="one", place=None, publisher=None)
    given = {"codebook": CODEBOOK, "exemplars": EXEMPLARS, "encoder": encoder}
    learnt = {"segments": segments, "vectors": vectors, "documents": documents, "codings": CODINGS.empty()}
    model = GuidedBERTopic.fit(settings=Discover(min_similarity=min_similarity), **learnt, **given)
    coder = TopicsCoder.fit(settings=CodeThemes(), min_similarity=min_similarity, **given)
    coded = coder.apply(segments, vectors, encoder)
    assigned = coded.pivot(index="segment_id", columns="theme_id", values="assigned").loc[segments["segment_id"], CODEBOOK.theme_ids].to_numpy()
    placed, _ = model.place(segments, np.vstack(vectors.set_index("segment_id").loc[segments["segment_id"], "vector"].to_list()))
    np.testing.assert_array_equal(assigned, placed[:, None] == np.arange(2))


def test_calibration_learns_from_texts_that_the_guides_have_not_seen():
    """Themes given by lot: a guide is like the texts that made it, and says nothing of others."""
    random = np.random.default_rng(0)
    texts = [" ".join(f"{number:x}" for number in random.integers(10**9, 10**12, 12)) for _ in range(90)]
    exemplars = [Exemplar(text, frozenset({"work"} if n % 3 == 0 else ())) for n, text in enumerate(texts)]
    encoder, settings = ENCODERS["hashing"](), CodeThemes()
    coder = TopicsCoder.fit(CODEBOOK, exemplars, encoder, settings)
    seen = encoder.encode([one.text for one in exemplars]) @ make_guides(CODEBOOK, exemplars, encoder, 0.0).vectors[0]
    carried = np.array(["work" in one.codes for one in exemplars])
    assert seen[carried].mean() > seen[~carried].mean() + seen.std()  # what the slope was learnt from
    score = coder.calibrations[0].probability(seen.astype(float))
    assert score[carried].mean() < score[~carried].mean() + 0.3


def test_the_guides_that_score_an_exemplar_are_those_of_the_other_folds(monkeypatch):
    encoder, settings, learnt = ENCODERS["hashing"](), CodeThemes(folds=3), []
    monkeypatch.setattr("pipeline.coders.topics.calibrate", lambda *given: learnt.append(given[-1]))
    TopicsCoder.fit(CODEBOOK, EXEMPLARS, encoder, settings)
    fold = folds_among(EXEMPLARS, settings)
    assert set(fold.tolist()) == {0, 1, 2}
    for number in range(3):
        guides = make_guides(CODEBOOK, [one for one, part in zip(EXEMPLARS, fold, strict=True) if part != number], encoder, 0.5)
        own = np.flatnonzero(fold == number)
        np.testing.assert_allclose(learnt[0][own], encoder.encode([EXEMPLARS[row].text for row in own]) @ guides.vectors[0], atol=1e-6)
