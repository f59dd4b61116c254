"""What the page says of groups comes from the tables, with n beside it, and lets nothing in that a document holds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
from invented_study import contrast, distance
from test_say_groups import TOLD

from pipeline.config import Track
from pipeline.inline import environment
from pipeline.tables import TABLES
from pipeline.told_places import MOST, ToldGroups, distances_table, tell_groups, words_table

EVIL = "the <script>alert(1)</script> wage"


def word(**changes: Any) -> dict[str, Any]:
    numbers = {"log_odds": 1.5, "z": 4.0, "low": 0.7, "high": 2.5, "p": 0.001, "q": 0.01, "documents_a": 7, "documents_b": 1, "n_a": 12, "n_b": 9}
    held = {"theme_id": "economy", "group_kind": "period", "a": "2006–2008", "b": "2022–2024", "word": "wage", "side": "a", "holds": True}
    return held | numbers | {"standardised_to": [], "context": EVIL, "segment_id": "doc-0000#0"} | changes


def told(**rows: list[Any]) -> ToldGroups:
    frames = {name: TABLES[name].frame(rows[name]) if rows.get(name) else TABLES[name].empty() for name in ("contrasts", "distances", "theme_words")}
    return tell_groups(**frames, told=TOLD)


def page_of(groups: ToldGroups) -> str:
    source = "{% from 'places.html.j2' import groups_of with context %}{{ groups_of(told) }}"
    return environment().from_string(source).render(told=groups)


def test_claimed_contrasts_are_told_first_and_the_rest_is_counted() -> None:
    unclear = [contrast(a=f"A{n:02d}", b="Z", verdict="no clear difference", difference=0.5) for n in range(MOST + 3)]
    found = told(contrasts=[*unclear, contrast(), contrast(a="A", b="B", verdict="too little evidence"), contrast(subject_kind="topic")])
    assert len(found.contrasts) == MOST
    assert found.contrasts[0].startswith("In the set, the 12 documents from Luton carry Economy")
    assert found.left_out == "4 more comparisons of themes are in the table of contrasts."


def test_every_place_has_a_sentence_and_its_neighbours_in_order() -> None:
    rows = [distance(), distance(a="Derby", b="Luton", nearest_a=1, nearest_b=2), distance(group_kind="publisher", a="x", b="y")]
    found = told(distances=rows)
    assert len(found.twins) == 3
    shown = distances_table(TABLES["distances"].frame(rows), TOLD).rows
    assert [(row[0], row[1], row[2]) for row in shown if row[0] == "Luton"] == [("Luton", "Oldham", "1"), ("Luton", "Derby", "2")]
    assert ("Oldham", "Luton", "1", "9 and 12") in [row[:4] for row in shown]


def test_words_of_the_second_side_are_told_from_its_point_of_view() -> None:
    rows = TABLES["theme_words"].frame(
        [word(), word(word="shift", side="b", holds=False, log_odds=-1.5, low=-2.5, high=0.1, z=-4.0, documents_a=1, documents_b=7)]
    )
    first, second = words_table(rows, TOLD).rows
    assert first[1:5] == ("wage", "2006–2008 (period)", "2022–2024", "7 of 12 against 1 of 9 documents")
    assert second[1:5] == ("shift", "2022–2024 (period)", "2006–2008", "7 of 9 against 1 of 12 documents")
    assert (first[5:7], second[5:7]) == (("1.50", "0.70 to 2.50"), ("1.50", "−0.10 to 2.50"))
    assert (first[8], second[8]) == ("sets apart", "not claimed")


def test_in_a_census_the_caption_says_what_q_of_words_is() -> None:
    census = replace(TOLD, track=Track(design="census"))
    rows = TABLES["theme_words"].frame([word()])
    assert "dealt to the two sides by chance" in words_table(rows, census).caption
    assert "census" not in words_table(rows, TOLD).caption


def test_the_page_shows_all_of_it_and_lets_nothing_in() -> None:
    page = page_of(told(contrasts=[contrast()], distances=[distance()], theme_words=[word()]))
    assert "Who talks like whom" in page
    assert "&lt;script&gt;" in page
    assert "<script>" not in page
    assert 'id="distances-table"' in page
    assert 'id="words-table"' in page


def test_with_nothing_to_say_the_page_says_so() -> None:
    page = page_of(told())
    assert "No two groups have documents that could be held against each other." in page
    assert "No theme has enough documents on two sides" in page
    assert "<li>" not in page


def test_word_rows_without_a_quotable_passage_have_a_dash() -> None:
    (row,) = words_table(TABLES["theme_words"].frame([word(context=None, segment_id=None)]), TOLD).rows
    assert row[-1] == "–"


def test_tables_are_not_changed() -> None:
    frames = {name: TABLES[name].frame([row]) for name, row in (("contrasts", contrast()), ("distances", distance()), ("theme_words", word()))}
    before = {name: frame.copy() for name, frame in frames.items()}
    tell_groups(**frames, told=TOLD)
    for name, frame in before.items():
        pd.testing.assert_frame_equal(frames[name], frame)
