import numpy as np
import pandas as pd
import pytest

from pipeline.config import Track
from pipeline.tables import CODINGS, COVARIATES, DOCUMENT_THEMES, DOCUMENT_TOPICS, DOCUMENTS, SEGMENTS, SHIFTS, TRENDS
from pipeline.track import track as track_with_codes

SETTINGS = Track(draws=300, permutations=499)


def track(**given):
    """Follow themes without human codes; tests/test_corrected_track.py has some."""
    return track_with_codes(**given, segments=SEGMENTS.empty(), codings=CODINGS.empty(), human_codes=None)


def study(shares, *, clusters=None, places=None, segments=20):
    """One document for each (year, share of theme work); the topic theme-work has the same counts, free-01 the rest."""
    base = dict.fromkeys(DOCUMENTS.names) | {"sha256": "0", "media_type": "text/plain", "title": "t", "language": "en", "text": "x"}
    documents, themes, topics = [], [], []
    for n, (year, share) in enumerate(shares):
        name = f"d{n:03d}"
        dated = {"year": year, "date": str(year) if year else None, "date_precision": "year" if year else "none"}
        own = {"document_id": name, "path": name, "cluster_id": clusters[n] if clusters else name, "place": places[n] if places else "Roadham"}
        documents.append(base | dated | own | {"date_basis": "manifest" if year else "none"})
        assigned = round(share * segments)
        counts = {"document_id": name, "n_segments": segments, "n_assigned": assigned, "n_words": 10, "share": assigned / segments}
        themes += [counts | {"theme_id": "work"}, counts | {"theme_id": "never", "n_assigned": 0, "share": 0.0}]
        topics += [{"document_id": name, "topic_id": "theme-work", "n_segments": assigned, "share": assigned / segments}]
        topics += [{"document_id": name, "topic_id": "free-01", "n_segments": segments - assigned, "share": 1 - assigned / segments}]
    return {
        "documents": DOCUMENTS.frame(documents),
        "covariates": COVARIATES.empty(),
        "document_themes": DOCUMENT_THEMES.frame(themes),
        "document_topics": DOCUMENT_TOPICS.frame(topics),
    }


def shift(tracked, subject="work", kind="consecutive", group="all"):
    rows = tracked.shifts
    found = rows[(rows["subject_id"] == subject) & (rows["kind"] == kind) & (rows["group"] == group)]
    return found.iloc[-1]


PLANTED = [(2000, s) for s in (0.1, 0.05, 0.15, 0.1, 0.1, 0.2)] + [(2010, s) for s in (0.5, 0.6, 0.55, 0.45, 0.5, 0.7)]
LEVEL = [(2000, s) for s in (0.3, 0.25, 0.3, 0.35, 0.3, 0.3)] + [(2010, s) for s in (0.3, 0.3, 0.35, 0.25, 0.3, 0.3)]
WILD = [(2000, s) for s in (0.0, 0.9, 0.1, 0.8, 0.2)] + [(2010, s) for s in (0.9, 0.0, 0.7, 0.1, 0.4)]
FEW = [(2000, s) for s in (0.1, 0.0, 0.1)] + [(2010, s) for s in (0.9, 1.0, 0.9)]
NONE = [(2000, 0.0)] * 6 + [(2010, 0.0)] * 6


@pytest.mark.parametrize(
    ("shares", "verdict"),
    [
        (PLANTED, "rise"),
        ([(2010 if year == 2000 else 2000, s) for year, s in PLANTED], "fall"),
        (LEVEL, "no change"),
        (WILD, "no clear change"),
        (FEW, "too little evidence"),
        (NONE, "too little evidence"),
    ],
)
def test_the_verdict_follows_the_evidence(shares, verdict):
    tracked = track(**study(shares), settings=SETTINGS.model_copy(update={"periods": "year"}))
    SHIFTS.validate(tracked.shifts)
    TRENDS.validate(tracked.trends)
    assert shift(tracked)["verdict"] == verdict


