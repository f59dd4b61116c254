"""Sentences are exact slices, and none is longer than a reader would take for one."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import sentences
from pipeline.sentences import MOST_CHARACTERS, MOST_WORDS, sentence_spans

PIECES = st.sampled_from(["A short one. ", "word " * 150, "y" * 900, "x" * 5000, "\n\n", " \t", "Is it? Yes! ", "🙂 é ", "1. ", "... ", "“Quoted.” "])


@given(st.lists(PIECES, max_size=8).map("".join), st.sampled_from([400, 1000, 200_000]))
def test_spans_are_in_order_hold_all_that_is_no_space_and_are_short(text, window):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sentences, "WINDOW", window)
        patch.setattr(sentences, "SEAM", window // 4)
        spans = sentence_spans([text])[0]
    assert [a for span in spans for a in span] == sorted(a for span in spans for a in span)
    assert re.sub(r"\s", "", "".join(text[a:b] for a, b in spans)) == re.sub(r"\s", "", text)
    for a, b in spans:
        assert text[a:b] == text[a:b].strip() != ""
        assert len(text[a:b].split()) <= MOST_WORDS
        assert b - a <= MOST_CHARACTERS


def test_a_long_sentence_is_cut_at_spaces_into_pieces_of_like_length():
    text = " ".join(f"word{n}" for n in range(450)) + "."
    spans = sentence_spans([text])[0]
    assert [len(text[a:b].split()) for a, b in spans] == [150, 150, 150]
    assert all(text[b : b + 1] in {" ", ""} for _, b in spans)


def test_a_text_longer_than_spacy_takes_has_its_sentences():
    text = "Nobody came to the hall. " * 45_000
    spans = sentence_spans([text, "One. Two."])
    assert len(spans[0]) == 45_000
    assert {text[a:b] for a, b in spans[0]} == {"Nobody came to the hall."}
    assert spans[1] == [(0, 4), (5, 9)]


def test_a_mark_that_opens_a_quotation_belongs_to_the_sentence_it_opens():
    text = "The chair, Ada Thorne, spoke first. “Nobody asked us,” said a tenant. (He sat down.)"
    assert [text[start:end] for start, end in sentence_spans([text])[0]] == [
        "The chair, Ada Thorne, spoke first.",
        "“Nobody asked us,” said a tenant.",
        "(He sat down.)",
    ]
