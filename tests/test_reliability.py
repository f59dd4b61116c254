"""Alpha and MASI against the worked examples of their papers."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.reliability import Agreed, alpha, masi, percent_agreement, verdict

NONE = "."


def ratings(*lines):
    table = pd.DataFrame({number: list(line.replace(" ", "")) for number, line in enumerate(lines)}, dtype=object)
    return table.where(table != NONE, np.nan), pd.Series([f"d{n % 4}" for n in range(len(table))])


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("0100000010", "1110010000"), 0.095),  # Krippendorff (2011), A: binary data, two observers
        (("aabbdcccedda", "babbbccceddd"), 0.692),  # B: nominal data, two observers
        (("12332141 2...", "12332241 25.3", ".3332342 251.", "12332441 251."), 0.743),  # C: nominal data, four observers, some missing
    ],
)
def test_alpha_is_that_of_krippendorffs_examples(lines, expected):
    assert alpha(*ratings(*lines)).value == pytest.approx(expected, abs=0.0006)


@pytest.mark.parametrize(
    ("one", "other", "similarity"),
    [
        ("a", "a", 1),
        ("", "", 1),  # both say none
        ("ab", "abcd", 2 / 3 * 1 / 2),  # one holds the other
        ("abc", "abd", 1 / 3 * 2 / 4),  # they meet
        ("ab", "cd", 0),
        ("", "a", 0),
    ],
)
def test_masi_weighs_the_jaccard_index_as_passonneau_does(one, other, similarity):
    assert 1 - masi(frozenset(one), frozenset(other)) == pytest.approx(similarity)
    assert masi(frozenset(one), frozenset(other)) == masi(frozenset(other), frozenset(one))


def test_alpha_of_sets_with_masi_is_that_by_hand():
    sets = pd.DataFrame({"anna": [frozenset("a"), frozenset("ab"), frozenset()], "ben": [frozenset("a"), frozenset("a"), frozenset()]}, dtype=object)
    measured = alpha(sets, pd.Series(["x", "y", "z"]), masi)
    half = 1 - 2 / 3 * 1 / 2  # {a} and {a, b}
    observed = 2 * half / 6
    pairs = 2 * (3 * 1 * half + 3 * 2 * 1 + 1 * 2 * 1)  # three times {a}, once {a, b}, twice none
    assert measured.value == pytest.approx(1 - observed / (pairs / (6 * 5)))


def test_perfect_agreement_is_one_and_no_variation_is_not_known():
    names = pd.Series(["x", "y", "z"])
    assert alpha(pd.DataFrame({"a": [1, 0, 1], "b": [1, 0, 1]}), names).value == 1
    nothing = alpha(pd.DataFrame({"a": [0, 0, 0], "b": [0, 0, 0]}), names)
    assert np.isnan(nothing.value)
    assert verdict(nothing) == "not known"
    assert alpha(pd.DataFrame({"a": [1, np.nan], "b": [np.nan, 1]}), names[:2]).n_segments == 0


@settings(max_examples=20)
@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=4, max_size=30))
def test_order_of_segments_and_of_coders_does_not_matter(pairs):
    table = pd.DataFrame(pairs, columns=["a", "b"], dtype=object)
    names = pd.Series([f"d{n % 3}" for n in range(len(table))])
    one, two = alpha(table, names).value, alpha(table[::-1][["b", "a"]], names[::-1]).value
    assert one == pytest.approx(two, nan_ok=True)


def test_of_one_document_agreement_has_no_interval_and_is_not_known_to_be_reliable():
    table = pd.DataFrame({"a": [True, False] * 10, "b": [True, False] * 10})
    for measured in (alpha(table, pd.Series(["one"] * 20)), percent_agreement(table, pd.Series(["one"] * 20))):
        assert measured.value == 1
        assert np.isnan([measured.low, measured.high]).all()
        assert verdict(measured) == "too few documents"


def test_documents_that_hold_nothing_but_the_commonest_value_bear_on_no_alpha():
    """Two coders give a theme alike in some documents, and both withhold it in fifty more."""
    for documents, known in ((11, False), (12, True)):
        given = [True, False] * documents + [False] * 50
        names = pd.Series([f"d{n // 2}" for n in range(2 * documents)] + [f"e{n}" for n in range(50)])
        measured = alpha(pd.DataFrame({"a": given, "b": given}), names)
        assert measured.value == 1
        assert np.isfinite(measured.low) == known
        assert measured.low < 1 or not known


def test_intervals_are_wider_where_disagreement_is_one_documents():
    given_by = pd.DataFrame({"a": [n % 2 for n in range(144)]})
    given_by["b"] = [1 - a if n < 12 else a for n, a in enumerate(given_by["a"])]
    together, apart = pd.Series([f"d{n // 12:02}" for n in range(144)]), pd.Series([f"d{n % 12:02}" for n in range(144)])
    one, two = alpha(given_by, together), alpha(given_by, apart)
    assert one.value == two.value
    assert one.high - one.low > two.high - two.low


def test_percent_agreement_counts_pairs():
    table = pd.DataFrame({"a": [1, 0, 1], "b": [1, 1, np.nan], "c": [1, 0, 1]})
    measured = percent_agreement(table, pd.Series(list("xyz")))
    assert measured.value == pytest.approx((3 + 1 + 1) / (3 + 3 + 1))
    assert measured.n_segments == 3


@pytest.mark.parametrize(
    ("low", "said"), [(0.8, "reliable"), (0.79, "tentative conclusions only"), (0.667, "tentative conclusions only"), (0.66, "not reliable")]
)
def test_the_lower_end_decides(low, said):
    assert verdict(Agreed(0.9, low, 0.99, 100, 10)) == said


def test_coders_who_never_differ_are_no_less_reliable_than_coders_who_do():
    names = pd.Series([f"d{n // 16}" for n in range(200)])
    one = np.arange(200) % 2 == 0
    perfect = pd.DataFrame({"a": one, "b": one})
    never = alpha(perfect, names), percent_agreement(perfect, names)
    once = alpha(perfect.assign(b=one ^ (np.arange(200) == 7)), names), percent_agreement(perfect.assign(b=one ^ (np.arange(200) == 7)), names)
    for best, worse in zip(never, once, strict=True):
        assert worse.low < best.low < 1
        assert worse.high - worse.low > best.high - best.low
    assert verdict(never[0]) == "reliable"


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=16, max_size=60))
def test_intervals_hold_their_value(pairs):
    table = pd.DataFrame(pairs, columns=["a", "b"], dtype=object)
    names = pd.Series([f"d{n % 10}" for n in range(len(table))])
    for measured in (alpha(table, names), percent_agreement(table, names)):
        assert np.isnan(measured.low) or measured.low <= measured.value <= measured.high


def test_coders_who_always_differ_have_an_interval_that_holds_their_alpha():
    one = np.arange(48) % 2 == 0
    measured = alpha(pd.DataFrame({"a": one, "b": ~one}), pd.Series([f"d{n // 2}" for n in range(48)]))
    assert measured.low <= measured.value < -0.9
    assert measured.value < measured.high < 0
