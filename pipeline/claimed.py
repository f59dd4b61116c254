"""Tell how a figure is given: from official figures, simply reported, claimed by somebody, or contested beside it."""

from __future__ import annotations

import re
from typing import Literal

Status = Literal["official", "reported", "claimed", "contested"]

OFFICIAL = re.compile(
    r"\b(?:census(?:es)?|ONS|Office for National Statistics|official (?:statistics|figures|data)|national statistics|statistical (?:bulletin|"
    r"release)|"
    r"StatsWales|StatsCymru|NOMIS|NISRA|Ofsted|Estyn|Audit (?:Office|Commission)|Annual (?:Survey|Report) of|Inspectorate|"
    r"DWP|HMRC|Home Office (?:statistics|figures|data)|police recorded crime|"
    r"(?:crime|citizenship|labour force|place|annual population|residents?|household) survey|index of (?:multiple )?deprivation|"
    r"(?:out-?turn|audited?|statement of accounts|accounts show)|performance (?:report|indicators?)|national indicators?|best value)\b",
    re.IGNORECASE,
)
SAYING = (
    r"(?:says?|said|stated?|states|claim(?:s|ed)?|argue[sd]?|report(?:s|ed)|told|felt|feels?|believe[sd]?|thought|suggest(?:s|ed)|insist(?:s|ed)|"
    r"alleg(?:es|ed)|"
    r"estimate[sd]?|estimating|reckon(?:s|ed)|complain(?:s|ed)|explain(?:s|ed)|warn(?:s|ed)|admit(?:s|ted)|acknowledge[sd]?|maintain(?:s|ed)|"
    r"observe[sd]?|asserts?|asserted|quoted|saying)"
)
# Who says it: the sentence's or clause's subject, before a verb of saying.
WHO = re.compile(
    r"(?:^|[,;:–—]\s|\bthat\s)"
    r"(?P<who>(?:(?i:an?|the|one|two|three|some|several|many|most|other|another|our|her|his|its|their)\s(?=\w{3})|[A-Z])[^,;:.()]{1,70}?)\s"
    rf"(?:(?:has|have|had|also|then|further|later|often)\s)*{SAYING}"
    r"(?=\s(?:that|about|some|over|under|more|fewer|less|nearly|almost|around|only|"
    r"the|there|they|it|we|he|she|an?|just|as many|up to|how|[A-Z]|[£€$]?\d)|:|,)"
)
NOT_WHO = re.compile(  # what cannot be who says: it begins with a preposition or ends in the middle of something else
    r"^(?i:in|at|on|of|for|from|by|to|with|as|when|while|after|before|since|if|although|recent|not|it|this|that|there|which|who|what|these|those)\b"
    r"|\b(?i:was|were|is|are|be|been|being|to|not|of|in|and|or|who|which|that|by|for|with|from|as|has|have|had|an?|the|no|its|were)$"
)
ACCORDING = re.compile(
    r"\b(?:according to|in the (?:words|view|opinion) of|as (?:claimed|stated|put|estimated) by)\s(?P<who>[^,;:.()]{3,70}?)(?=[,;:.()]|\s(?:that|"
    r"about|some)\b|$)",
    re.IGNORECASE,
)
AFTER = re.compile(rf",\s(?P<who>[^,;.()]{{3,60}}?)\s(?:(?:has|have|had)\s)?{SAYING}(?=[;,.]|$)", re.IGNORECASE)
SOURCE = re.compile(r"\b(?:reports?|survey|census|statistics|figures|inspectorate|inspectors|auditors?|accounts)\b", re.IGNORECASE)
NO_PERSON = re.compile(
    r"^(?:the\s)?(?:data|statistics?|figures?|reports?|survey|census|table|evidence|results?|research|study|minutes?|it|this|that|there|which|who|"
    r"what)\b",
    re.IGNORECASE,
)
# What says, soon after a figure, that others see it otherwise.
CONTESTS = re.compile(
    r"\b(?:(?:some\s)?others?\b[^.]{0,60}\b(?:of the opinion|felt|disagreed|disputed|doubted|questioned|believed|argued|said|thought|challenged)|"
    r"(?:disput|contest|challeng|doubt|contradict|question|reject)ed\b|mixed (?:feelings|views|opinions)|not accept\w*|(?:is|was|were|"
    r"are) (?:wrong|untrue|incorrect|inaccurate|misleading|exaggerated)|"
    r"repl(?:y|ied|ies)|countered|retorted|responded|put (?:it|the (?:number|figure|total)\b[^.]{0,30}) at|can find only|rests? on (?:none|nothing)|"
    r"no (?:truth|basis|evidence)|denie[sd]|not true|on the contrary)\b",
    re.IGNORECASE,
)
POINTS_BACK = re.compile(r"\b(?:this|that|these|those|it|the (?:figures?|claims?|numbers?|statement|suggestion))\b", re.IGNORECASE)
NEAR = 4  # sentences after a figure in which its dispute is looked for
LETTERS = 6  # words alike in so many first letters count as one: protest, protests, protesters
STOP = frozenset(
    """
    about after again against all also and any are because been before being between both but can could did does doing down during each few for
    from further had has have having her here his how into its just more most much must not now off once only other our out over own same she
    should some such than that the their them then there these they this those through too under until very was were what when where which while
    who whom why will with would year years per cent number numbers percent million thousand
    """.split()
)


def content_words(text: str) -> frozenset[str]:
    """Return the first letters of the words of a text that carry meaning.

    >>> sorted(content_words("The protests of the young protesters"))
    ['protes', 'young']
    """
    return frozenset(word[:LETTERS] for word in re.findall(r"[^\W\d_]{3,}", text.lower()) if word not in STOP)


def claimed_by(sentence: str, at: int, speaker: str | None) -> str | None:
    """Return who gives a figure, in the sentence's own words; else who speaks, else null.

    Args:
        sentence: the sentence.
        at: where the figure stands in it.
        speaker: who speaks the passage, where the document names one and the study allows it.

    >>> claimed_by("A delegate said that 300 of the 500 came by bus.", 21, None)
    'A delegate'
    """
    before = (found for found in WHO.finditer(sentence) if found.end() <= at + 1)
    after = (found for found in AFTER.finditer(sentence) if found.start() >= at)
    for match in (*ACCORDING.finditer(sentence), *before, *after):
        who = match["who"].strip()
        if not NO_PERSON.match(who) and not NOT_WHO.search(who) and not SOURCE.search(who):
            return who
    return speaker


def status(sentence: str, who: str | None, *, disputed: bool) -> Status:
    """Return how a figure is given; a dispute weighs more than who says it, and that more than a source it names."""
    if disputed:
        return "contested"
    if who:
        return "claimed"
    return "official" if OFFICIAL.search(sentence) else "reported"


def disputes(sentence: str, following: list[str]) -> list[int]:
    """Return which of the sentences that follow a figure dispute it, as positions in the list.

    A sentence disputes it if it has words of dispute and either points back or shares two words with the figure's sentence.

    >>> disputes("300 of the 500 marchers came from Ashby.", ["It rained.", "Others thought most marchers were from outside Ashby."])
    [1]
    """
    words = content_words(sentence)
    return [
        n
        for n, later in enumerate(following[:NEAR])
        if (found := CONTESTS.search(later))
        and (len(words & content_words(later)) >= 2 or (n <= 1 and POINTS_BACK.search(later, 0, found.end() + 40)))
    ]
