"""Ids of new codes are made from names alone, so that they stay from one import to the next."""

import re
import string

from hypothesis import given
from hypothesis import strategies as st

from pipeline.new_code_ids import new_code_id, new_code_ids

NAMES = st.sets(st.text(min_size=1, max_size=80), max_size=8)


@given(NAMES)
def test_an_id_is_one_that_a_codebook_may_have_and_none_is_reserved(names):
    for name in names:
        made = new_code_id(name)
        assert re.fullmatch(r"[a-z][a-z0-9_]*", made)
        assert made != "none"


@given(st.lists(st.text(string.printable, min_size=1, max_size=5), max_size=8, unique=True), st.randoms())
def test_the_order_of_names_makes_no_difference_and_no_two_codes_have_one_id(names, random):
    made = new_code_ids(names, {"work"})
    shuffled = random.sample(names, len(names))
    assert new_code_ids(shuffled, {"work"}) == made
    assert "work" not in made.values()
    assert len(set(made.values())) == len({" ".join(name.casefold().split()) for name in names})


def test_accents_are_taken_off_and_what_has_no_letters_of_ours_is_told_apart_by_a_hash():
    assert new_code_id("Y Tŷ: Crèche") == "y_ty_creche"
    assert new_code_id("Дети 2") != new_code_id("Парки 2")
    assert new_code_id("Дети 2").startswith("code_2_")
    assert new_code_id("a" * 80) != new_code_id("a" * 81)


def test_the_id_of_a_name_is_the_same_whatever_else_was_given_before():
    assert new_code_ids(["Trams", "Buses"], set())["Trams"] == new_code_ids(["Trams", "Acorns", "Zebras"], {"work"})["Trams"] == "trams"
