import numpy as np
import pandas as pd
import pytest
from test_track import PLANTED, study

from pipeline.challenge import challenge
from pipeline.codebook import Codebook, Theme
from pipeline.compare import compare
from pipeline.config import Challenge, Compare, Track
from pipeline.recode import count, recode
from pipeline.tables import CODINGS, DRAWN_CODES, MIXES, ROBUSTNESS, SEGMENTS, THEME_WORDS
from pipeline.track import track

SETTINGS = Track(draws=200, permutations=499, periods="year", groups=("place",))
CODEBOOK = Codebook(version="1", theme=(Theme(id="work", name="Work", definition="Jobs."), Theme(id="never", name="Never", definition="Nothing.")))
FAMILY = Codebook(
    version="1", theme=(Theme(id="work", name="Work", definition="Jobs."), Theme(id="wages", name="Wages", definition="Pay.", parent="work"))
)


def segments_of(tables, n, *, words=6):
    rows = [
        dict.fromkeys(SEGMENTS.names)
        | {"segment_id": f"{document}#{k:08d}-{k + 1:08d}", "document_id": document, "start": k, "end": k + 1, "text": "x", "paragraph": k + 1}
        | {"voice": "own", "part": "finding", "codable": True, "n_words": words}
        for document in tables["documents"]["document_id"]
        for k in range(n)
    ]
    return SEGMENTS.frame(rows)


def coded(shares, *, high=0.9, **given):
    """A study with segments and scores: those with the theme score ``high``, one more of each document .45, the rest .1; the threshold is .5."""
    tables = study(shares, segments=20, **given)
    segments, counts = segments_of(tables, 20), tables["document_themes"].set_index(["document_id", "theme_id"])["n_assigned"]
    rows = []
    for row in segments.itertuples():
        for theme in ("work", "never"):
            n = counts[row.document_id, theme]
            score = 0.5 if row.start == 0 and n else high if row.start < n else 0.45 if theme == "work" and row.start == n else 0.1
            rows.append({"segment_id": row.segment_id, "theme_id": theme, "score": score, "assigned": row.start < n, "why": None})
    themes = tables["document_themes"].assign(n_words=lambda t: 6 * t["n_assigned"])
    return tables | {"segments": segments, "codings": CODINGS.frame(rows), "document_themes": themes}


def challenged(tables, settings=SETTINGS, codebook=CODEBOOK, **changes):
    shifts = track(**tables, human_codes=None, settings=settings).shifts
    counted = {name: table for name, table in tables.items() if name not in {"segments", "codings"}}
    none = {"drawn_codes": DRAWN_CODES.empty(), "theme_words": THEME_WORDS.empty()}
    contrasts = compare(**counted, **none, track_settings=settings, settings=Compare()).contrasts
    given = tables | {"drawn_codes": DRAWN_CODES.empty(), "shifts": shifts, "contrasts": contrasts, "codebook": codebook}
    return challenge(**given, track_settings=settings, settings=Challenge(**changes))


def tried(found, choice, subject="work", claim="shift"):
    rows = found.robustness
    return rows[(rows["choice"] == choice) & (rows["subject_id"] == subject) & (rows["claim"] == claim) & (rows["group"] == "all")].iloc[0]


@pytest.fixture(scope="module")
def planted():
    return challenged(coded(PLANTED, places=["Roadham", "Millham"] * 6))


def test_a_rise_that_all_documents_carry_holds_under_every_choice(planted):
    ROBUSTNESS.validate(planted.robustness)
    MIXES.validate(planted.mixes)
    rows = planted.robustness.query("claim == 'shift' and subject_id == 'work' and group == 'all'")
    assert set(rows["choice"]) == {
        *("thresholds 0.1 lower", "thresholds 0.1 higher", "segments pooled", "words", "topic model", "without one document")
    }
    assert set(rows["verdict_here"]) == set(rows["verdict"]) == {"rise"}
    assert not rows["flips"].any()


def test_every_verdict_on_a_theme_is_tried_under_every_choice(planted):
    sizes = planted.robustness.query("claim == 'shift'").groupby("choice").size()
    assert len(set(sizes.drop("without one document"))) == 1
    assert set(planted.robustness["claim"]) == {"shift", "contrast"}
    assert not (planted.robustness["choice"][planted.robustness["claim"] == "contrast"] == "segments pooled").any()


def test_lower_thresholds_count_what_was_just_missed(planted):
    lower, higher = tried(planted, "thresholds 0.1 lower"), tried(planted, "thresholds 0.1 higher")
    assert lower["difference"] == pytest.approx(tried(planted, "segments pooled")["difference"], abs=0.02)  # one more in each document, both sides
    assert higher["difference"] == pytest.approx(lower["difference"], abs=0.06)  # one fewer in each document that has any


def test_the_segments_pooled_weigh_by_length():
    tables = coded(PLANTED)
    longer = tables["document_themes"].assign(
        n_segments=lambda t: t["n_segments"].where(t["document_id"] != "d011", 200),
        n_assigned=lambda t: t["n_assigned"].where(t["document_id"] != "d011", 0),
    )
    row = tried(challenged(tables | {"document_themes": longer}, without_documents=False), "segments pooled")
    shares = [share for _, share in PLANTED[6:11]]
    assert row["difference"] == pytest.approx(20 * sum(shares) / 300 - 0.7 / 6, abs=1e-6)


