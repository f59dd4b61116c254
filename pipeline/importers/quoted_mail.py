"""Lay down the runs of a mail as a text with blocks, and tell whether a plain text is a saved mail that quotes others."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.importers.eml_body import Run, body_of
from pipeline.importers.eml_introduced import DIVIDER, HEADER, WROTE, plain_name
from pipeline.importers.plain_blocks import blocks
from pipeline.sources import Block

MARKED = re.compile(r"^ ?>", re.MULTILINE)
MARKED_LINES = 3  # that begin with a mark of quotation, and no introduction to them
OWN_HEADERS = 3  # lines at the beginning that look like a mail's headers
SENDER = re.compile(r"(?:from|oddi wrth)\s?:(?P<who>.*)", re.IGNORECASE)
ADDRESSED = re.compile(r"@|<")  # what a mail program writes of who wrote when, and a report does not
TIMED = re.compile(r"\b\d{1,2}:\d\d\b")  # what a report may say too: it takes a second sign
DRAWN = re.compile(r"\W*[-_]{2}")
MESSAGE = re.compile(r"(?:original|forwarded) message|forwarded by|neges wreiddiol|neges a anfonwyd ymlaen", re.IGNORECASE)
HYPHEN = re.compile(r"(?<=[^\W\d_])-[ \t]*\n\s*(?!(?:and|or|to)\b)(?=[a-z])")  # of a word, where a mail program breaks lines too


@dataclass(frozen=True)
class Laid:
    """A mail's text and its blocks, those of earlier mails with the voice ``quoted``, and who wrote them where that is known."""

    text: str
    blocks: tuple[Block, ...]


def lay(runs: Iterable[Run]) -> Laid:
    """Set the runs of a mail one after another, with a blank line between; lines that a mail program broke are joined."""
    texts: list[str] = []
    found: list[Block] = []
    start = 0
    for run in runs:
        own = Laid(run.text, (Block(run.kind, 0, len(run.text)),)) if run.kind else _joined(run.text)
        found.extend(replace(block, start=start + block.start, end=start + block.end, voice=run.voice, speaker=run.speaker) for block in own.blocks)
        texts.append(own.text)
        start += len(own.text) + 2
    return Laid("\n\n".join(texts) + "\n" * bool(texts), tuple(found))


def _joined(text: str) -> Laid:
    r"""Cut a plain text into blocks, and put each on one line.

    >>> _joined("The hall is\n  cold.\n\nIt is dear.").text
    'The hall is cold.\n\nIt is dear.'
    """
    written = ""
    found: list[Block] = []
    end = 0
    for block in blocks(text):
        written += ("\n\n" if text[end : block.start].count("\n") > 1 else "\n") * bool(found)
        line = re.sub(r"\s*\n\s*", " ", HYPHEN.sub("-", text[block.start : block.end]))
        found.append(replace(block, start=len(written), end=len(written) + len(line)))
        written += line
        end = block.end
    return Laid(written, tuple(found))


def saved_mail(text: str) -> Laid | None:
    """Lay down a mail that was saved as text; None if the text is none, or quotes nothing.

    Its own headers, where it begins with them, are boilerplate; what it quotes, and who speaks, is told as in a mail.
    """
    own = _own_headers(text)
    body = text[own:]
    if not _quotes(body, headed=own > 0):
        return None
    head = [Run(text[:own].strip("\n"), None, "boilerplate")] if own else []
    sender = next((match["who"] for line in text[:own].split("\n") if (match := SENDER.match(line.strip()))), "")
    return lay([*head, *body_of(body, plain_name(sender))])


def _own_headers(text: str) -> int:
    """Return where the headers end with which a saved mail begins; 0 where it does not begin so."""
    end = len(text) - len(text.lstrip("\n"))
    begun, count, sender = end, 0, False
    for line in text[end:].split("\n"):
        folded = count and line[:1] in {" ", "\t"} and line.strip()
        if not (folded or HEADER.match(line + " ")):
            break
        count += 1
        sender = sender or bool(SENDER.match(line.strip()))
        end += len(line) + 1
    return min(end, len(text)) if count >= OWN_HEADERS and sender and end > begun else 0


def _quotes(text: str, *, headed: bool) -> bool:
    """Tell whether a text quotes earlier mails as mail programs do."""
    lines = text.split("\n")
    if len(MARKED.findall(text)) >= (1 if headed else MARKED_LINES) or any(_introduces(lines, n, headed=headed) for n in range(len(lines))):
        return True
    return headed and any(SENDER.match(line.strip()) for line in lines)


def _introduces(lines: list[str], n: int, *, headed: bool) -> bool:
    """Tell whether lines introduce an earlier mail by two signs: an address, dashes, marks or headers below, or headers of its own with a time."""
    line = lines[n].strip()
    whole = " ".join(part.strip() for part in lines[n : n + 2])
    below = [following for following in lines[n + 1 : n + 4] if following.strip()]
    if DIVIDER.fullmatch(line):
        return bool(MESSAGE.search(line)) and (bool(DRAWN.match(line)) or any(HEADER.match(f"{following.strip()} ") for following in below))
    marked = headed or any(MARKED.match(following) for following in below)
    return any(WROTE.fullmatch(one) and (ADDRESSED.search(one) or (marked and TIMED.search(one))) for one in (line, whole))
