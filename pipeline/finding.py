"""Say what one thing is that a person decides on before anything is published, and what may be decided on it."""

from __future__ import annotations

from dataclasses import dataclass

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
    so that nothing is left to decide here.
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
