"""Blocks are told apart by their function, and substance stays substance."""

import pytest

from pipeline.sources import Block, Source
from pipeline.structure import refine
from pipeline.whole_document import title_of


def source(*pieces):
    """Make a source of (kind, text) pieces, one after another."""
    blocks, text = [], ""
    for kind, words in pieces:
        blocks.append(Block(kind, len(text), len(text) + len(words)))
        text += words + "\n\n"
    return Source(text, tuple(blocks), "text/plain")


def kinds(*pieces):
    return [block.kind for block in refine(source(*pieces))]


LONG = "Residents of the estate said that the path to the school was dark and that they kept their children at home after four."


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The minutes of the forum's spring session, 9 April, were agreed and signed.", "procedure"),
        ("No interests declared", "procedure"),
        ("Date and time of next meeting: Tuesday 5 July 2016 at 7pm", "procedure"),
        ("The Chairman declared the session over at 9.25pm", "procedure"),
        ("Responses received by the forum are listed below in the order in which they came", "attendance"),
        ("Ordered to be printed 3 May 2011 and published 9 May 2011", "boilerplate"),
        ("{ada, ben, cara.d}@mill.example dora@poole.example", "boilerplate"),
        ("Meeting closed at 9.05pm", "procedure"),
        ("RESOLVED: That the report be noted.", "procedure"),
        ("RESOLVED that the press and public be excluded from the meeting for the following item.", "procedure"),
        ("The Chair welcomed everyone to the forum.", "procedure"),
        ("Present: Cllr A Ahmed (Chair), Cllr B Brown", "attendance"),
        ("Apologies for absence were received from Cllr C Clark.", "attendance"),
        ("Chapter one .......... 12", "contents"),
        ("Question 1. What are the good things about living here?", "prompt"),
        ("Declarations of interest: none.", "procedure"),
        ("The notes of the January meeting were approved, subject to correcting a name.", "procedure"),
        ("No minutes were taken. Councillor Rafiq declared that he owned a shop in Market Street.", "procedure"),
        ("Members: Councillor Brown (Chair), Mr Ahmed, Ms Clark", "attendance"),
        ("Councillors Brown (Leader), Ahmed, Ms Clark. Also attending: Councillor Elm, the Chief Executive and Head of Place.", "attendance"),
        ("Cllr Brown, Cllr Ahmed, Ms Clark and Mr Elm", "attendance"),
        ("Councillors Brown, Ahmed and Clark visited the mosque.", "paragraph"),
        ("Cllr Brown, Cllr Ahmed and Ms Clark said that the wardens had made the estate safer.", "paragraph"),
        ("Witnesses: Ada Thorne, Director, Alderwick Trust, and Bram Oduya, Head of Research, Harrow College", "attendance"),
        ("Cllr Brown registered an interest in item 7, the shop in Market Street.", "procedure"),
        ("Agenda item 4 was brought forward because the speaker had a train to catch.", "procedure"),
        ("All Councillors agreed that Cllr Brown be elected Chair. Cllr Brown then signed her Acceptance of Office.", "procedure"),
        ("Proposed by Cllr Brown, seconded by Cllr Ahmed.", "procedure"),
        ("The motion was put to the vote and carried by six votes to two.", "procedure"),
        ("Votes: For 6, Against 2, Abstentions 1", "procedure"),
        ("Questions 1-79", "boilerplate"),
        ("PROPOSED by Cllr Brown, seconded by Cllr Ahmed, that the youth club be given £5,000 for its summer work.", "paragraph"),
        ("Cllr Brown proposed that the wardens stay, and members agreed that they had made the estate safer.", "paragraph"),
        ("The interest that the town declared in its past is new, and it brings old and young together.", "paragraph"),
        ("The chairs of the residents' groups were elected by so few that nobody knows them.", "paragraph"),
        ("Witnesses to the attack said that nobody had come to help, and that the street was dark.", "paragraph"),
        ("Our vision 2. Where we are 3. What we shall do", "contents"),
        ("Registered charity 1234567.", "boilerplate"),
        ("All views are those of participants and not of the Council.", "boilerplate"),
        ("Signed ______________ Dated __________", "boilerplate"),
        ("Tel: 01632 960123", "boilerplate"),
        ("Published by the Authority of the Assembly", "boilerplate"),
        ("£14.50", "paragraph"),
        ("HL Paper 12", "boilerplate"),
        ("Our telephone number for enquiries is 01632 960123.", "boilerplate"),
        ("Correspondence should be addressed to the Clerk of the Committee.", "boilerplate"),
        ("The telephone number for the helpline was on every bus, and nobody rang it.", "paragraph"),
        ("For further information contact Jo Lee, press@example.org", "boilerplate"),
        ("© Elmbridge Council 2010", "boilerplate"),
        ("www.example.org/cohesion", "boilerplate"),
        ("Printable version Share this page with a neighbour", "boilerplate"),
        ("3.1 The officer said that residents of the two estates seldom met.", "paragraph"),
        ("RESOLVED: That the report be noted and that £5,000 be given to the youth club for its summer work.", "paragraph"),
        ("Themes: trust, housing and work, in that order, came up at each table of the evening.", "paragraph"),
        ("The notes from the walls of the room were agreed by all to be the best record of what young people want.", "paragraph"),
        ("Residents asked for notices in large letters and for braille on the bus stops of the estate.", "paragraph"),
        ("People's views on the market are those of their parents, said one trader, and they pass them on.", "paragraph"),
        ("The speaker came from a registered charity which houses young people.", "paragraph"),
        ("Leaflets should come in large print and be available at the library.", "paragraph"),
        ("Keys to the hall may be copied only with leave of the caretaker.", "paragraph"),
        ("There are 2 schools in the ward and 3 nurseries, but no club.", "paragraph"),
        ("RESOLVED that the library stay open on Saturdays.", "paragraph"),
        ("The Chair welcomed the fall in hate crime and said that the new wardens had made the difference on the estate.", "paragraph"),
        (
            "The minutes were agreed as a correct record. Members heard that families wait three years for a home and that many leave the town.",
            "paragraph",
        ),
        ("Residents felt that the council showed no interest in the estate.", "paragraph"),
        ("The next meeting of cultures in the town will be its festival, and people look forward to it.", "paragraph"),
        ("Young people at present have nowhere to go in the evening.", "paragraph"),
        ("The public meeting ended with residents asking for a new crossing by the school.", "paragraph"),
        ("Members of the public were present and many of them spoke about the closure of the centre and what it had meant.", "paragraph"),
        ("Contact between groups was seen as the best way to build trust.", "paragraph"),
        ("People do not know whom to telephone when the lifts fail, and the e-mail address on the notice is out of date.", "paragraph"),
        ("There were no youth workers in the ward, and parents asked for two.", "paragraph"),
        ("Question: Mr Chairman, what has the council, if anything, done about racist attacks?", "paragraph"),
        ("Tom: Our councillor, Mr Elm, came, but no officers listened.", "paragraph"),
        ("Cllr I Khan, Cllr W May, Cllr P Will and Mrs A Can", "attendance"),
        ("Councillor Brown welcomed Councillor Bram Oduya to the Parish Council", "procedure"),
        (
            (
                "Members of the Panel present were Lord Elm, Baroness Thorne of Alder (Chairman), the Earl of Harrow and Lord Oduya. "
                "In attendance were Ada Finch (Clerk) and Tom Hale (Policy analyst)."
            ),
            "attendance",
        ),
        (
            (
                "The speakers were: Ada Finch (Obesity Team, Department of Health); Professor Tom Hale (Centre for Sport and Health, University of Alder); "
                "Dr Orla Webb (Chair of the Advisory Group on Diet and Head of Nutrition, Alder Institute)."
            ),
            "attendance",
        ),
        ("Members of the public present: 4", "attendance"),
        ("Members of the Public - None", "attendance"),
        ("Also present were Mrs Thorne and Mr Oduya.", "attendance"),
        ("Councillors present were Brown, Ahmed and Elm.", "attendance"),
        ("Witnesses were Ada Thorne, Bram Oduya and Tom Hale.", "attendance"),
        ("Members of the public present were angry that the Council had not asked them.", "paragraph"),
        ("The speakers were heckled by members of the English Defence League and left the stage.", "paragraph"),
        ("The participants were Asian, Black and White.", "paragraph"),
        ("The witnesses were afraid. Mr Elm, Mrs Thorne and Mr Oduya had been threatened.", "paragraph"),
        ("Members present were Asian; Muslims, Sikhs and Hindus had stayed away.", "paragraph"),
        ("The phone number for hate crime reports is unknown to most Asian residents.", "paragraph"),
        ("The council’s e-mail address is useless to those who cannot read English.", "paragraph"),
        ("The council’s e-mail address is hello@example.org.", "boilerplate"),
        ("Correspondence should be addressed to tenants in their own languages.", "paragraph"),
        ("Other formats of worship are growing in the town.", "paragraph"),
        ("Other formats are available on request.", "boilerplate"),
        ("All words of this plan may be used under the Open Government Licence v3.0, but for its pictures.", "boilerplate"),
        (
            (
                "This report is licensed under the terms of the Open Government Licence v3.0 but for what bears another mark. To read the licence, visit "
                "licences.example or write to the Elmbridge Papers Office, Mill Lane, Elmbridge, or email office@elmbridge.example. For pictures of other "
                "people ask those whose copyright they are for leave to print them."
            ),
            "boilerplate",
        ),
        ("This publication is available at www.elmbridge.example/plan", "boilerplate"),
        (
            (
                "The counts are published under the Open Government Licence. Residents asked for a map of them in the library, so that "
                "everybody on the estate could see where the buses no longer go."
            ),
            "paragraph",
        ),
        ("The council heard that all plans are published under the Open Government Licence and that nobody reads them.", "paragraph"),
        ("This report is available at www.elmbridge.example. Families in the ward wait three years for a home and leave.", "paragraph"),
        ("The hall fee for the year is £41 Councillors resolved to pay Churchyard gift of £251.00 Councillors resolved to pay", "procedure"),
        ("Members resolved to pay the Hall £55 for its rental Members resolved to pay Elm Insurance £ 671.50", "procedure"),
        (
            "An invoice of £70 and an invoice of £90 came from the youth club, and members asked why they should pay for one that is shut.",
            "paragraph",
        ),
        ("Councillors resolved to pay £500 towards the street party and resolved to pay £90 for its flags", "paragraph"),
    ],
)
def test_formalities_are_known_and_substance_stays(text, kind):
    assert kinds(("heading", "Forum"), ("paragraph", text), ("paragraph", LONG))[1] == kind


