"""Tell whether a block of minutes is a formality of the meeting: it is only if each of its sentences is one, from its first word to its last."""

from __future__ import annotations

import re

from pipeline.date_words import MONTH_NAME, WEEKDAY
from pipeline.procedure_vocabulary import only_of_the_meeting

TRIVIAL_WORDS = 6  # so short a line under a heading such as Next meeting is of it
ABBREVIATED = re.compile(r"\b(Cllr|Mr|Mrs|Ms|Dr|St|No|no(?=\. \d)|\d|[A-Z])\.\s")
NEXT_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9“\"])")
WHEN_OR_WHERE = re.compile(  # and what else stands alone under a heading such as Next meeting or Declarations of interest
    rf"\b(?:{WEEKDAY}|(?:{MONTH_NAME})\b(?! have\b)|\d{{1,2}}[:.]\d\d|\d{{1,2}}\s?(?:am|pm|noon)|noon|[12]\d{{3}}|"
    r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|"
    r"tb[ac]|to be (?:confirmed|advised|arranged|announced|agreed|set)|"
    r"hall|room|cent(?:re|er)|chamber|church|chapel|school|college|librar(?:y|ies)|offices?|pavilion|house|hub|club|theatre|hotel|"
    r"street|road|lane|avenue|square|venue|place|online|virtual(?:ly)?|zoom|teams|remote(?:ly)?|"
    r"none|nil|n/a|not applicable|agreed|approved|adopted|accepted|accurate|confirmed|noted|signed|correct|record|proposed|seconded|resolved|carried|"
    r"declar\w+|interests?|pecuniary|apolog\w+|dispensations?|minutes?|meetings?|agenda|items?|matters arising|chair(?:man|person|woman)?|clerk|"
    r"cllrs?|councillors?|mrs?|ms|miss|dr|excluded|closed?|adjourned|dates?)\b",
    re.IGNORECASE,
)


def says_when_or_where(line: str) -> bool:
    """Tell whether a short line names a day, an hour or a place, or has a word of the formalities of a meeting.

    >>> says_when_or_where("Tuesday in the mill hall"), says_when_or_where("Racist graffiti on the mill")
    (True, False)
    """
    return WHEN_OR_WHERE.search(line) is not None


def is_procedure(words: str) -> bool:
    """Tell whether every sentence is a formality.

    >>> is_procedure("The minutes were agreed. None."), is_procedure("The minutes were agreed. Families wait three years for a home.")
    (True, False)
    """
    sentences = [s for s in NEXT_SENTENCE.split(ABBREVIATED.sub(r"\1 ", words)) if re.search(r"[^\W\d]", s)]
    return bool(sentences) and all(only_of_the_meeting(sentence) for sentence in sentences)
