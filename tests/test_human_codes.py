"""Human codes are read as they are, and meet the segments that they are about."""

import pandas as pd
import pytest
from test_segment import documents, segment, whole

from pipeline.config import Segment
from pipeline.errors import ConfigError
from pipeline.evaluate import match_weighted
from pipeline.human_codes import anchor, match_codes, read_codes

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


def test_a_path_that_a_guard_keeps_from_being_a_formula_is_read_as_it_is(tmp_path):
    read = read_codes(codes(tmp_path, "'=sum.txt,0,4,Jobs,ann,work,1,drawn,"))
    assert read["path"].tolist() == ["=sum.txt"]


def test_codes_reach_the_segments_they_cover_and_orphans_are_counted(tmp_path, study):
    path = codes(
        tmp_path, f'd0.txt,0,{len(TEXT)},"{TEXT}",ann,work;faith,1,drawn,', "d0.txt,0,4,gone away,ann,work,1,drawn,", "x.txt,0,4,Jobs,bob,,1,drawn,"
    )
    ann, bob = match_codes(read_codes(path), *study)
    assert (ann.coder, len(ann.codes), ann.orphans) == ("ann", 1, 1)
    assert ann.codes["codes"].iloc[0] == {"work", "faith"}
    assert (bob.coder, len(bob.codes), bob.orphans) == ("bob", 0, 1)


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


def test_of_several_passages_that_meet_a_segment_the_heaviest_counts(study):
    docs, segments = study
    passages = pd.DataFrame({"start": [0, 32], "end": [31, len(TEXT)], "codes": ["work", "faith"], "weight": [2.0, 5.0]})
    rows = passages.assign(path="d0.txt", coder="ann", text=[TEXT[:31], TEXT[32:]])
    (sheet,) = match_weighted(rows, docs, segments)
    assert sheet.codes[["codes", "weight"]].to_dict("records") == [{"codes": {"work", "faith"}, "weight": 5.0}]
