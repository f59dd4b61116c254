"""Points and what answers them; every person and place here is invented."""

import pandas as pd
import pytest

from pipeline.config import ROOT
from pipeline.encoders import ENCODERS
from pipeline.inputs import Request
from pipeline.replies import find_replies
from pipeline.run import run
from pipeline.store import read_table

FERRY = "Members praised the ferry that links both banks of the Wend."
BINS = "Members asked when bins on the north bank would be emptied again."
IN_REPLY = "In reply, Ida Quell said that the bins would be emptied on Mondays."
GOES_ON = "Ida Quell added that the ferry that links both banks of the Wend lacked a second crew."


def segments(*rows):
    made = []
    for n, row in enumerate(rows):
        own = {"segment_id": f"d#{n}", "document_id": "d", "start": n, "section": "7. Questions", "speaker": None, "voice": "own", "codable": True}
        made.append(own | ({"text": row} if isinstance(row, str) else row))
    return pd.DataFrame(made)


def replies(*rows):
    frame = segments(*rows)
    encoded = ENCODERS["hashing"]().encode(list(frame["text"]))
    return find_replies(frame.sample(frac=1, random_state=1), dict(zip(frame["segment_id"], encoded, strict=True)))


def test_every_point_has_the_passage_of_the_answer_that_is_most_like_it():
    assert replies(FERRY, BINS, IN_REPLY, GOES_ON) == {"d#0": "d#3", "d#1": "d#2"}


@pytest.mark.parametrize(
    "before",
    ["Ida Quell spoke first of the plans for both banks.", {"text": FERRY, "section": "6. Reports"}, {"text": FERRY, "codable": False}],
    ids=["the answerer's own", "another item's", "no prose"],
)
def test_what_the_answerer_said_and_what_stands_elsewhere_is_no_point(before):
    assert replies(before, BINS, IN_REPLY) == {"d#1": "d#2"}


def test_who_is_answered_is_not_taken_for_the_one_who_answers():
    to_her = "In reply to Mrs Oake, Ida Quell said that the bins would be emptied on Mondays."
    assert replies("Mrs Oake praised the ferry that links both banks of the Wend.", BINS, to_her, GOES_ON) == {"d#0": "d#3", "d#1": "d#2"}


def test_the_answer_ends_where_another_speaks():
    assert replies(FERRY, BINS, IN_REPLY, "The clerk spoke of the ferry that links both banks of the Wend.") == {"d#1": "d#2"}


@pytest.mark.parametrize("answer", ["Reply: The ferry runs daily.", "The Chair replied that it does.", "Responding, Cllr Ash said that it does."])
def test_an_answer_is_known_by_how_it_begins(answer):
    assert replies(FERRY, answer) == {"d#0": "d#1"}


@pytest.mark.parametrize("text", ["Reply slips are on the back page.", "Respondents said that it does.", "The ferry is in response mode, Ida said."])
def test_other_openings_answer_nothing(text):
    assert replies(FERRY, text) == {}


def test_a_question_is_answered_by_the_next_to_speak_and_by_nobody_where_no_speaker_is_known():
    asked = {"text": "Will the ferry run?", "voice": "question", "speaker": "Mr Ash"}
    assert replies(asked, {"text": "And on Sunday?", "voice": "question", "speaker": "Mrs Oake"}, {"text": "It will.", "speaker": "Cllr Quell"}) == {
        "d#0": "d#2",
        "d#1": "d#2",
    }
    assert replies(asked | {"speaker": None}, "Some wrote that it should run daily.") == {}


def test_words_quoted_by_another_stand_beside_the_next_of_the_documents_own_speakers():
    words = {"text": "“The ferry cannot be made to pay.”", "voice": "quoted by another"}
    assert replies(words, "The Quay Party thinks not.", {"text": "“It pays in Oake.”", "voice": "quoted"})["d#0"] == "d#2"
    assert replies(words, "The Quay Party thinks not.")["d#0"] == "d#1"


def test_without_headings_points_are_answered_as_well():
    assert replies(*({"text": text, "section": None} for text in (BINS, IN_REPLY))) == {"d#0": "d#1"}


@pytest.mark.slow
def test_real_minutes_have_each_point_of_the_floor_beside_its_answer_and_a_release_its_opponents_words_beside_its_own(corpora, tmp_path):
    outputs = tmp_path / "outputs"
    run(Request(corpora / "luton", outputs, ROOT / "study.toml"), until="segment")
    rows = read_table(outputs, "segments")
    encoded = ENCODERS["hashing"]().encode(list(rows["text"]))
    found = find_replies(rows, dict(zip(rows["segment_id"], encoded, strict=True)))
    place = rows.set_index("segment_id")[["document_id", "paragraph", "voice"]]
    minutes = {place["paragraph"][a]: place["paragraph"][b] for a, b in found.items() if a.startswith("002")}
    assert set(minutes) == {10, 11, 12}
    assert minutes[12] == 15
    (asked,) = [a for a in found if a.startswith("000")]
    assert (place["voice"][asked], place["voice"][found[asked]]) == ("quoted by another", "quoted")
