"""How far themes reach, and who speaks of them, is what counting document by document gives."""

from __future__ import annotations

from itertools import repeat
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from pipeline.exporters.shown import reach_of

THEMES = ("calm", "loud", "never")
NOT_GIVEN = "source type not given"


def evidence_of(seed: int) -> SimpleNamespace:
    """A study of 30 documents, some of them without a type, a place, a year or a codable segment; in none is the theme ``never``."""
    draw = np.random.default_rng(seed)
    ids = [f"d{n:02d}" for n in range(30)]
    columns = {"source_type": ["minutes", "press_release", None], "place": ["Luton", "Oldham", None], "year": [2001, 2002, None]}
    documents = pd.DataFrame({"document_id": ids} | {name: draw.choice(np.array(values, dtype=object), 30) for name, values in columns.items()})
    sizes = draw.integers(0, 4, 30)
    found = {theme: draw.integers(0, sizes + 1) * (theme != "never") for theme in THEMES}
    rows = [row for theme, own in found.items() for row in zip(ids, repeat(theme), own.tolist(), sizes.tolist(), strict=False)]
    counts = pd.DataFrame(rows, columns=["document_id", "theme_id", "n_assigned", "n_segments"]).astype(
        {"n_assigned": "Int64", "n_segments": "Int64"}
    )
    return SimpleNamespace(documents=documents.astype({"year": "Int64"}), document_themes=counts, codebook=SimpleNamespace(theme_ids=THEMES))


@pytest.mark.parametrize("seed", range(5))
def test_reach_and_speakers_are_those_counted_by_hand(seed: int) -> None:
    evidence = evidence_of(seed)
    reach, documents = reach_of(evidence), evidence.documents.set_index("document_id")
    assert tuple(reach.themes.index) == tuple(reach.speakers) == THEMES
    for theme in THEMES:
        counted = [row for row in evidence.document_themes.itertuples() if row.theme_id == theme and row.n_segments]
        own = documents.loc[[row.document_id for row in counted if row.n_assigned]]
        sums = [sum(row.n_assigned for row in counted), sum(row.n_segments for row in counted)]
        found = reach.themes.loc[theme]
        assert list(found[["n_documents", "n_with", "n_places", "n_assigned", "n_segments"]]) == [
            len(counted),
            len(own),
            own["place"].nunique(),
            *sums,
        ]
        assert found[["first_year", "last_year"]].dropna().tolist() == [year for year in (own["year"].min(), own["year"].max()) if pd.notna(year)]
        kinds = documents["source_type"].fillna(NOT_GIVEN)
        shares = []
        for kind in {kinds[row.document_id] for row in counted}:
            given = [bool(row.n_assigned) for row in counted if kinds[row.document_id] == kind]
            shares.append((-sum(given) / len(given), -len(given), kind, sum(given)))
        assert [(row.source_type, row.n_with, row.n_documents) for row in reach.speakers[theme]] == [(k, has, -n) for _, n, k, has in sorted(shares)]
