"""Keep results by content in OUTPUTS/.themeline/cache.sqlite: one packed file, safe to delete, written in transactions."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from pipeline.keys import digest
from pipeline.progress import announce

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

VECTORS = "vectors"  # their owner
SENTENCES = 8  # of a segment, on average at most: they are kept under the same owner
BLOCK = 4096  # vectors that are read at once
DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
BATCH = 500  # well under SQLite's limit of variables in a statement


class Encoder(Protocol):
    """A sentence encoder: each row depends on its text only and has unit length."""

    key: str
    dimensions: int

    def encode(self, texts: list[str]) -> np.ndarray:
        """Return float32[n, dimensions]."""


class Cache:
    """Bytes under a key. A cache that cannot be read is started afresh: it holds nothing that cannot be made again."""

    def __init__(self, folder: Path) -> None:
        """Name the folder; the file is opened when first asked, and made at the first put."""
        self._path = folder / "cache.sqlite"
        self._opened: sqlite3.Connection | None = None
        self._held: dict[str, bytes] = {}

    def get(self, keys: Iterable[str]) -> dict[str, bytes]:
        """Return what is kept under these keys."""
        wanted = list(keys)
        found = {key: self._held[key] for key in wanted if key in self._held}
        connection = self._connection(make=False)
        if connection is None:
            return found
        try:
            for first in range(0, len(wanted), BATCH):
                batch = wanted[first : first + BATCH]
                marks = ",".join("?" * len(batch))
                found.update(connection.execute(f"SELECT key, value FROM kept WHERE key IN ({marks})", batch))  # noqa: S608 - only marks
        except sqlite3.DatabaseError as error:
            self._start_afresh(error)
        return found

    def put(self, values: Mapping[str, bytes], *, owner: str, hold: bool = False) -> None:
        """Keep values under their keys, all or none; with ``hold`` no file is made for them: held until there is one."""
        self._held.update(values)
        connection = self._connection(make=not hold)
        if connection is None:
            return
        most = connection.getlimit(sqlite3.SQLITE_LIMIT_LENGTH)  # what is larger is made again each time
        rows = [(key, owner, value) for key, value in sorted(self._held.items()) if len(value) < most]
        try:
            self._insert(connection, rows)
        except sqlite3.DatabaseError as error:
            self._start_afresh(error)
            self._insert(self._open(), rows)
        self._held.clear()

    def keep_only(self, owner: str, keys: Iterable[str]) -> None:
        """Drop an owner's other keys, so that the text of a withdrawn document does not stay behind."""
        connection = self._connection(make=False)
        if connection is None:
            return
        try:
            with connection:
                connection.execute("CREATE TEMP TABLE wanted (key TEXT PRIMARY KEY) WITHOUT ROWID")
                connection.executemany("INSERT INTO wanted VALUES (?)", ((key,) for key in sorted(set(keys))))
                connection.execute("DELETE FROM kept WHERE owner = ? AND key NOT IN (SELECT key FROM wanted)", (owner,))
                connection.execute("DROP TABLE wanted")
        except sqlite3.DatabaseError as error:
            self._start_afresh(error)

    def claim(self, keys: Iterable[str], *, owner: str) -> None:
        """Give an owner what is kept under these keys, so that another that needs it no more does not drop it."""
        connection = self._connection(make=False)
        if connection is None:
            return
        try:
            with connection:
                pairs = ((owner, key, owner) for key in sorted(set(keys)))
                connection.executemany("UPDATE kept SET owner = ? WHERE key = ? AND owner <> ?", pairs)
        except sqlite3.DatabaseError as error:
            self._start_afresh(error)

    def count(self, owner: str) -> int:
        """Count the keys of an owner."""
        connection = self._connection(make=False)
        if connection is None:
            return 0
        try:
            return int(connection.execute("SELECT count(*) FROM kept WHERE owner = ?", (owner,)).fetchone()[0])
        except sqlite3.DatabaseError as error:
            self._start_afresh(error)
            return 0

    def close(self) -> None:
        """Close the file."""
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    def _connection(self, *, make: bool) -> sqlite3.Connection | None:
        if self._opened is None and (make or self._path.exists()):
            self._opened = self._open()
        return self._opened

    def _open(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._opened = connection = sqlite3.connect(self._path, timeout=60)
        try:
            connection.execute("PRAGMA secure_delete = ON")  # what is dropped is overwritten
            # with row numbers: a tree of keys that held the values as well would be deep, slow to write and to read
            connection.execute("CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, owner TEXT NOT NULL, value BLOB NOT NULL)")
        except sqlite3.DatabaseError as error:
            self._start_afresh(error)
            return self._open()
        return connection

    def _start_afresh(self, error: sqlite3.DatabaseError) -> None:
        if getattr(error, "sqlite_errorcode", None) not in DAMAGED:
            raise error
        self.close()
        self._path.unlink(missing_ok=True)  # another process may have met the same
        announce(f"{self._path} is damaged: it is made anew, and what it kept is computed again.")

    @staticmethod
    def _insert(connection: sqlite3.Connection, rows: list[tuple[str, str, bytes]]) -> None:
        with connection:
            connection.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", rows)


class CachedEncoder:
    """An encoder that encodes each distinct text once and keeps the vector under text and encoder key."""

    def __init__(
        self, encoder: Encoder | type[Encoder], cache: Cache, *, made_by: str = "", progress: Callable[[int, int], None] | None = None
    ) -> None:
        """Wrap an encoder.

        Args:
            encoder: the encoder, or its class: it is then loaded with the first text that is not kept.
            cache: where vectors are kept.
            made_by: a hash of what the encoder is made of; its vectors are kept under it too.
            progress: told texts done and texts in all.
        """
        self._encoder, self._cache, self._made_by, self._progress = encoder, cache, made_by, progress
        self.key, self.dimensions = encoder.key, encoder.dimensions
        self.spread = encode_here  # where batches are encoded, in whatever order

    def close(self) -> None:
        """Close the cache."""
        self._cache.close()

    def encode(self, texts: list[str]) -> np.ndarray:
        """Return float32[n, dimensions], in the order of the texts."""
        import numpy as np

        keys = [self._key(text) for text in texts]
        rows: dict[str, list[int]] = {}
        for row, key in enumerate(keys):
            rows.setdefault(key, []).append(row)
        encoded = np.empty((len(texts), self.dimensions), dtype="<f4")
        missing: dict[str, str] = {}
        distinct = list(rows)
        for first in range(0, len(distinct), BLOCK):
            block = distinct[first : first + BLOCK]
            kept = self._cache.get(block)
            for key in block:
                if key in kept:
                    encoded[rows[key]] = np.frombuffer(kept[key], dtype="<f4")
                else:
                    missing[key] = texts[rows[key][0]]
        for key, vector in self._made(missing):
            encoded[rows[key]] = vector
        return encoded

    def trim(self, texts: Iterable[str]) -> None:
        """Drop the vectors of all texts but these, once there are more than these and their sentences can be."""
        keys = {self._key(text) for text in texts}
        if self._cache.count(VECTORS) > SENTENCES * len(keys) + BLOCK:
            self._cache.keep_only(VECTORS, keys)

    @cached_property
    def _loaded(self) -> Encoder:
        return self._encoder() if isinstance(self._encoder, type) else self._encoder

    def _key(self, text: str) -> str:
        return digest(["vector", self.key, self._made_by, text])

    def _made(self, missing: Mapping[str, str]) -> Iterator[tuple[str, np.ndarray]]:
        """Encode and keep texts, like lengths together, so that many go through in one call; give each key with its vector.

        Long ones come first, so that no process is at a batch of them when all others have ended.
        """
        if not missing:
            return
        ordered = sorted(missing, key=lambda key: (-len(missing[key]), key))
        if self._progress:
            self._progress(0, len(ordered))  # what was done before counts for nothing in the time left
        batches = [ordered[first : first + 256] for first in range(0, len(ordered), 256)]
        done = 0
        for number, vectors in self.spread(lambda: self._loaded, [[missing[key] for key in batch] for batch in batches]):
            made = {key: vector.astype("<f4").tobytes() for key, vector in zip(batches[number], vectors, strict=True)}
            self._cache.put(made, owner=VECTORS)
            yield from zip(batches[number], vectors, strict=True)
            done += len(batches[number])
            if self._progress:
                self._progress(done, len(ordered))


def encode_here(encoder: Callable[[], Encoder], batches: list[list[str]]) -> Iterator[tuple[int, np.ndarray]]:
    """Encode batches of texts in this process, by an encoder that is loaded when first called for: the number of each, and its vectors."""
    for number, batch in enumerate(batches):
        yield number, encoder().encode(batch)
