"""Mails give their own words, tell those of others apart, and bring their attachments along. All people are invented."""

import io
from email import policy
from email.message import EmailMessage

import docx
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from pipeline.config import Ingest
from pipeline.contain import reader
from pipeline.importers.eml import DEEPEST
from pipeline.importers.reading import read_document
from pipeline.ingest import id_of, ingest, list_files
from pipeline.sources import Unreadable

BODY = "Dear forum,\n\nthe hall on Saturdays would help us all to meet.\n"


def mail(body=BODY, **headers):
    message = EmailMessage(policy=policy.default)
    message["Subject"] = headers.get("subject", "The hall – a request")
    message["From"] = "Siân Lee <lee@example.org>"
    message["To"] = "Elmbridge Forum <forum@example.org>, clerk@example.org"
    message["Date"] = headers.get("date", "Tue, 3 May 2016 10:00:00 +0100")
    message.set_content(body)
    return message


def read(tmp_path, message, settings=None):
    path = tmp_path / "a.eml"
    path.write_bytes(message if isinstance(message, bytes) else bytes(message))
    made = read_document(path, "eml", settings or Ingest())
    for source in made if isinstance(made, list) else []:
        covered = "".join(source.text[b.start : b.end] for b in source.blocks)
        assert "".join(covered.split()) == "".join(source.text.split())
    return made


def shown(source):
    return [(block.voice, " ".join(source.text[block.start : block.end].split())) for block in source.blocks]


def test_headers_become_title_date_and_covariates_and_are_in_no_text(tmp_path):
    (source,) = read(tmp_path, mail())
    assert (source.title, source.date) == ("The hall – a request", "2016-05-03")
    assert source.covariates == (("from", "Siân Lee"), ("to", "Elmbridge Forum; clerk@example.org"))
    assert shown(source) == [(None, "Dear forum,"), (None, "the hall on Saturdays would help us all to meet.")]


@pytest.mark.parametrize(
    ("below", "quoted"),
    [
        ("On Mon, 2 May 2016 at 09:00, Jo Hay wrote:\n> The hall is let.\n> It is dear.\n", "The hall is let. It is dear."),
        ("On Mon, 2 May 2016 at 09:00, Jo Hay <jo@example.org>\nwrote:\n\n> > The hall is let.\n", "The hall is let."),
        ("-----Original Message-----\nFrom: Jo Hay\nSent: 02 May 2016 09:00\nTo: Siân Lee\nSubject: Hall\n\nThe hall is let.\n", "The hall is let."),
        ("From: Jo Hay\nSent: 02 May 2016 09:00\nTo: Siân Lee\nSubject: Hall\n\nThe hall is let.\n", "The hall is let."),
    ],
)
def test_words_of_an_earlier_mail_are_quoted(tmp_path, below, quoted):
    (source,) = read(tmp_path, mail(f"I agree with Jo.\n\n{below}"))
    made = shown(source)
    assert made[0] == (None, "I agree with Jo.")
    assert all(voice == "quoted" for voice, _ in made[1:])
    assert source.blocks[1].kind == "boilerplate"
    assert " ".join(text for (_, text), block in zip(made[1:], source.blocks[1:], strict=True) if block.kind != "boilerplate") == quoted


def test_an_answer_between_quoted_lines_is_the_writers_own(tmp_path):
    (source,) = read(tmp_path, mail("On 2 May 2016, Jo Hay wrote:\n> Is the hall free?\n\nYes, from noon.\n\n> And on Sunday?\n\nNo.\n"))
    assert [text for voice, text in shown(source) if voice is None] == ["Yes, from noon.", "No."]


def test_a_sentence_about_what_someone_wrote_is_no_quotation(tmp_path):
    (source,) = read(tmp_path, mail("From: this we learn much.\n\nOn the hall the mayor wrote: it is dear and cold.\n"))
    assert {voice for voice, _ in shown(source)} == {None}


def test_a_page_is_read_where_a_mail_has_no_plain_text(tmp_path):
    message = mail()
    message.set_content('<div>Open it.<br><br>Soon.</div><div class="gmail_quote"><p>Jo: it is let.</p></div>', subtype="html")
    (source,) = read(tmp_path, message)
    assert shown(source) == [(None, "Open it."), (None, "Soon."), ("quoted", "Jo: it is let.")]


