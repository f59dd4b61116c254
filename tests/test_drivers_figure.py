import pytest
from invented_study import Invented, codebook, shift

from pipeline.drawing import render
from pipeline.figures.drivers import describe, draw
from pipeline.tables import ROBUSTNESS, SHIFTS

STUDY = Invented(years=(2008, 2010, 2010), titles=("Minutes $5 of a long, long meeting about nothing much at all",))


def tables(n=1, **changes):
    """Claimed shifts of economy, one a place, each tried without its first document."""
    places = [f"Place {number}" for number in range(n)]
    tried = dict.fromkeys(ROBUSTNESS.names) | {"claim": "shift", "subject_kind": "theme", "subject_id": "economy", "kind": "first_last"}
    tried |= {"one": "2008", "other": "2010", "choice": "without one document", "document_id": "doc-0000", "corrected": False}
    tried |= {"verdict_here": "rise", "verdict": "rise", "difference": 0.15, "flips": False, "group_kind": "place"}
    return {
        "shifts": SHIFTS.frame([shift(group_kind="place", group=place) for place in places]),
        "robustness": ROBUSTNESS.frame([tried | {"group": place} | changes for place in places]),
        "documents": STUDY.documents(),
        "codebook": codebook(),
    }


def test_a_claimed_shift_stands_beside_what_is_left_without_its_driver():
    given = tables()
    figure, words = draw(**given), describe(**given)
    (axes,) = figure.axes
    assert "percentage points" in axes.get_xlabel()
    xs = [line.get_xdata()[0] for line in axes.lines[2:]]
    assert xs == [pytest.approx(20), pytest.approx(15)]
    assert "Economy, in documents from Place 0, 2008 to 2010: +20.0 points; without “Minutes $5 of a long" in words
    assert "Of 1 claimed shift, 0 would not be claimed without that document." in words


def test_a_shift_that_falls_is_drawn_hollow_and_said_to_fall():
    given = tables(verdict="no clear change", difference=0.04, flips=True)
    assert draw(**given).axes[0].lines[-1].get_markerfacecolor() == "white"
    words = describe(**given)
    assert "+4.0, no clear change." in words
    assert "Of 1 claimed shift, 1 would not be claimed without that document." in words


def test_where_too_few_sources_are_left_there_is_no_second_mark():
    given = tables(verdict="too little evidence", difference=None, flips=True)
    assert len(draw(**given).axes[0].lines) == 3
    assert "too few sources are left" in describe(**given)


def test_in_a_census_claims_are_drawn_without_an_interval_and_said_to_have_none():
    given = tables()
    bare = given | {"shifts": given["shifts"].assign(low=None, high=None, p=None, q=None).astype(given["shifts"].dtypes)}
    (axes,) = draw(**bare).axes
    assert [len(line.get_xdata()) for line in axes.lines[1:]] == [1, 1]
    words = describe(**bare)
    assert "in percentage points (a census: no intervals), and without the document" in words
    assert "+20.0 points" in words
    legend = [text.get_text() for text in draw(**bare).legends[0].get_texts()]
    assert legend[0] == "all documents"


def test_nothing_claimed_or_nothing_tried_draws_nothing():
    for given in (tables() | {"shifts": SHIFTS.empty()}, tables() | {"robustness": ROBUSTNESS.empty()}):
        assert draw(**given).axes == []
        assert describe(**given).startswith("No shift")


@pytest.mark.parametrize("n", [1, 40])
def test_many_places_are_drawn_with_the_same_bytes_every_time(n):
    given = tables(n)
    one, two = (render(lambda: draw(**given)) for _ in range(2))
    assert one.svg == two.svg
    assert one.png == two.png
    if n > 20:
        assert "The 20 largest of 40 are shown." in describe(**given)
