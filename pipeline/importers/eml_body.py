"""Tell a mail's own words from those of earlier mails that it quotes, who wrote each, and what only stands around a letter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from pipeline.importers.eml_introduced import HEADER, bare, depth, introduced, introduces
from pipeline.importers.eml_signed import signed
from pipeline.importers.pieces import Shown


@dataclass(frozen=True)
class Run:
    """Lines of a mail that belong together: whose words they are (None: the mail's own), their kind where that is known, who wrote them.

    ``speaker`` is empty where someone wrote them whose name is not known.
    """

    text: str
    voice: str | None
    kind: str | None = None
    speaker: str | None = None


@dataclass(frozen=True)
class _Line:
    """A line without its marks of quotation; ``letter``: which of the mails it is of; ``part``: which piece of a page."""

    text: str
    voice: str | None
    kind: str | None
    speaker: str | None
    letter: int = 0
    part: int = 0


def body_of(text: str, sender: str | None = None) -> Iterator[Run]:
    r"""Cut a plain mail into its own words, quoted ones, lines that introduce these, and what stands around them.

    Args:
        text: the mail's text, line ends \n. Marks of quotation at the beginning of lines are taken off.
        sender: the name of who sent it; empty where that is not known, None where the text may be no mail's.

    >>> [(run.voice, run.speaker) for run in body_of("Agreed.\n\nOn 3 May 2016, Jo wrote:\n> Shall we meet?\n", "Ann")]
    [(None, 'Ann'), ('quoted', None), ('quoted', 'Jo')]
    """
    yield from _runs(_signed(_lines(text.split("\n"), sender)))


def page_of(pieces: Iterable[Shown], sender: str | None = None) -> Iterator[Run]:
    """Cut a mail that is written as a page likewise: after an introduction all that follows is quoted, or all that the page marks as quoted."""
    told: list[_Line] = []
    who, rest, letter = sender, False, 0
    for part, found in enumerate(pieces, 1):
        lines = found.piece.text.split("\n")
        begins = introduces(lines, 0) == len(lines)
        if begins:
            who, rest = introduced(lines) or "", not found.quoted
        voice = "quoted" if rest or found.quoted or begins else None
        letter += begins or (bool(told) and voice != told[-1].voice)
        speaker = None if begins else sender if voice is None else who if letter else None
        told += [_Line("", voice, None, speaker, letter, part)] if told else []
        told += [_Line(line, voice, "boilerplate" if begins else found.piece.kind, speaker, letter, part) for line in lines]
    yield from _runs(_signed(told))


def _lines(lines: Sequence[str], sender: str | None) -> Iterator[_Line]:
    """Say of each line whose it is: after an introduction without marks of quotation, all that follows is quoted."""
    wrote: dict[int, str | None] = {0: sender}  # by the number of marks
    rest = False
    n = letter = 0
    before = 0
    while n < len(lines):
        length, marks = introduces(lines, n), depth(lines[n])
        if length:
            yield from (_Line(bare(line), "quoted", "boilerplate", None, letter) for line in lines[n : n + length])
            following = depth(next((lines[m] for m in range(n + length, len(lines)) if lines[m].strip()), ""))
            rest = rest or (following == marks == 0)
            wrote = {deep: name for deep, name in wrote.items() if deep < following} | {following: introduced(lines[n : n + length]) or ""}
            letter, before = letter + 1, following
        else:
            text = bare(lines[n])
            letter, before = (letter + (marks != before), marks) if text.strip() else (letter, before)
            headed = marks and rest and HEADER.match(text)
            voice = "quoted" if marks or rest else None
            yield _Line(text, voice, "boilerplate" if headed else None, wrote.get(marks) if text.strip() else None, letter)
        n += max(1, length)


def _signed(lines: Iterable[_Line]) -> Iterator[_Line]:
    """Mark what stands around each letter, and let who signs it be its speaker where the header names another; nobody in one pasted below it."""
    for _, grouped in groupby(lines, key=lambda line: (line.letter, line.kind == "boilerplate")):
        letter = list(grouped)
        speaker = next((line.speaker for line in letter if line.text.strip()), None)
        found = signed([line.text for line in letter], speaker)
        for n, line in enumerate(letter):
            who = found.speakers[n] if line.kind != "boilerplate" and line.text.strip() else None
            yield replace(line, kind="boilerplate", speaker=None) if n in found.around else replace(line, speaker=who)


def _runs(lines: Iterable[_Line]) -> Iterator[Run]:
    """Put lines of one kind, letter and piece together; blank ones belong to those before."""
    group: list[_Line] = []
    for line in lines:
        if not line.text.strip():
            group += [line] if group and line.part in {0, group[0].part} else []
            continue
        if group and (line.voice, line.kind, line.speaker, line.part) != (group[0].voice, group[0].kind, group[0].speaker, group[0].part):
            yield _run(group)
            group = []
        group.append(line)
    if group:
        yield _run(group)


def _run(group: Sequence[_Line]) -> Run:
    around = group[0].kind == "boilerplate"
    text = "\n".join(line.text.strip() if around else line.text.rstrip() for line in group).strip("\n")
    return Run(text, group[0].voice, group[0].kind, group[0].speaker)
