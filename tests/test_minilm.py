import csv
import os
import subprocess
import sys

import numpy as np
import pytest

from bench.plain_minilm import Plain
from bench.speed_floors import Encoder
from pipeline.config import ROOT
from pipeline.encoders import minilm
from pipeline.encoders.minilm_layers import layers_graph
from pipeline.errors import ModelError

WORDS = "fair bell desk door chair clock piano queue stage kitchen meeting table lamp voice choir dance".split()


@pytest.mark.slow
def test_like_meanings_lie_nearer_than_unlike_ones():
    one, two, other = minilm.MiniLM().encode(["The mosque opened its doors", "Muslims welcomed visitors to prayers", "The bus was late"])
    assert one @ two > one @ other + 0.2


@pytest.mark.slow
def test_a_vector_does_not_depend_on_its_batch_or_on_threads():
    encoder = minilm.MiniLM()
    texts = [f"{'word ' * n}end" for n in range(1, 30)] + [f"the {word} in the town hall" for word in WORDS]
    assert any(len(batch) > 10 for batch in minilm._batches([len(text.split()) for text in texts]))
    together = encoder.encode(texts)
    for threads in (1, 4):
        np.testing.assert_array_equal(minilm.MiniLM(threads).encode(texts), together)
    for text, vector in zip(texts, together, strict=True):
        np.testing.assert_array_equal(encoder.encode([text])[0], vector)


@pytest.fixture(scope="module")
def exemplars() -> list[str]:
    with (ROOT / "corpus" / "exemplars.csv").open(encoding="utf-8", newline="") as stream:
        return [row["text"] for row in csv.DictReader(stream)][::60]


@pytest.mark.slow
def test_vectors_are_those_of_the_published_model_but_for_rounding(exemplars):
    like = np.einsum("ij,ij->i", minilm.MiniLM().encode(exemplars), Plain().encode(exemplars))
    assert len(like) > 50
    assert like.mean() > 0.998
    assert like.min() > 0.99


@pytest.mark.slow
def test_the_model_that_vectors_are_held_against_is_that_which_others_export(exemplars):
    like = np.einsum("ij,ij->i", Plain().encode(exemplars[:20]), Encoder(1).encode(exemplars[:20]))
    assert like.min() > 0.995


@pytest.mark.slow
def test_processors_that_cannot_mix_signs_get_the_same_vectors(exemplars, monkeypatch):
    usual = minilm.MiniLM().encode(exemplars[:20])
    asked = []
    monkeypatch.setattr(minilm, "_mixes_signs", lambda: False)
    monkeypatch.setattr(minilm, "layers_graph", lambda weights, signed: asked.append(signed) or layers_graph(weights, signed=signed))
    np.testing.assert_array_equal(minilm.MiniLM().encode(exemplars[:20]), usual)
    assert asked == [False]


@pytest.mark.slow
def test_no_texts_and_an_empty_text_are_no_errors():
    encoder = minilm.MiniLM()
    assert encoder.encode([]).shape == (0, 384)
    assert np.linalg.norm(encoder.encode([""]), axis=1) == pytest.approx(1)


def test_altered_weights_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(minilm, "WEIGHTS", (*minilm.WEIGHTS[:2], "0" * 64))
    with pytest.raises(ModelError, match="is not the file that was published"):
        minilm.MiniLM()


def test_a_missing_package_is_named(monkeypatch):
    monkeypatch.setattr(minilm, "TOKENIZER", ("no_such_weights", "x", ""))
    with pytest.raises(ModelError, match="The package no-such-weights"):
        minilm.MiniLM()


@pytest.mark.slow
def test_encoding_keeps_no_events_of_a_run_in_the_home_of_whoever_runs_it(tmp_path):
    code = "from pipeline.encoders import ENCODERS; ENCODERS['minilm']().encode(['The mill closed.'])"
    home = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache"), "TMPDIR": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    left = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    subprocess.run([sys.executable, "-c", code], env={**left, **home}, cwd=ROOT, check=True)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
