"""A project from who knows where does no harm: a clear error each, and nothing is written."""

import io
import stat
import struct
import zipfile

import pytest
from lxml import etree
from qda_study import SPACE, all_of, exported, opened, packed, study
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.errors import CorpusError
from pipeline.qda.take_codebook import take_codebook
from pipeline.qda.take_in import Wish, take_in_files
from pipeline.qda.unpack import unpack

BOMB = b'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.fixture
def request_(tmp_path):
    """A study of invented papers."""
    return study(tmp_path / "study")


def archive(content, **members):
    """Return an archive with further members, by name; a value is bytes or a ZipInfo with bytes."""
    buffer = io.BytesIO(content)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as opened_:
        for name, text in members.items():
            opened_.writestr(name, text)
    return buffer.getvalue()


def claiming(content, size):
    """Let the first text of an archive claim a size, in its head and in the list of the archive."""
    altered = bytearray(content)
    with zipfile.ZipFile(io.BytesIO(content)) as opened_:
        entry = next(each for each in opened_.infolist() if each.filename.endswith(".txt"))
    at = content.rindex(entry.filename.encode()) - 46
    altered[at + 24 : at + 28] = struct.pack("<I", size)
    return bytes(altered)


def changed(content, edit):
    root, files = opened(content)
    edit(root, files)
    return packed(root, files)


def link(content):
    entry = zipfile.ZipInfo("sources/link.txt")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    buffer = io.BytesIO(content)
    with zipfile.ZipFile(buffer, "a") as opened_:
        opened_.writestr(entry, "/etc/passwd")
    return buffer.getvalue()


def first(root, name):
    return all_of(root, name)[0]


def drop_text(root, files):
    files.pop("sources/" + first(root, "TextSource").get("plainTextPath").removeprefix("internal://"))


def point_outside(root, files):
    first(root, "TextSource").set("plainTextPath", "absolute:///etc/passwd")


def climb(root, files):
    first(root, "TextSource").set("plainTextPath", "internal://../../etc/passwd")


def no_text_at_all(root, files):
    first(root, "TextSource").attrib.pop("plainTextPath")


def dangle(root, files):
    first(root, "CodeRef").set("targetGUID", "00000000-0000-0000-0000-000000000001")


def dangling_user(root, files):
    first(root, "Coding").set("creatingUser", "00000000-0000-0000-0000-000000000001")


def same_code(root, files):
    codes = all_of(root, "Code")
    codes[1].set("guid", codes[0].get("guid"))


def same_passage(root, files):
    passages = all_of(root, "PlainTextSelection")
    passages[1].set("guid", passages[0].get("guid"))


def no_place(root, files):
    first(root, "PlainTextSelection").set("startPosition", "here")


def no_code(root, files):
    coding = first(root, "Coding")
    coding.remove(coding.find(f"{SPACE}CodeRef"))


def broken_guid(root, files):
    first(root, "Code").set("guid", "1")


def in_a_folder(content):
    root, _ = opened(content)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as opened_:
        opened_.writestr("folder/project.qde", etree.tostring(root))
    return buffer.getvalue()


def with_xml(content, head):
    root, files = opened(content)
    return packed(head + etree.tostring(root), files)


