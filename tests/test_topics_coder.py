import numpy as np
import pytest
from test_contracts import CODEBOOK, EXEMPLARS, PRAYER, ROADS, WORK
from test_contracts import study as study_of

from pipeline.coders.topics import TopicsCoder
from pipeline.config import CodeThemes, Discover
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
