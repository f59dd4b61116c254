"""Find what stands around the words of a letter, where another letter begins in the same mail, and who says each line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline import structure_rules as rules
from pipeline.importers.eml_notices import DEVICE, notices
from pipeline.importers.eml_signature import MOST_BELOW, POSTSCRIPT, closes, ends, footer, is_senders, is_signatures, signer, under
from pipeline.importers.marks import RULE

GREETING = re.compile(
    r"(?:dear|hi|hiya|hello|hey|greetings|annwyl|helo|good (?:morning|afternoon|evening|day)|"
    r"bore da|prynhawn da|noswaith dda)\b[^.?,]*|to whom it may concern",
    re.IGNORECASE,
)
GREETS_NAME = re.compile(r"[A-Z][\w'’.-]*(?: (?:and |& )?[A-Z][\w'’.-]*){0,3},")
OPENS = re.compile(r"(?:dear|annwyl)\b|to whom it may concern", re.IGNORECASE)  # within a mail too
WHO_DID = re.compile(r"\b(?:who|concern)\b.*[,:]$", re.IGNORECASE)  # Dear all who were there,
GREETING_WORDS, SHORT_GREETING = 8, 4
ENDS_GREETING = tuple(",:;!–—-")
DASHES = re.compile(r"-- ?$")


@dataclass(frozen=True)
class Signed:
    """The numbers of a letter's lines that are not what it says, and who speaks in each line; an empty name is someone's that is not known."""

    around: frozenset[int]
    speakers: tuple[str | None, ...]


@dataclass(frozen=True)
class _End:
    """Lines with which a letter ends, and who signs it; ``closed``: there is a signature."""

    lines: frozenset[int]
    signer: str | None = None
    closed: bool = False


def signed(lines: Sequence[str], sender: str | None) -> Signed:
    """Tell the words of a letter, and of those pasted below it, from what stands around them.

    Args:
        lines: of the letter, without marks of quotation; blank ones are empty.
        sender: the name in its header; empty where that is not known, None where the text may be no mail's.

    Returns:
        The salutation, the sign-off with the lines under it, what a program adds below, and notices of confidentiality.
        What is said under a signature, such as a postscript, is coded. A letter's speaker is the person who signs it, else the sender;
        below a signature, and from a second salutation on, only who signs that: the sender may not have written it.
    """
    shown = [n for n, line in enumerate(lines) if line.strip()]
    if not shown:
        return Signed(frozenset(), (sender,) * len(lines))
    opened = frozenset(n for n in shown if _greets(lines, n, first=n == shown[0]))
    around = set(opened) | set(notices(lines))
    found = dict(_ends(lines, shown, sender, around))
    around |= {n for end in found.values() for n in end.lines}
    return Signed(frozenset(around), _speakers(lines, sender, opened, found, around))


def _ends(lines: Sequence[str], shown: Sequence[int], sender: str | None, around: set[int]) -> Iterator[tuple[int, _End]]:
    """Yield the ends of letters by their first line."""
    seen = set(around)
    for place, n in enumerate(shown):
        line, below = lines[n].strip(), shown[place + 1 : place + 1 + MOST_BELOW]
        if n in seen:
            continue
        named = n != shown[0] and is_senders(line, sender) and ends(lines, below)
        if named or closes(line) or DASHES.fullmatch(lines[n]):
            signature = under(lines, below)
            who = sender if named else signer(lines, signature, sender)
            end = _End(frozenset({n, *signature, *footer(lines, below[len(signature) :])}), who, named or bool(signature))
        elif DEVICE.fullmatch(line):
            end = _End(frozenset({n}))
        else:
            continue
        seen |= end.lines
        yield n, end


def _speakers(
    lines: Sequence[str], sender: str | None, opened: frozenset[int], found: Mapping[int, _End], around: set[int]
) -> tuple[str | None, ...]:
    """Say of each line who speaks in it."""
    nobody = None if sender is None else ""
    letters: list[str | None] = [nobody]  # who signs each
    number: list[int] = []  # of the letter that each line is of
    says = closed = opening = False  # opening: lines as of a signature begin it, such as initials, and may not be whose the rest is
    for n, line in enumerate(lines):
        said = bool(line.strip()) and n not in around and not RULE.fullmatch(line.strip())
        short = is_signatures(line)
        begins = (n in opened and says) or (closed and said and not POSTSCRIPT.match(line.strip())) or (opening and said and not short)
        letters += [nobody] if begins else []
        closed = closed and not (begins or said)
        opening = short if begins else opening
        says = (says and not begins) or (said and not short)
        number.append(len(letters) - 1)
        if n in found:
            letters[-1] = letters[-1] or found[n].signer or nobody
            closed = closed or found[n].closed
    letters[0] = letters[0] or sender
    return tuple(letters[which] for which in number)


def _greets(lines: Sequence[str], n: int, *, first: bool) -> bool:
    """Tell whether a line greets, and says no more; within a letter only where it opens as letters do."""
    line = lines[n].strip()
    if first and GREETS_NAME.fullmatch(line):
        return True
    words = len(line.split())
    if words > GREETING_WORDS or not GREETING.fullmatch(line.rstrip(" .,:;!–—-")) or not (first or OPENS.match(line)):
        return False
    if rules.VERB.search(line) and not WHO_DID.search(line):
        return False
    after = lines[n + 1].strip() if n + 1 < len(lines) else ""
    return line.endswith(ENDS_GREETING) or (words <= SHORT_GREETING and not after[:1].islower())
