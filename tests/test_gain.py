"""The gain from human codes is measured on documents that the coder has not seen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_study import write_study
from test_contracts import CODEBOOK, EXEMPLARS
from test_learning import DOCUMENTS, codes

from pipeline.config import CodeThemes
from pipeline.encoders import ENCODERS
from pipeline.errors import ConfigError
from pipeline.gain import gain_text, measure_gain
from pipeline.inputs import Request
from pipeline.run import run
from pipeline.taught_codes import taught_by


def gain(taught):
    return measure_gain(CODEBOOK, EXEMPLARS, taught, ENCODERS["hashing"](), CodeThemes(folds=2)).set_index("theme_id")


def test_a_phrase_that_documents_share_is_learnt_and_the_gain_has_an_interval():
    row = gain(taught_by(codes("uncertain"), "all")).loc["work"]
    assert row["n"] == len(DOCUMENTS)
    assert row["gain"] == pytest.approx(row["with_codes"] - row["without"])
    assert row["gain"] > 0.3
    assert row["low"] <= row["gain"] <= row["high"]


def test_codes_of_one_document_measure_nothing():
    assert gain([exemplar for exemplar in taught_by(codes("uncertain"), "all") if exemplar.writer == "d1.txt"]).empty


@pytest.mark.slow
def test_a_study_is_told_what_its_codes_teach_or_why_nothing_can_be_said(tmp_path):
    request = Request(write_study(tmp_path, documents=4), tmp_path / "outputs", models=tmp_path / "models")
    assert gain_text(request).startswith("No gain to measure: 0 human-coded segments")
    rows = [f"paper-{n:02d}.txt,0,9,{said} of paper {n}.,anna,{codes},1" for n in range(4) for said, codes in (("Zinc", "work"), ("A road", ""))]
    (request.corpus / "codes").mkdir()
    (request.corpus / "codes" / "mine.csv").write_text("\n".join(["path,start,end,text,coder,codes,codebook_version", *rows]), encoding="utf-8")
    with pytest.raises(ConfigError, match="Run the study first"):
        gain_text(request)
    run(request, until="embed")
    text = gain_text(request)
    assert text.startswith("What 8 human-coded segments of 4 sources teach")
    assert [line.split()[:2] for line in text.splitlines()[2:]] == [["work", "4"], ["micro", "4"]]


def test_a_theme_of_which_one_source_speaks_has_no_interval_down_to_nothing():
    taught = [one for one in taught_by(codes("uncertain"), "all") if one.writer != "d1.txt" or one.codes]
    row = gain([one if one.writer == "d1.txt" else replace(one, codes=frozenset()) for one in taught]).loc["work"]
    assert row["n"] == 1
    assert row["low"] == row["high"] == row["gain"]


def test_a_coder_that_learns_nothing_from_codes_is_named_and_not_measured(tmp_path):
    request = Request(write_study(tmp_path, documents=4), tmp_path / "outputs", models=tmp_path / "models")
    settings = request.corpus / "study.toml"
    settings.write_text(f'{settings.read_text(encoding="utf-8")}\n[code_themes]\ncoder = "seeds"\n', encoding="utf-8")
    assert 'the coder in use is "seeds"' in gain_text(request)
