"""Tell a sentence that holds no word but those of a meeting's own business: who, when, and that it was noted, signed or agreed.

What a meeting was about needs a word of its own, so such a sentence says nothing that a theme could be found in. Words that
deny or judge (no, not, never) and the present tense are left out but for set phrases: with them the same words make a complaint.
"""

from __future__ import annotations

import re

from pipeline.procedure_phrases import in_words_of_the_meeting

MOST_WORDS, MOST_SIGNS = 90, 700
ACTS = frozenset(
    "abstained abstention abstentions accept accepted acknowledged adjourn adjourned adopt adopted adopting advised agreed amended announced "
    "answered apologised appoint appointed approve approved approving arrange arranged arrived attended attested audited authorise authorised "
    "broadcast carried chaired changed checked circulate circulated close closed commenced completed conclude concluded confirm confirmed "
    "consented consider considered convene convened convening coopted copied countersigned dealt declare declared declaring declined defeated "
    "defer deferred delegated determined discussed dispensed displayed distributed drafted elect elected emailed ended endorse endorsed examined "
    "explained extended filed filmed finished forwarded gave give granted heard inquorate instructed intimated introduce introduced invoked "
    "issued joined left lost mailed move moved nominate nominated note noted noting opened opted outlined passed postponed present presented "
    "presided printed produced propose proposed proposing published quorate ratified ratify read reappointed receive received receiving "
    "recommended reconvene reconvened recorded referred registered reinstate reinstated rejected remained reminded renewed reported resolved "
    "resumed retired returned returning reviewed ruled scrutinised second seconded seconding sent sign signed signing sought started streamed "
    "submit submitted substituted substituting summoned suspend suspended tabled tendered thanked updated used varied vary verified voted voting "
    "webcast welcomed went withdrawn withdrew".split()
)
MATTERS = frozenset(
    "absence abstention abstentions acceptance account accounts adoption agenda amendment amendments announcement announcements apologies "
    "apology appendices appendix appointment appointments approval arrangements attestation audit balance balances ballot bank bills budget "
    "budgets business cash certificate cheque cheques comment comments consent constitution contents copies copy correspondence decision "
    "decisions declaration declarations disclosure disclosures dispensation dispensations dissent division document documents draft drafts "
    "duties email emails expenditure forecast income instructions interest interests invoice invoices item items leave ledger letter letters log "
    "mails majority mandate matter matters meeting meetings membership minutes monitoring motion motions nomination nominations notice notices "
    "office orders paper papers participation payment payments petition petitions policies presentation procedure procedures proceedings "
    "proposal proposals protocol queries query question questions quorum receipts recommendation recommendations reconciliation reconciliations "
    "record recording register reimbursement reimbursements remittance remittances report reports reserves resignation resignations resolution "
    "resolutions return rule rules ruling salary schedule sederunt session sessions signatories signature statement statements substitution "
    "substitutions summons suspension update updates vacancies vacancy variances vat vote votes voting".split()
)
WHO = frozenset(
    "assembly attendees auditor auditors bailie baillie board borough cabinet chair chairman chairmans chairperson chairwoman chief city clerk "
    "clerks colleagues commission commissioners committee committees convener convenor council councillor councillors councils county delegates "
    "depute deputy director directors district everyone executive executives forum full governor governors guests he herself himself mayor "
    "member members officer officers panel parish president press proposer proposers provost public seconder seconders secretary she speaker "
    "speakers sub subcommittee tellers themselves they those town treasurer trustee trustees vice vicepresident ward".split()
)
WHEN = frozenset("agm date dates duration forthcoming future next remaining time".split())
BESIDES = frozenset(
    "a above absent acceptable accommodate accordance accordingly accurate action actions added adjusted advance advised after afternoon again "
    "against all allow also am an and annual annually any appended appropriate arising around as asked at attached attendance autumn bacs be "
    "been before beforehand beginning behalf being below beyond bloc book both break brief briefly brought but by call called came camera carry "
    "casting casual chamber civic clear closing comfort coming complete con concerning conclusion conference confidential consideration continue "
    "continued correct correction corrections correctly covered current dated day days debit detail details direct disclosable discussion do "
    "done due duly during e each earlier early eight en enclosed end ending ensuing estimated evening exempt expenses external extraordinary "
    "favour fifteen file final finance financial first five floor followed following follows for formally forward four fourth from further "
    "gallery gathering general good had half hands has have having held her hereby him his hour hours hrs hybrid immediate immediately in "
    "incoming informed instruct internal into invited it its joint last late later latest link list listed live made mail make minor mins minute "
    "month monthly months morning municipal name named names nem new newly nine non nonpecuniary now number numbered of on once online open "
    "opening or oral orally order ordinary other our out outgoing outstanding over own page pages paid part past pay pecuniary per personal "
    "petty place pm point prejudicial prepared previous previously prior private proceed public purposes put quarter quarterly raised re reason "
    "reasons receipt recess regarding registrable relating remain remainder remote remotely request requested required respect respectively rest "
    "retiring roll round same satisfactory scheduled schedules set seven seventh short shortly show six sixth so spelling spring standing start "
    "stated subject subsequently substantive summer supported take taken tba tbc teams ten terms that the their them then there thereafter "
    "therefore these third thirty this three to today together tonight took totalling transfer true twenty two unanimous unanimously under "
    "undertake until up upon urgent venue verbal verbally video virtual virtually was week weeks welcome were when which while who whole whose "
    "will winter wish wished with within without would written year years zoom".split()
)
RISES = frozenset("adjourned concluded convened reconvened resumed".split())  # what a body does of itself
KNOWN = ACTS | RISES | MATTERS | WHO | WHEN | BESIDES
TENSE = frozenset("are is".split())  # of a date alone
VERDICTS = frozenset(  # what needs no matter beside it
    "accepted adopted agreed all approved carried clerk dated deferred duly lost moved noted proposed resolved seconded signed unanimous unanimously "
    "withdrawn".split()
)
OTHER = re.compile(r"\?|£ ?[\d,.]+ (?:resolved|agreed)\b", re.IGNORECASE)  # a question, and a row of a list of payments
WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)?")


def only_of_the_meeting(sentence: str) -> bool:
    """Tell whether each word of a sentence is of a meeting's business, and one says what was done with what.

    >>> only_of_the_meeting("The Clerk's report was received and noted by members.")
    True
    >>> only_of_the_meeting("The report on segregation was received."), only_of_the_meeting("The public have no interest in the meeting.")
    (False, False)
    """
    if len(sentence) > MOST_SIGNS or len(sentence.split()) > MOST_WORDS or OTHER.search(sentence):
        return False
    words = {re.sub(r"[’'](?:s)?$|[’']", "", word).lower() for word in WORD.findall(in_words_of_the_meeting(sentence))}
    when = bool({"meeting", "meetings"} & words and (WHEN & words or (TENSE & words and re.search(r"\d", sentence))))
    if not words or not words <= (KNOWN | TENSE if when else KNOWN):
        return False
    acts = ACTS & words
    return when or len(acts) > 1 or bool(acts and (MATTERS & words or words <= VERDICTS)) or bool(RISES & words)
