"""Say by which words a sentence names what it measures, its year and its kind: patterns as data."""

from __future__ import annotations

import re

from pipeline.quantity_words import NUMBER

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
    r"one|two|three|four|five|six|seven|eight|nine|ten|"
    r"(?:1[89]|20)\d\d(?:\s?[/–-]\s?\d{1,4})?))+\s*$"
)
LEAD = re.compile(
    r"^\W*(?:(?:of|for|on|in)\s)?(?:(?:the|a|an|all|our|their|its|these|those|such|which|that|who|it|they|we)\s)*"
    r"(?:(?:was|were|is|are|has\sbeen|have\sbeen|had\sbeen)\s)?",
    re.IGNORECASE,
)
NO_ADVERB = (
    "family|supply|assembly|anomaly|monopoly|reply|ally|bully|rally|elderly|july|italy|weekly|monthly|daily|yearly|quarterly|friendly|early|only|fly"
)
ADVERB = re.compile(rf"(?<=\w)\s(?!(?:{NO_ADVERB})$)[a-z]{{2,}}ly$")  # it says how somebody does what comes before, and measures nothing
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
CHANGED_BY = re.compile(  # "a 4% improvement was set": what has improved is not said after it
    r"\s(?:\w+\s)?(?:increase|rise|fall|drop|decrease|decline|reduction|improvement|growth|change|cut)s?\b(?!\s(?:in|of|to|from|for)\b)",
    re.IGNORECASE,
)
FIGURE = r"(?:targets?|figures?|numbers?|totals?|rates?|levels?|shares?|amounts?|percentages?|proportions?|sums?)"
POINTS_BACK = re.compile(rf"(?:\b|\W+)(?:this|that|these|those|the|such an?|an?)\s{FIGURE}\b", re.IGNORECASE)
RATED = re.compile(
    r"^\s?(?:an? (?:hour|week|month|night|day|head|person|place|ticket|session|journey|visit|household|child)|each|apiece)\b", re.IGNORECASE
)
ROUND = (2, 3, 4, 5, 10, 20, 100, 1000, 10000, 100000)  # wholes of a rate; of another whole the part was counted
PROPOSED = re.compile(r"\b(?:propos(?:e[sd]?|ing|als?)|recommend(?:s|ed|ing)?|minded to|consulting on)\b", re.IGNORECASE)
COUNTED_OF = re.compile(r"\d\s(?:out\s)?of\s(?:the|our|their|these|those)\b", re.IGNORECASE)
UP_TO = re.compile(r"\b(?:to|reach|hit|achieve)\s(?:\w+\s){0,2}$", re.IGNORECASE)
