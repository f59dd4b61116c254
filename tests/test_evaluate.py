import pandas as pd
import pytest
from test_segment import documents, segment, whole

from pipeline.config import Segment
from pipeline.errors import ConfigError
from pipeline.evaluate import anchor, match_codes, read_codes, score

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
    from pipeline.evaluate import Sheet

    human = pd.DataFrame({"segment_id": list("abcd"), "document_id": list("wwxy"), "codes": [frozenset({"t"})] * 3 + [frozenset()]})
    assigned = pd.DataFrame({"segment_id": ["a", "b", "d", "z"], "theme_id": ["t", "t", "t", "u"]})
    rows = score(Sheet("ann", human, 0, 0), assigned, ["t", "u"]).set_index("theme")
    assert rows.loc["t", "n"] == 3
    assert rows.loc["t", "precision"] == pytest.approx(2 / 3)
    assert rows.loc["t", "recall"] == pytest.approx(2 / 3)
    assert rows.loc["t", "f1"] == pytest.approx(2 / 3)
    assert rows.loc["t", "low"] <= 2 / 3 <= rows.loc["t", "high"]
    assert rows.loc["macro", "f1"] == pytest.approx(2 / 3)  # u was given by neither side
    assert pd.isna(rows.loc["u", "precision"])
    assert rows.loc["micro", "f1"] == pytest.approx(2 / 3)


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
