"""Who speaks where people are called by their first names; all people and places are invented."""

import pytest

from pipeline.dialogue import first_names
from pipeline.sources import Block
from pipeline.speakers import spoken

TALK = (
    "Tom: We never see anybody from the hill.",
    "Sarah (resident): They come to the market on Saturdays.",
    "Tom: Not since the bus went.",
    "Note: laughter.",
    "Sarah: The bus went in May.",
    "Nia: It will be back.",
    "Action: Tom to write to the company.",
)


def speakers(*paragraphs):
    text = "\n\n".join(paragraphs)
    starts = [text.index(paragraph) for paragraph in paragraphs]
    blocks = [Block("paragraph", start, start + len(paragraph)) for start, paragraph in zip(starts, paragraphs, strict=True)]
    return [block.speaker for block in spoken(text, blocks)]


def test_people_who_answer_one_another_by_first_name_are_speakers_and_labels_are_none():
    assert first_names("\n\n".join(TALK), TALK) == ["Tom", "Sarah (resident)", "Tom", None, "Sarah", "Nia", None]
    assert speakers(*TALK[:3]) == [None, "Sarah (resident)", None]  # too little to tell that Tom is not a heading


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["Housing: Build more.", "Schools: Open more.", "Housing: Mend more.", "Schools: Staff them.", "We want housing and schools."],
        ["Aim: Trust.", "Cost: Little.", "Aim: Play.", "Cost: More.", "Aim: Rest.", "Cost: None."],
        ["Alder: A park.", "Birch: A club.", "Alder: A bus.", "Birch: A hall.", "People in Alder and people in Birch were asked."],
        ["THE FACTS: One.", "WE PROPOSE: Two.", "THE FACTS: Three.", "WE PROPOSE: Four."],
        ["Tom: One.", "A paragraph between.", "Sarah: Two.", "Another one between.", "Tom: Three.", "And one more between.", "Sarah: Four."],
        ["Note (important): bring a coat.", "Action (all): come again."],
    ],
    ids=["words of the text", "labels", "places", "capitals", "no exchange", "labels with a remark"],
)
def test_labels_headings_and_places_before_a_colon_are_nobody(paragraphs):
    assert speakers(*paragraphs) == [None] * len(paragraphs)
