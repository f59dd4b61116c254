"""Find in a document a promise that views will not be tied to those who hold them."""

# ruff: noqa: E501 - a pattern stays on one line, beside its name

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.rows import problem
from pipeline.schema import tuples
from pipeline.sentences import sentence_spans

if TYPE_CHECKING:
    import pandas as pd

WHO = (
    r"(?:people|persons?|anyone|anybody|individuals?|names?|speakers?|participants?|respondents?|contributors?|witnesses|delegates?|members|residents|"
    r"organisations?|agenc(?:y|ies)|groups?|bod(?:y|ies)|tables?|those who|who)"
)
VIEWS = r"(?:views?|opinions?|comments?|remarks?|statements?|quotations?|quotes?|evidence|answers?|responses?|replies|contributions?|notes?|record|points?|nothing|anything|everything|what)"
NOT = r"(?:not|never|no|nobody|nothing|none|neither|without|cannot|n['’]t)"
PATTERNS = tuple(  # what must be in a text in some letter case, one of them, for the pattern to hold: looked for first, being quicker
    (signs, re.compile(pattern, re.IGNORECASE))
    for signs, pattern in (
        (("chatham",), r"\bchatham house\b"),
        (("attribut",), r"\bnon-?attributable\b|\bunattributed\b|\bnot (?:be )?attributable\b|\bwithout (?:any )?attribution\b"),
        (("off the record", "in camera"), r"\b(?:off the record|in camera)\b"),
        (
            ("attribut", "ascrib", "trac", "link"),
            r"\b(?:nothing|none of (?:the|what|this)|no (?:views?|opinions?|comments?|remarks?|statements?))\b[^.]{0,80}\b(?:attribut|ascrib|trac|link)\w*\b[^.]{0,10}\b(?:to|with)\b",
        ),
        (("attribut", "ascrib"), rf"\b{VIEWS}\b[^.]{{0,60}}\b{NOT}\b[^.]{{0,40}}\b(?:attribut|ascrib)\w+"),
        (
            ("link", "connect", "trac", "tie"),
            rf"\b{NOT}\b[^.]{{0,40}}\b(?:link|connect|trac|tie)\w*\b[^.]{{0,60}}\b(?:to|with|back to)\b[^.]{{0,40}}\b(?:{WHO}|opinions|views)\b",
        ),
        (
            ("anonym", "confiden", "unnamed"),
            (
                rf"\b(?:{VIEWS}|{WHO})\b[^.]{{0,50}}\b(?:is|are|was|were|be|been|remain|stay|kept|treated as|given) (?:\w+ )?(?:strictly |completely |entirely )?"
                r"(?:anonymous|anonymised|confidential|unnamed|in confidence)\b"
            ),
        ),
        (
            ("anonym", "confiden"),
            (
                r"\b(?:survey|questionnaire|form|interviews?|focus groups?|discussions?|consultation|ballot box)\b[^.]{0,30}\b(?:is|are|was|were|will be)\b[^.]{0,20}"
                r"\b(?:anonymous|confidential|in confidence)\b"
            ),
        ),
        (
            ("confiden", "in private"),
            r"\b(?:told|spok\w*|said|shared|given|heard|gave|submitted)\b[^.]{0,40}\b(?:in (?:strict )?confidence|in private)\b",
        ),
        (
            ("anonymity", "confidentiality"),
            r"\b(?:guarantee|promise|assure|condition|undertak|offer|grant)\w*\b[^.]{0,40}\b(?:anonymity|confidentiality)\b",
        ),
        (
            ("changed", "withheld", "removed", "disguised", "kept"),
            (
                r"\b(?:names?(?! of (?!people|those|anyone|speakers|participants))|identit(?:y|ies))\b[^.]{0,30}\b(?:have been|has been|were|was|are|be) (?:changed|withheld|removed|disguised|kept (?:out|back|secret))\b"
                r"[^.]{0,40}(?:protect|$|\.|\bthose|\bspoke|\brequest)"
            ),
        ),
        (("name",), r"\bnames\b[^.]{0,15}\bkept out of\b|\bkeep\w* (?:their|the|your|our|all) names? out\b"),
        (("pseudonym",), r"\bpseudonyms?\b"),
        (
            ("name", "identif", "disclose"),
            (
                r"\bnot? (?:\w+ )?(?:to |be |been )?(?:named|identified)\b[^.]{0,40}|\bnot (?:\w+ )?to (?:\w+ )?(?:name|identify)\b|"
                r"\bnot (?:identify|name|disclose)\b[^.]{0,30}\b(?:those|who|anyone|people|individuals?|its? sources?|participants?|respondents?)\b"
            ),
        ),
        (("by name",), rf"\b(?:{VIEWS}|{WHO})\b[^.]{{0,60}}\bnot (?:\w+ )?by names?\b(?! of\b)"),
        (
            ("identified", "named", "recognised", "shown"),
            r"\b(?:no|nobody|no one|none)\b[^.]{0,30}\b(?:individual|person|one|group|organisation|names?|speaker|participant)\b[^.]{0,30}\b(?:identified|named|recognised|shown)\b",
        ),
        (("recognised", "identified"), r"\bnobody can be (?:recognised|identified)\b|\bcan(?:not| ?n['’]t)? be (?:recognised|identified)\b"),
        (
            ("not show", "not give", "not record", "not say", "not reveal", "not disclose", "not tell"),
            r"\b(?:does|do|will|would|should) not (?:show|give|record|say|reveal|disclose|tell)\b[^.]{0,40}\b(?:names?|who (?:said|made|sent|gave|wrote)|sources?)\b",
        ),
        (
            ("not who", "without "),
            r"\band not who (?:said|made|gave)\b|\bwithout (?:saying|giving|naming|recording)\b[^.]{0,30}\b(?:names?|who|which)\b|\bused without (?:the )?names?\b",
        ),
        (("not tell",), r"\b(?:will|would|shall|do) not tell\b[^.]{0,40}\bwho said\b"),
        (("will know who",), r"\bnobody will know who\b|\bno one will know who\b"),
        (("in the room", "in this room"), r"\bstays? in (?:the|this) room\b"),
        (("confiden",), r"\bconfidential\b[^.]{0,40}\bseen (?:only )?by\b|\btreated (?:as|in) (?:strictly )?confiden\w+\b"),
        (("individual",), r"\bindividual (?:responses?|answers?|replies)\b[^.]{0,20}\bnot be (?:published|shared|passed|shown)\b"),
        (("to protect",), r"\bto protect (?:the )?(?:confidentiality|anonymity|identit)\w*"),
        (("of anonymity",), r"\bon condition of anonymity\b"),
    )
)
HARMLESS = re.compile(  # what looks like a promise and is of something else: no names of speakers are at stake
    r"\banonymous (?:letters?|calls?|donors?|tip\w*|gifts?|donations?|abuse|threats?)\b|\b(?:agreed|happy|willing|content|want\w*) to be named\b|"
    r"\bno (?:individual|person|one)\b[^.]{0,30}\b(?:at|was there|came)\b|\bnot (?:been )?named (?:after|as|in the (?:list|award))\b",
    re.IGNORECASE,
)


