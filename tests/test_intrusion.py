import numpy as np
import pandas as pd
import pytest
from coding_study import paragraphs, write_outputs
from test_segment import documents

from pipeline.errors import ConfigError
from pipeline.intrusion import score, topic_items, word_items
from pipeline.intrusion_files import Asked, make_intrusion_sheets, score_intrusion
from pipeline.store import write_table
from pipeline.tables import CODINGS, PLACEMENTS, TOPICS

WORDS = {
    "mill": "mill job wage work shift",
    "road": "road pothole bus bridge lane",
    "choir": "choir hymn chapel prayer psalm",
    "sea": "sea boat net harbour tide",
}


@pytest.fixture
def study(tmp_path):
    """Four topics; each of eight documents has three of them."""
    names = list(WORDS)
    texts = ["\n\n".join(f"Item {n} of {d} on {WORDS[names[(d + n) % 4]]} was heard by all." for n in range(3)) for d in range(8)]
    docs = documents(*texts)
    segments = paragraphs(docs)
    row = dict.fromkeys(TOPICS.names) | {"kind": "free", "n_segments": 6, "n_documents": 6, "top_document_share": 0.2, "fragile": False}
    topics = TOPICS.frame([row | {"topic_id": name, "label": name, "top_words": words.split()} for name, words in WORDS.items()])
    of = [next(name for name, words in WORDS.items() if words in text) for text in segments["text"]]
    placements = PLACEMENTS.frame(pd.DataFrame({"segment_id": segments["segment_id"], "topic_id": of, "weight": 0.5}))
    outputs = write_outputs(tmp_path / "outputs", docs, segments, CODINGS.empty())
    write_table(outputs, "topics", topics)
    write_table(outputs, "placements", placements)
    return outputs, topics, placements, segments


def test_an_intruding_word_is_of_another_topic_and_five_are_of_this_one(study):
    _, topics, placements, segments = study
    items = word_items(topics, placements, segments)
    assert sorted(items.key["subject"]) == sorted(WORDS)
    for shown, key in zip(items.sheet.itertuples(), items.key.itertuples(), strict=True):
        options = [getattr(shown, f"option_{n}") for n in range(1, 7)]
        assert options[key.position - 1] == key.intruder
        assert sorted({*options} - {key.intruder}) == sorted(WORDS[key.subject].split())
        assert key.intruder in " ".join(WORDS.values()).split()


def test_an_intruding_topic_is_one_that_the_document_lacks(study):
    _, topics, placements, segments = study
    items = topic_items(topics, placements, segments, n=5)
    assert len(items.key) == 5
    for shown, key in zip(items.sheet.itertuples(), items.key.itertuples(), strict=True):
        assert key.intruder.split(", ")[0] not in shown.passage
        assert [shown.option_1, shown.option_2, shown.option_3, shown.option_4][key.position - 1] == key.intruder


def test_order_of_rows_does_not_matter_and_the_seed_does(study):
    _, *tables = study
    mixed = [table.sample(frac=1, random_state=1) for table in tables]
    pd.testing.assert_frame_equal(word_items(*tables).key, word_items(*mixed).key)
    pd.testing.assert_frame_equal(topic_items(*tables, 8).key, topic_items(*mixed, 8).key)
    assert not word_items(*tables).key.equals(word_items(*tables, seed=1).key)


def test_those_who_find_all_have_one_and_those_who_guess_are_near_chance():
    key = pd.DataFrame({"item": [f"word-{n}" for n in range(60)], "position": [n % 6 + 1 for n in range(60)], "options": 6})
    guess = dict.fromkeys(key["item"], 1)
    found = score(key, {"anna": dict(zip(key["item"], key["position"], strict=True)), "ben": guess}).set_index("coder")
    assert found.loc["anna", "share"] == 1
    assert found.loc["ben", "share"] == pytest.approx(1 / 6) == found.loc["ben", "chance"]
    assert found.loc["ben", "low"] < 1 / 6 < found.loc["ben", "high"]
    assert found.loc["all", "n"] == 120
    assert score(key, {"anna": {}}).empty


def test_sheets_come_back_and_are_scored(study, tmp_path):
    outputs, *_ = study
    folder = tmp_path / "codes"
    said = make_intrusion_sheets(outputs, folder, Asked(("anna",), passages=4))
    (place,) = folder.glob("intrusion-*")
    assert "4 items with a word" in said
    assert "intruder" not in "".join(path.read_text(encoding="utf-8").split("\n", 1)[1] for path in place.glob("for_coders/*.csv"))
    assert "has come back yet" in score_intrusion([folder], outputs)[0]
    key = pd.read_csv(place / "key.csv").set_index("item")["position"]
    for path in place.glob("for_coders/*.csv"):
        rows = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig")
        rows.assign(intruder=rows["item"].map(key).astype(str)).to_csv(place / path.name, index=False)
    said = score_intrusion([folder], outputs)[0]
    assert "word intrusion, anna: 1.00 of 4 answers" in said
    assert "by chance 0.25" in said
    assert np.allclose(pd.read_csv(outputs / "agreement" / f"{place.name}.csv")["share"], 1)


def test_a_key_or_an_answer_that_cannot_be_is_refused(study, tmp_path):
    outputs, *_ = study
    make_intrusion_sheets(outputs, tmp_path, Asked(("anna",)))
    (place,) = tmp_path.glob("intrusion-*")
    sheet = next(place.glob("for_coders/words_*.csv"))
    rows = pd.read_csv(sheet, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    rows.assign(intruder="9").to_csv(place / "a.csv", index=False)
    with pytest.raises(ConfigError, match="no number of an option"):
        score_intrusion([tmp_path], outputs)
    key = place / "key.csv"
    key.write_text(key.read_text(encoding="utf-8").replace("word-001", "word-009"), encoding="utf-8")
    with pytest.raises(ConfigError, match="not the key"):
        score_intrusion([tmp_path], outputs)


def filled_sheet(outputs, folder, answer):
    """Make sheets for anna; return the folder of the set, and the sheet of words with one answer throughout."""
    make_intrusion_sheets(outputs, folder, Asked(("anna",)))
    (place,) = folder.glob("intrusion-*")
    rows = pd.read_csv(next(place.glob("for_coders/words_*.csv")), dtype="str", keep_default_na=False, encoding="utf-8-sig")
    return place, rows.assign(intruder=answer)


@pytest.mark.parametrize("kind", ["semicolons", "workbook"])
def test_sheets_come_back_as_spreadsheets_save_them(study, tmp_path, kind):
    outputs, *_ = study
    place, rows = filled_sheet(outputs, tmp_path, "1")
    if kind == "workbook":
        rows.to_excel(place / "a.xlsx", index=False)
    else:
        rows.to_csv(place / "a.csv", index=False, sep=";")
    assert "word intrusion, anna:" in score_intrusion([tmp_path], outputs)[0]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda rows: rows.drop(columns="set"), "has no column set"),
        (lambda rows: pd.concat([rows, rows[:1]]), "repeat an item"),
        (lambda rows: rows.assign(intruder="2"), "anna answers word-001, .* otherwise here than in another file"),
    ],
)
def test_a_sheet_that_lost_a_column_or_contradicts_another_is_refused(study, tmp_path, spoil, said):
    outputs, *_ = study
    place, rows = filled_sheet(outputs, tmp_path, "1")
    rows.to_csv(place / "a.csv", index=False)
    spoil(rows).to_csv(place / "b.csv", index=False)
    with pytest.raises(ConfigError, match=said):
        score_intrusion([tmp_path], outputs)
