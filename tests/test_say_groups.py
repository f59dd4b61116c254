"""Sentences on groups have documents as their subject, every number of their row, and no word that the row does not bear out."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from invented_study import Invented, contrast, distance
from scipy.stats import binomtest

from pipeline.config import Track
from pipeline.evidence import rows_of
from pipeline.quantify import REACH, Sources, word_for, words_for
from pipeline.say_groups import Told, say_contrast, say_twin
from pipeline.tables import TABLES

ALTERNATING = Invented(years=(2008,) * 24)  # economy is in every document from Oldham, and in none from Luton; types alternate likewise
TOLD = Told(ALTERNATING.documents(), ALTERNATING.document_themes(), ALTERNATING.codebook, Track())
CENSUS = Told(TOLD.documents, TOLD.document_themes, TOLD.codebook, Track(design="census"))


def said(told: Told = TOLD, **changes: Any) -> str:
    (row,) = rows_of(TABLES["contrasts"].frame([contrast(**changes)]))
    return say_contrast(row, told)


def test_a_claimed_difference_has_its_size_interval_and_documents() -> None:
    assert said(verdict="higher in b", difference=-0.2, low=-0.3, high=-0.1) == (
        "In the set, the 9 documents from Oldham carry Economy in a larger share of their codable segments than the 12 documents from Luton: "
        "20.0 points more (95% interval 10.0 to 30.0; q\u00a0=\u00a00.004; machine-coded, uncorrected). It is in none of the sources from Luton "
        "(0 of 12) and in all of the sources from Oldham (12 of 12). Of those from Luton, at most 6.1% of such segments would be compatible with "
        "finding none, at 95%."
    )


def test_no_clear_difference_is_said_with_what_fits_and_without_words_that_differ() -> None:
    sentence = said(verdict="no clear difference", difference=0.03, low=-0.08, high=0.14, q=0.4)
    assert sentence.startswith(
        "The 12 documents from Luton and the 9 from Oldham in the set cannot be told apart on Economy: +3.0 points is what was found,"
    )
    assert "−8.0 to +14.0 is what fits" in sentence
    assert "It is in sources from Luton (0 of 12) and in sources from Oldham (12 of 12)." in sentence


def test_no_difference_says_of_which_size() -> None:
    sentence = said(verdict="no difference", difference=0.01, low=-0.04, high=0.06, standardised_to=["minutes", "press_release"])
    assert (
        "differ by less than 10 points on Economy, at the same mix of minutes and press release (+1.0 points, 95% interval −4.0 to +6.0;" in sentence
    )


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("no source type in common", "have no source type in common, so they are not held together on Economy."),
        ("hardly occurs", "Economy hardly occurs in the 12 documents from Luton and the 9 from Oldham in the set"),
        ("too few sources", "The 12 documents from Luton and the 9 from Oldham in the set are too few to say whether they differ on Economy."),
        ("no small p possible", "are too few to say whether they differ on Economy."),
    ],
)
def test_what_cannot_be_said_is_said_to_be_so(reason: str, words: str) -> None:
    assert words in said(verdict="too little evidence", reason=reason)


def test_only_documents_of_the_shared_types_are_counted() -> None:
    assert "(12 of 12)" in said(standardised_to=["minutes", "press_release"])
    assert "It is in" not in said(standardised_to=["minutes"]), "no document from Oldham is of this type"


def test_a_census_has_no_interval() -> None:
    assert "(a census: no interval, no test; machine-coded, uncorrected)" in said(CENSUS, low=None, high=None, p=None, q=None)


@pytest.mark.parametrize("verdict", ["higher in a", "higher in b", "no clear difference", "no difference", "too little evidence"])
@pytest.mark.parametrize("kind", ["place", "source_type", "publisher", "size"])
def test_every_sentence_ends_and_never_has_a_place_as_its_subject(verdict: str, kind: str) -> None:
    sentence = said(verdict=verdict, group_kind=kind, a="Luton", b="Oldham")
    assert sentence.endswith(".")
    assert not sentence.startswith(("Luton", "Oldham"))
    assert "document" in sentence
    assert "nan" not in sentence


def twin(group: str, *rows: dict[str, object], told: Told = TOLD) -> str:
    return say_twin("place", group, TABLES["distances"].frame(list(rows)), told)


def test_the_nearest_are_named_with_the_themes_on_which_they_differ() -> None:
    near = distance(a="Derby", b="Luton", excess=0.1, low=0.05, high=0.2, nearest_a=1, nearest_b=1, n_a=7)
    assert twin("Luton", near, distance(nearest_a=2)) == (
        "The documents from Luton in the set spread over the themes most like those from Derby (9 documents and 7; Jensen-Shannon distance beyond chance "
        "0.10, 95% interval 0.05 to 0.20; machine-coded, uncorrected), and yet can be told apart from them; they differ most in Economy."
    )


def test_others_that_are_as_near_are_counted() -> None:
    rows = [distance(b=f"Place {n}", nearest_a=n, verdict="not told apart", excess=0.0, low=0.0) for n in (1, 2, 3)]
    assert twin("Luton", *rows).endswith("what difference there is lies most in Economy. Nor can they be told apart from those of 2 other groups.")


def test_who_has_no_twin_is_told_why() -> None:
    nothing = dict.fromkeys(("distance", "by_chance", "excess", "low", "high", "p", "q", "nearest_a", "nearest_b"))
    row = distance(**nothing, verdict="too little evidence", reason="too few sources")
    assert twin("Luton", row).startswith("No other documents can be held against those from Luton")


def test_words_grow_with_the_count_and_stay_within_the_reach_of_their_interval() -> None:
    ranks = ["none", "few", "some", "many", "most", "all"]
    for n in (1, 3, 8, 20, 60):
        words = [word_for(Sources(k, n)) for k in range(n + 1)]
        known = [ranks.index(word) for word in words if word]
        assert known == sorted(known)
        for k, word in enumerate(words):
            if word in REACH:
                ends = binomtest(k, n).proportion_ci(0.95)
                assert REACH[word][0] <= ends.low
                assert ends.high <= REACH[word][1]
    assert {word_for(Sources(k, 60)) for k in range(61)} >= set(ranks)


def test_a_census_has_a_word_for_every_count() -> None:
    assert [word_for(Sources(k, 8), sampled=False) for k in range(9)] == ["none", "few", *["some"] * 2, *["many"] * 2, *["most"] * 2, "all"]


def test_words_of_two_sides_never_say_more_than_the_verdict() -> None:
    ranks = ["none", "few", "some", "many", "most", "all"]
    for k, m, verdict in product(range(0, 41, 4), range(0, 41, 4), ("first", "second", "neither")):
        one, other = words_for(Sources(k, 40), Sources(m, 40), verdict)
        assert (one is None) == (other is None)
        if one and other:
            sizes = ranks.index(one), ranks.index(other)
            assert {"first": sizes[0] >= sizes[1], "second": sizes[0] <= sizes[1], "neither": sizes[0] == sizes[1]}[verdict]


def test_no_sources_have_no_word() -> None:
    assert word_for(Sources(0, 0)) is None
