"""A word model reads the words it knows in any text, each text on its own."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.word_counts import WordReader, learn_reader

READER = WordReader(("child", "church", "party", "social_housing", "tenant"), {"children": "child", "housing": "housing"}, np.ones(5))


def read(text):
    found = READER.rows([text]).toarray()[0]
    return {word for word, weight in zip(READER.vocabulary, found, strict=True) if weight}


def test_nouns_are_read_in_singular_and_plural_and_as_they_were_written():
    assert read("The Churches held parties for tenants and children.") == {"church", "party", "tenant", "child"}


def test_a_pair_is_read_where_its_words_stand_together():
    assert read("Social housing is scarce.") == {"social_housing"}
    assert read("The social side of housing.") == set()


@pytest.mark.parametrize("text", ["We were social. Housing is scarce.", "social, housing", "social 3 housing", "social\n\nhousing"])
def test_a_mark_a_number_or_a_new_paragraph_parts_a_pair(text):
    assert read(text) == set()


@pytest.mark.parametrize("text", ["social  housing", "social\nhousing"])
def test_spaces_and_the_end_of_a_line_part_no_pair(text):
    assert read(text) == {"social_housing"}


def test_rows_have_unit_length_and_hang_on_no_other_text():
    texts = ["tenants and tenants of a church", "nothing of it", "children"]
    rows = READER.rows(texts)
    np.testing.assert_allclose(np.linalg.norm(rows.toarray(), axis=1), [1, 0, 1])
    np.testing.assert_array_equal(rows.toarray(), np.vstack([READER.rows([text]).toarray() for text in texts]))
    assert rows[0, 4] == 2 * rows[0, 1]


def test_a_word_of_few_texts_weighs_more_and_irregular_forms_are_learnt():
    reader = learn_reader([["child", "bus"], ["bus"], ["bus"]], {"children": "child", "buses": "bus", "mice": "mouse"})
    assert reader.vocabulary == ("bus", "child")
    assert reader.forms == {"children": "child"}
    np.testing.assert_allclose(reader.weights, [1, np.log(2) + 1])
    assert reader.rows(["children, mice and buses"]).nnz == 2


def test_no_word_at_all_is_no_mistake():
    assert learn_reader([], {}).rows(["some text"]).shape == (1, 0)
