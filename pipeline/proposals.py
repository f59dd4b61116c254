"""Find what a text recommends, commits to, asks for or says is done: who is to do what, and by when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pipeline.clauses import (
    action_of,
    agent_of,
    asks_how,
    can_act,
    clause_of,
    deadline_in,
    has_to,
    is_act,
    is_infinitive,
    is_that,
    negated,
    owner_text,
    parser,
    subject_of,
)
from pipeline.proposal_words import ACTIONS, ASKING, FORMAL, HELD, PROMISING, RECOMMENDING, STATES

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Kind = Literal["recommendation", "commitment", "request", "done"]

CUE = re.compile(
    r"\b(?:should|must|ought|need(?:s|ed)? to|recommend\w*|propos(?:e|es|ed|ing)|suggest(?:s|ed)?|advise[sd]?|advocate[sd]?|"
    r"will|shall|[Ll]et|to [a-z]+|urg(?:e|es|ed|ing)|call(?:s|ed|ing)? (?:for|on|upon)|ask(?:s|ed)|request\w*|"
    r"demand\w*|invit(?:e|es|ed)|"
    r"encourag(?:e|es|ed)|press(?:es|ed)|agree[sd]?|resolve[sd]?|RESOLVED|undert(?:ake|akes|ook|aken)|commit(?:s|ted)?|pledge[sd]?|promise[sd]?|"
    r"ha(?:s|ve) \w+)\b"
)
DECIDED = re.compile(r"(?<!^)\b(?:RESOLVED|AGREED|RECOMMENDED|PROPOSED|REQUESTED|MOVED)\b")


@dataclass(frozen=True)
class Proposal:
    """What one clause proposes: its kind, who is to do it and what, as the text has it, and until when; null where not said."""

    kind: Kind
    owner: str | None
    action: str
    deadline: str | None


def proposals(sentences: list[str]) -> list[Proposal | None]:
    """Return for each sentence what it proposes first, or None.

    >>> [found] = proposals(["The Council should publish its figures by April 2012."])
    >>> found.kind, found.owner, found.action, found.deadline
    ('recommendation', 'The Council', 'publish its figures by April 2012', 'by April 2012')
    """
    plain = [_plain(sentence) for sentence in sentences]
    asked = {n: sentence for n, sentence in enumerate(plain) if CUE.search(sentence) and not sentence.endswith("?")}
    parsed = zip(asked, parser().pipe(asked.values()), strict=True)
    found = {n: next(_proposed(doc), None) for n, doc in parsed}
    return [found.get(n) for n in range(len(sentences))]


def _plain(sentence: str) -> str:
    """Return a sentence on one line, its words in capitals for a decision in small letters, which the parser knows."""
    return DECIDED.sub(lambda match: match[0].lower(), " ".join(sentence.split()))


def _proposed(doc: Doc) -> Iterator[Proposal]:
    for token in doc:
        made = _formal(token) or _recommended(token) or _asked(token) or _promised(token) or _modal(token) or _to_do(token) or _done(token)
        if made:
            kind, owner, verb = made
            action = action_of(verb)
            if action:
                yield Proposal(kind, owner_text(owner), action, None if kind == "done" else deadline_in(action) or deadline_in(doc[: verb.i].text))


def _formal(token: Token) -> tuple[Kind, Token | None, Token] | None:
    """Take a resolution, such as "RESOLVED that officers write to the trust", unless it only notes or approves."""
    if token.text not in ("RESOLVED", "Resolved", "AGREED", "RECOMMENDED", "Recommended") or token.i > 3:
        return None
    verb = clause_of(token)
    if verb is None or verb.lemma_.lower() in FORMAL:
        return None
    return ("recommendation" if token.text.lower() == "recommended" else "commitment"), agent_of(verb) or subject_of(verb), verb


def _recommended(token: Token) -> tuple[Kind, Token | None, Token] | None:
    """Take what is recommended, proposed or suggested, and what somebody says to let be done."""
    lemma = token.lemma_.lower()
    if lemma not in RECOMMENDING or negated(token) or (lemma == "let" and token.dep_ != "ROOT"):
        return None
    verb = clause_of(token)
    if verb is None or (lemma not in ("recommend", "let") and not is_that(verb)):
        return None
    return "recommendation", agent_of(verb) or (subject_of(verb) if verb.lemma_ not in STATES else None), verb


def _asked(token: Token) -> tuple[Kind, Token | None, Token] | None:
    if token.lemma_.lower() not in ASKING or token.pos_ != "VERB" or negated(token) or subject_of(token) is None:
        return None
    whom = next((child for child in token.children if child.dep_ in ("dobj", "dative")), None)
    verb = next((child for child in token.children if child.dep_ in ("xcomp", "ccomp", "advcl") and child.pos_ == "VERB" and child.i > token.i), None)
    called = next((child for child in token.children if child.dep_ == "prep" and child.lemma_ in ("for", "on", "upon")), None)
    if verb is not None and (whom is not None or subject_of(verb) is not None) and (is_infinitive(verb) or is_that(verb)):
        return "request", whom if whom is not None else subject_of(verb), verb
    if called is not None and token.lemma_.lower() in ("call", "press"):
        thing = next((child for child in called.children if child.dep_ == "pobj"), None)
        if thing is not None and called.lemma_ == "for":
            return "request", None, thing
        return ("request", thing, verb) if thing is not None and verb is not None else None
    return None


def _promised(token: Token) -> tuple[Kind, Token | None, Token] | None:
    if token.lemma_.lower() not in PROMISING or token.pos_ != "VERB" or negated(token):
        return None
    verb = next((child for child in token.children if child.dep_ == "xcomp" and child.pos_ == "VERB" and is_infinitive(child)), None)
    owner = subject_of(token)
    if verb is None or owner is None or verb.lemma_.lower() in FORMAL or not can_act(owner):
        return None
    return "commitment", owner, verb


def _modal(token: Token) -> tuple[Kind, Token | None, Token] | None:
    """Take what should, must, ought or needs to be done as recommended, and what somebody who acts will or shall do as committed."""
    if token.lower_ in ("should", "must", "ought") and token.dep_ == "aux":
        verb, kind = token.head, "recommendation"
    elif token.lower_ in ("will", "shall") and token.dep_ == "aux":
        verb, kind = token.head, "commitment"
    elif token.lemma_.lower() == "need" and token.pos_ == "VERB" and token.tag_ in ("VBZ", "VBP"):
        found = next((child for child in token.children if child.dep_ == "xcomp" and is_infinitive(child)), None)
        if found is None:
            return None
        verb, kind = found, "recommendation"
    else:
        return None
    return _judged(verb, kind, subject_of(token if token.lemma_.lower() == "need" else verb))  # type: ignore[arg-type]


def _judged(verb: Token, kind: Kind, subject: Token | None) -> tuple[Kind, Token | None, Token] | None:
    passive = any(child.dep_ == "auxpass" for child in verb.children)
    lemma = verb.lemma_.lower()
    if verb.pos_ not in ("VERB", "AUX") or lemma in STATES or verb.dep_ in ("relcl", "advcl") or asks_how(verb):
        return None
    if any(child.lemma_ == "have" and child.dep_ == "aux" for child in verb.children):  # "should have published" looks back
        return None
    if passive:
        if lemma in HELD or (kind == "commitment" and lemma not in ACTIONS):
            return None
        return kind, agent_of(verb), verb
    if subject is None or not can_act(subject) or (kind == "commitment" and lemma in HELD - ACTIONS):
        return None
    return kind, subject, verb


def _to_do(token: Token) -> tuple[Kind, Token | None, Token] | None:
    """Take what somebody is to do or is going to do as committed, and what minutes put without a verb, "Officers to report", as asked for."""
    infinitive = next((child for child in token.children if child.dep_ == "xcomp" and is_infinitive(child)), None)
    subject = subject_of(token)
    going = token.lower_ in ("is", "are") or (token.lower_ == "going" and token.tag_ == "VBG")
    if (
        going
        and infinitive is not None
        and subject is not None
        and can_act(subject)
        and infinitive.lemma_.lower() not in STATES
        and not negated(token)
    ):
        return "commitment", subject, infinitive
    if token.dep_ == "ROOT" and token.tag_ == "VB" and has_to(token) and subject is not None and can_act(subject):
        return "request", subject, token
    label = (
        token.dep_ == "acl"
        and is_infinitive(token)
        and token.head.dep_ == "ROOT"
        and token.head.lemma_.lower() in ("recommendation", "action", "proposal")
    )
    if label:
        owner = next((child for child in token.head.children if child.dep_ == "appos" and child.i < token.i), None)
        return "recommendation", owner, token
    return None


def _done(token: Token) -> tuple[Kind, Token | None, Token] | None:
    """Take the perfect of a verb that says what is done, by somebody who acts: "The council has set up a forum"."""
    perfect = (
        token.pos_ == "VERB"
        and is_act(token)
        and token.tag_ == "VBN"
        and any(c.lower_ in ("has", "have") and c.dep_ == "aux" for c in token.children)
    )
    if not perfect or negated(token) or token.dep_ in ("relcl", "advcl") or any(c.tag_ == "MD" for c in token.children):
        return None
    if any(child.dep_ == "auxpass" for child in token.children):
        return "done", agent_of(token), token
    subject = subject_of(token)
    return ("done", subject, token) if subject is not None and can_act(subject) else None
