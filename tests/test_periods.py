import pandas as pd
import pytest

from pipeline.config import Period, Track
from pipeline.periods import find_periods, period_of


def documents(*pairs):
    rows = [(place, year) for place, year, n in pairs for _ in range(n)]
    frame = pd.DataFrame(rows, columns=["place", "year"])
    return frame.assign(year=frame["year"].astype("Int64"), place=frame["place"].astype("str"), cluster_id=[f"c{n}" for n in range(len(frame))])


def names(docs, **settings):
    return [span.name for span in find_periods(docs, Track(**settings))]


@pytest.mark.parametrize(
    ("docs", "settings", "expected"),
    [
        (documents(("a", 2008, 1), ("a", 2010, 1), ("b", 2013, 1), ("b", None, 2)), {}, ["2008", "2010", "2013"]),
        (documents(*[("a", year, 1) for year in range(2000, 2006)]), {}, ["2000–2002", "2003–2005"]),
        (documents(*[("a", year, 1) for year in range(2000, 2005)]), {}, ["2000", "2001", "2002", "2003", "2004"]),  # too few for two periods
        (documents(*[("a", year, 1) for year in range(2000, 2007)]), {}, ["2000–2002", "2003–2006"]),
        (documents(*[(place, year, 1) for year in (2000, 2001) for place in "abc"]), {}, ["2000", "2001"]),  # three documents, whichever the places
        (documents(("a", 2006, 3), ("a", 2007, 2), ("a", 2008, 2), ("a", 2013, 8), ("a", 2022, 8)), {}, ["2006", "2007–2008", "2013", "2022"]),
        (documents(("a", 2006, 3), ("a", 2007, 3), ("a", 2008, 2), ("a", 2013, 8)), {"auto_documents": 5}, ["2006–2008", "2013"]),
        (documents(("a", 2000, 5), ("a", 2001, 5), ("a", 2002, 2)), {}, ["2000", "2001–2002"]),
        (documents(("a", 1945, 2), ("a", 1950, 2), ("a", 1955, 3), ("a", 1959, 1)), {}, ["1945–1950", "1955–1959"]),
        (documents(("a", None, 9)), {}, []),
        (documents(("a", 2001, 1), ("a", 2003, 1)), {"periods": "year"}, ["2001", "2003"]),
        (documents(("a", 2001, 1), ("a", 2007, 1)), {"periods": "5 years"}, ["2001–2005", "2006–2010"]),
        (
            documents(("a", 2001, 1)),
            {"period": (Period(name="late", start=2005, end=2009), Period(name="early", start=2000, end=2004))},
            ["early", "late"],
        ),
    ],
)
def test_years_are_cut_as_the_settings_say(docs, settings, expected):
    assert names(docs, **settings) == expected


def test_documents_that_share_a_source_count_once():
    docs = documents(*[("a", year, 2) for year in range(2000, 2006)])
    assert names(docs) == ["2000–2001", "2002–2003", "2004–2005"]
    assert names(docs.assign(cluster_id=docs["year"].astype(str))) == ["2000–2002", "2003–2005"]
    assert names(docs.assign(cluster_id="one")) == [str(year) for year in range(2000, 2006)]


def test_undated_documents_are_in_no_period():
    docs = documents(("a", 2001, 1), ("a", None, 1))
    assert period_of(docs, find_periods(docs, Track())).isna().to_list() == [False, True]


def test_every_dated_document_is_in_one_period():
    docs = documents(*[("a", year, 1 + year % 3) for year in range(1980, 2020) if year % 7])
    placed = period_of(docs, find_periods(docs, Track()))
    assert placed.notna().all()
    assert placed.value_counts().min() >= 3
