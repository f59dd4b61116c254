"""Find turns that begin with a first name alone (Tom: …), and tell them from labels (Note: …) and places (Alder: …)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

WORD = re.compile(r"[\w’'-]+")
AT_PLACE = re.compile(r"\b(?:in|In|at|At|near|Near|across|around|outside) (?=(?P<place>[\w’'-]{1,60}))")
FIRST_NAME = re.compile(r"(?P<speaker>(?P<first>[A-Z][a-zà-öø-ÿ’'-]+(?:[A-Z][a-zà-öø-ÿ]+)?)(?: ?\([^)\d]{2,40}\))?)\s*:\s+\S")
AGAIN, SPEAKERS, EXCHANGES = 2, 2, 2  # turns of one name, names with as many, and times that one name answers another
LABELS = frozenset(
    "action actions agenda aim aims answer aside benefits category challenge challenges chapter city class comment comments conclusion "
    "contact cost county date deadline decision definition discussion example examples fact facts figure finding findings firstly focus goal "
    "goals group groups how idea ideas indicator issue issues item kind language lead lessons location measure measures method name "
    "negatives next note notes number objective objectives opportunities option options outcome outcomes output outputs owner page part "
    "partners people period place points positives priority problem problems programme progress project purpose question questions reason "
    "recommendation recommendations reference region remark reply resolution resolved response result results risk risks schedule scope "
    "secondly section solution solutions source status strengths subject suggestion suggestions summary table target targets task team theme "
    "themes thirdly threats time timescale title topic town type update venue vision ward warning weaknesses what when where who why".split()
)


def is_label(word: str) -> bool:
    """Tell whether a word before a colon says what follows and not who speaks.

    >>> is_label("Note"), is_label("Tom")
    (True, False)
    """
    return word.casefold() in LABELS


def first_names(text: str, lines: Sequence[str]) -> list[str | None]:
    """Find who begins a turn with a first name alone.

    Args:
        text: the document.
        lines: its blocks that may be spoken, each on one line, in order; those that may not are empty.

    Returns:
        The speaker of each line, as written, or None. Only where two names or more come again and answer one another; never
        a word that is a label, that the document also writes small, or that it speaks of as a place (in Alder).
    """
    matches = [FIRST_NAME.match(line) for line in lines]
    names = [match["first"] if match else None for match in matches]
    turns = [name if name and not is_label(name) else None for name in names]
    if not _is_exchange(turns):
        return [None] * len(lines)
    nobody = _written_small_or_placed(text)
    turns = [name if name and not {name, name.lower()} & nobody else None for name in turns]
    if not _is_exchange(turns):
        return [None] * len(lines)
    counts = Counter(name for name in turns if name)
    beside = [any(turns[max(0, n - 1) : n]) or any(turns[n + 1 : n + 2]) for n in range(len(turns))]
    return [
        match["speaker"] if match and turn and (counts[turn] >= AGAIN or near) else None
        for match, turn, near in zip(matches, turns, beside, strict=True)
    ]


def _is_exchange(turns: Sequence[str | None]) -> bool:
    """Tell whether two names or more come again and answer one another."""
    counts = Counter(name for name in turns if name)
    exchanges = sum(one is not None and other is not None and one != other for one, other in pairwise(turns))
    return sum(count >= AGAIN for count in counts.values()) >= SPEAKERS and exchanges >= EXCHANGES


def _written_small_or_placed(text: str) -> set[str]:
    """Return the words that a text writes small, and those that it speaks of as a place, in one pass for each."""
    runs = {match["place"] for match in AT_PLACE.finditer(text)}
    return written_small(text) | {run[: end.start()] for run in runs for end in re.finditer(r"\b", run)}


def written_small(text: str) -> set[str]:
    """Return the words that a text writes small."""
    return {word for word in WORD.findall(text) if word[0].islower()}
