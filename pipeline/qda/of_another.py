"""Refuse a project that holds none of the study's documents: it is another study's, and nothing in it can be held against this one."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import CorpusError
from pipeline.qda.gather import Returned
from pipeline.qda.load import Held
from pipeline.wording import count, listing_at_most

SHOWN = 3


class OfAnotherStudyError(CorpusError):
    """A project that came back holds no document of the study."""


def check_study(path: Path, returned: Returned, held: Held) -> None:
    """Refuse a project of another study.

    Raises:
        OfAnotherStudyError: if none of its documents is the study's; naming those that it holds and those that were looked for, and by what.
    """
    if returned.documents:
        return
    theirs = f"{count(len(returned.unknown), 'other')}: {listing_at_most(returned.unknown, SHOWN)}" if returned.unknown else "none with a text"
    ours = listing_at_most(sorted(map(str, held.documents["path"])), SHOWN)
    raise OfAnotherStudyError(
        f"{path}, written by {returned.origin}, holds none of the study's documents, but {theirs}. The {count(len(held.documents), 'document')} of "
        f"OUTPUTS ({ours}) were looked for by the identity that export-qdpx gives them, by their paths, titles and the names of their files, and by "
        "their words. If it is of another study, name that: CORPUS=folder OUTPUTS=folder. If its documents were renamed and their texts altered, "
        "give them back the names of their files there, or export anew (make export-qdpx) and code that. Nothing is written."
    )
