"""Give a document a title where none stands on top of it, and tell where two titles stand in one file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from pipeline.conflicts import HEAD_LINES, differ
from pipeline.parts import part_of
from pipeline.rows import problem
from pipeline.sources import Source
from pipeline.structure_rules import NO_TITLE, TITLES
from pipeline.whole_document import GENERIC, names_body, title_of

OPENING = 3000  # characters in which a document says what it is
LINE_WORDS = 16
TELLING_WORDS = 2  # words of three letters or more that make the name of a file a title
SAYS_ITSELF = re.compile(
    r"\b[Tt]his (?:report|paper|document|review|study|briefing)\b[^.]{0,90}?\b(?:of|on|from|about) (?:the |a |an )?"
    r"(?P<title>(?:[A-Z][\w’'-]+ (?:(?:of|and|for|on|in|the) )*){1,6}[A-Z][\w’'-]+)"
)
BEFORE_DASH = re.compile(r"(?P<title>(?:[A-Z][\w’'-]+ (?:(?:of|and|for|on|in|the) )*){2,7})(?=[-–—]\s)")
NAMES_PERSON = re.compile(rf"{TITLES}\b")
NUMBER = re.compile(r"^(?:\d+(?:\.\d+)*[.)]?|[IVX]+\.|\([a-z\d]+\))\s+")
PARLIAMENT = re.compile(r"(?:the )?houses? of (?!(?:cards|fun)\b)\w+(?: and \w+)?\W*", re.IGNORECASE)
KIND_OF_PAPER = re.compile(  # a label that says what sort of paper it is, and nothing of its subject
    r"(?:(?:draft|final|interim|annual|policy|research|discussion|briefing|consultation|position|working|green|white|open|public|independent|"
    r"impact|official|corporate|command|closed) ){0,2}"
    r"(?:paper|reports?|minutes|outcome|response|consultation|guidance|notice|statement|document|briefing|review|strategy|policy|assessment|"
    r"correspondence|publication|summary|news story|press release)\W*",
    re.IGNORECASE,
)
SESSION = re.compile(r"\b(?:report|session) of (?:session|\d{4})|^\d+(?:st|nd|rd|th) report\b", re.IGNORECASE)
SERIES = re.compile(r",? (?:HC|HL|Cm|Cmd|Cmnd|CP)(?: No\.?)?$")  # of papers laid before Parliament
UNTITLED = frozenset({"message/rfc822", "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"})


def title_for(source: Source, path: str) -> str:
    """Title a document.

    Args:
        source: as read.
        path: of its file.

    Returns:
        What stands on top of it or in its data, but for a body's name; under a title that every page of a site has (Agenda
        item) or a label of a kind of paper (Policy paper), the next heading on top; then the heading of its first page in the largest
        type; else its file's name if that has words; else what the document calls itself (This report gives the findings
        of the …), the first heading that names a subject, the first short line that is no sentence; else its file's name.
    """
    name = PurePosixPath(path).stem
    if source.title and GENERIC.fullmatch(source.title) and source.media_type not in UNTITLED:
        return _under_generic(source) or source.title
    labelled = bool(source.title and KIND_OF_PAPER.fullmatch(source.title)) and source.media_type not in UNTITLED
    if labelled and (other := _largest(source) or _besides_label(source)):
        return other
    if source.title and not _is_body(source.title):
        return _with_number(source.title, source.text)
    if (largest := _largest(source)) or source.title:
        return largest or str(source.title)
    if len(re.findall(r"[^\W\d_]{3,}", name)) >= TELLING_WORDS:
        return name
    said = SAYS_ITSELF.search(" ".join(source.text[:OPENING].split()))
    return (said["title"] if said else None) or next(_lines(source, "heading"), None) or next(_lines(source, "paragraph"), None) or name


def _with_number(title: str, text: str) -> str:
    r"""Add the number of a paper to a title that ends with its series (…, HC), where the number stands apart in the text.

    >>> _with_number("Trust in towns, HC", "Trust in towns, HC\n\n245\n")
    'Trust in towns, HC 245'
    """
    if not SERIES.search(title):
        return title
    words = r"\s+".join(map(re.escape, title.split()))
    found = re.search(rf"{words}\s+(?P<number>\d+(?:[-–][IVXivx]+)?)\s*$", text, re.MULTILINE)
    return f"{title} {found['number']}" if found else title


def _under_generic(source: Source) -> str | None:
    """Return the title on top that stands beside one that names a kind of page only."""
    others = [block for block in source.blocks if not GENERIC.fullmatch(" ".join(source.text[block.start : block.end].split()))]
    return title_of(source.text, others) if others else None


def _besides_label(source: Source) -> str | None:
    """Return the first heading of the first page that names a subject; where no page is known, of those on top."""
    first = [block for block in source.blocks if block.page in {None, 1}]
    top = next((n for n, block in enumerate(first) if block.kind in {"paragraph", "list_item", "table"} and block.page is None), len(first))
    return next((line for line in _lines(replace(source, blocks=tuple(first[:top])), "heading") if _names_subject(line)), None)


def _names_subject(line: str) -> bool:
    return not _is_body(line) and not SESSION.search(line) and not KIND_OF_PAPER.fullmatch(line)


def _is_body(line: str) -> bool:
    return names_body(line) or bool(PARLIAMENT.fullmatch(line))


def _largest(source: Source) -> str | None:
    """Return the heading of the first page in the largest type that names a subject."""
    heads = [block for block in source.blocks if block.kind == "heading" and block.page == 1 and block.level]
    for block in sorted(heads, key=lambda block: block.level or 0):
        line = next(_lines(replace(source, blocks=(block,)), "heading"), None)
        if line and _names_subject(line):
            return line
    return None


def _lines(source: Source, kind: str) -> Iterator[str]:
    """Yield the lines of a kind that can be a title, and what stands before a dash where that is written as one."""
    for block in source.blocks:
        line = NUMBER.sub("", " ".join(source.text[block.start : block.end].split()))
        before = BEFORE_DASH.match(line)
        line = before["title"].strip() if before and len(line.split()) > LINE_WORDS else line
        subject = not NAMES_PERSON.match(line) and not NO_TITLE.fullmatch(line) and part_of("paragraph", line) == "finding"
        if block.kind == kind and subject and 1 < len(line.split()) <= LINE_WORDS and not line.endswith((".", ",", ":", ";", "?")):
            yield line


def two_titles(path: str, source: Source) -> Iterator[dict[str, str]]:
    """Report a file whose own data give another title than the heading on top of its text."""
    heading = title_of(source.text, source.blocks)
    top = " ".join(
        [line for line in source.text.splitlines() if line.strip()][:HEAD_LINES]
    )  # a title may be broken over lines, or stand under another
    if heading and GENERIC.fullmatch(heading):
        return
    if source.media_type not in UNTITLED and source.title and heading and differ(source.title, heading) and differ(source.title, top):
        message = f"{path} has a title in its data that shares few words with the heading on top of its text; the one in its data is taken"
        yield problem(path, "title-conflict", message, "Look which is right, and give the title in the manifest.", "note")
