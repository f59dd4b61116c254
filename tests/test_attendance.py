"""Lists of who came are attendance wherever they stand, and prose about those who came is not; all people and bodies are invented."""

import pytest

from pipeline.attendance import says_who_came
from pipeline.sources import Block, Source
from pipeline.structure import refine

SAID = "Residents of the estate said that the path to the school was dark and that they kept their children at home after four."
CAME = [
    "PRESENT: Councillors Ash (Chair), Fenn, Gale and Wren",
    "In the Chair: Councillor Ash",
    "Councillors: J Ash, P Fenn and R Gale",
    "Also in attendance: Mrs I Cobb (Clerk) and 6 members of the public",
    "Officers present: Tom Hale, Head of Housing; Ada Finch, Democratic Services Officer",
    "Attendees: Ada Finch, Tom Hale, Orla Webb",
    "Apologies: Cllr Wren (work commitments)",
    "Apologies for absence were received from Cllr Wren and PC Hale.",
    "Present – Cllrs Ash, Fenn, Gale, Wren; the Clerk; 3 residents",
    "Non-voting members: Revd T Askew, Mrs J Petrov",
    "Councillor Ash (Chairman), Councillor Fenn (Vice-Chairman), Councillors Gale, Wren and Webb",
    "Councillor Gale attended the meeting under Standing Order 34.",
    "There were 12 members of the public and one member of the press present.",
    "Apologies were received and accepted from Cllrs Ash and Gale.",
    "Cllr Wren sent his apologies.",
    "Members of the Board: Tom Hale (Alder Council), Orla Webb (Alder Police), Imam Yusuf (Alder Mosque)",
    "In attendance: County Cllr Webb, District Cllr Hale",
    "Substitutes: Councillor Oak for Councillor Elm",
    "Facilitators: Ms A. Finch and Tom Hale",
    "Guest speaker: Dr Orla Webb, University of Alder",
    "Invited guests: Sgt Hale (Police), Mrs J Petrov (Age Concern)",
    "Members Present: Cllr A Wren, Cllr B Gale",
    "Councillors Wren (in the Chair), Gale, Oak and Elm",
    "Also Present: Tom Hale – Director of Housing; Ada Finch – Solicitor",
    "Those attending: Ada Finch, Tom Hale, Mrs Petrov",
    "Participants: Ada Finch (Alder Mosque), Tom Hale (Alder Church), Orla Webb (Alder College)",
    "Commissioners present were Ada Finch, Tom Hale and Imam Yusuf.",
    "Representatives: J Petrov (Tenants), R Kaur (Traders), I Cobb (Schools)",
    "Apologies for absence had been received from Councillors Oak and Elm.",
    "Apologies were submitted by Mr Hale.",
    "Cllr Oak tendered his apologies for lateness.",
    "Observers: PC Hale, Sgt Finch",
    "Parish Clerk: Mrs I Cobb",
    "The following were present: Ada Finch, Tom Hale and Orla Webb",
    "Attending: Ada Finch, Tom Hale, Orla Webb and three tenants",
    "Present were Cllrs Wren, Gale and Oak.",
    "Panel: Ada Finch (Alder Mosque), Tom Hale, Orla Webb – Alder Police",
    "Speakers: A. B. Finch, Head of Housing; Mr Hale, Alder Council; Dr Orla Webb",
    "Members of the Public - Mr & Mrs Hale and Mr D Finch",
]
PROSE = [
    "Councillors from both parties came to the vigil at the mosque.",
    "Present tensions began with the closure of the mill.",
    "Apologies were made by the man who had shouted at the women.",
    "Attendance at the club has fallen since the fares rose.",
    "Members of the Board: listen to the young people of this town.",
    "Absent fathers were named by many as the cause.",
    "Guest speakers from the temple and the church spoke of how they had fed the town in the flood.",
    "Clerk: I have lived here all my life and I know nobody.",
    "Officers present at the scene were pelted with stones.",
    "Substitutes for the bus are taxis that few can pay for.",
    "Participants: most were women, and few were under forty.",
    "Members Present a Petition on Racist Attacks",
    "Observers: what did you see?",
    "Representatives of the mosque, the church and the gurdwara met each week of that summer.",
    "Panel: we heard from three hundred people.",
    "Commissioners present their findings here.",
    "Those attending were frightened of the walk home.",
    "Speakers: Why Do You Hate Us?",
    "Facilitators: Polish and Roma women who had learnt English here.",
    "Witnesses: a boy, his sister and a man with a dog.",
    "Staff: Two Youth Workers, One Cohesion Officer",
    "Officers: More Training, Better Pay",
    "Representatives: Young People, Faith Groups, Older Residents",
    "Representatives: Young People (12), Faith Groups (4)",
    "The participants were Pakistani Muslims, White British and Black Caribbean.",
    "Councillors: Better Roads, More Police",
]


def kind_of(line, *, before):
    """Settle a line between paragraphs of a report."""
    pieces = [("heading", "Alder Forum"), *[("paragraph", SAID)] * before, ("paragraph", line), *[("paragraph", SAID)] * (10 - before)]
    blocks, text = [], ""
    for kind, words in pieces:
        blocks.append(Block(kind, len(text), len(text) + len(words)))
        text += words + "\n\n"
    return refine(Source(text, tuple(blocks), "text/plain"))[before + 1].kind


@pytest.mark.parametrize("line", CAME)
def test_who_came_is_not_what_was_said(line):
    assert {kind_of(line, before=0), kind_of(line, before=6)} <= {"attendance", "procedure"}


@pytest.mark.parametrize("line", PROSE)
def test_prose_about_those_who_came_is_what_was_said(line):
    assert {kind_of(line, before=0), kind_of(line, before=6)} == {"paragraph"}


def test_one_who_speaks_under_a_label_is_not_only_named():
    assert says_who_came("Facilitator: Ada Finch")
    assert not says_who_came("Facilitator: What would help?")
    assert not says_who_came("Facilitator: Good morning.")


def test_words_after_councillors_are_surnames_only_near_the_top():
    line = "Councillors: Racism, Segregation, Poverty"
    assert kind_of(line, before=6) == "paragraph"
    assert kind_of("Councillors: Ash, Fenn, Gale", before=0) == "attendance"
    assert kind_of("Councillors present: Ash, Fenn, Gale", before=6) == "attendance"
