"""Tell a sentence that holds no word but those of a meeting's own business: who, when, and that it was noted, signed or agreed.

What a meeting was about needs a word of its own, so such a sentence says nothing that a theme could be found in. Words that
deny or judge (no, not, never), the present tense and names without a title are left out: with them the same words make a complaint.
"""

from __future__ import annotations

import re

from pipeline.procedure_words import CLOCK, DATE, MONTH, NAME

MOST_WORDS, MOST_SIGNS = 30, 300
ACTS = frozenset(
    "accept accepted adjourned adopt adopted agreed appoint appointed approve approved arrived authorised carried circulated closed commenced "
    "concluded confirm confirmed convened declared defer deferred elect elected ended joined moved nominated note noted opened postponed "
    "presented proposed ratified receive received recommended reconvened recorded resolved resumed reviewed seconded sign signed submitted "
    "suspended tendered thanked took verified voted welcomed withdrawn withdrew".split()
)
MATTERS = frozenset(
    "absence abstention abstentions acceptance accounts agenda amendment amendments apologies apology bank business cheque cheques copies copy "
    "correspondence declaration declarations dispensation dispensations interest interests invoice invoices item items matters meeting meetings "
    "minutes motion motions office orders paper papers payment payments question questions quorum receipts recommendation recommendations "
    "reconciliation record report reports resolution resolutions schedule session sessions signature statement statements update updates vote "
    "votes".split()
)
WHO = frozenset(
    "auditor auditors board chair chairman chairmans chairperson chairwoman clerk clerks committee committees council councillor councillors "
    "councils deputy forum full he mayor member members officer officers panel parish press public she sub subcommittee they those town "
    "trustees vice".split()
)
BESIDES = frozenset(
    "a above abstained accordance accurate action after against all also an and annual any arising as at attendance be been before being below "
    "both by casting chamber correct dated day draft during each ensuing evening external fair favour finance financial first following for "
    "from further general had having held her him his in internal into it its last left listed lost monthly next of on or order ordinary other "
    "passed pecuniary per personal present previous prior put quarterly read requested required room same scheduled standing taken that the "
    "their them then there these this to together true two unanimous unanimously until upon was were when which with year".split()
)
KNOWN = ACTS | MATTERS | WHO | BESIDES
TITLE = r"(?:cllrs?|councillors?|mr|mrs|ms|miss|dr|revd?|insp|sgt|pc)\.?"
PERSON = re.compile(rf"\b{TITLE} {NAME}(?:(?: |, | and | & |, and )(?:{TITLE} )?{NAME}){{0,6}}", re.IGNORECASE)
TIMES = re.compile(rf"\b{DATE}\b|{CLOCK}(?!\w)|\b(?:{MONTH}|\d{{1,4}}(?:st|nd|rd|th)?|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b", re.IGNORECASE)
WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)?")


def only_of_the_meeting(sentence: str) -> bool:
    """Tell whether each word of a sentence is of a meeting's business, and one says what was done with what.

    >>> only_of_the_meeting("The Clerk's report was received and noted by members.")
    True
    >>> only_of_the_meeting("The report on segregation was received."), only_of_the_meeting("The public have no interest in the meeting.")
    (False, False)
    """
    if len(sentence) > MOST_SIGNS or len(sentence.split()) > MOST_WORDS:
        return False
    bare = TIMES.sub(" ", PERSON.sub(" clerk ", sentence))
    words = [re.sub(r"[’'](?:s)?$|[’']", "", word).lower() for word in WORD.findall(bare)]
    if not words or not KNOWN.issuperset(words):
        return False
    return bool(ACTS.intersection(words)) and (bool(MATTERS.intersection(words)) or len(words) <= 2)
