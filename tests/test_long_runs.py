"""Long runs of one sign, as leaders, rules and broken scans leave them, cost no more than they are long: each of these once took minutes."""

from __future__ import annotations

import re
import time

import pytest

from pipeline import apparatus, attendance, calls, cited, guesses, items, naming, procedure_rules, standing_words, structure_rules
from pipeline.cited import titles_in
from pipeline.contents_lists import contents_listed
from pipeline.dialogue import first_names
from pipeline.importers.eml_body import body_of
from pipeline.importers.pdf_layout import lines_of
from pipeline.importers.pdf_page import Fragment
from pipeline.mojibake import mend
from pipeline.of_another import quotes_another
from pipeline.sources import Block, Source
from pipeline.speakers import spoken
from pipeline.stated import stated
from pipeline.structure import refine
from pipeline.voices import quotations, voice_of

MANY = 20_000  # characters


@pytest.mark.parametrize(
    "text", ["“A-B-C-D-" + "E-F-" * 30 + " unclosed", "'A" + "-1-2" * 30 + " done", "'A" * (MANY // 2), "“A, " + ",,,," * 5000 + "x"]
)
def test_a_title_of_many_hyphens_that_nobody_closes_is_none(text: str) -> None:
    assert titles_in(f"The report {text}") == []


def test_a_title_may_hold_hyphens_and_dashes() -> None:
    assert titles_in("The report “Well-being – A Long-Term Plan for Alderwick” (2009).") == [
        ("Well-being – A Long-Term Plan for Alderwick", 2009, 12)
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("\n" * MANY, None),
        (("-" * 19 + "\n") * (MANY // 20), None),
        ("-" * MANY, None),
        ("Present\n" + "." * MANY, None),
        ("Dear Ada\n\nWe write again about the hall.\n\n" * 3000, None),
        ("Dear Ada\n\nWe write again about the hall, which is closed.\n\nYours sincerely\n", "letter"),
        ("\n--- Members present\nCllr Ash\n\n1. Apologies\nNone\n", "minutes"),
        ("Present\n" + "Words\n" * 400 + "Apologies\n", None),
        ("The hall is open.\n** ENDS **\n", "press_release"),
    ],
)
def test_what_a_text_is_is_guessed_whatever_stands_in_it_again_and_again(text: str, kind: str | None) -> None:
    assert guesses.guesses("", text, "a.txt").source_type.value == kind


def test_a_title_of_many_hyphens_names_no_place() -> None:
    assert guesses.guesses("Ab-Cd-" * 3000, "Words", "a.txt").place.value is None
    assert guesses.guesses("Stow-on-the-Marsh Parish Council", "Words", "a.txt").place.value == "Stow-on-the-Marsh"


def test_a_block_with_thousands_of_quotation_marks_is_read_at_once() -> None:
    assert len(quotations("say 'word' " * 5000)) == 5000
    assert quotations("and “so " * 20_000) == ()
    assert voice_of("‘so " * 20_000, 0, 100) == "own"


def test_a_line_of_points_before_a_date_is_read_at_once() -> None:
    assert stated("." * 15_000 + " x 1 May 2010") is None
    assert stated("1 May 2010 " + ". " * 7000 + "x") is None
    found = stated("Tuesday, the - 1 May 2010 - from 7.30 pm to 9.00 pm -")
    assert found is not None
    assert found.date.iso == "2010-05-01"


def test_thousands_of_words_before_colons_are_told_from_names_in_one_pass() -> None:
    terms = [f"Term{'abcdefghij'[n // 1000]}{'abcdefghij'[n // 100 % 10]}{'abcdefghij'[n // 10 % 10]}{'abcdefghij'[n % 10]}" for n in range(5000)]
    lines = [f"{term}: what it means in this plan, and what it does not." for term in [*terms, *terms]]
    text = "\n".join([*lines, *(f"People in {term} said so." for term in terms)])
    assert first_names(text, lines) == [None] * len(lines)


@pytest.mark.parametrize("run", [".", ". ", "…", "a.", "A", "1", " ", "-", "_", "www.", "(A"])
def test_a_block_that_is_one_run_of_signs_is_settled_at_once(run: str) -> None:
    text = f"Words. {run * (MANY // len(run))}@ x"
    block = Block("paragraph", 0, len(text))
    assert len(refine(Source(text, (block,), "text/plain"))) == 1
    assert len(spoken(text, (block,))) == 1


SEARCHED = [rule.pattern for rule in standing_words.RULES] + [
    *cited.RULES,
    structure_rules.REACH,
    structure_rules.NEWS,
    attendance.LABELLED,
    attendance.ALSO,
    attendance.SAYS_WHO,
    attendance.AGAIN,
    attendance.ROLES_LABEL,
    attendance.ROLE_LABEL,
    calls.HEADING,
    calls.INVITES,
    apparatus.GLOSSARY,
    apparatus.REPORTS,
    apparatus.SOURCES,
    apparatus.EXPLAINS,
    items.NUMBER,
    naming.NAMED_FIRST,
    naming.NAMED_LAST,
    naming.APPOSED,
    naming.CITED,
    naming.GOES_ON,
]
FORMAL = [
    *("the following policies were emailed ", "policies ", "dates of meetings are ", "The Chair, ", "a list of all e-mails ", "Mr Ash thanked "),
    *("Invoice received from ", "Clerk agreed to pay A ", "The asset register ", "Draft 2 of the ", "Mr Ash declared an interest in "),
]


@pytest.mark.parametrize("run", [" ", ".", "-", "1", "A", "a.", "A-", ", "])
def test_no_rule_that_searches_a_text_is_slow_on_a_run_of_signs(run: str) -> None:
    text = run * (MANY // len(run)) + "@"
    for pattern in SEARCHED:
        assert all(match.end() <= len(text) for match in re.finditer(pattern, text))


@pytest.mark.parametrize("run", ["policies & ", "&", "accounts,", "the ", "May ", "A", "and "])
def test_no_formality_is_slow_on_a_run_of_signs_after_its_first_words(run: str) -> None:
    for words in FORMAL:
        assert not procedure_rules.is_procedure(f"{words}{run * (MANY // len(run))} said so")
        assert not procedure_rules.is_procedure(f"{words}{run * (600 // len(run))} said so")


@pytest.mark.parametrize(
    "line",
    [
        "Cc: a@b",
        "From: Jo",
        "> From: Jo",
        "On 3 May 2016 Jo <",
        "Regards",
        "Yours\nJo\nThe hall is cold.",
        "Dear Jo,",
        "--",
        "----",
        "- Jo",
        "> Jo wrote:",
        "_" * 20,
    ],
)
def test_a_mail_of_thousands_of_lines_of_a_kind_is_read_at_once(line: str) -> None:
    assert "Words" in [line for run in body_of("Words\n" + f"{line}\n" * 3000, "Jo Ash") for line in run.text.split("\n")]


def test_mojibake_in_a_document_of_many_blocks_is_mended_in_one_pass() -> None:
    text = "cafÃ©\n" + "a\n" * 40_000
    blocks = (Block("paragraph", 0, 5), *(Block("paragraph", n, n + 1) for n in range(6, len(text), 2)))
    mended = mend(Source(text, blocks, "text/plain"), repair=True)
    assert [mended.text[block.start : block.end] for block in mended.blocks[:2]] == ["café", "a"]
    assert len(mended.blocks) == len(blocks)


def test_a_page_of_scattered_words_keeps_each_of_them_once() -> None:
    places = [(n * 7919 % 2003, n * 104_729 % 1999) for n in range(10_000)]
    words = [Fragment(f"Elm Lane Bridge {n}", x, y, x + 60, y + 8, 8) for n, (x, y) in enumerate(places)]
    said = " ".join(line.text for line in lines_of(words, (), 2000))
    assert sorted(map(int, re.findall(r"\d+", said))) == list(range(10_000))


def test_headings_contents_again_and_again_and_many_quotations_are_read_at_once() -> None:
    blocks, text = [], ""
    for n in range(600):
        for line in ("Contents", f"Lamps {n}"):
            blocks.append(Block("heading", len(text), len(text) + len(line)))
            text += line + "\n\n"
    begun = time.process_time()
    contents_listed(text, blocks)
    assert time.process_time() - begun < 5
    said = "“The lamps are dark again.” " * 2000
    known = quotes_another.cache_info().misses
    assert {voice_of(said, n * 28, n * 28 + 26) for n in range(0, 2000, 10)} == {"quoted"}
    assert quotes_another.cache_info().misses == known + 1
