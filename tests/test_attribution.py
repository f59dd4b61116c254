"""A speaker is given only where the text says who speaks these very words; all people, bodies and places are invented."""

import pytest

from pipeline.sources import Block
from pipeline.speakers import spoken

PROSE = "the market and the school are where the two sides of the town still meet, and that much should be built on both"
QUOTED = "“We never see anybody from the hill, and nobody from the hill has ever asked to see us.”"
LEAD = "Witnesses were of two minds. Mr Hale called it a bench for the idle. Dr Ash, Head of Play at the Alder Board, for example, told us of her own experience (see Box 3):"


def speakers(*paragraphs, kind="paragraph"):
    text, blocks = "", []
    for words in paragraphs:
        blocks.append(Block(kind, len(text), len(text) + len(words)))
        text += f"{words}\n\n"
    return [block.speaker for block in spoken(text, blocks)]


def test_a_block_quote_has_the_speaker_of_the_sentence_that_leads_to_it_and_of_no_other():
    mr_vale = "Mr Vale said that it was “no more than a bench for idle hands”."
    assert speakers(mr_vale, LEAD, QUOTED) == ["Mr Vale", None, "Dr Ash"]
    assert speakers(mr_vale, "Others spoke of the market:", QUOTED) == ["Mr Vale", None, None]
    assert speakers(f"“{PROSE},” said Mr Vale.", QUOTED) == ["Mr Vale", None]


@pytest.mark.parametrize(
    "lead",
    [
        "Professor Elm and Dr Ash, for example, noted in relation to play that:",
        "Dr Ash is Head of Play. She told us:",
        "Cycling Alderwick said in relation to play:",
        "Dr Ash told us much, and Mr Hale said:",
    ],
)
def test_a_block_quote_led_to_by_two_people_a_pronoun_or_a_body_has_no_speaker(lead):
    assert speakers(lead, QUOTED) == [None, None]


@pytest.mark.parametrize(
    "prose",
    [
        f"5.3. The minister, Orla Finch MP, echoed this, noting that “many have tried”. We return to it in chapter six. Dr Ash said that {PROSE}.",
        f"2.9. In our view nudges are a kind of rule and {PROSE}. Orla Finch MP, minister for play, said: “a fence can be a friend to those who mend it”.",
        f"Dr Ash found the origins of the unit in a wish to be rid of rules. Mr Letts said that it was made to help, as “{PROSE}”.",
        f"Dr Ash said that {PROSE}. Bram Oduya, University of Alder, agreed that there was room for more.",
        f"Mr Letts said that {PROSE}. We do not think that this is a fair summary.",
        f"Jan Petrov, of the Faculty of Letters and Rural Sciences, said: “{PROSE}.” The Faculty of Letters and Rural Sciences said “so it is too”.",
        f"A paper of the Faculty of Letters and Rural Sciences said that “{PROSE}”.",
        f"The bill goes on. The Alder Unionist Party said that “{PROSE}”.",
    ],
)
def test_prose_that_cites_people_has_no_speaker(prose):
    assert speakers(prose) == [None]


def test_a_name_does_not_begin_in_the_sentence_before():
    assert speakers(f"It is so all over Europe. Ada Thorne said: “{PROSE}.”") == ["Ada Thorne"]
    assert speakers(f"It is so all over Europe. Even Ada Thorne said: “{PROSE}.”") == ["Ada Thorne"]


def test_a_quotation_goes_on_only_while_it_is_not_closed():
    opened, closed = QUOTED.rstrip("”"), QUOTED
    assert speakers("Ada Thorne said:", opened, closed, closed) == [None, "Ada Thorne", "Ada Thorne", None]
    assert speakers(f"Ada Thorne said: {closed}", closed) == ["Ada Thorne", None]
    assert speakers(f"Ada Thorne said: {opened}", closed) == ["Ada Thorne", "Ada Thorne"]
    assert speakers("Ada Thorne said:", f"{closed} The board states in its plan that {PROSE}.") == [None, None]


