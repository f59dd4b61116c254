"""How common a theme is can be estimated from its definition, a study's texts and plain pieces; what a person expects wins."""

import numpy as np
import pandas as pd
import pytest
from test_definitions import PRAYER, WORK, Bag, Encoder, readings, texts

from pipeline.check import _by_definition
from pipeline.codebook import ASSUMED_SHARE, FEWEST_PLAIN, Codebook, Exemplar
from pipeline.coders.defined import Defined, Unlabelled, unlabelled
from pipeline.coders.head import HeadCoder
from pipeline.coders.shares import Standings, estimate_share, share_of, standing
from pipeline.config import CodeThemes

KNOWN = Standings()
BOOK = Codebook(version="1", theme=(WORK, PRAYER))


def standings(n, share, *, shift=0.0, apart=0.0, seed=0):
    """Draw standings of texts, a share of which carry the theme; the study's may be shifted, those with the theme further apart."""
    rng = np.random.default_rng(seed)
    carried = rng.random(n) < share
    absent = rng.normal(KNOWN.absent + shift, KNOWN.absent_spread, n)
    return np.where(carried, rng.normal(KNOWN.present + shift + apart, KNOWN.present_spread, n), absent)


@pytest.mark.parametrize("share", [0.03, 0.1, 0.3, 0.6])
def test_a_share_that_is_planted_is_found_whether_small_or_large(share):
    assert share / 2 < share_of(standings(4000, share)) < 1.5 * share + 0.01


@pytest.mark.parametrize(("shift", "apart"), [(0.3, 0), (-0.3, 0), (0, 0.8), (0, -0.5)])
def test_a_study_whose_texts_stand_elsewhere_has_its_share_found_too(shift, apart):
    assert share_of(standings(4000, 0.3, shift=shift, apart=apart)) == pytest.approx(0.3, rel=0.5)


def test_few_texts_say_little_and_leave_the_share_where_it_was_expected():
    assert share_of(np.array([KNOWN.absent])) == pytest.approx(ASSUMED_SHARE, abs=0.02)
    assert share_of(np.full(200, KNOWN.absent)) < 0.04


def test_the_order_of_texts_and_repeating_all_of_them_changes_no_share():
    drawn = standings(1000, 0.2)
    assert share_of(drawn) == pytest.approx(share_of(np.sort(drawn)), rel=1e-9)
    assert share_of(drawn) == pytest.approx(share_of(np.tile(drawn, 3)), rel=1e-9)


def test_texts_far_out_of_what_is_known_still_give_a_share():
    assert 0 < share_of(np.full(50, -1e6)) < 0.1
    assert 0.5 < share_of(np.full(500, 1e6)) < 1


def test_plain_pieces_stand_at_nought():
    vectors, _ = texts(800, 0.0)
    own = standing(WORK, vectors, vectors, Encoder())
    assert np.median(own) == pytest.approx(0, abs=1e-6)
    assert (own < -1).mean() == pytest.approx(0.159, abs=0.01)


def test_with_too_few_plain_pieces_or_no_text_the_share_is_assumed():
    vectors, _ = texts(FEWEST_PLAIN, 0.5)
    assert estimate_share(WORK, vectors, vectors[1:], Encoder()) == ASSUMED_SHARE
    assert estimate_share(WORK, vectors[:0], vectors, Encoder()) == ASSUMED_SHARE
    assert estimate_share(WORK, vectors, vectors, Encoder()) != ASSUMED_SHARE


def learn(book, study, plain):
    given = Unlabelled([f"text {n}" for n in range(len(study))], study, len(study), plain)
    return Defined.learn(book, np.zeros(len(book.theme)), given, Encoder())


@pytest.mark.slow
def test_a_theme_is_given_to_as_many_texts_as_estimated_unless_a_person_said_how_many():
    plain, _ = texts(FEWEST_PLAIN, 0.0, seed=1)
    common, _ = texts(400, 0.6)
    rare, _ = texts(400, 0.03)
    told = BOOK.model_copy(update={"theme": tuple(theme.model_copy(update={"expected_share": 0.25}) for theme in BOOK.theme)})
    found = {name: learn(BOOK, study, plain) for name, study in (("common", common), ("rare", rare))}
    assert found["common"].shares[0] > 0.35
    assert found["rare"].shares[0] < found["common"].shares[0] / 2
    assert (found["common"].score(readings(common))[:, 0] >= 0).mean() == pytest.approx(found["common"].shares[0], abs=0.01)
    assert learn(told, common, plain).shares.tolist() == [0.25, 0.25]


def test_plain_pieces_are_exemplars_without_a_code_and_no_segments_that_people_coded():
    exemplars = [
        Exemplar("The road.", frozenset()),
        Exemplar("Work.", frozenset({"work"})),
        Exemplar("A segment.", frozenset(), known=frozenset({"work"})),
    ]
    assert unlabelled(None, None, exemplars, np.eye(3, dtype=np.float32), 0).plain.tolist() == [[1, 0, 0]]


@pytest.mark.parametrize(
    ("n_plain", "said"), [(FEWEST_PLAIN - 1, "work (0 exemplars; 10% of segments)"), (FEWEST_PLAIN, "work (0 exemplars; size estimated)")]
)
def test_a_check_says_whether_the_size_of_a_theme_is_told_assumed_or_estimated(n_plain, said):
    told = Codebook(version="1", theme=(WORK, PRAYER.model_copy(update={"expected_share": 0.25})))
    (line,) = _by_definition(told, [Exemplar("The road.", frozenset())] * n_plain)
    assert said in line
    assert "prayer (0 exemplars; 25% of segments)" in line
    assert "an assumption, not a finding" in line


@pytest.mark.parametrize(
    ("n_plain", "said"), [(30, "the 10% (assumed) most like it"), pytest.param(FEWEST_PLAIN, "% (estimated) most like it", marks=pytest.mark.slow)]
)
def test_why_says_what_the_size_of_a_theme_rests_on_and_a_saved_coder_remembers(tmp_path, n_plain, said):
    bag, lines = Bag(), ["Work at the mill.", "Work and pay: the pay is low.", "They pray.", "The road is shut.", "A road, a road."] * 20
    names = [f"a#{n:03d}" for n in range(len(lines))]
    segments = pd.DataFrame({"segment_id": names, "text": lines, "codable": True})
    vectors = pd.DataFrame({"segment_id": names, "vector": list(bag.encode(lines))})
    plain = [Exemplar(f"A road {'and a road ' * (n % 7)}to pray at.", frozenset()) for n in range(n_plain)]
    coder = HeadCoder.fit(BOOK, plain, bag, CodeThemes(), segments, vectors)
    coder.save(tmp_path)
    for own in (coder, HeadCoder.load(tmp_path)):
        why = own.apply(segments, vectors, bag)["why"].dropna()
        assert len(why)
        assert why.str.contains(said, regex=False).all()
