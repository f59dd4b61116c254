import pytest
from test_quote import study

from pipeline.errors import ConfigError
from pipeline.find import find, show

TABLES = study("The mosque’s doors, and two mosques more.", "A food\nbank; the food-banks.", "Nothing here of it.")


@pytest.mark.parametrize(("phrase", "n"), [("mosque", 2), ("MOSQUES", 0), ("food bank", 2), ("her", 0), ("here", 1)])
def test_a_word_is_found_in_any_inflection_but_not_inside_others(phrase, n):
    found = find(TABLES["segments"], TABLES["documents"], phrase)
    if phrase == "MOSQUES":
        n = 1  # a plural looks for itself
    assert len(found) == n
    assert all(row.text[row.first : row.last].strip() for row in found.itertuples())


def test_the_lines_show_place_and_context():
    shown = show(find(TABLES["segments"], TABLES["documents"], "mosque"), "mosque", 10)
    assert shown.splitlines()[0] == "'mosque': 2 times in 1 document"
    assert "[mosque’s]" in shown
    assert "Report d0, undated, paragraph 1" in shown


def test_year_and_page_are_shown_where_they_are_known():
    documents, segments = TABLES["documents"].assign(year=2014), TABLES["segments"].assign(page=3)
    assert "Report d0, 2014, page 3, paragraph 1" in show(find(segments, documents, "mosque"), "mosque", 10)


def test_hits_in_parts_that_are_not_coded_are_marked_and_counted_apart():
    segments = study("Mosques of the town", "The mosque was open to all.")["segments"]
    shown = show(find(segments.assign(codable=[False, True]), TABLES["documents"], "mosque"), "mosque", 10).splitlines()
    assert (
        shown[0] == "'mosque': 2 times in 1 document; 1 in passages that may carry codes, 1 in headings, lists of names and other parts that never do"
    )
    assert ["not coded: Report d0" in line for line in shown[1:]] == [True, False]


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("moskue", "'moskue' is in none of the documents, in no inflection. Words spelt nearly so: mosque."),
        ("fodo bank", "Words spelt nearly so: food."),
        ("xyzzy", "'xyzzy' is in none of the documents, in no inflection."),
    ],
)
def test_where_nothing_is_found_the_nearest_spelling_is_named_if_there_is_any(phrase, said):
    segments = study("The mosque and its food bank.")["segments"]
    assert show(find(segments, TABLES["documents"], phrase), phrase, 10, segments).endswith(said)


def test_nothing_to_look_for_is_said():
    with pytest.raises(ConfigError, match="make find WORD="):
        find(TABLES["segments"], TABLES["documents"], "…")
