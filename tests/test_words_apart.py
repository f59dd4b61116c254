import numpy as np
import pytest

from pipeline.words_apart import _z_scores, distinctive

MILL = [["mill", "loom", "town"] * 5] * 4
PORT = [["port", "boat", "town"] * 5] * 4


def test_words_of_each_side_are_found_and_shared_ones_are_not():
    assert distinctive(MILL, PORT, 5, prior_words=1.0) == (["loom", "mill"], ["boat", "port"])


def test_swapping_the_sides_swaps_the_answer():
    assert distinctive(PORT, MILL, 5, prior_words=1.0) == distinctive(MILL, PORT, 5, prior_words=1.0)[::-1]


def test_a_word_of_one_document_counts_not():
    assert distinctive([["rare"] * 50, ["town"], ["town"]], [["town"]] * 3, 5, prior_words=1.0)[0] == []


def test_no_words_give_no_answer():
    assert distinctive([[]], PORT, 5) == ([], [])


def test_the_formula_gives_the_hand_worked_value():
    z = _z_scores(np.array([[3.0, 1.0], [1.0, 3.0]]), prior_words=2.0)  # prior 1 and 1: odds 4:2 and 2:4
    assert z[0] == pytest.approx((np.log(2) - np.log(0.5)) / np.sqrt(1 / 4 + 1 / 2))
    assert z[1] == pytest.approx(-z[0])


def test_rare_words_are_shrunk():
    z = _z_scores(np.array([[1.0, 100.0, 400.0], [0.0, 0.0, 500.0]]), prior_words=100.0)
    assert 0 < z[0] < z[1]
