import numpy as np
import pandas as pd
import pytest
from test_segment import documents, segment, whole

from pipeline.config import Segment
from pipeline.errors import ConfigError, TableError
from pipeline.evaluate import Sheet, anchor, evaluate_files, match_codes, match_weighted, read_codes, score
from pipeline.store import write_json, write_table
from pipeline.tables import CODINGS, PLACEMENTS, TOPICS

TEXT = "Jobs are few in the valley now. Nobody here prays in the chapel."
HEADER = "path,start,end,text,coder,codes,codebook_version,origin,memo\n"


@pytest.fixture
def study():
    docs = documents(TEXT)
    return docs, segment(docs, whole(docs), Segment())


def codes(tmp_path, *rows):
    path = tmp_path / "codes.csv"
    path.write_text(HEADER + "\n".join(rows), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("start", "end", "words", "expected"),
    [(0, 4, "Jobs", (0, 4)), (7, 11, "Jobs", (0, 4)), (0, 4, "few  in\nthe", (9, 19)), (0, 4, "absent", None), (0, 0, "", (0, 0))],
)
def test_a_passage_is_found_where_it_says_else_by_its_words(start, end, words, expected):
    assert anchor(start, end, words, TEXT) == expected


def test_codes_reach_the_segments_they_cover_and_orphans_are_counted(tmp_path, study):
    path = codes(
        tmp_path, f'd0.txt,0,{len(TEXT)},"{TEXT}",ann,work;faith,1,drawn,', "d0.txt,0,4,gone away,ann,work,1,drawn,", "x.txt,0,4,Jobs,bob,,1,drawn,"
    )
    ann, bob = match_codes(read_codes(path), *study)
    assert (ann.coder, len(ann.codes), ann.orphans) == ("ann", 1, 1)
    assert ann.codes["codes"].iloc[0] == {"work", "faith"}
    assert (bob.coder, len(bob.codes), bob.orphans) == ("bob", 0, 1)


def test_precision_recall_and_f1_are_what_they_are_by_hand():
    human = pd.DataFrame({"segment_id": list("abcd"), "document_id": list("wwxy"), "codes": [frozenset({"t"})] * 3 + [frozenset()]})
    assigned = pd.DataFrame({"segment_id": ["a", "b", "d", "z"], "theme_id": ["t", "t", "t", "u"]})
    rows = score(Sheet("ann", human, 0, 0), assigned, ["t", "u"]).set_index("theme")
    assert rows.loc["t", "n"] == 3
    assert rows.loc["t", "precision"] == pytest.approx(2 / 3)
    assert rows.loc["t", "recall"] == pytest.approx(2 / 3)
    assert rows.loc["t", "f1"] == pytest.approx(2 / 3)
    assert rows.loc["macro", "f1"] == pytest.approx(2 / 3)  # u was given by neither side
    assert pd.isna(rows.loc["u", "precision"])
    assert rows.loc["micro", "f1"] == pytest.approx(2 / 3)


def test_weights_make_drawn_codes_speak_of_the_study():
    human = pd.DataFrame({"segment_id": list("abcd"), "document_id": list("wxyz"), "codes": [frozenset({"t"})] * 4, "weight": [1, 1, 1, 9]})
    assigned = pd.DataFrame({"segment_id": ["a", "b", "c"], "theme_id": ["t"] * 3})
    row = score(Sheet("ann", human, 0, 0), assigned, ["t"]).set_index("theme").loc["t"]
    assert row["recall"] == pytest.approx(3 / 12)  # what was missed stands for nine
    assert row["n"] == 4


def test_every_measure_has_an_interval_and_only_where_there_is_something_to_measure():
    human = pd.DataFrame({"segment_id": list("abcdefghij"), "document_id": list("abcdefghij"), "codes": [frozenset({"t"})] * 10})
    row = score(Sheet("ann", human, 0, 0), pd.DataFrame({"segment_id": [], "theme_id": []}), ["t"]).set_index("theme").loc["t"]
    assert row[["precision", "precision_low", "precision_high"]].isna().all()  # the machine gave none, so none can be right
    assert row[["recall", "recall_low", "f1"]].tolist() == [0, 0, 0]
    assert 0.2 < row["recall_high"] < 0.4  # ten documents in which it missed all, and others in which it may not


def in_one_of(n):
    """A theme that both sides gave to the first of n documents, and to no other."""
    names = [f"s{number}" for number in range(n)]
    human = pd.DataFrame({"segment_id": names, "document_id": names, "codes": [frozenset({"t"})] + [frozenset()] * (n - 1)})
    return Sheet("ann", human, 0, 0), pd.DataFrame({"segment_id": ["s0"], "theme_id": ["t"]})


