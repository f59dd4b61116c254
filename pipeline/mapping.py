"""Map a stage over files or documents: compute what is not cached, shard by shard, and put all together."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from pipeline.apart import compute_apart
from pipeline.cache import Cache
from pipeline.cores import CORES
from pipeline.keys import digest
from pipeline.packs import Packs

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

Frames = Mapping[str, "pd.DataFrame"]
Compute = Callable[[Frames], Frames]
Over = Callable[[Compute, Iterator[Frames]], Iterator[tuple[int, Frames | None]]]


@dataclass(frozen=True)
class Kept:
    """Where a stage's results are kept, and the codes of problems under which they are not: another run may not meet these."""

    cache: Cache
    stage: str
    transient: frozenset[str] = frozenset()


def here(compute: Compute, shards: Iterator[Frames]) -> Iterator[tuple[int, Frames | None]]:
    """Compute shards in this process, one after another: the number of each, and what the stage made of it."""
    for number, shard in enumerate(shards):
        yield number, compute(shard)


def at_once(compute: Compute, shards: Iterator[Frames]) -> Iterator[tuple[int, Frames | None]]:
    """Compute shards in this process and others that part from it, as many at once as there are cores; given as by ``here``.

    Where one raises, those that were computed beside it are not given.
    """
    numbered = enumerate(shards)
    while group := list(islice(numbered, CORES)):
        made = compute_apart([partial(compute, shard) for _, shard in group])
        yield from zip((number for number, _ in group), made, strict=True)


