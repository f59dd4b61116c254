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
    assert speakers("Ada Thorne said:", f"{closed} The board states in its plan that {PROSE}.") == [None, None]


def test_words_that_the_document_also_writes_small_are_nobodys_name():
    promises = [f"WE {verb}: {PROSE}" for verb in ("OPPOSE", "PROPOSE") * 4]
    assert speakers(*promises, "This is what we oppose and what we propose.") == [None] * 9
    assert speakers("Public Services (AHS): More money.", "Our public services need it.") == [None, None]
    assert speakers(*(f"{name}: {PROSE}" for name in ("JO LEE", "SAM HILL") * 3)) == ["JO LEE", "SAM HILL"] * 3
