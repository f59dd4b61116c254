"""Find again, however they are spaced, the addresses and numbers that were found once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pipeline.addresses_found import is_of_context, told_by_context
from pipeline.name_forms import fold

PARTED = re.compile(r"[\s()./–,-]")


def letters_of(written: str) -> str:
    """Write an address or number folded, without what parts its letters.

    >>> letters_of("4 Alder Close"), letters_of("01632/960-123")
    ('4alderclose', '01632960123')
    """
    return PARTED.sub("", fold(written))


class Numbers:
    """Finds addresses and numbers as wholes; those that lead to a person only in their context, in such a context alone."""

    def __init__(self, kinds: Mapping[str, str]) -> None:
        """Take addresses and numbers as they were found, with their kinds."""
        self._kinds = {letters_of(written): kind for written, kind in sorted(kinds.items()) if not is_of_context(kind, written)}
        self._of_context = {letters_of(written): kind for written, kind in kinds.items() if is_of_context(kind, written)}
        spaced = [
            r"[\s()./–,\u00a0-]{0,3}".join(re.escape(letter) for letter in letters)
            for letters in sorted(self._kinds, key=lambda one: (-len(one), one))
        ]
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)") if spaced else None

    def found(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Yield kind, start and end of each."""
        if self._pattern:
            folded = fold(text)
            yield from ((self._kinds[letters_of(match[0])], match.start(), match.end()) for match in self._pattern.finditer(folded))
        if self._of_context:
            again = (one for one in told_by_context(text) if letters_of(one.text) in self._of_context)
            yield from ((one.kind, one.start, one.end) for one in again)
