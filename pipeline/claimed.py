"""Tell how a figure is given: from official figures, simply reported, claimed by somebody, or contested beside it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from pipeline.clauses import agent_of, joined, owner_text, parser, subject_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Status = Literal["official", "reported", "claimed", "contested"]

OFFICIAL = re.compile(
    r"\b(?:census(?:es)?|ONS|Office for National Statistics|official (?:statistics|figures|data)|national statistics|statistical (?:bulletin|"
    r"release)|"
    r"StatsWales|StatsCymru|NOMIS|NISRA|Ofsted|Estyn|Audit (?:Office|Commission)|Annual (?:Survey|Report) of|Inspectorate|"
    r"DWP|HMRC|Home Office (?:statistics|figures|data)|police recorded crime|"
    r"(?:crime|citizenship|labour force|place|annual population|residents?|household) survey|index of (?:multiple )?deprivation|"
    r"audited?|statement of accounts)\b",
    re.IGNORECASE,
)
# Verbs of saying: those by which somebody simply gives a figure, and those by which somebody stands for it.
GIVING = frozenset("say state report tell explain inform advise confirm announce note add present show put observe outline".split())
STANDING = frozenset(
    "claim argue allege insist assert estimate reckon believe think feel suggest complain warn admit acknowledge maintain contend quote declare "
    "stress emphasise emphasize point reply answer counter retort respond write boast predict calculate find agree accept remark mention "
    "recall".split()
)
SAID = re.compile(  # what a sentence must have to be parsed: the stem of a verb of saying
    r"\b(?:sa(?:y|id)|told|tell|thought|think|felt|feel|w(?:rite|rote)|found|find|held|puts?\b|stat(?:e|ing)|report|explain|inform|advis|"
    r"confirm|announc|not(?:e|ing)|"
    r"add|present|show|observ|outlin|claim|argu|alleg|insist|assert|estimat|reckon|believ|suggest|complain|warn|admit|acknowledg|maintain|"
    r"contend|quot|"
    r"declar|stress|emphasi|point|repl|answer|counter|retort|respond|boast|predict|calculat|agree|accept|remark|mention|recall)",
    re.IGNORECASE,
)
# Whose office it is to keep a body's figures: what they give to a meeting is the body's own account.
OFFICERS = frozenset(
    "officer officers clerk treasurer manager managers director engineer surveyor librarian accountant superintendent inspector sergeant constable "
    "warden bursar registrar solicitor planner executive auditor curator ranger".split()
)
OWN = frozenset("we i us".split())
HEARSAY = re.compile(
    r"\b(?:it (?:is|was|has been|had been) (?:widely |often |sometimes )?(?:claimed|alleged|said|argued|suggested|believed|thought|rumoured|"
    r"put about)|"
    r"reportedly|allegedly|supposedly|are said to|is said to|was said to|were said to)\b",
    re.IGNORECASE,
)
COMMISSIONED = re.compile(r"\b(?:surveys?|polls?|reports?|research|study|studies|figures)\b.*?\b(?:by|for|from)\s", re.IGNORECASE)
ACCORDING = re.compile(
    r"\b(?:according to|in the (?:words|views?|opinion|experience|estimation) of|as (?:claimed|stated|put|estimated) by|by the (?:reckoning|"
    r"account|count) of)\s(?P<who>[^,;:.()]{3,70}?)(?=[,;:.()]|\s(?:that|"
    r"about|some|[£€$]?\d)|$)",
    re.IGNORECASE,
)
SOURCE = re.compile(r"\b(?:reports?|survey|census|statistics|figures|inspectorate|inspectors|auditors?|accounts)\b", re.IGNORECASE)
NO_PERSON = re.compile(
    r"^(?:the\s)?(?:data|statistics?|figures?|reports?|survey|census|table|evidence|results?|research|study|minutes?|it|this|that|there|which|who|"
    r"what)\b",
    re.IGNORECASE,
)
# What says, soon after a figure, that others see it otherwise.
CONTESTS = re.compile(
    r"\b(?:(?:some\s|many\s)?others?\b[^.]{0,60}\b(?:of the opinion|felt|disagreed|disputed|doubted|questioned|believed|argued|said|thought|"
    r"challenged)|"
    r"(?:disput|contest|challeng|doubt|contradict|question|reject|queri)ed\b|disputes\b|contradicts\b|doubts? (?:this|that|it|whether|"
    r"the)\b|mixed (?:feelings|views|opinions)|(?:not|n.t|never) (?:accept|agree|"
    r"believe|recognise|add up|stand up|bear (?:this|that|it) out|tally|match)\w*|disagree[sd]?|(?:is|was|were|are) (?:simply |plainly |"
    r"quite |just )?(?:wrong|untrue|"
    r"incorrect|inaccurate|misleading|exaggerated|inflated|overstated|understated|nonsense|false|a myth|too (?:high|low))|"
    r"repl(?:y|ied|ies)|countered|retorted|responded|(?:put|puts) (?:it|the (?:number|figure|total|cost)\b[^.]{0,30}) at|can find only|"
    r"rests? on (?:none|nothing)|"
    r"no (?:truth|basis|evidence|such)|denie[sd]|denying|not true|on the contrary|nowhere near|far (?:from|too (?:high|low))|"
    r"nearer (?:to )?[£€\d]|closer to [£€\d]|"
    r"the (?:true|real|correct|actual) (?:figure|number|cost|sum|total)|cannot be (?:right|true|so)|took issue|called into question)\b",
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

    An officer who reports to a meeting gives the body's own account, and "we" is who writes: neither claims.

    Args:
        sentence: the sentence, on one line.
        at: where the figure stands in it.
        speaker: who speaks the passage, where the document names one and the study allows it.

    >>> claimed_by("A delegate said that 300 of the 500 came by bus.", 21, None)
    'A delegate'
    """
    for match in ACCORDING.finditer(sentence):
        if _is_claimant(who := match["who"].strip()):
            return who
    said = _sayer(sentence, at)
    if said is None:
        return speaker
    verb, subject = said
    who = owner_text(subject) or joined(subject.subtree)
    office = subject.lower_ in OFFICERS or any(child.lower_ in OFFICERS and child.dep_ == "compound" for child in subject.children)
    if subject.lower_ in OWN or (office and verb.lemma_.lower() in GIVING):
        return None
    return who if _is_claimant(who) else speaker


