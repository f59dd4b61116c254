"""Themes are divided where there is enough to divide, and sub-topics keep their numbers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from pipeline.config import Discover
from pipeline.divide import divide, division_arrays, division_facts, read_divisions
from pipeline.subtopics import place_within
from pipeline.tables import CODINGS, SUBTOPIC_SEGMENTS, SUBTOPICS
from pipeline.topic_ids import Numbers, unit
from pipeline.topic_training import Training
from pipeline.topic_words import Naming

WORDS = (("wage", "shop"), ("bus", "shop"), ("damp", "shop"))
SETTINGS = Discover(refits=3)


def heaps(sizes, sources=6):
    """As many tight heaps of segments as sizes, over so many sources in turn."""
    heap = np.repeat(np.arange(len(sizes)), sizes)
    random = np.random.default_rng(5)
    matrix = unit(np.eye(8)[heap] + random.normal(scale=0.05, size=(len(heap), 8))).astype("float32")
    document_ids = [f"d{n % sources}" for n in range(len(heap))]
    ids = [f"{document_id}#{n:03d}" for n, document_id in enumerate(document_ids)]
    rows = pd.DataFrame({"segment_id": ids, "document_id": document_ids, "cluster_id": document_ids, "text": "T"})
    return Training(rows, matrix, Naming([list(WORDS[own]) for own in heap], {}))


def codings_of(training):
    rows = [{"segment_id": i, "theme_id": "work", "score": 0.9, "assigned": True, "why": None} for i in training.rows["segment_id"]]
    return CODINGS.frame([*rows, rows[0] | {"theme_id": "prayer"}])


def divided(training, settings=SETTINGS, earlier=()):
    return divide(training, codings_of(training), ["work", "prayer"], settings, earlier)


def test_a_theme_is_divided_into_the_heaps_it_is_made_of_largest_first():
    (work,) = divided(heaps([20, 30, 10]))
    assert work.theme_id == "work"
    assert [words[0] for words in work.words] == ["bus", "wage", "damp"]
    assert "shop" not in [word for words in work.words for word in words]
    assert work.numbers == Numbers((1, 2, 3), 3)
    assert min(work.stability) > 0.95


@pytest.mark.parametrize(("sizes", "sources"), [([12, 11], 6), ([12, 12], 2)])
def test_with_too_few_segments_or_sources_there_is_too_little_to_divide(sizes, sources):
    assert divided(heaps(sizes, sources)) == ()


def test_with_just_enough_a_theme_is_divided():
    assert len(divided(heaps([12, 12], 3))) == 1


def test_no_sub_topic_has_fewer_than_eight_segments():
    (work,) = divided(heaps([30, 20, 3]))
    assert len(work.centres) == 2
    assert divided(heaps([30, 3])) == ()


def test_two_heaps_are_divided_no_further_into_parts_that_would_pass_for_each_other():
    assert [len(work.centres) for work in divided(heaps([30, 30]))] == [2]


@pytest.mark.parametrize("size", [60, 200])
def test_one_heap_is_not_divided(size):
    assert divided(heaps([size])) == ()


def test_one_long_heap_is_not_divided():
    training = heaps([120])
    along = np.random.default_rng(2).normal(size=120)
    long = unit(training.matrix + 0.2 * along[:, None] * np.eye(8)[1]).astype("float32")
    assert divided(replace(training, matrix=long)) == ()


def test_without_refits_stability_is_not_measured_and_the_theme_divided_all_the_same():
    (work,) = divided(heaps([20, 30]), Discover(refits=0))
    assert set(work.stability) == {None}


def test_sub_topics_found_again_keep_their_numbers_and_new_ones_get_others():
    before = divided(heaps([20, 30]))
    (work,) = divided(heaps([40, 30, 20]), earlier=before)
    assert [words[0] for words in work.words] == ["wage", "bus", "damp"]
    assert work.numbers == Numbers((2, 1, 3), 3)


def test_the_number_of_a_sub_topic_is_not_given_again_after_a_fit_that_does_not_divide_the_theme():
    between = divided(heaps([5, 5]), earlier=divided(heaps([20, 30])))
    assert [(own.theme_id, own.numbers, len(own.centres)) for own in between] == [("work", Numbers((), 2), 0)]
    (read,) = read_divisions(division_arrays(between), division_facts(between))
    (work,) = divided(heaps([20, 30]), earlier=[read])
    assert work.numbers == Numbers((3, 4), 4)


def test_a_theme_that_is_gone_from_the_codebook_and_comes_back_gives_no_number_again():
    training = heaps([20, 30])
    gone = divide(training, codings_of(training), ["prayer"], SETTINGS, divided(training))
    assert divided(training, earlier=gone)[0].numbers == Numbers((3, 4), 4)


def test_a_theme_that_is_divided_into_nothing_has_no_sub_topic_and_no_segment_in_one():
    found = placed(divisions=divided(heaps([5, 5]), earlier=divided(heaps([20, 30]))))
    assert len(found.subtopics) == len(found.subtopic_segments) == 0


def test_divisions_are_read_as_they_were_kept():
    (kept,) = divided(heaps([20, 30]))
    (read,) = read_divisions(division_arrays([kept]), division_facts([kept]))
    assert division_facts([read]) == division_facts([kept])
    np.testing.assert_array_equal(read.centres, kept.centres)


def placed(quotable=None, n_words=20, divisions=None):
    training = heaps([20, 30, 10])
    segments = training.rows.assign(n_words=n_words)
    vectors = pd.DataFrame({"segment_id": segments["segment_id"], "vector": list(training.matrix)})
    documents = pd.DataFrame({"document_id": sorted(set(segments["document_id"])), "quotable": pd.Series([quotable] * 6, dtype="str")})
    return place_within(segments, vectors, codings_of(training), documents, divided(training) if divisions is None else divisions)


def test_every_segment_with_a_divided_theme_is_in_one_of_its_sub_topics():
    found = placed()
    SUBTOPICS.validate(found.subtopics)
    rows = SUBTOPIC_SEGMENTS.validate(found.subtopic_segments)
    assert len(rows) == 60
    assert rows["subtopic_id"].value_counts().to_dict() == {"sub-work-01": 30, "sub-work-02": 20, "sub-work-03": 10}
    assert found.subtopics.set_index("subtopic_id")["n_segments"].to_dict() == rows["subtopic_id"].value_counts().to_dict()


def test_examples_are_of_different_documents_and_nearest_first():
    found = placed()
    weights = found.subtopic_segments.set_index("segment_id")["weight"]
    for segment_ids in found.subtopics["segment_ids"]:
        assert len(segment_ids) == len({own.split("#")[0] for own in segment_ids}) == 3
        assert weights.loc[segment_ids].is_monotonic_decreasing


@pytest.mark.parametrize(("quotable", "n_words"), [("no", 20), ("paraphrase", 20), (None, 5), (None, 200)])
def test_what_may_not_be_quoted_or_has_no_fit_length_is_no_example(quotable, n_words):
    assert [len(own) for own in placed(quotable, n_words).subtopics["segment_ids"]] == [0, 0, 0]


def test_where_no_theme_is_divided_the_tables_are_empty():
    training = heaps([5, 5])
    vectors = pd.DataFrame({"segment_id": training.rows["segment_id"], "vector": list(training.matrix)})
    documents = pd.DataFrame({"document_id": sorted(set(training.rows["document_id"])), "quotable": None})
    found = place_within(training.rows.assign(n_words=9), vectors, codings_of(training), documents, ())
    assert len(found.subtopics) == len(found.subtopic_segments) == 0
