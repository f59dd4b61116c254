"""Shorten what is quoted, and mark what is left out."""

from __future__ import annotations

import re

from pipeline.wording import one_line

SENTENCE_END = re.compile(r"[.!?][”’\"')]*(?=\s)")
ABBREVIATED = re.compile(r"\b(?:[A-Z]|Mrs?|Ms|Messrs|Drs?|Prof|Cllrs?|Revd?|Hon|St|Sgt|Insp|Nos?|paras?|pp?|cf|eg|ie|e\.g|i\.e|vs|approx)$")


def abridge(text: str, limit: int) -> str:
    """Return the first whole sentences of a quote, what is left out marked by […]; its first words, where no sentence is short enough.

    >>> abridge("Cllr. Ashby came late. Prof. Borle had said so before.", 40)
    'Cllr. Ashby came late. […]'
    >>> abridge("The bus is late. It was late all year, and nobody came.", 30), abridge("The bus is late.", 30)
    ('The bus is late. […]', 'The bus is late.')
    """
    line = one_line(text)
    if len(line) <= limit:
        return line
    ends = [found.end() for found in SENTENCE_END.finditer(line) if found.end() <= limit and not ABBREVIATED.search(line, 0, found.start())]
    cut = ends[-1] if ends else max(line.rfind(" ", 0, limit), 1)
    return f"{line[:cut].rstrip()} […]"
