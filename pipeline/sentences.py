"""Find the sentences of a text, with spaCy's rules."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

# Abbreviations of British minutes and reports whose full stop ends no sentence.
ABBREVIATIONS = (
    "Cllr.",
    "Cllrs.",
    "Rev.",
    "Revd.",
    "Hon.",
    "Sgt.",
    "Insp.",
    "Supt.",
    "Ald.",
    "No.",
    "Nos.",
    "no.",
    "nos.",
    "para.",
    "paras.",
    "cf.",
    "approx.",
    "incl.",
    "p.a.",
)


@cache
def _pipeline() -> Language:
    import spacy
    from spacy.attrs import ORTH

    nlp: Any = spacy.blank("en")
    for abbreviation in ABBREVIATIONS:
        nlp.tokenizer.add_special_case(abbreviation, [{ORTH: abbreviation}])
    nlp.add_pipe("sentencizer")
    nlp.max_length = 10_000_000
    made: Language = nlp
    return made


def sentence_spans(texts: list[str]) -> list[list[tuple[int, int]]]:
    """Return for each text its sentences as (start, end) in characters, in order, without white space at their ends.

    >>> sentence_spans(["Cllr. Ash spoke. Nobody answered."])
    [[(0, 16), (17, 33)]]
    """
    return [
        [span for sentence in doc.sents if (span := _trimmed(doc.text, sentence.start_char, sentence.end_char))] for doc in _pipeline().pipe(texts)
    ]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end = start + len(piece.strip())
    return (start, end) if start < end else None
