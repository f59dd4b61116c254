"""Find what stands around the words of a letter: whom it greets, who signs it and as what, and what servers put under it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline import structure_rules as rules
from pipeline.importers.marks import RULE
from pipeline.whole_document import CLOSES, NAMES_SECTION

GREETING = re.compile(
    r"(?:dear|hi|hiya|hello|hey|greetings|annwyl|helo|good (?:morning|afternoon|evening|day)|"
    r"bore da|prynhawn da|noswaith dda)\b[^.?,]*|to whom it may concern",
    re.IGNORECASE,
)
GREETS_NAME = re.compile(r"[A-Z][\w'’.-]*(?: (?:and |& )?[A-Z][\w'’.-]*){0,3},")
GREETING_WORDS, SHORT_GREETING = 8, 4
ENDS_GREETING = tuple(",:;!–—-")
FAREWELL = re.compile(
    r"(?:all the )?best|cheers|(?:(?:many|much) )?thanks(?: again| in advance)?(?: and (?:(?:kind|best|warm) )?(?:regards|wishes))?|"
    r"sincerely(?: yours)?|in (?:friendship|solidarity|hope|haste)|take care|"
    r"diolch(?: yn fawr)?(?: iawn)?|yn (?:gywir|gynnes)|pob hwyl|hwyl(?: fawr)?",
    re.IGNORECASE,
)
DASHES = re.compile(r"-- ?$")
MOST_SIGNED = 12  # lines of a signature
MOST_BELOW = 60  # lines under a closing that are looked at
SIGNED_WORDS = 12  # of one of its lines
SENTENCE_WORDS = 6  # as many with a verb, or with a sentence's end, are one
POSTSCRIPT = re.compile(r"p\.? ?(?:p\.? ?)?s\b\.?", re.IGNORECASE)
DEVICE = re.compile(r"(?:sent|get) (?:from|via) (?:my )?\S.{0,40}|get outlook for .{3,20}|anfonwyd o(?:'r| fy) .{3,40}", re.IGNORECASE)
FOOTER = re.compile(
    rf"{rules.EMAIL}|{rules.URL}|\b(?:confidential|disclaimer|intended recipients?|viruses|unsubscribe|privacy|registered (?:office|charity|in))\b",
    re.IGNORECASE,
)
FOOTER_WORDS = 150  # more below a line under a signature were sent along, and say something
NOTICE = re.compile(
    r"\W*(?:disclaimer|confidentiality|(?:the )?(?:information|contents?) (?:in|of|contained in) this (?:e-?mail|message)|"
    r"this (?:e-?mail|message|communication))\b"
    r".*\b(?:confidential|privileged|intended|recipients?|addressees?|virus(?:es)?|monitored)\b.*|"
    r"\W*(?:please )?(?:consider|think (?:of|about)) the environment before .*",
    re.IGNORECASE | re.DOTALL,
)
NAME = re.compile(r"(?P<name>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,3})(?:,.*|\s\(.*\))?")
NO_PERSON = re.compile(
    r"\b(?:team|office|department|services?|group|society|unit|centre|center|friends|residents|secretary|clerk|officer|manager)\b", re.IGNORECASE
)
TITLE = re.compile(rf"{rules.TITLES}\b\.?")


@dataclass(frozen=True)
class Signed:
    """The numbers of a letter's lines that are not what it says, and who signs it where the letter names a person."""

    around: frozenset[int]
    signer: str | None = None


def signed(lines: Sequence[str], sender: str | None) -> Signed:
    """Tell the words of one letter from what stands around them.

    Args:
        lines: of the letter, without marks of quotation; blank ones are empty.
        sender: the name in its header, if it is known.

    Returns:
        The salutation, the sign-off with the lines under it, what a program adds below, and notices of confidentiality.
        What is said under a signature, such as a postscript, stays the letter's. ``signer`` is no one whom ``sender`` names too.
    """
    shown = [n for n, line in enumerate(lines) if line.strip()]
    if not shown:
        return Signed(frozenset())
    around = {shown[0]} if _greets(lines, shown[0]) else set[int]()
    signer = None
    for place, n in enumerate(shown):
        line, below = lines[n].strip(), shown[place + 1 : place + 1 + MOST_BELOW]
        if n in around:
            continue
        if DASHES.fullmatch(lines[n]):
            around |= {n, *below[:MOST_SIGNED]}
        elif _closes(line) or (n != shown[0] and _is_senders(line, sender) and _ends(lines, below)):
            under = _under(lines, below)
            signer = signer or next((_person(lines[m], sender) for m in under[:1]), None)
            around |= {n, *under, *_footer(lines, below[len(under) :])}
        elif DEVICE.fullmatch(line):
            around.add(n)
    return Signed(frozenset(around) | frozenset(_notices(lines)), signer)


