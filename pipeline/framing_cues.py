"""Count the words by which English says how it stands to its subject: denial, duty, intent, praise, complaint, another mind."""

# ruff: noqa: E501 - a pattern stays on one line, beside its name

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

WEIGHT = 0.5  # of log(1 + times found) beside a unit vector, as seeds weigh in the theme coder

# Closed classes and common words of the language, not of any document; each counts by itself, and what it says is learnt from the exemplars.
CUES = {
    "denial": r"not|no|never|nobody|nothing|none|nor|neither|without|cannot|hardly|barely|scarcely|\w+n['’]t",
    "duty": r"should|must|ought|needs? to|ha(?:s|ve) to|had better|it is time|let(?:['’]s| us)|required? to",
    "asking": r"recommend\w*|urg(?:e|es|ed|ing)|call(?:s|ed|ing)? (?:for|on|upon)|propos(?:e|es|ed|ing|als?)|suggest(?:s|ed|ing|ion|ions)?|demand(?:s|ed)?|request(?:s|ed)?|please|why not|how about|options?|we want|i want|would like",
    "intent": r"will|shall|plans? to|planned|intends?|going to|agreed (?:to|that)|resolved|pledg\w+|promis\w+|commit(?:s|ted|ment)?|aims? to|from next|in future",
    "if": r"would|could|might|may|if|unless|perhaps",
    "good": r"good|great|best|better|well|excellent|proud\w*|pride|welcom\w+|thriv\w+|success\w*|prais\w+|thank\w*|celebrat\w+|congratulat\w+|won|winners?|win|enjoy\w*|happ(?:y|ier|ily)|love[sd]?|lovely|friend\w*|trust(?:s|ed)?|safer?|improv\w+|strong\w*|strengths?|valu(?:e|es|ed|able)|pleas(?:ed|ure)|delight\w*|popular|hope\w*|benefit\w*|works?|worked|grateful|credit\w*|kind(?:ness)?|help(?:s|ed|ful)|thanks to|brilliant|easy|easier|together",
    "bad": r"bad(?:ly)?|worse|worst|poor(?:ly|er)?|fail\w*|wrong\w*|problems?|difficult\w*|hard(?:er)?|broken?|damp|dirty|dark|cold|empty|shut|clos(?:ed|ure|ures)|cuts?|lost|loss|los(?:es|ing)|suffer\w*|struggl\w*|racis\w+|abus\w+|attack\w*|violen\w+|crime|damag\w+|blam\w+|complain\w*|complaints?|angry|anger|shame\w*|unfair\w*|ignor\w+|neglect\w*|refus\w+|tension\w*|divi(?:ded|sion|sions)|segregat\w+|isolat\w+|lonely|poverty|debts?|waits?|waited|waiting|delay\w*|overcrowd\w*|resent\w*|suspicio\w+|disgrace\w*|sham|scandal\w*|useless|tired|sick|stuck|turned away",
    "lack": r"lack\w*|shortage\w*|too (?:few|little|many|much|late|long|often|far|small|dear)|not enough|enough|no longer|gaps?|missing|unable|only|still|yet to|never been|nowhere|no one",
    "fear": r"fear\w*|afraid|worr\w+|concern(?:s|ed)?|anxi\w+|risk\w*|threat\w*|unsafe|danger\w*|scared|frighten\w*|alarm\w*|warn\w*",
    "but": r"but|however|although|though|yet|whereas|while|despite|nevertheless|nonetheless|on the contrary|instead|rather than|on the other hand|even so|all the same",
    "another mind": r"disagree\w*|object(?:ed|s|ing|ion|ions|ors?)|oppos(?:e|es|ed|ing|ition)|dissent\w*|doubt\w*|disput\w+|question(?:ed|s|ing) (?:whether|why|the|how|if)|challeng(?:e|ed|es|ing)|reject\w*|refut\w+|contest(?:ed|s)?|contrary|sceptic\w*|unconvinced|unpersuaded|critic\w*|den(?:y|ies|ied)|myths?|nonsense|mistaken|misleading|inaccurate|untrue|so-called|minority|against|protest\w*|rebut\w*|contradict\w*|differ(?:s|ed)?|disappoint\w*|argu(?:e|es|ed)|insist(?:s|ed)?|accused?",
    "others": r"others?|some|several|one (?:member|resident|man|woman|councillor|speaker|group|table)|a few|not (?:everyone|all)|majority|both sides|divided|split",
    "does not hold": r"(?:do|does|did|could|can|would)(?: not|n['’]t|not) (?:\w+ )?(?:agree|accept|share|believe|think|support|recognise|follow|see|regard|want|like|buy)|(?:is|was|are|were)(?: not|n['’]t) (?:\w+ )?(?:true|right|so|the case|how|what|convinced|persuaded|satisfied|happy|fair)|vot(?:ed|es?|ing) against|at odds|on the record|to be recorded|recorded? (?:his|her|their|that)|take issue|in (?:his|her|their|my|our) view|with respect",
    "said": r"said|says|told|felt|feel|thought|noted|reported|heard|stated|added|asked|explained|claim(?:s|ed)|according to",
    "I": r"I|me|my|myself",
    "we": r"we|us|our|ours",
    "you": r"you|your|yours",
    "they": r"they|them|their|he|she|his|her",
    "number": r"\d[\d,.]*",
    "time": r"\d{1,2}[.:]\d\d|[ap]\.?m\.?|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|April|June|July|August|September|October|November|December",
    "more": r"more|fewer|less|rose|risen|fell|fallen|increas\w+|reduc\w+|doubl\w+|up from|down from|up by|since",
    "record": r"minutes?|noted|report|table|chapter|section|appendix|paragraph|agenda|item|appointed|elected|apologies|adjourned|published|population|census|per cent|held|meets?|open(?:s|ed)?",
}
BEGINS = re.compile(  # a sentence that tells somebody to do something
    r"(?:^|[.!?:;]\s+|\n\s*(?:[-•*]\s*)?)(?:[A-Z][\w ]{0,20}: )?(?:Make|Put|Give|Let|Open|Set|Build|Provide|Hold|Fund|Bring|Keep|Stop|Start|Train|Publish|Appoint|Create|Establish|Move|Extend|Ensure|Allow|Get|Have|Hand|Run|Offer|Pay|Use|Teach|Send|Invite|Ask|Ban|Review|Introduce|Turn|Take|Write|Find|Share|Encourage|Support|Do|Bus|Join|Tell|Spend|Leave|Change|Fix|Mend|More|Less|Fewer|Free)\b"
)
# By which a text says that it, or somebody, is of another mind. Their absence proves nothing: one cue among others.
DISSENT = re.compile(
    r"\b(?:disagree\w*|object(?:ed|ion|ions|s) to|oppos(?:e|ed|es|ing|ition to)|dissent\w*|not everyone"
    r"|not all (?:members|residents|delegates|agreed)"
    r"|(?:some|others|one|several|a few) (?:\w+ ){0,3}"
    r"(?:felt|thought|argued|disputed|doubted|questioned|challenged|warned|feared)"
    r"|doubt(?:ed|s) (?:whether|that)|sceptical|unconvinced|on the other hand|a minority"
    r"|did not accept|rejected|does not reflect|myth|nonsense|enough of)\b",
    re.IGNORECASE,
)
_AS_WRITTEN = frozenset({"I", "time"})  # looked for as the text has them; all others in its small letters, which takes less than half the time
_COUNTED = [(re.compile(rf"\b(?:{pattern})\b"), name in _AS_WRITTEN) for name, pattern in CUES.items()] + [(BEGINS, True), (DISSENT, False)]
_MARKS = ("?", "!", "“", "£")


def names() -> list[str]:
    """Return what the columns of ``count_cues`` count, in their order."""
    return [*CUES, "told to", "words of dissent", *_MARKS]


def count_cues(texts: Sequence[str]) -> np.ndarray:
    """Count the cues of each text.

    Args:
        texts: n texts.

    Returns:
        float64[n, cues]: log(1 + times found), times .5, one column a cue, in the order of ``names``.

    >>> count_cues(["They should not."])[0, [0, 1, 3]].round(2).tolist()
    [0.35, 0.35, 0.0]
    """
    return WEIGHT * np.log1p(np.array([_found(text) for text in texts], dtype=np.float64).reshape(len(texts), len(names())))


def _found(text: str) -> list[int]:
    small = text.lower()
    return [len(pattern.findall(text if as_written else small)) for pattern, as_written in _COUNTED] + [text.count(mark) for mark in _MARKS]
