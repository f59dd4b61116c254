import pytest

from pipeline.named_words import words_of
from pipeline.sentences import sentence_spans
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
    words = set(content_forms((word for text in TEXTS for word in words_of(text)), names=names).values())
    assert {"police", "mosque", "family"} <= words
    assert not words & {"priya", "whitlock", "luton", "the", "met"}


def test_given_names_are_left_out_even_if_common():
    assert set(content_forms(words_of("the harbour trust and its boats"), ["Harbour Trust"]).values()) == {"boat"}


def test_names_are_the_same_where_the_sentences_are_known():
    cut = [*TEXTS, "One came late. Nobody from Little Whitlock did."]  # an invented place
    assert found_names(cut, spans=sentence_spans(cut)) == found_names(cut)