def test_words_that_the_document_also_writes_small_are_nobodys_name():
    promises = [f"WE {verb}: {PROSE}" for verb in ("OPPOSE", "PROPOSE") * 4]
    assert speakers(*promises, "This is what we oppose and what we propose.") == [None] * 9
    assert speakers("Public Services (AHS): More money.", "Our public services need it.") == [None, None]
    assert speakers(*(f"{name}: {PROSE}" for name in ("JO LEE", "SAM HILL") * 3)) == ["JO LEE", "SAM HILL"] * 3


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        (f"The Chair of the Harrow Interfaith Council, Mrs Thorne, said: {QUOTED}", "Mrs Thorne"),
        (f"The Council’s Chair, Revd Dr Orla Finch, said: {QUOTED}", "Revd Dr Orla Finch"),
        (f"Our new head of play, Bram Oduya, added: {QUOTED}", "Bram Oduya"),
        (f"The Leader of the Council said: {QUOTED}", "Leader of the Council"),
        (f"The Chair of the Alder Board, which meets in May, said: {QUOTED}", "Chair of the Alder Board"),
        ("“I came from the hill in April knowing nobody at all,” said assembly member Orla Finch. “Now I know the town.”", "Orla Finch"),
        (f"Sister Agnes, a member of the group, praised the temples. {QUOTED}", None),
        (f"The priest, Father Matteo, drives a lorry on weekdays. He said: {QUOTED}", "Father Matteo"),
        (f"Imam Yusuf said: {QUOTED}", "Imam Yusuf"),
        ("“We were on the news for nothing happening,” a butcher said. “That is the best notice we ever had.”", "a butcher"),
        ("“I used to cross the road,” said one of its founders. “Now I save her a chair.”", "one of its founders"),
        ("“I used to cross the road at night,” the survey said. “Now I save her a chair.”", None),
        ("“I used to cross the road at night,” said the report. “Now I save her a chair.”", None),
        (f"The Alder Interfaith Council, a charity, said: {QUOTED}", None),
        (f"The report of the Alder Board, Trust and Play, said: {QUOTED}", None),
    ],
)
def test_who_is_named_after_an_office_or_by_a_calling_is_the_speaker(words, speaker):
    assert speakers(words) == [speaker]


@pytest.mark.parametrize(
    "thing",
    [
        *("A leaflet pushed through doors", "A banner outside the temple", "A tweet", "A video", "A week later", "One in five", "An online petition"),
        *("A statement from the temple", "A government briefing", "A parish magazine", "A letter from a resident", "One of its leaflets"),
    ],
)
def test_things_do_not_speak(thing):
    assert speakers(f"{thing} said: {QUOTED}") == [None]
    assert speakers(f"{QUOTED[:-2]},” said {thing[0].lower()}{thing[1:]}.") == [None]


def test_a_quotation_led_to_by_he_added_goes_on_with_whoever_was_just_quoted():
    first, then = f"Councillor Thorne, who holds the purse, said: {QUOTED}", f"He added: {QUOTED}"
    assert speakers(first, then) == ["Councillor Thorne"] * 2
    assert speakers(first, f"She went on, {QUOTED}") == ["Councillor Thorne", None]
    assert speakers(first, PROSE, then) == ["Councillor Thorne", None, None]
    assert speakers(PROSE, then) == [None, None]
    assert speakers(first, f"Mr Hale said: {QUOTED}", then) == ["Councillor Thorne", "Mr Hale", "Mr Hale"]
    assert speakers(first, "Families wait. He said that the mill had closed and that nobody minded.", then) == ["Councillor Thorne", None, None]


def test_a_block_quote_may_begin_with_words_left_out():
    assert speakers(LEAD, "“... the board, which is most of the group, is not moved so far to look.”") == [None, "Dr Ash"]


def test_imams_and_police_officers_take_turns_as_others_do():
    turns = [f"{name}: {PROSE}" for name in ("Imam Yusuf", "Sgt Hale") * 3]
    assert speakers(*turns) == ["Imam Yusuf", "Sgt Hale"] * 3


def test_in_a_press_release_a_quotation_by_itself_goes_on_with_whoever_alone_is_quoted():
    first, opened, ends = f"Councillor Thorne said: {QUOTED.rstrip('”')}", "[ENDS]", "Notes to editors: the hall was built in 1968."
    assert speakers(first, QUOTED, f"{QUOTED} {opened}") == ["Councillor Thorne"] * 3
    assert speakers(first, QUOTED, QUOTED, ends) == ["Councillor Thorne"] * 3 + [None]
    assert speakers(first, QUOTED, PROSE, QUOTED, ends) == ["Councillor Thorne"] * 2 + [None] * 3
    assert speakers(first, QUOTED, QUOTED) == ["Councillor Thorne"] * 2 + [None]
    assert speakers(first, QUOTED, QUOTED, f"Mr Hale said: {QUOTED}", ends) == ["Councillor Thorne", "Councillor Thorne", None, "Mr Hale", None]
    assert speakers(f"One resident said: {QUOTED}", QUOTED, ends) == ["One resident", None, None]


def test_a_sentence_that_is_cut_after_its_verb_goes_on_with_its_speaker():
    cut, rest = "The Chair welcomed members to the forum. She also welcomed", "Bram Oduya of the Alder Board, who was to speak on the market."
    assert speakers(cut, rest, PROSE) == ["Chair", "Chair", None]
    assert speakers(f"{cut} Mr Hale.", rest) == ["Chair", None]
    assert speakers("The Chair welcomed members to the forum. The board asked for more", rest) == ["Chair", None]
    assert speakers(cut, f"Mr Hale said: {QUOTED}") == ["Chair", "Mr Hale"]


