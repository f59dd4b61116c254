"""Hold ten places against each other where nothing sets them apart: what contrasts and distances claim."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
import pandas as pd

from bench.invented_shares import draw_shares, measures_of
from pipeline.between_groups import Pair, between_groups
from pipeline.config import Track
from pipeline.correction import Corrected
from pipeline.distances import judge_distances, weigh_distance
from pipeline.judge import CONTRASTS as VERDICTS
from pipeline.measures import Measures
from pipeline.strata import stratify

GRIDS = 60
PLACES, THEMES = 10, 5
SETTINGS = Track(draws=200)  # with all its permutations: with fewer no p is small enough for so many tests, and nothing could be claimed
MINUTES, APART = 0.2, 0.3  # share of a theme in minutes, and how much more press releases have
RELEASES_FROM, RELEASES_TO = 0.2, 0.8  # part of a place's documents, where the mix is uneven


@dataclass(frozen=True)
class Claims:
    """What one grid claims."""

    contrasts: int
    tests: int  # of them
    distances: int
    pairs: int


def empty_places(documents: int, *, uneven: bool, random: np.random.Generator, places: int = PLACES) -> Measures:
    """Draw so many documents of each place, of two source types.

    A type has the same share everywhere; if uneven, its part of the documents differs between places.
    """
    parts = np.linspace(RELEASES_FROM, RELEASES_TO, places) if uneven else np.full(places, 0.5)
    releases = np.concatenate([np.arange(documents) < round(part * documents) for part in parts])
    shares = np.where(releases[:, None], *(draw_shares(mean, 0.12, (places * documents, THEMES), random) for mean in (MINUTES + APART, MINUTES)))
    names = np.repeat([f"place-{number}" for number in range(places)], documents)
    measures = measures_of(shares, names, np.full(len(names), 2010))
    return replace(measures, documents=measures.documents.assign(source_type=np.where(releases, "release", "minutes")))


def claimed(measures: Measures, settings: Track) -> Claims:
    """Hold every place against every other; count what is claimed."""
    corrected = Corrected(measures, None, {}, {})
    pairs = [Pair("place", a, b) for a, b in combinations(sorted(measures.groups("place")), 2)]
    contrasts = between_groups(pairs, corrected, None, settings)
    distances = judge_distances(pd.DataFrame([_distance(pair, corrected, settings) for pair in pairs]), settings)
    different = contrasts["verdict"].isin([VERDICTS.more, VERDICTS.less])
    return Claims(int(different.sum()), len(contrasts), int((distances["verdict"] == "different").sum()), len(pairs))


def _distance(pair: Pair, corrected: Corrected, settings: Track) -> dict[str, object]:
    documents = corrected.measures.documents
    rows = corrected.measures.rows("place", pair.a), corrected.measures.rows("place", pair.b)
    strata = stratify(rows, documents["source_type"].to_numpy(dtype=str), documents["cluster_id"].to_numpy(dtype=str))
    found = weigh_distance(strata, corrected, list(range(THEMES)), settings, np.random.default_rng([settings.seed, int(rows[0][0]), int(rows[1][0])]))
    return {"group_kind": pair.kind, "a": pair.a, "b": pair.b, **found}


def grid_lines() -> Iterator[str]:
    """Yield the table of grids."""
    yield "| documents a place | mix of source types | contrasts | claimed (%) | grids with any (%) | distances | claimed (%) | grids with any (%) |"
    yield "|---:|---|---:|---:|---:|---:|---:|---:|"
    for documents in (6, 12):
        for uneven in (False, True):
            random = np.random.default_rng([documents, uneven, 3])
            found = [claimed(empty_places(documents, uneven=uneven, random=random), SETTINGS.model_copy(update={"seed": n})) for n in range(GRIDS)]
            cells = [str(documents), "uneven" if uneven else "the same"]
            for claims, tests in (([one.contrasts for one in found], found[0].tests), ([one.distances for one in found], found[0].pairs)):
                any_claim = 100 * np.mean(np.array(claims) > 0)
                cells += [str(tests), f"{100 * sum(claims) / (tests * GRIDS):.2f}", f"{any_claim:.1f}"]
            yield "| " + " | ".join(cells) + " |"
