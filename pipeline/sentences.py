"""Find the sentences of a text, with spaCy's rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

WINDOW = 200_000  # characters given to spaCy at once: its memory grows with them, and it refuses more than a million
SEAM = 10_000  # characters at a window's end in which the end of a sentence, else a space, is looked for
MOST_WORDS, MOST_CHARACTERS = 200, 4000  # what is longer is no sentence to a reader: a list, a table, text without full stops
KEPT = 20_000  # texts whose sentences are remembered: several stages ask for those of the same segments
OPENING = re.compile(r"\s+(?P<mark>[“‘\"'(\[]+)\Z")
TOKEN = re.compile(rf"\S{{1,{MOST_CHARACTERS // 4}}}")

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
    made: Language = nlp
    return made


def sentence_spans(texts: list[str]) -> list[list[tuple[int, int]]]:
    """Return for each text its sentences as (start, end) in characters, in order, without white space at their ends.

    A sentence of more than ``MOST_WORDS`` words or ``MOST_CHARACTERS`` characters is cut at spaces into pieces of like length;
    only a word that is too long alone is cut within. No other character than white space is left out, however long a text is.

    >>> sentence_spans(["Cllr. Ash spoke. Nobody answered."])
    [[(0, 16), (17, 33)]]
    """
    return [list(_spans(text)) for text in texts]


@lru_cache(maxsize=KEPT)
def _spans(text: str) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    for start, end in _windows(text):
        window = text[start:end]
        for sentence in _pipeline()(window).sents:
            found.extend((start + a, start + b) for a, b in _short(window, sentence.start_char, sentence.end_char))
    return tuple(_with_their_marks(text, found))


def _with_their_marks(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give a mark that opens a quotation to the sentence that it opens: spaCy leaves it at the end of the one before."""
    made = list(spans)
    for n, ((start, end), (_, after)) in enumerate(pairwise(spans)):
        mark = OPENING.search(text, start, end)
        if mark:
            made[n], made[n + 1] = (made[n][0], mark.start()), (mark.start("mark"), after)
    return made


def _windows(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while len(text) - start > WINDOW:
        end = start + WINDOW
        seams = (list(re.finditer(pattern, text[end - SEAM : end])) for pattern in (r"[.!?]\s", r"\s"))
        seam = next((matches[-1].end() for matches in seams if matches), SEAM)
        yield start, end - SEAM + seam
        start = end - SEAM + seam
    yield start, len(text)


def _short(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a sentence without the space around it, in pieces if it is too long."""
    tokens = list(TOKEN.finditer(text, start, end))
    if not tokens:
        return
    first, last = tokens[0].start(), tokens[-1].end()
    n = max(-(-len(tokens) // MOST_WORDS), -(-(last - first) // (MOST_CHARACTERS // 2)) if last - first > MOST_CHARACTERS else 1)
    cuts = [0]
    for number, token in enumerate(tokens):
        begun = tokens[cuts[-1]].start()
        if (number - cuts[-1]) * n >= len(tokens) or token.end() - begun > MOST_CHARACTERS:
            cuts.append(number)
    for a, b in pairwise([*cuts, len(tokens)]):
        yield tokens[a].start(), tokens[b - 1].end()
