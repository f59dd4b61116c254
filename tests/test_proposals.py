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


@pytest.mark.parametrize(
    ("sentence", "kind", "owner"),
    [
        ("Our proposal is that the two libraries share one roof.", "recommendation", "the two libraries"),
        ("The intention is to open the hall on Sundays.", "commitment", None),
        ("It was agreed that the lease be extended for a year.", "commitment", None),
        ("The committee agreed that officers write to the bus company.", "commitment", "officers"),
        ("I have arranged for the warden to call on you.", "commitment", "the warden"),
        ("The bridge is to be repaired by the county council.", "commitment", "the county council"),
        ("Residents are urged to report broken lamps.", "request", "Residents"),
        ("Tenants want the council to mend the lift.", "request", "the council"),
        ("The trust would like the police to patrol the park.", "request", "the police"),
        ("It is vital that schools teach the town's history.", "recommendation", "schools"),
        ("There is a need to train more interpreters.", "recommendation", None),
        ("The council should consider extending the scheme.", "recommendation", "The council"),
        ("ACTION: inspect the lamps on the cut.", "commitment", None),
        ("Recommendation 4: appoint a nurse for the estate.", "recommendation", None),
        ("The clerk reported that he had replaced the gate.", "done", "The clerk"),
        ("Last spring this council built a new hostel by the weir.", "done", "this council"),
        ("We'll publish the list every March.", "commitment", "We"),
        ("The grant ought to be restored.", "recommendation", None),
        ("The trust is advised to review its fees.", "recommendation", "The trust"),
        ("A warden is needed on the estate.", "recommendation", None),
        ("Every school should have a nurse.", "recommendation", "Every school"),
        ("The authority is committed to opening two hostels.", "commitment", "The authority"),
        ("It was resolved to write to the department.", "commitment", None),
        ("Members asked for a report on the costs.", "request", None),
        ("The group appealed to landlords to come forward.", "request", "landlords"),
        ("The committee requested an update.", "request", None),
    ],
)
def test_the_ways_of_putting_it(sentence: str, kind: str, owner: str | None) -> None:
    [found] = proposals([sentence])
    assert found is not None
    assert (found.kind, found.owner) == (kind, owner)


@pytest.mark.parametrize(
    "sentence",
    [
        "It was suggested that the hall was too small.",
        "We hope that the council will forgive us.",
        "Respondents are asked to tick one box.",
        "The council has received nine letters.",
        "If the council is going to close the pool, we shall be sad.",
        "The director introduced a paper on parking.",
        "The town has attracted bad publicity.",
        "The law says that a school must have regard to guidance.",
        "The committee requested no money.",
    ],
)
def test_what_is_said_hoped_asked_of_readers_or_undergone_is_none(sentence: str) -> None:
    assert [one for one in proposals([sentence]) if one and one.owner != "we"] == []
