"""Read the XML of a project or a codebook with everything off that XML can do beside hold data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from xml.parsers import expat

from lxml import etree

from pipeline.errors import CorpusError
from pipeline.qda.identify import plain_guid
from pipeline.qda.project import Code
from pipeline.wording import one_line

GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
TRUE = frozenset({"true", "1"})


class _FoundError(Exception):
    """Ends the look at the head of a document: its root is reached, or a document type stands before it."""


def read_xml(content: bytes, path: Path, root: str) -> Any:
    """Parse a document; entities, document types and the network are off.

    Args:
        content: its bytes.
        path: what messages call it.
        root: the name that its root must have, in whatever name-space: programs write several versions.

    Raises:
        CorpusError: if it declares a document type, is no XML, or is something else.
    """
    if _has_doctype(content):
        raise CorpusError(f"{path} declares a document type (DOCTYPE), by which files are made to do harm; no program exports one. Nothing was read.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True)
    try:
        found = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise CorpusError(f"{path} is not well-formed, line {error.lineno}: {error.msg}. Export it anew.") from None
    if found.getroottree().docinfo.doctype:
        raise CorpusError(f"{path} declares a document type (DOCTYPE), by which files are made to do harm. Nothing was read.")
    if local(found) != root:
        raise CorpusError(f"{path} holds a {local(found)}, not a {root}. A project is .qdpx (import-qdpx), a codebook .qdc (import-qdc).")
    return found


def _has_doctype(content: bytes) -> bool:
    """Tell whether a document type stands before the root, without reading what it declares."""
    seen: list[bool] = []

    def stop(*_: object) -> None:
        raise _FoundError

    def note(*_: object) -> None:
        seen.append(True)
        raise _FoundError

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.StartDoctypeDeclHandler = stop, note
    try:
        parser.Parse(content, True)
    except (_FoundError, expat.ExpatError, ValueError, LookupError):
        return bool(seen)
    return bool(seen)


def local(element: Any) -> str:
    """Return the name of an element without its name-space."""
    return str(etree.QName(element).localname)


def children(element: Any, *names: str) -> Iterator[Any]:
    """Yield the children of these names, in their order; none of nothing."""
    yield from (child for child in (() if element is None else element) if local(child) in names)


def child(element: Any, name: str) -> Any:
    """Return the first child of a name, or None."""
    return next(children(element, name), None)


def said(element: Any, name: str = "Description") -> str:
    """Return the text of a child; empty where there is none."""
    found = child(element, name)
    return "" if found is None else "".join(found.itertext()).strip()


def guid_in(element: Any, name: str) -> str:
    """Return a GUID from an attribute, plain; empty where there is none."""
    return plain_guid(element.get(name) or "")


def own_guid(element: Any, path: Path) -> str:
    """Return the GUID that an element has.

    Raises:
        CorpusError: if it has none, or one that is none.
    """
    guid = guid_in(element, "guid")
    if not GUID.fullmatch(guid):
        raise CorpusError(
            f"{path}: a {local(element)} ({(element.get('name') or 'without a name')[:60]!r}) has no GUID or a broken one ({guid[:40]!r})."
        )
    return guid


def all_different(guids: Iterable[str], what: str, path: Path) -> None:
    """Refuse a GUID that two things of one kind have; what has none is told apart without it.

    Raises:
        CorpusError: naming it.
    """
    seen: set[str] = set()
    for guid in guids:
        if guid and guid in seen:
            raise CorpusError(f"{path}: two {what} have the GUID {guid}, so that nothing says which is meant. Export the project anew.")
        seen.add(guid)


def read_codes(parent: Any, path: Path) -> tuple[Code, ...]:
    """Read the codes below an element, with theirs.

    Raises:
        CorpusError: if one has no GUID.
    """
    return tuple(
        Code(
            own_guid(each, path),
            one_line(each.get("name") or ""),
            said(each),
            (each.get("isCodable") or "true").strip().lower() in TRUE,
            each.get("color") or "",
            read_codes(each, path),
        )
        for each in children(parent, "Code")
    )
