"""Keep the rows of many documents together: a pack for each shard, and for each document where its rows lie in which pack."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.cache import Cache
from pipeline.keys import digest
from pipeline.tables import DECLARED

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

SMALL = 0.5  # of a shard: packs with fewer documents are joined, once there are more of them than whole ones


@dataclass(frozen=True)
class Place:
    """Where one document's rows lie: its pack, and for each table the first row and the row after the last."""

    pack: str
    rows: Mapping[str, tuple[int, int]]


class Packs:
    """One stage's rows by the key of each unit (a file or a document), kept in the cache; each shard is written whole or not at all."""

    def __init__(self, cache: Cache, stage: str) -> None:
        """Take the cache and the stage that owns what is kept."""
        self._cache, self._stage = cache, stage
        self._places: dict[str, Place] = {}
        self._packs: dict[tuple[str, str], pa.Table] = {}

    def find(self, keys: Iterable[str]) -> set[str]:
        """Look up the units with these keys; return the keys of those that are kept."""
        found = {key: json.loads(raw) for key, raw in self._cache.get(keys).items()}
        names = {f"{pack}:{name}" for pack, rows in found.values() for name in rows}
        self._packs |= {tuple(name.split(":")): _unpacked(raw) for name, raw in self._cache.get(names).items()}  # type: ignore[misc]
        found = {key: (pack, rows) for key, (pack, rows) in found.items() if all((pack, name) in self._packs for name in rows)}
        self._places |= {key: Place(pack, {name: (first, end) for name, (first, end) in rows.items()}) for key, (pack, rows) in found.items()}
        return set(found)

    def add(self, tables: Mapping[str, tuple[pd.DataFrame, pd.Series[str]]], keys: Iterable[str], *, again: frozenset[str], hold: bool) -> None:
        """Keep what a stage made of one shard.

        Args:
            tables: by name the rows, and for each row the key of its unit.
            keys: those of all units of the shard, also of those without a row.
            again: units that another run is to compute anew: their rows are not kept for it.
            hold: in memory only, until the next shard that is not held.
        """
        cut = {name: _cut(name, frame, units, sorted(keys)) for name, (frame, units) in tables.items()}
        self._put({key: {name: spans[key] for name, (_, spans) in cut.items()} for key in sorted(keys)}, cut, again=again, hold=hold)

    def join(self, keys: list[str]) -> dict[str, pd.DataFrame]:
        """Return the rows of units, in the order of their keys, as the stage's tables."""
        names = sorted({name for key in keys for name in self._places[key].rows})
        return {name: DECLARED[name].typed(self._taken(name, keys).to_pandas()) for name in names}

    def tidy(self, keys: list[str], shard: int) -> None:
        """Drop what no unit among these keys needs, rewrite packs that hold rows of others, and join many small packs to whole ones."""
        held = self._cache.get(keys)
        kept = [key for key in keys if key in held]
        members: dict[str, list[str]] = {}
        for key in kept:
            members.setdefault(self._places[key].pack, []).append(key)
        few = [pack for pack, own in members.items() if len(own) < SMALL * shard]
        small = set(few) if len(few) > 2 + len(kept) / max(1, shard) else set()
        merged = [key for pack in small for key in members[pack]]
        for own in [merged[first : first + shard] for first in range(0, len(merged), shard)]:
            self._rewrite(own)
        for pack, own in members.items():
            if pack not in small and self._has_others(pack, own):
                self._rewrite(own)
        needed = {f"{self._places[key].pack}:{name}" for key in kept for name in self._places[key].rows}
        self._cache.keep_only(self._stage, {*kept, *needed})

    def _rewrite(self, keys: list[str]) -> None:
        names = sorted({name for key in keys for name in self._places[key].rows})
        cut: dict[str, tuple[pa.Table, dict[str, tuple[int, int]]]] = {}
        for name in names:
            spans, first = {}, 0
            for key in keys:
                start, end = self._places[key].rows.get(name, (0, 0))
                spans[key] = (first, first + end - start)
                first += end - start
            cut[name] = self._taken(name, keys), spans
        self._put({key: {name: cut[name][1][key] for name in self._places[key].rows} for key in keys}, cut, again=frozenset(), hold=False)

    def _has_others(self, pack: str, keys: list[str]) -> bool:
        counts: dict[str, int] = {}
        for key in keys:
            for name, (first, end) in self._places[key].rows.items():
                counts[name] = counts.get(name, 0) + end - first
        return any(self._packs[pack, name].num_rows > n for name, n in counts.items())

    def _put(
        self, rows: Mapping[str, dict[str, tuple[int, int]]], cut: Mapping[str, tuple[pa.Table, Any]], *, again: frozenset[str], hold: bool
    ) -> None:
        pack = digest(["pack", self._stage, *rows])
        for name, (table, _) in cut.items():
            self._packs[pack, name] = table
        self._places |= {key: Place(pack, own) for key, own in rows.items()}
        values = {key: json.dumps([pack, own]).encode() for key, own in rows.items() if key not in again}
        if values:
            self._cache.put(values | {f"{pack}:{name}": _packed(table) for name, (table, _) in cut.items()}, owner=self._stage, hold=hold)

    def _taken(self, name: str, keys: list[str]) -> pa.Table:
        """Return the rows that units have in a table, unit by unit."""
        import numpy as np
        import pyarrow as pa

        places = [self._places[key] for key in keys]
        packs = list(dict.fromkeys(place.pack for place in places if name in place.rows))
        tables = [self._packs[pack, name] for pack in packs]
        begins = dict(zip(packs, np.cumsum([0, *(table.num_rows for table in tables)]).tolist(), strict=False))
        spans = [(begins[place.pack] + place.rows[name][0], begins[place.pack] + place.rows[name][1]) for place in places if name in place.rows]
        order = np.concatenate([np.arange(first, end) for first, end in spans])
        whole = pa.concat_tables(tables)
        return whole if len(order) == whole.num_rows and (np.diff(order) == 1).all() else whole.take(pa.array(order, pa.int64()))


def _cut(name: str, frame: pd.DataFrame, units: pd.Series[str], keys: list[str]) -> tuple[pa.Table, dict[str, tuple[int, int]]]:
    """Order rows by unit, and say for each unit which are its."""
    import numpy as np
    import pyarrow as pa

    number = {key: n for n, key in enumerate(keys)}
    codes = np.array([number[str(unit)] for unit in units], dtype=np.int64)
    order = np.argsort(codes, kind="stable")
    bounds = np.searchsorted(codes[order], np.arange(len(keys) + 1)).tolist()
    declared = DECLARED[name]
    table = pa.Table.from_pandas(frame[declared.names].iloc[order], schema=declared.arrow, preserve_index=False).replace_schema_metadata(None)
    return table, {key: (bounds[n], bounds[n + 1]) for key, n in number.items()}


def _packed(table: pa.Table) -> bytes:
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table.combine_chunks())
    return bytes(sink.getvalue().to_pybytes())


def _unpacked(packed: bytes) -> pa.Table:
    import pyarrow as pa

    return pa.ipc.open_stream(packed).read_all()
