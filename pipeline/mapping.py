"""Map a stage over files or documents: compute what is not cached, shard by shard, and put all together."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.cache import Cache, pack, unpack
from pipeline.keys import digest
from pipeline.tables import TABLES

if TYPE_CHECKING:
    import pandas as pd

Frames = dict[str, "pd.DataFrame"]


@dataclass(frozen=True)
class Kept:
    """Where a stage's results are kept, and the codes of problems under which they are not: another run may not meet these."""

    cache: Cache
    stage: str
    transient: frozenset[str] = frozenset()


def map_units(
    tables: Mapping[str, pd.DataFrame],
    compute: Callable[[Frames], Mapping[str, pd.DataFrame]],
    *,
    key: str,
    kept: Kept,
    shard: int,
    progress: Callable[[int, int], None],
) -> Frames:
    """Apply a stage to every file or document, reusing what the cache holds.

    Args:
        tables: the inputs; each row belongs to one unit (a path, or a document).
        compute: the stage over any subset of the units; its rows for a unit depend on that unit only.
        key: what every unit's result depends on beside its own rows.
        kept: where each unit's rows are kept, under key and content; what no unit needs any more is dropped.
        shard: how many units are computed at once; results do not depend on it.
        progress: told units done and units to do.

    Returns:
        The stage's tables over all units, sorted by key.
    """
    import pandas as pd

    parts = {name: _by_unit(frame, name) for name, frame in tables.items()}
    units = sorted(set().union(*parts.values()))
    keys = {unit: digest([key, unit, *(_content(part.get(unit)) for part in parts.values())]) for unit in units}
    made = {name: json.loads(raw) for name, raw in kept.cache.get(keys.values()).items()}
    missing = [unit for unit in units if keys[unit] not in made]
    for first in range(0, len(missing), shard):
        batch = missing[first : first + shard]
        results = compute({name: pd.concat([part[u] for u in batch if u in part]) for name, part in parts.items() if any(u in part for u in batch)})
        made.update(_keep(results, batch, keys, kept))
        progress(min(first + shard, len(missing)), len(missing))
    names = sorted({name for own in made.values() for name in own})
    packed = {name: kept.cache.get(own[name] for own in made.values() if name in own) for name in names}
    kept.cache.keep_only(kept.stage, {*made, *(value for own in made.values() for value in own.values())})
    return {name: _joined(name, [unpack(packed[name][made[keys[u]][name]]) for u in units if name in made[keys[u]]]) for name in names}


def _by_unit(frame: pd.DataFrame, name: str) -> Frames:
    return {str(unit): rows for unit, rows in frame.groupby(_unit(frame, name), sort=True)}


def _unit(frame: pd.DataFrame, name: str, paths: Mapping[str, str] | None = None) -> pd.Series[str]:
    if name in ("files", "problems"):
        return frame["path"]
    documents = frame["document_id"] if "document_id" in frame else frame["segment_id"].str.rsplit("#", n=1).str[0]
    return documents if paths is None else documents.map(paths)


def _content(rows: pd.DataFrame | None) -> str:
    """Return a hash of the rows' values; Arrow bytes would not do, since they hold how a frame was sliced."""
    return "" if rows is None else digest(part for name in rows.columns for part in (name, *map(_value, rows[name])))


def _value(value: object) -> str:
    from numpy import ndarray

    return value.tobytes().hex() if isinstance(value, ndarray) and value.dtype.kind == "f" else str(value)


def _keep(results: Mapping[str, pd.DataFrame], batch: list[str], keys: Mapping[str, str], kept: Kept) -> dict[str, dict[str, str]]:
    paths: dict[str, str] | None = None
    if "blocks" in results:  # read from files: the unit is the path
        paths = dict(zip(results["documents"]["document_id"], results["documents"]["path"], strict=True))
    values: dict[str, bytes] = {}
    index: dict[str, dict[str, str]] = {unit: {} for unit in batch}
    for name, frame in results.items():
        unit_of = frame["path"] if name == "documents" and paths is not None else _unit(frame, name, paths)
        for unit, rows in frame.groupby(unit_of, sort=True):
            own = digest([keys[str(unit)], name])
            values[own] = pack(rows.reset_index(drop=True))
            index[str(unit)][name] = own
        for unit in batch:
            if name not in index[unit]:
                own = digest([keys[unit], name, "empty"])
                values[own] = pack(frame.iloc[:0])
                index[unit][name] = own
    made = {keys[unit]: index[unit] for unit in batch}
    nothing_read = "blocks" in results and results["documents"].empty  # then OUTPUTS stays as it is
    again = _met(results, kept.transient)
    values |= {keys[unit]: json.dumps(index[unit]).encode() for unit in batch if unit not in again}
    kept.cache.put(values, owner=kept.stage, hold=nothing_read)
    return made


def _met(results: Mapping[str, pd.DataFrame], transient: frozenset[str]) -> set[str]:
    """Return the units that another run is to try again."""
    if "problems" not in results:
        return set()
    problems = results["problems"]
    return set(problems["path"][problems["code"].isin(transient)])


def _joined(name: str, frames: list[pd.DataFrame]) -> pd.DataFrame:
    import pandas as pd

    filled = [frame for frame in frames if len(frame)] or frames[:1]
    return TABLES[name].typed(pd.concat(filled, ignore_index=True))
