"""Pairs of passages, by rule."""

import numpy as np
import pandas as pd

from pipeline.config import Quote
from pipeline.pair_up import pair_outside, pair_up

NEAR = np.array([1.0, 0.0, 0.1])


def rows(*passages):
    """Rows by document, framing, and vector; speaker and dissent where given."""
    made = []
    for n, (document, framing, vector, *rest) in enumerate(passages):
        more = rest[0] if rest else {}
        own = {"segment_id": f"{document}#{n}", "document_id": document, "framing": framing, "vector": np.array(vector) / np.linalg.norm(vector)}
        made.append(own | {"speaker": None, "voice": "own", "score": 0.9, "framing_score": 0.8, "dissent": False, "dissent_score": 0.1} | more)
    return pd.DataFrame(made)


def pairs_of(frame, replies=None, **settings):
    vectors = dict(zip(frame["segment_id"], frame["vector"], strict=True))
    return pair_up(frame, replies or {}, vectors, Quote(**settings))


def test_a_strength_stands_with_the_problem_most_like_it_and_no_passage_twice():
    frame = rows(("a", "strength", NEAR), ("b", "problem", NEAR), ("c", "problem", [1, 0.3, 0]), ("d", "strength", [1, 0.4, 0]))
    made = pairs_of(frame)
    assert made[["a", "b", "why"]].to_numpy().tolist() == [["a#0", "b#1", "strength and problem"], ["d#3", "c#2", "strength and problem"]]
    assert made["cosine"].iloc[0] == 1.0
    assert len(pairs_of(frame, pairs=1)) == 1


def test_below_the_floor_nothing_is_paired():
    frame = rows(("a", "strength", [1, 0, 0]), ("b", "problem", [0.6, 0.8, 0]))
    assert len(pairs_of(frame, pair_cosine=0.6)) == 1
    assert pairs_of(frame, pair_cosine=0.61).empty


def test_passages_of_one_document_are_paired_only_where_two_known_speakers_differ():
    one, other = {"speaker": "Chair"}, {"speaker": "Mr Ash"}
    assert pairs_of(rows(("a", "strength", NEAR), ("a", "problem", NEAR))).empty
    assert pairs_of(rows(("a", "strength", NEAR, one), ("a", "problem", NEAR))).empty
    assert pairs_of(rows(("a", "strength", NEAR, one), ("a", "problem", NEAR, one))).empty
    assert len(pairs_of(rows(("a", "strength", NEAR, one), ("a", "problem", NEAR, other)))) == 1


def test_dissent_stands_with_what_does_not_dissent():
    frame = rows(("a", "problem", NEAR, {"dissent": True, "dissent_score": 0.9}), ("b", "problem", NEAR), ("c", "neither", [0, 1, 0]))
    assert pairs_of(frame)[["a", "b", "why"]].to_numpy().tolist() == [["a#0", "b#1", "dissent"]]


def test_replies_and_words_of_another_stand_with_their_passage_whatever_their_cosine():
    frame = rows(("a", "neither", [1, 0, 0]), ("a", "neither", [0, 1, 0]), ("a", "neither", [0, 0, 1], {"voice": "quoted by another"}))
    made = pairs_of(frame, {"a#0": "a#1", "a#2": "a#1"})
    assert made[["a", "b", "why"]].to_numpy().tolist() == [["a#0", "a#1", "point and reply"], ["a#2", "a#1", "words of another"]]


def test_outside_the_themes_a_reply_stands_with_the_likest_point_alone():
    frame = rows(("a", "neither", [1, 0, 0]), ("a", "neither", [1, 1, 0]), ("a", "neither", [1, 0.9, 0]))
    vectors = dict(zip(frame["segment_id"], frame["vector"], strict=True))
    made = pair_outside(frame, {"a#0": "a#2", "a#1": "a#2"}, vectors)
    assert made[["a", "b"]].to_numpy().tolist() == [["a#1", "a#2"]]


def test_without_passages_there_are_no_pairs():
    assert list(pairs_of(rows(("a", "neither", NEAR)))) == ["a", "b", "cosine", "why"]
