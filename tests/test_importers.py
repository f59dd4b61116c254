"""Importers keep a document's words, in blocks as a reader would cut them."""

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from pipeline.config import Ingest
from pipeline.importers import IMPORTERS
from pipeline.importers.pdf_hyphens import join, vocabulary
from pipeline.importers.plain import blocks as plain_blocks
from pipeline.importers.reading import read_document
from tests.whole import read_whole, shown

WRAPPED = """1. INTRODUCTION
The commission was asked to look at how people of the town live together and what
keeps them apart. It will report in summer to the council and to all who took part
in its work.
Seventy people came to the hall on a wet evening in May and spoke for two hours in
small groups about the streets they live in.
Young people
Young people said that there was nowhere to go after school and that the buses stop
too early. They asked for:
• a youth club that opens on Fridays and that does not cost more than they
can pay
• later buses
Forum report page 2 of 9
Trust
Older residents spoke of trust and of its loss since the market closed its doors and
the post office went.
"""


def text_file(tmp_path, text, name="a.txt"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


@given(st.text(alphabet=st.sampled_from("ab A.\n\t•-1)?:\x0c\u2028é🙂"), max_size=300))
@settings(max_examples=300, deadline=None)
def test_blocks_of_any_plain_text_cover_it_and_do_not_overlap(text):
    found = list(plain_blocks(text))
    end = 0
    for block in found:
        assert not text[end : block.start].strip()
        assert block.start >= end
        assert text[block.start : block.end].strip() == text[block.start : block.end] != ""
        end = block.end
    assert not text[end:].strip()


def test_hard_wrapped_text_becomes_paragraphs_headings_and_items(tmp_path):
    made = shown(read_whole(text_file(tmp_path, WRAPPED)))
    assert [kind for kind, _ in made] == [
        "heading",
        "paragraph",
        "paragraph",
        "heading",
        "paragraph",
        "list_item",
        "list_item",
        "boilerplate",
        "heading",
        "paragraph",
    ]
    assert made[1][1].endswith("who took part in its work.")
    assert made[5][1] == "• a youth club that opens on Fridays and that does not cost more than they can pay"
    assert made[7][1] == "Forum report page 2 of 9"


def test_a_line_is_a_paragraph_where_lines_are_long(tmp_path):
    long = "This is a paragraph of a press release that was saved with one line for each of its paragraphs, as word processors do when they save text, and it is long."
    made = shown(read_whole(text_file(tmp_path, f"Council acts on trust\n{long}\n{long}\n")))
    assert [kind for kind, _ in made] == ["heading", "paragraph", "paragraph"]


def test_markdown_keeps_its_marks_and_knows_its_blocks(tmp_path):
    text = "---\ntitle: A walk\ndate: 2016-05-03\n---\n# Findings\n\nPeople *said*\nthis.\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    source = read_whole(text_file(tmp_path, text, "a.md"))
    assert (source.text, source.title, source.date) == (text, "A walk", "2016-05-03")
    assert [kind for kind, _ in shown(source) if kind != "boilerplate"] == ["heading", "paragraph", "list_item", "list_item", "table", "table"]
    assert source.blocks[-1].section == "Findings"


PAGE = """<!DOCTYPE html><html lang="en-GB"><head><title>Forum | Council</title>{meta}</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/bins">Bins</a></li></ul></nav>
<main><h1>Community forum</h1>
<p>The forum heard that people of the town seldom meet those of other streets, and asked the council to open the hall on Saturdays for all.</p>
<h2>Decisions</h2><ul><li>The hall opens on Saturdays from May, free of charge for groups that mix.</li><li>A report follows in the autumn of next year.</li></ul>
<table><tr><th>Item</th><th>Owner</th></tr><tr><td>Hall</td><td>Jo Lee</td></tr></table>
<p>Members thanked the volunteers who had carried the work through the winter and said that it must go on.</p></main>
<footer><p>Last updated 03/09/2023. Cookies.</p></footer></body></html>"""


def test_a_web_page_gives_its_main_text_and_not_its_menu(tmp_path):
    source = read_whole(text_file(tmp_path, PAGE.format(meta=""), "a.html"))
    made = shown(source)
    words = " ".join(text for _, text in made)
    assert ("list_item", "A report follows in the autumn of next year.") in made
    assert ("table", "Hall | Jo Lee") in made
    assert "Members thanked the volunteers" in words
    assert "Bins" not in words
    assert (source.title, source.language, source.date) == ("Community forum", "en", None)


@pytest.mark.parametrize(
    ("meta", "date"),
    [
        ('<meta property="article:published_time" content="2018-05-04T10:00:00Z">', "2018-05-04"),
        ('<meta name="DC.date" content="2018-05-04">', "2018-05-04"),
        ('<meta property="article:modified_time" content="2018-05-04">', None),
        ('<meta name="DC.date" content="2018-05-04"><meta name="date" content="2019-01-01">', None),
    ],
)
def test_a_web_page_is_dated_only_by_its_publication(tmp_path, meta, date):
    assert read_whole(text_file(tmp_path, PAGE.format(meta=meta), "a.html")).date == date


def test_the_encoding_a_web_page_names_is_used(tmp_path):
    path = tmp_path / "a.html"
    path.write_bytes(PAGE.format(meta='<meta charset="windows-1252">').replace("free of charge", "£2 – “cheap”").encode("cp1252"))
    assert "£2 – “cheap”" in read_whole(path).text


@pytest.mark.parametrize("content", ["", "  \n", "<html><body></body></html>", "<!-- nothing -->"])
def test_a_file_without_words_is_empty(tmp_path, content):
    assert read_whole(text_file(tmp_path, content, "a.html")).code == "empty"
    assert content.strip() or read_whole(text_file(tmp_path, content)).code == "empty"


def word_file():
    document = docx.Document()
    document.add_heading("Forum notes", 0)
    document.add_heading("Findings", 1)
    document.add_paragraph("People said that they seldom meet.")
    document.add_paragraph("Open the hall", style="List Bullet")
    table = document.add_table(2, 2)
    for cell, words in zip([cell for line in table.rows for cell in line.cells], ["Item", "Owner", "Hall", "Jo Lee"], strict=True):
        cell.text = words
    document.sections[0].header.paragraphs[0].text = "Running header"
    return document


def saved(document, tmp_path):
    path = tmp_path / "a.docx"
    document.save(path)
    return path


def add(document, xml):
    document.element.body.insert(len(document.element.body) - 1, parse_xml(xml.replace("<w:p>", f"<w:p {nsdecls('w')}>", 1)))


def test_word_files_give_headings_lists_and_tables_and_their_headers_as_boilerplate(tmp_path):
    source = read_whole(saved(word_file(), tmp_path))
    assert shown(source) == [
        ("heading", "Forum notes"),
        ("heading", "Findings"),
        ("paragraph", "People said that they seldom meet."),
        ("list_item", "Open the hall"),
        ("table", "Item | Owner"),
        ("table", "Hall | Jo Lee"),
        ("boilerplate", "Running header"),
    ]


def test_tracked_insertions_are_in_and_deletions_are_out(tmp_path):
    document = word_file()
    add(
        document,
        "<w:p><w:r><w:t>kept </w:t></w:r><w:ins><w:r><w:t>inserted</w:t></w:r></w:ins><w:del><w:r><w:delText>deleted</w:delText></w:r></w:del></w:p>",
    )
    add(document, "<w:p><w:moveFrom><w:r><w:t>moved away</w:t></w:r></w:moveFrom><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r></w:p>")
    text = read_whole(saved(document, tmp_path)).text
    assert "kept inserted" in text
    assert "deleted" not in text
    assert "moved away" not in text
    assert "a\tb" in text


def test_content_controls_links_and_text_boxes_are_read_once(tmp_path):
    document = word_file()
    box = "<w:txbxContent><w:p><w:r><w:t>in the box</w:t></w:r></w:p></w:txbxContent>"
    add(
        document,
        "<w:p><w:sdt><w:sdtContent><w:r><w:t>controlled</w:t></w:r></w:sdtContent></w:sdt><w:hyperlink><w:r><w:t> linked</w:t></w:r></w:hyperlink></w:p>",
    )
    spaces = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    add(
        document,
        f"<w:p><w:r><mc:AlternateContent {spaces}><mc:Choice Requires='wps'>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>anchor</w:t></w:r></w:p>",
    )
    text = read_whole(saved(document, tmp_path)).text
    assert "controlled linked" in text
    assert text.count("in the box") == 1
    assert "anchor" in text


def test_a_table_that_lays_out_prose_gives_paragraphs(tmp_path):
    document = word_file()
    prose = "Residents said that the two estates share one bus stop and that this is where they meet, when they meet."
    document.add_table(1, 2).rows[0].cells[1].text = prose
    assert ("paragraph", prose) in shown(read_whole(saved(document, tmp_path)))


def test_a_short_bold_paragraph_is_a_heading(tmp_path):
    document = word_file()
    document.add_paragraph().add_run("Next steps").bold = True
    assert ("heading", "Next steps") in shown(read_whole(saved(document, tmp_path)))


def test_a_zip_bomb_is_refused(tmp_path):
    path = saved(word_file(), tmp_path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/media/a.bin", bytes(30_000_000))
    assert read_whole(path).code == "too-large"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"words", "unreadable"),
        (b"\xd0\xcf\x11\xe0" + bytes(99), "unreadable"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "password"),
    ],
)
def test_what_is_no_word_file_is_refused(tmp_path, content, code):
    path = tmp_path / "a.docx"
    path.write_bytes(content)
    assert read_whole(path).code == code


