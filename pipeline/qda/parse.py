"""Parse a project as other programs write it: QualCoder, NVivo, MAXQDA, ATLAS.ti."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.errors import CorpusError
from pipeline.qda.project import Code, Coding, Selection, User
from pipeline.qda.read_xml import all_different, child, children, guid_in, local, own_guid, read_codes, read_xml, said
from pipeline.qda.unpack import Archive
from pipeline.wording import one_line

INSIDE = "internal://"
NO_TEXT = ("PictureSource", "AudioSource", "VideoSource")
BOXES = ("PDFSelection", "PictureSelection", "AudioSelection", "VideoSelection", "TranscriptSelection")


@dataclass(frozen=True)
class Text:
    """A document of a project as it stands there: its bytes, or the text itself where it stands in the XML."""

    guid: str
    name: str
    paths: tuple[str, ...]  # all that may name the file from which it was
    content: bytes | str
    selections: tuple[Selection, ...]


@dataclass(frozen=True)
class Parsed:
    """A project as it was read; offsets are as the file counts. ``passed_over`` counts by what it is that was not read."""

    origin: str
    modifier: str
    users: tuple[User, ...]
    codes: tuple[Code, ...]
    texts: tuple[Text, ...]
    passed_over: dict[str, int]
    description: str = ""

    def all_codes(self) -> Iterator[Code]:
        """Yield every code and category."""
        for code in self.codes:
            yield from code.walk()


def parse(archive: Archive) -> Parsed:
    """Parse a project.

    Args:
        archive: what ``unpack`` returned.

    Returns:
        Users, codes and texts, in the order of the file. Attributes that programs leave out are empty; elements are known by their local names.

    Raises:
        CorpusError: if the XML is not a project's, a text is missing, a GUID points nowhere or is there twice, or an offset is no number.
    """
    root = read_xml(archive.project, archive.path, "Project")
    users = tuple(User(own_guid(each, archive.path), one_line(each.get("name") or each.get("id") or "")) for each in _in(root, "Users"))
    codes = read_codes(child(child(root, "CodeBook"), "Codes"), archive.path)
    passed_over: dict[str, int] = {}
    texts = [text for each in _in(root, "Sources") if (text := _text(each, archive, passed_over)) is not None]
    modifier = guid_in(root, "modifyingUserGUID") or guid_in(root, "creatingUserGUID")
    parsed = Parsed(
        one_line(root.get("origin") or "") or "a program that does not say which", modifier, users, codes, tuple(texts), passed_over, said(root)
    )
    _check(parsed, archive)
    return parsed


def _in(root: Any, name: str) -> Iterator[Any]:
    found = child(root, name)
    yield from () if found is None else found


def _text(source: Any, archive: Archive, passed_over: dict[str, int]) -> Text | None:
    """Read one source; one without text is counted and passed over, unless passages of its text are coded."""
    kind, name = local(source), one_line(source.get("name") or "")
    boxes = sum(1 for each in source.iter() if isinstance(each.tag, str) and local(each) in BOXES)
    if boxes:
        passed_over["passages of pictures, sound or page areas"] = passed_over.get("passages of pictures, sound or page areas", 0) + boxes
    whole = sum(1 for _ in children(source, "Coding"))
    if whole:
        passed_over["codings of whole documents"] = passed_over.get("codings of whole documents", 0) + whole
    if kind in NO_TEXT:
        passed_over["pictures, sound and films"] = passed_over.get("pictures, sound and films", 0) + 1
        return None
    holder = child(source, "Representation") if kind == "PDFSource" else source
    selections = tuple(_selection(each, archive) for each in children(holder, "PlainTextSelection"))
    content = None if holder is None else _content(holder, name, archive)
    if content is None and selections:
        raise CorpusError(f"{archive.path}: the document {name!r} has {len(selections)} coded passages and no text. Export it with its documents.")
    if content is None:
        passed_over["documents without text"] = passed_over.get("documents without text", 0) + 1
        return None
    named = (source.get("currentPath"), source.get("path"), source.get("richTextPath"), source.get("plainTextPath"))
    paths = tuple(path for path in named if path and not path.startswith(INSIDE))
    return Text(own_guid(source, archive.path), name, paths, content, selections)


def _content(holder: Any, name: str, archive: Archive) -> bytes | str | None:
    inline = child(holder, "PlainTextContent")
    if inline is not None and not holder.get("plainTextPath"):
        return "".join(inline.itertext())
    path = holder.get("plainTextPath") or ""
    if not path and (holder.get("richTextPath") or "").lower().endswith(".txt"):
        path = holder.get("richTextPath")
    if not path:
        return None
    if not path.startswith(INSIDE):
        raise CorpusError(f"{archive.path}: the text of {name!r} lies outside the archive ({path[:60]!r}). Export the project with its documents.")
    content = archive.read(path.removeprefix(INSIDE).lstrip("/"))
    if content is None:
        raise CorpusError(f"{archive.path}: the text of {name!r} is missing ({path[:60]!r}). Export the project anew, with its documents.")
    return content


def _selection(element: Any, archive: Archive) -> Selection:
    try:
        start, end = int(element.get("startPosition") or ""), int(element.get("endPosition") or "")
    except ValueError:
        raise CorpusError(f"{archive.path}: a passage ({(element.get('name') or '')[:40]!r}) does not say where it begins and ends.") from None
    codings = tuple(_coding(each, archive) for each in children(element, "Coding"))
    modifier = guid_in(element, "modifyingUser")
    return Selection(
        guid_in(element, "guid"), element.get("name") or "", start, end, said(element), guid_in(element, "creatingUser"), modifier, codings
    )


def _coding(element: Any, archive: Archive) -> Coding:
    ref = child(element, "CodeRef")
    if ref is None:
        raise CorpusError(f"{archive.path}: a coding ({element.get('guid') or 'without GUID'}) does not name its code.")
    return Coding(guid_in(element, "guid"), guid_in(ref, "targetGUID"), guid_in(element, "creatingUser"))


def _check(parsed: Parsed, archive: Archive) -> None:
    """Refuse GUIDs that are there twice or point nowhere. NVivo gives a case and its code one GUID, so each kind is looked at alone."""
    selections = [selection for text in parsed.texts for selection in text.selections]
    codings = [coding for selection in selections for coding in selection.codings]
    users, codes = {user.guid for user in parsed.users}, {code.guid for code in parsed.all_codes()}
    all_different((user.guid for user in parsed.users), "users", archive.path)
    all_different((code.guid for code in parsed.all_codes()), "codes", archive.path)
    all_different((text.guid for text in parsed.texts), "documents", archive.path)
    all_different((each.guid for each in selections), "passages", archive.path)
    all_different((each.guid for each in codings), "codings", archive.path)
    lost = [coding.code for coding in codings if coding.code not in codes]
    named = [*(each.user for each in codings), *(each.user for each in selections)]
    lost += [guid for guid in named if guid and guid not in users]
    if lost:
        n = f"{len(lost)} codings or passages point" if len(lost) > 1 else "One coding or passage points"
        raise CorpusError(f"{archive.path}: {n} at a code or user that is not in the project, e.g. {lost[0]}. Export the project anew.")
