"""Structure of real minutes and of a workshop report, by counts and by fingerprints of words alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from pipeline.config import Ingest, Segment
from pipeline.importers.reading import read_document
from pipeline.ingest import ingest, list_files
from pipeline.parts import part_of
from pipeline.segment import segment
from pipeline.sources import Source
from tests.fingerprints import digest, words

ITEMS = {  # numbers of agenda items, counted on the pages; the clerk's slips are as they stand
    "minutes_2015-11-03_": "1 2 3 4 5 6 7 8 9 10 11 12",
    "minutes_2016-03-01_": "2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19",
    "minutes_2017-01-10_": "2 3 3A 4 5 6 7",
    "minutes_2018-07-03_": "1 2 3 4 5 6 7 8 9 10",
    "minutes_2019-09-03_": "1 2 3 4 5 6 7 8 9 10 11 12",
    "minutes_2020-03-03_": "1 2 3 4 5 6 7 8 9 10",
}
NUMBERED = re.compile(r"\d{1,2}\.\d\d?\.0?(\d{1,2}A?)\s")
ROLL = re.compile(r"\W*(?:present|apologies|in attendance|attendance)\b", re.IGNORECASE)
INITIALLED = re.compile(r"\b[A-Z]\.? [A-Z][a-z]+")
# first and last five words of paragraphs of the workshop report whose ends no reader can doubt (a heading, or a line that ends early), in order
PARAGRAPHS = """
abf98895981388cd 478a165441ccb9d3
bc7436f99bb8ec1e 7aab20d0251becf1
198785601d230864 31f695fb1f1c3d3a
d1d68af024225f14 3ae8d82a6d9261cf
1264c62672efbb37 769bcfa6480d9182
319831e8934c27a7 97006b54b3f4e28e
aa1610d6fbe5ed41 7d51cb8e3e61bd85
2270440acfe142c0 349e7632bc5ed4b8
ef3053743aeab01d 0f4d21ac427baf30
17f08b7ec51607e7 d7d8d8016ec6fa99
a6d22424b9c1848d 2a00722253ddb201
a6d22424b9c1848d 3c748e670b7fca5c
465642e4361a0bc9 9a086f9d5374c872
03b7717c39e4328c f475e4b760872921
11e3937eeb92c242 404dee910e064a4d
e44d973e93c207fc 7f75af8a655777f9
9fdba0270c306422 6a45f968eccf4a30
e33f2ca15675f6d3 1e5867f2838af249
3106d6bb4bc8c37b 00ac79616926cce8
1c2a2c9fca238a0f 508bd94ffef7441b
7afd5792f8e0f90b d0e81abd70fab32b
6de319cfc98eca1f e626649f0e515939
15e1fcd906102efd 9a73d6b2aef88a6e
b4c6ccfb137308a5 be9278667f5813c1
4d916575a5ef65c2 7fa0e3e516832425
a693449ae0826fd2 48252a94b9012762
875df5be5d80f94e e9c623b12abc2eb3
e666721ef7ff2afa dbbab1ddde3d8a10
534b37effdd39b24 9feb9ff06077d601
4b75dedef05515ae 3348c147c6f1b9c8
1a6b164c0e061a00 9afd9b289a94e426
fa8a50ccf7c54301 89f3c3372e951afb
""".split("\n")[1:-1]


@pytest.fixture(scope="module")
def workshop(corpora: Path) -> Source:
    (path,) = (corpora / "luton").glob("003_*.txt")
    found = read_document(path, "txt", Ingest())
    assert isinstance(found, list)
    return found[0]


def test_the_parts_of_a_hard_wrapped_workshop_report_are_told_apart(workshop: Source) -> None:
    sections = [(block.section or "").split(" > ")[-1] for block in workshop.blocks if block.kind == "paragraph"]
    for heading in ("Image/perceptions", "Economy, wages", "Faith groups"):
        assert heading in sections
    kinds = [block.kind for block in workshop.blocks]
    assert kinds.count("attendance") == 35
    assert kinds.count("prompt") >= 35
    assert {block.page for block in workshop.blocks} == {None}
    parts = [part_of(block.kind, block.section, workshop.title) for block in workshop.blocks]
    assert {part: parts.count(part) > 10 for part in ("summary", "background", "prompt", "finding")} == dict.fromkeys(
        ("summary", "background", "prompt", "finding"), True
    )


def test_paragraphs_of_a_hard_wrapped_workshop_report_start_and_end_where_its_own_do(workshop: Source) -> None:
    texts = [words(workshop.text[block.start : block.end]) for block in workshop.blocks if block.kind == "paragraph"]
    found = iter([f"{digest(text[:5])[:16]} {digest(text[-5:])[:16]}" for text in texts])
    missed = [place for place, one in enumerate(PARAGRAPHS, start=1) if one not in found]
    assert not missed, f"paragraph {missed[0]} of {len(PARAGRAPHS)} is not whole, or not after those before it"


@dataclass(frozen=True)
class Minutes:
    """Documents by the stem of their path, and their blocks and segments, which have that stem too."""

    documents: pd.DataFrame
    blocks: pd.DataFrame
    segments: pd.DataFrame


@pytest.fixture(scope="module")
def minutes(corpora: Path) -> Minutes:
    folder = corpora / "milburn"
    made = ingest(list_files(folder)[0], folder, Ingest())
    documents = made.documents.assign(stem=made.documents["path"].str.removesuffix(".pdf"))
    blocks = made.blocks.merge(documents[["document_id", "stem", "text"]], on="document_id", validate="many_to_one")
    texts = [row.text[row.start : row.end] for row in blocks.itertuples()]
    segments = segment(made.documents, made.blocks, Segment()).segments.merge(
        documents[["document_id", "stem"]], on="document_id", validate="many_to_one"
    )
    return Minutes(documents, blocks.assign(text=texts), segments)


@pytest.mark.slow
def test_minutes_are_dated_and_who_was_there_is_known(minutes: Minutes) -> None:
    assert set(minutes.documents["date_basis"]) == {"stated"}
    assert set(minutes.documents["date_precision"]) == {"day"}
    for stem, kinds in minutes.blocks.groupby("stem")["kind"]:
        assert (kinds == "attendance").any() or (kinds == "contents").sum() > 5, stem


@pytest.mark.slow
@pytest.mark.parametrize("stem", ITEMS)
def test_each_agenda_item_of_minutes_heads_what_was_said_under_it(stem: str, minutes: Minutes) -> None:
    blocks = minutes.blocks[minutes.blocks["stem"] == stem]
    headings = [match[1] for text in blocks.loc[blocks["kind"] == "heading", "text"] if (match := NUMBERED.match(text))]
    assert headings == ITEMS[stem].split()
    ends = blocks.loc[blocks["kind"] != "heading", "section"].dropna().str.split(" > ").str[-1]
    heads = dict.fromkeys(match[1] for end in ends if (match := NUMBERED.match(end)))
    assert list(heads) == headings


@pytest.mark.slow
def test_no_list_of_who_was_there_is_coded(minutes: Minutes) -> None:
    lists = minutes.blocks[minutes.blocks["kind"] == "attendance"]
    whole = minutes.segments.merge(lists[["document_id", "start", "end"]], on="document_id", suffixes=("", "_of_list"))
    within = whole[(whole["start"] >= whole["start_of_list"]) & (whole["end"] <= whole["end_of_list"])]
    assert len(within) >= len(lists)
    assert not within["codable"].any()
    coded = minutes.segments[minutes.segments["codable"]]
    assert [text for text in coded["text"] if ROLL.match(text) or is_roll(text)] == []
    for stem in ITEMS:
        own = minutes.segments[minutes.segments["stem"] == stem]
        before = own[own["start"] < own.loc[own["text"].str.match(NUMBERED), "start"].min()]
        assert len(before) >= 3
        assert not before["codable"].any(), stem


def is_roll(text: str) -> bool:
    """Say whether text is two names with initials or more, and no word that begins small but "and"."""
    return len(INITIALLED.findall(text)) >= 2 and not any(word[0].islower() for word in text.split() if word != "and")
