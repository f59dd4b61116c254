"""Of a mail only what its sender says is coded, and it is told who says what. All people and places are invented."""

from __future__ import annotations

from email import policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from pipeline.config import Ingest
from pipeline.importers.reading import read_document
from pipeline.sources import Source

HALL = "The hall on Saturdays would help all of us in Overwick to meet."
BUSES = "The last bus leaves at six, and nobody asked the people of the estate before it was changed."
FORUM = "The forum talked about it in May and wants the council to look again."
PROSE = frozenset({"paragraph", "list_item"})


def mail(body: str, sender: str = "Siân Lee <lee@example.org>", **headers: str) -> EmailMessage:
    message = EmailMessage(policy=policy.default)
    message["Subject"] = headers.pop("subject", "The hall")
    message["From"] = sender
    message["Date"] = "Tue, 3 May 2016 10:00:00 +0100"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(body)
    return message


def sources_of(message: EmailMessage, folder: Path) -> list[Source]:
    path = folder / "a.eml"
    path.write_bytes(bytes(message))
    sources = read_document(path, "eml", Ingest())
    assert isinstance(sources, list)
    return sources


def said(source: Source) -> list[tuple[str | None, str | None, str]]:
    """Return speaker, voice and words of each block of prose."""
    return [(block.speaker, block.voice, source.text[block.start : block.end]) for block in source.blocks if block.kind in PROSE]


def words(message: EmailMessage, folder: Path) -> list[str]:
    return [text for _, _, text in said(sources_of(message, folder)[0])]


@pytest.mark.parametrize(
    ("sender", "speaker"),
    [
        ("Siân Lee <lee@example.org>", "Siân Lee"),
        ("\"'Siân Lee' via Overwick talks\" <talks@example.org>", "Siân Lee"),
        ("lee@example.org", None),
        ('"lee@example.org" <lee@example.org>', None),
        ("Overwick Residents' Association <a@example.org>", "Overwick Residents' Association"),
    ],
)
def test_the_sender_of_a_mail_speaks_in_it_where_the_header_names_one(tmp_path: Path, sender: str, speaker: str | None) -> None:
    assert said(sources_of(mail(f"{HALL}\n\n{BUSES}\n", sender), tmp_path)[0]) == [(speaker, None, HALL), (speaker, None, BUSES)]


def test_who_signs_a_letter_that_another_sends_speaks_in_it(tmp_path: Path) -> None:
    signed = f"{HALL}\n\nYours sincerely,\n\nJo Hay\nChair of the forum\n"
    assert said(sources_of(mail(signed, "Overwick Council <clerk@example.org>"), tmp_path)[0]) == [("Jo Hay", None, HALL)]
    assert said(sources_of(mail(signed, "Jo Hay (Overwick) <jo@example.org>"), tmp_path)[0]) == [("Jo Hay (Overwick)", None, HALL)]


def test_whom_a_letter_quotes_or_reports_speaks_for_himself(tmp_path: Path) -> None:
    quoted = f"{HALL}\n\n“{BUSES} {FORUM}” said Mr Ash.\n"
    assert [who for who, _, _ in said(sources_of(mail(quoted), tmp_path)[0])] == ["Siân Lee", "Mr Ash"]


GREETINGS = ["Dear Mr Ash,", "Dear all", "Hi Jo!", "Annwyl Siân,", "Good morning everyone,", "To whom it may concern:", "Jo,", "Bore da –"]
CLOSINGS = [
    "Kind regards,\nSiân",
    "Yours faithfully\n\n\nSiân Lee\nSecretary, Friends of the Hall\n4 Mill Street, Overwick\nTel: 01632 960123\nwww.example.org",
    "Cofion gorau,\n\nSiân Lee",
    "Cheers\nS.",
    "Siân Lee\nSecretary",
    "Siân",
    "-- \nSiân Lee\nSecretary",
    "Many thanks,\nSiân\n\nSent from my iPhone",
    "Regards\nSiân\n\n--------------------\nThis footer was put here by the server of Overwick. It is not the sender's.\nhttps://www.example.org/privacy",
    "Best wishes,\nSiân\n\nThis e-mail and any files sent with it are confidential and intended solely for the person\nto whom they are addressed.",
]


