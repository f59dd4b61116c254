"""Give the exemplars that a published page cites, without what may not be published."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pandas as pd

from pipeline.codebook import Exemplar
from pipeline.explain import EXEMPLAR


def cited_exemplars(exemplars: Sequence[Exemplar], codings: pd.DataFrame, shown: frozenset[str], redact: Callable[[str], str]) -> list[Exemplar]:
    """Return exemplars in their order, those to which a coding that is shown points redacted, all others without words.

    Args:
        exemplars: in the order of their file.
        codings: a CODINGS table. Not changed.
        shown: ids of the segments that are shown.
        redact: takes out what may not be published, as of words of nobody in particular.
    """
    reasons = codings.loc[codings["segment_id"].isin(shown), "why"].dropna()
    numbers = {int(match[1]) for why in reasons for match in EXEMPLAR.finditer(why)}
    return [replace(one, text=redact(one.text) if n in numbers else "") for n, one in enumerate(exemplars, 1)]
