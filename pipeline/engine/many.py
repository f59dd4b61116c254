"""Tell whether a study is large enough for processes beside this one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.cores import CORES

if TYPE_CHECKING:
    from pipeline.standing import Standing

FEWEST_SEGMENTS = 2000  # below, starting processes costs more than it saves
FEWEST_FILES = 100  # of a corpus that was not cut into segments yet


def are_many(standing: Standing) -> bool:
    """Tell whether there are so many segments, or files before there are any, and more cores than one; of a damaged table it is not known, so not."""
    path = standing.outputs / "segments.parquet"
    if CORES < 2:
        return False
    if not path.is_file():
        return len(standing.listing.files) >= FEWEST_FILES
    from pyarrow import ArrowException, parquet

    try:
        return int(parquet.read_metadata(path).num_rows) >= FEWEST_SEGMENTS
    except (ArrowException, OSError):
        return False
