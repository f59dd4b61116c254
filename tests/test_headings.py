"""How deep a heading stands shows in its words; all of them are invented."""

from pipeline.headings import level_of
from pipeline.seen import Heading, Place, see
from pipeline.sources import Block

ANNEX = Heading(1, "APPENDIX 4: SEMINAR IN THE MILL OF POOLE", marked=True)


def level(text, *above):
    return level_of(Place(above), see(text, Block("heading", 0, len(text)), None), None)[0]


def test_a_date_under_the_title_of_an_annex_stands_under_it():
    assert level("19 October 2010", ANNEX) == 2
    assert level("4 May 2012", Heading(1, "MINUTES", marked=True), Heading(2, "Roads", marked=False)) == 2


def test_a_number_that_is_no_day_is_a_sections():
    assert level("3 Roads to the mill", Heading(1, "2 Lamps", marked=True)) == 1
    assert level("3.1 Roads in May 2012", Heading(1, "3 Roads", marked=True)) == 2