UNSURE = [(2000, s) for s in (0.0, 0.2, 0.6, 0.5, 0.3)] + [(2010, s) for s in (0.4, 0.8, 0.1, 0.7, 0.5)]
SLIGHT = [(2000, s) for s in (0.2, 0.21, 0.19, 0.2, 0.22, 0.2)] + [(2010, s) for s in (0.29, 0.28, 0.3, 0.27, 0.29, 0.31)]
SEEN_FOUR_TIMES = [(2000, s) for s in (0.1, 0.0, 0.0, 0.1, 0.0, 0.0)] + [(2010, s) for s in (0.0, 0.1, 0.0, 0.0, 0.1, 0.0)]
SEEN_FIVE_TIMES = [*SEEN_FOUR_TIMES, (2010, 0.1)]


@pytest.mark.parametrize(
    ("shares", "changes", "verdict", "reason"),
    [
        (PLANTED, {}, "rise", None),
        (PLANTED[:2] + PLANTED[6:], {}, "too little evidence", "too few sources"),
        (FEW, {}, "too little evidence", "no small p possible"),
        ([*FEW, (2010, 0.95)], {}, "no clear change", "q too high"),  # of three and four p can be one in 35, and q of two themes twice that
        (NONE, {}, "too little evidence", "hardly occurs"),
        (SEEN_FOUR_TIMES, {}, "too little evidence", "hardly occurs"),
        (SEEN_FIVE_TIMES, {}, "no change", "within the margin"),
        (LEVEL, {}, "no change", "within the margin"),
        (WILD, {}, "no clear change", "interval too wide"),
        (UNSURE, {}, "no clear change", "q too high"),
        (SLIGHT, {"margin": 0.095}, "rise", None),  # certain, and its interval reaches beyond the margin
        (SLIGHT, {"margin": 0.2}, "rise", None),  # certain, and certainly smaller than the margin
        (LEVEL, {"design": "census"}, "no change", "census"),
        (NONE, {"design": "census"}, "too little evidence", "hardly occurs"),
    ],
)
def test_the_rule_that_decided_is_named(shares, changes, verdict, reason):
    tracked = track(**study(shares, segments=100), settings=SETTINGS.model_copy(update={"periods": "year"} | changes))
    row = shift(tracked)
    assert (row["verdict"], row["reason"] if isinstance(row["reason"], str) else None) == (verdict, reason)


def test_a_theme_in_under_one_segment_of_a_hundred_shows_no_absence_of_change():
    row = shift(track(**study([(year, 0.005) for year in (2000, 2010) for _ in range(8)], segments=200), settings=SETTINGS))
    assert (row["verdict"], row["reason"]) == ("too little evidence", "hardly occurs")


def test_one_cluster_is_one_witness():
    clusters = ["x"] * 6 + ["y"] * 6
    tracked = track(**study(PLANTED, clusters=clusters), settings=SETTINGS.model_copy(update={"periods": "year"}))
    row = shift(tracked)
    assert row["verdict"] == "too little evidence"
    assert pd.isna(row["difference"])
    assert (tracked.trends["basis"] == "described").all()


def test_the_share_is_the_mean_over_documents_and_undated_ones_count_only_overall():
    tracked = track(**study([(2000, 0.2), (2000, 0.4), (None, 0.9)]), settings=SETTINGS)
    rows = tracked.trends[(tracked.trends["subject_id"] == "work") & (tracked.trends["group_kind"] == "all")].set_index("period")
    assert rows.loc["2000", "share"] == pytest.approx(0.3)
    assert rows.loc["all", "share"] == pytest.approx(0.5)
    assert rows.loc["2000", "n_documents"] == 2
    assert pd.isna(rows.loc["2000", "low"])
    assert rows.loc["all", "basis"] == "estimated"


def test_bands_hold_the_share_and_widen_with_spread():
    tracked = track(**study(PLANTED + WILD), settings=SETTINGS)
    rows = tracked.trends.dropna(subset=["low"])
    assert len(rows)
    assert ((rows["low"] <= rows["share"]) & (rows["share"] <= rows["high"])).all()


