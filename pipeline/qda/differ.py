"""Say what people changed: hold the codings that came back against those that the study holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.human_codes import HALF
from pipeline.qda.identify import MACHINE
from pipeline.qda.mark import Mark, likeness, meet, overlap

KINDS = ("added", "removed", "moved", "recoded", "confirmed")


@dataclass(frozen=True)
class Change:
    """One change. ``before`` is what the study holds (None: nothing), ``after`` what came back (None: taken away)."""

    kind: str
    before: Mark | None
    after: Mark | None

    @property
    def where(self) -> Mark:
        """The passage it is about: as it came back, else as it was."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a change has a passage")
        return found


def differ(held: Iterable[Mark], returned: Iterable[Mark]) -> list[Change]:
    """Match codings that came back with those held, and return the rest as changes.

    Within a document a coding is the same where passage, code and coder are. Else, in this order, what is not yet matched is: confirmed, where a
    person has given the machine's code to the same passage; moved, where the code is the same and the passages overlap by at least half of the
    shorter (the rule by which human codes meet segments); recoded, where they overlap so and the code is another. A pair is of one coder, or
    the machine's coding became a person's. Of several pairs the most alike is taken first: most overlap as a share of both together. What is left was
    added or removed; what was added where the machine's own coding still stands, with the same code, confirms that.

    Returns:
        The changes, by document and place. Every coding is in one at most.
    """
    held, returned = set(held), set(returned)
    same = held & returned
    before, after = _by_document(held - same), _by_document(returned - same)
    standing = _by_document(mark for mark in same if mark.machine)
    found: list[Change] = []
    for document_id in sorted({*before, *after}):
        found += _of_document(before[document_id], after[document_id], standing[document_id])
    return sorted(found, key=lambda change: (change.where, KINDS.index(change.kind)))


def _by_document(marks: Iterable[Mark]) -> dict[str, set[Mark]]:
    found: dict[str, set[Mark]] = defaultdict(set)
    for mark in marks:
        found[mark.document_id].add(mark)
    return found


def _of_document(before: set[Mark], after: set[Mark], standing: set[Mark]) -> Iterator[Change]:
    left, came = set(before), set(after)
    for _, _, _, old, new, kind in sorted(_pairs(before, after), key=lambda pair: pair[:5]):
        if old in left and new in came:
            left.remove(old)
            came.remove(new)
            yield Change(kind, old, new)
    yield from (Change("removed", mark, None) for mark in left)
    for mark in came:
        right = [own for own in standing if (own.kind, own.code) == (mark.kind, mark.code) and meet(own, mark)]
        best = max(right, key=lambda own: (likeness(own, mark), own), default=None)
        yield Change("confirmed", best, mark) if best else Change("added", None, mark)


def _pairs(before: set[Mark], after: set[Mark]) -> Iterator[tuple[int, float, float, Mark, Mark, str]]:
    """Yield what may belong together, with its rank: what is like most comes first."""
    for new in after:
        for old in before:
            if old.coder not in {new.coder, MACHINE}:
                continue
            share = overlap(old, new)
            if share < HALF:
                continue
            same_code, same_place = (old.kind, old.code) == (new.kind, new.code), (old.start, old.end) == (new.start, new.end)
            rank = 0 if same_code and same_place else 1 if same_code else 2
            kind = ("confirmed", "moved", "recoded")[rank]
            yield rank, -likeness(old, new), -share, old, new, kind
