"""Write a project as a .qdpx archive, and a codebook as a .qdc file: the same bytes for the same content."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

from lxml import etree

from pipeline.qda.clean import xml_name, xml_text
from pipeline.qda.project import CODEBOOK_SPACE, PROJECT_SPACE, Code, Project, Selection, Source

INSIDE = "internal://"
FOLDER = "sources/"
PROJECT_FILE = "project.qde"
NEVER = (1980, 1, 1, 0, 0, 0)  # the time of every member: the earliest that ZIP can hold
Build = Callable[..., Any]


def write_project(project: Project) -> bytes:
    """Write a project as a ZIP archive: project.qde and a UTF-8 text file for each document and memo, without mark, lines ended by LF."""
    files = [*((each.file, each.text) for each in project.sources), *((each.file, each.text) for each in project.notes)]
    texts = {FOLDER + name: text.encode() for name, text in files}
    members = {PROJECT_FILE: _xml(_project(project)), **texts}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in [PROJECT_FILE, *sorted(texts)]:
            entry = zipfile.ZipInfo(name, NEVER)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            archive.writestr(entry, members[name])
    return buffer.getvalue()


def write_codebook(codes: Sequence[Code], origin: str) -> bytes:
    """Write codes as a codebook, with nothing of the study's documents."""
    build = _builder(CODEBOOK_SPACE)
    return _xml(build("CodeBook", {"origin": origin}, build("Codes", {}, *(_code(build, code) for code in codes))))


def _xml(root: Any) -> bytes:
    etree.indent(root, " ")
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return written + b"\n"


def _builder(space: str) -> Build:
    """Return a function that makes an element of a name-space from attributes, those that are empty left out, and children."""

    def build(name: str, attributes: dict[str, str], *children: Any, text: str = "") -> Any:
        made = etree.Element(f"{{{space}}}{name}", {key: xml_text(value) for key, value in attributes.items() if value}, nsmap={None: space})
        made.extend([child for child in children if child is not None])
        if text:
            made.text = xml_text(text)
        return made

    return build


def _many(build: Build, name: str, children: Sequence[Any]) -> Any:
    """Return a container, or nothing: an empty one breaks the schema."""
    return build(name, {}, *children) if children else None


def _said(build: Build, text: str) -> Any:
    return build("Description", {}, text=text) if text else None


def _code(build: Build, code: Code) -> Any:
    attributes = {"guid": code.guid, "name": code.name, "isCodable": "true" if code.codable else "false", "color": code.colour}
    return build("Code", attributes, _said(build, code.description), *(_code(build, child) for child in code.children))


def _project(project: Project) -> Any:
    build, made = _builder(PROJECT_SPACE), {"creatingUser": project.creator, "creationDateTime": project.date}
    head = {"name": project.name, "origin": project.origin, "creatingUserGUID": project.creator, "creationDateTime": project.date}
    kinds = {variable.guid: variable.kind for variable in project.variables}
    codes = _many(build, "Codes", [_code(build, code) for code in project.codes])
    notes = [build("Note", {"guid": each.guid, "name": each.name, "plainTextPath": f"{INSIDE}{each.file}", **made}) for each in project.notes]
    groups = [
        build("Set", {"guid": each.guid, "name": each.name}, *(build("MemberSource", {"targetGUID": guid}) for guid in each.sources))
        for each in project.groups
    ]
    variables = [build("Variable", {"guid": each.guid, "name": each.name, "typeOfVariable": each.kind}) for each in project.variables]
    return build(
        "Project",
        head,
        _many(build, "Users", [build("User", {"guid": user.guid, "name": user.name}) for user in project.users]),
        None if codes is None else build("CodeBook", {}, codes),
        _many(build, "Variables", variables),
        _many(build, "Sources", [_source(build, source, made, kinds) for source in project.sources]),
        _many(build, "Notes", notes),
        _many(build, "Sets", groups),
        _said(build, project.description),
    )


def _source(build: Build, source: Source, made: dict[str, str], kinds: dict[str, str]) -> Any:
    values = [
        build("VariableValue", {}, build("VariableRef", {"targetGUID": guid}), build(f"{kinds[guid]}Value", {}, text=value))
        for guid, value in source.values
    ]
    attributes = {"guid": source.guid, "name": source.name, "plainTextPath": f"{INSIDE}{source.file}", **made}
    passages = [_selection(build, selection, made["creationDateTime"]) for selection in source.selections]
    return build("TextSource", attributes, _said(build, source.description), *passages, *values)


def _selection(build: Build, selection: Selection, date: str) -> Any:
    codings = [
        build("Coding", {"guid": each.guid, "creatingUser": each.user, "creationDateTime": date}, build("CodeRef", {"targetGUID": each.code}))
        for each in selection.codings
    ]
    place = {"startPosition": str(selection.start), "endPosition": str(selection.end)}
    who = {"creatingUser": selection.user, "creationDateTime": date}
    named = {"guid": selection.guid, "name": xml_name(selection.name, "passage"), **place, **who}
    return build("PlainTextSelection", named, _said(build, selection.description), *codings)