@pytest.mark.parametrize("greeting", GREETINGS)
def test_a_salutation_is_not_coded(tmp_path: Path, greeting: str) -> None:
    assert words(mail(f"{greeting}\n\n{HALL}\n"), tmp_path) == [HALL]
    assert words(mail(f"{greeting}\n{HALL}\n"), tmp_path) == [HALL]


@pytest.mark.parametrize("closing", CLOSINGS)
def test_a_sign_off_is_not_coded(tmp_path: Path, closing: str) -> None:
    assert words(mail(f"{HALL}\n\n{BUSES}\n\n{closing}\n"), tmp_path) == [HALL, BUSES]


@pytest.mark.parametrize(
    "kept",
    [
        "Dear me, what a mess the council has made of the hall in Overwick.",
        "Hello to all, and thank you for the hall, which we have used since May.",
        "Thanks to the forum the hall is open again on Saturdays and on Sundays.",
        "Good morning is what nobody says on the estate any more.",
        "Regards the hall: it is dear and cold.",
    ],
)
def test_a_sentence_that_begins_as_a_greeting_or_closing_does_is_coded(tmp_path: Path, kept: str) -> None:
    assert words(mail(f"{kept}\n\n{BUSES}\n"), tmp_path) == [kept, BUSES]
    assert words(mail(f"{BUSES}\n\n{kept}\n"), tmp_path) == [BUSES, kept]


@pytest.mark.parametrize(
    ("below", "kept"),
    [
        (f"PS {BUSES}", [f"PS {BUSES}"]),
        (f"Siân Lee\n\nSummary of findings\n\n{BUSES}\n\n{FORUM}", [BUSES, FORUM]),
        (f"Siân\n\n--------------------\n\n{BUSES} {FORUM}\n\n{FORUM}", [f"{BUSES} {FORUM}", FORUM]),
        (f"Siân\n\n{BUSES}\n", [BUSES]),
    ],
)
def test_what_is_said_below_a_signature_is_coded(tmp_path: Path, below: str, kept: list[str]) -> None:
    assert words(mail(f"{HALL}\n\nKind regards,\n{below}\n"), tmp_path) == [HALL, *kept]


def test_the_senders_name_within_a_letter_ends_nothing(tmp_path: Path) -> None:
    assert words(mail(f"{HALL}\n\nSiân Lee\n\n{BUSES}\n\n{FORUM}\n"), tmp_path)[-2:] == [BUSES, FORUM]


def test_lines_broken_by_a_mail_program_are_joined_and_those_broken_by_hand_are_not(tmp_path: Path) -> None:
    wrapped = (
        "We met on Saturday in the hall, which is cold, and talked about the\nbuses, the well-\nbeing of older people and what the pre-\n"
        "and after-school clubs cost the families of the estate, who\nwere not asked.\n\n- The hall is to be open\n  on Sundays too.\n- The buses are to run.\n"
    )
    assert words(mail(wrapped), tmp_path) == [
        (
            "We met on Saturday in the hall, which is cold, and talked about the buses, the well-being of older people and what the pre- "
            "and after-school clubs cost the families of the estate, who were not asked."
        ),
        "- The hall is to be open on Sundays too.",
        "- The buses are to run.",
    ]


def test_flowed_text_is_joined_where_its_lines_say_so(tmp_path: Path) -> None:
    message = mail("x\n")
    message.set_payload(
        "The hall is \ncold.\nThe buses \nare late.\n\n> We were \n> not asked.\n>> Nor we.\n\n From May on it is let.\n-- \nS. Lee\n"
    )
    message.replace_header("Content-Type", "text/plain; charset=utf-8; format=flowed")
    assert said(sources_of(message, tmp_path)[0]) == [
        ("Siân Lee", None, "The hall is cold."),
        ("Siân Lee", None, "The buses are late."),
        (None, "quoted", "We were not asked."),
        (None, "quoted", "Nor we."),
        ("Siân Lee", None, "From May on it is let."),
    ]


