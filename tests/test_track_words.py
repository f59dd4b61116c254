import numpy as np
import pandas as pd
import pytest
from test_track import study

from pipeline.config import Period, Track, TrackWords
from pipeline.in_context import in_context
from pipeline.rearrange import Arrangements
from pipeline.tables import CODINGS, DOCUMENTS, SEGMENTS, THEME_WORDS
from pipeline.track_words import follow_words, track_words
from pipeline.word_odds import Prior, log_odds, weigh_words

TRACK = Track(draws=200, permutations=999, period=(Period(name="before", start=2000, end=2004), Period(name="after", start=2010, end=2014)))
FILLER = "The workshop heard of wages, shifts and contracts in the trade. "
OLD, NEW = "The foundry shed its apprentices. ", "A warehouse offered evening shifts. "


def texts(tables, sentence_of):
    """One segment a document, with the theme work; ``sentence_of`` gives what the nth document says beside the filler."""
    rows, codes = [], []
    for n, document_id in enumerate(tables["documents"]["document_id"]):
        text = FILLER * 3 + sentence_of(n)
        row = {"segment_id": f"{document_id}#0", "document_id": document_id, "start": 0, "end": len(text), "page": None, "duplicate_of": None}
        row |= {"paragraph": 1, "section": None, "speaker": None, "voice": "own", "part": "finding", "codable": True, "text": text, "n_words": 9}
        rows.append(row)
        codes.append({"segment_id": row["segment_id"], "theme_id": "work", "score": 0.9, "assigned": True, "why": "x"})
    return tables | {"segments": SEGMENTS.frame(rows), "codings": CODINGS.frame(codes)}


def of_years(n, sentence_of):
    return texts(study([(2000 + k % 5, 0.5) for k in range(n)] + [(2010 + k % 5, 0.5) for k in range(n)]), sentence_of)


def found(tables, sentences=None, **changes):
    made = follow_words(
        sentences=sentences,
        **{name: table for name, table in tables.items() if name != "document_topics"},
        track_settings=TRACK,
        settings=TrackWords(**{"groups": ()} | changes),
    )
    THEME_WORDS.validate(made)
    return made


@pytest.fixture(scope="module")
def tables():
    return of_years(10, lambda n: OLD if n < 10 else NEW)


@pytest.mark.slow
def test_a_document_whose_sentences_could_not_be_found_is_counted_all_the_same(tables):
    sentences = track_words(tables["segments"]).sentences
    without = sentences[~sentences["segment_id"].str.startswith("d003")]
    assert len(without) == len(sentences) - 1
    pd.testing.assert_frame_equal(found(tables, sentences=without), found(tables))


@pytest.mark.slow
def test_words_that_come_and_go_are_found_with_the_place_where_they_stand(tables):
    made = found(tables)
    claimed = made[made["holds"]]
    assert {"foundry", "apprentice"} <= set(claimed.loc[claimed["side"] == "a", "word"])
    assert "warehouse" in set(claimed.loc[claimed["side"] == "b", "word"])
    assert not {"wage", "trade", "contract"} & set(made["word"]), "words that both sides use alike are not even shown"
    of_segment = tables["segments"].set_index("segment_id")["text"]
    for row in claimed.itertuples():
        assert row.context in of_segment[row.segment_id]
        assert row.low <= row.log_odds <= row.high
    row = made[made["word"] == "foundry"].iloc[0]
    assert (row["a"], row["b"], row["n_a"], row["n_b"], row["documents_a"], row["documents_b"]) == ("before", "after", 10, 10, 10, 0)
    assert "foundry" in row["context"]


def test_order_of_rows_does_not_matter(tables):
    shuffled = {name: frame.sample(frac=1, random_state=2) for name, frame in tables.items()}
    pd.testing.assert_frame_equal(found(tables), found(shuffled))


def test_a_word_of_one_document_is_not_even_shown():
    made = found(of_years(10, lambda n: "Trawler! " * 60 if n == 3 else ""))
    assert "trawler" not in set(made["word"])


def test_a_word_that_three_documents_use_much_is_shown_and_not_claimed():
    made = found(of_years(10, lambda n: "The trawler. " * 20 if n in {1, 4, 8} else "")).set_index("word")
    assert made.loc["trawler", "z"] > 1.96
    assert not made.loc["trawler", "holds"]


def test_documents_that_may_not_be_quoted_are_counted_and_not_quoted(tables):
    documents = tables["documents"]
    silent = documents.assign(quotable=["no", "paraphrase"] * 10)
    made = found(tables | {"documents": DOCUMENTS.frame(silent)})
    assert made["holds"].any()
    assert made["context"].isna().all()
    assert made["segment_id"].isna().all()


def test_two_documents_a_side_say_nothing():
    assert found(of_years(2, lambda n: OLD if n < 2 else NEW)).empty


