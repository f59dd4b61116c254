"""Questions and answers are told apart by the session they are of; people and papers are invented."""

import pytest

from pipeline.sources import Block, Source
from pipeline.structure import refine

ASKED = ("Q1 Mr Hale: Why did the club close?", "Q2 Mr Hale: And the hall?", "Q3 Chair: Has the county been asked?")
WHY = "But who is to pay for a bus that nobody takes, when every household on the hill has two cars and a van?"


def voices(*pieces):
    blocks, text = [], ""
    for kind, words in pieces:
        blocks.append(Block(kind, len(text), len(text) + len(words)))
        text += words + "\n\n"
    return [block.voice for block in refine(Source(text, tuple(blocks), "text/plain"))]


def session(*turns):
    return voices(*(("paragraph", turn) for turn in turns))


def test_a_witness_who_asks_back_is_heard_as_a_witness():
    answer = "Ms Ash: The grant ended in March and nobody had told us."
    found = session(ASKED[0], answer, ASKED[1], f"Ms Ash: {WHY}", ASKED[2], answer)
    assert found == [None, None, None, "own", None, None]


def test_a_member_who_only_asks_is_no_witness():
    answer = "Ms Ash: The grant ended in March and nobody had told us."
    assert session(*ASKED, answer, "Mrs Webb: Did it? Who knew?", answer, "Mrs Webb: And when?") == [None] * 7


def test_words_that_a_witness_quotes_stay_quoted():
    answer = "Ms Ash: The grant ended in March and nobody had told us."
    quoting = "Ms Ash: They wrote “the club is closed for good and the keys are to be handed in”. Why?"
    assert session(*ASKED, answer, quoting) == [None] * 5


def test_without_numbered_questions_nobody_is_a_witness():
    assert session("Mr Hale: Why?", f"Ms Ash: {WHY}", "Mr Hale: And?", "Ms Ash: We closed.", "Mr Hale: So?", "Ms Ash: So.") == [None] * 6


@pytest.mark.parametrize("head", ["Answer", "Response", "Reply:", "Our response"])
def test_what_stands_between_question_and_answer_is_a_question(head):
    said = "If so, what was the funding for? The answer should go back five years."
    found = voices(
        ("heading", "Alder Council"), ("heading", "Question 2"), ("paragraph", said), ("heading", head), ("paragraph", "It was for a bus.")
    )
    assert found == [None, None, "question", None, None]


def test_findings_under_a_question_of_a_survey_are_no_question():
    assert voices(("heading", "Question 2"), ("paragraph", "Most said yes."), ("heading", "Question 3"), ("paragraph", "Few did.")) == [None] * 4


def test_thanks_of_one_who_asks_are_no_question():
    answer = "Ms Ash: The grant ended in March and nobody had told us."
    closing = (
        "Chair: That is all for today. Thank you very much for coming.",
        "Chair: Thank you. Is that the only club?",
        "Chair: We shall come back to that.",
    )
    assert session(*ASKED, answer, *closing) == [None] * 4 + ["own", None, None]


GUEST = "The Chair welcomed members, and Ada Thorne, who leads a review of youth work in Alder."
SAID = "Ada stated that the review will look at three matters in the winter:"
FLOOR = "The floor was opened up for questions:"
FROM_FLOOR = "Members spoke of the wardens and of the cold hall. They asked whether the county will pay for them next year."


def record(*pieces):
    blocks, text = [], ""
    for kind, words in pieces:
        blocks.append(Block(kind, len(text), len(text) + len(words)))
        text += words + "\n\n"
    return refine(Source(text, tuple(blocks), "text/plain"))


def test_a_guest_who_is_named_in_full_once_is_the_speaker_where_the_first_name_says_something():
    item, last = "· Trust between the streets of the hill.", "In response, Ada stressed that the hall needs a new roof before the winter comes."
    made = record(("paragraph", GUEST), ("paragraph", SAID), ("list_item", item), ("paragraph", last), ("paragraph", "The hall was full that night."))
    assert [block.speaker for block in made][1:] == ["Ada Thorne"] * 3 + [None]
    for other in ("Ada Finch sent her apologies from the county.", "It was ada who came."):
        made = record(("paragraph", GUEST), ("paragraph", other), ("paragraph", SAID), ("paragraph", last))
        assert [block.speaker for block in made][2:] == [None, None]
    assert [block.speaker for block in record(("paragraph", GUEST), ("paragraph", SAID))][1] is None


def test_what_those_on_the_floor_ask_is_a_question_and_what_they_are_told_is_none():
    heard = "Members noted that the wardens are few and that the nights on the hill are long."
    pieces = (("paragraph", FLOOR), ("list_item", FROM_FLOOR), ("list_item", heard), ("heading", "Budget"), ("paragraph", FROM_FLOOR))
    assert [block.voice for block in record(("paragraph", GUEST), *pieces)] == [None, None, "question", None, None, None]
    assert [block.voice for block in record(("paragraph", GUEST), ("list_item", FROM_FLOOR))] == [None, None]
