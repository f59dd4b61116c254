"""List the texts that would be published beside the passages: cells of tables, names of topics and files, exemplars that are cited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from pipeline.codebook import Exemplar
from pipeline.forms_shown import Cell
from pipeline.people_counts import are_responses
from pipeline.published_exemplars import cited_exemplars
from pipeline.published_ids import in_words
from pipeline.published_tables import Published
from pipeline.redact import Edit
from pipeline.shown_spans import selection_of, shown_spans


class _Noted:
    """Takes nothing out and notes what it is asked to take something out of."""

    def __init__(self) -> None:
        self.cells: dict[Cell, None] = {}

    def __call__(self, text: str, document_id: str = "") -> str:
        self.cells[text, document_id] = None
        return text

    def edits(self, _text: str, _document_id: str = "") -> list[Edit]:
        return []


def cells_published(tables: Mapping[str, pd.DataFrame], exemplars: Sequence[Exemplar] = ()) -> list[Cell]:
    """List the texts, apart from passages of documents, in which a name would be taken out when all that may be quoted is published.

    Args:
        tables: of the study that are read for publishing, by name. Not changed.
        exemplars: in the order of their file.

    Returns:
        Each text once, with the id of the document of which it tells; an empty one where it tells of none.
    """
    noted, selection = _Noted(), selection_of(tables, shown_spans(tables))
    published = Published(tables, selection, noted)
    for name in sorted(tables):
        published.table(name)
    for path in tables["documents"].loc[are_responses(tables["documents"]), "path"]:
        noted(in_words(Path(path).stem).title())  # a response is cited by its file
    cited_exemplars(exemplars, tables["codings"], selection.segments, noted)
    return list(noted.cells)
