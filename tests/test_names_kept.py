"""No rule that makes places, bodies, feasts and headings of words loses a person of whom something is said. All people and places are invented."""

from __future__ import annotations

import pytest

from pipeline.name_propagation import names_in


def found_in(*texts: str, places: tuple[str, ...] = ()) -> list[str]:
    return [name.text for names in names_in(list(texts), places) for name in names]


QUOTED = "“Keeleigh Quillfeather”"


@pytest.mark.parametrize(
    ("texts", "n"),
    [
        (("Keeleigh Quillfeather said no.", f"It is {QUOTED}.", f"Signed {QUOTED}."), 3),
        ((f"Signed {QUOTED}. A letter from Keeleigh Quillfeather was read.",), 2),
        ((f"Signed {QUOTED}.",), 1),
        (("Quillfeather wept. “Quillfeather” is all we have. Call me “Quillfeather”.",), 3),
        (("Quillfeather found its key, mended its lock and left.", "Quillfeather lost its keys."), 1),
        (("Keeleigh Quillfeather opened its gates.",), 1),
        (("Signed “K. Q.”. A letter from K. Q. was read.",), 2),
    ],
)
def test_who_stands_in_quotation_marks_or_owns_what_is_its_is_a_person_where_something_is_said_of_them(texts, n):
    assert len(found_in(*texts)) == n


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Jordan and Quillfeather said they had slept in the car.", {"Quillfeather"}),
        ("Quillfeather, Kent and Pawlikowska said they had slept in the car.", {"Quillfeather", "Pawlikowska"}),
        ("My neighbour Quillfeather and Georgia came.", {"Quillfeather"}),
        ("I live next to Devon and Quillfeather.", {"Quillfeather"}),
        ("We spoke to Jordan and Quillfeather.", {"Quillfeather"}),
        ("A letter from Kent and Quillfeather was read.", {"Quillfeather"}),
        ("We lost all faith in Kent and Quillfeather.", {"Quillfeather"}),
        ("In the car Kent and Quillfeather cried.", {"Quillfeather"}),
        ("Berks Okafor said so.", {"Berks Okafor"}),
    ],
)
def test_a_list_with_a_place_is_one_of_places_after_a_preposition_of_place_alone(text, found):
    assert found <= set(found_in(text))


@pytest.mark.parametrize("text", ["They live in Kent and Quarlstan.", "Families came from Kabul, Kent and Quarlstan.", "Beds Art was asked."])
def test_a_list_of_places_is_still_one(text):
    assert found_in(text) == []


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("We heard our Keeleigh Quillfeather sing. Our Keeleigh Quillfeather said nothing.", 2),
        ("She is my Keeleigh Quillfeather.", 1),
        ("A Keeleigh Quillfeather wrote to us.", 1),
        ("My Quillfeather said so.", 1),
        ("Our Quillfeather cried.", 1),
        ("Quillfeather cried. The Quillfeather children were taken. The Quillfeather house is empty.", 3),
        ("Keeleigh Quillfeather’s House was burnt.", 1),
    ],
)
def test_a_possessive_is_no_article_and_what_a_person_owns_is_no_place(text, n):
    assert len(found_in(text)) == n


@pytest.mark.parametrize(
    "text",
    [
        "On Sunday {Quillfeather} said she had slept in the car.",
        "In May {Keeleigh Quillfeather} died.",
        "{Sunday Okafor} said no.",
        "{Keeleigh May} said no.",
        "{River Quillfeather} said no.",
        "{Storm Pawlikowska} wept.",
        "{St Hilaire} said no.",
        "{Keeleigh Quillfeather}’d said no.",
        "{Keeleigh Leader} said no.",
        "Mrs {Ann Leader} said so.",
        "{Keeleigh Hill} said no.",
        "{Ann Hill} said so.",
        "Mr {John Wood} had a letter.",
        "Mrs {Keeleigh Green} came.",
        "Communities Secretary {Hazel Park} said so.",
        "{K. Q.} said no.",
        "Then {Quillfeather} fell ill.",
        "{Quillfeather}’s mother said no.",
        "“{Quillfeather}” said no.",
        "“No,” said {Quillfeather}.",
        "{Keeleigh} (not her real name) said no.",
        "{Quillfeather} also said no.",
        "{Quillfeather}, of Mill Lane, said no.",
        "{Upper Quillfeather}, my neighbour, said no.",
        "{Keeleigh Church}’s son died.",
        "I met {Keeleigh Hill} in the shop.",
        "On Friday 3 May {Quillfeather} brought sweets.",
        "My son {Kent} died.",
        "My daughter {April} died.",
        "Her late brother {Brook} was here.",
        "{Sa’d Okafor} said no.",
        "{Quillfeather} will open her shop.",
        "Little {Keeleigh Quillfeather} was taken to hospital.",
        "We met at {Keeleigh Quillfeather}’s Surgery.",
        "They came from Kent and {Quillfeather} wept.",
    ],
)
def test_a_name_that_begins_or_ends_like_something_else_is_found_where_somebody_says_or_does_something(text):
    name = text[text.index("{") + 1 : text.index("}")].removesuffix(".")
    assert found_in(text.replace("{", "").replace("}", "")) == [name]


@pytest.mark.parametrize(
    "texts",
    [
        ("Quillfeather said no. I sat near Quillfeather. We looked at Quillfeather. There is good in Quillfeather.",),
        ("Quillfeather left. Quillfeather Park is shut. Quillfeather Park is wet.", "The gate of Quillfeather Park fell."),
        ("Quillfeather said no. Lower Quillfeather is wet. Lower Quillfeather floods.",),
        ("Quillfeather said no.", "In Quillfeather it rains. It is wet in Quillfeather, and the Quillfeather is high."),
        ("Sky Marsh was evicted. The sky is over the marsh.",),
        ("Sky Marsh lost her flat. The sky is over the marsh.",),
    ],
)
def test_what_the_study_says_of_places_loses_nobody_of_whom_it_says_what_persons_do(texts):
    assert found_in(*texts)


@pytest.mark.parametrize(
    "text",
    [
        "Quarlby Council said no.",
        "The Partnership Manager said no.",
        "Jobcentre Officer said no.",
        "Our partner Age Quarl Trust said no.",
        "We’ve Quarlby’s lamp.",
    ],
)
def test_bodies_and_jobs_say_something_too(text):
    assert found_in(text) == []


@pytest.mark.parametrize("text", ["Mrs {Alder} said no. The bus to Alder stops.", "My neighbour {Alder} wept. The bus to Alder stops."])
def test_who_is_called_as_a_place_of_the_study_is_a_person_beside_a_title_or_kin_alone(text):
    plain = text.replace("{", "").replace("}", "")
    assert [(name.start, name.text) for name in names_in([plain], ["Alder"])[0]] == [(text.index("{"), "Alder")]


@pytest.mark.parametrize(
    "text",
    [
        "The Mother Church met.",
        "Signed, a resident, Alder.",
        "They told us in Alder, where they live.",
        "Mid Alder wants a lamp in Mid Alder.",
    ],
)
def test_a_place_of_the_study_is_nobody_elsewhere(text):
    assert found_in(text, places=("Alder", "Mid Alder")) == []
