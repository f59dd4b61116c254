"""Quantities: what is one, what is not, and where it stands."""

from __future__ import annotations

from itertools import pairwise

import pytest

from pipeline.quantities import quantities


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("In Ashby 61% of tenants agreed.", [(61, "%", None)]),
        ("Some 12.5 per cent of shops stood empty.", [(12.5, "%", None)]),
        ("The gap widened by 3 percentage points.", [(3, "points", None)]),
        ("The fund holds £1.2 million, of which £40k is spent.", [(1_200_000, "£", None), (40_000, "£", None)]),
        ("It cost 3,500 pounds.", [(3500, "£", None)]),
        ("Three in ten households have no car.", [(3, "", 10)]),
        ("We heard from 45 of the 120 tenants.", [(45, "", 120)]),
        ("Of the 90 measures in the plan six are new.", [(90, "", None), (6, "", 90)]),
        ("About 1,400 people marched, and 85 stewards kept order.", [(1400, "", None), (85, "", None)]),
        ("A total of 52 delegates came.", [(52, "", None)]),
        ("About 1.5 million people saw it.", [(1_500_000, "", None)]),
        ("It will cost £10-£15 million.", [(10_000_000, "£", None), (15_000_000, "£", None)]),
        ("It rose by .5%.", [(0.5, "%", None)]),
        ("Two thirds of tenants and half of the shops agreed.", [(2, "", 3), (1, "", 2)]),
        ("Forty-five people and a hundred and twenty dogs came.", [(45, "", None), (120, "", None)]),
        ("Some sixty per cent were late.", [(60, "%", None)]),
        ("There were 12 cases per 1,000 residents.", [(12, "", 1000)]),
        ("In Ashby 340 people signed.", [(340, "", None)]),
        ("Membership rose from 120 to 180 in the year.", [(120, "", None), (180, "", None)]),
        ("Trust stood 3 points higher.", [(3, "points", None)]),
        ("Of the 58 parishes 46 answered.", [(58, "", None), (46, "", 58)]),
        ("We trained 15 in 18 months.", []),
    ],
)
def test_a_quantity_is_found_with_value_unit_and_denominator(sentence: str, found: list[tuple[float, str, float | None]]) -> None:
    assert [(q.value, q.unit, q.of) for q in quantities(sentence)] == found


@pytest.mark.parametrize(
    "sentence",
    [
        "See page 45, appendix 12 and paragraph 101 of the report.",
        "The meeting of 14 March 2011 began at 19.30 and closed at 10pm.",
        "She is aged 43; the club is for under 25 year olds and over 60s.",
        "It lasted 45 minutes, and the scheme ran for 18 months.",
        "In 2010 members visited 14 High Street and met in Room 22.",
        "Minute 117 of the Equality Act 2010 working group, item 12.",
        "There were 4 groups of 8 –10 people and two chairs.",
        "Quarter 14 of Phase 22; telephone 01234 567890.",
        "Mr Ash spoke 12 times about the 21st century.",
        "The first half of the year was wet, and a third of the way was closed.",
        "It took eleven weekends, thirteen winters and 40 feet of rope.",
        "She was aged thirty at the time; he came at ten.",
    ],
)
def test_page_agenda_date_age_and_address_numbers_are_none(sentence: str) -> None:
    assert [sentence[q.start : q.end] for q in quantities(sentence)] == []


def test_quantities_stand_in_order_and_do_not_overlap() -> None:
    sentence = "From £2m in 2004 it fell to £1.5m, or 75% of what 3 in 4 of the 400 members had asked for."
    found = quantities(sentence)
    assert [sentence[q.start : q.end] for q in found] == ["£2m", "£1.5m", "75%", "3 in 4", "400"]
    assert all(a.end <= b.start for a, b in pairwise(found))
