"""Files of office programs give what a reader sees in them, and nothing that was deleted. All people and places are invented."""

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from pipeline.config import Ingest
from tests.whole import read_whole, shown

PROSE = "The forum heard that people of Elmbridge seldom meet those of other streets, and asked for the hall to be opened."
OPEN = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in (("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"), ("style", "style"), ("m", "manifest"))
)


def odt(tmp_path, body, styles="", furniture="", manifest=""):
    path = tmp_path / "a.odt"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        content = f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        package.writestr("content.xml", f"<office:document-content {OPEN}>{content}</office:document-content>")
        package.writestr("styles.xml", f"<office:document-styles {OPEN}>{furniture}</office:document-styles>")
        package.writestr("META-INF/manifest.xml", f"<m:manifest {OPEN}>{manifest}</m:manifest>")
    return path


def test_an_open_document_gives_headings_lists_tables_and_notes(tmp_path):
    note = "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Held in May.</text:p></text:note-body></text:note>"
    body = (
        '<text:h text:outline-level="2">Findings</text:h>'
        f'<text:p>Residents{note} said<text:s text:c="2"/>that<text:tab/>they <text:span>seldom</text:span> meet.</text:p>'
        "<text:list><text:list-item><text:p>Open the hall</text:p><text:list><text:list-item><text:p>on Saturdays</text:p></text:list-item></text:list>"
        "</text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>Hall</text:p></table:table-cell><table:table-cell><text:p>Jo Lee</text:p>"
        "</table:table-cell></table:table-row></table:table>"
        "<text:p>Beside<draw:frame><draw:text-box><text:p>In the box.</text:p></draw:text-box></draw:frame></text:p>"
    )
    furniture = "<style:header><text:p>Elmbridge Forum</text:p></style:header><style:footer><text:p><text:page-number>3</text:page-number></text:p></style:footer>"
    source = read_whole(odt(tmp_path, body, furniture=furniture))
    assert shown(source) == [
        ("heading", "Findings"),
        ("paragraph", "Residents said that they seldom meet."),
        ("list_item", "Open the hall"),
        ("list_item", "on Saturdays"),
        ("table", "Hall | Jo Lee"),
        ("paragraph", "Beside"),
        ("paragraph", "In the box."),
        ("footnote", "1 Held in May."),
        ("boilerplate", "Elmbridge Forum"),
    ]
    assert source.blocks[1].section == "Findings"
    assert "said  that\tthey" in source.text


def test_tracked_deletions_and_comments_of_an_open_document_are_out(tmp_path):
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>deleted words</text:p></text:deletion></text:changed-region></text:tracked-changes>"
        "<text:p>kept <office:annotation><text:p>a private remark</text:p></office:annotation>words"
        "<text:change-start/> inserted<text:change-end/></text:p>"
    )
    path = odt(tmp_path, body)
    assert shown(read_whole(path)) == [("paragraph", "kept words inserted")]
    assert ("footnote", "a private remark") in shown(read_whole(path, Ingest(comments=True)))


def test_a_locked_open_document_is_refused(tmp_path):
    assert read_whole(odt(tmp_path, "<text:p>x</text:p>", manifest="<m:encryption-data/>")).code == "password"


RTF = r"""{\rtf1\ansi\ansicpg1252{\info{\title Notes of a night}}{\stylesheet{\s0 Normal;}{\s1\sbasedon0 heading 1;}}{\header Running head\par}
\pard\plain\s1 Findings\par\pard\plain Residents said{\footnote Held in May.} that \'93they\'94 pay \'a35 \u8212?always \u-10179?\u-8704?.\par
{\listtext \'b7\tab}Open the hall\par\pard\trowd\cellx1\cellx2\intbl Hall\cell Jo Lee\cell\row\pard
Then {\deleted gone \{for\} {\b ever} }kept{\*\atnid x}{\*\annotation private}.\par}"""


def test_rich_text_gives_headings_lists_tables_and_notes_without_deletions(tmp_path):
    path = tmp_path / "a.rtf"
    path.write_bytes(RTF.encode("ascii"))
    source = read_whole(path)
    assert shown(source) == [
        ("heading", "Findings"),
        ("paragraph", "Residents said that “they” pay £5 —always 😀."),
        ("list_item", "· Open the hall"),
        ("table", "Hall | Jo Lee"),
        ("paragraph", "Then kept."),
        ("footnote", "Held in May."),
    ]
    assert source.title == "Notes of a night"
    assert [one.code for one in source.warnings] == ["tracked-changes"]


