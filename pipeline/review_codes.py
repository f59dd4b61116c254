"""Review human codes: how many each coder gave, and which of them are stale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.code_files import HumanCodes
from pipeline.schema import tuples
from pipeline.usable_codes import say_redefined, usable_themes
from pipeline.wording import count, listing_at_most, one_line

SHOWN = 8  # themes named


@dataclass(frozen=True)
class Review:
    """One coder's codes of one draw."""

    draw: str
    coder: str
    version: str  # of the codebook by which they were given
    n_coded: int  # segments
    n_gone: int  # of these, those whose text is no codable segment any more
    stale: tuple[str, ...]  # themes of the codebook in use that the codebook of the draw lacks, or defines otherwise


def review_codes(human: HumanCodes, documents: pd.DataFrame, segments: pd.DataFrame) -> tuple[Review, ...]:
    """Review what coders returned.

    Args:
        human: what is in codes/.
        documents: a DOCUMENTS table. Not changed.
        segments: its SEGMENTS. A code stands while a codable segment of its document has the same words, wherever they are.

    Returns:
        A review for each draw and coder, in alphabetical order.
    """
    paths = dict(zip(documents["document_id"], documents["path"], strict=True))
    there = {(paths[row.document_id], one_line(row.text)) for row in tuples(segments[segments["codable"]])}
    found = []
    for (draw, coder), own in human.returned.groupby(["draw", "coder"], sort=True):
        usable = set(usable_themes(human, str(draw)))
        gone = sum((row.path, one_line(row.text)) not in there for row in tuples(own))
        stale = tuple(theme for theme in human.codebook.theme_ids if theme not in usable)
        found.append(Review(str(draw), str(coder), str(own["codebook_version"].iloc[0]), len(own), gone, stale))
    return tuple(found)


def say_stale(reviews: Sequence[Review], version: str) -> Iterator[str]:
    """Say of each coder which codes are stale, and what to do; nothing of coders all of whose codes stand.

    Args:
        reviews: what ``review_codes`` returned.
        version: of the codebook in use.
    """
    for review in reviews:
        n = count(review.n_coded, "segment")
        if review.n_gone:
            yield (
                f"Stale codes of {review.coder}: {review.n_gone:,} of {n} of {review.draw} are no codable segments any more. "
                "Use the settings of [segment] and the documents with which they were drawn, or draw anew."
            )
        if review.stale:
            yield (
                f"Stale codes of {review.coder}: {listing_at_most(review.stale, SHOWN)} in all {n} of {review.draw}. "
                f"{say_redefined(review.version, version)} Have them coded anew by it."
            )
