import pytest

from pipeline.vocabulary import content_forms, found_names, lemmas

TEXTS = [
    "The police met Priya Whitlock in Luton. In Luton the mosques were open, and Priya Whitlock thanked the Muslim families.",
    "Families in Luton heard that Priya Whitlock had written to Luton Borough Council about the buses.",
]


def test_nouns_lose_their_plural_and_adjectives_stay():
    found = lemmas(["mosques", "families", "data", "trawler", "quickly", "harbour"])
    assert found["mosques"] == "mosque"
    assert found["families"] == "family"
    assert found["data"] == "data"
    assert found["trawler"] == "trawler"
    assert "quickly" not in found


@pytest.mark.slow
def test_names_of_people_and_places_name_no_topic_but_religions_do():
    names = found_names(TEXTS)
    assert {"priya", "whitlock", "luton"} <= names
    assert "muslim" not in names
    words = set(content_forms(TEXTS).values())
    assert {"police", "mosque", "family"} <= words
    assert not words & {"priya", "whitlock", "luton", "the", "met"}


def test_given_names_are_left_out_even_if_common():
    assert set(content_forms(["the harbour trust and its boats"], ["Harbour Trust"], names=True).values()) == {"boat"}
