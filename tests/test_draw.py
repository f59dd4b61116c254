import pandas as pd
import pytest
from coding_study import CODEBOOK, tables
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.draw import Wanted, allot, draw, in_order_for, record, share_for_all
from pipeline.draws import DRAW
from pipeline.errors import ConfigError


def test_half_of_a_draw_is_of_the_top_fifth_and_probabilities_are_what_they_are():
    _, segments, codings = tables()
    drawn = draw(segments, codings, Wanted(n=20), {})
    assert drawn["stratum"].value_counts().to_dict() == {"top fifth": 10, "rest": 10}
    by = drawn.drop_duplicates("stratum").set_index("stratum")
    assert by["stratum_size"].to_dict() == {"top fifth": 20, "rest": 80}
    assert by["probability"].to_dict() == {"top fifth": 0.5, "rest": 0.125}
    assert (1 / drawn["probability"]).sum() == pytest.approx(100)
    top = codings.groupby("segment_id")["score"].max()
    assert top[drawn.loc[drawn["stratum"] == "top fifth", "segment_id"]].min() >= top[drawn.loc[drawn["stratum"] == "rest", "segment_id"]].max()


@pytest.mark.parametrize("strategy", ["probability", "uncertain"])
def test_order_of_rows_does_not_matter(strategy):
    docs, segments, codings = tables()
    wanted = Wanted(n=20, strategy=strategy, coders=("anna", "ben"), overlap=0.3, seed=3)
    one = record(draw(segments, codings, wanted, {}), segments, docs, CODEBOOK, wanted)
    mixed = [table.sample(frac=1, random_state=1) for table in (segments, codings, docs)]
    two = record(draw(mixed[0], mixed[1], wanted, {}), mixed[0], mixed[2], CODEBOOK, wanted)
    pd.testing.assert_frame_equal(one, two)
    assert DRAW.validate(one)["draw"].str.fullmatch(r"draw-[0-9a-f]{10}").all()


def test_another_seed_draws_other_segments_under_another_name():
    docs, segments, codings = tables()
    made = [record(draw(segments, codings, Wanted(n=20, seed=seed), {}), segments, docs, CODEBOOK, Wanted(n=20)) for seed in (0, 1)]
    assert set(made[0]["segment_id"]) != set(made[1]["segment_id"])
    assert made[0]["draw"].iloc[0] != made[1]["draw"].iloc[0]


def test_every_segment_of_a_stratum_is_drawn_as_often_as_its_probability_says():
    _, segments, codings = tables()
    times = pd.concat([draw(segments, codings, Wanted(n=40, seed=seed), {}) for seed in range(60)])["segment_id"].value_counts()
    drawn = draw(segments, codings, Wanted(n=40), {}).drop_duplicates("stratum").set_index("stratum")["probability"]
    assert sorted(drawn) == [0.25, 1]
    rest = times[times < 60]
    assert len(rest) == 80
    assert rest.between(2, 30).all()  # 15 expected, standard deviation 3.4


def test_repeats_and_uncodable_segments_are_never_drawn():
    _, segments, codings = tables()
    segments.loc[0, "codable"] = False
    segments.loc[1, "duplicate_of"] = segments.loc[2, "segment_id"]
    drawn = draw(segments, codings, Wanted(n=1000), {})
    assert len(drawn) == 98
    assert not set(segments.loc[[0, 1], "segment_id"]) & set(drawn["segment_id"])
    assert (drawn["probability"] == 1).all()


def test_sides_get_equal_parts_within_top_and_rest():
    docs, segments, codings = tables()
    drawn = draw(segments, codings, Wanted(n=24, by="place"), dict(zip(docs["document_id"], docs["place"], strict=True)))
    assert drawn["side"].value_counts().to_dict() == {"Alder": 12, "Birch": 12}
    assert drawn["stratum"].nunique() == 4
    assert set(drawn["by"]) == {"place"}


def test_too_few_for_two_of_each_stratum_is_refused():
    docs, segments, codings = tables()
    sides = dict(zip(docs["document_id"], docs["document_id"], strict=True))
    with pytest.raises(ConfigError, match="ask for N="):
        draw(segments, codings, Wanted(n=5, by="place"), sides)


def test_nothing_to_draw_from_is_said():
    _, segments, codings = tables()
    with pytest.raises(ConfigError, match="no codable segment"):
        draw(segments.assign(codable=False), codings, Wanted(), {})


@settings(max_examples=30)
@given(st.lists(st.integers(1, 60), min_size=2, max_size=8), st.integers(16, 400))
def test_a_draw_is_shared_out_whole_with_two_or_all_of_each_stratum(sizes, n):
    strata = pd.Series(sizes, index=[f"s{number}" for number in range(len(sizes))])
    levels = pd.Series(["top fifth" if number % 2 else "rest" for number in range(len(sizes))], index=strata.index)
    given_out = allot(strata, levels, n)
    assert given_out.sum() == min(n, strata.sum())
    assert (given_out <= strata).all()
    assert (given_out >= strata.clip(upper=2)).all()


@pytest.mark.parametrize(
    ("coders", "overlap", "n", "share"),
    [(("a",), None, 500, 1), (("a", "b"), None, 120, 1), (("a", "b"), None, 121, 0.3), (("a", "b", "c"), None, 50, 0.3), (("a", "b"), 0.5, 50, 0.5)],
)
def test_how_many_all_coders_code_follows_the_rule_or_the_wish(coders, overlap, n, share):
    assert share_for_all(Wanted(coders=coders, overlap=overlap), n) == share


def test_what_not_all_code_is_split_evenly_and_the_shared_part_has_every_stratum():
    docs, segments, codings = tables()
    wanted = Wanted(n=40, coders=("anna", "ben", "cleo"), overlap=0.25)
    made = record(draw(segments, codings, wanted, {}), segments, docs, CODEBOOK, wanted)
    assert made["coders"].value_counts().to_dict() == {"anna": 10, "ben": 10, "cleo": 10, "anna;ben;cleo": 10}
    assert made[made["coders"] == "anna;ben;cleo"]["stratum"].value_counts().to_dict() == {"top fifth": 5, "rest": 5}


def test_each_coder_has_an_order_of_the_own():
    docs, segments, codings = tables()
    wanted = Wanted(n=30, coders=("anna", "ben"))
    made = record(draw(segments, codings, wanted, {}), segments, docs, CODEBOOK, wanted)
    anna, ben = (list(in_order_for(coder, made, 0)["item"]) for coder in wanted.coders)
    assert anna != ben
    assert sorted(anna) == sorted(ben)
    assert anna == list(in_order_for("anna", made[::-1], 0)["item"])
