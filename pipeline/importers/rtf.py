"""Read RTF: paragraphs, headings by style or look, list items, table rows and footnotes; tracked deletions out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from striprtf.striprtf import rtf_to_text

from pipeline.config import Ingest
from pipeline.encodings import tidy
from pipeline.importers.marks import BULLET
from pipeline.importers.pieces import Piece, assemble
from pipeline.sources import Refusal, Source, Unreadable

HEADING_WORDS = 14
ITEM, NOTE, NOTE_ENDS, STYLED = "\ue000", "\ue001", "\ue002", "\ue010"  # set into the source; private characters, which no text has
OURS = re.compile("[\ue000-\ue01f]")
TITLE = re.compile(r"\{\\title\s+([^{}\\]{3,200})\}")
STYLE = re.compile(r"\{\\s(\d+)(?!\d)[^{}]*?[ ;\n](?:heading (\d)|(Title));\}", re.IGNORECASE)
USED = re.compile(r"\\s(\d+)(?!\d)")
BULLETS = re.compile(r"\{\\(?:pntext|listtext)(?![a-z])")
FOOTNOTE = re.compile(r"\{(?:\\\*)?\\footnote(?![a-z])")
DELETED = re.compile(r"\\deleted(?![a-z\d])")
TURNS = re.compile(r"\\(?:'[0-9a-f]{2}|[{}\\]|deleted0|plain(?![a-z])|bin(\d+) ?)|[{}]")
CHANGED = Unreadable(
    "tracked-changes",
    "holds tracked changes; what they delete is left out as far as the format tells",
    "Accept or reject the changes in Word or LibreOffice and save it again, or save it as DOCX.",
)


def read(path: Path, settings: Ingest) -> list[Source]:
    """Read an RTF file.

    Args:
        path: the file.
        settings: not used.

    Returns:
        One document, footnotes at its end, with a warning where it holds tracked deletions. Headers and comments are left out.
        It knows no pages.

    Raises:
        Refusal: if it is no RTF, or broken.
    """
    del settings
    content = path.read_bytes()
    if not content.lstrip().startswith(b"{\\rtf"):
        raise Refusal("unreadable", "is no RTF file", "Open it, save it again as RTF, or remove it.")
    # RTF is 7-bit and escapes the rest; bytes beyond, which some programs write, are escaped as they should have been.
    written = OURS.sub("", re.sub(rb"[\x80-\xff]", lambda byte: b"\\'%02x" % byte[0][0], content).decode("latin-1"))
    title = TITLE.search(written[:100_000])
    named = " ".join(title[1].split()) if title else ""
    kept = _without_deletions(written)
    made = assemble(_pieces(_text(_marked(kept))))
    return [Source(made.text, made.blocks, "application/rtf", named if len(named.split()) > 1 else None, warnings=(CHANGED,) * (kept != written))]


def _text(written: str) -> str:
    try:
        text: str = rtf_to_text(written, encoding="cp1252", errors="replace")  # type: ignore[no-untyped-call]  # it has no types
    except (TypeError, ValueError, LookupError):  # a control word whose number is missing or none
        raise Refusal("unreadable", "is damaged inside", "Open it, save it again as RTF, or remove it.") from None
    return tidy(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))  # RTF writes a pair of surrogates as two characters


def _ends(written: str, start: int, *, at_words: bool = False) -> int:
    """Return where the group ends in which ``start`` is; with ``at_words`` also where a run of text changes its properties."""
    depth = 0
    place = start
    while turn := TURNS.search(written, place):
        place = turn.end() + int(turn[1] or 0)
        if turn.group() == "{":
            depth += 1
        elif turn.group() == "}":
            depth -= 1
            if depth < 0:
                return turn.start()
        elif at_words and not depth and turn.group().startswith(("\\deleted0", "\\plain")):
            return turn.start()
    return len(written)


def _without_deletions(written: str) -> str:
    parts: list[str] = []
    place = 0
    for match in DELETED.finditer(written):
        if match.start() >= place:
            parts.append(written[place : match.start()])
            place = _ends(written, match.end(), at_words=True)
    return "".join([*parts, written[place:]])


def _marked(written: str) -> str:
    """Set our marks before list items, into paragraphs with a heading's style, and around footnotes."""
    levels = {number: int(level or 1) for number, level, _ in STYLE.findall(written)}
    begin = max((match.end() for match in STYLE.finditer(written)), default=0)
    body = USED.sub(lambda used: used.group() + (chr(ord(STYLED) + levels[used[1]]) if used[1] in levels else ""), written[begin:])
    marked = BULLETS.sub(lambda group: ITEM + group.group(), written[:begin] + body)
    parts: list[str] = []
    place = 0
    for match in FOOTNOTE.finditer(marked):
        if match.start() >= place:
            end = _ends(marked, match.end())
            parts += [marked[place : match.start()], "{", NOTE, marked[match.end() : end].replace("\\par ", " "), NOTE_ENDS]
            place = end
    return "".join([*parts, marked[place:]])


def _pieces(text: str) -> Iterator[Piece]:
    """Yield a piece a line, as RTF has a line a paragraph, then the footnotes."""
    notes = re.findall(f"{NOTE}(.*?){NOTE_ENDS}", text, re.DOTALL)
    for line in re.sub(f"{NOTE}.*?{NOTE_ENDS}", "", text, flags=re.DOTALL).split("\n"):
        yield _piece(line)
    for note in notes:
        yield Piece(" ".join(OURS.sub("", note).split()), "footnote")


def _piece(line: str) -> Piece:
    plain = OURS.sub("", line).strip()
    words = " ".join(plain.split())
    level = next((ord(char) - ord(STYLED) for char in line if char > STYLED and OURS.match(char)), None)
    if plain.endswith("|"):
        return Piece(" | ".join(cell.strip() for cell in plain.split("|") if cell.strip()), "table")
    if level:
        return Piece(words, "heading", level=level)
    if ITEM in line or BULLET.match(words):
        return Piece(plain, "list_item")
    return Piece(plain, "heading" if _like_heading(words) else "paragraph")


def _like_heading(words: str) -> bool:
    short = 0 < len(words.split()) <= HEADING_WORDS
    return short and words[0].isupper() and not re.search(r"[.,;:!?&…-]$|[.?!][\"'”’)]*$", words)
