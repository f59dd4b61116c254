"""A theme's words guide its topic: those of its codebook text and those that set its exemplars apart."""

from __future__ import annotations

import numpy as np

from pipeline.codebook import Codebook, Exemplar, Theme
from pipeline.word_counts import WordReader
from pipeline.word_guides import word_guides

READER = WordReader(("church", "job", "town", "wage"), {}, np.ones(4))
BOOK = Codebook(
    version="1",
    theme=(
        Theme(id="work", name="Work", definition="Jobs.", seeds=("job",)),
        Theme(id="prayer", name="Prayer", definition="Churches.", include=("a church in town",)),
        Theme(id="sea", name="Sea", definition="Boats and tides."),
    ),
)
EXEMPLARS = [
    Exemplar("Wages in the town fell.", frozenset({"work"})),
    Exemplar("The church of the town.", frozenset({"prayer"})),
    Exemplar("The town.", frozenset()),
]


def weights(theme, exemplars=EXEMPLARS):
    return dict(zip(READER.vocabulary, word_guides(BOOK, exemplars, READER)[BOOK.theme_ids.index(theme)], strict=True))


def test_seeds_and_words_of_exemplars_guide_and_words_of_every_exemplar_do_not():
    work = weights("work")
    assert work["job"] > 0
    assert work["wage"] > 0
    assert work["town"] == work["church"] == 0


def test_without_exemplars_the_codebook_alone_guides():
    assert weights("work", [])["wage"] == 0
    assert weights("prayer", [])["church"] > weights("prayer", [])["town"] > 0


def test_a_theme_of_which_the_segments_have_no_word_has_a_guide_of_nothing_and_the_others_unit_length():
    np.testing.assert_allclose(np.linalg.norm(word_guides(BOOK, EXEMPLARS, READER), axis=1), [1, 1, 0])