def pdf_file(tmp_path, draw, pages=1, **options):
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1, **options)
    for number in range(1, pages + 1):
        canvas.setFont("Helvetica", 11)
        draw(canvas, number)
        canvas.showPage()
    canvas.save()
    path = tmp_path / "a.pdf"
    path.write_bytes(buffer.getvalue())
    return path


def column(canvas, left, top, lines, step=14):
    for n, line in enumerate(lines):
        canvas.drawString(left, top - n * step, line)


ONE = [
    "The commission heard that people of the town seldom meet those who live in other",
    "streets, and that the council could do more to bring them together in one place at",
    "one time.",
]
TWO = ["It asked the council to open the hall on Saturdays for all who want to come, and to", "report in the autumn."]


def test_pdf_paragraphs_are_not_broken_at_line_ends(tmp_path):
    def draw(canvas, _):
        column(canvas, 72, 760, ["12.03.2 Community hall", *ONE, *TWO, "16.05.2 Buses", *TWO])

    source = read_whole(pdf_file(tmp_path, draw))
    assert shown(source) == [
        ("heading", "12.03.2 Community hall"),
        ("paragraph", " ".join(ONE)),
        ("paragraph", " ".join(TWO)),
        ("heading", "16.05.2 Buses"),
        ("paragraph", " ".join(TWO)),
    ]
    assert (source.n_pages, source.blocks[0].page) == (1, 1)


