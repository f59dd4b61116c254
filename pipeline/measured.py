"""Say what a quantity measures: the words that name it, the year it is of, and what kind of figure it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.quantities import NUMBER, Quantity, quantities

MOST_WORDS = 24  # of a measure
FEWEST_LETTERS = 4
YEAR = r"(?P<year>(?:1[89]|20)\d\d)(?P<to>\s?[/–-]\s?\d{1,4})?+"
CLAUSE_END = re.compile(r";|\.\s|,\s(?:and|but|while)\s")
DATED = re.compile(
    rf"(?:\b(?i:in|during|for|by|since|until|from|year of)\s(?:the\s)?(?:early\s|late\s|mid-?\s?)?(?:financial\s|academic\s)?(?:year\s|"
    rf"[A-Z][a-z]+\s){{0,2}}|\(){YEAR}(?!\d|,\d|\s?[%£])"
)
BOUNDARY = re.compile(
    rf"\.(?!\d)|[;:!?()\[\]\n]|\s[–—-]\s|,\s|\s(?:from|to)\s(?={NUMBER})|\s(?:because|while|whilst|although|though|when|where|whereas|so\sthat)\b"
    r"|\s(?:rose|fell|grew|increased|decreased|dropped|declined|improved|risen|fallen|rises|falls)\b|\s(?:has|have|had)\s(?:risen|fallen|grown|"
    r"been|increased)\b",
    re.IGNORECASE,
)
PREDICATE = re.compile(
    r"\s(?:was|were|is|are|has|have|had|will|would|can|could|attended|came|took|signed|responded|replied|said|told|felt|made|gave)\b", re.IGNORECASE
)
TAIL = re.compile(
    r"(?:\s+(?:and|or|but|from|to|in|by|of|at|over|for|with|as|than|on|who|which|that|the|a|an|was|were|is|are|had|has|have|about|around|"
    r"(?:1[89]|20)\d\d(?:\s?[/–-]\s?\d{1,4})?))+\s*$"
)
LEAD = re.compile(
    r"^\W*(?:(?:of|for|on|in)\s)?(?:(?:the|a|an|all|our|their|its|these|those|such|which|that|who|it|they|we)\s)*"
    r"(?:(?:was|were|is|are|has\sbeen|have\sbeen|had\sbeen)\s)?",
    re.IGNORECASE,
)
# Words that say that what follows "of" or "in" is what is measured.
NAMES_MEASURE = re.compile(
    r"\b(?:increase|rise|fall|drop|decrease|reduction|improvement|change|growth|decline|proportion|percentage|share|number|rate|level|target|"
    r"total|amount|figure)s?"
    r"\s(?:in|of|for)\s(?P<measure>[^,;:.()–—]{4,160})",
    re.IGNORECASE,
)
WISHED = re.compile(
    r"\b(?:targets?\b(?!\s(?:audience|group|population|area|date))|aims?|aimed|aiming|goals?|ambitions?|wants?\s(?:to\ssee|an?)|wish(?:es)?\sto|hopes?\sto|intends?\sto|plans?\sto|committed\sto|"
    r"should\s(?:rise|fall|reach)|to\sreach|"
    r"to\s(?:increase|raise|reduce|cut|improve)|will\s(?:rise|fall|reach|increase))\b",
    re.IGNORECASE,
)
CHANGED_BEFORE = re.compile(
    r"\b(?:rise|rises|rose|risen|increas\w*|grew|grown|growth|fell|fall|falls|fallen|dropp?\w*|declin\w*|decreas\w*|reduc\w*|improv\w*|cut|"
    r"(?:is|was|are|were|went|gone|goes|go) (?:up|down)|underspen\w*|overspen\w*)"
    r"\s(?:\w+\s){0,2}?(?:by|of)\s(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
CHANGED_AFTER = re.compile(
    r"^\s(?:more|fewer|less|higher|lower|up|down)\b|"
    r"^\s(?:\w+\s)?(?:increase|rise|fall|drop|decrease|decline|reduction|improvement|growth|change|cut)s?\b(?!\s(?:to|from))",
    re.IGNORECASE,
)
PRICED = re.compile(
    r"\b(?:average|median|mean|typical|fares?|prices?|pay|wages?|rents?|fees?|charges?|salar(?:y|ies)|bills?|"
    r"per (?:head|week|hour|month|household|person|year|night))\b",
    re.IGNORECASE,
)
OBLIGED = re.compile(  # "40% of new homes must be affordable", "at least 30% of places are to be let"
    r"^[^.;:,]{0,80}?\s(?:should|must|shall|ought to|(?:is|are) to)\s(?:be|have|reach|get|come|go)\b", re.IGNORECASE
)
MOVED_BY = re.compile(  # "crime rose 12%", "up 8%"
    r"\b(?:rose|risen|rises?|fell|fallen|falls?|grew|grown|dropped|increased|decreased|declined|up|down)\s(?:about|nearly|almost|over|some|around|roughly|another)?\s?$",
    re.IGNORECASE,
)
RATED = re.compile(
    r"^\s?(?:an? (?:hour|week|month|night|day|head|person|place|ticket|session|journey|visit|household|child)|each|apiece)\b", re.IGNORECASE
)
ROUND = (2, 3, 4, 5, 10, 20, 100, 1000, 10000, 100000)  # wholes of a rate; of another whole the part was counted
PROPOSED = re.compile(r"\b(?:propos(?:e[sd]?|ing|als?)|recommend(?:s|ed|ing)?|minded to|consulting on)\b", re.IGNORECASE)
COUNTED_OF = re.compile(r"\d\s(?:out\s)?of\s(?:the|our|their|these|those)\b", re.IGNORECASE)
UP_TO = re.compile(r"\b(?:to|reach|hit|achieve)\s(?:\w+\s){0,2}$", re.IGNORECASE)


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
    if quantity.counted:
        return _short(quantity.counted)
    share = quantity.unit == "%" or quantity.of is not None
    after = (
        _short(LEAD.sub("", _until_boundary(sentence[quantity.end :], predicate=share or bool(quantity.unit)), count=1))
        if not _ends_phrase(sentence[quantity.end :])
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
    return next((piece for piece in pieces if piece and not quantities(piece)), "")


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
    return kept if len(re.findall(r"[^\W\d_]", kept)) >= FEWEST_LETTERS else ""
