"""Tell a mail's own words from those of earlier mails that it quotes, and from its signature."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

QUOTED = re.compile(r"^\s?(?:>\s?)+")
WROTE = re.compile(r"(?:on|am|le|el)\b.{4,200}\b(?:wrote|writes|schrieb|écrit|escribió)\s?:\s*$|.{3,100}\b(?:wrote|writes):\s*$", re.IGNORECASE)
BEGINS_WROTE = re.compile(r"on\b.{4,150}(?:\d{4}|\d\d:\d\d|<|@)", re.IGNORECASE)
DIVIDER = re.compile(r"[-_\s>]*(?:original message|forwarded (?:message|by)|begin forwarded message)\b[-_\s:]*.*$|_{20,}\s*$", re.IGNORECASE)
HEADER = re.compile(r"\W{0,3}(?:from|sent|date|to|cc|subject|importance|attachments)\s?:\W", re.IGNORECASE)
SIGNATURE = re.compile(r"-- ?$")
HEADERS = 3  # lines in a row that look like headers begin an earlier mail
MOST_SIGNED = 12  # lines of a signature


@dataclass(frozen=True)
class Run:
    """Lines of a mail that belong together: whose words they are (None: the mail's own), and their kind where that is known."""

    text: str
    voice: str | None
    kind: str | None = None


@dataclass(frozen=True)
class _Line:
    text: str
    voice: str | None
    kind: str | None


def body_of(text: str) -> Iterator[Run]:
    r"""Cut a plain mail into its own words, quoted ones, lines that introduce these, and a signature.

    Args:
        text: the mail's text, line ends \n. Marks of quotation at the beginning of lines are taken off.

    >>> [run.voice for run in body_of("Agreed.\n\nOn 3 May 2016, Jo wrote:\n> Shall we meet?\n")]
    [None, 'quoted', 'quoted']
    """
    group: list[_Line] = []
    for line in _lines(text.split("\n")):
        if group and (line.voice, line.kind) != (group[-1].voice, group[-1].kind) and line.text.strip():
            yield from _run(group)
            group = []
        if group or line.text.strip():
            group.append(line if line.text.strip() or not group else _Line("", group[-1].voice, group[-1].kind))
    yield from _run(group)


def introduces(text: str) -> bool:
    """Tell whether a paragraph of a mail is what mail programs write above an earlier mail."""
    lines = text.split("\n")
    return _introduces(lines, 0) == len(lines)


def _run(group: Sequence[_Line]) -> Iterator[Run]:
    text = "\n".join(line.text.rstrip() for line in group).strip("\n")
    if text.strip():
        yield Run(text, group[0].voice, group[0].kind)


def _lines(lines: Sequence[str]) -> Iterator[_Line]:
    """Say of each line whose it is: after an introduction without marks of quotation, all that follows is quoted."""
    rest: str | None = None
    signed = 0
    n = 0
    while n < len(lines):
        length = _introduces(lines, n)
        bare = _bare(lines[n])
        if length:
            yield from (_Line(_bare(line), "quoted", "boilerplate") for line in lines[n : n + length])
            following = next((line for line in lines[n + length :] if line.strip()), "")
            rest = rest if following.lstrip().startswith(">") else "quoted"
            signed = 0
        elif bare != lines[n]:
            yield _Line(bare, "quoted", "boilerplate" if HEADER.match(bare) and rest else None)
            signed = 0
        elif signed or SIGNATURE.fullmatch(lines[n]):
            signed += 1
            yield _Line(lines[n], rest, "boilerplate")
            signed = 0 if signed > MOST_SIGNED else signed
        else:
            yield _Line(lines[n], rest, None)
        n += max(1, length)


def _bare(line: str) -> str:
    """Take the marks of quotation off a line."""
    return QUOTED.sub("", line, count=1)


def _introduces(lines: Sequence[str], n: int) -> int:
    """Return how many lines from n introduce an earlier mail; 0 where they do not."""
    line = _bare(lines[n]).strip()
    if not line:
        return 0
    headers = _headers(lines, n)
    if headers >= HEADERS:
        return headers
    if DIVIDER.fullmatch(line):
        after = next((m for m in range(n + 1, min(n + 4, len(lines))) if lines[m].strip()), n)
        headers = _headers(lines, after)
        return after - n + headers if headers >= 2 else 1 if "message" in line.lower() or "forwarded" in line.lower() else 0
    if WROTE.fullmatch(line):
        quotes = any(following.lstrip().startswith(">") for following in lines[n + 1 : n + 4])
        return 1 if quotes or re.match(r"on\b.*\d", line, re.IGNORECASE) else 0
    for more in (1, 2):  # an introduction is often broken over lines
        whole = " ".join(part.strip(" >") for part in lines[n : n + more + 1])
        if BEGINS_WROTE.match(line) and re.match(r"on\b.*\d", whole, re.IGNORECASE) and WROTE.fullmatch(whole):
            return more + 1
    return 0


def _headers(lines: Sequence[str], n: int) -> int:
    count = 0
    while n + count < len(lines) and HEADER.match(lines[n + count].strip(" >") + " "):
        count += 1
    return count if count and re.match(r"\W{0,3}(?:from|date|sent|subject|to)\b", lines[n].strip(" >"), re.IGNORECASE) else 0
