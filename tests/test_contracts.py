"""Contracts over every registry: a line added there is tested here without an edit."""

import numpy as np
import pandas as pd
import pytest

from pipeline.codebook import Codebook, Exemplar, Theme
from pipeline.coders import CODERS
from pipeline.config import CodeThemes, Discover
from pipeline.encoders import ENCODERS
from pipeline.errors import ConfigError
from pipeline.tables import CODINGS, VECTORS
from pipeline.topic_models import TOPIC_MODELS

WORK = ["The jobs market fell", "A factory job was lost", "Wages and jobs are low", "Jobs for school leavers", "No job, no wage"]
PRAYER = ["The mosque was open", "A church and its priest", "Prayer in the mosque", "The priest led a prayer", "Church and mosque met"]
ROADS = ["The road was dug up", "Potholes in the road", "Road works all week", "A new road sign", "The road stays shut"]
CODEBOOK = Codebook(
    version="1",
    theme=(
        Theme(id="work", name="Work", definition="Jobs and wages.", seeds=("job", "wage")),
        Theme(id="prayer", name="Prayer", definition="Churches and mosques.", seeds=("church", "mosque", "prayer", "priest")),
    ),
)
EXEMPLARS = [
    Exemplar(f"{text} in {town}.", frozenset(codes))
    for town in ("Ashby", "Borle")
    for texts, codes in ((WORK, {"work"}), (PRAYER, {"prayer"}), (ROADS, set()))
    for text in texts
]


def loaded(registry, name):
    try:
        return registry[name]
    except ConfigError as error:
        pytest.skip(str(error))


@pytest.mark.parametrize("name", ENCODERS)
def test_encoder_contract(name):
    encoder = loaded(ENCODERS, name)()
    one, two = encoder.encode(["rent", "bus", "rent and bus"]), encoder.encode(["bus", "rent"])
    assert one.dtype == np.float32
    assert one.shape == (3, encoder.dimensions)
    assert encoder.encode([]).shape == (0, encoder.dimensions)
    assert ENCODERS[name].key == encoder.key  # asked of the class: it is loaded with the first text that has no vector
    assert ENCODERS[name].dimensions == encoder.dimensions
    np.testing.assert_allclose(np.linalg.norm(one, axis=1), 1, rtol=1e-5)
    np.testing.assert_array_equal(one[:2], two[::-1])
    np.testing.assert_array_equal(ENCODERS[name](threads=1).encode(["bus"]), two[:1])


def study(texts):
    encoder = ENCODERS["hashing"]()
    ids = [f"d{n % 4}#{n:08d}-{n + 1:08d}" for n in range(len(texts))]
    segments = pd.DataFrame({"segment_id": ids, "document_id": [i.split("#")[0] for i in ids], "text": texts, "codable": True})
    return encoder, segments, VECTORS.frame({"segment_id": ids, "vector": list(encoder.encode(texts))})


@pytest.mark.parametrize("name", CODERS)
def test_coder_contract(name, tmp_path):
    coder = loaded(CODERS, name)
    encoder, segments, vectors = study(["Jobs and a wage at the factory. It is shut.", "The mosque and church. They pray.", "Road works on a road"])
    fitted = coder.fit(codebook=CODEBOOK, exemplars=EXEMPLARS, encoder=encoder, settings=CodeThemes(folds=2))
    (tmp_path / "model").mkdir()
    fitted.save(tmp_path / "model")
    before = segments.copy()
    coded = fitted.apply(segments, vectors, encoder)
    again = coder.load(tmp_path / "model").apply(segments[::-1], vectors.sample(frac=1, random_state=1), encoder)
    key = ["segment_id", "theme_id"]
    pd.testing.assert_frame_equal(coded.sort_values(key, ignore_index=True), again.sort_values(key, ignore_index=True))
    pd.testing.assert_frame_equal(segments, before)
    assert len(coded) == 6
    assert coded["score"].between(0, 1).all()
    assert (coded["why"].notna() == coded["assigned"]).all()
    wide = coded.pivot(index="segment_id", columns="theme_id", values="score").sort_index()
    assert wide["work"].idxmax().startswith("d0")
    assert wide["prayer"].idxmax().startswith("d1")