def test_the_topic_route_is_held_against_the_coder():
    tables = study(PLANTED)
    settings = SETTINGS.model_copy(update={"periods": "year"})
    assert shift(track(**tables, settings=settings))["topic_route"] == "agrees"
    topics = tables["document_topics"]
    flat = topics.assign(n_segments=np.where(topics["topic_id"] == "theme-work", 4, topics["n_segments"]))
    assert shift(track(**tables | {"document_topics": flat}, settings=settings))["topic_route"] == "differs"
    assert shift(track(**tables, settings=settings), subject="free-01")["topic_route"] == "not testable"


def test_what_drives_a_shift_and_where_it_would_vanish_is_said():
    row = shift(track(**study([*PLANTED, (2010, 1.0)]), settings=SETTINGS.model_copy(update={"periods": "year"})))
    assert row["drivers"][0] == "d012"
    assert row["vanishes_at"] == pytest.approx(1 - 0.7 / 6 / (4.3 / 7), abs=1e-6)


def test_a_census_has_no_band_and_no_test():
    tracked = track(**study(PLANTED), settings=SETTINGS.model_copy(update={"periods": "year", "design": "census"}))
    row = shift(tracked)
    assert row["verdict"] == "rise"
    assert pd.isna(row["p"])
    assert pd.isna(row["low"])
    assert tracked.trends["low"].isna().all()


def test_order_of_rows_does_not_matter_and_inputs_stay_as_they_are():
    tables = study(PLANTED, places=["Roadham"] * 6 + ["Millham"] * 6)
    before = {name: frame.copy() for name, frame in tables.items()}
    one = track(**tables, settings=SETTINGS)
    two = track(**{name: frame.sample(frac=1, random_state=4) for name, frame in tables.items()}, settings=SETTINGS)
    pd.testing.assert_frame_equal(one.trends, two.trends)
    pd.testing.assert_frame_equal(one.shifts, two.shifts)
    for name, frame in before.items():
        pd.testing.assert_frame_equal(tables[name], frame)


def test_a_trend_sets_each_period_at_the_mean_year_of_its_documents():
    """A point a year; the periods are ten years, the documents of each are of its first three years or its last."""
    years = [1970, 1971, 1972, 1980, 1981, 1982, 1997, 1998, 1999, 2007, 2008, 2009, 2017, 2018, 2019]
    steady = [(year, 0.01 * (year - 1960)) for year in years]
    settings = SETTINGS.model_copy(update={"periods": "10 years"})
    row = shift(track(**study(steady, segments=100), settings=settings), kind="trend")
    assert (row["period_from"], row["period_to"]) == ("1970–1979", "2010–2019")
    assert row["difference"] == pytest.approx(0.01)  # by the middles of the periods .012


def test_a_trend_needs_five_periods():
    steady = [(2000 + n, 0.1 + 0.1 * n + 0.01 * m) for n in range(6) for m in range(4)]
    settings = SETTINGS.model_copy(update={"periods": "year"})
    row = shift(track(**study(steady, segments=100), settings=settings), kind="trend")
    assert row["verdict"] == "rise"
    assert row["difference"] == pytest.approx(0.1, abs=0.01)
    assert row["low"] < row["difference"] < row["high"]
    four = track(**study(steady[:16], segments=100), settings=settings).shifts
    assert not (four["kind"] == "trend").any()


def test_no_dated_document_gives_no_shift():
    tracked = track(**study([(None, 0.2)] * 4), settings=SETTINGS)
    assert len(tracked.shifts) == 0
    assert set(tracked.trends["period"]) == {"all"}


def test_a_group_that_holds_every_document_is_not_compared_a_second_time():
    tables = study(PLANTED)
    once = track(**tables, settings=SETTINGS.model_copy(update={"periods": "year"}))
    assert set(once.shifts["group_kind"]) == {"all"}
    assert "place" in set(once.trends["group_kind"])
    halves = study(PLANTED, places=["Roadham", "Weirford"] * 6)
    assert set(track(**halves, settings=SETTINGS.model_copy(update={"periods": "year"})).shifts["group"]) == {"all", "Roadham", "Weirford"}
