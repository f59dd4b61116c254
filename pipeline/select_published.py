"""Select what is published, and what is taken out of it, by what people decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from pipeline.bodies_found import is_role
from pipeline.finding import NAMES, OF_PASSAGES
from pipeline.name_forms import fold
from pipeline.people import letters
from pipeline.published_ids import Selection
from pipeline.redact import Gone
from pipeline.review import Decided, key_of
from pipeline.shown_spans import Shown, selection_of, shown_spans


def select(tables: Mapping[str, pd.DataFrame], decided: Decided) -> Selection:
    """Select the documents, segments and spans that are published: what may be quoted, without what a person withholds."""
    shown = shown_spans(tables)
    withheld = {span for row in decided.findings.rows if decided.on(row) == "withhold" for span in row.spans}
    gone: Shown = {}
    for document_id, start, end in withheld:
        gone.setdefault(document_id, []).append((start, end))
    kept = {name: [span for span in spans if not _meets(span, gone.get(name, ()))] for name, spans in shown.items()}
    kept = {name: spans for name, spans in kept.items() if spans}
    return selection_of(tables, kept)


def _meets(span: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def gone_by(decided: Decided) -> Gone:
    """Gather whom and what to redact, and who stays."""
    on = {key_of(row): decided.on(row) for row in decided.findings.rows if row.kind in {"person", "official"}}
    people = [person for person in decided.findings.people if on.get(person.key) != "keep"]
    kept = [person for person in decided.findings.people if on.get(person.key) == "keep"]
    bodies: dict[str, list[str]] = {}
    for row in decided.findings.rows:
        if row.kind == "organisation" and decided.on(row) != "keep":
            bodies.setdefault(row.document_id, []).append(row.found)
    numbers = [row for row in decided.findings.rows if row.kind not in NAMES and decided.on(row) == "keep"]
    return Gone(
        [(person, decided.pseudonyms.get(person.key, "[Official]")) for person in people],
        kept,
        {
            name: {body: f"[{'Role' if is_role(body) else 'Organisation'} {letters(n)}]" for n, body in enumerate(sorted(own))}
            for name, own in bodies.items()
        },
        frozenset((row.document_id, fold(row.found)) for row in numbers),
        {row.found: row.kind for row in decided.findings.rows if row.kind not in NAMES | OF_PASSAGES and decided.on(row) != "keep"},
    )