def test_a_paragraph_that_runs_over_a_page_break_is_one_and_begins_on_the_first_page(tmp_path):
    def draw(canvas, number):
        column(canvas, 72, 820, ["Forum of the town - notes"])
        column(canvas, 72, 760, {1: [*ONE[:2]], 2: ["one time and in one place."], 3: TWO}[number])
        column(canvas, 72, 30, [f"Page {number} of 3"])

    source = read_whole(pdf_file(tmp_path, draw, pages=3))
    prose = [(" ".join(source.text[b.start : b.end].split()), b.page) for b in source.blocks if b.kind == "paragraph"]
    assert prose == [(" ".join([*ONE[:2], "one time and in one place."]), 1), (" ".join(TWO), 3)]
    assert sum(b.kind == "boilerplate" for b in source.blocks) == 6


def test_a_line_that_closes_a_bracket_goes_on_with_the_sentence(tmp_path):
    lines = [
        "Four short presentations were given to all who came, in the main hall, by the",
        "mayor, by a member of the forum and by an officer (the Community",
        "Cohesion Team) who explained the words that would be used and the aims of the",
        "evening, and thanked all those who had come in such numbers to the town hall",
        "in the rain.",
    ]
    made = shown(read_whole(text_file(tmp_path, "\n".join(lines * 3) + "\n")))
    assert not any(text.startswith("Cohesion Team") for _, text in made)


