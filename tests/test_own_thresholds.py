"""Where parts of the documents have thresholds of their own, each document's is moved, and measured from."""

from __future__ import annotations

import pandas as pd
import pytest
from coding_study import CODEBOOK

from pipeline.own_thresholds import own_thresholds
from pipeline.recode import recode
from pipeline.tables import CODINGS
from pipeline.uncertain import most_uncertain

PARTS = {"a": {"work": 0.3, "faith": 0.2}, "b": {"work": 0.5, "faith": 0.6}, "c": {"work": 0.5, "faith": 0.6}}


def study(*scores):
    """Rows of (document, score of work, score of faith), coded by the thresholds of their documents' parts."""
    names = [f"{name}#{n}" for n, (name, *_) in enumerate(scores)]
    segments = pd.DataFrame({"segment_id": names, "document_id": [name for name, *_ in scores], "start": range(len(scores)), "codable": True})
    rows = []
    for segment_id, (name, *own) in zip(names, scores, strict=True):
        for theme_id, score in zip(("work", "faith"), own, strict=True):
            limit = PARTS[name][theme_id]
            why = f"words: job; threshold: {limit:.2f}" if score >= limit else None
            rows.append({"segment_id": segment_id, "theme_id": theme_id, "score": score, "assigned": score >= limit, "why": why})
    return CODINGS.frame(rows), segments


def test_every_documents_own_threshold_is_moved():
    codings, segments = study(("a", 0.32, 0), ("a", 0.26, 0), ("a", 0.22, 0), ("b", 0.52, 0), ("b", 0.46, 0), ("b", 0.4, 0))
    lower, higher = (recode(codings, segments, CODEBOOK, step).set_index(["segment_id", "theme_id"])["assigned"] for step in (-0.05, 0.05))
    assert lower.xs("work", level=1).to_list() == [True, True, False, True, True, False]
    assert not higher.any()


def test_a_threshold_that_a_document_does_not_say_is_that_of_documents_with_the_same_others():
    codings, segments = study(("a", 0.4, 0.3), ("b", 0.6, 0.7), ("c", 0.6, 0.1))
    found = own_thresholds(codings.merge(segments, on="segment_id")).set_index(["document_id", "theme_id"])["threshold"]
    assert found["c", "faith"] == pytest.approx(0.6)
    assert found["a", "faith"] == pytest.approx(0.2)


def test_the_most_uncertain_segment_is_the_nearest_to_its_own_documents_threshold():
    codings, segments = study(("a", 0.9, 0), ("a", 0.9, 0), ("a", 0.29, 0), ("b", 0.9, 0), ("b", 0.9, 0), ("b", 0.38, 0))
    assert most_uncertain(segments, codings[codings["theme_id"] == "work"], 1) == ["a#2"]
