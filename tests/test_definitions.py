"""A theme can be learnt from its definition and unlabelled texts."""

import numpy as np
import pandas as pd
import pytest

from pipeline.code_themes import code_themes
from pipeline.codebook import Codebook, Exemplar, Theme
from pipeline.coders.defined import Defined, Unlabelled
from pipeline.coders.definitions import clauses, likeness, self_train
from pipeline.coders.head import HeadCoder
from pipeline.coders.linear import LinearHead
from pipeline.coders.readings import Readings
from pipeline.config import CodeThemes

D = 12


class Encoder:
    """Gives every text that speaks of work one direction, of prayer another, of neither a third."""

    def encode(self, texts):
        rows = np.zeros((len(texts), D), np.float32)
        for row, text in enumerate(texts):
            rows[row, 0 if "work" in text.lower() else 1 if "pray" in text.lower() else 2] = 1
        return rows


WORK = Theme(id="work", name="Work", definition="Paid work; looking for work.")
PRAYER = Theme(id="prayer", name="Prayer", definition="Praying, and where people pray.")


def texts(n, share, seed=0):
    """Return noisy vectors of n texts, and which of them are of work: their first coordinate is higher, not always."""
    rng = np.random.default_rng(seed)
    carried = rng.random(n) < share
    rows = rng.normal(0, 0.35, (n, D))
    rows[:, 2] += 1
    rows[carried, 0] += 1.2
    rows[carried, 3] += 0.8  # what texts of work have in common, and the definition does not say
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32), carried


def readings(vectors, themes=2):
    none = np.zeros(0, dtype=int)
    return Readings(vectors, np.zeros((len(vectors), themes)), vectors[:0], np.zeros((0, themes)), none, none, [[[]] * themes for _ in vectors])


def precision_at(scores, carried):
    top = np.argsort(-scores)[: int(carried.sum())]
    return carried[top].mean()


def test_clauses_are_the_parts_of_a_definition_with_inclusions_and_seeds_each_once():
    theme = Theme(id="a", name="Roads", definition="Roads, paths (and lanes): including of.", include=("Roads", "bridges"), seeds=("kerb",))
    assert clauses(theme) == ["Roads", "paths", "lanes", "bridges", "kerb"]


@pytest.mark.parametrize("share", [0.1, 0.3])
def test_self_training_finds_what_likeness_to_the_definition_misses(share):
    vectors, carried = texts(800, share)
    ranking = likeness([WORK, PRAYER], readings(vectors), Encoder())[:, 0]
    head = self_train(ranking, readings(vectors), 0, share)
    scores, _ = head.score(readings(vectors), 0)
    assert precision_at(scores, carried) > precision_at(ranking, carried)
    assert precision_at(scores, carried) > 0.8


def test_the_order_of_texts_changes_no_score():
    vectors, _ = texts(300, 0.2)
    order = np.random.default_rng(3).permutation(300)
    one = self_train(likeness([WORK, PRAYER], readings(vectors), Encoder())[:, 0], readings(vectors), 0, 0.2)
    other = self_train(likeness([WORK, PRAYER], readings(vectors[order]), Encoder())[:, 0], readings(vectors[order]), 0, 0.2)
    np.testing.assert_allclose(one.weights, other.weights, atol=1e-4)


def test_texts_that_are_all_alike_teach_nothing():
    vectors = np.tile(np.eye(1, D, dtype=np.float32), (50, 1))
    ranking = likeness([WORK], readings(vectors, 1), Encoder())[:, 0]
    head = self_train(ranking, readings(vectors), 0, 0.1)
    assert isinstance(head, LinearHead)
    assert not head.weights.any()


def test_a_codebook_of_one_theme_has_likeness_too():
    vectors, carried = texts(200, 0.3)
    assert precision_at(likeness([WORK], readings(vectors, 1), Encoder())[:, 0], carried) > 0.5


WAGES = Theme(id="wages", name="Wages of work", definition="Paid work and what it pays.", parent="work")


def test_likeness_to_a_theme_is_no_evidence_against_its_sub_codes_nor_theirs_against_it():
    vectors, _ = texts(400, 0.2)
    apart = likeness([WORK, PRAYER], readings(vectors), Encoder())
    together = likeness([WORK, PRAYER, WAGES], readings(vectors, 3), Encoder())
    np.testing.assert_allclose(together[:, 0], apart[:, 0])
    alone = likeness([WAGES.model_copy(update={"parent": None}), PRAYER], readings(vectors), Encoder())
    np.testing.assert_allclose(together[:, 2], alone[:, 0])


def test_a_codebook_of_one_theme_and_its_sub_codes_has_nothing_to_tell_them_from():
    vectors, carried = texts(200, 0.3)
    ranking = likeness([WORK, WAGES], readings(vectors), Encoder())
    assert precision_at(ranking[:, 1], carried) > 0.5


def test_a_sub_code_without_exemplars_is_learnt_and_coded_like_a_theme():
    found = code_by_definition(Codebook(version="1", theme=(WORK, PRAYER, WAGES)))
    flat = code_by_definition(Codebook(version="1", theme=(WORK, PRAYER, WAGES.model_copy(update={"parent": None}))))
    assert 0 < found["wages"].sum() < len(found)
    assert found["wages"].mean() == pytest.approx(flat["wages"].mean(), abs=0.05)
    assert (found["work"] >= found["wages"]).all()  # what carries a sub-code carries its parent


def test_the_share_that_is_expected_is_a_share_of_the_studys_own_texts():
    study, _ = texts(100, 0.6)  # work is common here, and rare in the texts that join them
    others, _ = texts(500, 0.02, seed=1)
    vectors = np.vstack([study, others])
    book = Codebook(version="1", theme=(WORK.model_copy(update={"expected_share": 0.1}), PRAYER))
    given = Unlabelled([f"text {n}" for n in range(600)], vectors, 100, vectors[:0])
    defined = Defined.learn(book, np.zeros(2), given, Encoder())
    assert (defined.score(readings(study))[:, 0] >= 0).mean() == pytest.approx(0.1, abs=0.02)


class Bag(Encoder):
    """Gives each text the mean direction of its words of work, pay and prayer."""

    def encode(self, texts):
        rows = np.full((len(texts), D), 0.05, np.float32)
        for row, text in enumerate(texts):
            for place, word in enumerate(("work", "pay", "pray", "road")):
                rows[row, place] += text.lower().count(word)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def code_by_definition(book):
    bag = Bag()
    said = ["Work at the mill.", "Work and pay: the pay is low.", "They pray.", "The road is shut.", "A road, a road."] * 40
    names = [f"a#{n:03d}" for n in range(len(said))]
    segments = pd.DataFrame({"segment_id": names, "document_id": "a", "text": said, "codable": True})
    vectors = pd.DataFrame({"segment_id": names, "vector": list(bag.encode(said))})
    shares = tuple(theme.model_copy(update={"expected_share": 0.2}) for theme in book.theme)
    book = book.model_copy(update={"theme": shares})
    coder = HeadCoder.fit(book, [Exemplar("The road.", frozenset())] * 30, bag, CodeThemes(), segments, vectors)
    coded = code_themes(segments, vectors, coder, book, bag)
    return coded.pivot_table(index="segment_id", columns="theme_id", values="assigned").astype(bool)
