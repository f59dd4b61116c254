"""Find in a coded passage what its coding speaks of: the words of the codebook, and the sentence that speaks most for the theme."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.explain import SENTENCE, WORDS
from pipeline.seeds import forms
from pipeline.sentences import sentence_spans


def words_in(why: str, text: str) -> list[tuple[int, int]]:
    """Return where the words that a coding names stand in its text, in any inflection that the coder counts; start and end, in order.

    >>> words_in("words: worry, bus stop; threshold: 0.40", "She worries at the bus stops.")
    [(4, 11), (19, 28)]
    """
    named = next((match[1] for part in why.split("; ") if (match := WORDS.fullmatch(part))), "")
    return sorted({match.span() for phrase in named.split(", ") if phrase for match in _pattern(phrase).finditer(text)})


@cache
def _pattern(phrase: str) -> re.Pattern[str]:
    words = (sorted(forms(word), key=lambda form: (-len(form), form)) for word in phrase.casefold().split())
    either = r"\s+".join("(?:" + "|".join(re.escape(form).replace("'", "['’]") for form in made) + ")" for made in words)
    return re.compile(rf"(?<![^\W_]){either}(?![^\W_])", re.IGNORECASE)


def telling_sentences(whys: Sequence[str], texts: Sequence[str]) -> list[tuple[int, int] | None]:
    """Return for each coding where the sentence stands that it calls most telling; None where it names none, or the text has fewer."""
    numbers = [next((int(match[1]) for part in why.split("; ") if (match := SENTENCE.fullmatch(part))), 0) for why in whys]
    wanted = list(dict.fromkeys(text for text, number in zip(texts, numbers, strict=True) if number))
    spans = dict(zip(wanted, sentence_spans(wanted), strict=True))
    return [spans[text][number - 1] if number and number <= len(spans[text]) else None for text, number in zip(texts, numbers, strict=True)]


def without_sentence(why: str) -> str:
    """Return what a coding notes but for the sentence, which is marked in its text and need not be said again."""
    return "; ".join(part for part in why.split("; ") if not SENTENCE.fullmatch(part))