def test_what_stands_under_present_is_attendance_until_prose_begins():
    found = kinds(
        ("heading", "Present"),
        ("paragraph", "Cllr A Ahmed, Cllr B Brown"),
        ("list_item", "Ms C Clark (Police)"),
        ("paragraph", LONG),
        ("paragraph", "Dallow Road"),
    )
    assert found == ["heading", "attendance", "attendance", "paragraph", "paragraph"]


def test_a_body_written_small_is_of_the_list_under_present():
    found = kinds(("heading", "Witnesses"), ("list_item", "– techAlder"), ("list_item", "– Holm Trust"), ("paragraph", LONG))
    assert found == ["heading", "attendance", "attendance", "paragraph"]


@pytest.mark.parametrize("heading", ["School attendance", "Witnesses", "Participants"])
@pytest.mark.parametrize(
    "item", ["Fear of racist bullying on the bus", "Muslim shopkeepers spat at on market days", "Twelve Somali mothers afraid of the police"]
)
def test_a_short_line_under_participants_is_substance_unless_it_is_like_a_name(heading, item):
    assert kinds(("heading", heading), ("list_item", item), ("paragraph", LONG)) == ["heading", "list_item", "paragraph"]


def test_people_parted_by_semicolons_under_present_are_attendance():
    words = "Mrs Thorne (Chair); Councillor Elm; clerks to two parishes; the warden of the hall; twelve residents (a record)."
    assert kinds(("heading", "Present"), ("paragraph", words), ("paragraph", LONG))[1:] == ["attendance", "paragraph"]


