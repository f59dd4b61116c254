"""Let the reader of a long document say that it gets on, so that what it may take is counted from there.

A scan of three hundred pages takes half an hour and is no fault: each page has the time of a document.
"""

from __future__ import annotations

from collections.abc import Callable

_listeners: list[Callable[[], None]] = []


def listen(called: Callable[[], None]) -> None:
    """Call a function whenever a reader gets on; it replaces the one before."""
    _listeners[:] = [called]


def get_on() -> None:
    """Say that a part of a document, such as a scanned page, is done."""
    for called in _listeners:
        called()
