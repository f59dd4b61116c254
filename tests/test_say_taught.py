"""A study says which human codes teach the coder nothing, and why."""

from __future__ import annotations

import pandas as pd
import pytest
from coding_study import tables
from small_study import write_study
from test_contracts import CODEBOOK as BOOK
from test_learning import human_of, sources

from pipeline.config import CodeThemes
from pipeline.inputs import Request
from pipeline.run import run
from pipeline.say_taught import count_themes


def said(human, documents, which="all"):
    _, segments, codings = tables(1, 2)
    found = count_themes(segments, codings, BOOK, human, documents, CodeThemes(learn_from_codes=which))
    return list(found.problems["code"])


def test_drawn_codes_of_one_source_are_said_to_teach_nothing():
    human = human_of(("draw-1", "drawn", "a#1", "a.txt", "work"), ("draw-1", "drawn", "b#1", "b.txt", "work"))
    assert said(human, sources(("a", "a.txt", "a"), ("b", "b.txt", "a"))) == ["codes-of-one-source"]
    assert said(human, sources(("a", "a.txt", "a"), ("b", "b.txt", "b"))) == []
    assert said(human, sources(("a", "a.txt", "a"), ("b", "b.txt", "a")), "none") == []
    assert said(None, None) == []


@pytest.mark.slow
def test_a_run_reports_codes_that_the_codebook_lacks(tmp_path):
    request = Request(write_study(tmp_path, documents=4), tmp_path / "outputs", models=tmp_path / "models")
    (request.corpus / "codes").mkdir()
    (request.corpus / "codes" / "mine.csv").write_text(
        "path,start,end,text,coder,codes,codebook_version\npaper-00.txt,0,9,A road.,anna,roads,1\n", encoding="utf-8"
    )
    run(request, until="code_themes")
    problems = pd.read_parquet(request.outputs / "problems.parquet")
    (message,) = problems.loc[problems["code"] == "codes-unknown", "message"]
    assert message == "1 code that the codebook lacks is not taught: roads."
