"""Codes that taught the coder are said to flatter it."""

from __future__ import annotations

import pytest
from small_study import THEMES
from test_evaluate_files import outputs_with
from test_segment import documents, segment, whole

from pipeline.code_files import hash_code_files
from pipeline.config import Segment
from pipeline.evaluate import evaluate_files
from pipeline.keys import digest, file_hash

TEXT = "Jobs are few in the valley now. Nobody here prays in the chapel."
ROWS = f'path,start,end,text,coder,codes,codebook_version\nd0.txt,0,{len(TEXT)},"{TEXT}",ann,work,1\n'


@pytest.fixture
def study(tmp_path):
    """Outputs of a run that learnt from codes/mine.csv, and a copy of that file elsewhere."""
    (tmp_path / "study" / "codes").mkdir(parents=True)
    (tmp_path / "study" / "codebook.toml").write_text(THEMES, encoding="utf-8")
    for path in (tmp_path / "study" / "codes" / "mine.csv", tmp_path / "copy.csv"):
        path.write_text(ROWS, encoding="utf-8")
    return tmp_path


def shown(study, path, *, learn="all", coder="head", codes=True):
    codebook = file_hash(study / "study" / "codebook.toml")
    human = digest([hash_code_files(study / "study" / "codes"), codebook]) if codes else "absent"
    settings = {"code_themes": {"coder": coder, "learn_from_codes": learn}, "study": {"codebook": "codebook.toml"}}
    run = {"parents": {}, "codebook_version": "1", "inputs": {"codebook": codebook, "human_codes": human}, "settings": settings}
    docs = documents(TEXT)
    return evaluate_files([study / path], outputs_with(study / "outputs", docs, segment(docs, whole(docs), Segment()), run))


def test_codes_that_taught_the_coder_are_counted_and_its_figures_marked(study):
    lines = shown(study, "study/codes/mine.csv")
    assert "! 1 of 1 segment also taught the coder that codes them: these figures flatter it. themeline learning-gain holds documents out." in lines
    assert "Figures of the coder are marked !." in lines
    assert "\n  coder ! " in lines
    assert "\n  topic route  " in lines


def test_a_copy_of_which_it_is_not_known_is_marked_too(study):
    lines = shown(study, "copy.csv")
    assert "Whether these are among them is not known" in lines
    assert "\n  coder ! " in lines


@pytest.mark.parametrize("how", [{"learn": "none"}, {"coder": "seeds"}, {"codes": False}])
def test_nothing_is_said_where_human_codes_taught_nothing(study, how):
    assert "!" not in shown(study, "study/codes/mine.csv", **how)
