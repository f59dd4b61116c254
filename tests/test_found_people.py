"""Names, addresses, promises, exempt items, cases and blame are found; what is none stays. All people and places are invented."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.addresses_found import find_addresses, is_nhs_number
from pipeline.bodies_found import bodies_in, is_role
from pipeline.exempt import exempt_in
from pipeline.name_forms import fold
from pipeline.name_propagation import names_in
from pipeline.people import Person, gather_people, give_pseudonyms
from pipeline.people_counts import count_people, shown_small, without_small
from pipeline.plain_writing import plain_writing
from pipeline.promises import promises_in
from pipeline.redact import Gone, Redactor, Reduced
from pipeline.suppress import suppressed
from pipeline.withheld import is_of_third_party, lays_blame


def names_of(text: str) -> list[tuple[str, bool]]:
    return [(name.text, name.official) for name in names_in([text])[0]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mrs Farzana Begum Chowdhury wrote. Chowdhury's letter is long.", ["Farzana Begum Chowdhury", "Chowdhury"]),
        ("It was put by Ieuan Cleddau-Rees; CLEDDAU-REES left.", ["Ieuan Cleddau-Rees", "CLEDDAU-REES"]),
        ("T. J. Wetherfold asked.", ["T. J. Wetherfold"]),
        ("Her neighbour Oluwaseun laughed.", ["Oluwaseun"]),
        ("Ada Okafor spoke. The Okafors left.", ["Ada Okafor", "Okafors"]),
        ("Mary J. Brown spoke. Then M J Brown left.", ["Mary J. Brown", "M J Brown"]),
        ("Sine\u0301ad Oka\u0301for spoke. OKAFOR left.", ["Sinéad Okáfor", "OKAFOR"]),
        ("Ada Oka\u2011for spoke. Ms Oka-for left.", ["Ada Oka-for", "Oka-for"]),
        ("Ada Oka\u00adfor spoke. Then Okafor left.", ["Ada Okafor", "Okafor"]),
        ("Ada Okafor spoke, and Oka-\nfor left with Ann Ridley-\nMoss.", ["Ada Okafor", "Okafor", "Ann Ridley-Moss"]),
    ],
)
def test_a_name_is_found_in_each_of_its_forms(text, found):
    assert [name for name, _ in names_of(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "The Housing Strategy Group met in Mill Lane.",
        "Community Cohesion is on the agenda in May.",
        "Hope Street floods.",
        "4.1 The Quarlings representative spoke.",
        "A. Welcome\n\nTea was served.\n\nB. Work\n\nThe mill is shut.",
        "Special meeting of the Executive Committee. Apologies: the Chief Executive.",
        "Help from the Crime Commissioner. Two will work nights.",
        "“We’re Northway,” they said. Don’t Panic was the motto.",
        "Mass at St Quarlan’s on Sunday. The bells of St. Quarlan rang.",
        "The Resilience Lead reported. Apologies: the Jobcentre Plus District Manager.",
        "Storm Eunice brought down trees.",
        "This year it fell close to Navratri and Orthodox Easter.",
        "A Major Incident was declared under the Master Plan.",
        "SUMMARY\nThis section draws out themes.",
        "Gritting had reached the main routes.",
        "More than forty boats will moor at Quarl Basin.",
        "Families from Hong Kong and Kyiv came.",
        "They came from Kabul, Dakar and Quarlstan.",
        "There were seats for Methodists, Roman Catholics and Quakers.",
        "The feast of Corpus Christi was kept.",
        "The University of Bedfordshire has a choir. Beds Art was asked.",
        "Fill Quarlock’s Park with small firms.",
    ],
)
def test_a_body_a_street_or_a_heading_is_no_person(text):
    assert names_of(text) == []


@pytest.mark.parametrize(
    ("text", "official"),
    [
        ("Cllr Jonquil Amberley spoke.", True),
        ("Jonquil Amberley, the chief executive, spoke.", True),
        ("Jonquil Amberley (Director of Housing) spoke.", True),
        ("Jonquil Amberley MP spoke.", True),
        ("A tenant, Jonquil Amberley, spoke.", False),
        ("Mrs Jonquil Amberley spoke.", False),
        ("Cllr Jonquil Amberley MBE spoke.", True),
        ("Mrs Jonquil Amberley MBE spoke.", False),
    ],
)
def test_an_official_is_one_whom_the_text_shows_in_public_role(text, official):
    assert names_of(text) == [("Jonquil Amberley", official)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mrs May wrote. June Whitlock read it out in June 2008.", ["May", "June Whitlock"]),
        ("Present: A. Karolak, B. Dhanoa, C. Oduya.", ["A. Karolak", "B. Dhanoa", "C. Oduya"]),
        ("Yours sincerely,\nJ. Brownlow", ["J. Brownlow"]),
        ("Lt Col Rudge gave notice. Mr Church left.", ["Rudge", "Church"]),
        ("T. Beswick, R. Kaur\nIn attendance: the clerk", ["T. Beswick", "R. Kaur"]),
        ("Councillor Skewes declared an interest. Communities Secretary Hazel Quell left.", ["Skewes", "Hazel Quell"]),
        ("Alec Tolbrook-Hume As Leader\n\nThe party met.", ["Alec Tolbrook-Hume"]),
        ("R Hale and P Moorcroft\nClerk J H Toddler\n\nApologies", ["R Hale", "P Moorcroft", "J H Toddler"]),
        ("Any Other Business Mr Bellsome reported. J Connor Mrs S Linley left.", ["Bellsome", "J Connor", "S Linley"]),
        ("Revd Dr Amory and Lt Col Strangeways came.", ["Amory", "Strangeways"]),
        ("He swore at Grzesiek Pawlikowski.", ["Grzesiek Pawlikowski"]),
        ("Mrs Kent asked. Then Kent left.", ["Kent", "Kent"]),
        ("Okafor, London, wrote. A friend, Kyiv Okafor, did not.", ["Okafor", "Kyiv Okafor"]),
        ("Neville St Hilaire spoke. St Hilaire left.", ["Neville St Hilaire", "St Hilaire"]),
        ("The Communities Secretary Hazel Blaire today spoke.", ["Hazel Blaire"]),
    ],
)
def test_a_title_an_initial_or_what_somebody_does_makes_a_name(text, found):
    assert [name for name, _ in names_of(text)] == found


STUDY = ("We met at Tarn Loftus. People of many lands share common ground.", "Common Ground: a plan. Kowley had seen no lorry. Ada Okafor said so.")


def test_what_the_study_places_titles_or_writes_small_is_no_person_and_what_it_marks_is():
    texts = [
        *STUDY,
        "Alder Together met. In Kowley the bus stops. It was quiet in Kowley.",
        "Healthy Alder was read. Tarn Loftus wants a bus in Tarn Loftus.",
    ]
    found = [name.text for own in names_in(texts, ["Alder"], titles=["Thread of Gold"]) for name in own]
    assert found == ["Ada Okafor"]
    assert [name.text for name in names_in(["Kowley had seen no lorry."])[0]] == ["Kowley"]
    marked = [name.text for own in names_in([*texts, "Mr Kowley left."]) for name in own if name.text == "Kowley"]
    assert len(marked) == 2


@pytest.mark.parametrize(
    "texts",
    [
        ("Ebenezer will open its doors. Ebenezer’s roof leaks.",),
        ("Walk from Barnabas to the mosque.", "St Barnabas has no vicar."),
        ("Quarlidden had no plan.", "The Quarlidden road is wet. We met at Lower Quarlidden, by Quarlidden school."),
        ("The group is called “Quarlidden”. Quarlidden had no plan.",),
    ],
)
def test_what_the_study_shows_as_only_bodies_and_places_are_is_no_person(texts):
    assert [name.text for own in names_in(list(texts)) for name in own] == []


def test_a_post_that_begins_the_next_paragraph_is_of_nobody_before_it():
    text = "6. Safer Quarlby\n\nChief Superintendent Ash reported on burglary."
    assert [(name.text, name.official) for name in names_in([text], ["Quarlby"])[0]] == [("Ash", True)]


def test_a_given_name_that_a_church_has_too_is_somebody_s_where_somebody_does_something():
    texts = ["Barnabas wrote to us. Barnabas asked for a lamp.", "St Barnabas has no vicar."]
    assert [name.text for own in names_in(texts) for name in own] == ["Barnabas", "Barnabas"]


@pytest.mark.parametrize("title", ["Cllr", "Cllr.", "Councillor", "CLLR"])
def test_a_surname_after_each_title_of_office_is_that_of_an_official(title):
    assert names_of(f"{title} Ravensworth said so.") == [("Ravensworth", True)]


def test_the_places_of_names_are_those_of_the_text_as_it_stands():
    text = "Tea.\u00ad Sine\u0301ad Oka\u0301for spoke to Ann Rid\u00adley-\nMoss, and Oka\u0301-\nfor\u2019s bag was lost."
    assert [text[name.start : name.end] for name in names_in([text])[0]] == [
        "Sine\u0301ad Oka\u0301for",
        "Ann Rid\u00adley-\nMoss",
        "Oka\u0301-\nfor",
    ]


@given(st.text(alphabet="aeÉ \u0301\u00ad\u2011-\n\u200b", max_size=30))
def test_plain_writing_gives_each_character_a_place_in_the_text(text):
    plain = plain_writing(text)
    places = [plain.span(n, n + 1) for n in range(len(plain.text))]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(one[1] <= two[0] or one == two for one, two in pairwise(places))
    assert plain_writing(plain.text).text == plain.text or "-\n" in plain.text


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("4 Alder\nClose", "address"),
        ("She lives at 4\nAlder Close", "address"),
        ("14 ALDER CLOSE", "address"),
        ("LU1\n2AB", "post code"),
        ("01632\n960 123", "telephone"),
        ("01632/960123", "telephone"),
        ("0044 1632 960 123", "telephone"),
        ("943\n476 5919", "health number"),
        ("AB 12 34\n56 C", "national insurance number"),
        ("a.b@\nletters.example", "e-mail"),
        ("a.b@letters.\nexample", "e-mail"),
        ("born on 3\nMay 1971", "date of birth"),
        ("Flat 4, 12a Cobbler Close", "address"),
        ("She lives in Bryn Weaver Road", "address"),
        ("12 Ffordd Penrallt", "address"),
        ("+44 1632 960 123", "telephone"),
        ("07700 900 123", "telephone"),
        ("b1 1zz", "post code"),
        ("a.b@letters.example", "e-mail"),
        ("943 476 5919", "health number"),
        ("NHS number: 111 222 3333", "health number"),
        ("AB123456C", "national insurance number"),
        ("date of birth: 3 May 1971", "date of birth"),
    ],
)
def test_what_leads_to_a_person_is_found(text, kind):
    assert [one.kind for one in find_addresses(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "300 of 500 people",
        "£165,970",
        "2006/07",
        "in 1971 the road was closed",
        "page 12 of 40",
        "Part 2",
        "2010-11-12",
        "A1 paper",
        "Page 12\nMill Lane",
        "see B1\n2nd meeting",
        "01\n02\n03\n04\n05\n06",
        "01/02/2003 04/05/2006",
        "943\n476\n5919",
        "9 May 2006, Vale Street Centre",
        "on 12/05/2006 Vale Street was shut",
        "since 2006 Vale Street has had no bus",
    ],
)
def test_a_figure_or_a_date_leads_to_nobody(text):
    assert find_addresses(text) == []


def test_an_nhs_number_has_the_check_digit_of_modulus_eleven():
    assert is_nhs_number("9434765919")
    assert not is_nhs_number("9434765910")
    assert not is_nhs_number("0000000000")


def test_a_promise_is_found_over_the_end_of_a_line_and_with_its_place():
    text = "Notes\n\nTea was served. Views will\nnot be attributed to anyone. We left."
    (promise,) = promises_in(text)
    assert text[promise.start : promise.end] == promise.text == "Views will\nnot be attributed to anyone."


@pytest.mark.parametrize(
    ("said", "promised"),
    [
        ("The lenders were spoken of, though not by name.", False),
        ("It is a market in name and not in name only.", False),
        ("Comments are given by table and not by name.", True),
        ("Those who came asked not to be named.", True),
        ("We agreed not to name anybody who had come.", True),
        ("Speakers have not been named here.", True),
    ],
)
def test_not_by_name_is_a_promise_of_those_who_speak_and_of_nobody_else(said, promised):
    assert bool(promises_in(said)) is promised


def blocks_of(*texts: str) -> tuple[str, list[SimpleNamespace]]:
    text, blocks = "", []
    for part in texts:
        start = len(text)
        text += part + "\n\n"
        blocks.append(SimpleNamespace(start=start, end=start + len(part), kind="heading" if len(part.split()) < 6 else "paragraph"))
    return text, blocks


def test_what_follows_the_exclusion_of_the_public_is_exempt_until_it_returns():
    resolved = "RESOLVED that the press and public be excluded from the meeting for the next item."
    text, blocks = blocks_of(
        "Minutes", "The hall was let.", resolved, "The lease was sold.", "The public were readmitted to the meeting at nine.", "Tea."
    )
    (found,) = exempt_in(text, blocks)
    assert text[found.start : found.end].strip() == "The lease was sold."
    assert found.says == resolved


@pytest.mark.parametrize(
    "said",
    [
        "There were no exempt items on the agenda for that day.",
        "The public asked to be excluded from the charge.",
        "Nobody was excluded.",
        "A member of the public left the meeting.",
        "The board would go into private session next time.",
        "The council went into private session too often, he said.",
        "The public left the road untidy.",
    ],
)
def test_what_only_speaks_of_exclusion_closes_nothing(said):
    assert exempt_in(*blocks_of("Minutes", said, "The hall was let to the band.")) == []


@pytest.mark.parametrize(
    "said",
    [
        "The committee moved into private session.",
        "The forum went into closed session at eight.",
        "The press left the meeting.",
        "It was resolved that the meeting will now move into private session.",
    ],
)
def test_what_follows_a_private_session_is_exempt_until_the_public_is_back_in_the_room(said):
    forms = "The public returned 300 forms with the petition."
    text, blocks = blocks_of("Minutes", said, forms, "The lease was sold.", "The public returned to the meeting.", "Tea.")
    (found,) = exempt_in(text, blocks)
    assert text[found.start : found.end].split("\n\n")[1:3] == [forms, "The lease was sold."]
    assert "Tea" not in text[found.start : found.end]


def test_that_the_public_would_return_reopens_nothing():
    until = "This holds until the public returned to the meeting."
    text, blocks = blocks_of("Minutes", "The committee moved into private session.", until, "The lease was sold.")
    assert exempt_in(text, blocks)[0].end == blocks[-1].end


def test_a_named_victim_and_a_harmed_child_are_third_parties_and_an_official_is_none():
    def told(text: str) -> bool:
        return is_of_third_party(text, names_in([text])[0])

    assert told("Mrs Teodora Ivanova-Marsh was attacked in May.")
    assert told("A nine-year-old girl had been abused at home.")
    assert not told("Cllr Jonquil Amberley said that nobody had been attacked.")
    assert not told("The plan was attacked as too dear.")
    assert told("Ada Okafor is eight.")
    assert told("Ada Okafor came home late. It was dark. She was stabbed.")
    assert told("Mrs Teodora Ivanova-Marsh suffers from schizophrenia.")
    assert told("Mrs Teodora Ivanova-Marsh wrote. She has diabetes.")
    assert not told("Mrs Teodora Ivanova-Marsh spoke of mental health services at eight.")
    assert not told("Mrs Teodora Ivanova-Marsh spoke. Tea was served. The hall was cold. The boiler was attacked by rust.")


@pytest.mark.parametrize(
    ("text", "blamed"),
    [
        ("The trouble, he said, was caused by the migrants, who refused to mix.", True),
        ("Muslim leaders were told that extremism was theirs to deal with.", True),
        ("Muslims live here. They are to blame for the riots.", True),
        ("The Poles opened a shop. It was warm. They are dirty, he said.", True),
        ("Who began the riots? The Muslims did.", True),
        ("Sikh lads started the fights.", True),
        ("The Roma steal from the shops.", True),
        ("Muslims live here. They bake bread. Crime fell in every ward.", False),
        ("The mosque and the church share a kitchen.", False),
        ("Crime fell in every ward.", False),
    ],
)
def test_blame_on_a_group_is_told_from_a_group_and_from_blame(text, blamed):
    assert lays_blame(text) is blamed


def test_a_body_is_found_where_it_is_named_and_the_publisher_is_not():
    text = "The Alder Weavers Association felt left out. The Birch Council listened."
    assert bodies_in(text, [], [(0, len(text))], ["Birch Council"]) == ["Alder Weavers Association"]


def test_a_person_who_is_listed_with_a_title_is_no_body_and_a_role_is_said_to_be_one():
    listed = "Ms Adeyemi-Stoke\nEstates Manager\nAlder Weavers"
    text = f"{listed}\n\nMs Adeyemi-Stoke spoke for Alder Weavers. The Estates Manager left. In the Trust it is quiet. The Police listened."
    blocks = [SimpleNamespace(start=0, end=len(listed), kind="attendance")]
    assert bodies_in(text, blocks, [(len(listed), len(text))]) == ["Alder Weavers", "Estates Manager"]
    assert [is_role(name) for name in ("Alder Weavers", "Estates Manager", "Head of Place")] == [False, True, True]


@pytest.mark.parametrize(
    "written", ["The Alder\nWeavers Association sang.", "The ALDER WEAVERS ASSOCIATION sang. The Alder Weavers Association left."]
)
def test_a_body_is_found_once_over_the_end_of_a_line_and_in_capitals(written):
    assert bodies_in(written, [], [(0, len(written))]) == ["Alder Weavers Association"]


def test_a_body_that_stands_in_capitals_alone_is_found():
    text = "MINUTES OF THE ALDER WEAVERS ASSOCIATION"
    assert bodies_in(text, [], [(0, len(text))]) == ["ALDER WEAVERS ASSOCIATION"]


@cache
def redactor_of(*texts: str) -> Redactor:
    people = gather_people({f"d{n}": names for n, names in enumerate(names_in(list(texts)))})
    given = give_pseudonyms(people, {})
    return Redactor(Gone([(person, given[person.key]) for person in people]))


def test_a_title_goes_with_the_name_and_a_possessive_stays():
    text = "Mrs Sunniva Tolbrook's letter was read. Tolbrook had written it at 4 Alder Close."
    assert redactor_of(text)(text, "d0") == "[Resident A]'s letter was read. [Resident A] had written it at [address]."


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Mary Brown wrote. Mary J Brown left.", "[Resident A] wrote. [Resident A] left."),
        ("Ada Okafor wrote. The Okafors left.", "[Resident A] wrote. The [Resident A] left."),
        ("Ada Okafor wrote. Then Ada Oka\u00adfor and Oka-\nfor left.", "[Resident A] wrote. Then [Resident A] and [Resident A] left."),
    ],
)
def test_a_name_goes_in_each_way_in_which_it_is_written(text, shown):
    assert redactor_of(text)(text, "d0") == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Father Sunniva Tolbrook spoke.", "[Faith leader A] spoke."),
        ("Apologies: Sister Tolbrook.", "Apologies: [Faith leader A]."),
        ("Revd Dr Tolbrook spoke.", "[Faith leader A] spoke."),
        ("The mosque secretary, Imam Tolbrook, spoke.", "The mosque secretary, [Faith leader A], spoke."),
        ("Professor Tolbrook spoke.", "[Academic A] spoke."),
        ("Lt Col Tolbrook spoke.", "[Army officer A] spoke."),
        ("Her sister Sunniva Tolbrook spoke.", "Her [Relative A] spoke."),
        ("It was led by Sunniva Tolbrook MBE (Commission member).", "It was led by [Member A] MBE (Commission member)."),
        ("Sunniva Tolbrook, a member of the Alder Panel, spoke.", "[Member A], a member of the Alder Panel, spoke."),
        ("We heard assembly member Sunniva Tolbrook.", "We heard assembly member [Member A]."),
        (
            "It was led by the lead (Commission member), Sunniva Tolbrook and the clerk.",
            "It was led by the lead (Commission member), [Resident A] and the clerk.",
        ),
        ("The council's engineer, Ms Tolbrook, spoke.", "The council's engineer, [Worker A], spoke."),
        ("Mrs Tolbrook spoke.", "[Resident A] spoke."),
    ],
)
def test_a_pseudonym_says_the_role_that_a_title_or_the_words_beside_the_name_say(text, shown):
    assert redactor_of(text)(text, "d0") == shown


@pytest.mark.parametrize(
    "text", ["The Communities Secretary Sunniva Tolbrook spoke.", "Sunniva Tolbrook MP spoke.", "The minister, Sunniva Tolbrook, spoke."]
)
def test_a_minister_is_an_official(text):
    assert names_of(text) == [("Sunniva Tolbrook", True)]


def test_redacting_twice_is_redacting_once():
    text = "A tenant, Sunniva Tolbrook, and her neighbour Ionuț Dumitrescu-Pop wrote to a.b@letters.example."
    redactor = redactor_of(text)
    assert redactor(redactor(text, "d0"), "d0") == redactor(text, "d0")


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_a_place_in_a_document_is_found_again_in_what_is_shown_of_it(a, b, c, d):
    text = "Sunniva Tolbrook spoke at length of the mill. The road was wet and the tar was cold."
    outer, inner = sorted((a, b)), sorted((c, d))
    redactor = redactor_of(text)
    spans = [tuple(outer)] if outer[0] < outer[1] else [(0, len(text))]
    reduced = Reduced(text, spans, redactor.edits(text, "d0"))
    start, end = max(inner[0], spans[0][0]), min(inner[1], spans[0][1])
    if start < end:
        x, y = reduced.place(start, end)
        assert 0 <= x <= y <= len(reduced.text)
        assert "Tolbrook" not in reduced.text[x:y]


def test_pseudonyms_that_were_given_stay_and_are_given_to_nobody_else():
    people = [Person(key, key.title(), False, "", ()) for key in ("ann ash", "bo elm", "cy fir")]
    given = give_pseudonyms(people, {"cy fir": "[Resident A]"})
    assert given == {"cy fir": "[Resident A]", "ann ash": "[Resident B]", "bo elm": "[Resident C]"}


@given(st.lists(st.lists(st.integers(0, 12), min_size=3, max_size=3), min_size=2, max_size=4), st.integers(2, 6))
def test_no_small_count_can_be_worked_out_from_sums(rows, threshold):
    counts = np.array(rows, dtype=np.int64)
    hidden = suppressed(counts, threshold)
    assert hidden[(counts > 0) & (counts < threshold)].all()
    for line, own in [*zip(counts, hidden, strict=True), *zip(counts.T, hidden.T, strict=True)]:
        assert not own.any() or own.all() or (own.sum() > 1 and line[own].sum() >= threshold)


def tables_of_people(sizes: dict[str, int]) -> dict[str, pd.DataFrame]:
    names = [f"{group}{n}" for group, size in sizes.items() for n in range(size)]
    documents = pd.DataFrame(
        {"document_id": names, "media_type": "text/csv", "source_type": "response", "place": [name.rstrip("0123456789") for name in names]}
    )
    themes = pd.DataFrame({"document_id": names, "theme_id": "work", "n_assigned": 1})
    return {"documents": documents, "covariates": pd.DataFrame(columns=["document_id", "name", "value"]), "document_themes": themes}


def test_groups_of_few_people_are_suppressed_with_another_and_documents_never_are():
    tables = tables_of_people({"alder": 3, "birch": 9, "cedar": 20})
    counted = count_people(tables, ("place",), 5)
    assert counted.groups == {("place", "alder"), ("place", "birch")}
    assert counted.people.set_index("group")["shown"].to_dict() == {"alder": "[c]", "birch": "[c]", "cedar": "20"}
    trends = pd.DataFrame(
        {"group_kind": "place", "group": ["alder", "birch", "cedar"], "period": "all", "subject_id": "work", "share": 0.5, "n_documents": 3}
    )
    assert without_small(trends, counted)["group"].tolist() == ["cedar"]
    assert shown_small(trends, counted)["share"].tolist() == ["[c]", "[c]", "0.5"]
    papers = tables | {"documents": tables["documents"].assign(media_type="text/plain")}
    assert count_people(papers, ("place",), 5).people.empty


def test_folding_keeps_the_length_of_a_text():
    text = "İstanbul ẞ Ǆ ﬁ Sinéad Łukasz ’"
    assert len(fold(text)) == len(text)
