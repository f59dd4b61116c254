"""The items of an agenda are told by their numbers. Council, people and business are invented."""

import pytest

from pipeline.sources import Block, Source
from pipeline.structure import refine

HEADS = (("heading", "12.03.1 Apologies"), ("heading", "12.03.2 Register of Interests"), ("heading", "12.03.3 Minutes"), ("paragraph", "Agreed."))
SAID = "The seat by the pond has been mended and the trees along the lane have been cut back."


def refined(*pieces):
    blocks, text = [], ""
    for kind, words in pieces:
        blocks.append(Block(kind, len(text), len(text) + len(words)))
        text += words + "\n\n"
    return refine(Source(text, tuple(blocks), "text/plain"))


@pytest.mark.parametrize("number", ["12.03.3A", "12.03.4", "12.03.4b.", "12.03.04"])
def test_a_numbered_title_that_looks_like_prose_is_an_item(number):
    *_, title, said = refined(*HEADS, ("paragraph", f"{number} Matters Arising"), ("paragraph", SAID))
    assert (title.kind, said.kind, said.section) == ("heading", "paragraph", f"{number} Matters Arising")


def test_what_follows_an_item_without_a_title_stands_under_its_number():
    *_, moved, said, after, closed = refined(
        ("heading", "Alderwick Parish Council"),
        *HEADS,
        ("paragraph", "12.03.7 Item 7 was taken first, as Mrs Thorne was present."),
        ("paragraph", SAID),
        ("heading", "12.03.4 Roads"),
        ("paragraph", SAID),
    )
    assert (moved.kind, moved.section, said.section) == ("procedure", "Alderwick Parish Council > 12.03.7", "Alderwick Parish Council > 12.03.7")
    assert (after.section, closed.section) == ("Alderwick Parish Council", "Alderwick Parish Council > 12.03.4 Roads")


@pytest.mark.parametrize(
    "pieces",
    [
        (("heading", "1.1 Trust"), ("heading", "1.2 Work"), ("paragraph", "1.3 Residents of both estates"), ("paragraph", SAID)),
        (("heading", "1.1 Trust"), ("heading", "1.2 Work"), ("heading", "2.1 Homes"), *[("paragraph", f"2.{n} The two estates")for n in (2, 3, 4)]),
        (*HEADS, ("paragraph", "The doors open at"), ("paragraph", "10.30 Tea and cakes in the hall")),
    ],
)  # fmt: skip
def test_numbered_paragraphs_stay_prose(pieces):
    assert refined(*pieces)[-1].kind == "paragraph"
    assert [block.kind for block in refined(*pieces)].count("heading") == sum(kind == "heading" for kind, _ in pieces)
