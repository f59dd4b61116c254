"""Tell by what leads to it that a quotation is an opponent's or another text's."""

# ruff: noqa: E501 - a pattern stays on one line, beside its name

from __future__ import annotations

import re
from functools import lru_cache

WRITING = (
    r"(?:report|review|manifesto|paper|white paper|green paper|article|letter|act|plan|strategy|guidance|study|survey|census|leaflet|website|newspaper|press|"
    r"headline|document|statement|motion|charter|convention|treaty|agreement|prospectus|policy|circular|editorial|book|inspectors?|commission|inquiry)"
)
STATES = r"(?:sa(?:ys|id)|states?|stated|puts? it|found|finds|concludes?d?|notes?d?|calls?|called|describes?d?|reads?|promise[sd]?|recommends?|recommended|argues?d?|warn(?:s|ed)|wrote|writes)"
OPPONENT = (
    r"(?:Labour|Tor(?:y|ies)|Conservatives?|Liberals?|Liberal Democrats?|Lib Dems?|Greens?|Unionists?|Nationalists?|opponents?|critics|opposition|"
    r"(?:other|rival|opposing) part(?:y|ies)|Government|ministers?|Whitehall|Westminster)"
)
AGAINST = r"(?:claims?|claimed|boasts?|boasted|pretends?|pretended|admits?|admitted|insists?|insisted|alleges?|alleged|bemoans?|promised|dismiss(?:es|ed)|scoffs?|sneers?)"
ANOTHER = re.compile(
    rf"\b{WRITING}\b[^.“\"‘]{{0,60}}?\b{STATES}\b|\b(?:according to|to quote|quoting|quotes?|quoted (?:in|from|by)|as \w+ (?:once )?(?:wrote|put it)|in the words of) "
    rf"(?:the |a |an |its |their |this |that )?(?:[\w’'-]+ ){{0,5}}{WRITING}\b|\b(?:wrote|writes|written) (?:in|that)\b|"
    rf"\ban? (?:\w+ ){{0,2}}{WRITING} (?:saying|stating|warning|complaining)\b|"
    rf"\bso-called\b|\bwould have (?:us|you|people) believe\b|\b(?:they|he|she|it) (?:now )?tells? us\b|"
    rf"\b(?:the|our|his|her|their)? ?{OPPONENT}(?:’s|'s)? (?:\w+ ){{0,2}}(?:says?|calls? (?:it|this|that)|tells?)\b",
    re.IGNORECASE,
)
OPPOSED = re.compile(  # before a quotation; a resident who insists or promises is no opponent
    rf"\b(?:{OPPONENT}|{WRITING})(?:,? [\w’'-]+){{0,4}}?,? {AGAINST}\b", re.IGNORECASE
)
OPPOSES = re.compile(  # after one
    rf"\W*(?:{AGAINST} (?:(?:the|an?|our|his|her|their) )?(?:{OPPONENT}|{WRITING})\b|(?:(?:the|an?|our|his|her|their) )?{OPPOSED.pattern})",
    re.IGNORECASE,
)
STOPPED = (".”", '."', ".’", ".'")  # what comes after is a sentence of its own
SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"‘'])")
TEXT_LAST = re.compile(rf"\b(?:in|of|from|to|under) (?:the|its|their|his|her|an?) (?:[\w’'-]+ ){{0,4}}{WRITING}\W*$", re.IGNORECASE)


def is_of_another(sentence: str) -> bool:
    """Tell whether a sentence that leads to a quotation gives an opponent or another text as its source.

    >>> is_of_another("Labour agreed a report saying:"), is_of_another("It goes back to the coalition agreement:"), is_of_another("Mr Ash said:")
    (True, True, False)
    """
    return bool(ANOTHER.search(sentence) or OPPOSED.search(sentence) or TEXT_LAST.search(sentence))


@lru_cache(maxsize=16)  # asked for each piece of a long block
def quotes_another(text: str, spans: tuple[tuple[int, int], ...]) -> bool:
    """Tell whether a block's own words give what it quotes as an opponent's, or as another text's.

    Args:
        text: the block.
        spans: what it quotes, as ``voices.quotations`` gives it.
    """
    bounds = [0, *(place for span in spans for place in span), len(text)]
    own = [text[start:end] for start, end in zip(bounds[::2], bounds[1::2], strict=True)]
    if ANOTHER.search(" ".join(own)):
        return True
    stopped = (text[start:end].endswith(STOPPED) for start, end in spans)
    return any(is_against(before, "" if stop else after) for before, after, stop in zip(own, own[1:], stopped, strict=False))


def is_against(before: str, after: str) -> bool:
    """Tell whether an opponent or a text claims, boasts or promises a quotation, in the clause before it or after it.

    >>> is_against("The park is shut. Labour insisted: ", ""), is_against("Labour insisted. ", ", a resident claimed."), is_against("", ", claimed Labour.")
    (True, False, True)
    """
    leads = not before.rstrip().endswith((".", "!", "?"))
    return bool((leads and OPPOSED.search(SENTENCES.split(before)[-1])) or OPPOSES.match(SENTENCES.split(after)[0]))
