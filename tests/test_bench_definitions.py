"""Small versions of docs/benchmarks.md: shares estimated from definitions, and intervals over few sources."""

import numpy as np
import pytest

from bench.definitions import WAYS, Known, describe
from bench.intervals import SIZES, Sections, cut, simulate
from pipeline.coders.shares import Standings


def themes(n, share, seed=0):
    """Draw standings and codes of a theme as known ones have them."""
    known, random = Standings(), np.random.default_rng(seed)
    codes = random.random(n) < share
    return np.where(codes, random.normal(known.present, known.present_spread, n), random.normal(known.absent, known.absent_spread, n)), codes


def test_what_is_known_of_themes_is_described_as_it_was_drawn():
    described, known = describe([themes(20_000, 0.2, seed) for seed in range(3)]), Standings()
    for name in ("absent", "absent_spread", "present", "present_spread"):
        assert getattr(described, name) == pytest.approx(getattr(known, name), abs=0.05)
    assert described.absent_shift == known.absent_shift


@pytest.mark.parametrize("name", WAYS)
def test_every_way_tells_a_common_theme_from_a_rare_one(name):
    pairs = [themes(4000, 0.12, seed) for seed in range(4)]
    known = Known(pairs, describe(pairs))
    rare, common = (WAYS[name](themes(4000, share, seed=9)[0], known) for share in (0.03, 0.6))
    assert rare < 0.15
    assert common > 0.3


def test_sections_are_of_one_document_and_as_long_as_they_may_be():
    documents = np.repeat(["a", "b"], [300, 200])
    sections = cut(documents)
    assert all(len(set(documents[sections == section])) == 1 for section in np.unique(sections))
    sizes = np.bincount(sections)
    assert sizes.max() <= SIZES[1]
    assert (np.sort(sizes)[2:] >= SIZES[0]).all()  # the last of a document may be shorter


def test_an_interval_that_is_right_holds_the_truth_and_wrong_codes_bear_on_it():
    random = np.random.default_rng(0)
    section = np.repeat(np.arange(40), 20)
    truth = random.random(800) < 0.5
    own = Sections(section, truth, np.where(random.random(800) < 0.8, truth, ~truth), np.where(truth, 0.8, 0.2))
    held, width, none = simulate(own, "precision", 12, 40)
    assert held > 0.85
    assert 0 < width < 0.5
    assert none == 0
    few, wide, _ = simulate(own, "precision", 4, 40)
    assert wide > width
    assert 0.8 < few <= 1
