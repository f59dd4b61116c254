"""Which quotes of a theme stand in the briefing, and in which order."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.exporters.brief_quotes import chosen_quotes, in_turns

LIMIT = 10
QUOTES = st.builds(
    SimpleNamespace,
    n=st.uuids(),
    role=st.sampled_from(["representative", "dissenting"]),
    document_id=st.sampled_from("abc"),
    decided_by=st.sampled_from([None, "a person"]),
    text=st.sampled_from(["short", "too long for it", "short\n\n\n on   a"]),  # the last is short on one line
)


def group_of(quote: SimpleNamespace) -> tuple[bool, bool]:
    return quote.decided_by is None, quote.text.startswith("too long")


@given(st.lists(QUOTES, max_size=12))
def test_quotes_take_turns_by_document_those_a_person_chose_first_and_long_ones_last(quotes: list[SimpleNamespace]) -> None:
    keys = {}
    for n, quote in enumerate(quotes):
        alike = [other for other in quotes if (other.role, other.document_id) == (quote.role, quote.document_id)]
        before = [other for other in alike if (group_of(other), quotes.index(other)) < (group_of(quote), n)]
        keys[quote.n] = (group_of(quote), len(before), n)
    assert [quote.n for quote in in_turns(quotes, LIMIT)] == sorted(keys, key=keys.__getitem__)


@pytest.mark.parametrize(
    ("framings", "most", "chosen"),
    [
        (["neither", "strength", "problem", "proposal", "problem"], 3, [1, 2, 3]),
        (["strength", "proposal", "problem"], 2, [2, 1]),
        (["neither", "neither", "neither"], 3, [0, 1]),
        (["problem", "problem", "neither"], 3, [0, 1]),
        (["neither", "problem"], 3, [1, 0]),
        (["strength", "problem"], 1, [0, 1]),
        ([], 3, []),
    ],
)
def test_a_problem_a_proposal_and_a_strength_are_chosen_before_others(framings: list[str], most: int, chosen: list[int]) -> None:
    quotes = [SimpleNamespace(framing=framing, n=n) for n, framing in enumerate(framings)]
    assert [quote.n for quote in chosen_quotes(quotes, most)] == chosen