def test_names_that_are_also_verbs_are_of_the_list_of_who_came():
    assert kinds(("heading", "Participants"), ("list_item", "I Khan, head of the school"), ("list_item", "W May"))[1:] == ["attendance"] * 2


@pytest.mark.parametrize(
    ("heading", "words"),
    [("Apologies", "The council has said sorry for what was done to the families on the hill."), ("School attendance", "Pupils told us.")],
)
def test_prose_stays_under_a_heading_that_only_looks_like_one_of_attendance(heading, words):
    made = refine(source(("heading", "1. Town"), ("heading", heading), ("paragraph", words), ("paragraph", LONG)))
    assert [block.section for block in made[2:]] == [f"1. Town > {heading}"] * 2


def test_what_follows_the_list_of_who_came_does_not_stand_under_its_heading():
    made = refine(source(("heading", "Alder Forum"), ("heading", "Present"), ("paragraph", "Cllr A Ahmed, Cllr B Brown"), ("paragraph", LONG)))
    assert [block.section for block in made] == [None, "Alder Forum", "Alder Forum > Present", "Alder Forum"]


def test_what_stands_between_agenda_item_and_minutes_heads_the_minutes():
    item = "Roads and parks - Ada Thorne will be here to speak about the wardens"
    made = refine(source(("heading", "Agenda item"), ("paragraph", item), ("heading", "Minutes:"), ("paragraph", LONG)))
    assert [block.kind for block in made] == ["heading", "heading", "heading", "paragraph"]
    assert made[3].section == f"{item} > Minutes:"
    assert kinds(("heading", "Agenda item"), ("paragraph", item), ("paragraph", LONG)) == ["heading", "paragraph", "paragraph"]