def map_units(
    tables: Frames,
    compute: Compute,
    *,
    key: str,
    kept: Kept,
    shard: int,
    progress: Callable[[int, int], None],
    begun: Callable[[int, int], None] = lambda *_: None,
    over: Over = here,
    parts: int = 1,
    give_up: Compute | None = None,
) -> dict[str, pd.DataFrame]:
    """Apply a stage to every file or document, reusing what the cache holds.

    Args:
        tables: the inputs; each row belongs to one unit (a path, or a document).
        compute: the stage over any subset of the units; its rows for a unit depend on that unit only.
        key: what every unit's result depends on beside its own rows.
        kept: where each unit's rows are kept, under key and content; what no unit needs any more is dropped.
        shard: how many units are computed at once at most, and kept together; results do not depend on it.
        progress: told units done and units to do.
        begun: told, before anything is computed, units to do and units in all.
        over: where shards are computed, in whatever order; gives None for a shard that ended its process. Its units are then tried alone.
        parts: into how many shards units are parted at least, as far as there are so many, so that several processes end at about one time.
        give_up: what stands for a unit that ended its process alone, too; it is not kept for another run.

    Returns:
        The stage's tables over all units, sorted by key.
    """
    units = Units(tables)
    keys = {unit: digest([key, unit, content]) for unit, content in units.contents().items()}
    packs = Packs(kept.cache, kept.stage)
    found = packs.find(keys.values())
    missing = [unit for unit in units.names if keys[unit] not in found]
    begun(len(missing), len(units.names))
    size = max(1, min(shard, -(-len(missing) // parts)))
    batches = [missing[first : first + size] for first in range(0, len(missing), size)]
    if parts > 1:  # large ones first, so that none is still at work when all others have ended
        batches.sort(key=lambda batch: -sum(map(units.size, batch)))
    done, alone = 0, list[str]()
    for number, results in over(compute, map(units.rows, batches)):
        if results is None:
            alone += batches[number]
            continue
        _keep(packs, results, batches[number], keys, kept)
        done += len(batches[number])
        progress(done, len(missing))
    for unit in sorted(alone):
        (_, results), *_ = over(compute, iter([units.rows([unit])]))
        if results is None and give_up is not None:
            _keep(packs, give_up(units.rows([unit])), [unit], keys, kept, again=frozenset({keys[unit]}))
        elif results is not None:
            _keep(packs, results, [unit], keys, kept)
        done += 1
        progress(done, len(missing))
    ordered = [keys[unit] for unit in units.names]
    joined = packs.join(ordered)
    packs.tidy(ordered, shard)
    return joined


class Units:
    """The files or documents of some tables, and which rows are whose."""

    def __init__(self, tables: Frames) -> None:
        """Sort the rows of each table by unit, without copying them."""
        self._tables = tables
        self._spans: dict[str, dict[str, np.ndarray]] = {name: _spans(unit_of(frame, name)) for name, frame in tables.items()}
        self.names: list[str] = sorted(set().union(*self._spans.values()))

    def rows(self, units: Sequence[str]) -> dict[str, pd.DataFrame]:
        """Return the rows of some units, unit by unit; of a table in which none has any, no row."""
        import numpy as np

        found = {name: [spans[unit] for unit in units if unit in spans] for name, spans in self._spans.items()}
        return {name: self._tables[name].iloc[np.concatenate(own) if own else slice(0)] for name, own in found.items()}

    def size(self, unit: str) -> int:
        """Return how many rows a unit has in all tables."""
        return sum(len(spans[unit]) for spans in self._spans.values() if unit in spans)

    def contents(self) -> dict[str, str]:
        """Return for each unit a hash of its rows' values; bytes of Arrow would not do, since they hold how a frame was sliced."""
        parts = {unit: hashlib.sha256() for unit in self.names}
        for name, spans in self._spans.items():
            for title, column in self._tables[name].items():  # one column at a time, so that no second copy of all texts is held
                cells = _cells(column)
                for unit, part in parts.items():
                    own = _chosen(cells, spans[unit]) if unit in spans else []
                    lengths = ",".join(map(str, map(len, own)))  # so that no two lists of cells are hashed alike
                    part.update("\0".join([name, str(title), lengths, *own]).encode())
        return {unit: part.hexdigest() for unit, part in parts.items()}


def unit_of(frame: pd.DataFrame, name: str) -> pd.Series[str]:
    """Return for each row of a table its unit: the path of what is read from files, else the document."""
    if name in ("files", "problems"):
        return frame["path"]
    return frame["document_id"] if "document_id" in frame else frame["segment_id"].str.rsplit("#", n=1).str[0]


def _spans(units: pd.Series[str]) -> dict[str, np.ndarray]:
    import numpy as np
    import pandas as pd

    codes, names = pd.factorize(units, sort=True)
    order = np.argsort(codes, kind="stable")
    bounds = np.searchsorted(codes[order], np.arange(len(names) + 1))
    return {str(name): order[bounds[n] : bounds[n + 1]] for n, name in enumerate(names)}


def _chosen(cells: list[str], rows: np.ndarray) -> list[str]:
    first, last = int(rows[0]), int(rows[-1])
    return cells[first : last + 1] if last - first + 1 == len(rows) else [cells[row] for row in rows.tolist()]


def _cells(column: pd.Series[Any]) -> list[str]:
    from numpy import ndarray

    if column.dtype.kind in "biuf":
        return list(map(str, column.tolist()))
    cells = column.astype(object).tolist()
    return [f"={cell}" if isinstance(cell, str) else _listed(cell) if isinstance(cell, ndarray) else str(cell) for cell in cells]  # "nan" is no NaN


def _listed(value: np.ndarray) -> str:
    return hashlib.sha256(value.tobytes()).hexdigest() if value.dtype.kind == "f" else str(value.tolist())


def _keep(packs: Packs, results: Frames, batch: Sequence[str], keys: Mapping[str, str], kept: Kept, *, again: frozenset[str] = frozenset()) -> None:
    paths: dict[str, str] | None = None
    if "blocks" in results:  # read from files: the unit is the path
        paths = dict(zip(results["documents"]["document_id"], results["documents"]["path"], strict=True))
    owned: dict[str, tuple[pd.DataFrame, pd.Series[str]]] = {}
    for name, frame in results.items():
        owned[name] = frame, _owners(frame, name, list(batch), paths).map(keys)
    nothing_read = "blocks" in results and results["documents"].empty  # then OUTPUTS stays as it is
    met = frozenset(keys[unit] for unit in _met(results, kept.transient) if unit in keys)
    packs.add(owned, [keys[unit] for unit in batch], again=again | met, hold=nothing_read)


def _owners(frame: pd.DataFrame, name: str, batch: list[str], paths: Mapping[str, str] | None) -> pd.Series[str]:
    if name == "problems":  # of a document, where a stage over documents gave it up alone: the path is its file's
        return frame["path"].where(frame["path"].isin(batch), batch[0])
    if paths is None:
        return unit_of(frame, name)
    return frame["path"] if name == "documents" else unit_of(frame, name).map(paths)


def _met(results: Frames, transient: frozenset[str]) -> set[str]:
    """Return the units that another run is to try again."""
    if "problems" not in results:
        return set()
    problems = results["problems"]
    return set(problems["path"][problems["code"].isin(transient)])
