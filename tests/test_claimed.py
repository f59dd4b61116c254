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
        ("In the experience of our drivers 40% of buses are late.", "40%", "our drivers"),
        ("The police put the number on the march at 900.", "900", "The police"),
        ("The treasurer reported that balances stood at £4,100.", "£4,100", None),
        ("The treasurer insisted that £4,100 was missing.", "£4,100", "The treasurer"),
        ("A survey for the traders says 68% oppose the scheme.", "68%", "A survey for the traders"),
        ("We estimate that 40% of buses are late.", "40%", None),
        ("Tenants, who said that 12% had moved, were angry.", "12%", "Tenants"),
        ("Of the 58 parishes 46 answered, and some said no.", "46", None),
        ("The minister was here in May, saying there was £5 million for the wall.", "£5 million", "The minister"),
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


@pytest.mark.parametrize(
    "sentence", ["It is claimed that 61% were never asked.", "Allegedly 61% were never asked.", "Some 61% are said to have left."]
)
def test_what_nobody_in_particular_is_said_to_claim_is_claimed_all_the_same(sentence: str) -> None:
    assert status(sentence, None, disputed=False) == "claimed"


def test_challenges_of_a_town_dispute_nothing() -> None:
    assert disputes("The council has £2 million for the town.", ["This will help the town to meet its challenges."]) == []
