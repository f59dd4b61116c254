"""However a program counts characters, the same words are found again."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from qda_study import all_of, blank_names, exported, odd_study, opened, study, text_of, write
from test_segment import documents

from pipeline.errors import CorpusError
from pipeline.qda.calibrate import Convention, calibrate, count_text
from pipeline.qda.clean import plain_text
from pipeline.qda.gather import gather
from pipeline.qda.load import load
from pipeline.qda.mark import held_marks
from pipeline.qda.parse import Text, parse
from pipeline.qda.project import Selection
from pipeline.qda.unpack import unpack

BOM = b"\xef\xbb\xbf"
NOTHING = {}
VARIANTS = {
    "baseline": NOTHING,
    "inline content": {"inline": True},
    "byte order mark, not counted": {"bom": True},
    "byte order mark, counted": {"bom": True, "mark": True},
    "CR LF as one": {"crlf": True},
    "CR LF as two": {"crlf": True, "pairs": True},
    "UTF-16 units": {"utf16": True},
    "ends included": {"inclusive": True},
    "QualCoder 3.8": {"bom": True, "folder": "Sources/", "bom_of_xml": True},
    "QualCoder, MAXQDA line ends": {"bom": True, "crlf": True, "folder": "Sources/"},
    "UTF-16 units and CR LF as two": {"utf16": True, "crlf": True, "pairs": True},
    "all at once": {"utf16": True, "crlf": True, "pairs": True, "bom": True, "mark": True, "inclusive": True},
    "names blank: baseline": {"blank": True},
    "names blank: UTF-16 units": {"utf16": True, "blank": True},
    "names blank: CR LF as two": {"crlf": True, "pairs": True, "blank": True},
    "names blank: byte order mark, counted": {"bom": True, "mark": True, "blank": True},
    "names blank: ends included": {"inclusive": True, "blank": True},
}


@pytest.fixture(scope="module")
def odd(tmp_path_factory):
    """A study with odd characters, as it is held and as it is exported."""
    request = odd_study(tmp_path_factory.mktemp("odd"))
    return load(request), exported(request)


def rewritten(content, how):
    """Rewrite a project as a program that counts in another way would."""
    root, files = opened(content)
    for source in all_of(root, "TextSource"):
        text = text_of(source, files)
        for passage in all_of(source, "PlainTextSelection"):
            for name in ("startPosition", "endPosition"):
                at = int(passage.get(name))
                before = text[:at]
                counted = at + bool(how.get("mark"))
                counted += before.count("\n") if how.get("pairs") else 0
                counted += sum(character > "\uffff" for character in before) if how.get("utf16") else 0
                passage.set(name, str(counted))
            if how.get("inclusive"):
                last = text[int(at) - 1]
                wide = 1 + (last > "\uffff" and bool(how.get("utf16")))
                passage.set("endPosition", str(int(passage.get("endPosition")) - wide))
        path = "sources/" + source.get("plainTextPath").removeprefix("internal://")
        written = text.replace("\n", "\r\n") if how.get("crlf") else text
        files[path] = (BOM if how.get("bom") else b"") + written.encode()
        if how.get("inline"):
            files.pop(path)
            source.attrib.pop("plainTextPath")
            made = source.makeelement(source.tag.replace("TextSource", "PlainTextContent"))
            made.text = text.replace("\x0c", " ")
            source.insert(1, made)
    if how.get("blank"):
        blank_names(root)
    if how.get("folder"):
        files = {name.replace("sources/", how["folder"]): text for name, text in files.items()}
    return root, files


@pytest.mark.parametrize("how", VARIANTS.values(), ids=VARIANTS)
def test_every_way_of_counting_is_recognised(odd, tmp_path, how):
    held, content = odd
    path = write(tmp_path, *rewritten(content, how), head=BOM if how.get("bom_of_xml") else b"")
    assert unpack(path).project.startswith(BOM) == bool(how.get("bom_of_xml"))
    returned = gather(path, held)
    assert set(returned.marks) == held_marks(held)
    assert returned.calibrated.outside == 0
    assert returned.calibrated.margin is None or returned.calibrated.margin > 0
    convention = returned.calibrated.convention
    told = Convention(bool(how.get("mark")), bool(how.get("pairs")), bool(how.get("utf16")), bool(how.get("inclusive")))
    assert convention == told


@pytest.mark.slow
def test_papers_of_a_real_commission_come_back_from_a_program_that_counts_otherwise(corpora, tmp_path):
    texts = [path.read_text(encoding="utf-8", errors="replace").replace("\r", "") for path in sorted((corpora / "luton").glob("*.txt"))]
    request = study(tmp_path, docs=documents(*texts))
    held = load(request)
    how = {"utf16": True, "crlf": True, "pairs": True, "bom": True, "mark": True, "inclusive": True, "blank": True}
    returned = gather(write(tmp_path, *rewritten(exported(request), how)), held)
    assert len(texts) > 3
    assert set(returned.marks) == held_marks(held)


LEGAL = st.characters(exclude_characters="\r\ufeff", exclude_categories=["Cs"])


@given(st.text(LEGAL, min_size=1, max_size=40), st.integers(0, 40), st.integers(1, 40), st.booleans(), st.booleans(), st.booleans())
def test_any_place_is_found_again_however_it_is_counted(text, start, length, mark, pairs, utf16):
    start = min(start, len(text) - 1)
    end = min(start + length, len(text))
    written = ("\ufeff" if mark else "") + (text.replace("\n", "\r\n") if pairs else text)

    def offset(at):
        before = written[: len(written) - len(text[at:]) - (text[at:].count("\n") if pairs else 0)]
        return len(before.encode("utf-16-le")) // 2 if utf16 else len(before)

    counted = count_text(written.encode())
    assert counted.text == text
    assert [place for place, _ in counted.place([offset(start), offset(end)], Convention(mark, pairs, utf16))] == [start, end]


@given(st.text(st.characters(), max_size=40))
def test_a_text_goes_out_with_every_character_in_its_place(text):
    plain = plain_text(text)
    assert len(plain) == len(text)
    assert plain.encode().decode() == plain == plain_text(plain)
    assert "\r" not in plain
    assert not plain.startswith("\ufeff")
    assert all(one == other or one in "\r\ufeff" or "\ud800" <= one <= "\udfff" for one, other in zip(text, plain, strict=True))


def test_what_a_program_leaves_out_is_not_missed(tmp_path):
    """No GUID on passages and codings, no isCodable, no dates."""
    request = study(tmp_path)
    root, files = opened(exported(request))
    for each in root.iter():
        for name in ("creationDateTime", "isCodable", "color"):
            each.attrib.pop(name, None)
        if each.tag.endswith(("PlainTextSelection", "}Coding")):
            each.attrib.pop("guid")
    held = load(request)
    assert set(gather(write(tmp_path, root, files), held).marks) == held_marks(held)


def test_note_references_after_values_and_other_name_spaces_are_read(tmp_path):
    """QualCoder writes NoteRef where the schema does not have it, and has met the name-space of a draft of the standard."""
    request = study(tmp_path)
    root, files = opened(exported(request))
    for source in all_of(root, "TextSource"):
        source.append(source.makeelement(source.tag.replace("TextSource", "NoteRef"), targetGUID=all_of(root, "Note")[0].get("guid")))
    old = etree.fromstring(etree.tostring(root).replace(b"urn:QDA-XML:project:1.0", b"urn:QDA-XML:project:0:4"))
    held = load(request)
    assert set(gather(write(tmp_path, old, files), held).marks) == held_marks(held)


def test_guids_in_braces_and_capitals_are_the_same(tmp_path):
    request = study(tmp_path)
    root, files = opened(exported(request))
    for each in root.iter():
        for name in ("guid", "targetGUID", "creatingUser", "creatingUserGUID"):
            if each.get(name):
                each.set(name, "{" + each.get(name).upper() + "}")
    held = load(request)
    assert set(gather(write(tmp_path, root, files), held).marks) == held_marks(held)


def test_where_nothing_tells_two_readings_apart_it_is_refused():
    """A cut through one long word: neither names nor words decide."""
    text = Text("a", "paper", (), "🎉abcdefgh".encode(), (Selection("b", "", 3, 5),))
    with pytest.raises(CorpusError, match="cannot be told how this project counts"):
        calibrate([text])
    assert calibrate([replace(text, selections=())]).margin is None


def test_a_project_without_passages_and_texts_in_other_encodings_are_read():
    assert calibrate([]).convention == Convention()
    assert count_text("tŷ".encode("utf-16")).text == "tŷ"
    assert count_text("café".encode("cp1252")).text == "café"


def test_a_passage_outside_its_text_is_counted_and_not_taken_in(tmp_path):
    request = study(tmp_path)
    root, files = opened(exported(request))
    passage = all_of(root, "PlainTextSelection")[0]
    passage.set("endPosition", "99999")
    returned = gather(write(tmp_path, root, files), load(request))
    assert returned.calibrated.outside == 1
    assert len(returned.doubtful) == 1


def test_a_pdf_with_its_text_is_read_and_boxes_are_counted(tmp_path):
    """NVivo and ATLAS.ti send a PDF with its text as Representation; passages of pages are told and not read."""
    request = study(tmp_path, docs=documents("A paper of the forum on jobs.\n\nA second part on prayer."))
    root, files = opened(exported(request))
    source = all_of(root, "TextSource")[0]
    space = source.tag.removesuffix("TextSource")
    pdf = source.makeelement(f"{space}PDFSource", guid=source.get("guid"), name=source.get("name"), path="internal://x.pdf")
    box = pdf.makeelement(
        f"{space}PDFSelection", guid="00000000-0000-0000-0000-000000000009", page="1", firstX="1", firstY="1", secondX="2", secondY="2"
    )
    source.getparent().replace(source, pdf)
    pdf.append(box)
    source.tag = f"{space}Representation"
    source.set("guid", "00000000-0000-0000-0000-00000000000a")
    pdf.append(source)
    held = load(request)
    path = write(tmp_path, root, files)
    assert set(gather(path, held).marks) == held_marks(held)
    assert parse(unpack(path)).passed_over == {"passages of pictures, sound or page areas": 1}
