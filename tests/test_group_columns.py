"""Columns by which shares are given may come from the manifest or from a table of responses. All texts are invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_study import write_study

from pipeline.errors import ConfigError
from pipeline.inputs import Inputs, Request

RESPONSES = """
[[ingest.responses]]
file = "survey.csv"
text = ["answer"]
covariates = ["tenure", "year"]
"""


def check(folder: Path, group: str, blocks: str = RESPONSES) -> None:
    corpus = write_study(folder)
    path = corpus / "study.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("[track]", f'[track]\ngroups = ["place", "{group}"]') + blocks, encoding="utf-8")
    inputs = Inputs(Request(corpus, folder / "outputs", models=folder / "models"))
    try:
        inputs.check()
    finally:
        inputs.close()


def test_a_covariate_of_a_table_of_responses_may_be_a_group(tmp_path: Path) -> None:
    check(tmp_path, "tenure")


@pytest.mark.parametrize(("group", "blocks"), [("tenure", ""), ("year", RESPONSES), ("answer", RESPONSES)])
def test_a_column_that_no_table_gives_as_a_covariate_may_not(tmp_path: Path, group: str, blocks: str) -> None:
    with pytest.raises(ConfigError, match=rf"\[track\] groups: no column {group} in the manifest or among covariates"):
        check(tmp_path, group, blocks)
