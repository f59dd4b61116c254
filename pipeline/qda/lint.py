"""Hold a written project against what programs that read REFI-QDA cannot bear, or silently lose.

Source: the standard's sections 8 to 10, and what the importer of QualCoder 3.8 and 4.0 does with each (its source, refi.py, and runs of it).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from pipeline.errors import TableError
from pipeline.qda.lint_codings import lint_passages
from pipeline.qda.project import PROJECT_SPACE
from pipeline.qda.write import FOLDER, INSIDE, PROJECT_FILE

LARGEST = 2**31 - 1
GUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
SHOWN = 5
LONGEST_NAME = 100
CONTAINERS = ("Users", "CodeBook", "Codes", "Variables", "Cases", "Sources", "Notes", "Links", "Sets", "Graphs")
ORDER = ("Users", "CodeBook", "Variables", "Cases", "Sources", "Notes", "Links", "Sets", "Graphs", "Description", "NoteRef")


@dataclass(frozen=True)
class Written:
    """A project as written: its XML and the bytes of its files by name in the archive."""

    root: Any
    files: dict[str, bytes]

    def all(self, name: str) -> list[Any]:
        """Return the elements of a name, in the order of the document."""
        return list(self.root.iter(f"{{{PROJECT_SPACE}}}{name}"))

    def text_of(self, source: Any) -> str | None:
        """Return the text of a source; None where its file is missing or no UTF-8."""
        content = self.files.get(FOLDER + source.get("plainTextPath", "").removeprefix(INSIDE))
        try:
            return None if content is None else content.decode()
        except UnicodeDecodeError:
            return None


def check_project(content: bytes) -> None:
    """Refuse a project that other programs could not read whole.

    Raises:
        TableError: naming what is wrong; a bug of ours, of which no file is left.
    """
    faults = lint(content)
    if faults:
        shown = "\n".join(f"  {fault}" for fault in faults[:SHOWN])
        raise TableError(f"The project would not be read whole by other programs ({len(faults)} faults); it is not written:\n{shown}")


def lint(content: bytes) -> list[str]:
    """Return what is wrong with a project archive, each fault with the name of the rule it breaks; empty where nothing is."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = [entry.filename for entry in archive.infolist()]
            files = {name: archive.read(name) for name in names}
    except zipfile.BadZipFile:
        return ["archive: it is no ZIP archive"]
    faults = list(_archive(names, files))
    try:
        root = etree.fromstring(files.get(PROJECT_FILE, b""))
    except etree.XMLSyntaxError as error:
        return [*faults, f"well-formed: {PROJECT_FILE} is no XML: {error.msg}"]
    written = Written(root, files)
    rules: tuple[Callable[[Written], Iterator[str]], ...] = (_head, _guids, _texts, _notes, _codes, _names, _cases, lint_passages)
    return [*faults, *(fault for rule in rules for fault in rule(written))]


def _archive(names: list[str], files: dict[str, bytes]) -> Iterator[str]:
    if [name for name in names if name.lower().endswith(".qde")] != [PROJECT_FILE]:
        yield f"archive: there must be one {PROJECT_FILE}, at the top"
    if len({name.lower() for name in names}) < len(names):
        yield "archive: a file is there twice"
    for name, content in files.items():
        inner = name.removeprefix(FOLDER)
        if name != PROJECT_FILE and (inner == name or not GUID.match(inner) or "/" in inner):
            yield f"archive: {name} must lie in {FOLDER} under a GUID, in no folder below it"
        if len(content) > LARGEST:
            yield f"archive: {name} is larger than {LARGEST:,} bytes"


def _head(written: Written) -> Iterator[str]:
    if not written.root.get("origin"):
        yield "origin: the project does not say which program wrote it, and QualCoder crashes"
    found = [etree.QName(child).localname for child in written.root]
    if found != sorted(found, key=ORDER.index):
        yield "order: the parts of the project are not in the schema's order"
    yield from (f"empty: {name} holds nothing, which breaks the schema" for name in CONTAINERS for each in written.all(name) if not len(each))