def test_an_initial_and_a_surname_speak_where_a_list_says_that_they_came():
    def who(*pieces):
        text, blocks = "", []
        for kind, words in pieces:
            blocks.append(Block(kind, len(text), len(text) + len(words)))
            text += f"{words}\n\n"
        return spoken(text, blocks)[-1].speaker

    came = ("attendance", "Councillors B Oduya (Chair), A. Thorne and O Finch, Alder District Council")
    assert who(came, ("paragraph", "B Oduya reported that the drains were blocked again.")) == "B Oduya"
    assert who(came, ("paragraph", "O Finch, Alder District Council, reported light on the hall not working, B Oduya to report.")) == "O Finch"
    assert who(came, ("paragraph", "A Council reported that the drains were blocked again.")) is None
    assert who(("paragraph", "B Oduya reported that the drains were blocked again.")) is None
    assert who(came, ("paragraph", "B Oduya reported that Mr Hale said that the drains were blocked again.")) is None


def said_in(*pieces, section=None):
    """Give who speaks in each paragraph of a document of (kind, words), all under one section."""
    text, blocks = "", []
    for kind, words in pieces:
        blocks.append(Block(kind, len(text), len(text) + len(words), section=section))
        text += f"{words}\n\n"
    return [block.speaker for block in spoken(text, blocks) if block.kind == "paragraph"]


CHAPTERS = (("heading", "Chapter 1: Play"), ("heading", "CHAPTER TWO: MARKETS"))


def test_what_a_report_in_chapters_says_of_people_is_its_authors_and_what_it_quotes_is_theirs():
    told, quoted = ("paragraph", f"Dr Ash suggested that {PROSE}."), ("paragraph", f"Dr Ash said: {QUOTED}")
    assert said_in(told, quoted) == ["Dr Ash", "Dr Ash"]
    assert said_in(*CHAPTERS, told, quoted) == [None, "Dr Ash"]
    assert said_in(*CHAPTERS, told, section="Annex 2: Seminar in Alder") == ["Dr Ash"]


@pytest.mark.parametrize(
    ("lead", "speaker"),
    [
        ("Dr Ada Ash, Head of Play, University of Alder, summed this up as follows:", "Dr Ada Ash"),
        ("4.2. Orla Finch MP, minister for play, gave us some comfort in this:", "Orla Finch"),
        ("Ms Hale of Benches for Alder and Harrow drew a darker picture:", "Ms Hale"),
        ("Much of it “would not pay for bus shelters”. Ms Hale of Benches for Alder drew a darker picture:", "Ms Hale"),
        ("Dr Ash was told by tenants of the hill:", None),
        ("Dr Ash quoted a tenant of the hill:", None),
        ("Dr Ash drew our attention to the words of a tenant:", None),
        ("Dr Ash put this to Mr Hale in May:", None),
        ("Benches for Alder drew a darker picture:", None),
    ],
)
def test_a_sentence_that_begins_with_a_person_leads_to_his_or_her_words_whatever_its_verb(lead, speaker):
    assert speakers(lead, QUOTED) == [None, speaker]


def test_what_stands_under_the_heading_of_a_talk_is_of_the_one_who_gave_it():
    talk, then = (
        ("heading", "Benches in Alder (Dr Ada Ash)"),
        ("paragraph", "Benches had been shown to bring neighbours out of doors in all weathers."),
    )
    first, other = ("paragraph", "Dr Ash outlined what was known of benches."), ("paragraph", "Mr Hale said that benches draw idlers.")
    asked = ("paragraph", "The cost of benches was discussed.")
    annex = "Annex 2: Seminar in Alder"
    assert said_in(talk, first, then, asked, then, section=annex) == ["Dr Ash", "Dr Ada Ash", None, "Dr Ada Ash"]
    assert said_in(talk, then, other, then, section=annex) == ["Dr Ada Ash", "Mr Hale", None]
    assert said_in(talk, then, ("heading", "Discussion"), then, section=annex) == ["Dr Ada Ash", None]
    assert said_in(talk, then, section="Benches and markets") == [None]


def test_a_block_quote_of_a_text_is_quoted_by_another():
    def voice(lead):
        text = f"{lead}\n\n{QUOTED}"
        return spoken(text, (Block("paragraph", 0, len(lead)), Block("paragraph", len(lead) + 2, len(text))))[1].voice

    assert voice("All of this goes back to the coalition agreement:") == "quoted by another"
    assert voice("The report of the Harrow inquiry says:") == "quoted by another"
    assert [voice(lead) for lead in ("Mr Hale said:", "We said so in our report:", "Others spoke of the hill:")] == [None] * 3
