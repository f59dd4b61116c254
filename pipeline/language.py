"""Tell in which language a document and its paragraphs are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from pipeline.language_names import language_name
from pipeline.sources import Block, Source, Unreadable

UNKNOWN = "und"
LIKELY = "en cy ga gd fr es pt it de nl pl cs sk hu ro lt lv bg sq uk ru el tr ku ar fa ps ur hi bn pa gu ta so sw am zh vi tl la".split()
"""Languages in which documents of the UK's public bodies and their residents come; the fewer, the surer. Latin is there so that the names of
plants and animals are not told for a tongue that is like it: a guess of Latin is none, and what fills in for text is told by its own words."""
FILLER = frozenset(
    "lorem ipsum dolor sit amet consectetur consectetuer adipiscing adipisicing elit sed eiusmod tempor incididunt ut labore et dolore "
    "magna aliqua enim minim veniam quis nostrud exercitation ullamco laboris nisi aliquip ex ea commodo consequat duis aute irure "
    "reprehenderit voluptate velit esse cillum eu fugiat nulla pariatur excepteur sint occaecat cupidatat non proident sunt culpa qui "
    "officia deserunt mollit anim id est laborum nam dui ligula fringilla euismod sodales sollicitudin vel wisi morbi auctor justo "
    "lacus libero pretium at lobortis vitae praesent vestibulum pellentesque habitant tristique senectus netus malesuada fames turpis "
    "egestas mauris donec vivamus curabitur quisque aenean suspendisse phasellus nunc tortor ac nec".split()
)
FILLING = 0.5  # of the words, and none of them English function words
PROSE = frozenset({"paragraph", "list_item", "footnote", "prompt"})
WORD = re.compile(r"[^\W\d_]+")
DIGITS_AND_MARKS = re.compile(r"[\d_]+|https?://\S+|\S+@\S+")
ENGLISH = frozenset(
    "the of and that is was with it are by have has this from which were been would should their they we our you not but there what when who will "
    "said could these those than be his her its".split()
)
PLAINLY = 0.12  # of the words: English prose has .2 and more, other languages' hardly .03
WORDS = 8  # of so few no language is told
WORDS_TO_DIFFER = 15  # of a paragraph that is to be in another language than its document
SURE, SURE_TO_DIFFER = 0.8, 0.95
LEAST_GUESSED = 0.25  # of a document's words in a language that is not sure of any of them
SAMPLE = 3000  # characters of one paragraph that are looked at
WIDE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")  # scripts that put no spaces between words


@dataclass(frozen=True)
class Told:
    """A language (ISO 639-1, und where none can be told), how sure, 0 to 1, and on how many words."""

    language: str
    certainty: float
    words: int


def language_of(text: str) -> Told:
    """Tell the language of a text. The same text gives the same answer, whatever was asked before.

    What is plainly English by its function words is settled by them; a model of character sequences is asked for the rest.

    >>> language_of("The buses were late, and they said that it was the weather.").language, language_of("Item 4").language
    ('en', 'und')
    """
    plain = DIGITS_AND_MARKS.sub(" ", text[:SAMPLE])
    words = [word.lower() for word in WORD.findall(plain)]
    count = len(words) + len(WIDE.findall(plain))
    if count < WORDS:
        return Told(UNKNOWN, 0.0, count)
    if sum(word in ENGLISH for word in words) >= PLAINLY * len(words):
        return Told("en", 1.0, count)
    if sum(word in FILLER for word in words) >= FILLING * len(words):
        return Told("la", 1.0, count)
    language, certainty = _model().classify(plain)
    if language == "la":
        return Told(UNKNOWN, float(certainty), count)
    return Told(language, float(certainty), count) if certainty >= SURE else Told(UNKNOWN, float(certainty), count)


def tell_languages(source: Source) -> Source:
    """Fill in the language of a document, and of the paragraphs that are in another.

    Args:
        source: with its blocks settled. Not changed.

    Returns:
        ``language``: that of most words of its prose, else what the file says of itself, else None. ``Block.language`` where a
        block of 15 words or more is surely in another.
    """
    told = [_told(source, block) for block in source.blocks]
    weights = _weights(told)
    if not weights:
        whole = language_of(source.text)
        return source if whole.language == UNKNOWN else replace(source, language=whole.language)
    own = min(weights, key=lambda name: (-weights[name], name))
    blocks = tuple(_marked(block, one, own) for block, one in zip(source.blocks, told, strict=True))
    return replace(source, language=own, blocks=blocks)


def _weights(told: Sequence[Told]) -> Counter[str]:
    """Return the words in each language; a guess counts only where it is about a good part of all: formulas and names look like any language."""
    weights: Counter[str] = Counter()
    sure: Counter[str] = Counter()
    for one in told:
        if one.language != UNKNOWN:
            weights[one.language] += one.words
            sure[one.language] += one.words * (one.certainty >= SURE_TO_DIFFER)
    least = LEAST_GUESSED * sum(one.words for one in told if one.words >= WORDS)
    return Counter({name: count for name, count in weights.items() if sure[name] or count >= least})


def set_aside(source: Source, study: str) -> Source:
    """Report what of a document is not in the study's language, and so is kept and not coded.

    Args:
        source: with its languages told. Not changed.
        study: ``[ingest] language``, ISO 639-1.

    Returns:
        The source, with a warning ``other-language`` where it, or prose in it, is in another language.
    """
    prose = [block.language or source.language or UNKNOWN for block in source.blocks if block.kind in PROSE]
    others = Counter(name for name in prose if name not in {study, UNKNOWN})
    whole = source.language not in {None, study, UNKNOWN}
    if not others and not whole:
        return source
    counted = ", ".join(f"{count} in {language_name(name)}" for name, count in sorted(others.items()))
    own = language_name(study)
    what = (
        f"is in {language_name(source.language or UNKNOWN)}, the study is in {own}"
        if whole
        else f"has paragraphs in another language than {own} ({counted})"
    )
    message = f"{what}; what is not in {own} is kept and not coded"
    remedy = (
        f"Add a translation; or, if that is wrong, write its language in the manifest ({study} for {own}). "
        "A study in another language sets language under [ingest] of study.toml."
    )
    return replace(source, warnings=(*source.warnings, Unreadable("other-language", message, remedy, "warning")))


def in_language(of_block: str | None, of_document: str, study: str) -> bool:
    """Tell whether a block is to be coded: it is in the study's language, or in none that could be told.

    >>> in_language(None, "en", "en"), in_language("cy", "en", "en"), in_language(None, "und", "en")
    (True, False, True)
    """
    return (of_block or of_document) in {study, UNKNOWN}


def _told(source: Source, block: Block) -> Told:
    if block.kind not in PROSE:
        return Told(UNKNOWN, 0.0, 0)
    return language_of(" ".join(source.text[block.start : block.end].split()))


def _marked(block: Block, told: Told, own: str) -> Block:
    differs = told.language not in {own, UNKNOWN} and told.words >= WORDS_TO_DIFFER and told.certainty >= SURE_TO_DIFFER
    return replace(block, language=told.language) if differs else block


@cache
def _model() -> Any:
    """Load the model, once a process and only where a text is not plainly English: it takes a second or two."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages([name for name in LIKELY if name in model.labels])
    return model
