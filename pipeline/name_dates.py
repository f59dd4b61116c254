"""Tell months, days and feasts that say when from those that are names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.name_runs import Run, bare, folded_word
from pipeline.name_said import acts, said_of
from pipeline.name_words import BODIES, DATES, given_names
from pipeline.no_names import is_unknown

DATED = re.compile(r"\b(?:\d+(?:st|nd|rd|th)?|on|in|by|of|since|until|last|next|every|this|from)\s\Z", re.IGNORECASE)


def is_date(text: str, run: Run) -> bool:
    """Tell whether a run begins with a month, a day or a feast: May is somebody after a title, and June before a word of no dictionary."""
    first = folded_word(run.words[0][0])
    if first not in DATES or (run.titled and not run.post):
        return False
    last = folded_word(run.words[-1][0])
    called = first in given_names() or acts(text, run.start, run.end)  # Sunday Okafor said
    named = len(run.words) > 1 and called and is_unknown(bare(run.words[-1][0])) and last not in BODIES | DATES
    return not named or bool(re.search(r"(?:\d(?:st|nd|rd|th)?|\b(?:in|by|of|since|until))\s\Z", text[max(0, run.start - 8) : run.start]))


def says_when(text: str, words: Sequence[re.Match[str]]) -> bool:
    """Tell whether the first of some words only says when the others did something: on Sunday Ash said, in May Ann Ash came."""
    first, rest = words[0], words[1:]
    if folded_word(first[0]) not in DATES:
        return False
    dated = bool(DATED.search(text[max(0, first.start() - 8) : first.start()]))
    return dated and folded_word(rest[-1][0]) not in BODIES | DATES and said_of(text, rest[0].start(), rest[-1].end())
