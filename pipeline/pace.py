"""Let the reader of a long document say that it gets on, so that what it may take is counted from there.

A scan of three hundred pages takes half an hour and is no fault: each page has the time of a document.
"""

from __future__ import annotations

from collections.abc import Callable

Listener = Callable[[str], None]
_listeners: list[Listener] = []


def listen(called: Listener) -> None:
    """Call a function whenever a reader gets on, with the name of the file if the reader knows it; it replaces the one before."""
    _listeners[:] = [called]


def get_on(name: str = "") -> None:
    """Say that a part of a document, such as a scanned page, is done.

    Args:
        name: of its file; empty where only its text is known.
    """
    for called in _listeners:
        called(name)
