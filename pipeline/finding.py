"""Say what one thing is that a person decides on before anything is published, and what may be decided on it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from pipeline.name_forms import fold, parts_of

LETTER = "x"  # first of a review_id, so that no spreadsheet takes it for a number
CONTEXT = 60  # characters on each side
DECISIONS = {  # kind: what may be decided, what is proposed first
    "person": ("redact", "keep", "withhold"),
    "official": ("keep", "redact", "withhold"),
    "organisation": ("redact", "keep", "withhold"),
    "address": ("redact", "keep", "withhold"),
    "e-mail": ("redact", "keep", "withhold"),
    "telephone": ("redact", "keep", "withhold"),
    "post code": ("redact", "keep", "withhold"),
    "health number": ("redact", "withhold"),
    "national insurance number": ("redact", "withhold"),
    "date of birth": ("redact", "keep", "withhold"),
    "third party": ("withhold", "keep"),
    "blame": ("withhold", "keep"),
    "exempt item": ("withhold", "keep"),
    "promise": ("none", "role", "named"),
}
NAMES = frozenset({"person", "official", "organisation"})
OF_PASSAGES = frozenset({"third party", "blame", "exempt item", "promise"})


@dataclass(frozen=True)
class Finding:
    """One thing to decide on.

    ``review_id`` stays as long as what was found and its document stay; ``n``: places in the study; ``n_published``: places in what would be
    published, nought where nothing of it would change; ``spans``: where it stands, by document; ``settled``: what the manifest decided on it,
    so that nothing is left to decide here. One without any place is an orphan: somebody decided on words that are nowhere any more.
    """

    review_id: str
    kind: str
    document_id: str
    path: str
    found: str
    context: str
    n: int
    n_published: int
    spans: tuple[tuple[str, int, int], ...] = ()
    settled: str = ""

    @property
    def is_orphan(self) -> bool:
        """Tell whether its words are nowhere, neither in the documents nor in anything else that would be published."""
        return not (self.n or self.n_published)


@dataclass(frozen=True)
class Asked:
    """What a person decided on: a row of decisions/names.csv or review.csv; ``path``: of the document it was found in, empty where not known."""

    review_id: str
    kind: str
    decision: str
    found: str
    path: str = ""


def key_of_name(name: str) -> str:
    """Return the key of the person who bears a name: its words in one way of writing, without titles and particles.

    >>> key_of_name("Mrs Zadie Ashgrove"), key_of_name("the Mayor")
    ('zadie ashgrove', 'the mayor')
    """
    return fold(" ".join(parts_of(name))) or fold(name)


def id_of(kind: str, document_id: str, what: str) -> str:
    """Return the id of a row: the same for the same name, passage or number, in a document or, where its id is empty, in the whole study."""
    written = "\0".join([kind if kind not in NAMES else "name", document_id, what])
    return f"{LETTER}{hashlib.sha256(written.encode()).hexdigest()[:12]}"
