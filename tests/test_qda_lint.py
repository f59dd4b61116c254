"""Each rule that other programs need is held against what we wrote, and each is seen to fail."""

import io
import time
import zipfile

import pytest
from lxml import etree
from qda_study import SPACE, all_of, exported, opened, packed, study

from pipeline.qda.lint import Written, _guids, _names, lint

BOM = b"\xef\xbb\xbf"


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """A project as we write it."""
    return exported(study(tmp_path_factory.mktemp("study")))


def first(root, name):
    return all_of(root, name)[0]


def text_file(root):
    return "sources/" + first(root, "TextSource").get("plainTextPath").removeprefix("internal://")


def no_origin(root, files):
    root.attrib.pop("origin")


def inline(root, files):
    source = first(root, "TextSource")
    source.attrib.pop("plainTextPath")
    source.insert(1, etree.Element(f"{SPACE}PlainTextContent"))


def rich_path(root, files):
    first(root, "TextSource").set("richTextPath", first(root, "TextSource").get("plainTextPath"))


def missing(root, files):
    files.pop(text_file(root))


def undated(root, files):
    first(root, "Note").attrib.pop("creationDateTime")


def marked(root, files):
    files[text_file(root)] = BOM + files[text_file(root)]


def crlf(root, files):
    files[text_file(root)] = files[text_file(root)].replace(b"\n", b"\r\n")


def utf16(root, files):
    passage = all_of(root, "PlainTextSelection")[1]
    passage.set("startPosition", str(int(passage.get("startPosition")) + 1))


def beyond(root, files):
    first(root, "PlainTextSelection").set("endPosition", "999999")


def twin_code(root, files):
    codes = [code for code in all_of(root, "Code") if code.get("isCodable") == "true"]
    codes[1].set("name", codes[0].get("name").upper())


def digit(root, files):
    first(root, "Code").set("isCodable", "0")


def parent_code(root, files):
    code = next(code for code in all_of(root, "Code") if code.get("isCodable") == "true")
    code.append(etree.Element(f"{SPACE}Code", guid="00000000-0000-0000-0000-000000000001", name="below", isCodable="true"))


def noted_code(root, files):
    code = next(code for code in all_of(root, "Code") if code.get("isCodable") == "true")
    code.append(etree.Element(f"{SPACE}NoteRef", targetGUID=first(root, "Note").get("guid")))


def whole_document(root, files):
    coding = etree.fromstring(etree.tostring(first(root, "Coding")))
    coding.set("guid", "00000000-0000-0000-0000-000000000002")
    first(root, "TextSource").append(coding)


def case(root, files, name="Birch"):
    source = first(root, "TextSource")
    for value in source.findall(f"{SPACE}VariableValue"):
        source.remove(value)
    cases = etree.Element(f"{SPACE}Cases")
    own = etree.SubElement(cases, f"{SPACE}Case", guid="00000000-0000-0000-0000-000000000003", **({"name": name} if name else {}))
    etree.SubElement(own, f"{SPACE}SourceRef", targetGUID=source.get("guid"))
    first(root, "Variables").addnext(cases)


def nameless_case(root, files):
    case(root, files, name="")


def set_and_variable(root, files):
    first(root, "Set").set("name", "Place")


def twice(root, files):
    passage = first(root, "PlainTextSelection")
    coding = etree.fromstring(etree.tostring(passage.find(f"{SPACE}Coding")))
    coding.set("guid", "00000000-0000-0000-0000-000000000004")
    passage.append(coding)


def twin_source(root, files):
    sources = all_of(root, "TextSource")
    sources[1].set("name", sources[0].get("name"))


def twin_note(root, files):
    notes = all_of(root, "Note")
    notes[1].set("name", notes[0].get("name"))


def uncoded(root, files):
    passage = first(root, "PlainTextSelection")
    for coding in passage.findall(f"{SPACE}Coding"):
        passage.remove(coding)


def two_lines(root, files):
    first(root, "Code").set("name", "two\nlines")


def long_name(root, files):
    first(root, "Code").set("name", "a" * 101)


def empty_part(root, files):
    first(root, "Sources").addnext(etree.Element(f"{SPACE}Links"))


def out_of_order(root, files):
    root.append(first(root, "Users"))


def twin_guid(root, files):
    passages = all_of(root, "PlainTextSelection")
    passages[1].set("guid", passages[0].get("guid"))


def dangling(root, files):
    first(root, "CodeRef").set("targetGUID", "00000000-0000-0000-0000-000000000005")


def no_guid(root, files):
    first(root, "Set").set("guid", "place-1")


def capital_folder(root, files):
    name = text_file(root)
    files[name.replace("sources", "Sources")] = files.pop(name)


def second_project(root, files):
    files["old.qde"] = b"<Project/>"


BROKEN = {
    no_origin: "origin",
    inline: "plain text",
    rich_path: "plain text",
    missing: "plain text",
    undated: "note's date",
    marked: "byte order mark",
    crlf: "line ends",
    utf16: "offsets",
    beyond: "offsets",
    twin_code: "unique",
    digit: "category",
    parent_code: "category",
    noted_code: "category",
    whole_document: "whole document",
    case: "case",
    nameless_case: "case",
    set_and_variable: "unique",
    twice: "twice",
    twin_source: "unique",
    twin_note: "unique",
    uncoded: "no code",
    two_lines: "name",
    long_name: "name",
    empty_part: "empty",
    out_of_order: "order",
    twin_guid: "guid",
    dangling: "guid",
    no_guid: "guid",
    capital_folder: "archive",
    second_project: "archive",
}


def test_what_we_write_breaks_no_rule(sound):
    assert lint(sound) == []


@pytest.mark.parametrize(("breaks", "rule"), BROKEN.items(), ids=lambda each: each if isinstance(each, str) else each.__name__)
def test_a_project_that_breaks_a_rule_is_told(sound, breaks, rule):
    root, files = opened(sound)
    if breaks is set_and_variable:
        first(root, "Variable").set("name", "place")
    breaks(root, files)
    assert rule in {fault.split(":")[0] for fault in lint(packed(root, files))}


def test_a_form_feed_in_the_xml_and_a_broken_archive_are_told(sound):
    _, files = opened(sound)
    with zipfile.ZipFile(io.BytesIO(sound)) as archive:
        xml = archive.read("project.qde").replace(b'name="Work"', b'name="Wo\x0crk"')
    assert any(fault.startswith("well-formed") for fault in lint(packed(xml, files)))
    assert lint(b"no archive") == ["archive: it is no ZIP archive"]


def test_a_large_project_is_held_against_the_rules_in_time_that_grows_with_it():
    """Of 20,000 codes and as many links; looking through all names for each would take a minute."""
    n = 20_000
    root = etree.Element(f"{SPACE}Project", nsmap={None: SPACE[1:-1]}, origin="x")
    codes = etree.SubElement(etree.SubElement(root, f"{SPACE}CodeBook"), f"{SPACE}Codes")
    for each in range(n):
        etree.SubElement(codes, f"{SPACE}Code", guid=f"00000000-0000-0000-0000-{each:012}", name=f"Code {each}", isCodable="true")
        etree.SubElement(root, f"{SPACE}Link", targetGUID=f"00000000-0000-0000-0000-{each:012}")
    written = Written(root, {})
    began = time.process_time()
    assert [*_guids(written), *_names(written)] == []
    assert time.process_time() - began < 5