def test_marks_of_quotation_that_are_set_in_are_taken_off(tmp_path: Path) -> None:
    body = f"{HALL}\n\n     On 2 May 2016, Jo Hay wrote:\n     > The buses are late,\n     > and the hall is\n     > cold.\n"
    assert said(sources_of(mail(body), tmp_path)[0]) == [
        ("Siân Lee", None, HALL),
        ("Jo Hay", "quoted", "The buses are late, and the hall is cold."),
    ]


@pytest.mark.parametrize(
    ("introduction", "speaker"),
    [
        ("On Mon, 2 May 2016 at 09:00, Jo Hay <jo@example.org> wrote:", "Jo Hay"),
        ("On 2 May 2016, at 09:00, Jo Hay wrote:", "Jo Hay"),
        ("On 02/05/2016 09:00, Jo Hay wrote:", "Jo Hay"),
        ('On Mon, May 2, 2016 at 9:00 AM, "Hay, Jo" <jo@example.org> wrote:', "Hay, Jo"),
        ("On 2 May 2016 jo@example.org wrote:", None),
        ("Jo Hay <jo@example.org> wrote:", "Jo Hay"),
        ("-----Original Message-----\nFrom: Jo Hay [mailto:jo@example.org]\nSent: 02 May 2016\nTo: Siân Lee\nSubject: Hall\n", "Jo Hay"),
        ("---------- Forwarded message ---------\nFrom: Jo Hay <jo@example.org>\nDate: 2 May 2016\nSubject: Hall\n", "Jo Hay"),
        ("*From:* Jo Hay\n*Sent:* 02 May 2016\n*To:* Siân Lee\n*Subject:* Hall\n", "Jo Hay"),
    ],
)
def test_an_earlier_mail_is_said_by_its_own_sender(tmp_path: Path, introduction: str, speaker: str | None) -> None:
    (source,) = sources_of(mail(f"{HALL}\n\nSiân\n\n{introduction}\n\nDear Siân,\n\n{BUSES}\n\nRegards,\nJo\n"), tmp_path)
    assert said(source) == [("Siân Lee", None, HALL), (speaker, "quoted", BUSES)]


def test_each_mail_of_a_long_exchange_is_said_by_who_wrote_it(tmp_path: Path) -> None:
    body = (
        f"{HALL}\n\nOn 2 May 2016, Jo Hay wrote:\n> {BUSES}\n>\n> On 1 May 2016, Ann Birch wrote:\n>> The hall is let.\n>\n> {FORUM}\n\n"
        "And so say I of the hall, which is cold.\n"
    )
    assert said(sources_of(mail(body), tmp_path)[0]) == [
        ("Siân Lee", None, HALL),
        ("Jo Hay", "quoted", BUSES),
        ("Ann Birch", "quoted", "The hall is let."),
        ("Jo Hay", "quoted", FORUM),
        ("Siân Lee", None, "And so say I of the hall, which is cold."),
    ]


def test_a_mail_written_as_a_page_is_told_apart_in_the_same_way(tmp_path: Path) -> None:
    message = mail("x")
    message.set_content(
        f"<p>Dear forum,</p><p>{HALL}</p><p>Kind regards,<br>Siân</p><div class='gmail_quote'><p>On 2 May 2016, Jo Hay &lt;jo@example.org&gt; "
        f"wrote:</p><blockquote class='gmail_quote'><p>{BUSES}</p></blockquote></div>",
        subtype="html",
    )
    assert said(sources_of(message, tmp_path)[0]) == [("Siân Lee", None, HALL), ("Jo Hay", "quoted", BUSES)]


