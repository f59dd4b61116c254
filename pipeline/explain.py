"""Say in words why a segment carries a theme: what its coding notes by number is looked up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

import pandas as pd

from pipeline.codebook import Exemplar
from pipeline.schema import tuples
from pipeline.sentences import sentence_spans
from pipeline.wording import one_line, shorten

SUB_CODE = re.compile(r"sub-code (\w+): ")
WORDS = re.compile(r"words: (.+)")
SENTENCE = re.compile(r"most telling sentence: (\d+)")
HUMAN = re.compile(r"nearest human code: (.+) \(cosine (-?[\d.]+)\)")
EXEMPLAR = re.compile(r"nearest exemplar: (\d+) \(cosine (-?[\d.]+)\)")
THRESHOLD = re.compile(r"threshold: ([\d.]+)")
LONGEST = 400  # characters of an exemplar that are shown


@dataclass(frozen=True)
class Known:
    """What a note of a coding may point to.

    ``exemplars`` are in the order of their file, ``texts`` by segment_id those of the segments that are explained, ``names`` those of themes by id.
    ``coded``: see ``coded_words``; without it no words of what people coded are shown. ``withheld``: ids of documents that may not be quoted.
    ``by_words``: vectors were counts of words (the encoder ``hashing``), so that what is nearest shares words and may mean something else.
    """

    exemplars: Sequence[Exemplar]
    texts: Mapping[str, str]
    names: Mapping[str, str]
    coded: Mapping[str, str] = field(default_factory=dict)
    withheld: AbstractSet[str] = frozenset()
    by_words: bool = False


def coded_words(returned: pd.DataFrame, documents: pd.DataFrame) -> dict[str, str]:
    """Return the words of passages that people coded and that may be shown.

    Args:
        returned: what coders decided, see ``draws.read_returned``. Not changed.
        documents: those rows of a DOCUMENTS table that may be quoted.

    Returns:
        By the segment_id that a passage had when drawn, the words that were coded then: not those that stand under this id now. What is in none
        of these documents any more is left out, and so is an id under which different words were coded.
    """
    held = documents[documents["path"].isin(returned["path"])]
    texts = {row.path: one_line(row.text) for row in tuples(held)}
    found: dict[str, set[str]] = {}
    for row in tuples(returned):
        words = one_line(row.text)
        found.setdefault(row.segment_id, set()).add(words if words in texts.get(row.path, "") else "")
    return {name: min(words) for name, words in found.items() if len(words) == 1 and words != {""}}


def explain(score: float, why: object, text: str, known: Known) -> tuple[str, ...]:
    """Say why a segment carries a theme.

    Args:
        score: of the coding, 0 to 1.
        why: its column ``why``; null: nothing is noted.
        text: the segment's.
        known: what the coder learnt from, and names. Not changed.

    Returns:
        Sentences: the score and from which the theme is given, a sub-code through which it came, words of the codebook that were found, the
        sentence that speaks most for it, and the own words of the nearest exemplar or, where they are known and may be quoted, of the nearest
        passage that people coded. What is noted in another form is given as it is. An exemplar that is not there any more is said to be so: no
        other's words stand in for it.
    """
    noted = why if isinstance(why, str) else ""
    through = SUB_CODE.findall(noted)
    parts = [part for part in SUB_CODE.sub("", noted).split("; ") if part]
    threshold = next((match[1] for part in parts if (match := THRESHOLD.fullmatch(part))), "")
    first = f"Score {score:.2f}; the theme is given from {threshold} on." if threshold else f"Score {score:.2f}."
    by_sub_code = [f"It carries its sub-code {one_line(known.names.get(name, name))}." for name in through]
    return (first, *by_sub_code, *(sentence for part in parts for sentence in _said(part, text, known)))


def _said(part: str, text: str, known: Known) -> Iterator[str]:
    if match := WORDS.fullmatch(part):
        yield f"Words of the codebook in it: {one_line(match[1])}."
    elif match := SENTENCE.fullmatch(part):
        yield from _sentence(int(match[1]), text)
    elif match := EXEMPLAR.fullmatch(part):
        yield _exemplar(int(match[1]), match[2], known)
    elif match := HUMAN.fullmatch(part):
        yield _coded(match[1], match[2], known)
    elif not THRESHOLD.fullmatch(part):
        yield f"{one_line(part)[:1].upper()}{one_line(part)[1:]}."


def _sentence(number: int, text: str) -> Iterator[str]:
    (spans,) = sentence_spans([text])
    if 0 < number <= len(spans):
        start, end = spans[number - 1]
        yield f"The sentence of it that speaks most for the theme: “{one_line(text[start:end])}”"


def _exemplar(number: int, cosine: str, known: Known) -> str:
    place = f"{_how(known)} (no. {number:,}, cosine {cosine})"
    if not 0 < number <= len(known.exemplars):
        return f"The nearest text that the coder learnt from{place} is not among the exemplars in use."
    return f"The nearest exemplar{place}: “{shorten(known.exemplars[number - 1].text, LONGEST)}”"


def _how(known: Known) -> str:
    return ", by the words they share and not by what they mean," if known.by_words else ""


def _coded(name: str, cosine: str, known: Known) -> str:
    if name.rsplit("#", 1)[0] in known.withheld:
        return f"The nearest passage that people coded{_how(known)} (cosine {cosine}) is a passage of a document that may not be quoted."
    words = known.coded.get(name, "")
    return f"The nearest passage that people coded{_how(known)} ({one_line(name)}, cosine {cosine})" + (
        f": “{shorten(words, LONGEST)}”" if words else "."
    )


def lines_of(codings: pd.DataFrame, known: Known) -> dict[tuple[str, str], tuple[str, ...]]:
    """Explain several codings.

    Args:
        codings: rows of a CODINGS table, of segments whose texts are known. Not changed.
        known: as for ``explain``.

    Returns:
        The sentences of each, by segment_id and theme_id.
    """
    keys = zip(codings["segment_id"], codings["theme_id"], codings["score"], codings["why"], strict=True)
    return {(segment, theme): explain(score, why, known.texts[segment], known) for segment, theme, score, why in keys}