def test_all_after_notes_to_editors_is_boilerplate():
    assert kinds(("heading", "News"), ("paragraph", LONG), ("paragraph", "Notes to editors"), ("paragraph", LONG)) == [
        "heading",
        "paragraph",
        "boilerplate",
        "boilerplate",
    ]


def test_all_after_ends_is_boilerplate_but_not_what_says_that_something_ends():
    assert kinds(("paragraph", LONG), ("paragraph", "ENDS"), ("paragraph", LONG))[1:] == ["boilerplate", "boilerplate"]
    assert kinds(("paragraph", LONG), ("paragraph", "Here the road ends"), ("paragraph", LONG))[1:] == ["paragraph", "paragraph"]


def test_a_release_can_end_in_many_words():
    for words in ("Notes to editors: Jo Lee is available.", "Ends", "- ends -", "ENDS. Pictures can be had.", "Editors' notes"):
        assert kinds(("paragraph", LONG), ("paragraph", words), ("paragraph", LONG))[1:] == ["boilerplate", "boilerplate"], words
    for words in ("Ends meet more easily now, people said.", "Notes of hope were heard all evening long."):
        assert kinds(("paragraph", LONG), ("paragraph", words), ("paragraph", LONG))[1:] == ["paragraph", "paragraph"], words


def test_in_a_transcript_names_alone_are_speakers():
    turns = [("paragraph", f"{name}: {LONG}") for name in ("Jo Lee", "Sam Hill") * 3]
    assert [block.speaker for block in refine(source(*turns))] == ["Jo Lee", "Sam Hill"] * 3
    assert [block.speaker for block in refine(source(*turns[:2]))] == [None, None]


def test_prompts_are_prompts_and_what_people_said_to_them_is_not():
    found = kinds(
        ("paragraph", "Question 2. What helps people get on?"),
        ("heading", "Events"),
        ("paragraph", LONG),
        ("heading", "Prompts"),
        ("list_item", "Who needs to be involved?"),
    )
    assert found == ["prompt", "heading", "paragraph", "prompt", "prompt"]


def test_a_table_of_contents_ends_where_the_text_begins():
    found = kinds(
        ("heading", "Contents"), ("paragraph", "Introduction 3"), ("heading", "Findings 7"), ("heading", "Introduction"), ("paragraph", LONG)
    )
    assert found == ["heading", "contents", "contents", "heading", "paragraph"]


def test_what_follows_the_contents_is_not_under_them():
    made = refine(source(("heading", "CONTENTS"), ("paragraph", "Introduction 3"), ("paragraph", "Findings 7"), ("paragraph", LONG)))
    assert [block.section for block in made] == [None, "CONTENTS", "CONTENTS", None]


def test_all_headings_above_a_block_are_its_section():
    heads = ["1. Lamps", "1.1 Oil", "1.1.1 Wicks", "1.1.1.1 Cotton"]
    assert refine(source(*(("heading", head) for head in heads), ("paragraph", LONG)))[-1].section == " > ".join(heads)


