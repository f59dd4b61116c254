"""Contrasts without each of their sources are judged as finely as the contrasts are."""

import numpy as np
import pandas as pd

from pipeline.between_groups import contrasts_without, pairs_of
from pipeline.config import Track
from pipeline.correction import Corrected
from pipeline.measures import Measures
from pipeline.tables import CONTRASTS

EACH = 9  # documents of a place: leaving one out, there are 24,310 arrangements, too many to be listed


def two_places(shares):
    """Measures of documents that are sources of their own, the first half of them from Aford, the others from Beford (both invented)."""
    names = [f"d{n:02d}" for n in range(len(shares))]
    documents = pd.DataFrame({"document_id": names, "cluster_id": names, "place": np.repeat(["Aford", "Beford"], len(shares) // 2)})
    measures = Measures(documents.assign(source_type="minutes"), [("theme", "work")], 40 * np.array(shares)[:, None], np.full(len(shares), 40.0))
    return Corrected(measures, None, {}, {})


def a_family(others):
    """Work is higher in Aford; so many other pairs of the family differ in nothing."""
    row = dict.fromkeys(CONTRASTS.names) | {"subject_kind": "theme", "subject_id": "work", "group_kind": "place", "a": "Aford", "b": "Beford"}
    row |= {
        "difference": 0.25,
        "low": 0.2,
        "high": 0.3,
        "p": 0.0001,
        "q": 0.02,
        "verdict": "higher in a",
        "corrected": False,
        "n_a": EACH,
        "n_b": EACH,
    }
    none = {"difference": 0.0, "low": -0.1, "high": 0.1, "p": 0.9, "q": 0.95, "verdict": "no clear difference", "reason": "q too high"}
    rest = [row | none | {"a": f"place {n:03d}", "b": "place x"} for n in range(others)]
    lists = {"words_a": [], "words_b": [], "standardised_to": []}
    return CONTRASTS.frame([one | lists for one in [row, *rest]])


def without_each(others):
    random = np.random.default_rng(1)
    shares = np.round(np.concatenate([random.normal(0.5, 0.04, EACH), random.normal(0.25, 0.04, EACH)]), 3)
    contrasts = a_family(others)
    return contrasts_without(pairs_of(contrasts)[:1], contrasts, two_places(shares), Track(draws=200)).iloc[0]


def test_in_a_large_family_no_claim_hangs_on_a_source_for_want_of_permutations():
    row = without_each(150)
    assert row["p"] < 0.0003  # of 1,999 permutations none is below .0005, and q would be .0755
    assert row["verdict"] == "higher in a"


def test_in_a_small_family_few_permutations_are_enough():
    row = without_each(3)
    assert (row["verdict"], row["p"]) == ("higher in a", 0.0005)
