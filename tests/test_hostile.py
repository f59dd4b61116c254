"""Files made to harm their reader become rows in problems, in little memory, and nothing is written for them."""

import functools
import io
import resource
import struct
import subprocess
import sys
import zipfile
import zlib
from email.message import EmailMessage
from pathlib import Path

import docx
import pytest

from pipeline import contain
from pipeline.config import Ingest, Responses
from pipeline.contain import Reader
from pipeline.importers.zipped import package
from pipeline.ingest import ingest, list_files
from pipeline.sources import Refusal, Unreadable

GOOD = "The forum heard that people of Elmbridge seldom meet, and asked for the hall.\n"
CLAIMED = 10_000_000_000
MEGABYTES = 700  # that reading any of these may take, the child and this process each
TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DOCUMENT = f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>{{text}}</w:t></w:r></w:p></w:body></w:document>'
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is limited and measured by Linux alone")


def zipped(*members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members:
            package.writestr(name, content)
    return buffer.getvalue()


def word(text="Words.", head="", *more):
    return zipped(("[Content_Types].xml", TYPES), ("word/document.xml", head + DOCUMENT.format(text=text)), *more)


@functools.cache
def swelling_pdf():
    """Write a page whose content is deflated twice: about a kilobyte that becomes 400 megabytes."""
    packer = zlib.compressobj(9)
    once = b"".join([packer.compress(b"% no text at all, only a comment that never ends " * 20_000) for _ in range(400)]) + packer.flush()
    content = zlib.compress(once, 9)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>",
        b"<</Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n%s\nendstream" % (len(content), content),
    ]
    body = b"%PDF-1.5\n"
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj" % number + one + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + b"xref\n0 5\n0000000000 65535 f \n" + table + b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(body)


def claiming():
    """Write a Word file whose body claims to be ten gigabytes: more than plain fields hold, so in the extra field of ZIP64."""
    content = word()
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        member = made.getinfo("word/document.xml")
    entry = content.rindex(b"PK\1\2")  # the last of the central directory: the body
    end = content.rindex(b"PK\5\6")
    header = bytearray(content[entry : entry + 46])
    assert int.from_bytes(header[24:28], "little") == member.file_size
    extra = struct.pack("<HHQ", 1, 8, CLAIMED)
    header[24:28] = b"\xff" * 4  # see the extra field
    header[30:32] = struct.pack("<H", len(extra))
    tail = bytearray(content[end:])
    tail[12:16] = struct.pack("<I", int.from_bytes(tail[12:16], "little") + len(extra))  # the size of the central directory
    return content[:entry] + bytes(header) + content[entry + 46 : end] + extra + bytes(tail)


def test_a_claim_of_ten_gigabytes_is_refused_before_a_member_is_read(monkeypatch):
    content, opened = claiming(), []
    real = zipfile.ZipFile.open
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda self, *args, **named: opened.append(args) or real(self, *args, **named))
    with zipfile.ZipFile(io.BytesIO(content)) as checked:
        assert checked.getinfo("word/document.xml").file_size == CLAIMED
    with pytest.raises(Refusal, match="unpacks to far more"):
        package(content, "DOCX")
    assert not opened


def mail():
    message = EmailMessage()
    message["Subject"] = "Hall"
    message.set_content("Please see below.\n")
    message.add_attachment(b"The hall is open.\n", maintype="text", subtype="plain", filename="../../../etc/passwd.txt")
    return bytes(message)


def workbook():
    entity = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><workbook>&a;</workbook>'
    return zipped(("[Content_Types].xml", TYPES), ("xl/workbook.xml", entity))


