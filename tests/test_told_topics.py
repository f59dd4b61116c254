"""What the report says of sub-topics and of drafts of codes."""

from __future__ import annotations

import tomllib

import pytest
from invented_study import Invented
from jinja2 import Environment, PackageLoader, StrictUndefined

from pipeline.tables import CANDIDATES, SUBTOPICS
from pipeline.told_topics import tell_drafts, tell_within

STUDY = Invented(quote="The <b>town</b> gets a bad press.")
SEGMENT = STUDY.segments()["segment_id"].iloc[0]


def subtopic(number, **changes):
    row = {"subtopic_id": f"sub-image-{number:02d}", "theme_id": "image", "label": "press, film", "top_words": ["press", "film"], "n_segments": 10}
    rest = {"n_documents": 4, "top_document_share": 0.4, "stability": 0.82, "fragile": False, "segment_ids": [SEGMENT]}
    return row | rest | changes


def told(*rows, theme_id="image", n_segments=40):
    return tell_within(theme_id, SUBTOPICS.frame(list(rows)) if rows else SUBTOPICS.empty(), STUDY.segments(), STUDY.documents(), n_segments)


def test_sub_topics_are_told_largest_first_with_counts_words_and_examples():
    within = told(subtopic(1), subtopic(2, n_segments=30), subtopic(3, theme_id="economy"), subtopic(4, n_segments=0))
    assert [own.subtopic_id for own in within.subtopics] == ["sub-image-02", "sub-image-01"]
    first = within.subtopics[0]
    assert first.sentence == "30 segments (75.0% of the theme’s) in 4 documents; stability 0.82. Words: press and film."
    assert [(example.text, example.document) for example in first.examples] == [(STUDY.quote, STUDY.document_ids()[0])]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"stability": None}, "stability not measured. "),
        ({"stability": 0.4, "fragile": True}, "stability 0.40, fragile. "),
        ({"top_document_share": 0.9}, "stability 0.82, mostly one document. "),
        ({"top_words": []}, "no word sets it apart."),
    ],
)
def test_what_weakens_a_sub_topic_is_said_with_it(changes, said):
    assert said in told(subtopic(1, **changes)).subtopics[0].sentence


def test_of_a_theme_that_was_not_divided_it_is_said_when_that_was_tried_and_how_to_try_again():
    within = told(subtopic(1), theme_id="economy", n_segments=7)
    assert within.subtopics == ()
    assert within.sentence == (
        "7 segments with the theme. When the topic model was fitted, its segments or sources were too few, or too much alike, to be divided into sub-topics; "
        "what came since was not tried. To try again: make refit STAGE=discover."
    )


def candidates():
    row = {"topic_id": "free-01", "code_id": "bus_stop", "name": "Bus, stop", "definition": "Bus and stop.", "include": [], "seeds": ["bus", "stop"]}
    rest = {"expected_share": 0.1, "n_segments": 30, "n_documents": 9, "stability": 0.8, "nearest_theme_id": None, "nearest_share": 0.0}
    return CANDIDATES.frame([row | rest, row | rest | {"topic_id": "free-02", "code_id": "rent", "name": 'Rent "A"', "n_segments": 50}])


def test_each_draft_is_a_block_of_toml_largest_topic_first():
    drafts = tell_drafts(candidates())
    assert [draft.topic_id for draft in drafts] == ["free-02", "free-01"]
    assert [tomllib.loads(draft.block)["theme"][0]["id"] for draft in drafts] == ["rent", "bus_stop"]
    assert drafts[1].block.startswith("# free-01: 30 segments in 9 documents, stability 0.80")
    assert tell_drafts(CANDIDATES.empty()) == ()


def test_the_page_shows_both_and_lets_no_text_in_as_markup():
    environment = Environment(loader=PackageLoader("pipeline", "templates"), autoescape=True, undefined=StrictUndefined)
    macros = environment.get_template("topics.html.j2").module
    page = macros.within_of(told(subtopic(1))) + macros.drafts_of(tell_drafts(candidates()))
    assert "&lt;b&gt;town&lt;/b&gt;" in page
    assert "<b>" not in page
    assert 'id="sub-image-01"' in page
    assert "[[theme]]" in page
    assert not macros.drafts_of(()).strip()
    assert "too few" in macros.within_of(told())