def _greets(lines: Sequence[str], n: int) -> bool:
    """Tell whether the first line of a letter greets, and says no more."""
    line = lines[n].strip()
    words = len(line.split())
    if GREETS_NAME.fullmatch(line):
        return True
    if words > GREETING_WORDS or not GREETING.fullmatch(line.rstrip(" .,:;!–—-")):
        return False
    after = lines[n + 1].strip() if n + 1 < len(lines) else ""
    return line.endswith(ENDS_GREETING) or (words <= SHORT_GREETING and not after[:1].islower())


def _closes(line: str) -> bool:
    plain = line.strip(" ,.!–—-")
    return bool(CLOSES.fullmatch(plain) or FAREWELL.fullmatch(plain))


def _under(lines: Sequence[str], below: Sequence[int]) -> list[int]:
    """Return the lines under a closing that are a signature's, up to the first that says something or heads what does."""
    found: list[int] = []
    for place, n in enumerate(below[:MOST_SIGNED]):
        after = lines[below[place + 1]] if place + 1 < len(below) else ""
        heads = NAMES_SECTION.search(lines[n]) and after and not _is_signatures(after)
        if not _is_signatures(lines[n]) or heads:
            break
        found.append(n)
    return found


def _is_signatures(written: str) -> bool:
    """Tell whether a line can be of a signature: a name, an office, an address, a number; no sentence, no postscript, no question."""
    line = written.strip()
    words = len(line.split())
    if RULE.fullmatch(line) or POSTSCRIPT.match(line) or line.endswith((":", "?")):
        return False
    says = words >= SENTENCE_WORDS and bool(rules.SAYS.search(rules.REACH.sub(" ", line)) or line.endswith((".", "!")))
    return not says and (words <= SIGNED_WORDS or bool(rules.REACH.search(line)))


def _ends(lines: Sequence[str], below: Sequence[int]) -> bool:
    """Tell whether nothing but a signature follows, down to the end or a drawn line."""
    rest = below[len(_under(lines, below)) :]
    return not rest or bool(RULE.fullmatch(lines[rest[0]].strip()))


def _footer(lines: Sequence[str], below: Sequence[int]) -> list[int]:
    """Return the lines below a signature that a program put there: under a drawn line, few, and with an address or a disclaimer."""
    if not below or len(below) == MOST_BELOW or not RULE.fullmatch(lines[below[0]].strip()):
        return []
    text = " ".join(lines[n] for n in below)
    return list(below) if len(text.split()) <= FOOTER_WORDS and FOOTER.search(text) else []


def _is_senders(line: str, sender: str | None) -> bool:
    """Tell whether a line is the sender's name, or part of it."""
    own = _words(sender or "")
    said = _words(line)
    return bool(said) and said <= own and len(line.split()) <= len(own) + 1


def _words(name: str) -> set[str]:
    return {word.casefold() for word in re.findall(r"[^\W\d_][\w'’-]*", TITLE.sub(" ", name))}


def _person(line: str, sender: str | None) -> str | None:
    """Return the person whom the first line of a signature names, if the sender's name has no word of it."""
    named = NAME.fullmatch(line.strip())
    if named is None or NO_PERSON.search(named["name"]) or rules.ORGANISATION.fullmatch(named["name"]):
        return None
    return None if _words(named["name"]) & _words(sender or "") else named["name"]


def _notices(lines: Sequence[str]) -> Iterator[int]:
    """Yield the lines of paragraphs that say who may read a mail."""
    group: list[int] = []
    for n, line in enumerate([*lines, ""]):
        if line.strip():
            group.append(n)
            continue
        if group and NOTICE.fullmatch(" ".join(lines[m].strip() for m in group)):
            yield from group
        group = []
