"""What a passage is in its document, by the headings above it."""

import pytest

from pipeline.parts import part_of


@pytest.mark.parametrize(
    ("section", "part"),
    [
        ("2. EXECUTIVE SUMMARY", "summary"),
        ("2. Executive summary > Trust", "summary"),
        ("Key findings", "summary"),
        ("ABSTRACT", "summary"),
        ("Abstract: trust", "finding"),
        ("Summary of key themes", "summary"),
        ("1. INTRODUCTION", "background"),
        ("1. Introduction and background", "background"),
        ("About this report", "background"),
        ("5. Information sent to delegates before the event > Background paper for the workshop > What is cohesion?", "background"),
        ("Terms of reference", "background"),
        ("Appendix 2: Topic guide", "prompt"),
        ("3. Introduction of a speed limit", "finding"),
        ("Background checks on volunteers", "finding"),
        ("Summary of accounts to be signed", "finding"),
        ("Context is everything, people said", "finding"),
        ("4. Findings > Young people", "finding"),
        (None, "finding"),
    ],
)
def test_a_heading_tells_what_stands_under_it_only_if_all_of_it_does(section, part):
    assert part_of("paragraph", section) == part


def test_a_title_says_what_the_document_is_and_not_what_each_part_of_it_is():
    assert part_of("paragraph", "Summary of findings > Trust", "Summary of findings") == "finding"


def test_prompts_and_what_is_no_prose_are_told_by_their_kind():
    assert [part_of(kind, "Findings") for kind in ("prompt", "heading", "attendance", "boilerplate", "list_item")] == [
        "prompt",
        "other",
        "other",
        "other",
        "finding",
    ]
