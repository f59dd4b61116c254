"""Read lists that a sentence leads to: "The council will: …" makes each item a commitment of the council's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pipeline.proposals import Proposal

ENDS_LEADING = re.compile(r"[:–—-]\s*$")
LABEL = re.compile(r"^\W*(?P<label>[^.:;!?]{3,80}?)(?:\s[–—-]\s|:\s|\.\s|\.?$)")
WHO_WILL = re.compile(
    r"\b(?P<owner>(?:(?:[Tt]he|[Oo]ur)\s)?(?:(?:[A-Z][a-z]+|local|national|central|city|county|town|district|borough)\s){0,3}"
    r"(?i:government|council|commission|cabinet|department|partnership|board|authority|authorities|trust|forum|police|we))\s(?P<verb>will|should|must)\b"
)
RECOMMENDING = re.compile(r"\b(?:recommend\w*|should|must|propos\w+)\b", re.IGNORECASE)

Said = tuple[Any, str, bool, str]  # segment, sentence, it begins the segment, kind of block


def led_lists(sentences: Sequence[Said], found: Sequence[Proposal | None]) -> list[Proposal | None]:
    """Make the items of a list proposals where the paragraph that leads to it, under the same heading, speaks of what will or should be done.

    Args:
        sentences: those of one document, in order: segment, text, whether it begins its segment, and the kind of its block.
        found: what each proposes by itself; an item's own owner and deadline stay, and what leads gives the rest.

    Returns:
        For each sentence what it proposes, or None. Of an item, the first sentence alone is given what leads to it.
    """
    made = list(found)
    lead: Proposal | None = None
    led_by = 0  # the last sentence before the list
    for n, (segment, text, begins, kind) in enumerate(sentences):
        if kind == "list_item":
            if lead and begins and str(segment.section) == str(sentences[led_by][0].section):
                made[n] = _item(lead, found[n], text)
                made[led_by] = None  # what leads to items is told by them
        elif begins:
            lead = _leading(segment.text)
        led_by = n if kind != "list_item" else led_by
    return made


def _leading(paragraph: str) -> Proposal | None:
    """Return what a paragraph leads to: kind and owner, where it ends with a colon and speaks of acts."""
    text = " ".join(paragraph.split())
    if not ENDS_LEADING.search(text) or text.rstrip(" :–—-").endswith("?"):
        return None
    who = list(WHO_WILL.finditer(text))
    if not who and not re.search(r"\b(?:recommend\w*|we will|actions?\s(?:agreed|to be taken|include|are)|commit\w*)\b", text, re.IGNORECASE):
        return None
    recommends = who[-1]["verb"].lower() != "will" if who else bool(RECOMMENDING.search(text))
    return Proposal("recommendation" if recommends else "commitment", who[-1]["owner"] if who else None, "", None)


def _item(lead: Proposal, own: Proposal | None, text: str) -> Proposal:
    if own and own.kind != "request":
        return replace(own, kind=lead.kind if own.kind == "done" else own.kind, owner=own.owner or lead.owner)
    words = " ".join(text.split())
    label = LABEL.match(words)
    action = label["label"] if label else re.sub(r"^\W+", "", words)
    return Proposal(lead.kind, lead.owner, action.strip(), None)