def test_of_two_versions_the_plain_one_is_read_once(tmp_path):
    message = mail()
    message.add_alternative("<p>the hall on Saturdays would help us all to meet.</p>", subtype="html")
    assert read(tmp_path, message)[0].text.count("Saturdays") == 1


def word_bytes(text):
    document = docx.Document()
    document.add_paragraph(text)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def full_mail():
    message = mail()
    message.add_attachment(
        word_bytes("The survey says that trust is low."), maintype="application", subtype="octet-stream", filename="Survey 2015.docx"
    )
    message.add_attachment(b"\x89PNG\r\n", maintype="image", subtype="png", filename="logo.png")
    message.add_attachment(b"MZ", maintype="application", subtype="octet-stream", filename="run.exe")
    inner = mail("We walked the estate.", subject="Walk", date="Mon, 2 May 2016 10:00:00 +0100")
    message.add_attachment(inner)
    return message


def test_attachments_and_carried_mails_are_documents_and_the_others_are_warned_of(tmp_path):
    first, survey, walk = read(tmp_path, full_mail())
    assert (survey.title, survey.text) == ("Survey 2015.docx", "The survey says that trust is low.\n")
    assert (walk.title, walk.date, walk.text) == ("Walk", "2016-05-02", "We walked the estate.\n")
    assert [(one.code, one.severity, "logo.png" in one.message) for one in first.warnings] == [
        ("attachment-not-read", "note", True),
        ("attachment-not-read", None, False),
    ]
    assert {source.cluster for source in (first, survey, walk)} == {""}


def pdf_bytes(text):
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    canvas.drawString(72, 700, text)
    canvas.save()
    return buffer.getvalue()


def test_a_pdf_that_is_attached_is_a_document_with_its_page(tmp_path):
    message = mail()
    message.add_attachment(pdf_bytes("Trust is low on both sides of the canal."), maintype="application", subtype="pdf", filename="Survey.pdf")
    _, survey = read(tmp_path, message)
    assert survey.text.strip() == "Trust is low on both sides of the canal."
    assert [block.page for block in survey.blocks] == [1]


def test_a_mail_and_its_attachments_are_one_cluster_of_documents(tmp_path):
    (tmp_path / "a.eml").write_bytes(bytes(full_mail()))
    files, _ = list_files(tmp_path)
    made = ingest(files, tmp_path, Ingest())
    assert set(made.documents["cluster_id"]) == {id_of("a.eml")}
    assert set(made.documents["path"]) == {"a.eml"}
    assert made.documents["document_id"].is_unique
    assert len(made.documents) == 3
    assert set(made.covariates["name"]) == {"from", "to"}
    assert list(made.problems["code"]) == ["attachment-not-read"]
    assert "run.exe" in made.problems["message"].iloc[0]


def test_a_mail_is_dated_by_its_header_not_by_the_meeting_it_writes_of(tmp_path):
    (tmp_path / "a.eml").write_bytes(bytes(mail("Minutes of the forum held on 12 March 2014\n\nPlease find them below, as you asked.\n")))
    files, _ = list_files(tmp_path)
    assert list(ingest(files, tmp_path, Ingest()).documents["date"]) == ["2016-05-03"]


def test_a_mail_without_text_is_empty_and_its_damaged_attachment_does_not_take_a_mail_along(tmp_path):
    assert read(tmp_path, mail("\n")).code == "empty"
    message = mail()
    message.add_attachment(b"%PDF-1.4 and no more", maintype="application", subtype="pdf", filename="a.pdf")
    (source,) = read(tmp_path, message)
    assert "Saturdays" in source.text
    assert len(source.warnings) == 1


@pytest.mark.parametrize(("charset", "text"), [("gb2312", "我们需要大厅"), ("iso-8859-1", "Café £5"), ("utf-8", "Siân Ŵyn")])
def test_a_mail_that_names_no_encoding_is_read_by_what_its_headers_name(tmp_path, charset, text):
    raw = f"From: a@example.org\nSubject: =?{charset}?q?x?=\nContent-Type: text/plain\n\n".encode("ascii") + text.encode(charset)
    assert read(tmp_path, raw)[0].text.strip() == text