def test_a_numbered_line_with_an_amount_is_no_heading(tmp_path):
    def draw(canvas, _):
        column(canvas, 72, 760, ["12.03.2 Community hall", *ONE, "123 Stamps bought by the clerk £14.20 Post", *TWO])

    assert [text for kind, text in shown(read_whole(pdf_file(tmp_path, draw))) if kind == "heading"] == ["12.03.2 Community hall"]


WORDS = {1: ("Now", "while", "at"), 2: ("Then", "seeing", "all"), 3: ("Soon", "hearing", "some")}


def test_running_headers_and_page_numbers_are_boilerplate_in_place(tmp_path):
    def draw(canvas, number):
        column(canvas, 72, 800, ["Elmbridge Forum report"])
        column(canvas, 72, 760, [f"{word} {line}" for word, line in zip(WORDS[number], ONE, strict=True)])
        column(canvas, 280, 40, [f"Page {number} of 3"])

    made = shown(read_whole(pdf_file(tmp_path, draw, pages=3)))
    assert [kind for kind, _ in made] == ["boilerplate", "paragraph", "boilerplate"] * 3


def test_columns_are_read_one_after_another(tmp_path):
    left = [f"left line {n} of the first column here" for n in "abcdefgh"]
    right = [f"right line {n} of the second column" for n in "abcdefgh"]

    def draw(canvas, _):
        column(canvas, 72, 790, ["A title that spans both of the columns of this page and is quite long, as titles are"])
        for n in range(8):  # in the file the columns alternate
            column(canvas, 72, 750 - 14 * n, [left[n]])
            column(canvas, 320, 750 - 14 * n, [right[n]])

    text = " ".join(read_whole(pdf_file(tmp_path, draw)).text.split())
    assert " ".join(left) in text
    assert " ".join(right) in text
    assert text.index(left[-1]) < text.index(right[0])


def test_bold_and_larger_lines_are_headings(tmp_path):
    def draw(canvas, _):
        canvas.setFont("Helvetica-Bold", 11)
        column(canvas, 72, 780, ["What people said"])
        canvas.setFont("Helvetica", 11)
        column(canvas, 72, 760, ONE)
        canvas.setFont("Helvetica", 16)
        column(canvas, 72, 700, ["What happens now"])
        canvas.setFont("Helvetica", 11)
        column(canvas, 72, 670, TWO)

    assert [kind for kind, _ in shown(read_whole(pdf_file(tmp_path, draw)))] == ["heading", "paragraph", "heading", "paragraph"]


def test_a_title_over_two_centred_lines_is_one_heading_and_sizes_give_levels(tmp_path):
    def draw(canvas, _):
        canvas.setFont("Helvetica-Bold", 18)
        canvas.drawCentredString(297, 780, "Report of the commission")
        canvas.drawCentredString(297, 758, "on trust")
        for top, heading in ((720, "What people said"), (640, "What happens now")):
            canvas.setFont("Helvetica-Bold", 11)
            column(canvas, 72, top, [heading])
            canvas.setFont("Helvetica", 11)
            column(canvas, 72, top - 16, ONE)

    source = read_whole(pdf_file(tmp_path, draw))
    assert [kind for kind, _ in shown(source)] == ["heading", "heading", "paragraph", "heading", "paragraph"]
    assert source.title == "Report of the commission on trust"
    assert source.blocks[-1].section == "Report of the commission on trust > What happens now"


