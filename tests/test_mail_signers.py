"""Who signs a letter speaks in that letter only, and what is said below or like a sign-off is coded. All people and places are invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.importers.eml_notices import is_notice
from tests.test_mail_letters import BUSES, FORUM, HALL, mail, said, sources_of, words

COUNCIL = "Overwick Council <foi@example.org>"
OWNER = "Overwick Council"


def spoken(body: str, folder: Path, sender: str = COUNCIL) -> list[tuple[str | None, str]]:
    return [(who, text) for who, _, text in said(sources_of(mail(body, sender), folder)[0])]


def test_who_signs_a_letter_pasted_below_a_reply_speaks_in_that_letter_alone(tmp_path: Path) -> None:
    body = f"Dear Jo Bell,\n\n{FORUM}\n\nYours sincerely\nFOI Team\n\nYour request was:\n\nDear council,\n\n{BUSES}\n\nYours faithfully,\nJo Bell\n"
    assert spoken(body, tmp_path) == [(OWNER, FORUM), (None, "Your request was:"), ("Jo Bell", BUSES)]


@pytest.mark.parametrize(("signer", "speaker"), [("FOI Team", OWNER), ("Ann Ash", "Ann Ash")])
def test_nobody_speaks_in_what_is_pasted_below_a_signature_and_names_no_writer(tmp_path: Path, signer: str, speaker: str) -> None:
    assert spoken(f"{HALL}\n\nYours sincerely\n{signer}\n\n{BUSES}\n\n{FORUM}\n", tmp_path) == [(speaker, HALL), (None, BUSES), (None, FORUM)]


def test_who_signs_after_a_postscript_was_begun_still_says_it(tmp_path: Path) -> None:
    assert spoken(f"{HALL}\n\nYours sincerely\nAnn Ash\n\nPS {BUSES}\n", tmp_path) == [("Ann Ash", HALL), ("Ann Ash", f"PS {BUSES}")]


def test_a_sender_who_pastes_an_earlier_letter_of_theirs_speaks_in_both(tmp_path: Path) -> None:
    body = f"{HALL}\n\nRegards\nJo\n\n{BUSES}\n\nYours faithfully\nJo Bell\n"
    assert spoken(body, tmp_path, "Jo Bell <jo@example.org>") == [("Jo Bell", HALL), ("Jo Bell", BUSES)]


def test_a_new_letter_that_another_begins_below_a_line_is_not_the_senders(tmp_path: Path) -> None:
    body = f"{HALL}\n\nAtenciosamente,\n**********\nOverwick Centre\n**********\n\nPedido:\n\n{BUSES}\n\nCordialement,\n\nAda Alder\n"
    assert spoken(body, tmp_path) == [(OWNER, HALL), ("Ada Alder", BUSES)]


def test_initials_below_a_signature_are_not_said_by_who_signs_what_follows(tmp_path: Path) -> None:
    body = f"{HALL}\n\nRegards\n-----\nFOI Team\n-----\n\nmb\n\n{BUSES}\n\nYours faithfully\nAda Alder\n"
    assert spoken(body, tmp_path) == [(OWNER, HALL), (None, "mb"), ("Ada Alder", BUSES)]


@pytest.mark.parametrize(
    "nobody",
    ["Merry Christmas", "Chief Executive", "Stopford Baptist Church", "Head Teacher", "Overwick Mosque", "Happy New Year", "Hill Primary School"],
)
def test_an_office_a_house_and_a_wish_are_no_speakers(tmp_path: Path, nobody: str) -> None:
    assert spoken(f"{HALL}\n\nKind regards\n{nobody}\n", tmp_path) == [(OWNER, HALL)]


WISHES = ["- The hall open on Sundays", "- A later bus", "- More wardens in the park"]


@pytest.mark.parametrize("closing", ["Many thanks", "Thank you.", "Thanks,"])
def test_wishes_in_points_below_thanks_are_the_senders(tmp_path: Path, closing: str) -> None:
    body = f"{HALL}\n\n{closing}\n\n" + "\n".join(WISHES) + "\n"
    assert spoken(body, tmp_path) == [(OWNER, text) for text in (HALL, *WISHES)]


@pytest.mark.parametrize(
    "kept",
    [
        "This message is from the families of Mill Lane. The boys who attack our children meet there at night, and we know that the cameras are monitored.",
        "Please consider the environment before you build on the green fields of Overwick, where our children play.",
        "Get from the estate to the clinic by bus",
        "Sent from the estate to a school in Alder",
        "Dear old Overwick is dying!",
        "Hi everyone we must stop this racism!",
    ],
)
def test_what_only_begins_as_what_programs_or_greetings_write_is_coded(tmp_path: Path, kept: str) -> None:
    source = sources_of(mail(f"{kept}\n\n{HALL}\n\n{BUSES}\n"), tmp_path)[0]
    assert kept in {source.text[block.start : block.end] for block in source.blocks if block.kind != "boilerplate"}


def test_a_notice_that_goes_on_to_say_something_is_none() -> None:
    assert is_notice("This message is confidential and for the intended reader.")
    assert not is_notice("This message is confidential and for the intended reader. The boys who attack our children on Mill Lane should be stopped.")


@pytest.mark.parametrize(
    "notice",
    [
        "This email and any attachments are confidential. If you are not the intended recipient please delete it and tell the sender.",
        "Disclaimer: this message may be monitored. Any views expressed are those of the author and not of Overwick Council. We accept no liability for viruses.",
        "Please consider the environment before printing this e-mail.",
        "Sent from my iPad",
        "Get Outlook for iOS",
        "Sent from Mail for Windows 10",
    ],
)
def test_what_programs_write_below_a_mail_is_not_coded(tmp_path: Path, notice: str) -> None:
    assert words(mail(f"{HALL}\n\n{BUSES}\n\n{notice}\n"), tmp_path) == [HALL, BUSES]


@pytest.mark.parametrize("greeting", ["Dear all who were at the meeting,", "Dear Will,", "Hello May!", "Dear friends of the hall,"])
def test_a_greeting_to_those_who_did_something_is_one(tmp_path: Path, greeting: str) -> None:
    assert words(mail(f"{greeting}\n\n{HALL}\n\n{BUSES}\n"), tmp_path) == [HALL, BUSES]


def test_what_is_said_below_two_dashes_is_coded(tmp_path: Path) -> None:
    assert words(mail(f"{HALL}\n\n-- \n{BUSES}\n\n{FORUM}\n"), tmp_path) == [HALL, BUSES, FORUM]


@pytest.mark.parametrize(
    "introduction",
    [
        "Ar 3 Mai 2016, ysgrifennodd Jo Bell:",
        "Ar Maw, 3 Mai 2016 am 10:15 ysgrifennodd Jo Bell <jo@example.org>:",
        "Ar 3 Mai 2016 am 10:15, Jo Bell <jo@example.org> ysgrifennodd:",
        "Oddi wrth: Jo Bell <jo@example.org>\nAnfonwyd: 3 Mai 2016 10:15\nAt: Siân Lee\nPwnc: Y neuadd",
        "-----Neges Wreiddiol-----\nOddi wrth: Jo Bell\nAnfonwyd: 3 Mai 2016 10:15\nAt: Siân Lee\nPwnc: Y neuadd",
    ],
)
def test_an_earlier_mail_that_a_welsh_program_introduces_is_said_by_its_own_sender(tmp_path: Path, introduction: str) -> None:
    (source,) = sources_of(mail(f"{HALL}\n\nSiân\n\n{introduction}\n\n{BUSES}\n"), tmp_path)
    assert said(source) == [("Siân Lee", None, HALL), ("Jo Bell", "quoted", BUSES)]
