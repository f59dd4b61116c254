"""Formalities of a meeting are procedure, and what the meeting was about is not; councils and people are invented."""

import pytest

from pipeline.procedure_rules import is_procedure

FORMAL = [
    "Dates for meetings the next year are 7th March, 2nd May and 4th July 2017.",
    "Date of next meeting: Tuesday 5 July 2016, 7.30pm, Alder Village Hall.",
    "The next meeting of the Council will be held on Monday 4th May at 7pm in the Town Hall.",
    "Future meetings: 3 May, 5 July and 6 September 2016",
    "Mr Thorne then left the meeting",
    "Cllr Brown and Cllr Ahmed joined the meeting at 7.40pm.",
    "Ada Thorne left the room during this item.",
    "It was resolved that Councillor Brown remain as Chair.",
    "The minutes of the meeting held on 12th January had been circulated prior to this meeting.",
    "It was resolved that the minutes of the Parish Council meeting be signed as a true and accurate record.",
    "The Statement of Accounts was approved by the Parish Council and signed by the Chairman",
    "The Councillors resolved to pay :",
    "The following were passed for payment by the Councillors",
    "Mrs Bridge thanked the Parish Council.",
    "The Chairman thanked Ada Thorne for speaking.",
    "The Chairman invited members of the public to speak.",
    "The meeting was adjourned for questions at 7.30pm.",
    "There being no further business, the Chairman closed the meeting at 9.05pm.",
    "The motion was defeated by six votes to two.",
    "There were no questions from the public.",
    "The Chair welcomed everyone to the meeting and introduced the speakers.",
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
    "The Equality Policy was sent round in spring and all voted to adopt it.",
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
    "Mrs Thorne left the meeting after being called a witch by a resident.",
    "Mr Elm left the room when members laughed at his accent.",
    "It takes ten minutes to walk to the temple and members agreed a crossing is needed.",
    "Within minutes of the murder a vigil was agreed by the temple and the church.",
    "Residents reported that draft minutes of the temple meeting were circulated on Facebook with racist comments.",
    "Mrs Thorne declared that she had been attacked because of her headscarf.",
    "The proposal was rejected because residents feared it would divide the town.",
    "The motion was defeated after members called Travellers thieves.",
    "No questions about racism were allowed by the police.",
    "The meeting ended at 9pm after residents shouted abuse at the speakers.",
    "Seconded staff work with refugees in the hostel.",
    "The chair welcomed all to the meeting but noted that no young people had come.",
    "There being no other business in the street, the corner shop is where everyone meets and argues.",
    "Councillor Brown declared an interest in helping refugees find homes.",
    "Next meetings between Hindus and Muslims on Holi",
    "Dates for interfaith meetings are 4 May, and people are unhappy that this falls in the fast",
    "Risk assessment - the draft budget for cohesion was approved and schools were cut, signed by the chairman",
    "The public were excluded from the park after the attack.",
    "The minutes were agreed. Asylum seekers were attacked again.",
    "None. Racism is rife here.",
]


@pytest.mark.parametrize("words", FORMAL)
def test_formalities_of_a_meeting_are_procedure(words):
    assert is_procedure(words)


@pytest.mark.parametrize("words", SUBSTANCE)
def test_what_a_meeting_was_about_is_not(words):
    assert not is_procedure(words)
