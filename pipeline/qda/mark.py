"""Mark each passage that carries a code, by whom: what the machine and what people coded, in one form for both ways."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.codebook import Codebook
from pipeline.human_codes import HALF, split_codes
from pipeline.qda.arrange_codes import DECISION, FRAMING, NONE, OTHER, THEME
from pipeline.qda.identify import MACHINE
from pipeline.qda.load import Held
from pipeline.schema import tuples


@dataclass(frozen=True, order=True)
class Mark:
    """A code given to a passage. ``kind`` is theme, framing, decision (none of the themes) or other (not in the codebook)."""

    document_id: str
    start: int
    end: int
    kind: str
    code: str
    coder: str

    @property
    def machine(self) -> bool:
        """Whether the machine gave it."""
        return self.coder == MACHINE


def held_marks(held: Held) -> set[Mark]:
    """Return what a study holds: assigned machine codings, framings, and what people coded."""
    return {*machine_marks(held), *human_marks(held.human, held.codebook)}


def machine_marks(held: Held) -> Iterator[Mark]:
    """Yield the machine's: assigned themes, and what coded segments say of their subject."""
    segments = held.segments[["segment_id", "document_id", "start", "end"]]
    assigned = held.codings.loc[held.codings["assigned"], ["segment_id", "theme_id"]]
    for row in tuples(assigned.merge(segments, on="segment_id", validate="many_to_one")):
        yield Mark(row.document_id, int(row.start), int(row.end), THEME, row.theme_id, MACHINE)
    if len(held.framings):
        for row in tuples(held.framings.merge(segments, on="segment_id", validate="one_to_one")):
            found = [*([row.framing] if row.framing != "neither" else []), *(["dissent"] if row.dissent else [])]
            yield from (Mark(row.document_id, int(row.start), int(row.end), FRAMING, name, MACHINE) for name in found)


def human_marks(human: pd.DataFrame, codebook: Codebook) -> Iterator[Mark]:
    """Yield what people coded, a mark for each code; a passage read and given no code is marked as none of the themes."""
    for row in tuples(human):
        for kind, code in codes_of(str(row.codes), codebook):
            yield Mark(row.document_id, int(row.start), int(row.end), kind, code, row.coder)


def codes_of(cell: str, codebook: Codebook) -> list[tuple[str, str]]:
    """Read a cell of codes as kind and code, sorted; empty: a decision for none."""
    known = {theme_id.casefold(): theme_id for theme_id in codebook.theme_ids}
    given = sorted(split_codes(cell))
    found = [(THEME, known[code.casefold()]) if code.casefold() in known else (OTHER, code) for code in given]
    return sorted(set(found)) or [(DECISION, NONE)]


def overlap(one: Any, other: Any) -> float:
    """Return the overlap of two passages of one document as a share of the shorter, 0 to 1: the rule by which codes meet segments."""
    shorter = min(one.end - one.start, other.end - other.start)
    return max(0, min(one.end, other.end) - max(one.start, other.start)) / shorter if shorter > 0 else 0.0


def likeness(one: Any, other: Any) -> float:
    """Return the overlap as a share of what both cover together, 0 to 1."""
    both = max(0, min(one.end, other.end) - max(one.start, other.start))
    return both / (max(one.end, other.end) - min(one.start, other.start)) if both else 0.0


def meet(one: Any, other: Any) -> bool:
    """Tell whether two passages of one document overlap by at least half of the shorter."""
    return overlap(one, other) >= HALF
