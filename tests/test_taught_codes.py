"""What people coded teaches the coder: settled, of themes still defined as they were, and of the draws that may teach."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.code_files import HumanCodes, read_code_files
from pipeline.codebook import Codebook, Theme
from pipeline.draws import DRAW
from pipeline.taught_codes import taught_by, taught_segments, taught_text, unknown_codes

WORK, FAITH = Theme(id="work", name="Work", definition="Jobs."), Theme(id="faith", name="Faith", definition="Prayer.")
JOBS = Theme(id="jobs", name="Jobs", definition="Posts.", parent="work")
NOW = Codebook(version="2", theme=(WORK, FAITH, JOBS))
OLD = Codebook(version="1", theme=(WORK, Theme(id="faith", name="Faith", definition="Churches."), JOBS))


def human(*rows, codebook=NOW, loose=None):
    """Rows of (draw, origin, segment, coder, codes)."""
    record = [
        {"draw": draw, "segment_id": segment, "themes": "work;faith;jobs", "codebook_version": codebook.version}
        for draw, _, segment, _, _ in dict.fromkeys(rows)
    ]
    returned = [
        {"draw": draw, "origin": origin, "segment_id": segment, "path": segment.split("#")[0] + ".txt", "text": f"Text of {segment}."}
        | {"coder": coder, "codes": codes}
        for draw, origin, segment, coder, codes in rows
    ]
    columns = ["draw", "origin", "segment_id", "path", "text", "coder", "codes"]
    draws = pd.DataFrame(record, columns=DRAW.names)
    return HumanCodes(draws, pd.DataFrame(returned, columns=columns), dict.fromkeys(set(draws["draw"]), codebook), NOW, (), loose)


DRAWN = ("draw-1", "drawn", "a#1", "anna", "jobs")
ASKED = ("draw-2", "uncertain", "b#1", "anna", "faith")


@pytest.mark.parametrize(("which", "expected"), [("all", ["a#1", "b#1"]), ("not drawn", ["b#1"]), ("none", [])])
def test_the_setting_says_which_codes_teach(which, expected):
    assert [exemplar.segment_id for exemplar in taught_by(human(DRAWN, ASKED), which)] == expected


def test_a_sub_code_teaches_its_parent_and_what_was_not_given_is_known_not_to_be_there():
    (exemplar,) = taught_by(human(DRAWN), "all")
    assert exemplar.codes == {"work", "jobs"}
    assert exemplar.known == {"work", "faith", "jobs"}
    assert exemplar.drawn


def test_a_theme_on_which_coders_are_tied_is_not_taught():
    (exemplar,) = taught_by(human(DRAWN, ("draw-1", "drawn", "a#1", "ben", "faith;jobs")), "all")
    assert exemplar.codes == {"work", "jobs"}
    assert exemplar.known == {"work", "jobs"}


def test_a_theme_that_was_defined_otherwise_is_not_taught():
    (exemplar,) = taught_by(human(DRAWN, codebook=OLD), "all")
    assert exemplar.known == {"work", "jobs"}


def test_one_text_of_a_document_teaches_once():
    assert len(taught_by(human(ASKED, ("draw-3", "uncertain", "b#1", "anna", "faith")), "all")) == 1


HEADER = "path,start,end,text,coder,codes,codebook_version\n"


@pytest.mark.parametrize(("version", "n"), [("2", 1), ("1", 0), ("", 0)])
def test_codes_without_a_draw_teach_if_they_are_of_the_codebook_in_use(tmp_path, version, n):
    (tmp_path / "mine.csv").write_text(f"{HEADER}a.txt,0,9,The mill.,anna,work,{version}\n", encoding="utf-8")
    (tmp_path / "list.csv").write_text("name,town\nx,Alder\n", encoding="utf-8")
    taught = taught_by(read_code_files(tmp_path, NOW), "not drawn")
    assert [(exemplar.text, exemplar.writer, exemplar.drawn) for exemplar in taught] == [("The mill.", "a.txt", False)] * n


def test_codes_without_a_draw_teach_the_themes_that_are_defined_as_they_were():
    loose = pd.DataFrame(
        [{"path": "a.txt", "text": "The mill.", "coder": "anna", "codes": "work;faith", "codebook_version": "1", "file": "mine.csv"}]
    )
    (exemplar,) = [one for one in taught_by(human(DRAWN, codebook=OLD, loose=loose), "all") if not one.segment_id]
    assert exemplar.known == {"work", "jobs"}
    assert exemplar.codes == {"work"}


def test_codes_are_read_without_spaces_and_in_any_case_and_unknown_ones_are_told(tmp_path):
    (tmp_path / "mine.csv").write_text(f"{HEADER}a.txt,0,9,The mill.,anna,work; Faith,2\nb.txt,0,9,A fair.,anna,fair; jobs,2\n", encoding="utf-8")
    human = read_code_files(tmp_path, NOW)
    assert [sorted(exemplar.codes) for exemplar in taught_by(human, "all")] == [["faith", "work"], ["jobs", "work"]]
    assert unknown_codes(human) == {"mine.csv": {"fair": 1}}


def test_coders_of_several_draws_are_pooled():
    draws = [("draw-1", "drawn", "a#1", "anna", "work"), *(("draw-2", "drawn", "a#1", coder, "") for coder in ("ben", "cleo"))]
    for rows in (draws, draws[::-1]):
        (exemplar,) = taught_by(human(*rows), "all")
        assert exemplar.codes == frozenset()
        assert exemplar.known == {"work", "faith", "jobs"}
    (tied,) = taught_by(human(*draws[:2]), "all")
    assert tied.known == {"faith", "jobs"}


def test_an_uncertain_draw_does_not_hide_that_a_segment_was_drawn():
    rows = [("draw-1", "uncertain", "a#1", "anna", "work"), ("draw-9", "drawn", "a#1", "anna", "work")]
    assert [exemplar.drawn for exemplar in taught_by(human(*rows), "all")] == [True]
    assert taught_by(human(*rows), "not drawn") == []


def test_segments_that_taught_their_own_coder_are_told_and_those_of_documents_held_out_are_not():
    documents = pd.DataFrame({"document_id": ["a", "b"], "path": ["a.txt", "b.txt"], "cluster_id": ["a", "b"]})
    segments = pd.DataFrame(
        {"segment_id": ["a#1", "b#1", "b#2"], "document_id": ["a", "b", "b"], "text": ["Text of a#1.", "Text of  b#1.", "Other."]}
    )
    assert taught_segments(human(DRAWN, ASKED), "all", documents, segments) == {"b#1"}
    assert taught_text(1, 3).startswith("1 of 3 segments also taught")
    assert not taught_text(0, 3)
