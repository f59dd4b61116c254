"""Turn what people coded into texts that the coder learns from, beside the exemplars."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pandas as pd

from pipeline.code_files import HumanCodes
from pipeline.codebook import Codebook, Exemplar
from pipeline.schema import tuples
from pipeline.settled_codes import TIE, settle, usable_themes
from pipeline.wording import one_line

Which = Literal["all", "not drawn", "none"]


def taught_by(human: HumanCodes | None, which: Which) -> list[Exemplar]:
    """Return human-coded segments as labelled texts.

    Args:
        human: what is in codes/; None: nothing. Not changed.
        which: whether codes that were drawn by chance, which also estimate, teach too.

    Returns:
        One for each distinct text of a document, in order of document and text. Its writer is the document, so that a document's are
        held out together; ``known`` has the themes that it teaches: those whose definition is still the one that the coders
        had, and on which they are not tied. A text of which nothing is known is left out. ``drawn`` says that it also estimates.
    """
    if human is None or which == "none":
        return []
    found: dict[tuple[str, str], Exemplar] = {}
    for exemplar in (*_of_draws(human, which), *_loose(human)):
        if exemplar.known:
            found.setdefault((exemplar.writer, one_line(exemplar.text)), exemplar)
    return [found[key] for key in sorted(found)]


def _of_draws(human: HumanCodes, which: Which) -> Iterator[Exemplar]:
    rows = human.returned if which == "all" else human.returned[human.returned["origin"] != "drawn"]
    usable = {draw: frozenset(usable_themes(human, draw)) for draw in sorted(set(rows["draw"]))}
    for (draw, segment_id), own in rows.groupby(["draw", "segment_id"], sort=True):
        first = next(tuples(own))
        yield _exemplar(own, str(segment_id), usable[str(draw)], human.codebook, drawn=first.origin == "drawn")


def _loose(human: HumanCodes) -> Iterator[Exemplar]:
    """Give the codes that belong to no draw: they estimate nothing, so they teach freely, if they are of the codebook in use."""
    if human.loose is None:
        return
    rows = human.loose[human.loose["codebook_version"] == human.codebook.version]
    for (_path, _start, _text), own in rows.groupby(["path", "start", "text"], sort=True):
        yield _exemplar(own, "", frozenset(human.codebook.theme_ids), human.codebook, drawn=False)


def _exemplar(rows: pd.DataFrame, segment_id: str, usable: frozenset[str], codebook: Codebook, *, drawn: bool) -> Exemplar:
    first, given = next(tuples(rows)), set(codebook.theme_ids)
    codes = {str(row.coder): codebook.with_parents(set(filter(None, row.codes.split(";"))) & given) for row in tuples(rows)}
    values = {theme_id: settle(codes, theme_id) for theme_id in sorted(usable)}
    known = frozenset(theme_id for theme_id, value in values.items() if value != TIE)
    carried = frozenset(theme_id for theme_id in known if values[theme_id] > TIE)
    return Exemplar(str(first.text), carried, str(first.path), known, segment_id, drawn)
