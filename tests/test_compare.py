import pandas as pd
import pytest
from test_track import study

from pipeline.compare import compare as compare_with_codes
from pipeline.config import Compare, Track
from pipeline.tables import CONTRASTS, DISTANCES, DOCUMENTS, DRAWN_CODES, THEME_WORDS

TRACK = Track(draws=300, permutations=499)
WORD = {"theme_id": "work", "group_kind": "place", "a": "Alder", "b": "Birch", "holds": True, "documents_a": 5, "documents_b": 5}
WORD |= {"log_odds": 1.0, "low": 0.5, "high": 1.5, "p": 0.001, "q": 0.01, "standardised_to": [], "n_a": 5, "n_b": 5}


def compare(theme_words=None, **given):
    """Hold groups against each other without human codes; tests/test_corrected_track.py has some."""
    words = THEME_WORDS.empty() if theme_words is None else theme_words
    return compare_with_codes(**given, drawn_codes=DRAWN_CODES.empty(), theme_words=words).contrasts


def contrast(shares_a, shares_b, theme_words=None):
    places = ["Alder"] * len(shares_a) + ["Birch"] * len(shares_b)
    tables = study([(2000, s) for s in (*shares_a, *shares_b)], places=places)
    made = compare(theme_words, **tables, track_settings=TRACK, settings=Compare(groups=("place",)))
    CONTRASTS.validate(made)
    return made[made["subject_id"] == "work"].iloc[0], made, tables


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        ((0.6, 0.7, 0.6, 0.5, 0.6, 0.65), (0.1, 0.1, 0.2, 0.1, 0.0, 0.1), "higher in a"),
        ((0.1, 0.1, 0.2, 0.1, 0.0, 0.1), (0.6, 0.7, 0.6, 0.5, 0.6, 0.65), "higher in b"),
        ((0.3, 0.3, 0.25, 0.35, 0.3, 0.3), (0.3, 0.3, 0.3, 0.25, 0.35, 0.3), "no difference"),
        ((0.9, 0.9, 0.9), (0.1, 0.1, 0.1), "too little evidence"),
        ((0.9, 0.9), (0.1, 0.1, 0.1), "too little evidence"),
    ],
)
def test_the_verdict_follows_the_evidence(a, b, verdict):
    row, _, _ = contrast(a, b)
    assert (row["a"], row["b"]) == ("Alder", "Birch")
    assert row["verdict"] == verdict


@pytest.mark.parametrize(
    ("a", "b", "reason"),
    [
        ((0.6, 0.7, 0.6, 0.5, 0.6, 0.65), (0.1, 0.1, 0.2, 0.1, 0.0, 0.1), None),
        ((0.9, 0.9), (0.1, 0.1, 0.1), "too few sources"),
        ((0.9, 0.9, 0.9), (0.1, 0.1, 0.1), "no small p possible"),
        ((0.0, 0.0, 0.0, 0.0, 0.0), (0.0, 0.0, 0.0, 0.0, 0.0), "hardly occurs"),
        ((0.3, 0.3, 0.25, 0.35, 0.3, 0.3), (0.3, 0.3, 0.3, 0.25, 0.35, 0.3), "within the margin"),
        ((0.9, 0.0, 0.8, 0.1, 0.7), (0.5, 0.0, 0.7, 0.1, 0.0), "q too high"),
    ],
)
def test_the_rule_that_decided_is_named(a, b, reason):
    row, _, _ = contrast(a, b)
    assert (row["reason"] if isinstance(row["reason"], str) else None) == reason


def test_words_of_a_contrast_are_those_that_hold_in_theme_words_the_surest_first():
    rows = [("loom", "a", 2.5, True), ("apprentice", "a", 4.0, True), ("wage", "a", 9.0, False), ("harbour", "b", -3.0, True)]
    words = THEME_WORDS.frame([WORD | {"word": word, "side": side, "z": z, "holds": holds} for word, side, z, holds in rows])
    row, made, _ = contrast((0.6,) * 5, (0.1,) * 5, words)
    assert (list(row["words_a"]), list(row["words_b"])) == (["apprentice", "loom"], ["harbour"])
    others = made[made["subject_id"] != "work"]
    assert len(others)
    assert not [word for own in (*others["words_a"], *others["words_b"]) for word in own], "of other themes and of topics there are none"


