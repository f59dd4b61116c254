"""Framing and dissent: what is coded, how it is decided, and what its exemplars must be. All texts are invented."""

import numpy as np
import pandas as pd
import pytest

from pipeline.calibrate import Calibration
from pipeline.config import ROOT, Frame, load_study
from pipeline.encoders import ENCODERS
from pipeline.errors import ConfigError
from pipeline.frame import frame
from pipeline.framing_coders import FRAMERS
from pipeline.framing_cues import count_cues, names
from pipeline.framing_exemplars import FEWEST, FramingExemplar, load_framing_exemplars
from pipeline.framing_head import decide, folds_among
from pipeline.framing_weights import weigh_lengths
from pipeline.tables import FRAMINGS, VECTORS

TOWNS = ("Ashby", "Borle", "Cray", "Dunne", "Eldon", "Farrow", "Gale", "Hythe", "Ings", "Jarrow End", "Keld", "Lorne")
TEXTS = {
    ("strength", False): "The choir of {} is a joy and everybody is proud of it.",
    ("problem", False): "The road through {} is broken and nobody has mended it.",
    ("proposal", False): "The council should open a library in {} by the spring.",
    ("neither", False): "The hall in {} was built of stone by the river.",
    ("neither", True): "A member disagreed and asked that her vote against the plan for {} be recorded.",
}
EXEMPLARS = [FramingExemplar(text.format(town), framing, dissent) for town in TOWNS for (framing, dissent), text in TEXTS.items()]


def tables(texts):
    encoder, ids = ENCODERS["hashing"](), [f"d{n}#0" for n in range(len(texts))]
    segments = pd.DataFrame({"segment_id": ids, "document_id": [i[:2] for i in ids], "text": texts, "codable": True})
    codings = pd.DataFrame({"segment_id": ids, "theme_id": "work", "assigned": True})
    return {"segments": segments, "vectors": VECTORS.frame({"segment_id": ids, "vector": list(encoder.encode(texts))}), "codings": codings}


@pytest.fixture(scope="module", params=list(FRAMERS))
def fitted(request, tmp_path_factory):
    """Every registered coder, fitted, saved and loaded."""
    coder, folder = FRAMERS[request.param], tmp_path_factory.mktemp("framing")
    coder.fit(EXEMPLARS, ENCODERS["hashing"](), Frame()).save(folder)
    assert not list(folder.glob("*.pkl"))
    return coder.load(folder)


def test_planted_framings_and_dissent_are_told_in_towns_never_seen(fitted):
    texts = [text.format("Zell") for text in TEXTS.values()]
    made = FRAMINGS.validate(frame(**tables(texts), model=fitted, encoder=ENCODERS["hashing"]()))
    assert made["framing"].to_list() == [framing for framing, _ in TEXTS]
    assert made["dissent"].to_list() == [dissent for _, dissent in TEXTS]


def test_a_saved_coder_says_what_the_fitted_one_says(fitted):
    texts = [text.format("Zell") for text in TEXTS.values()]
    anew = type(fitted).fit(EXEMPLARS, ENCODERS["hashing"](), Frame())
    one, two = (frame(**tables(texts), model=model, encoder=ENCODERS["hashing"]()) for model in (fitted, anew))
    pd.testing.assert_frame_equal(one, two)


def test_each_row_depends_on_its_own_segment_only(fitted):
    texts = [text.format(town) for town in TOWNS[:3] for text in TEXTS.values()]
    whole = tables(texts)
    alone = {name: table[table["segment_id"] == "d3#0"] for name, table in whole.items()}
    one, all_of_them = (frame(**given, model=fitted, encoder=ENCODERS["hashing"]()) for given in (alone, whole))
    pd.testing.assert_frame_equal(one, all_of_them[all_of_them["segment_id"] == "d3#0"].reset_index(drop=True))


def test_only_codable_segments_with_a_theme_have_a_row(fitted):
    given = tables([text.format("Zell") for text in TEXTS.values()])
    given["segments"] = given["segments"].assign(codable=[True, False, True, True, True])
    given["codings"] = given["codings"].assign(assigned=[True, True, False, False, False])
    assert frame(**given, model=fitted, encoder=ENCODERS["hashing"]())["segment_id"].to_list() == ["d0#0"]
    given["codings"] = given["codings"].assign(assigned=False)
    assert frame(**given, model=fitted, encoder=ENCODERS["hashing"]()).empty


