"""Proposals: what a sentence recommends, commits to, asks for or says is done, and what is none of these."""

from __future__ import annotations

import pytest

from pipeline.proposals import proposals


@pytest.mark.parametrize(
    ("sentence", "kind", "owner", "action", "deadline"),
    [
        (
            "The Council should publish its cohesion figures every spring.",
            "recommendation",
            "The Council",
            "publish its cohesion figures every spring",
            None,
        ),
        ("We recommend that the police meet young people each month.", "recommendation", "the police", "meet young people each month", None),
        ("We will open a youth centre in Ashby by March 2012.", "commitment", "We", "open a youth centre in Ashby by March 2012", "by March 2012"),
        (
            "A hardship fund will be set up by the county council.",
            "commitment",
            "the county council",
            "A hardship fund will be set up by the county council",
            None,
        ),
        ("Members urged the government to restore the grant.", "request", "the government", "restore the grant", None),
        ("The forum called for a new bus to the estate.", "request", None, "a new bus to the estate", None),
        ("The partnership has launched a mentoring scheme.", "done", "The partnership", "launched a mentoring scheme", None),
        (
            "The committee agreed to write to the minister within two weeks.",
            "commitment",
            "The committee",
            "write to the minister within two weeks",
            "within two weeks",
        ),
    ],
)
def test_kind_owner_action_and_deadline(sentence: str, kind: str, owner: str | None, action: str, deadline: str | None) -> None:
    [found] = proposals([sentence])
    assert found is not None
    assert (found.kind, found.owner, found.action, found.deadline) == (kind, owner, action, deadline)
    assert found.action in sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "The next meeting will be held on 4 May.",
        "RESOLVED that the minutes be approved.",
        "Should the council publish its figures?",
        "Prices will rise again.",
        "It should be noted that three members were absent.",
        "We should remember those who came before.",
        "They discussed how the council should respond.",
        "The council does not recommend that the library close.",
        "The market has been there for ages.",
    ],
)
def test_what_proposes_nothing_is_none(sentence: str) -> None:
    assert proposals([sentence]) == [None]


def test_each_sentence_has_its_own_answer_in_order() -> None:
    found = proposals(["It rained.", "The board must appoint a clerk.", "Nobody spoke."])
    assert [one.kind if one else None for one in found] == [None, "recommendation", None]


@pytest.mark.parametrize(
    ("sentence", "action"),
    [
        ("The county council will not sell the library.", "not sell the library"),
        ("The council must never close the pool.", "never close the pool"),
        ("The board will no longer fund the festival.", "no longer fund the festival"),
    ],
)
def test_what_is_not_to_be_done_says_so(sentence: str, action: str) -> None:
    [found] = proposals([sentence])
    assert found is not None
    assert found.action == action


@pytest.mark.parametrize("sentence", ["No council should fund the festival.", "The council should have published its figures."])
def test_nobodys_duty_and_what_should_have_been_done_are_none(sentence: str) -> None:
    assert proposals([sentence]) == [None]


def test_a_date_that_is_past_is_no_deadline() -> None:
    found = proposals(
        ["In 2009 the panel recommended that schools review the schemes set up in 2004.", "The council has opened a hostel by the river in May 2006."]
    )
    assert [one.deadline for one in found if one] == [None, None]
