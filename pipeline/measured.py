"""Say what a quantity measures: the words that name it, the year it is of, and what kind of figure it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.measure_words import (
    ADVERB,
    BOUNDARY,
    CHANGED_AFTER,
    CHANGED_BEFORE,
    CHANGED_BY,
    CLAUSE_END,
    COUNTED_OF,
    DATED,
    FEWEST_LETTERS,
    LEAD,
    MOST_WORDS,
    MOVED_BY,
    NAMES_MEASURE,
    OBLIGED,
    POINTS_BACK,
    PREDICATE,
    PRICED,
    PROPOSED,
    RATED,
    ROUND,
    TAIL,
    UP_TO,
    WISHED,
    YEAR,
)
from pipeline.quantities import Quantity, quantities
from pipeline.quantity_words import NUMBER


@dataclass(frozen=True)
class Measured:
    """What a quantity measures.

    ``measure`` is verbatim from the sentence, empty where nothing names it; ``year`` is the first year of ``period``,
    which is verbatim too (``2006/7``); both are null where the sentence gives none.
    """

    measure: str
    year: int | None
    period: str | None
    kind: str


def measured(sentence: str, quantity: Quantity, others: list[Quantity]) -> Measured:
    """Say what a quantity measures.

    Args:
        sentence: the whole sentence.
        quantity: one of its quantities.
        others: all of them, in order.

    >>> text = "We aim to raise trust in the police from 61% in 2019 to 70% in 2024."
    >>> measured(text, quantities(text)[1], quantities(text))
    Measured(measure='trust in the police', year=2024, period='2024', kind='target')
    """
    kind = _kind(sentence, quantity)
    period = _period(sentence, quantity, others)
    return Measured(_measure(sentence, quantity), int(period[:4]) if period else None, period, kind)


def _kind(sentence: str, quantity: Quantity) -> str:
    before, after = sentence[: quantity.start], sentence[quantity.end :]
    moved = quantity.unit == "%" and (CHANGED_AFTER.match(after) or MOVED_BY.search(before))
    if quantity.unit == "points" or CHANGED_BEFORE.search(before) or moved:
        return "change"
    counted = bool(COUNTED_OF.search(sentence[quantity.start : quantity.end])) or (
        " of " in sentence[quantity.start : quantity.end] and quantity.of not in ROUND
    )
    rate = quantity.unit == "%" or (quantity.of is not None and not counted)
    priced = bool(quantity.unit and (PRICED.search(sentence[max(0, quantity.start - 60) : quantity.end + 30]) or RATED.match(after)))
    if (wish := WISHED.search(before)) and (UP_TO.search(before[wish.end() :]) or "target" in wish[0].lower()):
        return "target"
    if (rate or priced) and (PROPOSED.search(before) or OBLIGED.match(after)):
        return "target"
    if rate or priced:
        return "level" if not quantity.counted else "count"
    return "amount" if quantity.unit else "count"


def _period(sentence: str, quantity: Quantity, others: list[Quantity]) -> str | None:
    """Return the year said after the quantity and before the next one, else the one before it, else the only one of the sentence."""
    ends = [other.start for other in others if other.start > quantity.start] + [
        match.start() for match in CLAUSE_END.finditer(sentence, quantity.end)
    ]
    following = min(ends, default=len(sentence))
    preceding = max((other.end for other in others if other.end < quantity.end), default=0)
    years = [(match.start(), (match["year"] + (match["to"] or "")).replace(" ", "")) for match in DATED.finditer(sentence)]
    after = [period for at, period in years if quantity.end - 1 <= at < following]
    before = [period for at, period in years if preceding <= at < quantity.start]
    if after or before:
        return after[0] if after else before[-1]
    return years[0][1] if len(years) == 1 and len(others) == 1 else None


def _measure(sentence: str, quantity: Quantity) -> str:
    if quantity.counted:  # of so many things, these: what is said of them, else what they are
        said = LEAD.sub("", _until_boundary(sentence[quantity.end :], predicate=True), count=1)
        return _short(said) or _short(quantity.counted)
    share = quantity.unit == "%" or quantity.of is not None
    changed = CHANGED_BY.match(sentence, quantity.end)
    after = (
        _short(LEAD.sub("", _until_boundary(sentence[quantity.end :], predicate=share or bool(quantity.unit)), count=1))
        if not changed and not _ends_phrase(sentence[quantity.end :])
        else ""
    )
    if after:
        return after
    named = list(NAMES_MEASURE.finditer(sentence[: quantity.start]))
    if named and (measure := _short(_until_boundary(named[-1]["measure"], predicate=True))):
        return measure
    raised = re.search(
        r"\b(?:raise|increase|reduce|cut|improve|lower|halve)\s(?P<measure>[^,;:.()–—]{4,160}?)\s(?:from\s|to\s|by\s|$)",
        sentence[: quantity.start],
        re.IGNORECASE,
    )
    if raised:
        return _short(raised["measure"])
    pieces = (_short(piece) for piece in reversed(BOUNDARY.split(sentence[: quantity.start])))
    named_before = next((piece for piece in pieces if piece and not quantities(piece)), "")
    if POINTS_BACK.fullmatch(named_before):
        return ""
    return named_before or (_short(_until_boundary(sentence[quantity.end :], predicate=True)) if changed else "")


def _ends_phrase(after: str) -> bool:
    """Tell whether what follows a quantity says nothing of what it measures: a stop, a year, another step of a change."""
    return bool(
        re.match(
            rf"\s*(?:[.,;:!?)\]]|[–—-]\s|$|(?:in|by|from|to|since|during|at|last|this|and|between|compared)\b|\({YEAR}|of\s{NUMBER})",
            after,
            re.IGNORECASE,
        )
    )


def _until_boundary(text: str, *, predicate: bool) -> str:
    """Return a clause from its start; of what is counted, only what it is called, not what it did."""
    clause = BOUNDARY.split(text, maxsplit=1)[0]
    return clause if predicate else PREDICATE.split(clause, maxsplit=1)[0]


def _short(phrase: str) -> str:
    """Return a phrase of at most so many words, without what leads to the next one."""
    words = phrase.strip().split()[:MOST_WORDS]
    kept = TAIL.sub("", " " + " ".join(words)).strip(" ,'\"“”‘’")
    kept = ADVERB.sub("", kept)
    return kept if len(re.findall(r"[^\W\d_]", kept)) >= FEWEST_LETTERS else ""