def test_lines_that_name_letters_received_are_procedure_and_what_a_letter_says_is_not():
    found = kinds(
        ("heading", "9. Correspondance and e-mails"),
        ("list_item", "Clerks and Councils Direct, April edition, and a brochure of benches"),
        ("list_item", "Clerks and Councils Direct May 2016"),
        ("list_item", "Clerks and Councils Direct - May 2016"),
        ("list_item", "Festive Lighting, J Parker (flowers and bulbs), Clerks and Councils Direct."),
        ("list_item", "Letter from the county, which will not mend the wall by the school before Easter"),
        ("list_item", "Bank closing at Alder"),
        ("list_item", "It may rain on the day of the fair."),
        ("list_item", "Mrs Thorne: hate crime against Muslim pupils at the bus stop on Fen Road"),
        ("list_item", "Petition from 200 parents for women-only swimming sessions at the baths on Friday nights"),
        ("list_item", "Mrs Thorne - Racist Chants"),
        ("heading", "10. Roads"),
        ("list_item", "Potholes on the lane to the school and on the green"),
    )
    assert found == ["heading", *["procedure"] * 4, *["list_item"] * 6, "heading", "list_item"]


def test_the_minutes_of_a_second_meeting_stand_under_its_own_title():
    made = refine(
        source(
            ("heading", "Alder Parish Council A.G.M. - 17th April 2019"),
            ("heading", "Present"),
            ("paragraph", "Cllr A Ahmed (Chair), Cllr B Brown"),
            ("heading", "19.04.1 Roads"),
            ("paragraph", LONG),
            ("heading", "Alder Annual Parish Meeting - 17th April 2019"),
            ("heading", "Present"),
            ("paragraph", "Cllr A Ahmed (Chair) and four residents"),
            ("heading", "Bus shelter"),
            ("paragraph", LONG),
        )
    )
    assert [block.kind for block in made if block.kind != "heading"] == ["attendance", "paragraph", "attendance", "paragraph"]
    assert made[4].section == "Alder Parish Council A.G.M. - 17th April 2019 > 19.04.1 Roads"
    assert made[9].section == "Alder Annual Parish Meeting - 17th April 2019 > Bus shelter"


def test_what_a_facilitator_says_is_a_prompt_and_what_people_answer_is_not():
    turns = [("Facilitator", "What would help?"), ("Ms Ash", LONG), ("Facilitator", "Who should do it?"), ("Mr Elm", LONG)]
    found = kinds(("heading", "Table 4"), *(("paragraph", f"{name}: {words}") for name, words in turns))
    assert found == ["heading", "prompt", "paragraph", "prompt", "paragraph"]


def test_a_turn_goes_on_until_the_next_speaker_or_heading():
    turns = [("paragraph", f"{name}: {LONG}") for name in ("Jo Lee", "Sam Hill") * 3]
    made = refine(source(*turns, ("paragraph", LONG), ("heading", "Written answers"), ("paragraph", LONG)))
    assert [block.speaker for block in made[5:]] == ["Sam Hill", "Sam Hill", None, None]


def test_a_quotation_that_goes_on_in_the_next_paragraphs_keeps_its_speaker():
    made = refine(
        source(
            ("heading", "Alder news"),
            ("paragraph", "Ada Thorne said:"),
            ("paragraph", "“The wardens know every family on the estate."),
            ("paragraph", "“They will stay for as long as I lead this council.”"),
            ("paragraph", LONG),
        )
    )
    assert [block.speaker for block in made] == [None, None, "Ada Thorne", "Ada Thorne", None]


def test_sections_follow_the_numbers_of_headings():
    made = refine(
        source(("heading", "1. Findings"), ("heading", "1.1 Young people"), ("paragraph", LONG), ("heading", "2. Advice"), ("paragraph", LONG))
    )
    assert [block.section for block in made] == [None, "1. Findings", "1. Findings > 1.1 Young people", None, "2. Advice"]


