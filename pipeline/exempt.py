"""Find what a body dealt with in private: items after the exclusion of press and public, Part 2 of an agenda, papers marked exempt."""

# ruff: noqa: E501 - a pattern stays on one line, beside its name

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.rows import problem

if TYPE_CHECKING:
    import pandas as pd

EXCLUDED = re.compile(
    r"\bexclu(?:sion|de[ds]?|ding)\b[^.]{0,40}\b(?:press|public)\b|\b(?:press|public)(?: and (?:the )?(?:press|public))?\b[^.]{0,40}\b(?:be|were|was|are|is) "
    r"(?:\w+ )?(?:excluded|asked to leave)\b",
    re.IGNORECASE,
)
PRIVATE_PART = re.compile(
    r"(?:agenda )?part (?:2|II|two|B)\b[^.]{0,60}\b(?:exempt|confidential|private|closed|not (?:for publication|open)|press and public)|"
    r"(?:exempt|confidential|private|closed|pink|below the line) (?:items?|papers?|business|session|part|reports?|minutes?|appendix)\b[^.]{0,40}|"
    r"part (?:2|II|two)(?: (?:items?|business|minutes))?\W*|not for publication\b.*|in private session\W*|(?:items? )?closed to (?:the )?(?:press and )?public\W*",
    re.IGNORECASE,
)
SCHEDULE = re.compile(r"\bschedule 12A\b|\bexempt information\b|\bparagraphs? \d[\d, and]* of part (?:1|I|one)\b", re.IGNORECASE)
MARKED = re.compile(r"\W*(?:exempt|confidential|not for publication|pink papers?)\b", re.IGNORECASE)
WENT = re.compile(
    r"\b(?:move[ds]?|went|go(?:es)?|pass(?:ed|es)?|turn(?:ed|s)?|proceed(?:ed|s)?|resolved|entered|retired|adjourned|reconvened|continued|resumed)(?: \w+)?(?: (?:in|into|to))?"
    r" (?:a )?(?:private|closed|confidential|exempt)(?: and (?:confidential|exempt))? (?:session|business|part|meeting(?! (?:room|place|with)))\b|"
    r"\b(?:press|public)\b(?: (?:then|had|all|now|duly|present|and \w+|in attendance)){0,3} (?:(?:left|vacated|departed(?: from)?) the (?:meeting|room|chamber|hall|session)|(?:withdrew|retired)(?: from the (?:meeting|room|chamber|hall|session))?)"
    r"(?=\W*(?:$|[.;]|at\b|before\b|while\b|during\b|for\b|and\b))",
    re.IGNORECASE,
)
SOME = re.compile(
    r"\b(?:an?|one|two|three|four|some|several|many|few|half|most|\d+) (?:\w+ )?(?:(?:members?|people) )?(?:of|from) the (?:press and )?(?:press|public)\b",
    re.IGNORECASE,
)
NOT_DONE = re.compile(r"\b(?:would|will|could|may|might|should|can|if|whether|until|unless|not|never|before|n['’]t)\b[^.;]*\Z", re.IGNORECASE)
HABIT = re.compile(r"\b(?:often|always|sometimes|usually|regularly|too|last (?:year|month|week|time)|previously|once)\b", re.IGNORECASE)
MOST_WORDS = 40  # of a block that says without a resolution that the meeting went on in private: a longer one tells of it
DECIDED = re.compile(r"\b(?:resolved|agreed|voted)\b", re.IGNORECASE)
REOPENED = re.compile(
    r"\b(?:press|public)\b[^.]{0,40}\b(?:re-?admitted|invited back|rejoined|allowed back)\b|\bmeeting (?:was )?(?:re-?opened|resumed) (?:in|to) (?:the )?public\b|"
    r"\b(?:press|public)\b[^.]{0,40}\b(?:returned|came back)(?=(?:(?: in)?to the (?:meeting|room|chamber|hall|session|gallery))?(?: at [^.;]{1,15})?\W*(?:$|[.;]))|"
    r"\b(?:press|public)\b[^.]{0,40}\b(?:returned|came back) (?:in)?to the (?:meeting|room|chamber|hall|session|gallery)\b|"
    r"\b(?:back|resumed) in(?:to)? (?:open|public) session\b|^\W*(?:part (?:1|I|one|3|III|three)\b|open session\b|appendi(?:x|ces)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Exempt:
    """A stretch of a document that was not open to the public, and the words that say so."""

    start: int
    end: int
    says: str


def exempt_in(text: str, blocks: Sequence[Any]) -> list[Exempt]:
    """Find what of a document was not open to the public.

    After a block that excludes press and public, or heads a private part, all is exempt until the public comes back, an open part or an
    appendix begins, or the document ends; the resolution to exclude is itself public. A whole document is exempt if its first block says so.

    Args:
        text: the document.
        blocks: of it, in order, with ``start``, ``end`` and ``kind``. Not changed.

    Returns:
        The stretches, in order.
    """
    return list(_stretches(text, list(blocks)))


def is_open(block: Any, closed: Sequence[Exempt]) -> bool:
    """Tell whether a block was open to the public."""
    return not is_exempt(block.start, closed)


def is_exempt(start: int, closed: Sequence[Exempt]) -> bool:
    """Tell whether what begins there was not open to the public."""
    return any(one.start <= start < one.end for one in closed)


def set_aside_exempt(documents: pd.DataFrame, segments: pd.DataFrame, exempted: pd.DataFrame) -> Iterator[dict[str, str]]:
    """Say of each file how many of its passages were not open to the public: a row of PROBLEMS, a note, never with their words.

    Args:
        documents: a DOCUMENTS table. Not changed.
        segments: their SEGMENTS. Not changed.
        exempted: the EXEMPTED segments. Not changed.
    """
    closed = segments.loc[segments["segment_id"].isin(exempted["segment_id"]), "document_id"]
    path_of = dict(zip(documents["document_id"], documents["path"], strict=True))
    for path, n in sorted(Counter(path_of[document_id] for document_id in closed).items()):
        message = f"{path} has {n} passage{'s'[: n != 1]} of items that were not open to the public; {'they are' if n != 1 else 'it is'} not coded"
        remedy = "Make sure that you may hold them; take them out of the file if not."
        yield problem(path, "exempt-items", message, remedy, "note") | {"stage": "segment"}


def _stretches(text: str, blocks: Sequence[Any]) -> Iterator[Exempt]:
    says = start = None
    for n, block in enumerate(blocks):
        words = " ".join(text[block.start : block.end].split())
        if says is not None:
            if _reopens(words):
                yield from _made(start, block.start, says)
                says = start = None
            continue
        if n == 0 and MARKED.match(words) and len(words.split()) < 12:
            says, start = words, block.start
        elif _closes(words, str(block.kind)):
            says, start = words, block.end
    if says is not None and blocks:
        yield from _made(start, blocks[-1].end, says)


def _made(start: int | None, end: int, says: str) -> Iterator[Exempt]:
    if start is not None and start < end:
        yield Exempt(start, end, says)


def _reopens(words: str) -> bool:
    """Tell whether the public is back: not where it only would be, or until then something holds."""
    return any(not NOT_DONE.search(words[: match.start()]) for match in REOPENED.finditer(words))


def _goes_private(words: str) -> bool:
    """Tell whether the meeting went on without the public, as done or decided; that some of the public left closes nothing."""
    for match in WENT.finditer(words):
        before = words[: match.start()]
        noted = len(words.split()) <= MOST_WORDS and not NOT_DONE.search(before) and not HABIT.search(words)
        if (DECIDED.search(before) or noted) and not SOME.search(words[: match.end()]):
            return True
    return False


def _closes(words: str, kind: str) -> bool:
    if re.search(r"\b(?:no|not any|were no|none) (?:\w+ )?(?:exempt|confidential|private)\b", words, re.IGNORECASE):
        return False
    resolved = re.search(
        r"\b(?:resolved|agreed|resolution|moved|under section|exclusion|from the (?:meeting|room|session)|(?:for|during) the (?:next|last|following|remain\w+|rest))\b",
        words,
        re.IGNORECASE,
    )
    if _goes_private(words):
        return True
    if EXCLUDED.search(words):
        return kind == "heading" or bool(resolved or SCHEDULE.search(words))
    return len(words.split()) < 15 and bool(PRIVATE_PART.fullmatch(words) or (kind == "heading" and PRIVATE_PART.match(words)))
