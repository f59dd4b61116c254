import numpy as np
import pytest

from pipeline.encoders import minilm
from pipeline.errors import ModelError


@pytest.mark.slow
def test_like_meanings_lie_nearer_than_unlike_ones():
    one, two, other = minilm.MiniLM().encode(["The mosque opened its doors", "Muslims welcomed visitors to prayers", "The bus was late"])
    assert one @ two > one @ other + 0.2


@pytest.mark.slow
def test_a_vector_does_not_depend_on_its_batch():
    encoder = minilm.MiniLM()
    texts = [f"{'word ' * n}end" for n in range(1, 40)]
    np.testing.assert_array_equal(encoder.encode(texts)[17], encoder.encode(texts[17:18])[0])


def test_altered_weights_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(minilm, "WEIGHTS", (*minilm.WEIGHTS[:2], "0" * 64))
    with pytest.raises(ModelError, match="is not the file that was published"):
        minilm.MiniLM()


def test_a_missing_package_is_named(monkeypatch):
    monkeypatch.setattr(minilm, "TOKENIZER", ("no_such_weights", "x", ""))
    with pytest.raises(ModelError, match="The package no-such-weights"):
        minilm.MiniLM()