def test_resamples_without_a_theme_say_nothing_of_it():
    rows = score(*in_one_of(10), ["t", "u"]).set_index("theme")
    for name in ("t", "macro", "micro"):
        assert rows.loc[name, "f1"] == 1
        assert rows.loc[name, ["f1_low", "f1_high"]].isna().all()  # one document bears on it
        assert rows.loc[name, "draws"] == pytest.approx(2000 * (1 - 0.9**10), abs=100)
    assert rows.loc["u", ["f1", "f1_low", "f1_high"]].isna().all()
    assert rows.loc["u", "draws"] == 0


def test_a_macro_average_has_an_interval_only_where_each_of_its_themes_has_one():
    sheet, assigned = in_one_of(10)
    everywhere = pd.DataFrame({"segment_id": sheet.codes["segment_id"], "theme_id": "v"})
    both = Sheet("ann", sheet.codes.assign(codes=sheet.codes["codes"].map(lambda own: own | {"v"})), 0, 0)
    rows = score(both, pd.concat([assigned, everywhere]), ["t", "v"]).set_index("theme")
    assert rows.loc["macro", "f1"] == 1
    assert np.isnan(rows.loc["macro", "f1_low"])
    assert rows.loc["macro", "draws"] == rows.loc["t", "draws"] < 2000  # without t it would be the mean of others
    alone = score(both, everywhere, ["v"]).set_index("theme")
    assert alone.loc["macro", "f1_low"] == pytest.approx(alone.loc["v", "f1_low"])


def test_no_documents_give_no_figures():
    sheet, assigned = in_one_of(1)
    rows = score(Sheet("ann", sheet.codes.head(0), 0, 0), assigned, ["t"])
    assert rows[["precision", "recall", "f1", "f1_low", "f1_high", "precision_low", "recall_high"]].isna().all(axis=None)


@pytest.mark.parametrize(
    ("content", "said"), [("", "is empty"), ("path,start\n", "no column end"), (HEADER, "no rows"), (HEADER + "a,x,4,t,c,,,,\n", "row 2")]
)
def test_a_file_that_cannot_be_used_is_refused(tmp_path, content, said):
    path = tmp_path / "codes.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError, match=said):
        read_codes(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ConfigError, match="does not exist"):
        read_codes(tmp_path / "none.csv")


@pytest.mark.parametrize(
    ("start", "end", "meets"),
    [
        (0, 32, [0]),  # all of the first, one character of the second
        (0, 4, [0]),  # a word: it lies in the first
        (0, 63, [0, 1]),  # both
        (20, 42, [0, 1]),  # half of the passage in each
        (22, 42, [1]),  # nine of its twenty characters are in the first
    ],
)
def test_a_passage_meets_a_segment_by_half_of_whichever_is_shorter(start, end, meets):
    text = "a" * 31 + "b" * 32
    docs = documents(text)
    pieces = [{"document_id": "d0", "segment_id": str(n), "start": a, "end": b, "codable": True} for n, (a, b) in enumerate([(0, 31), (31, 63)])]
    rows = pd.DataFrame([{"path": "d0.txt", "start": start, "end": end, "text": text[start:end], "coder": "ann", "codes": "work"}])
    (sheet,) = match_codes(rows, docs, pd.DataFrame(pieces))
    assert sheet.codes["segment_id"].to_list() == [str(n) for n in meets]


def outputs_with(folder, docs, segments, run):
    """Tables of one segment: the coder gave it jobs and so its parent work, the topic route placed it in jobs."""
    (name,) = segments["segment_id"]
    topic = dict.fromkeys(TOPICS.names) | {"topic_id": "theme-jobs", "kind": "theme", "theme_id": "jobs", "label": "Jobs", "top_words": []}
    tables = {
        "documents": docs,
        "segments": segments,
        "codings": CODINGS.frame([{"segment_id": name, "theme_id": t, "score": 0.5, "assigned": True, "why": None} for t in ("work", "jobs")]),
        "topics": TOPICS.frame([topic | {"n_segments": 1, "n_documents": 1, "top_document_share": 1.0, "fragile": False}]),
        "placements": PLACEMENTS.frame([{"segment_id": name, "topic_id": "theme-jobs", "weight": 0.5}]),
    }
    for table, frame in tables.items():
        write_table(folder, table, frame)
    write_json(folder / "run.json", run)
    return folder


def test_a_sub_code_counts_for_its_parents_on_every_side(tmp_path, study):
    path = codes(tmp_path, f'd0.txt,0,{len(TEXT)},"{TEXT}",ann,jobs,1,drawn,')
    shown = evaluate_files([path], outputs_with(tmp_path / "outputs", *study, {"parents": {"jobs": "work"}}))
    work = [line.split() for line in shown.splitlines() if line.split()[:1] == ["work"]]
    assert work == [["work", "1", *["1.00", "(too", "few)"] * 3]] * 2  # the coder, then the topic route; one document


