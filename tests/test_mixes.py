import numpy as np
import pandas as pd
import pytest
from test_track import study

from pipeline.between_periods import comparisons
from pipeline.cells import cells_of
from pipeline.config import Track
from pipeline.correction import Corrected
from pipeline.measures import measure
from pipeline.mixes import Kinds, mixes_of, part

SETTINGS = Track(draws=200, permutations=99, periods="year", groups=("place",))


def mixes(rows, **changes):
    """Part the shift of theme work; rows are (year, source type, share)."""
    tables = study([(year, share) for year, _, share in rows], segments=100)
    documents = tables["documents"].assign(source_type=pd.Series([kind for _, kind, _ in rows], dtype="str"))
    measures = measure(documents, tables["covariates"], tables["document_themes"], tables["document_topics"])
    settings = SETTINGS.model_copy(update=changes)
    found = mixes_of(comparisons(cells_of(Corrected(measures, None, {}, {}), settings), settings), measures, settings)
    return found[(found["subject_id"] == "work") & (found["group"] == "all")].set_index("by")


def documents(year, **kinds):
    """Each kind as (number, share)."""
    return [(year, kind, share) for kind, (n, share) in kinds.items() for _ in range(n)]


def test_other_kinds_with_the_same_content_are_all_mix():
    row = mixes(documents(2000, press=(2, 0.6), minutes=(8, 0.2)) + documents(2010, press=(8, 0.6), minutes=(2, 0.2))).loc["source_type"]
    assert (row["difference"], row["mix"], row["content"], row["share_mix"]) == pytest.approx((0.24, 0.24, 0, 1))
    assert row["mix_low"] < 0.24 < row["mix_high"]
    assert (row["n_kinds"], row["n_shared"], row["n_documents"]) == (2, 2, 20)


def test_the_same_kinds_that_say_something_else_are_all_content():
    row = mixes(documents(2000, press=(3, 0.3), minutes=(6, 0.1)) + documents(2010, press=(3, 0.5), minutes=(6, 0.3))).loc["source_type"]
    assert (row["difference"], row["mix"], row["content"], row["share_mix"]) == pytest.approx((0.2, 0, 0.2, 0))


def test_both_together_add_up_to_the_difference_with_nothing_left_over():
    row = mixes(documents(2000, press=(3, 0.6), minutes=(6, 0.1)) + documents(2010, press=(6, 0.4), minutes=(4, 0.3))).loc["source_type"]
    assert row["mix"] + row["content"] == pytest.approx(row["difference"])
    means = (3 * 0.6 + 6 * 0.1) / 9, (6 * 0.4 + 4 * 0.3) / 10
    assert row["difference"] == pytest.approx(means[1] - means[0], abs=1e-6)
    # by hand: press has 1/3, then 6/10 of the documents, at 60 %, then 40 %
    assert row["mix"] == pytest.approx((0.6 - 1 / 3) * 0.5 + (0.4 - 2 / 3) * 0.2, abs=1e-6)


def test_turning_the_periods_about_turns_the_signs():
    one = mixes(documents(2000, press=(3, 0.6), minutes=(6, 0.1)) + documents(2010, press=(6, 0.4), minutes=(4, 0.3))).loc["source_type"]
    two = mixes(documents(2010, press=(3, 0.6), minutes=(6, 0.1)) + documents(2000, press=(6, 0.4), minutes=(4, 0.3))).loc["source_type"]
    assert (one["mix"], one["content"]) == pytest.approx((-two["mix"], -two["content"]))


def test_a_kind_that_came_is_mix():
    row = mixes(documents(2000, minutes=(6, 0.1)) + documents(2010, minutes=(6, 0.1), press=(6, 0.5))).loc["source_type"]
    assert (row["difference"], row["mix"], row["content"]) == pytest.approx((0.2, 0.2, 0))
    assert (row["n_kinds"], row["n_shared"]) == (2, 1)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (documents(2000, press=(2, 0.1)) + documents(2010, press=(5, 0.1), minutes=(3, 0.2)), "too few sources"),
        (documents(2000, press=(4, 0.1)) + documents(2010, press=(4, 0.1)), "only one kind"),
        (documents(2000, press=(4, 0.1)) + documents(2010, minutes=(4, 0.1)), "no kind on both sides"),
        (documents(2000, press=(4, 0.1), minutes=(4, 0.1)) + [(2010, None, 0.1)] * 2 + documents(2010, press=(4, 0.1)), "kinds not given"),
    ],
)
def test_where_it_cannot_be_parted_the_reason_is_given_and_no_number(rows, reason):
    row = mixes(rows).loc["source_type"]
    assert row["reason"] == reason
    assert row[["difference", "mix", "mix_low", "content", "share_mix"]].isna().all()


def test_a_census_has_no_interval_and_a_hardly_there_difference_no_share():
    rows = documents(2000, press=(3, 0.2), minutes=(6, 0.2)) + documents(2010, press=(6, 0.2), minutes=(3, 0.2))
    row = mixes(rows, design="census").loc["source_type"]
    assert row[["mix_low", "content_high", "share_mix"]].isna().all()
    assert row["mix"] == pytest.approx(0)


def test_one_place_alone_is_no_mix_of_places():
    assert mixes(documents(2000, press=(4, 0.1)) + documents(2010, press=(4, 0.1))).loc["place", "reason"] == "only one kind"


def test_a_shift_of_composition_alone_is_put_down_to_mix():
    random, shares = np.random.default_rng(4), []
    for _ in range(200):
        sides = []
        for press in (4, 16):
            kind = (np.arange(20) >= press).astype(int)
            documents = np.eye(2)[kind]
            own = np.clip(random.normal(np.array([0.6, 0.2])[kind], 0.08), 0, 1)
            sides.append(Kinds((documents * own[:, None])[:, :, None], documents))
        found = part(sides, [np.ones((1, 20))] * 2)
        shares.append(found.mix[0, 0] / (found.mix + found.content)[0, 0])
    assert np.mean(shares) >= 0.9
    assert np.median(shares) == pytest.approx(1, abs=0.05)