def test_malformed_headers_and_nesting_without_end_are_survived(tmp_path):
    raw = b"From nobody Mon\nSubject: =?x-unknown?q?a=ff?=\nFrom: <<>>,,\nDate: soon\nContent-Type: text/plain; charset=none\n\nWords of the mail.\n"
    (source,) = read(tmp_path, raw)
    assert (source.text, source.date) == ("Words of the mail.\n", None)
    message = mail()
    for _ in range(30):
        outer = mail()
        outer.add_attachment(message)
        message = outer
    made = read(tmp_path, message)
    assert len(made) < 10
    assert made[0].warnings


def test_a_mail_that_is_attached_as_a_file_has_its_own_subject_date_and_writer(tmp_path):
    message = mail()
    message.add_attachment(bytes(full_mail()), maintype="application", subtype="octet-stream", filename="earlier.eml")
    made = read(tmp_path, message)
    assert [source.title for source in made] == ["The hall – a request", "The hall – a request", "Survey 2015.docx", "Walk"]
    assert [source.date for source in made] == ["2016-05-03", "2016-05-03", None, "2016-05-02"]


def test_no_text_of_an_attachment_is_left_on_the_disk(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path / "empty"))
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.eml").write_bytes(bytes(full_mail()))
    with reader(Ingest()) as contained:
        assert not isinstance(contained.read(tmp_path / "a.eml", "eml"), Unreadable)
    assert list((tmp_path / "empty").iterdir()) == []


def test_attachments_beyond_the_limit_and_parts_too_deep_are_warned_of_with_their_number(tmp_path):
    message = mail()
    for n in range(503):
        message.add_attachment(b"", maintype="application", subtype="octet-stream", filename=f"{n}.bin")
    (source,) = read(tmp_path, message)
    assert "has 3 parts more than are read" in source.warnings[0].message
    raw = "From: a@example.org\nContent-Type: text/plain\n\nWords of the mail.\n"
    for n in range(30):
        raw = f'From: a@example.org\nContent-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n{raw}\n--b{n}--\n'
    outer = f'From: a@example.org\nContent-Type: multipart/mixed; boundary="o"\n\n--o\nContent-Type: text/plain\n\nSeen.\n--o\n{raw}\n--o--\n'
    (source,) = read(tmp_path, outer.encode())
    assert source.text == "Seen.\n"
    assert ["has 1 parts deeper" in one.message for one in source.warnings] == [True]


def test_who_signs_a_mail_is_no_heading_above_what_follows(tmp_path):
    words = "Residents told us that the buses stopped at six and that nobody asked them about the change before it was made."
    address = "Alder and Birch Council, the Old Mill, 4 Birch Street, where the door is open from nine to five on all days of the week"
    signed = f"{words}\n\nRegards,\n\nSiân Rees\n\nCommunity Development Officer\n\n{address}\n\nOn 11 March 2019, Jo Hay wrote:\n> {words}\n"
    (source,) = read(tmp_path, mail(signed))
    assert {block.section for block in source.blocks} == {None}
    assert "heading" not in {block.kind for block in source.blocks}
    (enclosed,) = read(tmp_path, mail(f"{words}\n\nRegards,\n\nSiân Rees\n\nSummary of Findings\n\n{words}\n"))
    assert enclosed.blocks[-1].section == "Summary of Findings"


def test_a_mail_attached_as_a_file_counts_as_one_within_another(tmp_path):
    message = mail()
    for _ in range(12):
        outer = mail()
        outer.add_attachment(bytes(message), maintype="application", subtype="octet-stream", filename="earlier.eml")
        message = outer
    made = read(tmp_path, message)
    assert len(made) == DEEPEST + 1
    assert any("more than 5 others" in one.message for source in made for one in source.warnings)


def test_a_header_of_brackets_without_end_costs_its_covariate_only(tmp_path):
    raw = f"From: Ada <a@alder.example>\nTo: {'(' * 1000}\nContent-Type: text/plain\n\nWords of the mail.\n".encode()
    (source,) = read(tmp_path, raw)
    assert (source.text, source.covariates) == ("Words of the mail.\n", (("from", "Ada"),))
    (unnamed,) = read(tmp_path, raw.replace(b"From: Ada <", b"From: " + b"(" * 1000))
    assert unnamed.text == "Words of the mail.\n"