def test_rich_text_without_deletions_has_no_warning_and_raw_bytes_are_read(tmp_path):
    path = tmp_path / "a.rtf"
    path.write_bytes(rb"{\rtf1\ansi\ansicpg1252 Caf" + b"\xe9 \x96 open.}")
    source = read_whole(path)
    assert source.text == "Café – open.\n"
    assert source.warnings == ()


def test_an_old_word_file_is_read_or_refused_with_how_to_get_a_reader(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    path = tmp_path / "a.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le"))
    refused = read_whole(path)
    assert refused.code == "needs-libreoffice"
    assert "DOCX" in refused.remedy


def test_an_old_word_file_is_converted_where_a_program_does_it(tmp_path, monkeypatch):
    document = docx.Document()
    document.add_paragraph(PROSE)
    document.save(tmp_path / "made.docx")
    program = tmp_path / "soffice"  # stands for LibreOffice: copies a document that was made before
    program.write_text(f'#!/bin/sh\nfor last; do :; done\n/bin/cp "{tmp_path}/made.docx" "${{last%.doc}}.docx"\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    path = tmp_path / "a.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le"))
    source = read_whole(path)
    assert shown(source) == [("paragraph", PROSE)]
    assert [(one.code, one.severity) for one in source.warnings] == [("converted", "note")]


def word(tmp_path, *xml, name="a.docx", document=None):
    document = document or docx.Document()
    for one in xml:
        document.element.body.insert(len(document.element.body) - 1, parse_xml(one.replace("<w:p>", f"<w:p {nsdecls('w')}>", 1)))
    path = tmp_path / name
    document.save(path)
    return path


def with_part(path, name, content, kind):
    """Add a part to a Word file, and a relation of its body to it."""
    buffer = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(buffer) as package:
        members = {member: package.read(member) for member in package.namelist()}
    relations = "word/_rels/document.xml.rels"
    types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = f'<Relationship Id="rIdX{len(members)}" Type="{types}/{kind}" Target="{name.removeprefix("word/")}"/></Relationships>'
    members[relations] = members[relations].replace(b"</Relationships>", relation.encode())
    members[name] = content.encode() if isinstance(content, str) else content
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for member, held in members.items():
            package.writestr(member, held)
    return path


def test_moved_text_stands_once_where_it_was_moved_to(tmp_path):
    run = "<w:r><w:t>The hall is cold.</w:t></w:r>"
    path = word(
        tmp_path, f"<w:p><w:moveFrom>{run}</w:moveFrom></w:p>", "<w:p><w:r><w:t>First.</w:t></w:r></w:p>", f"<w:p><w:moveTo>{run}</w:moveTo></w:p>"
    )
    assert read_whole(path).text == "First.\n\nThe hall is cold.\n"


def test_a_paragraph_whose_end_is_deleted_runs_on_into_the_next(tmp_path):
    mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    path = word(tmp_path, f"<w:p>{mark}<w:r><w:t>People said </w:t></w:r></w:p>", "<w:p><w:r><w:t>that they meet.</w:t></w:r></w:p>")
    assert shown(read_whole(path)) == [("paragraph", "People said that they meet.")]


TABLE = f"<w:tbl {nsdecls('w')}><w:tr><w:tc><w:p><w:r><w:t>Hall</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Jo Lee</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
LAST = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>Last words of all.</w:t></w:r></w:p>"


@pytest.mark.parametrize(("after", "shown_after"), [((), []), ((TABLE,), [("table", "Hall | Jo Lee")])])
def test_a_paragraph_whose_end_is_deleted_stays_where_it_is_where_no_paragraph_follows(tmp_path, after, shown_after):
    path = word(tmp_path, "<w:p><w:r><w:t>First.</w:t></w:r></w:p>", LAST, *after)
    assert shown(read_whole(path)) == [("paragraph", "First."), ("paragraph", "Last words of all."), *shown_after]


def test_equations_and_signs_of_symbol_fonts_are_read(tmp_path):
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    half = "<m:f><m:num><m:r><m:t>x</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"
    path = word(
        tmp_path,
        f"<w:p><w:r><w:t xml:space='preserve'>Area is </w:t></w:r><m:oMath {math}>{half}<m:r><m:t>=y</m:t></m:r></m:oMath>"
        '<w:r><w:sym w:font="Symbol" w:char="F0A3"/><w:sym w:font="Invented" w:char="F041"/><w:t xml:space="preserve"> 5</w:t></w:r></w:p>',
    )
    assert read_whole(path).text == "Area is x/2=y≤□ 5\n"


def test_hidden_text_is_not_read(tmp_path):
    assert read_whole(word(tmp_path, "<w:p><w:r><w:t>seen</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t> hidden</w:t></w:r></w:p>")).text == "seen\n"


def test_nested_tables_rows_without_cells_and_controls_around_cells_are_read_once(tmp_path):
    def cell(text):
        return f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"

    inner = f"<w:tbl><w:tr>{cell('inner')}</w:tr></w:tbl>"
    table = (
        f"<w:tbl {nsdecls('w')}><w:tr>{cell('one')}<w:sdt><w:sdtContent>{cell('two')}</w:sdtContent></w:sdt></w:tr>"
        f"<w:tr><w:tc>{inner}<w:p/></w:tc></w:tr><w:tr/><w:sdt><w:sdtContent><w:tr>{cell('last')}</w:tr></w:sdtContent></w:sdt></w:tbl>"
    )
    assert shown(read_whole(word(tmp_path, table))) == [("table", "one | two"), ("table", "inner"), ("table", "last")]


NOTES = f'<w:footnotes {nsdecls("w")}><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>---</w:t></w:r></w:p></w:footnote><w:footnote w:id="1"><w:p><w:r><w:t>See page 3.</w:t></w:r></w:p></w:footnote></w:footnotes>'
COMMENTS = f'<w:comments {nsdecls("w")}><w:comment w:id="0"><w:p><w:r><w:t>Is this true?</w:t></w:r></w:p></w:comment></w:comments>'


def test_footnotes_stand_at_the_end_and_comments_only_where_asked_for(tmp_path):
    path = with_part(word(tmp_path, f"<w:p><w:r><w:t>{PROSE}</w:t></w:r></w:p>"), "word/footnotes.xml", NOTES, "footnotes")
    path = with_part(path, "word/comments.xml", COMMENTS, "comments")
    assert shown(read_whole(path)) == [("paragraph", PROSE), ("footnote", "See page 3.")]
    assert ("footnote", "Is this true?") in shown(read_whole(path, Ingest(comments=True)))


def test_headers_and_footers_are_boilerplate_once_and_page_numbers_alone_are_out(tmp_path):
    document = docx.Document()
    document.add_paragraph(PROSE)
    for text in ("Elmbridge Forum", "7", "Elmbridge Forum"):
        document.sections[-1].header.is_linked_to_previous = False
        document.sections[-1].header.paragraphs[0].text = text
        document.add_section()
    assert shown(read_whole(word(tmp_path, document=document))) == [("paragraph", PROSE), ("boilerplate", "Elmbridge Forum")]


def test_embedded_files_and_pictures_are_named_in_warnings(tmp_path):
    path = with_part(word(tmp_path, f"<w:p><w:r><w:t>{PROSE}</w:t></w:r></w:p>"), "word/embeddings/a.xlsx", b"PK", "package")
    path = with_part(path, "word/media/a.png", b"\x89PNG", "image")
    assert [(one.code, one.severity) for one in read_whole(path).warnings] == [("embedded-not-read", None), ("pictures-not-read", "note")]


LAYOUT = """<HTML><HEAD><TITLE>Elmbridge council</TITLE></HEAD><BODY BGCOLOR=white>
<TABLE BORDER=0><TR><TD WIDTH=120><A HREF="/">Home</A><BR><A HREF="/b">Bins</A></TD><TD>
<H1>Notes of the forum</H1><P>{prose}<P>The council opened the hall on Saturdays from May on, and found that four groups came at once to use it.
<UL><LI>Hall: open on Saturdays<LI>Buses: to be looked at again</UL></TD></TR></TABLE></BODY></HTML>"""


def html_file(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "a.html"
    path.write_bytes(text.encode(encoding))
    return path


def test_a_page_laid_out_with_tables_gives_its_paragraphs_and_items(tmp_path):
    made = shown(read_whole(html_file(tmp_path, LAYOUT.format(prose=PROSE))))
    assert ("paragraph", PROSE) in made
    assert ("list_item", "Hall: open on Saturdays") in made


def test_a_small_page_is_read_whole_but_for_its_menus_and_hidden_parts(tmp_path):
    page = '<body><nav>Menu</nav><div>Hall closed.<br><br>Back in <b>May</b>.<table><tr><td>Key<td>Jo Lee</table></div><p style="display:none">secret</p></body>'
    assert shown(read_whole(html_file(tmp_path, page))) == [("paragraph", "Hall closed."), ("paragraph", "Back in May."), ("table", "Key | Jo Lee")]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "iso-8859-1"])
def test_embedded_scripts_and_encodings_without_a_name_survive(tmp_path, encoding):
    page = f'<?php include("header.php"); ?>\r\n<div id="content"><p>Payments over £500: {PROSE}</p></div><?php include("footer.php"); ?>'
    made = read_whole(html_file(tmp_path, page, encoding))
    assert f"Payments over £500: {PROSE}" in made.text
    assert "php" not in made.text
