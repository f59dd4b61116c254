import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import segment as stage
from pipeline.config import Segment
from pipeline.repeats import mark_repeats
from pipeline.tables import BLOCKS, DOCUMENTS, SEGMENTS


def documents(*texts):
    rows = []
    for number, text in enumerate(texts):
        row = dict.fromkeys(DOCUMENTS.names) | {"document_id": f"d{number}", "path": f"d{number}.txt", "sha256": "0", "media_type": "text/plain"}
        rows.append(row | {"title": "t", "date_precision": "none", "date_basis": "none", "cluster_id": f"d{number}", "language": "en", "text": text})
    return DOCUMENTS.frame(rows)


def whole(docs, kind="paragraph"):
    rows = [
        {"block_id": f"{d.document_id}!0", "document_id": d.document_id, "kind": kind, "start": 0, "end": len(d.text)}
        for d in docs.itertuples()
        if d.text.strip()
    ]
    return BLOCKS.frame([row | {"page": None, "section": None, "speaker": None} for row in rows])


def segment(docs, blocks, settings, language="en"):
    return stage.segment(docs, blocks, settings, language).segments


def finish(docs, blocks, settings, language="en"):
    return stage.finish(**vars(stage.segment(docs, blocks, settings, language)), documents=docs, settings=settings, language=language)


@given(st.lists(st.text(alphabet="ab. \n\t🙂é•-", min_size=1, max_size=80), min_size=1, max_size=4), st.integers(20, 30))
def test_every_segment_is_a_verbatim_slice_and_no_letter_is_lost(texts, max_words):
    docs = documents(*texts)
    segments = SEGMENTS.validate(segment(docs, whole(docs), Segment(max_words=max_words)))
    text_of = docs.set_index("document_id")["text"]
    for row in segments.itertuples():
        assert text_of[row.document_id][row.start : row.end] == row.text
    for name, text in text_of.items():
        kept = "".join(segments.loc[segments["document_id"] == name, "text"])
        assert kept.count("a") == text.count("a")


def test_a_long_paragraph_is_cut_between_sentences_into_pieces_of_like_length():
    docs = documents(" ".join(f"This is sentence number {n} of the long paragraph." for n in range(30)))
    segments = segment(docs, whole(docs), Segment(max_words=100))
    assert len(segments) == 3
    assert segments["text"].str.endswith(".").all()
    assert segments["n_words"].between(60, 100).all()
    assert segments["paragraph"].to_list() == [1, 1, 1]


def test_a_block_of_more_than_a_million_characters_is_cut_into_segments_of_ordinary_length():
    docs = documents("The hall was full on the night. " * 33_000)
    segments = segment(docs, whole(docs), Segment())
    assert segments["n_words"].max() <= 150
    assert segments["n_words"].sum() == 7 * 33_000


@pytest.mark.parametrize("text", ["word " * 1000, "x" * 40_000, "- " * 9000, "no end, " * 900 + "but one. " + "A short one."])
def test_what_is_no_sentence_is_cut_too(text):
    docs = documents(text)
    segments = segment(docs, whole(docs), Segment())
    assert segments["n_words"].max() <= 200
    assert segments["text"].str.len().max() <= 4000
    assert "".join(segments["text"]).replace(" ", "") == text.replace(" ", "").removeprefix("-" * text.startswith("-"))


def test_no_segment_is_longer_than_its_limit_whatever_it_is_made_of():
    for text in ("Residents of the estate and of the streets around it, " * 20 + "said so.", "Unpronounceabilities " * 60, "x" * 3000 + ". End."):
        docs = documents(text.strip())
        segments = segment(docs, whole(docs), Segment(max_words=20))
        assert segments["text"].str.len().max() <= 400
        assert "".join(segments["text"]).replace(" ", "") == text.replace(" ", "")


def test_a_piece_of_a_paragraph_in_which_two_people_are_quoted_names_its_own():
    kept = "We shall keep the wardens on every estate of the town for good, whatever it costs us"
    asked = "Nobody asked the tenants what they wanted before the wardens were sent to walk there"
    text = f"“{kept},” said Ada Thorne, who leads the council. “{asked},” added Bram Oduya, a tenant."
    docs = documents(text)
    found = segment(docs, whole(docs), Segment(max_words=25))
    assert found["speaker"].to_list() == ["Ada Thorne", "Bram Oduya"]


def test_bullets_are_left_out_of_the_slice():
    docs = documents("•  Warm homes for every tenant here")
    assert segment(docs, whole(docs, "list_item"), Segment())["text"].to_list() == ["Warm homes for every tenant here"]


def test_only_codable_kinds_of_enough_words_are_coded():
    docs = documents("The council heard from many residents today", "Two words")
    assert segment(docs, whole(docs), Segment())["codable"].to_list() == [True, False]
    assert not segment(docs, whole(docs, "attendance"), Segment())["codable"].any()


def test_documents_do_not_influence_each_other():
    docs = documents("One text of several words, alone.", "Another text of several words, alone.")
    both, blocks = segment(docs, whole(docs), Segment()), whole(docs)
    alone = segment(docs[1:], blocks[blocks["document_id"] == "d1"], Segment())
    pd.testing.assert_frame_equal(both[both["document_id"] == "d1"].reset_index(drop=True), alone)


