"""Run a study up to a stage in this process, and say at its end how much memory it took at most, in megabytes."""

import argparse
import resource
from pathlib import Path

from pipeline.inputs import Request
from pipeline.run import run


def main() -> None:
    """Take corpus, outputs, folder of models and last stage."""
    parser = argparse.ArgumentParser()
    for name in ("corpus", "outputs", "models"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--until", default="report")
    asked = parser.parse_args()
    run(Request(asked.corpus, asked.outputs, models=asked.models), asked.until)
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"peak {peak / 1024:.0f}")


if __name__ == "__main__":
    main()
