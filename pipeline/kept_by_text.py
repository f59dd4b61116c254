"""Keep what a model reads in a text by the text, in the process and in the cache, so that each is read once as long as it is kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING, Any

from pipeline.keys import digest

if TYPE_CHECKING:
    from pipeline.cache import Cache

Read = Callable[[list[str]], Iterable[Any]]  # what is read in each of some texts, in their order, as JSON can hold it


class KeptByText:
    """What one model reads in texts, for one stage after another."""

    def __init__(self, cache: Cache | None, owner: str, made_by: str, known: dict[str, Any]) -> None:
        """Name what is kept.

        Args:
            cache: where it is kept beyond this process; None: nowhere.
            owner: of what is kept in the cache, before the stage's name.
            made_by: a hash of what reads; what is kept of another is not asked for.
            known: what this process has read so far, by text. Changed.
        """
        self._cache, self._named, self._made_by, self._known = cache, owner, made_by, known
        self.begin("")

    def begin(self, stage: str, *, each_run: bool = True) -> None:
        """Keep what is read from here on for a stage.

        What several ask for belongs to one that asks at each run, not to one that asks only when its model is fitted.
        """
        self._owner, self._claims = f"{self._named} {stage}".strip(), each_run
        self._asked: set[str] = set()

    def of(self, texts: Collection[str], read: Read) -> dict[str, Any]:
        """Return by text what is read in it; ``read`` is given those, sorted, of which nothing is known yet."""
        keys = {self._key(text): text for text in texts}
        self._asked |= set(keys)
        kept = {} if self._cache is None else self._cache.get(keys)
        self._known.update((keys[key], json.loads(value)) for key, value in kept.items() if keys[key] not in self._known)
        missing = sorted(text for text in keys.values() if text not in self._known)
        self._known.update(zip(missing, read(missing), strict=True) if missing else ())
        self._keep({key: self._known[text] for key, text in keys.items() if key not in kept}, keys)
        return {text: self._known[text] for text in texts}

    def _keep(self, fresh: dict[str, Any], keys: Iterable[str]) -> None:
        if self._cache is None:
            return
        since = {} if self._claims else self._cache.get(fresh)  # by another process
        if new := {key: json.dumps(value).encode() for key, value in fresh.items() if key not in since}:
            self._cache.put(new, owner=self._owner)
        if self._claims:
            self._cache.claim(keys, owner=self._owner)

    def trim(self) -> None:
        """Drop from the cache what this stage has not been asked for and no other has asked for since.

        So no word of a withdrawn document stays behind, though a stage whose model is fitted already reads nothing.
        """
        if self._cache is not None:
            self._cache.keep_only(self._owner, self._asked)

    def _key(self, text: str) -> str:
        return digest([self._named, self._made_by, text])
