"""Read a clause that spaCy has parsed: its subject and object, whether it is an infinitive, a question or negated, its owner, action and deadline."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from pipeline.language_model import english
from pipeline.proposal_words import ACTIONS, ASKING, BODIES, FORMAL, HELD, NO_OWNER, SAYING, STATES
from pipeline.remembered_attributes import remember_attributes

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Token

MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
SPAN = r"(?:days?|weeks?|months?|years?)"
# A time by, at or from which something is to be done: with a preposition of limit any, else one that is to come.
DEADLINE = re.compile(
    r"\b(?i:by|before|no later than|within|until|from|not later than)\s(?:the\s(?:end of\s(?:the\s)?|start of\s(?:the\s)?)?)?"
    r"(?:(?:next|coming|new|financial|academic)[\s-])*"
    rf"(?:(?:\w+\s){{0,2}}{SPAN}|(?:early|late|mid)?[\s-]?(?:spring|summer|autumn|winter|Easter|Christmas)(?:\s(?:of\s)?20\d\d)?|"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s)?{MONTH}(?:\s20\d\d)?|20\d\d(?:[/-]\d{{2,4}})?|meeting)\b"
    rf"|\b(?i:over|in|during|at)\sthe\s(?:next|coming|new)\s(?:\w+\s){{0,2}}(?:{SPAN}|meeting|spring|summer|autumn|winter)\b"
    rf"|\b[Ii]n\s{MONTH}\b(?!\s(?:19|20)\d\d)|\b[Ll]ater (?:this|in the) year\b|\b(?:next|this) (?:year|month|week|summer|autumn|spring|winter)\b"
)


@cache
def parser() -> Language:
    """Load the model that finds subjects and verbs."""
    return remember_attributes(english(["ner", "senter", "tokenizer"]))


def is_act(verb: Token) -> bool:
    """Tell whether a verb says that something is done: one that is known to, or any with an object that is no state and no meeting."""
    lemma = verb.lemma_.lower()
    return lemma in ACTIONS or (lemma not in STATES | HELD | FORMAL | ASKING | SAYING and any(child.dep_ == "dobj" for child in verb.children))


def clause_of(token: Token) -> Token | None:
    """Return the verb of the clause that a verb governs: "that the board meet", "to meet"."""
    verb = next(
        (child for child in token.children if child.dep_ in ("ccomp", "xcomp", "advcl", "acl", "relcl", "conj") and child.pos_ in ("VERB", "AUX")),
        None,
    )
    if verb is None and token.head is not token and token.head.pos_ in ("VERB", "AUX") and token.head.i > token.i:
        verb = token.head
    return verb


def is_infinitive(verb: Token) -> bool:
    """Tell whether a verb is an infinitive with "to", or has a modal verb."""
    return has_to(verb) or any(child.tag_ == "MD" for child in verb.children)


def is_passive(verb: Token) -> bool:
    """Tell whether a verb stands in the passive."""
    return any(child.dep_ == "auxpass" for child in verb.children)


def has_to(verb: Token) -> bool:
    """Tell whether a verb has "to" before it."""
    return any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)


def is_that(verb: Token) -> bool:
    """Tell whether a verb heads a clause that "that" begins."""
    return any(child.lower_ == "that" and child.dep_ == "mark" for child in verb.children)


def is_wish(verb: Token) -> bool:
    """Tell whether a clause says what ought to be, "be done", "should go", "meet", and not what is, was or may be."""
    modals = [child.lower_ for child in verb.children if child.tag_ == "MD"]
    if modals:
        return any(modal in ("should", "must", "ought", "could", "might", "can", "shall") for modal in modals)
    helped = [child.lower_ for child in verb.children if child.dep_ in ("auxpass", "aux") and child.lower_ != "to"]
    if helped:
        return helped[0] == "be"
    return verb.tag_ in ("VB", "VBP") and verb.lower_ not in ("is", "are", "am")


def speaker_of(verb: Token) -> Token | None:
    """Return who is said to say what a verb tells: the subject of the verb of saying that governs it, or None."""
    saying = verb.head
    if verb.dep_ != "ccomp" or saying == verb or saying.lemma_.lower() not in SAYING:
        return None
    return subject_of(saying)


def who_is(verb: Token, subject: Token | None) -> Token | None:
    """Return who "he", "she", "it" or "they" is, in what somebody is said to say of themselves: "the manager reported that he had …"."""
    if subject is not None and subject.lower_ in ("he", "she", "it", "they") and (speaker := speaker_of(verb)) is not None:
        return speaker
    return subject


def negated(verb: Token) -> bool:
    """Tell whether a verb is negated."""
    return denial(verb) is not None


def denial(verb: Token) -> Token | None:
    """Return the word that negates a verb, "not", "never" or the "no" of "no longer", or None."""
    for child in verb.children:
        if child.dep_ == "neg" or child.lower_ == "never":
            return child
        if child.lower_ == "longer" and any(no.lower_ == "no" for no in child.children):
            return child.left_edge
    return None


def subject_of(verb: Token) -> Token | None:
    """Return the subject of a verb, or None."""
    return next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")), None)


def asks_how(verb: Token) -> bool:
    """Tell whether a clause asks: "how we should respond"."""
    return any(token.tag_ in ("WRB", "WP", "WDT") or token.lower_ in ("whether", "if") for token in verb.lefts)


def agent_of(verb: Token) -> Token | None:
    """Return who does it, of a verb in the passive, or None."""
    by = next((child for child in verb.children if child.dep_ == "agent"), None)
    return None if by is None else next((child for child in by.children if child.dep_ == "pobj"), None)


def can_act(subject: Token) -> bool:
    """Tell whether a subject can do what is proposed: a body, an office, people at large, or "we"."""
    if subject.lower_ in ("we", "i"):
        return True
    if any(child.lower_ in ("no", "neither") for child in subject.children):  # "No council should …" says nobody's duty
        return False
    return bool({subject.lower_, subject.lemma_.lower()} & BODIES) or subject.pos_ == "PROPN"


def owner_text(owner: Token | None) -> str | None:
    """Return an owner as the text has it, without what is said about them; None where nobody in particular is named."""
    if owner is None or owner.lower_ in NO_OWNER:
        return None
    words = [
        token
        for token in owner.subtree
        if not any(a.dep_ in ("relcl", "appos", "acl") and owner.is_ancestor(a) and (a == token or a.is_ancestor(token)) for a in owner.doc)
    ]
    while words and words[0].lower_ in ("that", "and", "also"):  # as the parser leaves them to a subject at times
        words = words[1:]
    return joined(words) or None


def action_of(verb: Token) -> str:
    """Return the clause of a verb as the text has it: from the verb, or the word that negates it, on; in the passive from its subject on."""
    passive = next((child for child in verb.children if child.dep_ == "nsubjpass"), None)
    if passive is None and is_passive(verb) and verb.dep_ == "xcomp":  # "the grant ought to be restored"
        passive = subject_of(verb.head)
    if (verb.pos_ not in ("VERB", "AUX") and not has_to(verb)) or passive is not None:
        return joined(verb.doc[(passive or verb).left_edge.i : verb.right_edge.i + 1])
    no = denial(verb)
    return joined(verb.doc[verb.i if no is None else min(no.i, verb.i) : verb.right_edge.i + 1])


def joined(tokens: Any) -> str:
    """Return tokens as the text has them, without the marks at their ends."""
    return "".join(token.text_with_ws for token in tokens).strip(" .;:,")


def deadline_in(text: str) -> str | None:
    """Return the first time in a text by or from which something is to be done, or None."""
    found = DEADLINE.search(text)
    return found[0] if found else None