def test_resamples_that_had_the_theme_are_counted_where_many_had_not(tmp_path, study):
    docs = documents(*[TEXT] * 3)
    rows = [f'd{n}.txt,0,{len(TEXT)},"{TEXT}",ann,{code},1,drawn,' for n, code in enumerate(("jobs", "", ""))]
    outputs = outputs_with(tmp_path / "outputs", *study, {"parents": {}})
    segments = segment(docs, whole(docs), Segment())
    write_table(outputs, "documents", docs)
    write_table(outputs, "segments", segments.assign(codable=True))
    shown = evaluate_files([codes(tmp_path, *rows)], outputs)
    (line, _) = [line for line in shown.splitlines() if line.split()[:1] == ["jobs"]]
    assert "draws had it" in line
    assert "nan" not in shown


def test_outputs_that_do_not_say_which_themes_are_sub_codes_are_refused(tmp_path, study):
    path = codes(tmp_path, "d0.txt,0,4,Jobs,ann,jobs,1,drawn,")
    with pytest.raises(TableError, match="Make it anew"):
        evaluate_files([path], outputs_with(tmp_path / "outputs", *study, {}))


def test_a_column_weight_is_used_and_said(tmp_path, study):
    path = tmp_path / "codes.csv"
    path.write_text(f'{HEADER.strip()},weight\nd0.txt,0,{len(TEXT)},"{TEXT}",ann,jobs,1,drawn,,2.5\n', encoding="utf-8")
    shown = evaluate_files([path], outputs_with(tmp_path / "outputs", *study, {"parents": {}}))
    assert "weighted by the column weight: these segments stand for 2;" in shown


@pytest.mark.parametrize("weight", ["0", "-1", "much", "", "inf"])
def test_a_weight_that_is_none_is_refused_with_its_row(tmp_path, study, weight):
    path = tmp_path / "codes.csv"
    path.write_text(f'{HEADER.strip()},weight\nd0.txt,0,{len(TEXT)},"{TEXT}",ann,jobs,1,drawn,,{weight}\n', encoding="utf-8")
    with pytest.raises(ConfigError, match="not in 1 of 1 rows, e.g. row 2"):
        evaluate_files([path], outputs_with(tmp_path / "outputs", *study, {"parents": {}}))


def test_of_several_passages_that_meet_a_segment_the_heaviest_counts(study):
    docs, segments = study
    passages = pd.DataFrame({"start": [0, 32], "end": [31, len(TEXT)], "codes": ["work", "faith"], "weight": [2.0, 5.0]})
    rows = passages.assign(path="d0.txt", coder="ann", text=[TEXT[:31], TEXT[32:]])
    (sheet,) = match_weighted(rows, docs, segments)
    assert sheet.codes[["codes", "weight"]].to_dict("records") == [{"codes": {"work", "faith"}, "weight": 5.0}]


def test_codes_by_another_version_of_the_codebook_are_counted_and_said(tmp_path, study):
    path = codes(tmp_path, f'd0.txt,0,{len(TEXT)},"{TEXT}",ann,jobs,1,drawn,')
    outputs = outputs_with(tmp_path / "outputs", *study, {"parents": {}, "codebook_version": "2"})
    assert "1 passage of 1 were coded by codebook version 1, and the codings are by version 2" in evaluate_files([path], outputs)
    write_json(outputs / "run.json", {"parents": {}, "codebook_version": "1"})
    assert "stale" not in evaluate_files([path], outputs)


def test_codes_without_a_version_of_the_codebook_are_stale_nowhere(tmp_path, study):
    path = tmp_path / "codes.csv"
    path.write_text(f'path,start,end,text,coder,codes\nd0.txt,0,{len(TEXT)},"{TEXT}",ann,jobs\n', encoding="utf-8")
    assert "stale" not in evaluate_files([path], outputs_with(tmp_path / "outputs", *study, {"parents": {}, "codebook_version": "2"}))


def test_sources_are_resampled_where_they_are_told():
    names = list("abcdefghij")
    human = pd.DataFrame({"segment_id": names, "document_id": names, "codes": [frozenset({"t"})] * 10})
    assigned = pd.DataFrame({"segment_id": names, "theme_id": ["t"] * 10})
    apart, together = (score(Sheet("ann", human.assign(source=sources), 0, 0), assigned, ["t"]).iloc[0] for sources in (names, ["one"] * 10))
    assert np.isfinite(apart["recall_low"])
    assert np.isnan(together["recall_low"])


def test_passages_that_are_gone_are_counted_with_what_to_do(tmp_path, study):
    path = codes(tmp_path, f'd0.txt,0,{len(TEXT)},"{TEXT}",ann,jobs,1,drawn,', "d0.txt,0,4,gone away,ann,work,1,drawn,")
    shown = evaluate_files([path], outputs_with(tmp_path / "outputs", *study, {"parents": {}}))
    assert "1 passages not found in the documents" in shown
    assert "put the documents back as they were" in shown
