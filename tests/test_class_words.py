"""Words that set classes apart count by documents, and what all classes say names none."""

from __future__ import annotations

import numpy as np

from pipeline.class_words import class_words, unrepeated

SUBJECTS = ["stop", "rent", "damp"]  # of three classes, each in three documents, with the town
WORDS = [[subject, "town"] for subject in SUBJECTS for _ in "abc"] + [["bus"] * 9, ["tide"]]
DOCUMENTS = [*"abcabcabc", "a", "d"]
LABELS = np.array([0, 0, 0, 1, 1, 1, 2, 2, 2, 0, -1])


def test_a_word_of_three_documents_comes_before_one_that_a_single_document_repeats():
    assert class_words(WORDS, DOCUMENTS, LABELS, 3, 5) == (("stop", "bus"), ("rent",), ("damp",))


def test_a_word_that_all_classes_have_names_none_and_a_text_of_no_class_counts_for_none():
    said = {word for own in class_words(WORDS, DOCUMENTS, LABELS, 3, 5) for word in own}
    assert not said & {"town", "tide"}


def test_a_class_without_a_text_has_no_words_and_the_order_of_texts_does_not_matter():
    found = class_words(WORDS, DOCUMENTS, LABELS, 4, 5)
    assert found[3] == ()
    assert class_words(WORDS[::-1], DOCUMENTS[::-1], LABELS[::-1], 4, 5) == found
    assert class_words([], [], np.array([]), 2, 5) == ((), ())


def test_a_word_is_not_said_again_within_a_phrase():
    assert unrepeated(["social_housing", "housing", "damp", "damp_wall", "tenant"], 3) == ("social housing", "damp", "damp wall")


def test_of_two_classes_a_word_as_common_in_both_names_neither():
    words = [["wage", "shop"]] * 6 + [["bus", "shop"]] * 6
    found = class_words(words, [*"abcdefabcdef"], np.repeat([0, 1], 6), 2, 5)
    assert found == (("wage",), ("bus",))


def test_where_there_is_one_class_its_words_name_it():
    assert class_words([["wage", "shop"]] * 3, [*"abc"], np.zeros(3, int), 1, 5) != ((),)
