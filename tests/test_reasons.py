"""Where nothing is claimed, the rule that decided is named in plain words."""

from __future__ import annotations

from typing import Any

import pytest
from invented_study import Invented, contrast, shift

from pipeline.config import Study, Track
from pipeline.evidence import Evidence
from pipeline.reasons import why_no_contrast, why_no_shift
from pipeline.tables import TABLES
from pipeline.tables.columns import REASONS

VERDICT = {"within the margin": "no change", "census": "no change", "interval too wide": "no clear change", "q too high": "no clear change"}


def evidence(invented: Invented | None = None, **changes: Any) -> Evidence:
    return Evidence(**(invented or Invented()).tables() | changes)


def shifts(*reasons: str) -> Any:
    rows = [shift(verdict=VERDICT.get(reason, "too little evidence"), reason=reason, period_from=str(n)) for n, reason in enumerate(reasons)]
    return TABLES["shifts"].frame(rows)


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("no small p possible", "cannot give a p of 0.05 or less, whatever they say (3 on one side and 4 on the other can)"),
        ("hardly occurs", "hardly occurs (in under 5 documents or 1% of codable segments, both sides together)"),
        ("interval too wide", "the interval too wide to rule out one of 20 points or more"),
        ("q too high", "does not hold up to the test (q is 0.05 or more)"),
        ("within the margin", "the documents show that there is no change of 20 points or more"),
        ("census", "there is no change of 20 points or more (the study is a census, so nothing is tested)"),
    ],
)
def test_each_rule_has_its_own_words(reason: str, said: str) -> None:
    words = why_no_shift(evidence(shifts=shifts(reason), study=Study(track=Track(margin=0.2))))
    assert words.startswith("In the only comparison of periods, ")
    assert said in words


def test_permutations_too_few_for_a_small_p_are_named() -> None:
    few = Study(track=Track(permutations=99, alpha=0.005))
    words = why_no_shift(evidence(shifts=shifts("no small p possible"), study=few))
    assert ", or 99 permutations of them, cannot give a p of 0.005 or less" in words


def test_comparisons_are_counted_by_rule() -> None:
    words = why_no_shift(evidence(shifts=shifts("q too high", "too few sources", "q too high")))
    assert words.startswith("Of 3 comparisons of periods: in 1, one side has fewer than 3 independent sources (documents that share a source count")
    assert "; in 2, the change found does not hold up to the test" in words
    assert words.count("in ") >= 2
    assert "no change of" not in words


def test_every_reason_that_a_table_can_hold_is_explained() -> None:
    words = why_no_shift(evidence(shifts=shifts(*REASONS)))
    assert words.count("; in 1, ") == len(REASONS) - 1


def test_documents_are_called_documents_and_sources_sources() -> None:
    assert why_no_shift(evidence()) == (
        "Of 3 documents, 2 have a date; a shift needs two periods with at least 3 independent sources (documents that share a source count as one) "
        "each, and none of the 2 periods has as many."
    )


def test_periods_are_counted_by_their_sources() -> None:
    study = Invented(years=(2000, 2000, 2000, 2001, 2001, 2001))
    trends = study.trends()
    joined = trends.assign(n_clusters=trends["n_clusters"].where(trends["period"] != "2001", 2))
    assert "and 1 of the 2 periods has as many." in why_no_shift(evidence(study, trends=joined))


def test_places_are_not_spoken_of_where_none_is_given() -> None:
    words = why_no_contrast(evidence(Invented(places=(None,))))
    assert "place" not in words
    assert words == "There are no two groups of documents by source type to hold against each other."
    assert "by place or source type" in why_no_contrast(evidence())


def test_groups_too_small_are_said_to_be() -> None:
    rows = TABLES["contrasts"].frame([contrast(verdict="too little evidence", reason="too few sources")])
    assert why_no_contrast(evidence(contrasts=rows)).endswith("need at least 3 independent sources (documents that share a source count as one) "
                                                              "each, and no two have as many.")  # fmt: skip


def test_a_difference_between_groups_is_called_a_difference() -> None:
    rows = TABLES["contrasts"].frame([contrast(verdict="no difference", reason="within the margin")])
    assert why_no_contrast(evidence(contrasts=rows)) == (
        "In the only comparison of groups, the documents show that there is no difference of 10 points or more."
    )


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ((2010,), "The only document has a date; a shift needs two periods"),
        ((None,), "The only document has no date; a shift needs two periods"),
        ((None, None), "Of 2 documents, none has a date; a shift"),
        ((2010,) * 3, "(documents that share a source count as one) each, and there is only one."),
    ],
)
def test_one_document_or_one_period_is_said_plainly(years: tuple[int | None, ...], said: str) -> None:
    assert said in why_no_shift(evidence(Invented(years=years)))
