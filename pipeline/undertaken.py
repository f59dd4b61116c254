"""Tell what a clause says that somebody undertakes, is to do, or has done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.clauses import (
    agent_of,
    can_act,
    clause_of,
    has_to,
    is_act,
    is_infinitive,
    is_passive,
    is_that,
    is_wish,
    negated,
    speaker_of,
    subject_of,
    who_is,
)
from pipeline.proposal_words import FORMAL, HELD, PAPERS, PROMISING, STATES, UNDERGONE

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.proposal_words import Found

BUILDING = frozenset("build open launch create establish install introduce set found fund publish train appoint restore refurbish".split())


def formal(token: Token) -> Found:
    """Take a resolution, such as "RESOLVED that officers write to the trust", unless it only notes or approves."""
    if token.text not in ("RESOLVED", "Resolved", "AGREED", "RECOMMENDED", "Recommended") or token.i > 3:
        return None
    verb = clause_of(token)
    if verb is None or verb.lemma_.lower() in FORMAL:
        return None
    return ("recommendation" if token.text.lower() == "recommended" else "commitment"), agent_of(verb) or subject_of(verb), verb


def settled(token: Token) -> Found:
    """Take what minutes say was agreed, without saying by whom: "it was agreed that the matter be looked at"."""
    if token.lemma_.lower() not in ("agree", "decide", "resolve", "leave") or not any(c.dep_ == "auxpass" for c in token.children):
        return None
    clauses = (child for child in token.children if child.dep_ in ("ccomp", "xcomp"))
    verb = next((child for child in clauses if has_to(child) or (is_that(child) and is_wish(child))), None)
    if verb is None or verb.lemma_.lower() in FORMAL | STATES - {"look"}:
        return None
    return "commitment", agent_of(verb) or (None if is_passive(verb) else subject_of(verb)), verb


def promised(token: Token) -> Found:
    """Take what somebody agrees, decides or promises to do, or that it be done."""
    if token.lemma_.lower() not in PROMISING or token.pos_ != "VERB" or negated(token):
        return None
    verb = next((child for child in token.children if child.dep_ == "xcomp" and child.pos_ == "VERB" and is_infinitive(child)), None)
    owner = subject_of(token)
    to = next((child for child in token.children if child.dep_ == "prep" and child.lower_ == "to" and token.lemma_.lower() == "commit"), None)
    opening = None if to is None else next((child for child in to.children if child.dep_ == "pcomp"), None)
    if opening is not None and owner is not None and can_act(owner):  # "is committed to opening a hostel"
        return "commitment", owner, opening
    that = next((child for child in token.children if child.dep_ == "ccomp" and is_that(child) and is_wish(child)), None)
    if verb is None and that is not None and that.lemma_.lower() not in FORMAL | STATES:  # "the board agreed that officers write"
        return "commitment", agent_of(that) or (subject_of(that) if not is_passive(that) else None), that
    if verb is None or owner is None or verb.lemma_.lower() in FORMAL or not can_act(owner):
        return None
    return "commitment", owner, verb


def to_do(token: Token) -> Found:
    """Take what somebody is to do or is going to do as committed, and what minutes put without a verb, "Officers to report", as asked for."""
    infinitive = next((child for child in token.children if child.dep_ == "xcomp" and is_infinitive(child)), None)
    subject = who_is(token, subject_of(token))
    going = token.lower_ in ("is", "are") or (token.lower_ == "going" and token.tag_ == "VBG")
    if any(child.lower_ in ("if", "unless", "whether") for child in token.children):
        return None
    if going and infinitive is not None and is_passive(infinitive) and infinitive.lemma_.lower() not in STATES | HELD | FORMAL and not negated(token):
        return "commitment", agent_of(infinitive), infinitive
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


def done(token: Token) -> Found:
    """Take the perfect of a verb that says what is done, by somebody who acts: "The council has set up a forum"; of what is reported, "had" too."""
    if token.pos_ != "VERB" or negated(token) or token.dep_ in ("relcl", "advcl") or any(c.tag_ == "MD" for c in token.children):
        return None
    told = speaker_of(token) is not None
    helped = {c.lower_ for c in token.children if c.dep_ == "aux"}
    perfect = token.tag_ == "VBN" and (helped & {"has", "have", "'ve", "’ve"} or ("had" in helped and told))
    if not perfect or not is_act(token) or token.lemma_.lower() in UNDERGONE | PROMISING or _about_papers(token):
        return None
    if is_passive(token):
        return None if token.lemma_.lower() in {"involve"} | HELD else ("done", agent_of(token), token)
    subject = who_is(token, subject_of(token))
    if subject is None or not can_act(subject):
        return None
    arranged = next((c for c in token.children if token.lemma_ == "arrange" and c.dep_ in ("advcl", "ccomp", "xcomp") and has_to(c)), None)
    if arranged is not None:  # "I have arranged for officers to visit"
        return "commitment", subject_of(arranged) or subject, arranged
    return "done", subject, token


def did(token: Token) -> Found:
    """Take what a body is said to have made of its own accord, in the past: "this council built the hall"."""
    if token.tag_ != "VBD" or token.lemma_.lower() not in BUILDING or token.dep_ not in ("ROOT", "conj", "ccomp") or negated(token):
        return None
    subject = subject_of(token)
    things = any(child.dep_ == "dobj" for child in token.children)
    return ("done", subject, token) if things and not _about_papers(token) and subject is not None and can_act(subject) else None


def _about_papers(verb: Token) -> bool:
    """Tell whether what a verb acts on is a meeting or what is laid before one: "introduced a paper"."""
    return any(child.dep_ in ("dobj", "nsubjpass") and child.lemma_.lower() in PAPERS for child in verb.children)
