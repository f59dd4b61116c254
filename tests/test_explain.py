"""Why a segment carries a theme, in words that a reader can check."""

import pandas as pd
import pytest

from pipeline.codebook import Exemplar
from pipeline.explain import Known, coded_words, explain

EXEMPLARS = [Exemplar("The mill shut and took the wages with it.", frozenset({"work"})), Exemplar("Prayers were said.", frozenset({"faith"}))]
TEXT = "The clerk opened. Jobs went at the quay. The rest was noted."
WHY = "words: jobs, quay; most telling sentence: 2; nearest exemplar: 1 (cosine 0.71); threshold: 0.41"


def said(why, exemplars=EXEMPLARS):
    stands_there_now = {"d0#00000000-00000010": "Words that nobody coded."}
    coded = {"d0#00000000-00000010": "Wages fell\nagain.", "secret#00000000-00000010": "She was told to leave."}
    known = Known(exemplars, stands_there_now, {"youth_jobs": "Work: Young people"}, coded, frozenset({"secret"}))
    return explain(0.834, why, TEXT, known)


def test_every_number_is_looked_up():
    assert said(WHY) == (
        "Score 0.83; the theme is given from 0.41 on.",
        "Words of the codebook in it: jobs, quay.",
        "The sentence of it that speaks most for the theme: “Jobs went at the quay.”",
        "The nearest exemplar (no. 1, cosine 0.71): “The mill shut and took the wages with it.”",
    )


def test_an_exemplar_that_is_not_there_is_said_so_and_no_other_stands_in():
    (line,) = [line for line in said("nearest exemplar: 1 (cosine 0.71)", []) if "no. 1" in line]
    assert line == "The nearest text that the coder learnt from (no. 1, cosine 0.71) is not among the exemplars in use."


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ("d0#00000000-00000010", "The nearest passage that people coded (d0#00000000-00000010, cosine 0.62): “Wages fell again.”"),
        ("d9#00000000-00000010", "The nearest passage that people coded (d9#00000000-00000010, cosine 0.62)."),
        ("a passage of a document", "The nearest passage that people coded (a passage of a document, cosine 0.62)."),
        (
            "secret#00000000-00000010",
            "The nearest passage that people coded (cosine 0.62) is a passage of a document that may not be quoted.",
        ),
    ],
)
def test_a_human_code_that_was_nearest_is_shown_by_its_words_where_they_are_known(named, expected):
    assert said(f"nearest human code: {named} (cosine 0.62)")[1] == expected


CODED = "The nearest passage that people coded (d0#00000000-00000010, cosine 0.62)"


def test_words_that_stand_under_the_id_of_a_coded_passage_now_are_not_shown_as_coded():
    known = Known([], {"d0#00000000-00000010": "Words that nobody coded."}, {})
    assert explain(0.8, "nearest human code: d0#00000000-00000010 (cosine 0.62)", TEXT, known)[1] == f"{CODED}."


@pytest.mark.parametrize(
    ("path", "words", "shown"),
    [
        ("a.txt", ["Wages fell again."], True),
        ("a.txt", ["Wages fell again.", "Wages fell again."], True),  # by two coders
        ("a.txt", ["Wages fell again.", "Prayers were said."], False),  # by two draws, between which the document changed
        ("a.txt", ["Wages rose again."], False),  # not in the document any more
        ("gone.txt", ["Wages fell again."], False),  # nor the document in the study
    ],
)
def test_words_that_people_coded_are_shown_while_the_document_has_them(path, words, shown):
    documents = pd.DataFrame({"path": ["a.txt", "b.txt"], "text": ["Prayers were said.\nWages fell\nagain.", "None."]})
    returned = pd.DataFrame({"segment_id": "a#1", "path": path, "text": words})
    assert coded_words(returned, documents) == ({"a#1": "Wages fell again."} if shown else {})


def test_a_theme_that_came_through_a_sub_code_says_through_which():
    lines = said(f"sub-code youth_jobs: {WHY}")
    assert lines[1] == "It carries its sub-code Work: Young people."
    assert len(lines) == 5


@pytest.mark.parametrize(
    ("why", "expected"),
    [
        (None, ()),
        ("placed in the guided topic of work", ("Placed in the guided topic of work.",)),
        ("words: jobs", ("Words of the codebook in it: jobs.",)),
        ("by its definition alone, among the 6% most like it", ("By its definition alone, among the 6% most like it.",)),
        ("most telling sentence: 9", ()),
    ],
)
def test_what_other_coders_note_is_given_as_it_is(why, expected):
    assert said(why) == ("Score 0.83.", *expected)


def test_a_long_exemplar_is_cut_and_stays_on_one_line():
    (line,) = [line for line in said("nearest exemplar: 1 (cosine 0.5)", [Exemplar("Wages\n" * 200, frozenset())]) if "exemplar" in line]
    assert len(line) < 480
    assert "\n" not in line


def test_where_vectors_count_words_what_is_nearest_is_said_to_share_words():
    known = Known(EXEMPLARS, {}, {}, by_words=True)
    (line,) = explain(0.8, "nearest exemplar: 1 (cosine 0.31)", TEXT, known)[1:]
    assert line.startswith("The nearest exemplar, by the words they share and not by what they mean, (no. 1, cosine 0.31): “The mill shut")
    (line,) = explain(0.8, "nearest human code: d9#1 (cosine 0.31)", TEXT, known)[1:]
    assert line == "The nearest passage that people coded, by the words they share and not by what they mean, (d9#1, cosine 0.31)."
