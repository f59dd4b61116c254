"""Lists of people and bodies are told from prose and from lists of anything else; all names are invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.name_lists import names_listed
from pipeline.sources import Block
from tests.test_pdf import blocks, drawn, read

BODIES = [
    "Holm Trust (EV 1)",
    "Dr Ada Dale, University of Poole",
    "Mr Ben Elm, Chair of the Overwick Society",
    "Nether Poole Mosque",
    "Revd Cara Fell and Ms Dora Gill, Holm Council of Churches",
    "Elmbridge Football Club",
    "Poole and Overwick Alliance (EV 2, 14)",
    "Great Overwick Parish Council",
]
DEEDS = ["Better Lamps by the Mill", "More Buses in the Evening", "A Youth Club in Poole", "New Paths to Holm", "A Fair for All", "Open Doors"]
SAID = "The lamps by the mill of Overwick have not worked since the winter."


def kinds(*entries: str, furniture: str = "", prose: str = SAID) -> list[str]:
    """Return the kinds of entries between two paragraphs of prose."""
    text, blocks = "", []
    for entry in (prose, *entries, prose):
        blocks.append(Block("boilerplate" if entry == furniture else "paragraph", len(text), len(text) + len(entry)))
        text += entry + "\n\n"
    return [block.kind for block in names_listed(text, blocks)][1:-1]


def under(heading: str, *entries: str) -> list[str]:
    """Return the kinds of entries under a heading."""
    text, blocks = "", []
    for entry in entries:
        blocks.append(Block("paragraph", len(text), len(text) + len(entry), section=heading))
        text += entry + "\n\n"
    return [block.kind for block in names_listed(text, blocks)]


def test_a_list_of_people_and_bodies_is_attendance() -> None:
    assert kinds(*BODIES) == ["attendance"] * 8


def test_a_list_goes_on_over_a_pages_furniture_and_an_entry_without_a_name() -> None:
    entries = [*BODIES[:4], "POOLE FORUM 12", "Retired teacher of music and singing", *BODIES[4:]]
    assert kinds(*entries, furniture="POOLE FORUM 12") == [*["attendance"] * 4, "boilerplate", *["attendance"] * 5]


def test_a_few_names_are_no_list() -> None:
    assert kinds(*BODIES[:7]) == ["paragraph"] * 7


def test_a_list_of_what_is_wanted_is_none() -> None:
    assert kinds(*DEEDS, *DEEDS) == ["paragraph"] * 12


def test_sentences_that_name_bodies_are_prose() -> None:
    said = ["Holm Council and Poole Trust were Asked by Dr Dale", *(f"{body} came." for body in BODIES)]
    assert kinds(*said) == ["paragraph"] * 9


def test_prose_before_and_after_a_list_stays_prose() -> None:
    said = "Those who wrote to the forum came from"
    assert kinds(said, *BODIES, said) == ["paragraph", *["attendance"] * 8, "paragraph"]


def test_a_list_of_bodies_in_a_pdf_is_attendance(tmp_path: Path) -> None:
    prose = [(72.0, 780.0 - 14 * n, SAID) for n in range(12)]
    names = [(72.0, 590.0 - 26 * n, body) for n, body in enumerate(BODIES)]
    assert [kind for kind, _, _ in blocks(read(drawn([*prose, *names]), tmp_path))][-8:] == ["attendance"] * 8


WISHES = [
    *("Better Bus Services", "Community Centre Repairs", "Youth Club Funding", "Mosque Open Days", "Neighbourhood Police Team"),
    *("School Holiday Programme", "Church Hall Heating", "Forum for Young People", "Housing Office in Poole"),
]


@pytest.mark.parametrize("heading", ["What residents asked for", "Priorities of those who came", "Poole", "What the respondents need"])
def test_wishes_that_name_bodies_are_not_who_came(heading: str) -> None:
    assert under(heading, *WISHES) == ["paragraph"] * 9


@pytest.mark.parametrize(
    "heading", ["List of witnesses", "Annex: Organisations represented", "Written evidence", "Declared interests", "Groups who took part"]
)
def test_bodies_alone_are_a_list_of_who_came_under_a_heading_that_says_so(heading: str) -> None:
    assert under(heading, *BODIES[3:4] * 9) == ["attendance"] * 9


def test_a_label_says_who_came_too() -> None:
    bodies = [f"{name} Residents Association" for name in ("Holm", "Poole", "Elm", "Dale", "Fell", "Gill", "Hale", "Ash")]
    assert kinds("The groups who answered were:", *bodies)[1:] == ["attendance"] * 8
    assert kinds("The groups that residents asked for were:", *bodies)[1:] == ["paragraph"] * 8


@pytest.mark.parametrize(
    "said",
    [
        "Nobody from the trust came back to them and so they felt let down by all of it, as they told us when we met",
        "The bus to the mill was taken off in the spring and since then those without a car have stayed at home in the evening",
    ],
)
def test_what_someone_said_within_a_list_is_no_entry(said: str) -> None:
    assert kinds(*BODIES, said, *BODIES) == [*["attendance"] * 8, "paragraph", *["attendance"] * 8]


LAST = ["In receipt of money for lamps", "Keeper of the mill at Overwick"]


def test_the_last_entries_of_a_list_that_a_heading_names_are_of_it_to_the_next_heading() -> None:
    assert under("Declared interests", *BODIES, *LAST) == ["attendance"] * 10
    assert under("Poole", *BODIES, *LAST)[-2:] == ["paragraph"] * 2
    assert under("Declared interests", *BODIES, LAST[0], SAID)[-2:] == ["paragraph"] * 2
