"""How a figure is given: official, reported, claimed or contested."""

from __future__ import annotations

import pytest

from pipeline.claimed import claimed_by, content_words, disputes, status


@pytest.mark.parametrize(
    ("sentence", "figure", "who"),
    [
        ("A trader from Ashby said that 40 of the 90 shops had closed.", "40", "A trader from Ashby"),
        ("According to the tenants’ group, 61% were never asked.", "61%", "the tenants’ group"),
        ("The survey says that 61% were asked.", "61%", None),
        ("Some 61% were asked.", "61%", None),
        ("An estimated 3,000 people came.", "3,000", None),
        ("The number of reported incidents rose to 340.", "340", None),
        ("In 2004 it was reported that 340 came.", "340", None),
        ("Some 2,400 marched, organisers said.", "2,400", "organisers"),
    ],
)
def test_who_claims_a_figure_is_named_as_the_sentence_names_them(sentence: str, figure: str, who: str | None) -> None:
    assert claimed_by(sentence, sentence.index(figure), None) == who


def test_a_speaker_claims_what_no_other_is_said_to_claim() -> None:
    assert claimed_by("Some 61% were never asked.", 5, "a speaker") == "a speaker"


def test_a_dispute_weighs_more_than_a_claim_and_a_claim_more_than_a_source() -> None:
    census = "The census shows 61% in work."
    assert status(census, None, disputed=False) == "official"
    assert status("Some 61% are in work.", None, disputed=False) == "reported"
    assert status(census, "a speaker", disputed=False) == "claimed"
    assert status(census, "a speaker", disputed=True) == "contested"


def test_a_sentence_disputes_what_it_points_back_to_or_shares_words_with() -> None:
    figure = "A delegate said that 40 of the 90 marchers came from Ashby."
    assert disputes(figure, ["It rained all day.", "Others felt that the marchers were mostly from outside Ashby."]) == [1]
    assert disputes(figure, ["This was disputed by the police."]) == [0]
    assert disputes(figure, ["The bus company disputed its parking fines with the county."]) == []


def test_words_alike_in_six_letters_are_one() -> None:
    assert content_words("protest protests protesters of the town") == {"protes", "town"}


def test_another_figure_put_against_it_disputes_it() -> None:
    assert disputes("About 2,400 people marched.", ["The police put the number on the march at 900."]) == [0]