def test_a_shift_of_one_source_type_alone_falls_in_the_others():
    tables = coded([(2000, 0.2)] * 10 + [(2010, 0.2)] * 5 + [(2010, s) for s in (0.8, 0.9, 0.85, 0.9, 0.8)])
    kinds = pd.Series((["minutes"] * 5 + ["press"] * 5) * 2, dtype="str")
    found = challenged(tables | {"documents": tables["documents"].assign(source_type=kinds)}, without_documents=False)
    assert tried(found, "only press")["verdict"] == "rise"
    other = tried(found, "only minutes")
    assert (other["verdict"], other["flips"]) == ("no change", True)


def test_too_little_evidence_under_a_choice_is_no_flip_but_that_without_one_document_is():
    tables = coded([(2000, s) for s in (0.1, 0.1, 0.15)] + [(2010, s) for s in (0.5, 0.6, 0.55, 0.6, 0.65, 0.5)])
    kinds = pd.Series(["minutes", "press", "press"] * 3, dtype="str")
    found = challenged(tables | {"documents": tables["documents"].assign(source_type=kinds)})
    alone, without = tried(found, "only minutes"), tried(found, "without one document")
    assert (alone["verdict_here"], alone["verdict"], alone["flips"]) == ("rise", "too little evidence", False)
    assert (without["verdict"], without["flips"], without["document_id"] in {"d000", "d001", "d002"}) == ("too little evidence", True, True)


def test_a_difference_between_places_that_one_source_carries_is_tried_without_it():
    shares = [0.1, 0.12, 0.14, 0.16, 0.18, 0.2, 0.32, 0.34, 0.36, 0.38, 0.4, 0.6]
    found = challenged(coded([(2000, s) for s in shares], places=["Millham"] * 6 + ["Roadham"] * 6), SETTINGS.model_copy(update={"margin": 0.05}))
    row = found.robustness.query("claim == 'contrast' and subject_id == 'work' and choice == 'without one document'").iloc[0]
    assert row["verdict_here"] == "higher in b"
    assert row["document_id"] == "d011"
    assert row["difference"] == pytest.approx(np.mean(shares[:6]) - np.mean(shares[6:11]), abs=0.02)


def test_inferred_dates_are_left_out_only_where_there_are_any(planted):
    assert "without inferred dates" not in set(planted.robustness["choice"])
    tables = coded(PLANTED)
    guessed = tables["documents"].assign(date_basis=lambda t: t["date_basis"].mask(t["document_id"] == "d011", "inferred by a person"))
    found = challenged(tables | {"documents": guessed}, without_documents=False)
    row = tried(found, "without inferred dates")
    assert row["difference"] == pytest.approx(0.52 - 0.7 / 6, abs=1e-6)


def test_a_study_without_dates_or_pairs_has_empty_tables_of_shifts():
    found = challenged(coded([(None, 0.2)] * 4))
    assert found.robustness.empty
    assert found.mixes.empty


def codings(rows):
    return CODINGS.frame(
        [
            {"segment_id": f"d#{n:08d}-{n + 1:08d}", "theme_id": theme, "score": score, "assigned": given, "why": None}
            for n, theme, score, given in rows
        ]
    )


def segments(n):
    return segments_of({"documents": pd.DataFrame({"document_id": ["d"]})}, n)


def test_thresholds_move_by_the_step_and_never_past_half_way():
    rows = codings([(n, "work", score, score >= 0.5) for n, score in enumerate((0.2, 0.39, 0.41, 0.5, 0.61, 0.7))])
    lower, higher = (recode(rows, segments(6), CODEBOOK, step) for step in (-0.1, 0.1))
    assert (lower["assigned"].sum(), higher["assigned"].sum()) == (4, 2)
    near = codings([(n, "work", score, score >= 0.06) for n, score in enumerate((0.0, 0.02, 0.04, 0.06))])
    assert recode(near, segments(4), CODEBOOK, -0.1)["assigned"].to_list() == [False, False, True, True]


def test_a_parent_follows_its_sub_codes_and_its_threshold_is_its_own():
    scores = [(0.35, 0.35), (0.35, 0.1), (0.55, 0.1), (0.26, 0.26), (0.45, 0.1)]  # of parent and sub-code, whose thresholds are .5 and .3
    rows = [
        (n, theme, score, given)
        for n, (work, wages) in enumerate(scores)
        for theme, score, given in (("work", work, work >= 0.5 or wages >= 0.3), ("wages", wages, wages >= 0.3))
    ]
    lower = recode(codings(rows), segments(5), FAMILY, -0.1).pivot(index="segment_id", columns="theme_id", values="assigned")
    assert lower["wages"].to_list() == [True, False, False, True, False]
    assert lower["work"].to_list() == [True, False, True, True, True]


def test_where_no_theme_goes_by_its_score_there_is_nothing_to_move():
    rows = codings([(0, "work", 0.2, True), (1, "work", 0.9, False)])
    assert recode(rows, segments(2), CODEBOOK, 0.1) is None


def test_segments_that_are_not_codable_stay_without_a_theme():
    cut = segments(2).assign(codable=[True, False])
    rows = codings([(0, "work", 0.6, True), (1, "work", 0.0, False)])
    found = recode(rows, cut, CODEBOOK, -0.1)
    assert found["segment_id"].to_list() == [cut["segment_id"].iloc[0]]


def test_counts_come_anew_from_what_was_recoded():
    tables = coded([(2000, 0.1), (2000, 0.5)])
    lower = recode(tables["codings"], tables["segments"], CODEBOOK, -0.1)
    counted = count(lower, tables["document_themes"]).set_index(["document_id", "theme_id"])["n_assigned"]
    assert counted["d000", "work"] == 3
    assert counted["d001", "work"] == 11
    assert np.array_equal(counted.xs("never", level=1), [0, 0])
