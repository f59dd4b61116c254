"""Hold the shifts found in sixty years of party manifestos against directions that were written down before the first run.

The study is bench/manifestos: a codebook and exemplars written from general knowledge, and expected.csv. A run takes some
minutes; with the name of a folder for its outputs, what is there is used again.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

from bench.corpora import CORPORA
from bench.written import machine, write_between
from pipeline.config import ROOT, load_study
from pipeline.inputs import Request
from pipeline.judge import small
from pipeline.run import run
from pipeline.store import read_table
from pipeline.wording import say_margin

STUDY = ROOT / "bench" / "manifestos"
MANIFESTOS = CORPORA / "manifestos"
CLAIMS = ("rise", "fall")
OUTCOMES = ("hit", "miss", "not claimed")
WHERE = ["theme", "party", "from", "to"]
FOUND = ["difference", "low", "high", "q", "n_from", "n_to", "verdict", "reason"]


def read_expected() -> pd.DataFrame:
    """Read what is expected: theme, party (empty: all documents), from, to, direction, why."""
    return pd.read_csv(STUDY / "expected.csv", keep_default_na=False)


def hold(expected: pd.DataFrame, shifts: pd.DataFrame) -> pd.DataFrame:
    """Hold what is expected against what is claimed.

    Args:
        expected: from ``read_expected``. Not changed.
        shifts: a SHIFTS table, with the publisher as a group. Not changed.

    Returns:
        The rows of ``expected`` in their order with the numbers found and ``outcome``: hit, the expected direction is
        claimed; miss, the other one is; else not claimed.

    Raises:
        ValueError: if a row names a theme, a party or a pair of periods that the study does not compare.
    """
    themes = shifts[(shifts["subject_kind"] == "theme") & (shifts["kind"] != "trend") & shifts["group_kind"].isin(["all", "publisher"])]
    named = themes.assign(party=themes["group"].where(themes["group_kind"] == "publisher", ""))
    named = named.rename(columns={"subject_id": "theme", "period_from": "from", "period_to": "to"})[[*WHERE, *FOUND]]
    held = expected.merge(named, how="left", on=WHERE, validate="many_to_one")
    unknown = held[held["verdict"].isna()]
    if len(unknown):
        raise ValueError(f"{len(unknown)} expected shifts are not compared, e.g. {unknown[WHERE].to_numpy()[0].tolist()}")
    claimed = held["verdict"].isin(CLAIMS)
    outcome = np.where(claimed, np.where(held["verdict"] == held["direction"], "hit", "miss"), "not claimed")
    return held.assign(outcome=outcome)


def table(held: pd.DataFrame, margin: float) -> str:
    """Return the rows of ``hold`` as a Markdown table, with what is smaller than the margin, and a line that counts them."""
    lines = [
        "| theme | party | from | to | expected | points [95 %] | q | documents | verdict | outcome |",
        "|---|---|---|---|---|---|---:|---:|---|---|",
    ]
    for row in held.rename(columns={"from": "start", "to": "end"}).to_dict("records"):
        ends = f"[{100 * row['low']:+.1f}, {100 * row['high']:+.1f}]"
        points = "–" if np.isnan(row["difference"]) else f"{100 * row['difference']:+.1f} {ends}"
        less = f", smaller than {say_margin(margin)}" if row["verdict"] in CLAIMS and small(row["low"], row["high"], margin) else ""
        verdict = f"{row['verdict']}{less}" if pd.isna(row["reason"]) else f"{row['verdict']}: {row['reason']}"
        cells = [
            row["theme"],
            row["party"] or "all",
            row["start"],
            row["end"],
            row["direction"],
            points,
            "–" if np.isnan(row["q"]) else f"{row['q']:.3f}",
        ]
        lines.append("| " + " | ".join([*cells, f"{row['n_from']}, {row['n_to']}", verdict, row["outcome"]]) + " |")
    return "\n".join([*lines, "", counted(held)])


def counted(held: pd.DataFrame) -> str:
    """Say how many of each outcome there are, over all documents and for single parties, and whose difference has the expected sign."""
    said = []
    for name, part in (("Together", held), ("Over all documents", held[held["party"] == ""]), ("For single parties", held[held["party"] != ""])):
        numbers = ", ".join(f"{outcome} {(part['outcome'] == outcome).sum()}" for outcome in OUTCOMES)
        signs = np.sign(part["difference"]) == np.where(part["direction"] == "rise", 1, -1)
        said.append(f"{name} (n = {len(part)}): {numbers}; the difference has the expected sign in {int(signs.sum())}.")
    return " ".join(said)


def main() -> None:
    """Run the study, hold its shifts against what is expected, and write the page."""
    if not MANIFESTOS.is_dir():
        print(f"{MANIFESTOS} is not there: directions are not measured")
        return
    with tempfile.TemporaryDirectory() as folder:
        outputs = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder) / "outputs"
        run(Request(MANIFESTOS, outputs, STUDY / "study.toml", models=outputs.parent / "models"), until="track")
        held = hold(read_expected(), read_table(outputs, "shifts"))
    text = f"{table(held, load_study(STUDY / 'study.toml').track.margin)}\n\n{machine(('numpy', 'onnxruntime', 'pandas', 'scikit-learn'))}"
    write_between("directions", text)
    print(text)


if __name__ == "__main__":
    main()
