"""Keep the names that were found in a text, so that publishing again need not search what has not changed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import astuple

from pipeline.cache import Cache
from pipeline.keys import digest, file_hash, lock_hash, source_hash
from pipeline.name_propagation import Finder
from pipeline.name_words import GIVEN_NAMES
from pipeline.names_found import Name, find_names

OWNER = "names"


class KeptNames:
    """Finds names as ``find`` does and keeps them under the hash of the text, of what finds them, of the given names and of the lock."""

    def __init__(self, cache: Cache, find: Finder = find_names) -> None:
        """Take the cache of OUTPUTS, and what finds the names of each text by itself, whatever other texts there are."""
        self._cache, self._find = cache, find
        self._made_by = digest([source_hash("pipeline.names_found"), file_hash(GIVEN_NAMES), lock_hash()])
        self._asked: set[str] = set()

    def __call__(self, texts: Sequence[str]) -> list[list[Name]]:
        """Return the names of each text, in order."""
        keys = [digest([OWNER, self._made_by, text]) for text in texts]
        kept = {key: [Name(*row) for row in json.loads(raw)] for key, raw in self._cache.get(dict.fromkeys(keys)).items()}
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in kept}
        made = dict(zip(missing, self._find(list(missing.values())), strict=True)) if missing else {}
        if made:
            self._cache.put({key: json.dumps([astuple(name) for name in own]).encode() for key, own in made.items()}, owner=OWNER)
        self._asked.update(keys)
        return [(kept | made)[key] for key in keys]

    def forget_others(self) -> None:
        """Drop what is kept of texts that were not asked for, so that no name of a withdrawn document stays behind."""
        self._cache.keep_only(OWNER, self._asked)
