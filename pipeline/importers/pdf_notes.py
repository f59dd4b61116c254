"""Tell the notes of a PDF from its prose: small type, low on a page or right under a table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.importers.pdf_body import Body
from pipeline.importers.pdf_groups import Group
from pipeline.importers.pdf_joins import NOTE, SMALLER

APART = 0.5  # leadings of space over the notes of a page
TABLE_NOTE = re.compile(r"(?:notes?|sources?|base)\s*:", re.IGNORECASE)


def is_note(n: int, groups: Sequence[Group], texts: Sequence[str], before: str | None, body: Body) -> bool:
    """Tell whether a group is a note.

    Args:
        n: which of the groups.
        groups: of the document.
        texts: of each.
        before: the kind of the group before it.
        body: what is ordinary in the document.

    Returns:
        True for small type that is marked as a note or under one, for the rest of one from the page before, and for what says under a table
        that it is a note or the table's source.
    """
    group, text = groups[n], texts[n]
    if group.first.size >= SMALLER * body.size:
        return False
    if before == "table" and TABLE_NOTE.match(text):
        return True
    under = before == "footnote" and groups[n - 1].page == group.page and groups[n - 1].first.column == group.first.column
    return group.low and (bool(NOTE.match(text)) or under or _ends_another(n, groups, texts, body))


def _ends_another(n: int, groups: Sequence[Group], texts: Sequence[str], body: Body) -> bool:
    """Tell whether small type is the rest of a note on the page before: begun in the midst, and nothing but notes under it."""
    group, above, below = groups[n], groups[n - 1] if n else None, groups[n + 1] if n + 1 < len(groups) else None
    if group.first.cells[0].confidence is not None or not texts[n][0].islower():  # of recognised words no size is sure
        return False
    if above is None or above.page != group.page or above.first.size <= group.first.size or group.gap <= APART * body.leading:
        return False
    return below is None or below.page != group.page or below.kind == "boilerplate" or (below.low and below.first.size < SMALLER * body.size)
