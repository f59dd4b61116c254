"""Tell what a clause puts forward, and what it says that somebody should, must or will do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.clauses import agent_of, asks_how, can_act, clause_of, has_to, is_infinitive, is_passive, is_that, is_wish, negated, subject_of
from pipeline.proposal_words import ACTIONS, EXPECTING, HELD, MEANT, PUT_FORWARD, RECOMMENDING, STATES, VITAL, WEIGHING, Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.proposal_words import Found

LABEL = re.compile(r"\W*(?P<label>action|recommendation)s?(?:\s(?:point|item|no\.?|\d+[a-z]?))*\s?[:–-]\s*", re.IGNORECASE)


def labelled(token: Token) -> Found:
    """Take what stands after the label of an action or a recommendation: "ACTION: inspect the hall", "Recommendation 4: appoint a nurse"."""
    label = LABEL.match(token.doc.text) if token.tag_ in ("VB", "VBP") else None
    if label is None or token.idx != label.end():
        return None
    subject = subject_of(token)
    if subject is not None and subject.idx >= label.end():
        return None
    return ("recommendation" if label["label"].lower() == "recommendation" else "commitment"), None, token


def recommended(token: Token) -> Found:
    """Take what is recommended, proposed or suggested, and what somebody says to let be done."""
    lemma = token.lemma_.lower()
    if lemma not in RECOMMENDING or negated(token) or (lemma == "let" and token.dep_ != "ROOT"):
        return None
    verb = clause_of(token)
    if verb is not None and has_to(verb) and is_passive(token):  # "the trust is advised to review its fees"
        return "recommendation", subject_of(token), verb
    if verb is None or (lemma not in ("recommend", "let") and not is_that(verb)) or (is_that(verb) and not is_wish(verb)):
        return None
    return "recommendation", agent_of(verb) or (subject_of(verb) if verb.lemma_ not in STATES else None), verb


def put_forward(token: Token) -> Found:
    """Take what a noun says is put forward or meant: "our proposal is that the wards merge", "the plan is to open a hall"."""
    if token.lemma_ != "be" or (subject := subject_of(token)) is None or negated(token):
        return None
    nouns = {subject.lemma_.lower(), *(child.lemma_.lower() for child in subject.children if child.dep_ == "compound")}  # "option B"
    kind: Kind | None = "recommendation" if nouns & PUT_FORWARD else "commitment" if nouns & MEANT else None
    verb = next(
        (child for child in token.children if child.dep_ in ("ccomp", "xcomp") and (has_to(child) or (is_that(child) and is_wish(child)))), None
    )
    if kind is None or verb is None or verb.lemma_.lower() in STATES:
        return None
    return kind, agent_of(verb) or (None if is_passive(verb) else subject_of(verb)), verb


def vital(token: Token) -> Found:
    """Take what is called vital, or needed: "it is vital that schools meet", "there is a need to open a hall"."""
    if token.lemma_.lower() == "need" and token.pos_ == "NOUN" and token.head.lemma_ == "be" and token.dep_ in ("attr", "nsubj"):
        verb = next((child for child in token.children if child.dep_ == "acl" and has_to(child)), None)
    elif token.lemma_.lower() in VITAL and token.dep_ in ("acomp", "attr") and token.head.lemma_ == "be" and not negated(token.head):
        around = [*token.children, *token.head.children]
        verb = next(
            (c for c in around if c.dep_ in ("ccomp", "xcomp", "advcl") and c.i > token.i and (has_to(c) or (is_that(c) and is_wish(c)))), None
        )
    else:
        return None
    if verb is None or verb.lemma_.lower() in STATES - WEIGHING or token.head.tag_ == "VBD":
        return None
    return "recommendation", None if is_passive(verb) else subject_of(verb), verb


def modal(token: Token) -> Found:
    """Take what should, must, ought or needs to be done as recommended, and what somebody who acts will or shall do as committed."""
    if token.lower_ == "ought" and token.dep_ != "aux":
        found = next((child for child in token.children if child.dep_ in ("xcomp", "ccomp") and has_to(child)), None)
        return None if found is None else _judged(found, "recommendation", subject_of(token))
    if token.lemma_.lower() == "need" and token.tag_ == "VBN" and is_passive(token) and token.dep_ == "ROOT":  # "a warden is needed"
        thing = subject_of(token)
        now = any(child.lower_ in ("is", "are") for child in token.children)
        return ("recommendation", None, token) if now and thing is not None and thing.pos_ in ("NOUN", "PROPN") and not negated(token) else None
    if token.lower_ in ("should", "must", "ought") and token.dep_ == "aux":
        verb, kind = token.head, "recommendation"
    elif token.lower_ in ("will", "shall", "'ll", "’ll") and token.dep_ == "aux":
        verb, kind = token.head, "commitment"
    elif token.lemma_.lower() == "need" and token.pos_ == "VERB" and token.tag_ in ("VBZ", "VBP"):
        found = next((child for child in token.children if child.dep_ == "xcomp" and is_infinitive(child)), None)
        if found is None:
            return None
        verb, kind = found, "recommendation"
    else:
        return None
    return _judged(verb, kind, subject_of(token if token.lemma_.lower() == "need" else verb))  # type: ignore[arg-type]


def _judged(verb: Token, kind: Kind, subject: Token | None) -> Found:
    passive = is_passive(verb)
    lemma = verb.lemma_.lower()
    expected = kind == "commitment" and verb.dep_ == "ccomp" and verb.head.lemma_.lower() in EXPECTING
    state = lemma in STATES and not (kind == "recommendation" and not passive and (lemma in WEIGHING or _anew(verb) or _to_have(verb)))
    if expected or state or (verb.pos_ not in ("VERB", "AUX") and not has_to(verb)) or verb.dep_ in ("relcl", "advcl") or asks_how(verb):
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


def _anew(verb: Token) -> bool:
    """Tell whether a verb of thinking is one of acting: "think again"."""
    return verb.lemma_.lower() == "think" and any(child.lower_ in ("again", "afresh", "carefully") for child in verb.children)


def _to_have(verb: Token) -> bool:
    """Tell whether somebody should have something: "every school should have a nurse"."""
    children = list(verb.children)
    should = any(child.lower_ == "should" for child in children)
    return should and verb.lemma_.lower() == "have" and any(child.dep_ == "dobj" for child in children)