def test_a_repeat_counts_once_and_names_the_first():
    same = "Residents said, again and again, that buses stop too early."
    docs = documents(same, "Something else that nobody said before, in so many words.", same.upper())
    marked = mark_repeats(segment(docs, whole(docs), Segment()), Segment())
    assert marked["codable"].to_list() == [True, True, False]
    assert marked["duplicate_of"].isna().to_list() == [True, True, False]
    assert marked["duplicate_of"].iloc[2] == marked["segment_id"].iloc[0]


def test_questions_and_quotations_are_told_from_the_texts_own_words():
    docs = documents(
        "What would help most in your street?", "“Nobody asked us before they closed the baths.”", "The baths were closed in the spring."
    )
    assert segment(docs, whole(docs), Segment())["voice"].to_list() == ["question", "quoted", "own"]


def test_sentences_of_an_opponent_within_a_release_are_a_segment_of_their_own():
    own = "The party asks for more trust between neighbours. Instead of working for it, Labour agreed a report saying:"
    said, after = "“This target was forced on us by the county. We do not believe that we can meet it.”", "That is how they treat this town."
    docs = documents(f"{own} {said} {after}")
    made = segment(docs, whole(docs), Segment())
    assert list(zip(made["text"], made["voice"], made["paragraph"], strict=True)) == [
        (own, "own", 1),
        (said, "quoted by another", 1),
        (after, "own", 1),
    ]
    docs = documents(f"Councillor Ash agreed it, saying: {said} {after}")
    assert len(segment(docs, whole(docs), Segment())) == 1


def test_files_of_which_nothing_is_coded_are_listed_unless_they_are_in_another_language():
    docs = documents("Payments over £500", "The hall on Mill Lane has been cold since May.", "Taliadau dros £500").assign(language=["en", "en", "cy"])
    made = finish(docs, whole(docs), Segment())
    (row,) = made.problems.to_dict("records")
    assert (row["stage"], row["path"], row["code"], row["severity"]) == ("segment", "d0.txt", "nothing-codable", "note")
    assert "1 passage, and nothing that is coded: 1 of fewer than 5 words" in row["message"]
    assert finish(docs, whole(docs), Segment(), "cy").problems["path"].to_list() == ["d2.txt"]


@pytest.mark.parametrize(
    "inside", ["(the hall is cold. So is the school. Nobody came.)", "[it was May. No one knew. It rained.]", "as Elm et al. Found in the hall"]
)
def test_no_cut_is_made_within_brackets_or_after_et_al(inside):
    few = "The hall was full on the night."
    for n in range(4, 12):
        docs = documents(" ".join([few] * n + [f"People of the hill came {inside}."] + [few] * (16 - n)))
        assert sum(inside in text for text in segment(docs, whole(docs), Segment(max_words=40))["text"]) == 1


def test_no_piece_of_a_long_paragraph_is_a_scrap_beside_a_longer_one():
    most = "word " * 39
    docs = documents(f"People said: {most}end. Nobody came. {most}end. So it is.")
    made = segment(docs, whole(docs), Segment(max_words=40))
    assert made["n_words"].min() >= 6
    assert " ".join(made["text"]) == docs["text"].iloc[0]


FRENCH = (
    "Les habitants du quartier demandent que la salle reste ouverte le samedi, parce que les jeunes ne savent pas où aller et que personne ne leur "
    "a demandé ce qu'ils veulent."
)


def test_why_nothing_of_a_file_is_coded_is_said_of_repeats_of_other_languages_and_of_agendas():
    said = "The hall on Mill Lane has been cold since May, and the young people of the hill have nowhere else to go on a Saturday night."
    docs = documents(said, said, "1. The hall", "Hall").assign(source_type=[None, None, "agenda", "minutes"])
    messages = finish(docs, whole(docs), Segment(duplicate_words=10)).problems.set_index("path")["message"]
    assert messages["d1.txt"] == "d1.txt has 1 passage, and nothing that is coded: 1 repeat of d0.txt"
    assert messages["d2.txt"] == "d2.txt is an agenda: it says what is to be spoken of, and nothing of it is coded"
    assert messages["d3.txt"].endswith("coded: 1 of fewer than 5 words")
    docs = documents(FRENCH)
    blocks = whole(docs).assign(language="fr")
    (row,) = finish(docs, blocks, Segment()).problems.to_dict("records")
    assert row["message"] == "d0.txt has 1 passage, and nothing that is coded: 1 in French"


def test_passages_that_were_not_open_to_the_public_are_counted_by_file_and_what_is_cited_stands_where_it_is_said():
    resolved = "It was resolved that the press and public be excluded from the meeting."
    cites = "Members had read the Marlow Report (2001) before the doors were shut on a cold night."
    texts = [f"{cites}\n\n{resolved}\n\nThe wages of the clerk.\n\nThe rent of the hall.", "The wages of the clerk are on the board outside."]
    docs = documents(*texts)
    blocks = []
    for row in docs.itertuples():
        for text in row.text.split("\n\n"):
            start = row.text.index(text)
            blocks.append({"block_id": f"{row.document_id}!{start}", "document_id": row.document_id, "kind": "paragraph", "start": start})
            blocks[-1] |= {"end": start + len(text), "page": None, "section": None, "speaker": None}
    made = finish(docs, BLOCKS.frame([dict.fromkeys(BLOCKS.names) | row for row in blocks]), Segment())
    (note,) = made.problems[made.problems["code"] == "exempt-items"].to_dict("records")
    assert note["message"] == "d0.txt has 2 passages of items that were not open to the public; they are not coded"
    (row,) = made.cited.to_dict("records")
    assert texts[0][row["start"] : row["end"]] == row["title"] == "Marlow Report"
