import pytest
from decided_texts import documents_of, segments_of
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reanchor import Passages, Wanted, shared

MILL = "The mill at Ashwick closed in spring. Forty people lost their work."
HALL = "The hall was full when the closing was told. Nobody clapped at all."
OTHER = "Buses to the hill were the last thing spoken of that evening."


def found(texts, text, *, document="a", start=0, end=0, nearest=0.5):
    documents = documents_of(texts)
    place = Passages(documents, segments_of(documents)).find(Wanted(f"{document}.txt", "", start, end, text), nearest)
    whole = texts.get(place.document_id, "")
    return place, whole[place.start : place.end]


def test_a_passage_that_stands_where_it_was_is_exact():
    place, words = found({"a": f"{MILL}\n\n{HALL}"}, HALL, start=len(MILL) + 2, end=len(MILL) + 2 + len(HALL))
    assert (place.standing, words, place.segment_id) == ("exact", HALL, f"a#{len(MILL) + 2:08d}-{len(MILL) + 2 + len(HALL):08d}")


def test_a_passage_that_other_words_pushed_along_is_found_with_its_spaces_as_they_are_now():
    broken = HALL.replace(". ", ".\n")
    place, words = found({"a": f"{OTHER}\n\n{broken}"}, HALL, start=5, end=5 + len(HALL))
    assert place.standing == "moved"
    assert words == broken


def test_a_passage_whose_document_has_another_path_is_found_if_one_place_alone_has_it():
    place, words = found({"b": f"{OTHER}\n\n{MILL}"}, MILL, document="a", end=len(MILL))
    assert (place.standing, place.document_id, words) == ("elsewhere", "b", MILL)
    assert found({"b": MILL, "c": MILL}, MILL, document="a", end=len(MILL))[0].standing == "orphan"


def test_where_words_were_changed_the_sentences_that_are_left_are_suggested_and_not_taken():
    changed = MILL.replace("Forty people lost their work", "Some forty persons were sent home")
    text = f"{OTHER}\n\n{HALL} {changed}"
    place, words = found({"a": text}, MILL, start=0, end=len(MILL))
    assert (place.standing, words) == ("orphan", "")
    assert text[place.suggested.start : place.suggested.end] == changed.split(". ")[0] + "."
    assert found({"a": text}, MILL, end=len(MILL), nearest=0.9)[0].suggested is None


@pytest.mark.parametrize("now", ["The hall is cold.", "The hall is not at all cold.", "The hall is not colder.", "The hall is not"])
def test_a_word_more_or_less_may_turn_a_passage_so_that_it_is_not_taken(now):
    place, words = found({"a": f"{OTHER}\n\n{now} {MILL}"}, "The hall is not cold.", end=21)
    assert (place.standing, words) == ("orphan", "")


@pytest.mark.parametrize("now", ["The Hall is not cold!", "THE HALL\nIS NOT COLD.", "the hall – is “not” cold;", "The hall is not cold"])
def test_words_with_other_capitals_and_punctuation_are_the_same_passage(now):
    place, words = found({"a": f"{OTHER}\n\n{now} {MILL}"}, "The hall is not cold.", end=21)
    assert (place.standing, words) == ("nearest", now)


def test_of_places_with_the_same_words_the_nearest_to_where_it_was_is_taken():
    text = f"the hall is cold! {OTHER} the hall is cold!"
    assert found({"a": text}, "The hall is cold.", start=60, end=77)[0].start == text.rindex("the hall")
    assert found({"a": text}, "The hall is cold.", start=2, end=19)[0].start == 0


def test_words_that_are_nowhere_are_an_orphan():
    place, words = found({"a": OTHER}, MILL, end=len(MILL))
    assert (place.standing, place.document_id, words) == ("orphan", "", "")


def test_single_words_in_common_are_no_passage():
    assert shared("the people of the mill".split(), "mill people the of a the".split()) == []


def test_of_several_documents_in_a_file_the_one_that_has_the_words_is_taken():
    documents = documents_of({"a": OTHER, "b": MILL}, path={"a": "rows.csv", "b": "rows.csv"})
    place = Passages(documents, segments_of(documents)).find(Wanted("./rows.csv", "", 0, len(MILL), MILL))
    assert (place.standing, place.document_id) == ("exact", "b")


@given(st.lists(st.sampled_from([MILL, HALL, OTHER]), unique=True, min_size=1), st.text(alphabet="ab. \n", max_size=30), st.integers(0, 400))
def test_a_passage_that_is_in_its_document_is_always_found_word_for_word(paragraphs, before, start):
    text = before + "\n\n".join(paragraphs)
    place, words = found({"a": text}, paragraphs[-1], start=start, end=start + len(paragraphs[-1]))
    assert place.standing in {"exact", "moved"}
    assert words.split() == paragraphs[-1].split()


@pytest.mark.parametrize("text", ["", "...", "two words"])
def test_a_passage_of_few_words_or_none_is_looked_for_too(text):
    assert found({"a": OTHER}, text or "?", end=3)[0].standing == "orphan"
