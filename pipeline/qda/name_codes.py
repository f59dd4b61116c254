"""Name new codes: give those of another program ids that depend on their names alone."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Sequence

from pipeline.new_code_ids import NONE, new_code_ids
from pipeline.qda.project import Code


def name_codes(codes: Sequence[tuple[Code, Code | None]], taken: Collection[str]) -> dict[str, str]:
    """Give each code an id of its own by its GUID, whatever their order.

    Args:
        codes: new codes, each with what stands above it (None: nothing). Those of one name are told apart by that, else by their GUIDs; those whose
            names differ in case or spaces alone by a hash of the name as it is written.
        taken: ids that they may not get; ``none``, a decision, is among them always.
    """
    names = {code.guid: code.name for code, _ in codes}
    for further in ({code.guid: f"{above.name if above else ''} {code.name}" for code, above in codes}, {code.guid: code.guid for code, _ in codes}):
        several = Counter(names.values())
        names = {guid: name if several[name] == 1 else further[guid] for guid, name in names.items()}
    ids = new_code_ids(names.values(), {*taken, NONE})
    n_names = Counter(ids.values())
    return {guid: ids[name] if n_names[ids[name]] == 1 else _as_written(ids[name], name) for guid, name in names.items()}


def _as_written(code_id: str, name: str) -> str:
    """Join the first eight hex digits of the sha256 of a name, with its capitals and spaces, to an id."""
    return f"{code_id}_{hashlib.sha256(name.encode()).hexdigest()[:8]}"
