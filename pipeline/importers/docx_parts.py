"""Find the parts of a Word file: body, styles, notes, comments, headers and footers, and what of it is not read."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.importers.zipped import Package
from pipeline.sources import Refusal, Unreadable

KIND = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
DC = "{http://purl.org/dc/elements/1.1/}"
PICTURES = frozenset("png jpg jpeg gif emf wmf bmp tif tiff svg wdp".split())


@dataclass(frozen=True)
class Parts:
    """Names of members, in the order in which the file names them."""

    main: str
    styles: str | None
    notes: tuple[str, ...]
    comments: tuple[str, ...]
    furniture: tuple[str, ...]
    embedded: tuple[str, ...]


def parts_of(opened: Package) -> Parts:
    """Follow the relations of a Word file to its parts; those that lead outside it are not followed.

    Raises:
        Refusal: if it has no body.
    """
    main = next((target for kind, target in _relations(opened, "") if kind == "officeDocument"), "word/document.xml")
    if main not in opened.names:
        raise Refusal("unreadable", "is no DOCX file", "Open it, save it again as DOCX, or remove it.")
    related = list(_relations(opened, main))

    def named(*kinds: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(target for kind in kinds for own, target in related if own == kind))

    styles = named("styles")
    return Parts(
        main,
        styles[0] if styles else None,
        named("footnotes", "endnotes"),
        named("comments"),
        named("header", "footer"),
        named("package", "oleObject", "aFChunk"),
    )


def _relations(opened: Package, name: str) -> Iterator[tuple[str, str]]:
    """Yield kind and target of each relation of a part to another in the file."""
    folder, own = posixpath.split(name)
    relations = posixpath.join(folder, "_rels", f"{own}.rels")
    if relations not in opened.names:
        return
    for relation in opened.xml(relations).iter(KIND):
        if relation.get("TargetMode") != "External":
            written = relation.get("Target") or ""
            target = written.lstrip("/") if written.startswith("/") else posixpath.normpath(posixpath.join(folder, written))
            if target in opened.names:
                yield (relation.get("Type") or "").rsplit("/", 1)[-1], target


def title_of(opened: Package) -> str | None:
    """Return the title in the file's properties, if it has more than one word."""
    if "docProps/core.xml" not in opened.names:
        return None
    title = " ".join((opened.xml("docProps/core.xml").findtext(f".//{DC}title") or "").split())
    return title if len(title.split()) > 1 else None


def unread(opened: Package, parts: Parts) -> Iterator[Unreadable]:
    """Say what the file holds that is not in its text."""
    if parts.embedded:
        kinds = ", ".join(sorted({posixpath.splitext(name)[1].removeprefix(".").lower() or "unknown" for name in parts.embedded}))
        yield Unreadable(
            "embedded-not-read",
            f"holds {len(parts.embedded)} embedded file{'s'[: len(parts.embedded) > 1]} ({kinds}) not read",
            "Save those that matter as files of their own.",
        )
    pictures = sum(name.startswith("word/media/") and name.rsplit(".", 1)[-1].lower() in PICTURES for name in opened.names)
    if pictures:
        yield Unreadable(
            "pictures-not-read",
            f"holds {pictures} picture{'s'[: pictures > 1]}, whose words, if any, are not read",
            "If a picture shows text that matters, save the file as PDF as well.",
            "note",
        )
