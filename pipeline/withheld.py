"""Tell passages that are not to be published without a person's leave: of victims and children, and those that lay blame on a group."""

# ruff: noqa: E501 - a pattern stays on one line, beside its name

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.names_found import Name
from pipeline.sentences import sentence_spans

HARM = re.compile(
    r"\b(?:victims?|survivors?|deceased|bereaved|widow(?:er)?s?|murder\w*|manslaughter|killed|killings?|kill(?:s|ing)|stabb\w+|shot|shootings?|raped?|rapes|"
    r"sexual(?:ly)? (?:assault|abus|exploit)\w*|assault\w*|abus(?:e[ds]?|ing|er)\b|beaten|attacked|groomed|trafficked|neglect(?:ed)?|harassed|bullied|"
    r"died|dies|death of|suicide|took (?:his|her|their) own life|self-harm\w*|overdose|inquest|post-mortem|coroner|funeral of|miscarr\w+|domestic violence|"
    r"forced marriage|genital mutilation|honour[- ]based|taken into care|in care|foster(?:ed)?|adopted|child protection|safeguarding (?:case|referral|concern)|"
    r"serious case review|arrested|charged with|convicted|imprisoned|sentenced|pregnan\w+|diagnosed|sectioned|detained|asylum claim|deport\w+)\b",
    re.IGNORECASE,
)
CHILD = re.compile(
    r"\b(?:(?:aged?|was|is|turned|just|only) (?:[1-9]|1[0-7])\b(?! (?:per|%|of|years? (?:ago|after|later|in|old (?:system|scheme)))|[,.]\d)|(?:[1-9]|1[0-7])[- ]years?[- ]old|"
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)[- ]years?[- ]old|in year (?:[1-9]|1[01])\b|"
    r"a (?:little |young |small |school)?(?:boy|girl|child|baby|toddler|infant|pupil)|the (?:boy|girl|child|baby|toddler|infant)|schoolboy|schoolgirl|"
    r"(?:his|her|their|whose|my|our) (?:\w+ )?(?:son|daughter|child|baby|grandson|granddaughter|grandchild))\b",
    re.IGNORECASE,
)
NUMBERS = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
AGE = re.compile(rf"\b(?:aged?|was|is|turned|just|only) (?:{NUMBERS})(?=\s*(?:[.,;:)!?]|$|(?:and|when|but|years? (?:old|of age))\b))", re.IGNORECASE)
ILLNESSES = (
    r"(?:schizophreni\w+|psychosis|psychotic|bipolar|depress(?:ion|ed)|anxiety|dementia|alzheimer\w*|parkinson\w*|cancer|leukaemia|tumours?|HIV|AIDS|hepatitis|"
    r"tuberculosis|epilep\w+|diabet\w+|asthma\w*|autis\w+|asperger\w*|ADHD|dyslexi\w+|multiple sclerosis|a stroke|heart (?:attack|disease|failure)|"
    r"(?:mental|nervous) (?:illness|breakdown|health (?:problems?|condition|issues))|mentally ill|learning (?:disabilit\w+|difficult\w+)|disabled|"
    r"(?:a )?disabilit\w+|blind|deaf|alcoholi\w+|addict\w*|addiction|HIV[- ]positive|terminally ill|infertil\w+|anorexi\w+|bulimi\w+)"
)
HEALTH = re.compile(
    rf"\b(?:suffer\w*|recover\w*) (?:from|with) (?:\w+ ){{0,3}}{ILLNESSES}|\b(?:has|had|have|having|is|was|became|being|her|his|their|(?:diagnosed|living|lives|lived|treated|"
    rf"medication|treatment) (?:with|for)) (?:\w+ ){{0,2}}{ILLNESSES}\b|\bsuffer(?:s|ed)? from (?:an?|her|his|their) \w+",
    re.IGNORECASE,
)
CASE = re.compile(r"\b(?:case of|case study|named as|known as|identified as)\b", re.IGNORECASE)
GROUPS = (
    r"(?:Muslims?|Islam(?:ic|ists?)?|Jews?|Jewish|Christians?|Catholics?|Protestants?|Hindus?|Sikhs?|Buddhists?|Mormons?|Evangelicals?|mosques?|synagogues?|"
    r"madrass?ahs?|imams?|ethnic minorit(?:y|ies)|minority ethnic|BME|BAME|Asians?|South Asians?|Pakistanis?|Bangladeshis?|Bengalis?|Indians?|Kashmiris?|"
    r"Chinese|Arabs?|Turks?|Turkish|Kurds?|Kurdish|Africans?|Somalis?|Nigerians?|Blacks?|black (?:people|youths?|men|women|boys|communit(?:y|ies)|families)|"
    r"Caribbeans?|African-Caribbeans?|Afro-Caribbeans?|Jamaicans?|whites?|white (?:people|working class|youths?|men|boys|communit(?:y|ies)|families)|Poles|Polish|"
    r"Romanians?|Bulgarians?|Albanians?|Lithuanians?|Latvians?|Eastern Europeans?|East Europeans?|Roma|Romany|Gyps(?:y|ies)|Travellers?|Irish|immigrants?|"
    r"migrants?|asylum seekers?|refugees?|foreigners?|newcomers|(?:faith|ethnic|religious|minority) (?:groups?|communit(?:y|ies)))"
)
BLAME = (
    r"(?:to blame|blam(?:e[ds]?|ing)|(?:their|own) fault|at fault|responsible for|caus(?:e[ds]?|ing) (?:of )?(?:the |all |most |much |this |a )?(?:trouble|problems?|riots?|"
    r"crime|disorder|decline|tension\w*|violence)|behind (?:the|most|much|all)|refus(?:e[ds]?|al|ing) to|unwilling to|do(?:es)? not want to|do(?:es)?n['’]t want to|"
    r"fail(?:ed|s|ure|ing)? to (?:integrate|mix|learn|condemn)|keep to themselves|self-segregat\w+|parallel lives|tak(?:e|es|en|ing) (?:over|our|all the)|swamp\w*|flood(?:ed|ing)? (?:in|into|the)|"
    r"invad\w+|threat\w*|danger\w*|risk\w*|extremis\w+|terroris\w+|terrorists?|radicali[sz]\w+|fanatic\w*|jihad\w*|bomb\w*|riot\w*|violen\w+|crim(?:e|es|inals?|inality)\b|"
    r"gangs?|drug (?:dealers?|dealing|trade)|dealers?|groom\w+|prostitut\w+|trafficking|benefit (?:fraud|cheats?)|scroung\w+|backward\w*|hate(?:d|s|ful)?|hostile|intoleran\w+|"
    r"oppress\w+|forced marriages?|honour (?:crimes?|killings?)|anti-?social|trouble(?:makers?)?|dirty|filthy|overcrowd\w+|queue-?jump\w*|special treatment|favoured|preferential|"
    r"(?:start(?:ed|s|ing)?|pick(?:ed|s|ing)?) (?:all |most |many )?(?:of )?(?:the |these |those |a )?(?:fights?|fighting|trouble|fires?|disorder)|fights?|fighting|steal(?:s|ing)?|"
    r"stole|stolen|thie(?:f|ves|ving)|thefts?|robb(?:ed|ing|ers?|ery|eries)|burgl\w+|mugg(?:ed|ing|ings|ers?)|loot(?:ed|ing|ers?)|vandal\w*|arson\w*|cheat(?:s|ed|ing)?|"
    r"liars?|lazy|ruin(?:ed|s|ing)?|driv(?:e|es|ing) out|drove out)"
)
LAYS = re.compile(rf"\b{GROUPS}\b.*\b{BLAME}|\b{BLAME}.*\b{GROUPS}\b", re.IGNORECASE | re.DOTALL)
NAMES_GROUP = re.compile(rf"\b{GROUPS}\b", re.IGNORECASE)
BACK = re.compile(
    rf"\b(?:they|them|their|theirs|these|those|such) ?\b.*\b{BLAME}|\b{BLAME}.*\b(?:they|them|theirs?|these|those|such)\b", re.IGNORECASE | re.DOTALL
)
ASKS = re.compile(rf"\b{BLAME}.*[?:]\W*\Z", re.IGNORECASE | re.DOTALL)
NEAR = 2  # sentences after one that names a person or group, in which it may still be meant