NOTICES = {
    "a report of delivery": {"Content_Type": 'multipart/report; report-type=delivery-status; boundary="b"'},
    "an automatic reply": {"Auto_Submitted": "auto-replied"},
    "a reply of a mail program that names itself so": {"X_Autoreply": "yes"},
    "recipients that failed": {"X_Failed_Recipients": "jo@example.org"},
    "a subject that programs write": {"subject": "Automatic reply: The hall"},
    "the same in Welsh": {"subject": "Ateb awtomatig: The hall"},
    "a sender that is a mail program": {"subject": "Undeliverable: The hall", "sender": "Mail Delivery System <MAILER-DAEMON@example.org>"},
}


@pytest.mark.parametrize("headers", NOTICES.values(), ids=NOTICES)
def test_what_a_mail_program_wrote_is_kept_uncoded_and_listed(tmp_path: Path, headers: dict[str, str]) -> None:
    told = dict(headers)
    kind = told.pop("Content_Type", "")
    message = mail("I am out of the office until Monday.\n\nThe message that you sent could not be delivered.\n", **told)
    if kind:
        message.replace_header("Content-Type", kind)
        message.set_payload("--b\nContent-Type: text/plain\n\nYour message could not be delivered.\n--b--\n")
    (source,) = sources_of(message, tmp_path)
    assert {block.kind for block in source.blocks} == {"boilerplate"}
    assert [(one.code, one.severity) for one in source.warnings] == [("written-by-program", "note")]


@pytest.mark.parametrize(
    "headers",
    [
        {"subject": "Out of office hours: when the library should open"},
        {"Auto_Submitted": "no"},
        {"Auto_Submitted": "auto-generated"},
        {"subject": "RE: Automatic reply: The hall"},
        {"sender": "Postmaster of Overwick <post@example.org>"},
    ],
)
def test_what_a_person_wrote_is_coded_though_a_program_sent_it(tmp_path: Path, headers: dict[str, str]) -> None:
    assert words(mail(f"{HALL}\n", **headers), tmp_path) == [HALL]


def test_a_returned_mail_is_a_document_beside_the_notice_that_returns_it(tmp_path: Path) -> None:
    notice = mail("Your message could not be delivered.\n", "Mail Delivery System <mailer-daemon@example.org>", X_Failed_Recipients="jo@example.org")
    notice.add_attachment(mail(f"Dear Jo,\n\n{HALL}\n"))
    first, returned = sources_of(notice, tmp_path)
    assert {block.kind for block in first.blocks} == {"boilerplate"}
    assert said(returned) == [("Siân Lee", None, HALL)]


def test_the_first_sentence_of_a_mail_is_no_title_whether_its_sender_is_named_or_not(tmp_path: Path) -> None:
    for sender in ("Siân Lee <lee@example.org>", "lee@example.org"):
        assert words(mail(f"Dear all,\n\n{HALL}\n\n{BUSES} {FORUM}\n", sender), tmp_path) == [HALL, f"{BUSES} {FORUM}"]


def test_of_a_returned_mail_the_row_says_which_part_is_coded(tmp_path: Path) -> None:
    returned = mail("Your mail could not be delivered.\n", **NOTICES["recipients that failed"])
    returned.add_attachment(mail("The hall on Mill Lane has been cold since the boiler was taken out in May.\n"))
    notice, letter = sources_of(returned, tmp_path)
    assert "and another document, which is read as usual" in notice.warnings[0].message
    assert letter.warnings == ()


def test_a_picture_shown_in_a_mail_is_no_attachment_to_be_saved(tmp_path: Path) -> None:
    letter = mail("The hall on Mill Lane has been cold since the boiler was taken out in May.\n")
    letter.add_related(b"\x89PNG\r\n", maintype="image", subtype="png", cid="<logo@mill.example>", filename="logo.png")
    (source,) = sources_of(letter, tmp_path)
    assert [(one.code, one.severity) for one in source.warnings] == [("pictures-not-read", "note")]
