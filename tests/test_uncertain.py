from itertools import pairwise

from coding_study import tables

from pipeline.uncertain import most_uncertain, thresholds


def test_a_threshold_parts_assigned_from_not_assigned_codings():
    _, _, codings = tables()
    found = thresholds(codings)
    assert 0.19 <= found["work"] <= 0.9
    assert 0.19 <= found["faith"] <= 0.8


def test_the_nearest_to_a_threshold_are_chosen_and_no_two_follow_each_other():
    _, segments, codings = tables()
    chosen = most_uncertain(segments, codings, 12)
    places = segments.sort_values(["document_id", "start"]).reset_index(drop=True)
    at = places.index[places["segment_id"].isin(chosen)]
    follows = [b - a == 1 and places["document_id"][a] == places["document_id"][b] for a, b in pairwise(at)]
    assert len(chosen) == 12
    assert not any(follows)
    assert places.loc[at, "document_id"].value_counts().max() <= 2  # 12 over 10 documents


def test_where_no_more_can_be_found_fewer_are_chosen():
    _, segments, codings = tables(n_documents=2, n_segments=4)
    assert len(most_uncertain(segments, codings, 50)) in {3, 4}


def test_all_themes_take_turns():
    _, segments, codings = tables()
    one_theme = codings.assign(score=codings["score"].where(codings["theme_id"] == "work", codings["score"] / 1000))
    assert len(most_uncertain(segments, one_theme, 10)) == 10