HOSTILE = {
    "bomb.docx": (lambda: word("x", "", ("word/media/a.bin", bytes(300_000_000))), "too-large"),
    "bomb.odt": (lambda: zipped(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", b" " * 100_000_000)), "too-large"),
    "bomb.xlsx": (lambda: zipped(("xl/workbook.xml", b" " * 100_000_000)), "too-large"),
    "claims.docx": (claiming, "too-large"),
    "swells.pdf": (swelling_pdf, "crashed"),
    "laughs.docx": (lambda: word("&l9;", f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>'), "unsafe-xml"),
    "outer.docx": (lambda: word("&a;", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'), "unsafe-xml"),
    "outer.xlsx": (workbook, "unsafe-xml"),
    "wide.docx": (lambda: word("x", '<?xml version="1.0" encoding="utf-16"?>').replace(b"PK", b"PK"), "unreadable"),
    "climbs.docx": (lambda: word("x", "", ("../../climbed.txt", "x")), "unsafe-path"),
    "climbs.odt": (lambda: zipped(("mimetype", "application/vnd.oasis.opendocument.text"), ("/climbed", "x")), "unsafe-path"),
    "climbs.eml": (mail, "unsafe-path"),
    "locked.docx": (lambda: b"\xd0\xcf\x11\xe0" + bytes(100) + "EncryptedPackage".encode("utf-16-le"), "password"),
    "picture.pdf": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "not-a-document"),
    "old.xlsx": (lambda: b"\xd0\xcf\x11\xe0" + "Workbook".encode("utf-16-le"), "not-a-document"),
    "archive.docx": (lambda: zipped(("a.txt", "x")), "not-a-document"),
}


@pytest.fixture
def limited():
    """Allow this process no more memory than a reader of such files needs, so that what reaches it is seen to be little."""
    before = resource.getrlimit(resource.RLIMIT_AS)
    with Path("/proc/self/statm").open(encoding="ascii") as file:
        held = int(file.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (held + MEGABYTES * 1_000_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_AS, before)


def read(corpus, settings=None):
    files, passed = list_files(corpus)
    made = ingest(files, corpus, settings or Ingest())
    return made, {row.path: (row.code, row.remedy) for row in [*passed.itertuples(), *made.problems.itertuples()]}


@pytest.mark.slow
def test_every_hostile_file_is_a_problem_with_a_remedy_and_the_good_ones_are_read(tmp_path, limited):
    corpus, beside = tmp_path / "corpus", tmp_path / "climbed.txt"
    corpus.mkdir()
    for name, (make, _) in HOSTILE.items():
        (corpus / name).write_bytes(make())
    for name in ("a.txt", "m.txt", "z.txt"):
        (corpus / name).write_text(GOOD, encoding="utf-8")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("secret", encoding="utf-8")
    (corpus / "link.txt").symlink_to(outside / "secret.txt")
    (corpus / "folder").symlink_to(outside)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    made, problems = read(corpus)
    expected = {name: code for name, (_, code) in HOSTILE.items()} | {"link.txt": "outside-corpus", "folder": "outside-corpus"}
    assert {path: code for path, (code, _) in problems.items()} == expected
    assert all(remedy for _, remedy in problems.values())
    assert set(made.documents["path"]) == {"a.txt", "m.txt", "z.txt", "climbs.eml"}
    assert not made.documents["text"].str.contains("secret|root:").any()
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before
    assert not beside.exists()


def test_the_swelling_page_is_small_itself():
    assert len(swelling_pdf()) < 3000


MEASURED = """
import re, resource, sys
sys.path[:0] = [{package!r}]
from pathlib import Path
from pipeline.config import Ingest
from pipeline.contain import reader

path = Path(sys.argv[1])
with reader(Ingest()) as contained:
    contained.read(path, path.suffix[1:])
parent = int(re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())[1])  # ru_maxrss would count the process that started this one
print(max(parent, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) // 1000)
"""


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_memory_of_the_child_stays_below_the_limit(tmp_path, name):
    (tmp_path / name).write_bytes(HOSTILE[name][0]())
    script = tmp_path / "measured.py"
    script.write_text(MEASURED.format(package=str(Path(contain.__file__).parent.parent)), encoding="utf-8")
    done = subprocess.run([sys.executable, str(script), str(tmp_path / name)], capture_output=True, text=True, check=True, timeout=60)
    assert int(done.stdout) < MEGABYTES


SPINNING = """
def read(path, settings):
    while True:
        pass
"""
SWELLING = """
def read(path, settings):
    raise MODULE.Error("no more") from MemoryError()
"""


def registered(tmp_path, monkeypatch, code):
    """Register an importer for .odd in the child: it lives in a folder of its own."""
    (tmp_path / "plug_ins").mkdir()
    (tmp_path / "plug_ins" / "odd_importer.py").write_text(code, encoding="utf-8")
    added = (
        f"sys.path[:0] = [{str(tmp_path / 'plug_ins')!r}]; from pipeline.importers import IMPORTERS; IMPORTERS._entries['odd'] = 'odd_importer:read'"
    )
    monkeypatch.setattr(contain, "CHILD", contain.CHILD.replace("from pipeline.serve", f"{added}; from pipeline.serve", 1))


def odd(tmp_path):
    path = tmp_path / "a.odd"
    path.write_bytes(b"x")
    return path


PAGES = """
import time
from pipeline.pace import get_on
from pipeline.sources import Block, Source

def read(path, settings):
    for _ in range(3):
        until = time.monotonic() + 0.9
        while time.monotonic() < until:
            pass
        get_on()
    return [Source("Read.", (Block("paragraph", 0, 5),), "text/odd")]
"""


@pytest.mark.slow
def test_a_document_that_gets_on_page_by_page_has_the_time_for_each(tmp_path, monkeypatch):
    registered(tmp_path, monkeypatch, PAGES)
    reader = Reader(Ingest(max_seconds=2))
    try:
        made = reader.read(odd(tmp_path), "odd")
        assert not isinstance(made, Unreadable), made
        assert made[0].text == "Read."
    finally:
        reader.close()


def test_a_file_that_hangs_is_given_up_and_the_next_is_read(tmp_path, monkeypatch):
    registered(tmp_path, monkeypatch, SPINNING)
    reader = Reader(Ingest(max_seconds=3))
    try:
        assert reader.read(odd(tmp_path), "odd").code == "too-long"
        (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
        assert reader.read(tmp_path / "a.txt", "txt")[0].text == GOOD
    finally:
        reader.close()


@pytest.mark.parametrize(
    "code",
    [
        "def read(path, settings):\n    raise MemoryError\n",
        "def read(path, settings):\n    try:\n        bytearray(10 ** 12)\n    except MemoryError as error:\n        raise ValueError('bad file') from error\n",
        "def read(path, settings):\n    raise ValueError('Memory allocation failed')\n",
        "def read(path, settings):\n    held = bytearray(450_000_000)\n    raise ValueError('bad file')\n",
    ],
)
def test_a_failure_for_want_of_memory_is_not_kept_for_good_whatever_is_raised(tmp_path, monkeypatch, code):
    registered(tmp_path, monkeypatch, code)
    reader = Reader(Ingest(max_memory_megabytes=500))
    try:
        assert reader.read(odd(tmp_path), "odd").code == "crashed"
    finally:
        reader.close()


def test_any_other_failure_is(tmp_path, monkeypatch):
    registered(tmp_path, monkeypatch, "def read(path, settings):\n    raise ValueError('bad file')\n")
    reader = Reader(Ingest())
    try:
        assert reader.read(odd(tmp_path), "odd").code == "unreadable"
    finally:
        reader.close()


FULL_CHILD = """
from pathlib import Path
from pipeline.sources import Block, Source
HELD = []
def read(path, settings):
    if not HELD and path.stem == "first":
        HELD.append(bytearray(300_000_000))
    bytearray(300_000_000)
    return [Source("Words.", (Block("paragraph", 0, 6),), "text/plain")]
"""


def test_a_file_that_fails_in_a_full_child_is_read_alone_in_a_new_one(tmp_path, monkeypatch):
    code = FULL_CHILD.replace("    bytearray(300_000_000)\n    return", "    path.stem == 'first' or bytearray(300_000_000)\n    return")
    registered(tmp_path, monkeypatch, code)
    for name in ("first.odd", "second.odd"):
        (tmp_path / name).write_bytes(b"x")
    reader = Reader(Ingest(max_memory_megabytes=500))
    try:
        assert reader.read(tmp_path / "first.odd", "odd")[0].text == "Words."
        assert reader.read(tmp_path / "second.odd", "odd")[0].text == "Words."
    finally:
        reader.close()


def test_a_table_of_a_million_cells_is_read_or_refused_within_the_limits(tmp_path):
    (tmp_path / "a.csv").write_text("Comment\n" + "," * 3_500_000 + "\n", encoding="utf-8")
    _, problems = read(tmp_path, Ingest(responses=(Responses(file="a.csv", text=("Comment",)),)))
    assert problems["a.csv"][0] == "too-large"


@pytest.mark.parametrize(
    ("name", "content", "read_as"),
    [
        ("a.txt", lambda: word("Words of a Word file."), "docx"),
        ("a.doc", lambda: b"<html><body><p>Words of a page.</p></body></html>", "html"),
        ("a.doc", lambda: b"Plain words.\n", "txt"),
        ("a.docx", lambda: rb"{\rtf1 Words of rich text.}", "rtf"),
    ],
)
def test_a_file_whose_name_lies_is_read_as_what_it_is_with_a_note(tmp_path, name, content, read_as):
    (tmp_path / name).write_bytes(content())
    made, problems = read(tmp_path)
    assert "ords" in made.documents["text"].iloc[0]
    assert problems[name][0] == "suffix-differs"
    assert f".{read_as}" in problems[name][1]


def test_a_real_word_file_is_not_taken_for_hostile(tmp_path):
    document = docx.Document()
    document.add_paragraph(GOOD)
    document.save(tmp_path / "a.docx")
    made, problems = read(tmp_path)
    assert made.documents["text"].iloc[0] == GOOD
    assert problems == {}