def test_headings_without_numbers_stand_under_numbered_ones():
    made = refine(source(("heading", "1. Findings"), ("heading", "Trust"), ("paragraph", LONG), ("heading", "Events"), ("paragraph", LONG)))
    assert [made[2].section, made[4].section] == ["1. Findings > Trust", "1. Findings > Events"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Cllr Ahmed: We must act now.", "Cllr Ahmed"),
        ("Jo Lee (youth worker): They have nowhere to go.", "Jo Lee (youth worker)"),
        ("Chair: Thank you.", "Chair"),
        ("Elmbridge Together: a campaign for all.", None),
        ("Trust: this was the first theme.", None),
        ("Cllr Ahmed said that we must act.", "Cllr Ahmed"),
        ("Delegates said that we must act.", None),
        ("Cllr Ahmed and the wardens walked the estate.", None),
    ],
)
def test_a_speaker_is_named_only_where_the_text_says_who_speaks(text, speaker):
    assert refine(source(("paragraph", text)))[0].speaker == speaker


def test_places_of_blocks_are_never_changed():
    made = source(("heading", "Present"), ("paragraph", "A Person"), ("table", "a | b"), ("paragraph", "ENDS"), ("paragraph", "x"))
    assert [(b.start, b.end) for b in refine(made)] == [(b.start, b.end) for b in made.blocks]


AGENDA = [
    ("heading", "ALDER PARISH COUNCIL, MEETING ON THURSDAY 4th OCTOBER 2018"),
    ("heading", "AGENDA"),
    ("list_item", "1. To receive apologies for the meeting"),
    ("list_item", "2. To approve the minutes of the spring session"),
    ("list_item", "3. To discuss the consultation on the bus shelter by the green"),
    ("paragraph", "(the drain of the village green, and the estimate for it)"),
    ("list_item", "4. Any other business"),
]


def test_the_items_of_an_agenda_are_contents():
    assert kinds(*AGENDA) == ["heading", "heading", "contents", "contents", "contents", "contents", "contents"]


def test_a_paper_that_goes_with_an_agenda_stays():
    assert kinds(*AGENDA, ("paragraph", f"{LONG} {LONG} {LONG}"))[-1] == "paragraph"


def test_minutes_with_a_heading_agenda_keep_their_substance():
    assert kinds(*AGENDA, ("paragraph", "Councillors resolved that the shelter be mended before winter."))[4] == "list_item"


@pytest.mark.parametrize(
    ("texts", "kind"),
    [
        (("Clerk's fee £450", "Churchyard donation £ 250", "Clerk's expenses £45.99 (paper, ink)"), "table"),
        (("Bill for mowing £ 312.75 resolved to pay", "Printing of posters £ 18.20 resolved to pay"), "table"),
        (("The council resolved to set the precept at £2,500.", "A cheque of £50 has been received for the seat"), "paragraph"),
        (("More funding: £2m for youth work", "Faster repairs: £3 million"), "paragraph"),
        (("Bus passes cost £30 a year", "A single parent needs £40 for the winter"), "paragraph"),
        (("A youth club for £5 a night", LONG), "paragraph"),
    ],
)
def test_lists_of_payments_are_tables_and_sentences_with_amounts_are_not(texts, kind):
    assert kinds(("heading", "9. Community"), *(("paragraph", text) for text in texts), ("paragraph", LONG))[1] == kind


def test_one_payment_under_a_heading_about_money_is_a_table():
    assert kinds(("heading", "9. Finance"), ("paragraph", "Annual subscription £ 106.00"), ("paragraph", LONG)) == ["heading", "table", "paragraph"]


def test_all_under_a_background_paper_says_so_in_its_section():
    made = refine(
        source(
            ("heading", "5. Information sent before the event"),
            ("heading", "Background paper for the workshop"),
            ("heading", "What is cohesion?"),
            ("paragraph", LONG),
            ("heading", "Why is it happening?"),
            ("paragraph", LONG),
            ("heading", "6. Next steps"),
            ("paragraph", LONG),
        )
    )
    assert ["Background paper" in (block.section or "") for block in made if block.kind == "paragraph"] == [True, True, False]


def test_the_lines_of_a_title_page_are_headings():
    opening = ("paragraph", "From page to practice. What councillors do in hard times.")
    assert kinds(("paragraph", "Sunday, 3 March 2013"), opening, ("paragraph", f"{LONG} {LONG}"))[1] == "heading"
    assert kinds(("paragraph", "Alder - Trust"), ("heading", "ALDER - TRUST"), ("paragraph", LONG)) == ["heading", "heading", "paragraph"]
    assert kinds(("paragraph", "The hall was full on the night."), ("paragraph", "So was the street.")) == ["paragraph", "paragraph"]
    assert kinds(("heading", "Trust"), ("paragraph", "The hall was full on the night."), ("paragraph", LONG))[1] == "paragraph"