def is_of_third_party(text: str, names: Sequence[Name]) -> bool:
    """Tell whether a passage speaks of a named person who was harmed, is ill, a child, or the subject of a case; or of a child who was harmed.

    The name and what is said may stand in two sentences, at most ``NEAR`` apart.

    >>> is_of_third_party("The boy was attacked in May.", []), is_of_third_party("The hall was attacked as too dear.", [])
    (True, False)

    Args:
        text: the passage.
        names: found in it; those of officials are not counted.
    """
    (spans,) = sentence_spans([text])
    people = [name for name in names if not name.official]
    named = [n for n, (start, end) in enumerate(spans) if any(start <= name.start < end for name in people)]
    harmed, children, told = [], [], []
    for n, (start, end) in enumerate(spans):
        sentence = text[start:end]
        harmed += [n] if HARM.search(sentence) else []
        children += [n] if CHILD.search(sentence) or AGE.search(sentence) else []
        told += [n] if CASE.search(sentence) or HEALTH.search(sentence) else []
    return _near(harmed, children, 1) or _near(named, [*harmed, *children, *told], NEAR)


def _near(some: Sequence[int], others: Sequence[int], apart: int) -> bool:
    return any(abs(one - other) <= apart for one in some for other in others)


def lays_blame(text: str) -> bool:
    """Tell whether a passage names a religious or ethnic group beside a word of blame or risk; whoever says it, and whether it is denied.

    Both stand in one sentence; or blame is laid on "them" or "these" at most ``NEAR`` sentences after the group; or the group answers a question.

    >>> lays_blame("It was said that the migrants were to blame."), lays_blame("The migrants were thanked for the soup.")
    (True, False)
    """
    (spans,) = sentence_spans([text])
    sentences = [text[start:end] for start, end in spans]
    if any(LAYS.search(sentence) for sentence in sentences):
        return True
    groups = [n for n, sentence in enumerate(sentences) if NAMES_GROUP.search(sentence)]
    if any(BACK.search(sentence) for n in groups for sentence in sentences[n + 1 : n + 1 + NEAR]):
        return True
    return any(n and ASKS.search(sentences[n - 1]) for n in groups)
