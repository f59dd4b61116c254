"""What a quantity measures, of which year, and what kind of figure it is."""

from __future__ import annotations

import pytest

from pipeline.measured import Measured, measured
from pipeline.quantities import quantities


def _said(sentence: str) -> dict[str, Measured]:
    found = quantities(sentence)
    return {sentence[q.start : q.end]: measured(sentence, q, found) for q in found}


@pytest.mark.parametrize(
    ("sentence", "figure", "kind"),
    [
        ("In Ashby 61% of tenants feel safe.", "61%", "level"),
        ("The council aims to raise turnout from 31% to 40%.", "31%", "level"),
        ("The council aims to raise turnout from 31% to 40%.", "40%", "target"),
        ("Crime fell by 12% in the year.", "12%", "change"),
        ("There was a 5% rise in visitors.", "5%", "change"),
        ("The gap is now 4 percentage points.", "4 percentage points", "change"),
        ("The centre was given £30,000 for a new roof.", "£30,000", "amount"),
        ("Some 640 residents replied.", "640", "count"),
        ("The ward is made up of 48 streets.", "48", "count"),
        ("The grant will be paid to 40 groups.", "40", "count"),
        ("Some 40% of new homes must be affordable.", "40%", "target"),
        ("It is proposed that a day ticket be £2.80 a head.", "£2.80", "target"),
        ("Thefts rose 12% in the year.", "12%", "change"),
        ("A place costs £61 a night.", "£61", "level"),
        ("Two thirds of tenants agreed.", "Two thirds", "level"),
        ("Only 7 out of 12 schools replied.", "7 out of 12", "count"),
    ],
)
def test_kinds(sentence: str, figure: str, kind: str) -> None:
    assert _said(sentence)[figure].kind == kind


@pytest.mark.parametrize(
    ("sentence", "figure", "period"),
    [
        ("Turnout was 31% in 2006/7 and 36% in 2010/11.", "31%", "2006/7"),
        ("Turnout was 31% in 2006/7 and 36% in 2010/11.", "36%", "2010/11"),
        ("By 2015 some 40% of homes were let.", "40%", "2015"),
        ("Some 40% of homes were let.", "40%", None),
        ("It got £10 million last year.", "£10 million", None),
    ],
)
def test_the_year_is_the_one_said_of_the_figure_or_none(sentence: str, figure: str, period: str | None) -> None:
    said = _said(sentence)[figure]
    assert (said.period, said.year) == (period, int(period[:4]) if period else None)


@pytest.mark.parametrize(
    ("sentence", "figure", "measure"),
    [
        ("In Ashby 61% of tenants feel safe after dark.", "61%", "tenants feel safe after dark"),
        ("The plan foresees an increase in trust in the police, from 52% in 2008 to 60% in 2012.", "60%", "trust in the police"),
        ("A total of 52 delegates attended the day.", "52", "delegates"),
        ("There is a £40,000 shortfall in the youth budget.", "£40,000", "shortfall in the youth budget"),
        ("Long-term sickness among miners rose from 8 per cent to 11 per cent.", "11 per cent", "Long-term sickness among miners"),
        ("It was 7%.", "7%", ""),
    ],
)
def test_the_measure_is_named_in_the_sentences_own_words(sentence: str, figure: str, measure: str) -> None:
    assert _said(sentence)[figure].measure == measure
    assert measure in sentence