def _is_claimant(who: str) -> bool:
    """Tell whether words name somebody who can claim; a source is none, unless it is said whose it is."""
    if OFFICIAL.search(who):
        return False
    return bool(COMMISSIONED.search(who)) or not (NO_PERSON.match(who) or SOURCE.search(who))


def _sayer(sentence: str, at: int) -> tuple[Token, Token] | None:
    """Return the verb of saying that governs what stands at a place, and its subject."""
    if not SAID.search(sentence):
        return None
    doc = _parsed(sentence)
    figure = next((token for token in doc if token.idx + len(token) > at), None)
    if figure is None:
        return None
    for verb in figure.ancestors:
        puts = verb.lemma_ == "put" and any(child.lower_ == "at" and child.is_ancestor(figure) for child in verb.children)
        subject = subject_of(verb) if puts else _subject_of_saying(verb)
        of_relative = verb.dep_ == "relcl" and subject == verb.head  # "tenants, who said": the figure stands within what is said of them
        if subject is not None and subject != figure and (of_relative or not subject.is_ancestor(figure)):
            return verb, subject
    return None


@lru_cache(maxsize=64)
def _parsed(sentence: str) -> Doc:
    return parser()(sentence)


def _subject_of_saying(verb: Token) -> Token | None:
    if verb.lemma_.lower() not in GIVING | STANDING or verb.pos_ != "VERB":
        return None
    if any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children):
        return agent_of(verb)
    subject = subject_of(verb)
    if subject is None and verb.tag_ == "VBG" and verb.dep_ in ("advcl", "conj"):  # "was here, saying that"
        subject = subject_of(verb.head)
    if subject is not None and subject.like_num:  # "46 answered": those counted, nobody who claims
        return None
    if subject is not None and subject.lower_ in ("who", "which", "that") and verb.dep_ == "relcl":
        return verb.head
    return subject


def status(sentence: str, who: str | None, *, disputed: bool) -> Status:
    """Return how a figure is given; a dispute weighs more than who says it, and that more than a source it names."""
    if disputed:
        return "contested"
    if who or HEARSAY.search(sentence):
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