def test_the_likeliest_framing_that_reaches_its_own_threshold_is_given_and_else_neither():
    calibrations = [Calibration((1.0,), 0.0, threshold) for threshold in (0.5, 0.2, 0.4, 0.3)]
    made = decide(np.array([[0.45, 0.25, 0.1, 0.3], [0.6, 0.3, 0.7, 0.29], [0.4, 0.1, 0.3, 0.0]]), calibrations)
    assert made["framing"].to_list() == ["problem", "proposal", "neither"]
    assert made["framing_score"].to_list() == pytest.approx([0.25, 0.7, 0.6])
    assert made["dissent"].to_list() == [True, False, False]


def test_neighbours_in_the_file_are_held_out_together():
    carried = np.tile(np.eye(4, dtype=bool), (300, 1))
    fold = folds_among(carried, Frame())
    assert len(set(fold.tolist())) == 7
    assert all(len(set(run.tolist())) == 1 for run in fold.reshape(-1, 20))


def test_a_file_sorted_by_label_still_leaves_some_of_each_to_learn_from():
    carried = np.repeat(np.eye(4, dtype=bool), [8, 100, 100, 192], axis=0)
    fold = folds_among(carried, Frame())
    assert all(carried[fold != number].any(axis=0).all() for number in set(fold.tolist()))


def test_weighed_by_length_a_label_is_as_common_among_short_texts_as_among_long_ones():
    texts = ["word " * n for n in (3, 3, 3, 3, 30, 30, 30, 30)] * 10
    carried = np.array([[False], [False], [False], [True], [True], [True], [True], [False]] * 10)
    weights = weigh_lengths(texts, carried)[:, 0]
    short = np.array([len(text) < 40 for text in texts])
    shares = [np.average(carried[own, 0], weights=weights[own]) for own in (short, ~short)]
    assert shares == pytest.approx([0.5, 0.5])


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("They should go.", "duty"),
        ("Nobody came.", "denial"),
        ("Open the gate at six.", "told to"),
        ("He doubted it.", "another mind"),
        ("He doubted whether it held.", "words of dissent"),
        ("I did not agree.", "does not hold"),
        ("Why?", "?"),
    ],
)
def test_a_cue_is_counted(text, cue):
    column = names().index(cue)
    assert count_cues([text, "A table."])[:, column].tolist() == [pytest.approx(0.5 * np.log(2)), 0.0]


def rows_of(n=FEWEST, **changes):
    kinds = [("strength", "no"), ("problem", "no"), ("proposal", "yes"), ("neither", "no")]
    return [{"text": f"Text {i}.", "framing": framing, "dissent": dissent} | changes for i in range(n) for framing, dissent in kinds]


def written(path, rows):
    pd.DataFrame(rows).to_csv(path, index=False)
    return path


def test_the_shipped_exemplars_are_read_and_no_text_stands_twice():
    exemplars = load_framing_exemplars(ROOT / "corpus" / "framing.csv")
    assert len({exemplar.text for exemplar in exemplars}) == len(exemplars) == 1200


def test_no_exemplar_is_among_the_passages_that_it_is_measured_on():
    measured = {text for name in ("framing", "dissent") for text in pd.read_csv(ROOT / "bench" / "passages" / f"{name}.csv")["text"]}
    assert not measured & {exemplar.text for exemplar in load_framing_exemplars(ROOT / "corpus" / "framing.csv")}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (rows_of(framing="praise"), "framing is one of strength, problem, proposal, neither; not so in 32 rows, e.g. row 2"),
        (rows_of(dissent="perhaps"), "dissent is one of yes, no; not so in 32 rows"),
        (rows_of(n=7), "fewer than 8 exemplars of strength (7), problem (7)"),
        ([{"text": "A."}], "no column framing, dissent"),
    ],
)
def test_exemplars_that_cannot_be_used_are_refused_with_what_to_do(tmp_path, rows, said):
    with pytest.raises(ConfigError) as error:
        load_framing_exemplars(written(tmp_path / "ours.csv", rows))
    assert said in str(error.value)


def test_a_file_named_in_the_settings_is_found_beside_them_and_its_folder_stands_in_no_dump(tmp_path):
    named = tmp_path / "study.toml"
    named.write_text('[frame]\nexemplars = "ours.csv"\n', encoding="utf-8")
    study = load_study(named)
    assert study.frame.exemplars == tmp_path / "ours.csv"
    assert str(tmp_path) not in study.frame.model_dump_json()
    named.write_text("", encoding="utf-8")
    assert load_study(named).frame.exemplars == ROOT / "corpus" / "framing.csv"


def test_exemplars_that_are_missing_are_named(tmp_path):
    with pytest.raises(ConfigError, match=r"none\.csv do not exist.*\[frame\] exemplars"):
        load_framing_exemplars(tmp_path / "none.csv")
    assert len(load_framing_exemplars(written(tmp_path / "ours.csv", [*rows_of(), {"text": " ", "framing": "x", "dissent": "x"}]))) == 32
