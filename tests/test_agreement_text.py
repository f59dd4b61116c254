"""How a table of agreement reads."""

import pytest
from test_agreement import GIVEN, MANY, coded, codes

from pipeline.agreement import agree
from pipeline.agreement_text import show_agreement


def shown(*coders, by_machine, stale=()):
    made = coded(*coders, by_machine=by_machine, stale=stale)
    return show_agreement(agree(made), made)


def test_of_few_sources_there_are_figures_and_no_intervals_and_that_is_said_once_before_them():
    made = coded(codes("anna", GIVEN), codes("ben", GIVEN), by_machine=GIVEN)
    table = agree(made)
    assert table["value"].notna().all()
    assert table[["low", "high"]].isna().all(axis=None)
    assert set(table.loc[table["measure"] == "alpha", "verdict"]) == {"too few documents"}
    first, *rest = show_agreement(table, made).splitlines()
    assert first.startswith("  No figure here has an interval: it takes 5 sources")
    assert first.endswith("These codes are of 4.")
    assert not [line for line in rest if "(too few)" in line]
    assert "1.00 to 1.00" not in "\n".join(rest)


def test_where_some_figures_have_an_interval_the_reason_stands_before_those_that_have_none():
    rare = [{"work"} if n % 2 else set() for n in range(80)]
    rare[0] = {"faith"}
    first, *rest = shown(codes("anna", rare, 20), codes("ben", rare, 20), by_machine=rare).splitlines()
    assert first.startswith("  Where it says too few, a figure has no interval: it takes 5 sources")
    assert any("(too few)" in line for line in rest)
    assert any(" to 1.00)" in line for line in rest)


def test_a_calibration_error_says_what_chance_gives_and_a_skill_says_against_what():
    said = shown(codes("anna", MANY, 40), by_machine=MANY)
    assert "than the theme's share in these codes alone does" in said
    errors = [line for line in said.splitlines() if "against anna: calibration error" in line]
    assert len(errors) == 2
    assert all("by chance 0.0" in line for line in errors)
    assert "by chance" not in next(line for line in said.splitlines() if "against anna: Brier skill" in line)


@pytest.mark.parametrize(("stale", "marked"), [((), False), (("work",), True)])
def test_a_theme_that_was_redefined_is_marked_with_its_reason(stale, marked):
    said = shown(codes("anna", MANY, 40), codes("ben", MANY, 40), by_machine=MANY, stale=stale)
    assert ("    work !" in said) is marked
    assert ("! defined otherwise by now" in said) is marked
