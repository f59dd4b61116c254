"""The gain from human codes is measured on documents that the coder has not seen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small_study import write_study
from test_contracts import CODEBOOK, EXEMPLARS
from test_learning import codes

from pipeline.bootstrap import FEWEST
from pipeline.config import CodeThemes
from pipeline.encoders import ENCODERS
from pipeline.errors import ConfigError
from pipeline.gain import gain_text, measure_gain
from pipeline.inputs import Request
from pipeline.run import run
from pipeline.taught_codes import taught_by


def gain(taught):
    return measure_gain(CODEBOOK, EXEMPLARS, taught, ENCODERS["hashing"](), CodeThemes(folds=2)).set_index("theme_id")


def of_sources(n):
    """What people coded in so many documents: ten, and as many as are wanted like them under other names."""
    taught = taught_by(codes("uncertain"), "all")
    more = [replace(one, writer=f"e{one.writer}", text=one.text.replace(" d", " e")) for one in taught]
    names = sorted({one.writer for one in (*taught, *more)})[:n]
    return [one for one in (*taught, *more) if one.writer in names]


def test_a_phrase_that_documents_share_is_learnt_and_the_gain_of_enough_sources_has_an_interval():
    taught = of_sources(FEWEST)
    other = "A prayer in the mosque."  # what one source alone says of work, so that nothing teaches it
    row = gain([replace(one, text=other) if one.codes and one.writer == "d1.txt" else one for one in taught]).loc["work"]
    assert row["n"] == FEWEST
    assert row["gain"] == pytest.approx(row["with_codes"] - row["without"])
    assert row["gain"] > 0.3
    assert row["low"] < row["gain"] < row["high"]


@pytest.mark.parametrize("n", [FEWEST - 1, FEWEST])
def test_the_gain_of_few_sources_or_of_sources_that_are_all_alike_has_no_interval(n):
    row = gain(of_sources(n)).loc["work"]
    assert row["gain"] > 0.3
    assert np.isnan([row["low"], row["high"]]).all()


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
    assert [line.split()[:2] for line in text.splitlines()[3:]] == [["work", "4"], ["micro", "4"]]
    assert all(line.endswith("no interval") for line in text.splitlines()[3:])
    assert f"takes {FEWEST} sources" in text.splitlines()[1]


def test_a_theme_of_which_one_source_speaks_has_no_interval():
    taught = [one for one in of_sources(20) if one.writer != "d1.txt" or one.codes]
    row = gain([one if one.writer == "d1.txt" else replace(one, codes=frozenset()) for one in taught]).loc["work"]
    assert row["n"] == 1
    assert np.isnan([row["low"], row["high"]]).all()


def test_a_coder_that_learns_nothing_from_codes_is_named_and_not_measured(tmp_path):
    request = Request(write_study(tmp_path, documents=4), tmp_path / "outputs", models=tmp_path / "models")
    settings = request.corpus / "study.toml"
    settings.write_text(f'{settings.read_text(encoding="utf-8")}\n[code_themes]\ncoder = "seeds"\n', encoding="utf-8")
    assert 'the coder in use is "seeds"' in gain_text(request)