def test_small_numbered_notes_at_the_foot_of_a_page_are_footnotes(tmp_path):
    def draw(canvas, _):
        column(canvas, 72, 760, [*ONE, *TWO])
        canvas.setFont("Helvetica", 8)
        column(canvas, 72, 60, ["1 The commission sat from May to July and heard forty people."])

    assert [kind for kind, _ in shown(read_whole(pdf_file(tmp_path, draw)))] == ["paragraph", "paragraph", "footnote"]


def test_text_on_its_side_is_kept_apart(tmp_path):
    def draw(canvas, _):
        column(canvas, 72, 760, ONE)
        canvas.rotate(90)
        canvas.drawString(300, -40, "stamp in the margin")

    assert shown(read_whole(pdf_file(tmp_path, draw))) == [("paragraph", " ".join(ONE)), ("boilerplate", "stamp in the margin")]


def test_a_table_of_a_pdf_is_one_block(tmp_path):
    def draw(canvas, _):
        column(canvas, 72, 760, ONE)
        for n, cells in enumerate((("Ward", "2006", "2010"), ("Alderby", "73 %", "77 %"), ("Birchby", "70 %", "75 %"))):
            for left, cell in zip((72, 250, 400), cells, strict=True):
                column(canvas, left, 680 - 14 * n, [cell])

    assert shown(read_whole(pdf_file(tmp_path, draw)))[1:] == [("table", "Ward | 2006 | 2010 Alderby | 73 % | 77 % Birchby | 70 % | 75 %")]


def test_a_pdf_without_text_is_refused(tmp_path):
    assert read_whole(pdf_file(tmp_path, lambda canvas, _: canvas.rect(10, 10, 100, 100, fill=1))).code == "no-text-layer"


def test_a_locked_pdf_is_refused(tmp_path):
    path = pdf_file(tmp_path, lambda canvas, _: column(canvas, 72, 760, ONE), encrypt=StandardEncryption("secret", "owner"))
    assert read_whole(path).code == "password"


@pytest.mark.parametrize(
    ("lines", "whole", "text"),
    [
        (["the com-", "munity"], ["a community"], "the community"),
        (["a well-", "known fact"], [], "a well-known fact"),
        (["the hard-", "working team"], ["hard-working people"], "the hard-working team"),
        (["Stoke-", "On-Trent"], [], "Stoke-On-Trent"),
        (["the co\xad", "hesion"], ["cohesion"], "the cohesion"),
        (["a \ufb01ne", "day"], [], "a fine day"),
        (["pages 3-", "4"], [], "pages 3-4"),
        (["from 2015–", "2019"], [], "from 2015–2019"),
        (["a k-", "shaped bend"], [], "a k-shaped bend"),
        (["short-", "and long-term"], [], "short- and long-term"),
        (["see https://mill.example/a-", "b/c.pdf"], [], "see https://mill.example/a-b/c.pdf"),
        (["see https://mill.example/2015-11-", "04/lamps"], [], "see https://mill.example/2015-11-04/lamps"),
        (["see https://mill.example/asd/", "asd5/lamps.pdf"], [], "see https://mill.example/asd/asd5/lamps.pdf"),
        (["see https://mill.example/", "for the lamps"], [], "see https://mill.example/ for the lamps"),
        (["write to clerk-", "two@mill.example"], [], "write to clerk-two@mill.example"),
        (["nothing", "parted"], [], "nothing parted"),
    ],
)
def test_words_parted_at_a_line_end_are_mended_by_the_documents_own_words(lines, whole, text):
    assert join(lines, vocabulary([*whole, *lines])) == text


def test_a_file_above_the_limit_is_refused(tmp_path):
    path = text_file(tmp_path, "words " * 200_000)
    assert read_document(path, "txt", Ingest(max_megabytes=1)).code == "too-large"


def test_every_registered_importer_can_be_loaded():
    assert all(callable(IMPORTERS[name]) for name in IMPORTERS)
