"""Dates as people write them, in cells, in names of files and in documents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import dates
from pipeline.date_words import EXACT, MONTH_YEAR
from pipeline.dating import date_of, in_doubt
from pipeline.stated import stated


@pytest.mark.parametrize(
    ("cell", "iso", "precision", "year"),
    [
        ("2010", "2010", "year", 2010),
        ("2010-05", "2010-05", "month", 2010),
        ("2010-05-06", "2010-05-06", "day", 2010),
        ("2010-05-06 00:00:00", "2010-05-06", "day", 2010),
        ("2015/2016", "2015/2016", "range", 2015),
        ("2015/2018", "2015/2018", "range", 2016),
        ("2015-04/2016-03", "2015-04/2016-03", "range", 2015),
        ("2015-04-01/2015-04-30", "2015-04-01/2015-04-30", "range", 2015),
        ("2015/16", "2015/2016", "range", 2015),
        ("03/05/2016", "2016-05-03", "day", 2016),
        ("3.5.2016", "2016-05-03", "day", 2016),
        ("12 March 2008", "2008-03-12", "day", 2008),
        ("Tuesday 5th July 2016", "2016-07-05", "day", 2016),
        ("March 2008", "2008-03", "month", 2008),
        ("12 Mawrth 2019", "2019-03-12", "day", 2019),
        ("14 Mehefin 2018", "2018-06-14", "day", 2018),
        ("Dydd Mawrth 12fed o Fawrth 2019", "2019-03-12", "day", 2019),
        ("2il Rhagfyr 2017", "2017-12-02", "day", 2017),
        ("3ydd o Dachwedd 2017", "2017-11-03", "day", 2017),
        ("Mai 2019", "2019-05", "month", 2019),
        ("5. November 2021", "2021-11-05", "day", 2021),
        ("03/05/2016 14:22:10", "2016-05-03", "day", 2016),
        ("03/05/2016 9:22 pm", "2016-05-03", "day", 2016),
        ("2016-05-03 14:22:10", "2016-05-03", "day", 2016),
        ("2016-05-03T14:22:10.123Z", "2016-05-03", "day", 2016),
        ("2016-05-03T23:30:00+01:00", "2016-05-03", "day", 2016),
        ("2016/05/03", "2016-05-03", "day", 2016),
        ("2016/05/03 14:22", "2016-05-03", "day", 2016),
        ("3 May 2016 14:22", "2016-05-03", "day", 2016),
        ("Tue, 3 May 2016", "2016-05-03", "day", 2016),
        ("Tue, 3 May 2016 14:22:10 +0100 (BST)", "2016-05-03", "day", 2016),
    ],
)
def test_a_date_in_a_cell_is_read(cell, iso, precision, year):
    date = dates.parse(cell)
    assert (date.iso, date.precision, date.year) == (iso, precision, year)


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "soon",
        "2010-13-45",
        "2010-02-30",
        "05/13/2016",
        "2016/2015",
        "2011/12",
        "03/05/16",
        "10",
        "20100506",
        "c. 2010",
        "2010 14:22",
        "May 2010 14:22",
        "2010-05-06 25:22",
        "2010-05-06 or 14:22",
        "05/13/2016 14:22",
        "14:22",
        "2010/02/30",
        "Maybe 3 May 2016",
    ],
)
def test_what_is_no_date_or_ambiguous_is_none(cell):
    assert dates.parse(cell) is None


@pytest.mark.parametrize(
    ("path", "iso"),
    [
        ("minutes/minutes_2016-07-05_.pdf", "2016-07-05"),
        ("20160705 forum.docx", "2016-07-05"),
        ("5 July 2016 minutes.pdf", "2016-07-05"),
        ("minutes-1st-March-2016.txt", "2016-03-01"),
        ("05-07-2016.pdf", "2016-07-05"),
        ("July_2016.txt", "2016-07"),
        ("x_2016_07.txt", "2016-07"),
        ("uk_natl_1945_en_con.txt", "1945"),
        ("report 2015-16.pdf", "2015/2016"),
        ("report 2011-12.pdf", "2011"),
    ],
)
def test_the_date_in_a_name_is_read(path, iso):
    assert dates.from_name(path).iso == iso


@pytest.mark.parametrize(
    "path", ["minutes.pdf", "2016/minutes.pdf", "001_b4d7e58e3828318b.txt", "2015 and 2017.txt", "item 12345.txt", "2016-13-45.txt"]
)
def test_a_name_without_one_plain_date_gives_none(path):
    date = dates.from_name(path)
    assert date is None or date.precision == "year"
    assert date is None or path == "2016-13-45.txt"


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Elmbridge Forum - 3rd November 2015\n\nPresent\nA Person", "2015-11-03"),
        ("Elmbridge Forum - 9th\nApril 2014\nPresent\nMinutes of the session held on 20th February 2014 had gone\nto all members.", "2014-04-09"),
        ("Elmbridge Parish Council\n5th July 2016\nPresent", "2016-07-05"),
        ("MINUTES OF A MEETING OF THE COMMISSION HELD ON 4 MAY 2018 AT 7PM\n", "2018-05-04"),
        ("Minutes of the Forum\nheld on Tuesday 5th July 2016 at the Town Hall\n", "2016-07-05"),
        ("Report\nDate: 12 March 2008\n", "2008-03-12"),
        ("Press Release (77) issued by the Elmbridge press office on 4 February 2008\nThe council acted.", "2008-02-04"),
        ("Sunday, 3 March 2013\n\nA walk through the ward.", "2013-03-03"),
        (
            "1. Introduction\nThis report gives the findings of a workshop.\nResidents came to the workshop on Thursday 11th March 2010 at the hall.",
            "2010-03-11",
        ),
        ("Manifesto\nMay 1997\nOur plan", "1997-05"),
        (
            "The hall\nThe workshop was held on Tuesday 2nd March 2010 from 2 to 4pm at the Friends' House in Alder, with forty residents.",
            "2010-03-02",
        ),
        ("The hall\nThe forum's meeting was held on 2nd March 2010, in person and online. Residents spoke.", "2010-03-02"),
        ("Trust in Alder\nOrdered to be printed 4 May 2011 and published 19 July 2011\nWords", "2011-07-19"),
        ("Trust in Alder\nOrdered by the clerk\nto be printed 4 May 2011 and published 19 July 2011\nWords", "2011-07-19"),
        ("Trust in Alder\nReport published 19 July 2011\nWords", "2011-07-19"),
        ("Cohesion strategy, published 4 May 2020\n\nResidents spoke of trust.", "2020-05-04"),
        ("Trust in Alder\n" + "A person\n" * 20 + "Report (published on 19 July 2011)\n", "2011-07-19"),
        ("Agenda item\nMeeting of Harrow Park Committee, Tuesday, 12th March, 2019 7.00 pm (Item 45.)\nWords", "2019-03-12"),
        ("Agenda item\nMeeting of Harrow Park Committee Tuesday 12th March 2019 7.00 pm (Item 45.)\nWords", "2019-03-12"),
        ("Cofnodion cyfarfod y pwyllgor, dydd Iau, 14 Mehefin 2018\nGeiriau", "2018-06-14"),
        ("Die Halle\n5. November 2021, 10:39 Uhr\nWorte", "2021-11-05"),
        ("Lamps and trust\nWords of the paper.\n" * 9 + "arXiv:2105.01234v2 [cs.CY] 30 Sep 2021\nWords", "2021-09-30"),
        ("Lamps and trust\nA preprint; this version posted May 4, 2020.\nWords", "2020-05-04"),
    ],
)
def test_the_date_a_document_states_is_found(text, iso):
    assert stated(text).date.iso == iso


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Forum\nMinutes of the session held on 20th February 2014 had gone to all members.",
        "Forum\nMinutes of the previous session, held on 20 February 2014, were agreed.",
        "Forum\nLast updated 03/09/2023\nWords",
        "Forum\nDate of next meeting: 3 May 2016",
        "Report\nThe council met residents on 3 May 2010 about bins, and much was said of them by all who came to the hall that evening.",
        "Report\nThe commission published its findings on 3 May 2010 and this changed what people thought about the town and its streets.",
        "Report\n31/31/2010",
        "Lamps of the year\n1. April 2021\nWords\n2. August 2021\nWords",
        "Lamps\nWe followed arXiv:2105.01234v2 and its code of 30 Sep 2021\nWords",
        "Lamps\nThere is more of this in chapter 5. May 2021 was cold.",
        "Plan\nUpdated 5 November 2025\nWords",
        "Plan\nResponse to the cohesion strategy, published 4 May 2020\nWords",
        "Plan\nAs the council said in its paper of the spring on\nCohesion strategy, published 4 May 2020\nWords",
        "Plan\nCohesion strategy, published 4 May 2020\nhas been much read.",
        "Plan\nCohesion strategy, published 4 May 2020\nTrust strategy, published 5 May 2020",
        "A walk\nThe first meeting of the council was held on 3 May 1894 in the church.",
        "A walk\nThe inaugural forum was held on 3 May 1994.",
        "A walk\nThe forum was held on 3 May 1994 in the mill, and out of it grew a club that feeds the town to this day.",
        "A walk\nThe panel met for a session on 3 May 1994 and decided to keep the hall.",
    ],
)
def test_a_date_of_something_else_is_not_taken(text):
    assert stated(text) is None


def test_a_date_agrees_with_the_same_less_exactly():
    day, month, other = dates.parse("2016-07-05"), dates.parse("2016-07"), dates.parse("2016-08")
    assert day.agrees(month)
    assert month.agrees(day)
    assert not day.agrees(other)


def doubts(path, text):
    date, basis = date_of(path, text, None)
    return list(in_doubt(path, {"date": date.iso if date else None, "date_basis": basis, "text": text}))


@pytest.mark.parametrize(
    ("path", "text", "says"),
    [
        ("notes 2019-02-31.txt", "31 February 2019", "31 February 2019 in its text and 2019-02-31 in its name, which is no day; 2019 is taken"),
        ("notes 2019-02-31.txt", "Words of the day", "2019-02-31 in its name"),
        ("notes.txt", "Forum\n31/02/2019\nWords", "31/02/2019 in its text, which is no day; it is used without a date"),
    ],
)
def test_a_day_that_is_in_no_calendar_is_reported(path, text, says):
    (row,) = doubts(path, text)
    assert (row["code"], row["severity"]) == ("impossible-date", "warning")
    assert says in row["message"]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("notes 2019-02-28.txt", "Forum - 28 February 2019"),
        ("notes 20193299.txt", "Forum"),
        ("notes.txt", "05/13/2016"),
        ("notes 2019-02-28.txt", "Forum\n31 February 2019"),
    ],
)
def test_a_day_that_can_be_and_a_mere_number_are_not_reported(path, text):
    assert doubts(path, text) == []


def test_the_day_of_a_change_is_not_taken_and_that_is_said_where_there_is_no_other():
    (row,) = doubts("plan.txt", "Cohesion plan\n\nUpdated 5 November 2025\n\nResidents spoke of trust.")
    assert (row["code"], row["severity"]) == ("date-not-taken", "note")
    assert "Updated 5 November 2025" in row["message"]
    assert doubts("plan.txt", "Cohesion plan\nPublished 4 May 2020\nUpdated 5 November 2025") == []


@given(
    st.lists(
        st.sampled_from(["3", "31", "May", "Feb", "2016", "0208", "1", "12", "/", "-", ".", ",", " ", " ", "\n", "o", "th", "٢٠١٦"]), max_size=12
    )
)
def test_no_date_is_missed_where_a_text_is_looked_through_for_a_year_first(parts):
    text = "".join(parts)
    assert dates.HAS_YEAR.search(text) or not any(pattern.search(text) for pattern in (*EXACT, MONTH_YEAR))
