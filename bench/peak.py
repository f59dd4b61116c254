"""Run the command line in this process and say at its end how much memory it took at most, in megabytes."""

import atexit
import resource

from pipeline.cli import main


def _say_peak() -> None:
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"peak {peak / 1024:.0f}")


if __name__ == "__main__":
    atexit.register(_say_peak)
    main()