HOSTILE = {
    "a path that climbs": (lambda c: archive(c, **{"../../evil.txt": b"x"}), "leads out of the archive"),
    "a path that climbs on Windows": (lambda c: archive(c, **{"sources\\..\\..\\evil.txt": b"x"}), "leads out of the archive"),
    "an absolute path": (lambda c: archive(c, **{"/evil.txt": b"x"}), "leads out of the archive"),
    "a drive": (lambda c: archive(c, **{"C:/evil.txt": b"x"}), "leads out of the archive"),
    "a link": (link, "is a link"),
    "a name twice": (lambda c: archive(c, **{"PROJECT.qde": b"x"}), "is there twice"),
    "several projects": (lambda c: archive(c, **{"other.qde": b"<Project/>"}), "several projects"),
    "a project in a folder": (in_a_folder, "no project.qde at its top"),
    "a claim of nearly 4 GB": (lambda c: claiming(c, 2**32 - 2), "claims"),
    "a claim of 300 MB": (lambda c: claiming(c, 300 * 2**20), "times as large as it is packed"),
    "a bomb": (lambda c: archive(c, **{"sources/zero.txt": b"\0" * (8 * 2**20)}), "times as large as it is packed"),
    "entities": (lambda c: with_xml(c, BOMB), "document type"),
    "entities in UTF-16": (lambda _: packed((BOMB.decode() + "<Project/>").encode("utf-16"), {}), "document type"),
    "an outer document type": (lambda c: with_xml(c, b'<!DOCTYPE Project SYSTEM "http://example.invalid/x.dtd">'), "document type"),
    "no XML": (lambda _: packed(b"<Project><", {}), "not well-formed"),
    "a codebook": (lambda _: packed(b'<CodeBook xmlns="urn:QDA-XML:codebook:1.0"/>', {}), "holds a CodeBook, not a Project"),
    "no archive": (lambda _: b"PK\x03\x04 and nothing more", "no project archive"),
    "half an archive": (lambda c: c[: len(c) // 2], "no project archive"),
    "a text that is missing": (lambda c: changed(c, drop_text), "is missing"),
    "a text outside": (lambda c: changed(c, point_outside), "outside the archive"),
    "a text that climbs": (lambda c: changed(c, climb), "is missing"),
    "no text at all": (lambda c: changed(c, no_text_at_all), "no text"),
    "a code that is not there": (lambda c: changed(c, dangle), "point"),
    "a user that is not there": (lambda c: changed(c, dangling_user), "point"),
    "a code's GUID twice": (lambda c: changed(c, same_code), "two codes have the GUID"),
    "a passage's GUID twice": (lambda c: changed(c, same_passage), "two passages have the GUID"),
    "a place that is no number": (lambda c: changed(c, no_place), "does not say where"),
    "a coding without a code": (lambda c: changed(c, no_code), "does not name its code"),
    "a GUID that is none": (lambda c: changed(c, broken_guid), "no GUID or a broken one"),
}


@pytest.mark.parametrize(("make", "said"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_archive_is_refused_in_one_message_and_nothing_is_written(request_, tmp_path, make, said):
    folder = tmp_path / "in"
    folder.mkdir()
    path = folder / "back.qdpx"
    path.write_bytes(make(exported(request_)))
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(CorpusError, match=said):
        take_in_files(request_, path, Wish(write=True, coder="cleo"))
    assert sorted(tmp_path.rglob("*")) == before


def test_ten_gigabytes_that_an_archive_claims_are_not_read(request_, tmp_path):
    """ZIP64: the claim stands in an extra field of the list."""
    content = exported(request_)
    with zipfile.ZipFile(io.BytesIO(content)) as opened_:
        entry = next(each for each in opened_.infolist() if each.filename.endswith(".txt"))
    name = entry.filename.encode()
    at = content.rindex(name) - 46
    extra = struct.pack("<HHQ", 1, 8, 10 * 2**30)
    altered = bytearray(content[: at + 46 + len(name)] + extra + content[at + 46 + len(name) :])
    altered[at + 24 : at + 28] = b"\xff" * 4
    altered[at + 30 : at + 32] = struct.pack("<H", len(extra))
    end = altered.rindex(b"PK\x05\x06")
    altered[end + 12 : end + 16] = struct.pack("<I", struct.unpack("<I", altered[end + 12 : end + 16])[0] + len(extra))
    path = tmp_path / "back.qdpx"
    path.write_bytes(bytes(altered))
    with pytest.raises(CorpusError, match="10,737,418,240 bytes"):
        take_in_files(request_, path, Wish(write=True, coder="cleo"))


def test_a_file_that_is_not_there_and_the_command_line_end_with_one_message(request_, tmp_path):
    folders = ["--corpus", str(request_.corpus), "--outputs", str(request_.outputs)]
    ended = CliRunner().invoke(app, ["import-qdpx", str(tmp_path / "none.qdpx"), *folders])
    assert isinstance(ended.exception, CorpusError)
    assert "does not exist" in str(ended.exception)


def test_a_hostile_codebook_is_refused(tmp_path):
    path = tmp_path / "c.qdc"
    for content, said in (
        (BOMB + b"<CodeBook/>", "document type"),
        (b"<Project/>", "holds a Project, not a CodeBook"),
        (b"<CodeBook/>", "holds no code"),
        (b"no", "not well-formed"),
    ):
        path.write_bytes(content)
        with pytest.raises(CorpusError, match=said):
            take_codebook(path, tmp_path / "codebook.toml")
    assert not (tmp_path / "codebook.toml").exists()


@pytest.mark.parametrize("packing", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA], ids=["deflate", "bzip2", "LZMA"])
@pytest.mark.parametrize("member", ["project.qde", "sources/one.rtf"])
def test_a_damaged_member_ends_with_one_message_however_it_was_packed(tmp_path, packing, member):
    """Each packing fails in its own way: zlib.error, OSError, LZMAError, IndexError and struct.error."""
    buffer, path = io.BytesIO(), tmp_path / "back.qdpx"
    with zipfile.ZipFile(buffer, "w", packing) as opened_:
        for name in ("project.qde", "sources/one.rtf"):
            opened_.writestr(name, b"Words of no meaning. " * 99)
    sound = buffer.getvalue()
    with zipfile.ZipFile(buffer) as opened_:
        at = opened_.getinfo(member).header_offset + 30 + len(member)
    for damage in (b"\xff" * 12, b"\0" * 12, b"\x09\x04\x00\x00" * 3, b"\x09\x04\x05\x00" + b"\xff" * 8):
        path.write_bytes(sound[:at] + damage + sound[at + 12 :])
        with pytest.raises(CorpusError, match="damaged"):  # the text is read when it is asked for
            unpack(path).read("one.rtf")


def test_an_archive_that_may_not_be_read_ends_with_one_message(tmp_path, monkeypatch):
    path = tmp_path / "back.qdpx"
    path.write_bytes(b"x")
    monkeypatch.setattr(zipfile, "ZipFile", lambda *_: (_ for _ in ()).throw(PermissionError("no")))
    with pytest.raises(CorpusError, match="cannot be read"):
        unpack(path)
