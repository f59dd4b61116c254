"""Tell what a call for evidence asks from what it tells: a body's questions are no evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.voices import voice_of

HEADING = re.compile(
    r"(?:(?:annex(?:e|ure)?|appendix)\b[\w .]{0,6}[:.–-]?\s*)?(?:the |our |public )*calls? for (?:written |further )?(?:evidence|views|submissions)\b"
    r"(?!.*\b(?:respon\w+|heard|told|said|received|findings|summary|analysis)\b).{0,60}",
    re.IGNORECASE,
)
QUESTIONS = re.compile(r"(?:[\w.)]{1,5} )?(?:list of |the |our |specific |key )*questions\W*", re.IGNORECASE)  # a heading in a call
BODY = r"(?:committee|commission|panel|inquiry|council|forum|assembly|board|group|review|task ?force|partnership|authority|department)"
OF = r"(?: (?:on|of|into|for)(?: (?!(?:that|who|which|heard|said|told|found|\w+ed)\b)[\w’'-]+){1,5}?)?"  # Commission on Lamps
INVITES = re.compile(  # residents would like to hear as well
    rf"\b(?:we|{BODY}{OF})(?:,? (?:also|now|therefore|\w+ly)){{0,2}},? "
    r"(?:invites?|welcomes?|would (?:\w+ ){0,2}(?:welcome|like|be (?:interested|grateful|pleased|glad)))\b.{0,80}?\b(?:evidence|submissions?|views|"
    r"responses?|comments|hear|receive|answers?)\b",
    re.IGNORECASE,
)
SHORT = 60  # words: a longer paragraph under Questions tells something


def asked_in_call(above: Iterable[str], kind: str, text: str) -> bool:
    """Tell whether a block is what a call for evidence asks.

    Args:
        above: the headings above it.
        kind: the block's.
        text: of the block, on one line, without its number.

    Returns:
        True under a call for evidence for questions, for invitations to write, and for items and short paragraphs under a heading Questions.

    >>> asked_in_call(["Call for evidence", "Questions"], "list_item", "how wardens are chosen;"), asked_in_call(["Wardens"], "list_item", "how?")
    (True, False)
    """
    titles = list(above)
    if kind not in {"paragraph", "list_item"} or not any(HEADING.fullmatch(title) for title in titles):
        return False
    listed = any(QUESTIONS.fullmatch(title) for title in titles) and (kind == "list_item" or len(text.split()) <= SHORT)
    return listed or INVITES.search(text) is not None or voice_of(text, 0, len(text)) == "question"
