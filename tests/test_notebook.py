"""The script that goes from tables to a figure of one's own runs on any run, and its numbers are those of the run."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from conftest import ROOT

from pipeline.tables import TABLES

SCRIPT = ROOT / "docs" / "notebook" / "own_figure.py"
SHARES = {"minutes": (0.1, 0.3, 0.2, 0.6), "letters": (0.0, 0.5)}  # the first two minutes share a source


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = [(f"{kind}-{n}", kind, share) for kind, own in SHARES.items() for n, share in enumerate(own)]
    documents = pd.DataFrame({"document_id": [row[0] for row in rows], "source_type": [row[1] for row in rows]})
    documents["cluster_id"] = documents["document_id"].replace({"minutes-1": "minutes-0"})
    coded = pd.DataFrame({"document_id": documents["document_id"], "theme_id": "faith", "n_segments": 10, "share": [row[2] for row in rows]})
    empty = pd.DataFrame({"document_id": ["letters-9"], "theme_id": ["faith"], "n_segments": [0], "share": [None]})
    (tmp_path / "csv").mkdir()
    documents.to_csv(tmp_path / "csv" / "documents.csv", index=False)
    pd.concat([coded, empty.astype({"share": "float64"})]).to_csv(tmp_path / "csv" / "document_themes.csv", index=False)
    return tmp_path


def execute(monkeypatch: pytest.MonkeyPatch, *words: object) -> dict[str, Any]:
    monkeypatch.setattr(sys, "argv", [str(SCRIPT), *map(str, words)])
    return runpy.run_path(str(SCRIPT))


def test_shares_are_means_over_documents_with_n_and_no_band_below_three_sources(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    table = execute(monkeypatch, folder, "faith", folder / "figure.png")["table"].set_index("kind")
    assert table.loc["minutes", ["n", "sources", "share"]].to_list() == [4, 3, pytest.approx(0.3)]
    assert table.loc["letters", ["n", "sources", "share"]].to_list() == [2, 2, pytest.approx(0.25)]
    assert table.loc["letters", ["low", "high"]].isna().all()
    assert 0.2 <= table.loc["minutes", "low"] < 0.3 < table.loc["minutes", "high"] <= 0.6  # all draws of the pair, and of the largest
    assert "faith in letters: 25.0% of passages, mean over n = 2 documents, too few sources for a band" in capsys.readouterr().out


def test_the_same_tables_give_the_same_figure_and_others_another(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    figures = [folder / f"{n}.png" for n in range(3)]
    for figure in figures[:2]:
        execute(monkeypatch, folder, "faith", figure)
    changed = pd.read_csv(folder / "csv" / "document_themes.csv")
    changed.assign(share=changed["share"] / 2).to_csv(folder / "csv" / "document_themes.csv", index=False)
    execute(monkeypatch, folder, "faith", figures[2])
    one, two, other = (figure.read_bytes() for figure in figures)
    assert one == two != other
    assert one.startswith(b"\x89PNG")


def test_svg_is_written_the_same_every_time(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("one.svg", "two.svg"):
        execute(monkeypatch, folder, "faith", folder / name)
    one, two = ((folder / name).read_bytes() for name in ("one.svg", "two.svg"))
    assert one == two
    assert one.rstrip().endswith(b"</svg>")
    assert b"<dc:date>" not in one


def test_a_file_of_another_kind_is_refused_and_none_is_begun(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SystemExit, match=r"neither SVG nor PNG"):
        execute(monkeypatch, folder, "faith", folder / "figure.xyz")
    assert not (folder / "figure.xyz").exists()


def test_a_theme_that_is_not_there_is_named_with_those_that_are(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SystemExit, match=r"No theme 'fayth' in .*There are: faith\."):
        execute(monkeypatch, folder, "fayth", folder / "figure.png")


def test_every_column_that_it_reads_is_one_of_the_tables() -> None:
    assert {"document_id", "source_type", "cluster_id"} <= set(TABLES["documents"].names)
    assert {"document_id", "theme_id", "n_segments", "share"} <= set(TABLES["document_themes"].names)
