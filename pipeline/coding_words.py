"""Say how numbers came about: machine-coded and uncorrected, or corrected by human codes; the same everywhere."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.wording import listing

UNCORRECTED = "machine-coded, uncorrected"


def coding_of(corrected: object) -> str:
    """Say whether a number has the coder's error folded in."""
    return "corrected by human codes" if corrected else UNCORRECTED


def say_coding(corrected: Mapping[str, bool]) -> str:
    """Say in a sentence which of several numbers have the coder's error folded in, by their names.

    >>> say_coding({"Work": False, "Home": False}), say_coding({"Work": True})
    ('Machine-coded, uncorrected.', 'Corrected by human codes.')
    >>> say_coding({"Work": True, "Home": False})
    'Corrected by human codes: Work; the rest machine-coded, uncorrected.'
    """
    named = [name for name, flag in corrected.items() if flag]
    if len(named) in {0, len(corrected)}:
        return f"{coding_of(named)}.".capitalize()
    return f"Corrected by human codes: {listing(named)}; the rest {UNCORRECTED}."
