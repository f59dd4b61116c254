"""Find the lines by which mail programs introduce an earlier mail, and whom they name as its writer."""

from __future__ import annotations

import re
from collections.abc import Sequence

QUOTED = re.compile(r"^[ \t]*+(?:>[ \t]?)++")  # possessive: of a line of a million marks nothing is kept to come back to
WROTE = re.compile(
    r"(?:on|am|le|el)\b.{4,200}\b(?:wrote|writes|schrieb|écrit|escribió)\s?:\s*$|.{3,100}\b(?:wrote|writes):\s*$|"
    r"ar\b.{4,200}\bysgrifennodd\b.{0,100}:\s*$",
    re.IGNORECASE,
)
BEGINS_WROTE = re.compile(r"(?:on|ar)\b.{4,150}(?:\d{4}|\d\d:\d\d|<|@)", re.IGNORECASE)
DIVIDER = re.compile(
    r"[-_\s>]*(?:original message|forwarded (?:message|by)|begin forwarded message|neges wreiddiol|neges a anfonwyd ymlaen)\b[-_\s:]*.*$|_{20,}\s*$",
    re.IGNORECASE,
)
SAYS_DIVIDER = re.compile(r"message|forwarded|neges", re.IGNORECASE)
HEADER = re.compile(
    r"\W{0,3}(?:from|sent|date|to|cc|subject|importance|attachments|oddi wrth|anfonwyd|dyddiad|at|copi|pwnc|atodiadau)\s?:\W", re.IGNORECASE
)
FIRST_HEADER = re.compile(r"\W{0,3}(?:from|date|sent|subject|to|oddi wrth|anfonwyd|dyddiad|pwnc)\b", re.IGNORECASE)
HEADERS = 3  # lines in a row that look like headers begin an earlier mail
FROM = re.compile(r"\W{0,3}(?:from|oddi wrth)\s?:\W*(?P<who>.*)", re.IGNORECASE)
VERB = re.compile(r"\b(?:(?:a|ha)\s+)?(?:wrote|writes|écrit|escribió)\s?:\s*$", re.IGNORECASE)
ADDRESS = re.compile(r"<[^>]*>|\[[^\]]*\]|\(?\S+@\S+")
WROTE_WELSH = re.compile(r"\bysgrifennodd\b(?P<who>.*?):\s*$", re.IGNORECASE)
WHEN = re.compile(r".*(?:\b\d{4}\b|\b\d{1,2}:\d\d(?::\d\d)?\s?(?:[ap]\.?m\b\.?)?\s?(?:[+-]\d{4}|\b(?:GMT|BST|UTC))?)", re.IGNORECASE)
SENT_BY_LIST = re.compile(r"\s+via\s+.*$", re.IGNORECASE)  # mailing lists put their own name behind the writer's
NAME_WORDS = 8
LONGEST = 400  # characters in which a name is looked for


def bare(line: str) -> str:
    """Take the marks of quotation off a line."""
    return QUOTED.sub("", line, count=1)


def depth(line: str) -> int:
    """Count the marks of quotation before a line.

    >>> depth("> > The hall is cold."), depth("Visits > 40 a week")
    (2, 0)
    """
    marks = QUOTED.match(line)
    return marks.group().count(">") if marks else 0


def introduces(lines: Sequence[str], n: int) -> int:
    """Return how many lines from n introduce an earlier mail; 0 where they do not."""
    line = bare(lines[n]).strip()
    if not line:
        return 0
    headers = _headers(lines, n)
    if headers >= HEADERS:
        return headers
    if DIVIDER.fullmatch(line):
        after = next((m for m in range(n + 1, min(n + 4, len(lines))) if lines[m].strip()), n)
        headers = _headers(lines, after)
        return after - n + headers if headers >= 2 else 1 if SAYS_DIVIDER.search(line) else 0
    if WROTE.fullmatch(line):
        quotes = any(depth(following) for following in lines[n + 1 : n + 4])
        return 1 if quotes or re.match(r"(?:on|ar)\b.*\d", line, re.IGNORECASE) or re.search(r"<\S+@\S+>", line) else 0
    for more in (1, 2):  # an introduction is often broken over lines
        whole = " ".join(part.strip(" >") for part in lines[n : n + more + 1])
        if BEGINS_WROTE.match(line) and re.match(r"(?:on|ar)\b.*\d", whole, re.IGNORECASE) and WROTE.fullmatch(whole):
            return more + 1
    return 0


def _headers(lines: Sequence[str], n: int) -> int:
    if not FIRST_HEADER.match(lines[n].strip(" \t>")):  # looked at first: lines in their thousands are counted once
        return 0
    count = 0
    while n + count < len(lines) and HEADER.match(lines[n + count].strip(" \t>") + " "):
        count += 1
    return count


def introduced(lines: Sequence[str]) -> str | None:
    """Name the writer of the earlier mail that some lines introduce; None where they give an address only.

    >>> introduced(["On Mon, 2 May 2016 at 09:00, Jo Hay <jo@example.org> wrote:"]), introduced(["From: Jo Hay", "Sent: 2 May"])
    ('Jo Hay', 'Jo Hay')
    """
    said = [bare(line).strip() for line in lines]
    headed = next((match["who"] for line in said if (match := FROM.match(line))), None)
    if headed is not None:
        return plain_name(headed)
    whole = ADDRESS.sub(" ", " ".join(said)[:LONGEST])
    welsh = WROTE_WELSH.search(whole.rstrip())
    if welsh:
        return plain_name(welsh["who"]) or plain_name(WHEN.sub("", whole[: welsh.start()], count=1))
    verb = VERB.search(whole.rstrip())
    return plain_name(WHEN.sub("", whole[: verb.start()], count=1)) if verb else None


def plain_name(written: str) -> str | None:
    """Return a name without the address, marks and list that stand with it; None where nothing else is written.

    >>> plain_name("'Jo Hay' via Overwick talks"), plain_name("jo@example.org")
    ('Jo Hay', None)
    """
    name = SENT_BY_LIST.sub("", ADDRESS.sub(" ", written[:LONGEST])).strip(" \t,;:*'\"“”‘’")
    name = " ".join(name.split())
    return name if name and any(map(str.isalpha, name)) and len(name.split()) <= NAME_WORDS else None
