"""Find what a text recommends, commits to, asks for or says is done: who is to do what, and by when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.asked import asked, wished
from pipeline.clauses import action_of, deadline_in, owner_text, parser
from pipeline.proposal_words import Kind
from pipeline.put_forward import LABEL, labelled, modal, put_forward, recommended, vital
from pipeline.undertaken import did, done, formal, promised, settled, to_do

if TYPE_CHECKING:
    from spacy.tokens import Doc

PAST = "built|opened|launched|created|established|installed|introduced|set up|founded|funded|published|trained|appointed|restored|refurbished"
CUE = re.compile(
    r"\b(?:should|must|ought|need(?:s|ed)? to|recommend\w*|propos(?:e|es|ed|ing)|suggest(?:s|ed)?|advise[sd]?|advocate[sd]?|"
    r"will|shall|[Ll]et|to [a-z]+|urg(?:e|es|ed|ing)|call(?:s|ed|ing)? (?:for|on|upon)|ask(?:s|ed)|request\w*|"
    r"demand\w*|invit(?:e|es|ed)|guarantee[sd]?|instruct(?:s|ed)?|implor(?:es|ed)|"
    r"encourag(?:e|es|ed)|press(?:es|ed)|agree[sd]?|resolve[sd]?|RESOLVED|undert(?:ake|akes|ook|aken)|commit(?:s|ted)?|pledge[sd]?|promise[sd]?|"
    r"ha(?:s|ve|d) \w+|is that|are that|left|decided?|arranged?|appeal(?:s|ed)?|wants?|would like|['’]ll|(?:is|are) needed|committed to|"
    r"is (?:\w+ )?(?:vital|essential|important|imperative|crucial|necessary|critical|time|right|urgent)|" + PAST + r")\b"
)
DECIDED = re.compile(r"(?<!^)\b(?:RESOLVED|AGREED|RECOMMENDED|PROPOSED|REQUESTED|MOVED)\b")

RULES = (labelled, formal, recommended, asked, wished, settled, promised, put_forward, vital, modal, to_do, done, did)  # the first that holds


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
    likely = {n: sentence for n, sentence in enumerate(plain) if (CUE.search(sentence) or LABEL.match(sentence)) and not sentence.endswith("?")}
    parsed = zip(likely, parser().pipe(likely.values()), strict=True)
    found = {n: next(_proposed(doc), None) for n, doc in parsed}
    return [found.get(n) for n in range(len(sentences))]


def _plain(sentence: str) -> str:
    """Return a sentence on one line, its words in capitals for a decision in small letters, which the parser knows."""
    return DECIDED.sub(lambda match: match[0].lower(), " ".join(sentence.split()))


def _proposed(doc: Doc) -> Iterator[Proposal]:
    for token in doc:
        made = next(filter(None, (rule(token) for rule in RULES)), None)
        if made:
            kind, owner, verb = made
            action = action_of(verb)
            if action:
                yield Proposal(kind, owner_text(owner), action, None if kind == "done" else deadline_in(action) or deadline_in(doc[: verb.i].text))
