"""Tell what a clause asks somebody to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.clauses import can_act, has_to, is_infinitive, is_passive, is_that, negated, subject_of
from pipeline.proposal_words import ASKING, FORM, FORMAL, STATES, WEIGHING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.proposal_words import Found


def asked(token: Token) -> Found:
    """Take what somebody is asked, urged or called on to do, or what is asked for."""
    if token.lemma_.lower() not in ASKING or token.pos_ != "VERB" or negated(token) or subject_of(token) is None:
        return None
    verb = next((child for child in token.children if child.dep_ in ("xcomp", "ccomp", "advcl") and child.pos_ == "VERB" and child.i > token.i), None)
    return (_asked_of(token, verb) if verb is not None else None) or _asked_for(token, verb)


def _asked_of(token: Token, verb: Token) -> Found:
    """Take what somebody is asked to do: "urged tenants to reply", "residents are urged to check", "appealed to landlords to come"."""
    passive = next((child for child in token.children if child.dep_ == "nsubjpass"), None)
    if passive is not None and has_to(verb):
        return ("request", passive, verb) if can_act(passive) and verb.lemma_.lower() not in FORM | FORMAL else None
    whom = next((child for child in token.children if child.dep_ in ("dobj", "dative")), subject_of(verb))
    if whom is not None and (is_infinitive(verb) or is_that(verb)):
        return "request", whom, verb
    to = next((child for child in token.children if child.dep_ == "prep" and child.lower_ == "to" and token.lemma_.lower() == "appeal"), None)
    named = None if to is None else next((child for child in to.children if child.dep_ == "pobj"), None)
    return ("request", named, verb) if named is not None and has_to(verb) else None


def _asked_for(token: Token, verb: Token | None) -> Found:
    """Take what is asked for by its name: "called for a bus", "requested an update", "called on schools to teach it"."""
    lemma = token.lemma_.lower()
    thing = next((child for child in token.children if child.dep_ == "dobj"), None)
    if thing is not None and lemma in ("request", "demand") and verb is None and not is_passive(token):
        none = thing.pos_ != "NOUN" or any(child.lower_ == "no" for child in thing.children)
        return None if none else ("request", None, thing)
    called = next((child for child in token.children if child.dep_ == "prep" and child.lemma_ in ("for", "on", "upon")), None)
    if called is None or lemma not in ("call", "press", "ask", "appeal") or is_passive(token):
        return None
    named = next((child for child in called.children if child.dep_ == "pobj"), None)
    if named is not None and called.lemma_ == "for":
        return "request", None, named
    return ("request", named, verb) if named is not None and verb is not None else None


def wished(token: Token) -> Found:
    """Take what somebody would like, or wants, somebody named to do as asked for."""
    likes = token.lemma_.lower() == "like" and any(child.lower_ in ("would", "'d", "’d") for child in token.children)
    if not (likes or (token.lemma_.lower() == "want" and token.tag_ in ("VBP", "VBZ"))) or negated(token):
        return None
    verb = next((child for child in token.children if child.dep_ in ("ccomp", "xcomp") and has_to(child)), None)
    whom = None if verb is None else subject_of(verb) or next((child for child in token.children if child.dep_ == "dobj" and child.i < verb.i), None)
    if verb is None or whom is None or not can_act(whom) or verb.lemma_.lower() in STATES - WEIGHING:
        return None
    return "request", whom, verb
