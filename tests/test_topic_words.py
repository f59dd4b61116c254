import pytest

from pipeline.topic_words import naming_words

TEXTS = (
    "She bemoans the damp in social housing, and the tenants hand in a petition about the damp walls.",
    "Tenants of social housing complained of damp walls; the petition was handed to Priya Whitlock.",
    "The petition on social housing was read out, and tenants save for a boiler.",
    "Young people had a bicycle shed built, and the tenants wrote a petition.",
)
pytestmark = pytest.mark.slow


def words_in(texts=TEXTS, given=(), documents=("a", "b", "c", "d")):
    return {word for words in naming_words(texts, documents[: len(texts)], given).words for word in words}


def test_nouns_and_adjectives_with_their_noun_name_a_topic_and_verbs_and_names_do_not():
    words = words_in()
    assert {"tenant", "petition", "housing", "social_housing"} <= words
    assert not words & {"bemoan", "bemoans", "hand", "save", "social", "priya", "whitlock", "write"}


def test_a_word_of_too_few_documents_names_no_topic():
    assert not words_in() & {"bicycle", "shed", "boiler"}  # half of four documents are two
    assert "boiler" in words_in(documents=("a", "a", "a", "a"))
    assert "boiler" not in words_in(TEXTS * 2, documents="abcdefgh")  # three are needed, two have it


def test_words_of_given_names_are_left_out():
    assert "petition" not in words_in(given=["Petition Trust"])


def test_a_word_that_is_a_noun_here_and_mostly_a_verb_elsewhere_is_left_out():
    texts = ("They print leaflets.", "They print posters.", "We print everything.", "The print was old.")
    assert "print" not in words_in(texts)


def test_a_noun_of_offices_names_a_topic_only_with_its_adjective_and_the_end_of_a_word_after_a_hyphen_does_not():
    texts = ("The social support process failed.", "A support process, and the co-ordinator left.", "The co-ordinator of social support.")
    words = words_in(texts, documents=("a", "a", "a"))
    assert "social_support" in words
    assert not words & {"support", "process", "ordinator"}


def test_the_forms_in_which_nouns_are_written_are_noted():
    assert naming_words(["The children met the tenants."], ["a"]).forms == {"children": "child", "tenants": "tenant"}
