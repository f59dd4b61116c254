"""Tell the lines of a signature from what is said, and whom they name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline import structure_rules as rules
from pipeline.importers.eml_notices import FOOTER, FOOTER_WORDS
from pipeline.importers.marks import RULE
from pipeline.whole_document import CLOSES, NAMES_SECTION

FAREWELL = re.compile(
    r"(?:all the )?best|cheers|(?:(?:many|much) )?thanks(?: again| in advance)?(?: and (?:(?:kind|best|warm) )?(?:regards|wishes))?|"
    r"sincerely(?: yours)?|in (?:friendship|solidarity|hope|haste)|take care|"
    r"diolch(?: yn fawr)?(?: iawn)?|yn (?:gywir|gynnes)|pob hwyl|hwyl(?: fawr)?|"
    r"(?:muito )?(?:atenciosamente|cordialmente)|(?:muy )?atentamente|(?:saludos|salutations) ?\w*|"
    r"(?:bien )?cordialement|mit freundlichen gr[üu](?:ß|ss)en",
    re.IGNORECASE,
)
MOST_SIGNED = 12  # lines of a signature
MOST_BELOW = 60  # lines under a closing that are looked at
SIGNED_WORDS = 12  # of one of its lines
SENTENCE_WORDS = 6  # as many with a verb, or with a sentence's end, are one
POSTSCRIPT = re.compile(r"p\.? ?(?:p\.? ?)?s\b\.?", re.IGNORECASE)
POINT = re.compile(r"(?:[-*•·–]|\(?\d{1,2}[.)])\s+\S")  # of a list: wishes, questions
NAME = re.compile(r"(?P<name>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,3})(?:,.*|\s\(.*\))?")
NO_PERSON = re.compile(  # words of offices, of bodies and their houses, and of wishes
    r"\b(?:team|office|department|services?|group|society|unit|centre|center|friends|residents|secretary|clerk|officer|manager|"
    r"executive|director|head|chief|president|treasurer|trustees?|vicar|imam|editor|leader|teacher|coordinator|co-ordinator|assistant|adviser|advisor|"
    r"church|chapel|mosque|temple|gurdwara|synagogue|parish|diocese|school|college|academy|university|hospital|clinic|library|club|charity|"
    r"council|committee|association|forum|trust|network|community|partnership|alliance|campaign|union|party|police|"
    r"baptist|methodist|catholic|christmas|easter|year|eid|ramadan|diwali|happy|merry|many|kind|kindest|best|warm|good|thanks?|regards|wishes|"
    r"nadolig|blwyddyn|cyngor|eglwys|ysgol|the|our|your)\b",
    re.IGNORECASE,
)
TITLE = re.compile(rf"{rules.TITLES}\b\.?")


def closes(line: str) -> bool:
    """Tell whether a line is what is written before a signature."""
    plain = line.strip(" ,.!–—-")
    return bool(CLOSES.fullmatch(plain) or FAREWELL.fullmatch(plain))


def under(lines: Sequence[str], below: Sequence[int]) -> list[int]:
    """Return the lines under a closing that are a signature's, up to the first that says something or heads what does."""
    if framed := _framed(lines, below):
        return framed
    found: list[int] = []
    for place, n in enumerate(below[:MOST_SIGNED]):
        after = lines[below[place + 1]] if place + 1 < len(below) else ""
        heads = NAMES_SECTION.search(lines[n]) and after and not is_signatures(after)
        if not is_signatures(lines[n]) or heads:
            break
        found.append(n)
    return found


def _framed(lines: Sequence[str], below: Sequence[int]) -> list[int]:
    """Return the lines of a signature that stands between two drawn lines."""
    drawn = [place for place, n in enumerate(below[: MOST_SIGNED + 2]) if RULE.fullmatch(lines[n].strip())][:2]
    inside = below[1 : drawn[1]] if len(drawn) == 2 and drawn[0] == 0 else ()
    return list(below[: drawn[1] + 1]) if inside and all(is_signatures(lines[n]) for n in inside) else []


def is_signatures(written: str) -> bool:
    """Tell whether a line can be of a signature: a name, an office, an address, a number; no sentence, postscript, question or point of a list."""
    line = written.strip()
    words = len(line.split())
    if RULE.fullmatch(line) or POSTSCRIPT.match(line) or POINT.match(line) or line.endswith((":", "?")):
        return False
    says = words >= SENTENCE_WORDS and bool(rules.SAYS.search(rules.REACH.sub(" ", line)) or line.endswith((".", "!")))
    return not says and (words <= SIGNED_WORDS or bool(rules.REACH.search(line)))


def ends(lines: Sequence[str], below: Sequence[int]) -> bool:
    """Tell whether nothing but a signature follows, down to the end or a drawn line."""
    rest = below[len(under(lines, below)) :]
    return not rest or bool(RULE.fullmatch(lines[rest[0]].strip()))


def footer(lines: Sequence[str], below: Sequence[int]) -> list[int]:
    """Return the lines below a signature that a program put there: under a drawn line, few, and with an address or a disclaimer."""
    if not below or len(below) == MOST_BELOW or not RULE.fullmatch(lines[below[0]].strip()):
        return []
    if any(closes(lines[n].strip()) for n in below):  # it is a letter
        return []
    text = " ".join(lines[n] for n in below)
    return list(below) if len(text.split()) <= FOOTER_WORDS and FOOTER.search(text) else []


def is_senders(line: str, sender: str | None) -> bool:
    """Tell whether a line is the sender's name, or part of it."""
    own = _words(sender or "")
    said = _words(line)
    return bool(said) and said <= own and len(line.split()) <= len(own) + 1


def signer(lines: Sequence[str], signature: Sequence[int], sender: str | None) -> str | None:
    """Return who signs: the person whom the first line under the closings names; None where that is nobody, or may be the sender by another name."""
    first = next((line for n in signature if not closes(line := lines[n].strip()) and not RULE.fullmatch(line)), "")
    if is_senders(first, sender):
        return sender
    named = NAME.fullmatch(first)
    if named is None or NO_PERSON.search(named["name"]) or rules.ORGANISATION.fullmatch(named["name"]):
        return None
    return None if _words(named["name"]) & _words(sender or "") else named["name"]


def _words(name: str) -> set[str]:
    return {word.casefold() for word in re.findall(r"[^\W\d_][\w'’-]*", TITLE.sub(" ", name))}
