"""Formalities of a meeting are procedure, and what the meeting was about is not; councils and people are invented."""

import pytest

from pipeline.procedure_rules import is_procedure

FORMAL = [
    "Dates for meetings the next year are 7th March, 2nd May and 4th July 2017.",
    "Dates for next years meetings are :-",
    "Date for the meeting to be held in November is Tuesday the 12th, due to Bonfire Night",
    "Next Meeting Alder Annual Parish Meeting and",
    "Future meetings: 3 May, 5 July and 6 September 2016",
    "Mr Thorne then left the meeting",
    "Cllr Brown and Cllr Ahmed joined the meeting at 7.40pm.",
    "Ada Thorne left the room during this item.",
    "The Councillors nominated and resolved that Councillor Brown remain as Chair. Councillor Brown accepted and signed the Declaration of Office as Chair.",
    "The minutes of the meeting held on 12th January had been circulated prior to this meeting. Draft had been forwarded to the county's website.",
    "The Standing Orders had been e-mailed to Councillors at an earlier date, no amendments made and it was resolved to adopt.",
    "The Data Protection Policy was circulated to the Councillors prior to this meeting. The Councillors resolved it to be satisfactory and the Chairman signed it.",
    "The policies had been circulated prior to the meeting and Councillors resolved all to be satisfactory",
    "Draft 2 of the 2018/19 Accounts had been circulated prior to the meeting, no comments or questions",
    "Statement of Accounts - The Accounts were approved by the Parish Council and signed by the Chairman",
    "The Receipts and Payments Account for the year ended 31st March 2016 was presented. All Councillors approved and it was resolved Councillor Brown sign the Accounts Book.",
    "Copy of these Accounts in Minute Book",
    "A copy of the contract of employment was emailed to all Councillors prior to the meeting. It was agreed and resolved to sign",
    "The Councillors resolved to pay :",
    "The following were passed for payment by the Councillors",
    "Emails are forwarded to Councillors upon receipt.",
    "Mrs Bridge thanked the Parish Council.",
    "The Chairman thanked Ada Thorne for speaking.",
    "The Chairman invited members of the public to speak and these were the main points",
    "The meeting was adjourned for questions at 7.30pm.",
]
SUBSTANCE = [
    "The home side held on six minutes from time, thanks to the goalkeeper whom they signed in the summer.",
    "It took 20 minutes of shouting until the neighbours had agreed to talk.",
    "Dates for the street party are being sought by the residents of the two estates.",
    "The date of the last meeting between the two groups was 2004, and residents want another.",
    "The next meeting of the two youth clubs will be watched by the whole town, as the last ended in a fight.",
    "Next meetings of the wardens should be open to tenants.",
    "Mr Thorne left the town after the attack on his shop.",
    "Families left the estate at dusk and the wardens joined them for the walk.",
    "Half of the young people left the meeting believing that nobody would listen to them again.",
    "Cllr Brown remains as the voice of the estate.",
    "The Hate Crime Strategy was circulated to the Councillors prior to this meeting and adopted.",
    "The Equality Policy had been e-mailed to Councillors at an earlier date and it was resolved to adopt.",
    "The Risk Assessment had been e-mailed to Councillors and it was noted that the playground needs a fence.",
    "The accounts that residents gave of the night were presented to the inquiry.",
    "The Councillors resolved to pay for a warden on the estate.",
    "The following were passed over for homes by the council, as they had no local connection.",
    "Emails are sent in four languages, and few residents read them.",
    "Mrs Bridge thanked the volunteers who cook for the elderly of the village.",
    "The Chairman thanked the mosque for opening its doors on the night of the flood.",
    "The Chairman invited members of the public to speak to their neighbours across the ring road.",
    "The Councillors resolved that it was satisfactory for the mosque to share the car park.",
    "Mr Thorne left the meeting. Families wait three years for a home and many leave the town.",
]


@pytest.mark.parametrize("words", FORMAL)
def test_formalities_of_a_meeting_are_procedure(words):
    assert is_procedure(words)


@pytest.mark.parametrize("words", SUBSTANCE)
def test_what_a_meeting_was_about_is_not(words):
    assert not is_procedure(words)