@pytest.mark.slow
@pytest.mark.parametrize("name", TOPIC_MODELS)
def test_topic_model_contract(name, tmp_path):
    model = loaded(TOPIC_MODELS, name)
    texts = [f"{text} {n}" for n in range(6) for text in (*WORK, *PRAYER, *ROADS, "Police on patrol at night", "Night patrol by police")]
    encoder, segments, vectors = study(texts)
    ids = [f"d{n}" for n in range(4)]
    documents = pd.DataFrame({"document_id": ids, "cluster_id": ids, "place": "Roadham", "publisher": None})
    carried = segments.loc[segments["text"].str.contains("road|olice"), "segment_id"]
    codings = CODINGS.frame([{"segment_id": i, "theme_id": "work", "score": 0.5, "assigned": True, "why": None} for i in carried])
    given = {
        "documents": documents,
        "codings": codings,
        "codebook": CODEBOOK,
        "exemplars": EXEMPLARS,
        "encoder": encoder,
        "settings": Discover(topics=3, refits=2),
    }
    fitted = model.fit(segments=segments, vectors=vectors, **given)
    shuffled = model.fit(segments=segments.sample(frac=1, random_state=2), vectors=vectors.sample(frac=1, random_state=3), **given)
    (tmp_path / "model").mkdir()
    fitted.save(tmp_path / "model")
    placed = segments.merge(vectors, on="segment_id")
    matrix = np.vstack(placed["vector"].to_list())
    topics, weights = fitted.place(placed, matrix)
    for other in (shuffled, model.load(tmp_path / "model")):
        np.testing.assert_array_equal(other.place(placed, matrix)[0], topics)
        np.testing.assert_array_equal(other.place(placed, matrix)[1], weights)
        assert other.described == fitted.described
        for own, found in zip(fitted.within, other.within, strict=True):
            assert (own.numbers, own.words, own.stability) == (found.numbers, found.words, found.stability)
            np.testing.assert_array_equal(own.centres, found.centres)
    halves = [fitted.place(placed[part], matrix[part]) for part in (slice(None, 37), slice(37, None))]
    np.testing.assert_array_equal(np.concatenate([half[0] for half in halves]), topics, "a segment's topic hangs on no other segment")
    np.testing.assert_array_equal(np.concatenate([half[1] for half in halves]), weights)
    described = fitted.described
    assert len(described.words) == len(described.stability) == len(fitted.theme_ids) + len(described.numbers.own)
    assert len(described.typical) == len(described.numbers.own)
    assert topics.max() < len(described.words)
    assert fitted.within, "a theme of two subjects is divided"
    np.testing.assert_array_equal(matrix, np.vstack(placed["vector"].to_list()))


@pytest.mark.parametrize("name", TOPIC_MODELS)
@pytest.mark.parametrize("n", [0, 1, 5])
def test_a_topic_model_fits_a_handful_of_segments(name, n):
    encoder, segments, vectors = study([f"Road works {i}" for i in range(max(n, 1))])
    segments = segments.assign(codable=n > 0)
    documents = segments[["document_id"]].drop_duplicates().assign(cluster_id="one", place=None, publisher=None)
    given = {
        "documents": documents,
        "codings": CODINGS.empty(),
        "codebook": CODEBOOK,
        "exemplars": EXEMPLARS,
        "encoder": encoder,
        "settings": Discover(),
    }
    fitted = loaded(TOPIC_MODELS, name).fit(segments=segments, vectors=vectors, **given)
    assert len(fitted.described.words) == 2


def test_a_theme_without_exemplars_is_coded_from_its_definition_and_the_studys_own_segments():
    spoken_of = ["Police on patrol at night by the station", "A patrol of two police officers", "The officers of the police went home"]
    others = [f"{text} in {town}" for town in ("Corm", "Dell", "Eyre", "Foss", "Gale", "Holt") for text in (*WORK[:2], *PRAYER[:2], *ROADS[:2])]
    encoder, segments, vectors = study([*spoken_of, *others])
    police = Theme(id="police", name="Police", definition="Police and patrols.", seeds=("police", "patrol", "officer"), expected_share=0.05)
    book = CODEBOOK.model_copy(update={"theme": (*CODEBOOK.theme, police)})
    learnt = {"segments": segments, "vectors": vectors}
    fitted = CODERS["head"].fit(codebook=book, exemplars=EXEMPLARS, encoder=encoder, settings=CodeThemes(folds=2), **learnt)
    coded = fitted.apply(segments, vectors, encoder)
    found = coded[(coded["theme_id"] == "police") & coded["assigned"]]
    assert len(found) > 1
    assert set(found["segment_id"]) <= set(segments["segment_id"][:3])
    assert found["why"].str.contains("by its definition alone").all()


@pytest.mark.parametrize("n", [1, 2, 3, 7])
@pytest.mark.parametrize("codes", [("work",), (), ("work", "prayer")])
@pytest.mark.parametrize("writers", [1, 2, 3, 30])
def test_the_coder_learns_from_however_few_or_one_sided_exemplars(n, codes, writers):
    encoder, segments, vectors = study(["Jobs at the factory.", "The mosque."])
    exemplars = [Exemplar(f"Jobs and mosques, number {i}.", frozenset(codes), f"w{i % writers}") for i in range(n)]
    fitted = CODERS["head"].fit(codebook=CODEBOOK, exemplars=exemplars, encoder=encoder, settings=CodeThemes())
    assert fitted.apply(segments, vectors, encoder)["score"].between(0, 1).all()