def test_words_of_other_groups_are_no_words_of_these():
    row, _, _ = contrast((0.6,) * 5, (0.1,) * 5, THEME_WORDS.frame([WORD | {"word": "loom", "side": "a", "z": 3.0, "group_kind": "period"}]))
    assert not len(row["words_a"])


def test_order_of_rows_does_not_matter():
    _, made, tables = contrast((0.6,) * 5, (0.1,) * 5)
    shuffled = {name: frame.sample(frac=1, random_state=2) for name, frame in tables.items()}
    pd.testing.assert_frame_equal(made, compare(**shuffled, track_settings=TRACK, settings=Compare(groups=("place",))))


def typed(tables, types):
    return tables | {"documents": DOCUMENTS.frame(tables["documents"].assign(source_type=types))}


def places_of(shares_by_place, types):
    """Compare places whose documents are of these types, one letter a document; n shares for n documents."""
    shares = [share for own in shares_by_place.values() for share in own]
    places = [place for place, own in shares_by_place.items() for _ in own]
    named = {"m": "minutes", "r": "press_release", "-": None}
    tables = typed(study([(2000, share) for share in shares], places=places), [named[letter] for letter in types])
    none = {"drawn_codes": DRAWN_CODES.empty(), "theme_words": THEME_WORDS.empty()}
    made = compare_with_codes(**tables, **none, track_settings=TRACK, settings=Compare(groups=("place",)))
    CONTRASTS.validate(made.contrasts)
    DISTANCES.validate(made.distances)
    return made


LITTLE, MUCH = (0.1, 0.1, 0.15, 0.05, 0.1, 0.1), (0.7, 0.7, 0.75, 0.65, 0.7, 0.7)


def test_places_are_brought_to_the_source_types_that_they_share():
    made = places_of({"Alder": (*LITTLE, *MUCH[:3]), "Birch": (*LITTLE[:3], *MUCH)}, "m" * 6 + "r" * 3 + "m" * 3 + "r" * 6)
    row = made.contrasts.query("subject_id == 'work'").iloc[0]
    assert row["standardised_to"] == ["minutes", "press_release"]
    assert (row["n_a"], row["n_b"]) == (9, 9)
    assert row["verdict"] == "no difference"
    assert abs(row["difference"]) < 0.03


def test_places_without_a_source_type_in_common_are_refused():
    made = places_of({"Alder": LITTLE, "Birch": MUCH}, "mmmmmmrrrrrr")
    row = made.contrasts.query("subject_id == 'work'").iloc[0]
    assert (row["verdict"], row["reason"]) == ("too little evidence", "no source type in common")
    assert (row["n_a"], row["n_b"], row["standardised_to"]) == (0, 0, [])
    assert pd.isna(row["difference"])
    assert made.distances["reason"].to_list() == ["no source type in common"]


def test_too_few_clusters_of_the_shared_types_are_too_few():
    row = places_of({"Alder": LITTLE, "Birch": MUCH}, "mmrrrrrrrrrm").contrasts.query("subject_id == 'work'").iloc[0]
    assert row["standardised_to"] == ["press_release"]
    assert (row["n_a"], row["n_b"]) == (4, 5)
    row = places_of({"Alder": LITTLE, "Birch": MUCH}, "mmmmmrrrrrrr").contrasts.query("subject_id == 'work'").iloc[0]
    assert row["reason"] == "too few sources"


def test_documents_of_no_given_type_are_held_against_each_other():
    row = places_of({"Alder": (*LITTLE, *MUCH), "Birch": (*LITTLE, *MUCH)}, "------rrrrrr" * 2).contrasts.iloc[0]
    assert row["standardised_to"] == ["not given", "press_release"]


def test_source_types_are_held_against_each_other_as_they_are():
    tables = typed(study([(2000, share) for share in (*MUCH, *LITTLE)]), ["press_release"] * 6 + ["minutes"] * 6)
    made = compare(**tables, track_settings=TRACK, settings=Compare(groups=("source_type",)))
    row = made[made["subject_id"] == "work"].iloc[0]
    assert (row["a"], row["b"], row["verdict"]) == ("minutes", "press_release", "higher in b")
    assert (row["standardised_to"], row["n_a"], row["n_b"]) == ([], 6, 6)