def _guids(written: Written) -> Iterator[str]:
    own = [each.get("guid").lower() for each in written.root.iter() if each.get("guid")]
    known = set(own)
    yield from (f"guid: {guid} is no GUID" for guid in own if not GUID.fullmatch(guid))
    if len(known) < len(own):
        yield "guid: one is there twice"
    pointing = ("targetGUID", "creatingUser", "modifyingUser", "creatingUserGUID", "modifyingUserGUID")
    targets = {each.get(name) for each in written.root.iter() for name in pointing if each.get(name)}
    yield from (f"guid: {guid} is pointed at and is not there" for guid in sorted(guid for guid in targets if guid.lower() not in known))


def _texts(written: Written) -> Iterator[str]:
    for source in written.all("TextSource"):
        name, path = source.get("name"), source.get("plainTextPath", "")
        if not path.startswith(INSIDE) or source.find(f"{{{PROJECT_SPACE}}}PlainTextContent") is not None or source.get("richTextPath"):
            yield f"plain text: {name} must have its text in a file of its own, internal://, and nowhere else"
        elif FOLDER + path.removeprefix(INSIDE) not in written.files:
            yield f"plain text: the file of {name} is missing"
    for name, content in written.files.items():
        if name.endswith(".txt"):
            if content.startswith(b"\xef\xbb\xbf"):
                yield f"byte order mark: {name} begins with one, so that every passage shifts by a character"
            if b"\r" in content:
                yield f"line ends: {name} has others than LF, so that every later passage shifts"


def _notes(written: Written) -> Iterator[str]:
    for note in written.all("Note"):
        if not (note.get("creationDateTime") or note.get("modifiedDateTime")):
            yield f"note's date: {note.get('name')} has none, and QualCoder crashes"
        if note.get("plainTextPath") and FOLDER + note.get("plainTextPath").removeprefix(INSIDE) not in written.files:
            yield f"plain text: the file of the memo {note.get('name')} is missing"


def _codes(written: Written) -> Iterator[str]:
    for code in written.all("Code"):
        below = {etree.QName(child).localname for child in code} - {"Description"}
        if code.get("isCodable") not in {"true", "false"}:
            yield f"category: isCodable of {code.get('name')} must be written true or false"
        if code.get("isCodable") == "true" and below:
            yield f"category: the code {code.get('name')} holds {', '.join(sorted(below))}; only a category holds codes"


def _names(written: Written) -> Iterator[str]:
    """Look at names: unique where programs want them so, on one line, short."""
    for what in ("Code", "TextSource", "Note", "User", "Set", "Variable"):
        names = Counter(each.get("name", "").casefold() for each in written.all(what))
        yield from (f"unique: several {what} are called {name}" for name in sorted(name for name, n in names.items() if n > 1))
    sets = {each.get("name", "").casefold() for each in written.all("Set")}
    for variable in written.all("Variable"):
        if variable.get("name", "").casefold() in sets:
            yield f"unique: a set and a variable are both called {variable.get('name')}; QualCoder turns sets into variables"
    for each in written.root.iter():
        name = each.get("name")
        if name is not None and (len(name) > LONGEST_NAME or re.search(r"[\t\r\n]", name) or name != name.strip() or not name):
            yield f"name: {name[:40]!r} must be on one line, not empty, and at most {LONGEST_NAME} characters long"


def _cases(written: Written) -> Iterator[str]:
    valued = {each.getparent().get("guid") for each in written.all("VariableValue")}
    for case in written.all("Case"):
        linked = {each.get("targetGUID") for each in case.iter(f"{{{PROJECT_SPACE}}}SourceRef")}
        if not case.get("name"):
            yield "case: it has no name, and would be read as the variables of a document"
        if linked - valued:
            yield f"case: documents of {case.get('name')} have no variables of their own, and the link to a case is lost"
