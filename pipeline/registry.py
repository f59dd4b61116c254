"""Name the choices a study can make (importers, encoders, coders, …) and load one when it is asked for."""

from __future__ import annotations

import difflib
import importlib
from collections.abc import Iterator, Mapping

from pipeline.errors import ConfigError


class Registry(Mapping[str, object]):
    """Names and where each is found, as ``"module:attribute"``; imported on first use.

    >>> Registry("greeting", {"hello": "builtins:str"})["hello"]
    <class 'str'>
    """

    def __init__(self, kind: str, entries: Mapping[str, str]) -> None:
        """Take the word for one entry, used in messages, and the entries."""
        self.kind = kind
        self._entries = dict(entries)

    def __getitem__(self, name: str) -> object:
        """Return the object registered under a name.

        Raises:
            ConfigError: if there is no such name, or its package is not installed.
        """
        module, attribute = self.where(name).split(":")
        try:
            found = importlib.import_module(module)
        except ModuleNotFoundError as error:
            if (error.name or "").startswith("pipeline"):
                raise
            raise ConfigError(f'The {self.kind} "{name}" needs the package {error.name}. Install it, or choose another: {self}.') from error
        return getattr(found, attribute)

    def where(self, name: str) -> str:
        """Return ``"module:attribute"`` of a name without importing it."""
        if name not in self._entries:
            near = difflib.get_close_matches(name, self._entries, n=1)
            hint = f'Did you mean "{near[0]}"?' if near else f"There are: {self}."
            raise ConfigError(f'No {self.kind} "{name}". {hint}')
        return self._entries[name]

    def module(self, name: str) -> str:
        """Return the module of a name without importing it."""
        return self.where(name).split(":")[0]

    def __contains__(self, name: object) -> bool:
        """Tell whether a name is registered, without importing it."""
        return name in self._entries

    def __iter__(self) -> Iterator[str]:
        """Iterate over the names in the order they were registered."""
        return iter(self._entries)

    def __len__(self) -> int:
        """Count the names."""
        return len(self._entries)

    def __str__(self) -> str:
        """List the names."""
        return ", ".join(self._entries)
