"""Find turns that begin with a first name alone (Tom: …), and tell them from labels (Note: …) and places (Alder: …)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

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
    people = {name for name in dict.fromkeys(names) if name and _may_be_person(name, text)}
    turns = [name if name in people else None for name in names]
    counts = Counter(name for name in turns if name)
    exchanges = sum(one is not None and other is not None and one != other for one, other in pairwise(turns))
    if sum(count >= AGAIN for count in counts.values()) < SPEAKERS or exchanges < EXCHANGES:
        return [None] * len(lines)
    beside = [any(turns[max(0, n - 1) : n]) or any(turns[n + 1 : n + 2]) for n in range(len(turns))]
    return [
        match["speaker"] if match and turn and (counts[turn] >= AGAIN or near) else None
        for match, turn, near in zip(matches, turns, beside, strict=True)
    ]


def _may_be_person(name: str, text: str) -> bool:
    if is_label(name):
        return False
    written_small = re.search(rf"(?<![\w’'-]){re.escape(name.lower())}(?![\w’'-])", text)
    place = re.search(rf"\b(?:in|In|at|At|near|Near|across|around|outside) {re.escape(name)}\b", text)
    return not written_small and not place