PARAGRAPH = re.compile(r"\S.*?(?=\n\s*\n|\Z)", re.DOTALL)


@dataclass(frozen=True)
class Promise:
    """A promise that views are not tied to people or bodies: where it stands, and its words."""

    start: int
    end: int
    text: str


def promises_in(text: str) -> list[Promise]:
    """Find sentences that promise anonymity to those who speak in a document, people and organisations alike.

    >>> [promise.text for promise in promises_in("We met. Views will not be attributed. Tea was served.")]
    ['Views will not be attributed.']
    """
    paragraphs = [match for match in PARAGRAPH.finditer(text) if _looks_so(" ".join(match[0].split()))]
    spans = sentence_spans([match[0] for match in paragraphs])
    places = [(match.start() + start, match.start() + end) for match, own in zip(paragraphs, spans, strict=True) for start, end in own]
    return [Promise(start, end, text[start:end]) for start, end in places if _promises(" ".join(text[start:end].split()))]


def _promises(sentence: str) -> bool:
    return _looks_so(sentence) and not HARMLESS.search(sentence)


def _looks_so(text: str) -> bool:
    folded = text.casefold()
    return any(any(sign in folded for sign in signs) and pattern.search(text) for signs, pattern in PATTERNS)


def keep_promises(documents: pd.DataFrame, readings: pd.DataFrame) -> tuple[pd.DataFrame, list[dict[str, str]]]:
    """Set ``attribution`` to none where a document promises that views are not tied to people, and nobody has decided otherwise.

    Args:
        documents: a DOCUMENTS table; what its ``attribution`` says stays. Not changed.
        readings: the READINGS of these documents, which hold their promises. Not changed.

    Returns:
        The documents, and a row of PROBLEMS, a note, for each that was set: where the promise stands, never its words.
    """
    undecided = documents.loc[documents["attribution"].isna(), ["document_id", "path"]]
    kept = undecided.merge(readings[readings["n_promises"] > 0], on="document_id", validate="one_to_one")
    attribution = documents["attribution"].where(~documents["document_id"].isin(kept["document_id"]), "none")
    return documents.assign(attribution=attribution), [_said(row) for row in tuples(kept)]


def _said(row: Any) -> dict[str, str]:
    more = f" and {row.n_promises - 1} more" if row.n_promises > 1 else ""
    place = f"line {row.promise_line}, character {row.promise_start}{more}"
    message = f"{row.path} promises that views are not tied to people or bodies ({place}); attribution is none"
    return problem(row.path, "promise", message, "Read the place; if views may be attributed, say how in the manifest's column attribution.", "note")
