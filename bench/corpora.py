"""Measure whole studies: seconds per stage and peak memory, written into docs/benchmarks.md."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd

from bench.written import machine, write_between
from pipeline.config import ROOT
from pipeline.stages import STAGES

CORPORA = Path(os.environ.get("THEMELINE_CORPORA", ROOT.parent / "shared" / "corpora"))
PACKAGES = ("bertopic", "numpy", "onnxruntime", "pandas", "scikit-learn", "spacy")


def measure(corpus: Path, folder: Path) -> dict[str, float]:
    """Run each stage in a process of its own; return seconds by stage, and the largest peak memory among them in megabytes."""
    found: dict[str, float] = {"peak MB": 0.0}
    for stage in STAGES:
        found[stage.name], peak = _timed(corpus, folder, stage.name)
        found["peak MB"] = max(found["peak MB"], peak)
    found["nothing to do"], _ = _timed(corpus, folder, "report")
    return found


def _timed(corpus: Path, folder: Path, until: str) -> tuple[float, float]:
    where = ["--corpus", str(corpus), "--outputs", str(folder / "outputs"), "--models", str(folder / "models")]
    started = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "bench.peak", *where, "--until", until], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return time.perf_counter() - started, float(done.stdout.rsplit("peak ", 1)[1])


def table(corpora: list[Path], models: Path) -> str:
    """Measure each corpus, beginning with the fitted models of a folder, and return a Markdown table."""
    columns = [*(stage.name for stage in STAGES), "total", "nothing to do", "peak MB"]
    lines = ["| corpus | documents | segments | words | " + " | ".join(columns) + " |", "|---" * (len(columns) + 4) + "|"]
    for corpus in corpora:
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(models, Path(folder) / "models")
            found = measure(corpus, Path(folder))
            segments = pd.read_parquet(Path(folder) / "outputs" / "segments.parquet")
        found["total"] = sum(found[stage.name] for stage in STAGES)
        counts = f"{segments['document_id'].nunique()} | {len(segments):,} | {segments['n_words'].sum():,}"
        lines.append(
            f"| {corpus.name} | {counts} | "
            + " | ".join(f"{found[name]:,.0f}" if name != "nothing to do" else f"{found[name]:.1f}" for name in columns)
            + " |"
        )
    return "\n".join(lines)


def main() -> None:
    """Measure the sample and, where they are present, the other corpora; write the page."""
    wanted = [ROOT / "corpus" / "sample", *(CORPORA / name for name in ("luton", "milburn", "manifestos"))]
    with tempfile.TemporaryDirectory() as folder:  # coder and framing are fitted once, so that the first corpus does not pay for all
        _timed(ROOT / "corpus" / "sample", Path(folder), "frame")
        measured = table([corpus for corpus in wanted if corpus.is_dir()], Path(folder) / "models")
    write_between("corpora", f"{measured}\n\n{machine(PACKAGES)}")


if __name__ == "__main__":
    main()