def test_who_issued_a_release_is_boilerplate():
    assert (
        kinds(("paragraph", "ALDER COUNCIL News Release (024) issued by The Town Press Office on 4 February 2008"), ("paragraph", LONG))[0]
        == "boilerplate"
    )


@pytest.mark.parametrize(
    ("pieces", "title"),
    [
        ((("heading", "Alder Parish Council"), ("heading", "5th July 2016"), ("heading", "Present")), "Alder Parish Council - 5th July 2016"),
        ((("heading", "Department for Towns and Local Government"), ("heading", "Trust and Towns")), "Trust and Towns"),
        ((("heading", "Agenda item"), ("paragraph", LONG)), None),
        ((("paragraph", "Sunday, 3 March 2013"), ("heading", "From page to practice"), ("paragraph", LONG)), "From page to practice"),
        ((("heading", "ALDER TOWN COUNCIL"), ("heading", "Agenda"), ("paragraph", LONG)), "ALDER TOWN COUNCIL"),
        ((("heading", "Report of the commission on trust"), ("heading", "What people said")), "Report of the commission on trust"),
        ((("heading", "1. INTRODUCTION"), ("paragraph", LONG)), None),
        ((("paragraph", LONG), ("heading", "What people said")), None),
    ],
)
def test_a_title_is_the_first_heading_that_says_what_the_document_is(pieces, title):
    made = source(*pieces)
    assert title_of(made.text, made.blocks) == title


def test_headings_numbered_anew_stay_under_their_annex_until_another_annex_or_a_heading_like_it():
    made = refine(
        source(
            ("heading", "5. Advice"),
            ("paragraph", LONG),
            ("heading", "Annex A"),
            ("heading", "1. Introduction"),
            ("paragraph", LONG),
            ("heading", "2. Method"),
            ("heading", "2.1 Places"),
            ("paragraph", LONG),
            ("heading", "Annex B"),
            ("heading", "1. Introduction"),
            ("paragraph", LONG),
        )
    )
    assert [block.section for block in made if block.kind == "paragraph"] == [
        "5. Advice",
        "Annex A > 1. Introduction",
        "Annex A > 2. Method > 2.1 Places",
        "Annex B > 1. Introduction",
    ]


def test_numbers_that_go_on_after_an_annex_and_headings_of_its_level_leave_it():
    made = refine(source(("heading", "5. Advice"), ("heading", "Annex A"), ("paragraph", LONG), ("heading", "6. Costs"), ("paragraph", LONG)))
    assert [block.section for block in made if block.kind == "paragraph"] == ["Annex A", "6. Costs"]
    made = refine(source(("heading", "ANNEX A"), ("heading", "1. Introduction"), ("paragraph", LONG), ("heading", "GLOSSARY"), ("paragraph", LONG)))
    assert [block.section for block in made if block.kind == "paragraph"] == ["ANNEX A > 1. Introduction", "GLOSSARY"]


def test_the_authors_of_a_paper_are_no_substance_and_no_section():
    names = [("paragraph", "Ada Thorne*, Bram Oduya, Jan Petrov,"), ("heading", "Orla Finch, Tom Askew"), ("paragraph", "Alder College, Holm")]
    made = refine(source(("heading", "Trust and Towns"), *names, ("heading", "Abstract"), ("paragraph", LONG)))
    assert [block.kind for block in made] == ["heading", *["boilerplate"] * 3, "heading", "paragraph"]
    assert kinds(("heading", "Trust and Towns"), ("paragraph", LONG), ("heading", "Abstract"), ("paragraph", LONG))[1] == "paragraph"
    assert kinds(("heading", "Trust and Towns"), *names, ("heading", "What was said"), ("paragraph", LONG))[1] == "paragraph"