def test_a_corpus_without_codes_or_dates_gives_no_rows(tables):
    undated = study([(None, 0.5)] * 6)
    assert found(texts(undated, lambda _: OLD)).empty
    nothing = tables["codings"].assign(assigned=False, why=None)
    assert found(tables | {"codings": CODINGS.frame(nothing)}).empty


def test_a_word_of_releases_is_no_word_of_the_place_with_more_of_them():
    places, types = ["Alder"] * 12 + ["Birch"] * 12, [*"r" * 8, *"m" * 4, *"r" * 4, *"m" * 8]
    told = texts(study([(2001, 0.5)] * 24, places=places), lambda n: "Contact the newsdesk. " if types[n] == "r" else "")
    typed = told["documents"].assign(source_type=["release" if kind == "r" else "minutes" for kind in types])
    made = found(told | {"documents": DOCUMENTS.frame(typed)}, groups=("place", "source_type"))
    of_places, of_types = (made[(made["group_kind"] == kind) & (made["word"] == "newsdesk")] for kind in ("place", "source_type"))
    assert not of_places["holds"].any()
    assert of_types["holds"].all()
    assert of_types["side"].to_list() == ["b"]


def test_the_formula_gives_the_hand_worked_value():
    # prior 1 and 1 of 2 words: odds 4:2 and 2:4
    ratio = log_odds(np.array([3.0, 1.0, 4.0]), np.array([1.0, 3.0, 4.0]), Prior(np.array([1.0, 1.0]), 2.0))
    assert ratio.tolist() == pytest.approx([np.log(4), -np.log(4)])


def alarms(volumes, shape):
    """Draw words that have the same rates on both sides; ``volumes`` says how much documents say, ``shape`` how bursty words are."""
    from test_standardise import strata

    random, called, naive, words, times = np.random.default_rng(3), 0, 0, 40, 30
    for _ in range(times):
        common = random.gamma(1.0, 1.0, words) * 0.02
        rates = common * (random.gamma(shape, 1 / shape, (len(volumes), words)) if shape else 1)
        counts = random.poisson(rates * np.array(volumes)[:, None]).astype(float)
        counts = np.hstack([counts, np.array(volumes, dtype=float)[:, None] + counts.sum(axis=1, keepdims=True)])
        odds = weigh_words(strata("m" * 6, "m" * 6), counts, Prior(np.full(words, 2.5), 100.0), Track(draws=100, permutations=199), random)
        called += int((odds.p < 0.05).sum())
        naive += int((np.abs(odds.z) > 1.96).sum())
    return called / (times * words), naive / (times * words)


def test_words_that_come_in_bursts_raise_few_false_alarms():
    """Taken as independent, words pass far too often."""
    called, naive = alarms([300] * 12, 0.4)
    assert called <= 0.065
    assert naive > 0.15


@pytest.mark.parametrize("shape", [None, 1.0])
def test_words_of_a_side_that_says_more_are_not_thereby_other_words(shape):
    assert alarms([400] * 6 + [60] * 6, shape)[0] <= 0.07


def test_three_documents_of_many_cannot_set_a_side_apart_however_little_it_says():
    from test_standardise import strata

    counts = np.zeros((24, 2))
    counts[:12, 1], counts[12:, 1] = 200, 40
    counts[[13, 17, 21], 0] = 1
    odds = weigh_words(strata("m" * 12, "m" * 12), counts, Prior(np.array([0.1]), 100.0), TRACK, np.random.default_rng(0))
    assert odds.p[0] > 0.1


def test_all_ways_to_deal_documents_are_tried_where_they_are_few():
    from test_standardise import strata

    counts = np.array([[5.0, 10.0]] * 4 + [[0.0, 10.0]] * 4)
    odds = weigh_words(strata("mmmm", "mmmm"), counts, Prior(np.array([1.0]), 10.0), TRACK, np.random.default_rng(0))
    assert odds.p[0] == pytest.approx(2 / 70)
    assert odds.smallest_p == Arrangements(strata("mmmm", "mmmm"), counts).chance(lambda m: m.a, 9, np.random.default_rng(0)).smallest_p


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("One line.\nThe mills closed.\nAnother.", "mill", "The mills closed."),
        ("x" * 200 + " mills " + "y" * 200, "mill", "mills"),
        ("word " * 40 + "mills" + " word" * 40, "mill", ("word " * 14 + "mills" + " word" * 14)),
        ("No such thing.", "mill", None),
        ("The town’s mills’ wheels", "mill", "The town’s mills’ wheels"),
    ],
)
def test_a_word_in_context_is_a_slice_cut_between_words(text, word, expected):
    assert in_context(text, word, {"mills": "mill"}) == expected
    assert expected is None or expected in text
