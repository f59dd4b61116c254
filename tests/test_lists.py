"""Lists that a sentence leads to."""

from __future__ import annotations

from types import SimpleNamespace

from pipeline.lists import Said, led_lists
from pipeline.proposals import Proposal


def _said(*parts: tuple[str, str], section: str = "Actions") -> list[Said]:
    return [(SimpleNamespace(text=text, section=section), text, True, kind) for kind, text in parts]


def test_items_under_a_promise_are_commitments_of_who_promises() -> None:
    lead = "Over the coming year the county council will do the following:"
    items = ["Translation on request – a fund of its own.", "New signs in the square."]
    found = led_lists(_said(("paragraph", lead), *(("list_item", item) for item in items)), [None, None, None])
    assert [(one.kind, one.owner, one.action) for one in found if one] == [
        ("commitment", "the county council", "Translation on request"),
        ("commitment", "the county council", "New signs in the square"),
    ]


def test_an_items_own_owner_and_deadline_stay() -> None:
    own = Proposal("commitment", "the library", "open late", "by June")
    found = led_lists(_said(("paragraph", "We recommend:"), ("list_item", "The library will open late by June.")), [None, own])
    assert found[1] == own


def test_a_list_under_no_promise_proposes_nothing() -> None:
    said = _said(("paragraph", "Those present raised three points:"), ("list_item", "litter in the park"))
    assert led_lists(said, [None, None]) == [None, None]


def test_a_paragraph_between_ends_the_list() -> None:
    said = _said(("paragraph", "The board will:"), ("paragraph", "It met twice."), ("list_item", "litter in the park"))
    assert led_lists(said, [None, None, None]) == [None, None, None]


def test_a_heading_ends_the_list() -> None:
    said = [*_said(("paragraph", "The board will:")), *_said(("list_item", "litter in the park"), section="What residents said")]
    assert led_lists(said, [None, None]) == [None, None]