def test_the_highlights_of_a_paper_are_no_names_of_authors():
    names, item = ("paragraph", "I Khan, W May, P Will"), ("list_item", "Trust lower in towns with segregated schools")
    assert kinds(("heading", "Trust"), names, ("heading", "Highlights"), item, ("heading", "Abstract"), ("paragraph", LONG)) == [
        "heading",
        "boilerplate",
        "heading",
        "list_item",
        "heading",
        "paragraph",
    ]
    assert kinds(("heading", "Trust"), names, item, ("heading", "Abstract"), ("paragraph", LONG))[1:3] == ["boilerplate", "list_item"]


def test_questions_of_a_call_for_evidence_are_prompts_and_what_it_tells_is_not():
    found = kinds(
        ("heading", "APPENDIX 3: CALL FOR EVIDENCE"),
        ("paragraph", "The committee will look at how the two estates came to be built."),
        ("heading", "Trust"),
        ("list_item", "1. What brings people together? What keeps them apart?"),
        ("paragraph", "Should the wardens stay?"),
        ("paragraph", LONG),
    )
    assert found == ["heading", "paragraph", "heading", "prompt", "prompt", "paragraph"]


@pytest.mark.parametrize("head", ["Responses to the call for evidence", "The call for help", "Call for evidence: what we heard"])
def test_questions_that_respondents_ask_are_no_prompts(head):
    assert kinds(("heading", head), ("paragraph", "Who speaks for the estate?"), ("paragraph", LONG))[1] == "paragraph"


def test_a_heading_that_text_recognition_is_unsure_of_heads_its_own_page_only():
    text = "Tne Mi11 H1ll\n\nThe hall was cold.\n\nThe school was warm.\n"
    blocks = (Block("heading", 0, 13, page=1, confidence=52.0), Block("paragraph", 15, 33, page=1), Block("paragraph", 35, 55, page=2))
    assert [block.section for block in refine(Source(text, blocks, "application/pdf"))] == [None, "Tne Mi11 H1ll", None]
    sure = (Block("heading", 0, 13, page=1, confidence=93.0), *blocks[1:])
    assert [block.section for block in refine(Source(text, sure, "application/pdf"))] == [None, "Tne Mi11 H1ll", "Tne Mi11 H1ll"]


RELEASE = [("heading", "Alder press release"), ("heading", "Wardens stay, 3 May 2016"), ("paragraph", LONG), ("paragraph", LONG)]
NOTES = [
    ("paragraph", "ENDS"),
    ("heading", "Notes to editors"),
    ("list_item", "The forum was begun in 2004 by the people of Alder."),
    ("paragraph", LONG),
]


def test_a_release_after_the_end_of_another_is_read():
    for head in (RELEASE, RELEASE[:1] + RELEASE[2:], RELEASE[1:]):
        found = kinds(*RELEASE, *NOTES, *head, *NOTES)
        assert found[len(RELEASE) + len(NOTES) :][: len(head)].count("paragraph") == 2, head
        assert set(found[-len(NOTES) :]) == {"boilerplate"}


def test_a_heading_over_prose_goes_on_after_ends_and_one_of_notes_does_not():
    body = [("paragraph", LONG)] * 2
    assert kinds(*RELEASE, ("heading", "ENDS"), ("heading", "What the wardens do"), *body)[-3:] == ["heading", "paragraph", "paragraph"]
    for words in ("About Alder Forum", "Further information"):
        assert kinds(*RELEASE, ("heading", "ENDS"), ("heading", words), *body)[-3:] == ["boilerplate"] * 3, words
    assert kinds(*RELEASE, *NOTES, ("heading", "The Alder Forum"), *body)[-3:] == ["boilerplate"] * 3


def test_ends_is_no_heading_wherever_it_stands():
    made = refine(source(("paragraph", LONG), ("heading", "ENDS"), *[("paragraph", LONG)] * 8))
    assert (made[1].kind, made[2].kind, made[2].section) == ("boilerplate", "paragraph", None)


def test_a_line_under_next_meeting_without_day_place_or_form_is_no_procedure():
    found = kinds(
        ("heading", "Date of next meeting"),
        ("paragraph", "Tuesday 5 July at 7pm"),
        ("paragraph", "Alder Village Hall"),
        ("paragraph", "Racist graffiti by the mill"),
        ("paragraph", "Fear of walking home"),
    )
    assert found == ["heading", "procedure", "procedure", "paragraph", "paragraph"]
