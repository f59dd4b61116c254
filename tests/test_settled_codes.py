"""What people coded becomes one value for each drawn segment and theme, and nothing is left out without a word."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from coding_study import CODEBOOK
from coding_study import tables as study_tables

from pipeline.code_files import HumanCodes
from pipeline.codebook import Codebook, Theme
from pipeline.correct import too_few
from pipeline.correction import coded
from pipeline.draw import Wanted, draw, record
from pipeline.draws import DRAW
from pipeline.settled_codes import settle_codes
from pipeline.tables import CODINGS, DOCUMENTS, DRAWN_CODES, SEGMENTS

WORK, FAITH = Theme(id="work", name="Work", definition="Jobs."), Theme(id="faith", name="Faith", definition="Prayer.")
JOBS = Theme(id="jobs", name="Jobs", definition="Posts.", parent="work")
NOW = Codebook(version="2", theme=(WORK, FAITH, JOBS))
TEXTS = ("The mill closed.", "A prayer was said.", "The road was mended.")


def tables(texts=TEXTS, *, path="a.txt"):
    text = "\n\n".join(texts)
    base = dict.fromkeys(DOCUMENTS.names) | {"sha256": "0", "media_type": "text/plain", "title": "t", "language": "en", "cluster_id": "a"}
    document = base | {"document_id": "a", "path": path, "date_precision": "none", "date_basis": "none", "text": text}
    segments, codings = [], []
    for n, one in enumerate(texts):
        start = text.index(one)
        row = dict.fromkeys(SEGMENTS.names) | {"segment_id": f"a#{start:08d}-{start + len(one):08d}", "document_id": "a", "start": start}
        row |= {"end": start + len(one), "paragraph": n + 1, "voice": "own", "part": "finding", "codable": True, "text": one, "n_words": 4}
        segments.append(row)
        codings += [{"segment_id": row["segment_id"], "theme_id": t, "score": 0.0, "assigned": n == 0, "why": None} for t in NOW.theme_ids]
    return {"documents": DOCUMENTS.frame([document]), "segments": SEGMENTS.frame(segments), "codings": CODINGS.frame(codings)}


def human(given, *, texts=TEXTS, codebooks=None, version="2", origin="drawn", themes="work;faith;jobs", name="draw-1", size=9):
    """Codes by coder and number of segment: {"anna": {0: "work"}}."""
    segments = tables(texts)["segments"]
    rows_drawn = [
        {"draw": name, "item": str(n), "segment_id": row.segment_id, "path": "a.txt", "start": row.start, "end": row.end, "sha256": "0"}
        | {"stratum": "Roadham: rest", "by": "place", "side": "Roadham", "stratum_size": size, "drawn": 3, "probability": 3 / size, "origin": origin}
        | {"codebook_version": version, "themes": themes, "coders": "anna;ben;cleo"}
        for n, row in enumerate(segments.itertuples())
    ]
    rows = [
        {"draw": name, "segment_id": segments["segment_id"][n], "path": "a.txt", "start": segments["start"][n], "end": segments["end"][n]}
        | {"text": texts[n], "coder": coder, "codes": codes, "codebook_version": version, "origin": origin, "memo": "", "file": f"{coder}.csv"}
        for coder, own in given.items()
        for n, codes in own.items()
    ]
    return HumanCodes(DRAW.frame(rows_drawn), pd.DataFrame(rows), codebooks or {}, NOW, ())


def values(settled, theme="work"):
    rows = settled.drawn_codes[settled.drawn_codes["theme_id"] == theme]
    return list(zip(rows["value"], rows["settled_by"], strict=True))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"anna": {0: "work"}}, (1.0, "one coder")),
        ({"anna": {0: ""}}, (0.0, "one coder")),
        ({"anna": {0: "jobs"}}, (1.0, "one coder")),  # a sub-code counts for its parent
        ({"anna": {0: "work"}, "ben": {0: "work"}, "cleo": {0: "faith"}}, (1.0, "majority")),
        ({"anna": {0: "work"}, "ben": {0: ""}}, (0.5, "tie")),
        ({"anna": {0: "work"}, "ben": {0: ""}, "adjudicated": {0: ""}}, (0.0, "adjudicated")),
    ],
)
def test_several_coders_become_one_value(given, expected):
    settled = settle_codes(human(given), **tables())
    DRAWN_CODES.validate(settled.drawn_codes)
    assert values(settled) == [expected]


def test_the_machines_code_and_the_stratum_stand_beside_the_value():
    rows = settle_codes(human({"anna": {0: "", 1: "faith"}}), **tables()).drawn_codes
    assert rows.groupby("segment_id")["assigned"].first().to_list() == [True, False]
    assert set(rows["level"]) == {"rest"}
    assert set(rows["side"]) == {"Roadham"}
    assert set(rows["stratum_size"]) == {9}


def test_a_draw_by_place_has_two_levels_however_many_places_there_are():
    docs, segments, codings = study_tables(16, 20)
    docs = docs.assign(place=[f"Place {n % 8}" for n in range(16)])
    wanted = Wanted(n=120, by="place", coders=("anna",))
    made = record(draw(segments, codings, wanted, dict(zip(docs["document_id"], docs["place"], strict=True))), segments, docs, CODEBOOK, wanted)
    rows = made.merge(segments[["segment_id", "text"]], on="segment_id").assign(coder="anna", memo="", file="anna.csv")
    rows["codes"] = ["work" if "jobs" in text else "" for text in rows["text"]]
    settled = settle_codes(HumanCodes(made, rows, {}, CODEBOOK, ()), docs, segments, codings).drawn_codes
    assert settled["stratum"].nunique() == 16
    assert set(settled["level"]) == {"top fifth", "rest"}
    assert too_few(coded(settled[settled["theme_id"] == "work"])) == ""


def both(one, two):
    return HumanCodes(DRAW.typed(pd.concat([one.draws, two.draws])), pd.concat([one.returned, two.returned]), {}, NOW, ())


@pytest.mark.parametrize(
    ("first", "second", "expected", "coders"),
    [
        ({"anna": {0: "work"}, "ben": {0: ""}}, {"adjudicated": {0: "work"}}, (1.0, "adjudicated"), 2),
        ({"anna": {0: "work"}, "ben": {0: ""}}, {"cleo": {0: "work"}}, (1.0, "majority"), 3),
        ({"anna": {0: "work"}, "ben": {0: ""}}, {"anna": {0: "work"}}, (0.5, "tie"), 2),  # a coder who says the same twice has one vote
        ({"adjudicated": {0: "work"}}, {"adjudicated": {0: ""}}, (0.5, "tie"), 0),
    ],
)
def test_what_is_said_of_a_segment_in_two_draws_is_pooled_and_it_keeps_the_design_of_one(first, second, expected, coders):
    for one, two in ((first, second), (second, first)):
        rows = settle_codes(both(human(one), human(two, name="draw-2", size=30)), **tables())
        DRAWN_CODES.validate(rows.drawn_codes)
        assert values(rows) == [expected]
        assert set(rows.drawn_codes["n_coders"]) == {coders}
        assert set(zip(rows.drawn_codes["draw"], rows.drawn_codes["stratum_size"], strict=True)) == {("draw-1", 9)}


def test_a_theme_that_is_stale_in_one_draw_has_the_votes_and_the_design_of_the_other():
    pooled = both(human({"anna": {0: "work"}}, themes="work;jobs"), human({"ben": {0: "faith"}}, name="draw-2"))
    rows = settle_codes(pooled, **tables())
    assert (values(rows), values(rows, "faith")) == ([(0.5, "tie")], [(1.0, "one coder")])
    assert rows.drawn_codes.set_index("theme_id")["draw"].to_dict() == {"work": "draw-1", "jobs": "draw-1", "faith": "draw-2"}


def test_without_codes_the_table_is_empty_and_nothing_is_said():
    settled = settle_codes(None, **tables())
    assert settled.drawn_codes.empty
    assert settled.problems == ()


def test_a_segment_that_moved_is_found_again_by_its_words():
    moved = ("Something new stands first.", *TEXTS)
    settled = settle_codes(human({"anna": {0: "work", 1: "", 2: ""}}), **tables(moved))
    assert settled.problems == ()
    assert len(values(settled)) == 3
    assert set(settled.drawn_codes["segment_id"]) == set(tables(moved)["segments"]["segment_id"][1:])


@pytest.mark.parametrize(
    ("texts", "code"),
    [((TEXTS[0], TEXTS[1]), "codes-orphans"), ((TEXTS[0], TEXTS[1], TEXTS[2] + " At last."), "codes-recut")],
)
def test_codes_whose_segment_is_gone_are_listed(texts, code):
    settled = settle_codes(human({"anna": {0: "work", 1: "", 2: ""}}), **tables(texts))
    assert [(row["path"], row["code"]) for row in settled.problems] == [("codes/anna.csv", code)]
    assert TEXTS[2] not in settled.problems[0]["message"]
    assert "1 human code whose text is no longer" in settled.problems[0]["message"]
    assert "corrects no share" in settled.problems[0]["message"]
    assert "may still teach the coder" in settled.problems[0]["remedy"]  # see taught_codes: it takes no segments
    assert len(values(settled)) == 2


def test_a_segment_that_is_no_longer_codable_does_not_count():
    now = tables()
    now["segments"] = now["segments"].assign(codable=[False, True, True])
    settled = settle_codes(human({"anna": {0: "work", 1: ""}}), **now)
    assert [row["code"] for row in settled.problems] == ["codes-uncodable"]
    assert values(settled) == [(0.0, "one coder")]


OLD = Codebook(version="1", theme=(WORK, Theme(id="faith", name="Belief", definition="Churches.")))


@pytest.mark.parametrize(
    ("codebooks", "version", "themes", "kept"),
    [
        ({}, "1", "work;faith;jobs", set()),  # another version, and no copy to look into
        ({"draw-1": OLD}, "1", "work;faith", {"work"}),
        ({"draw-1": OLD}, "2", "work;faith", {"work"}),  # the version was not raised, yet the definition is another
        ({"draw-1": NOW}, "1", "work;faith;jobs", {"work", "faith", "jobs"}),
        ({}, "2", "work;faith", {"work", "faith"}),
    ],
)
def test_codes_of_a_theme_that_is_defined_otherwise_are_stale(codebooks, version, themes, kept):
    given = human({"anna": {0: "work"}}, codebooks=codebooks, version=version, themes=themes)
    settled = settle_codes(given, **tables())
    assert set(settled.drawn_codes["theme_id"]) == kept
    assert [row["code"] for row in settled.problems] == (["codes-stale"] if len(kept) < 3 else [])


def test_codes_that_were_not_drawn_by_chance_correct_nothing_and_are_told():
    settled = settle_codes(human({"anna": {0: "work"}}, origin="uncertain"), **tables())
    assert settled.drawn_codes.empty
    assert [row["code"] for row in settled.problems] == ["codes-not-drawn"]
    settled = settle_codes(replace(human({"anna": {0: "work"}}), others=("old.csv",)), **tables())
    assert [(row["path"], row["code"]) for row in settled.problems] == [("codes/old.csv", "codes-without-draw")]


def test_codes_without_a_draw_that_name_another_codebook_version_are_told():
    loose = pd.DataFrame({"file": ["old.csv", "old.csv", "new.csv"], "codebook_version": ["1", "", "2"]})
    settled = settle_codes(replace(human({"anna": {0: "work"}}), loose=loose), **tables())
    assert [(row["path"], row["code"]) for row in settled.problems] == [("codes/old.csv", "codes-stale")]
    assert "2 codes" in settled.problems[0]["message"]


@pytest.mark.parametrize(("now", "said"), [("2", "is called version 2, as theirs was"), ("3", "They were given by codebook version 2;")])
def test_codes_without_a_draw_are_stale_theme_by_theme_where_a_copy_of_their_codebook_is_known(now, said):
    loose = pd.DataFrame({"file": ["old.csv"] * 2, "codebook_version": ["2", "2"]})
    then = OLD.model_copy(update={"version": "2", "theme": (WORK, OLD["faith"], JOBS)})
    given = human({"anna": {0: "work"}}, codebooks={"draw-1": then})
    (row,) = [
        row
        for row in settle_codes(replace(given, loose=loose, codebook=NOW.model_copy(update={"version": now})), **tables()).problems
        if "old.csv" in row["path"]
    ]
    assert row["message"].startswith("Stale and not used: codes of faith in 2 passages.")
    assert said in row["message"]
