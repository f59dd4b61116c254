"""Names in sentences: read once, kept by sentence, and dropped with the document that they stood in."""

import pytest

from pipeline import kept_names, named_words, tagged_words
from pipeline.cache import Cache
from pipeline.named_words import NamedWords
from pipeline.tagged_words import TaggedWords

SENTENCES = ["The forum met in Manchester.", "Nobody came to the hall."]


@pytest.fixture
def cache(tmp_path):
    opened = Cache(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def read(monkeypatch):
    """The sentences that the model has read."""
    named_words._known.cache_clear()
    model, texts = named_words._namer(), []

    class Counting:
        def pipe(self, sentences, batch_size):
            listed = list(sentences)
            texts.extend(listed)
            return model.pipe(listed, batch_size=batch_size)

    monkeypatch.setattr(named_words, "_namer", Counting)
    return texts


def test_names_are_read_once_and_kept_for_another_process(cache, read):
    found = NamedWords(cache).of(SENTENCES)
    assert found == {SENTENCES[0]: frozenset({"manchester"}), SENTENCES[1]: frozenset()}
    named_words._known.cache_clear()  # as in another process
    assert NamedWords(cache).of([*SENTENCES, SENTENCES[0]]) == found
    assert sorted(read) == sorted(SENTENCES)


def test_what_is_no_longer_asked_for_is_dropped(cache, read):
    NamedWords(cache).of(SENTENCES)
    later = NamedWords(cache)
    later.of(SENTENCES[1:])
    later.trim()
    assert cache.count(named_words.OWNER) == 1
    named_words._known.cache_clear()
    NamedWords(cache).of(SENTENCES)
    assert sorted(read) == sorted([*SENTENCES, SENTENCES[0]])


def test_each_stage_drops_what_it_is_not_asked_for_itself(cache, read):
    one, other = NamedWords(cache), NamedWords(cache)
    one.begin("discover")
    one.of(SENTENCES[:1])
    other.begin("track_words")
    other.of(SENTENCES[1:])
    one.trim()
    other.trim()
    named_words._known.cache_clear()
    NamedWords(cache).of(SENTENCES)
    assert sorted(read) == sorted(SENTENCES)


def test_without_a_cache_it_reads_all_the_same(read):
    assert NamedWords().of(SENTENCES)[SENTENCES[0]] == {"manchester"}
    assert len(read) == 2


def test_a_stage_that_reads_no_more_drops_all_but_what_another_has_asked_for_since(cache, read):
    fitted, later, reader = NamedWords(cache), NamedWords(cache), NamedWords(cache)
    fitted.begin("discover", each_run=False)
    fitted.of(SENTENCES)
    reader.begin("track_words")
    reader.of(SENTENCES[1:])
    later.begin("discover", each_run=False)  # its model is fitted: it asks for nothing
    later.trim()
    named_words._known.cache_clear()
    NamedWords(cache).of(SENTENCES)
    assert sorted(read) == sorted([*SENTENCES, SENTENCES[0]])


def test_a_stage_that_reads_only_to_fit_takes_nothing_from_one_that_reads_at_each_run(cache, read):
    reader, fitted, later = NamedWords(cache), NamedWords(cache), NamedWords(cache)
    reader.begin("track_words")
    reader.of(SENTENCES[1:])
    fitted.begin("discover", each_run=False)
    fitted.of(SENTENCES)
    later.begin("discover", each_run=False)
    later.trim()
    assert cache.count(f"{named_words.OWNER} track_words") == 1
    assert cache.count(f"{named_words.OWNER} discover") == 0


def test_other_owners_are_left_alone(cache, read):
    cache.put({"other": b"1"}, owner=kept_names.OWNER)
    NamedWords(cache).of(SENTENCES)
    NamedWords(cache).trim()
    assert cache.count(named_words.OWNER) == 0
    assert cache.count(kept_names.OWNER) == 1
    assert len(read) == 2


def test_what_this_process_knows_already_is_kept_in_another_cache_too(cache, read, tmp_path):
    NamedWords(cache).of(SENTENCES)
    other = Cache(tmp_path / "other")
    NamedWords(other).of(SENTENCES)
    assert other.count(named_words.OWNER) == cache.count(named_words.OWNER) == 2
    other.close()
    assert len(read) == 2


def test_tags_of_words_are_kept_and_dropped_with_the_last_text_that_has_them(cache, monkeypatch):
    tagged_words._known.cache_clear()
    found = TaggedWords(cache).of(["mosques", "quartz"])
    assert found["mosques"] == ("NOUN", "mosque")
    tagged_words._known.cache_clear()
    monkeypatch.setattr(tagged_words, "_read", None)  # as in another process, in which nothing needs to be read
    later = TaggedWords(cache)
    assert later.of(["mosques"]) == {"mosques": found["mosques"]}
    later.trim()
    assert cache.count(tagged_words.OWNER) == 1
    tagged_words._known.cache_clear()
