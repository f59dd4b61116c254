"""Run a study in this process as ``themeline run`` does, and tell the seconds of each stage and every text that was encoded."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.compute import Computing, Made
from pipeline.inputs import Request
from pipeline.run import run
from pipeline.stages import STAGES

if TYPE_CHECKING:
    import numpy as np

ENCODED = "THEMELINE_BENCH_ENCODED"  # variable with the file for encoded texts
PACKAGES = ("bertopic", "distributed", "numpy", "onnxruntime", "pandas", "scikit-learn", "spacy")


def time_stages(seconds: dict[str, float]) -> None:
    """Let every stage that is computed from here on, here or in a process of its own, write its seconds under its name."""
    record: Callable[[Computing, Made], None] = Computing.record

    def timed(self: Computing, made: Made) -> None:
        record(self, made)
        seconds[made.stage] = made.seconds

    Computing.record = timed  # type: ignore[method-assign]


def log_texts(path: Path) -> None:
    """Let every text that this process encodes from here on be added to a file, one JSON string a line."""
    from pipeline.encoders.minilm import MiniLM

    encode: Callable[[MiniLM, list[str]], np.ndarray] = MiniLM.encode

    def logged(self: MiniLM, texts: list[str]) -> np.ndarray:
        with path.open("ab", buffering=0) as log:  # at once, so that lines of several processes stay whole
            log.write("".join(json.dumps(text) + "\n" for text in texts).encode())
        return encode(self, texts)

    MiniLM.encode = logged  # type: ignore[method-assign]


def main() -> None:
    """Take corpus, outputs, folder of models, last stage and scheduler; write seconds by stage and versions as JSON."""
    import_module("pipeline.cli")  # so that the start is the command's
    parser = argparse.ArgumentParser(description=main.__doc__)
    for name in ("corpus", "outputs", "models", "result"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--encoded", type=Path, help="file for the texts that are encoded; without it they are not written")
    parser.add_argument("--until", default="report", choices=[stage.name for stage in STAGES])
    parser.add_argument("--scheduler", default="")
    asked = parser.parse_args()
    seconds: dict[str, float] = {}
    time_stages(seconds)
    request = Request(asked.corpus, asked.outputs, models=asked.models, scheduler=asked.scheduler)
    if asked.encoded:
        asked.encoded.write_text("", encoding="utf-8")
        os.environ[ENCODED] = str(asked.encoded)  # for processes that stages have of their own: they import this module
        log_texts(asked.encoded)
    run(request, asked.until)
    found = {"steps": seconds, "versions": {package: version(package) for package in PACKAGES}}
    asked.result.write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main()
elif __name__ == "__mp_main__" and ENCODED in os.environ:
    log_texts(Path(os.environ[ENCODED]))
