"""Find what programs and servers add to a letter: the device it was sent from, who may read it, a footer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline import structure_rules as rules

DEVICE = re.compile(
    r"sent (?:from|via|using) (?!(?:the|an?|one) (?!.*\bapp$))(?:my )?\S.{0,40}|get outlook for .{3,20}|anfonwyd o(?:'r| fy) .{3,40}", re.IGNORECASE
)
FOOTER = re.compile(
    rf"{rules.EMAIL}|{rules.URL}|\b(?:confidential|disclaimer|intended recipients?|viruses|unsubscribe|privacy|registered (?:office|charity|in))\b",
    re.IGNORECASE,
)
FOOTER_WORDS = 150  # more below a line under a signature were sent along, and say something
BEGINS = re.compile(
    r"\W*(?:disclaimer|confidentiality|(?:the )?(?:information|contents?) (?:in|of|contained in) this (?:e-?mail|message)|"
    r"this (?:e-?mail|message|communication))\b",
    re.IGNORECASE,
)
PRINTING = re.compile(r"\W*(?:please )?(?:consider|think (?:of|about)) the environment before .{0,20}\bprint.{0,60}", re.IGNORECASE)
WARNS = re.compile(
    r"\b(?:(?P<secret>confidential\w*|privileged)|(?P<meant>intended|recipients?|addressees?|addressed)|(?P<virus>virus(?:es)?)|(?P<watched>monitor\w+|intercept\w+)|"
    r"(?P<spread>disclos\w+|unauthori[sz]ed|prohibited)|(?P<wrong>in error)|(?P<views>views|opinions)|(?P<blame>liab\w+))\b",
    re.IGNORECASE,
)
APART = 60  # words between two such warnings
LONGEST = 4000  # characters of a notice
OF_MAIL = re.compile(
    r"\b(?:e-?mails?|mail|messages?|communications?|transmissions?|attachments?|files?|sender|author|cop(?:y|ies|ying|ied)|delet\w+|destroy\w*|"
    r"information|contents?|privacy|data protection|freedom of information|legal\w*|law|systems?|computers?|software|scann\w+|print\w*)\b",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"(?<=[.!?])\s+")
SENTENCE_WORDS = 6  # as many with a verb say something


def notices(lines: Sequence[str]) -> Iterator[int]:
    """Yield the lines of paragraphs that say who may read a mail, and nothing else."""
    group: list[int] = []
    for n, line in enumerate([*lines, ""]):
        if line.strip():
            group.append(n)
            continue
        if group and is_notice(" ".join(lines[m].strip() for m in group)):
            yield from group
        group = []


def is_notice(text: str) -> bool:
    """Tell whether a paragraph begins as a notice does, warns of two things close together, and has no sentence on anything else.

    >>> is_notice("This message is confidential. If you are not the intended recipient, delete it.")
    True
    >>> is_notice("This message is from the families of Mill Lane. The cameras are monitored.")
    False
    """
    if PRINTING.fullmatch(text):
        return True
    if not BEGINS.match(text):
        return False
    warned = [(match.lastgroup, text.count(" ", 0, match.start())) for match in WARNS.finditer(text[:LONGEST])]
    close = any(one != two and there - here <= APART for (one, here), (two, there) in pairwise(warned))
    return close and not any(_says(sentence) for sentence in SENTENCE.split(text))


def _says(sentence: str) -> bool:
    words = len(sentence.split())
    return words >= SENTENCE_WORDS and bool(rules.VERB.search(sentence)) and not (WARNS.search(sentence) or OF_MAIL.search(sentence))
