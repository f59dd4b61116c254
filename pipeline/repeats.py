"""Mark what is said more than once, so that it counts once: segments that repeat another, and documents that do."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
import pandas as pd

from pipeline.config import Segment
from pipeline.shingles import alike
from pipeline.tables import SEGMENTS

NEARLY = 0.8  # of the three-word runs of either: segments nearly the same
MOSTLY = 0.6  # of the three-word runs of the longer: documents mostly the same
BOILERPLATE_SOURCES = 5  # of one publisher or source type
CAMPAIGN_WORDS = 30  # shorter documents may be alike by chance
WORD = re.compile(r"\w+")
BROKEN = re.compile(r"(?<=[^\W\d])-\n\s*(?=[^\W\d])")  # a word, at a line's end
ISSUERS = ("publisher", "source_type")


def mark_repeats(segments: pd.DataFrame, settings: Segment, documents: pd.DataFrame | None = None) -> pd.DataFrame:
    """Count each repeated segment once: the first by segment_id stays codable, the others name it.

    Args:
        segments: a SEGMENTS table of all documents. Not changed.
        settings: ``[segment]``; shorter segments than ``duplicate_words`` may repeat by chance and all count.
        documents: the DOCUMENTS, which tell boilerplate from other repeats; without them nothing is called so. Not changed.

    Returns:
        The table with ``duplicate_of`` and ``duplicate_kind`` filled in and its repeats not codable. What is named as the
        first is never a repeat itself. The order of rows does not matter.
    """
    ordered = segments.sort_values("segment_id", ignore_index=True)
    counted = ordered[ordered["codable"] & (ordered["n_words"] >= settings.duplicate_words)]
    plain = counted["text"].map(plain_words)
    firsts = counted[~plain.duplicated()]
    texts = pd.Index(plain[firsts.index])
    leads = np.asarray(_leaders(texts.to_list()), dtype=np.int64)[texts.get_indexer(plain)]
    original = pd.Series(firsts["segment_id"].to_numpy()[leads], index=counted.index)
    same = plain.to_numpy() == texts.to_numpy()[leads]
    boilerplate = original.isin(_boilerplate(original, counted["document_id"], documents))
    kind = pd.Series(np.select([boilerplate, same], ["boilerplate", "exact"], "near"), index=counted.index)
    repeats = original[original != counted["segment_id"]]
    return SEGMENTS.frame(
        ordered.assign(
            duplicate_of=repeats,
            duplicate_kind=kind[repeats.index],
            codable=ordered["codable"] & ~ordered.index.isin(repeats.index),
        )
    )


def campaigns(documents: pd.DataFrame) -> pd.Series[str]:
    """Group documents that are mostly the same words: letters of a campaign, drafts and what came of them.

    Args:
        documents: a DOCUMENTS table of the whole corpus, in any order. Not changed.

    Returns:
        For each document_id of a group of two or more, the group's name: its smallest document_id. Sorted by document_id.
        Documents are in one group where a chain of documents joins them, each sharing .6 or more of the three-word runs of
        the longer with the next.
    """
    ordered = documents.sort_values("document_id", ignore_index=True)
    plain = ordered["text"].map(plain_words)
    long_enough = ordered[plain.str.count(" ") >= CAMPAIGN_WORDS - 1]
    texts = plain[long_enough.index]
    firsts = texts[~texts.duplicated()]
    groups = _joined(len(firsts), alike(firsts.to_list(), MOSTLY, of="larger"))
    group = texts.map(pd.Series(groups, index=firsts))
    group = group[group.duplicated(keep=False)]
    ids = ordered["document_id"][group.index]
    return ids.groupby(group).transform("first").set_axis(ids).rename("campaign")


def plain_words(text: str) -> str:
    r"""Write a text's words in one case, parted by one space; what is broken at a line's end is joined.

    >>> plain_words("Mem-\nbers said:  “Yes!”")
    'members said yes'
    """
    joined = BROKEN.sub("", text) if "-\n" in text else text
    return " ".join(WORD.findall(joined.casefold()))


def _leaders(texts: list[str]) -> list[int]:
    """Return for each text the first that is no repeat and nearly the same; itself where there is none."""
    leaders = list(range(len(texts)))
    for first, second in sorted(map(tuple, alike(texts, NEARLY).tolist())):
        if leaders[first] == first and leaders[second] == second:
            leaders[second] = first
    return leaders


def _joined(count: int, pairs: Iterable[Iterable[int]]) -> list[int]:
    """Return for each of some numbers the smallest that a chain of pairs joins it with."""
    leads = list(range(count))

    def lead(n: int) -> int:
        while leads[n] != n:
            leads[n] = leads[leads[n]]
            n = leads[n]
        return n

    for one, other in pairs:
        low, high = sorted((lead(one), lead(other)))
        leads[high] = low
    return [lead(n) for n in range(count)]


def _boilerplate(original: pd.Series[str], document_id: pd.Series[str], documents: pd.DataFrame | None) -> set[str]:
    """Find the repeated words that come from many sources of one publisher or source type; letters of a campaign are one source."""
    if documents is None:
        return set()
    known = documents.set_index("document_id")[["cluster_id", *ISSUERS]]
    rows = pd.DataFrame({"original": original, "document_id": document_id}).join(known, on="document_id", validate="many_to_one")
    found: set[str] = set()
    for issuer in ISSUERS:
        sources = rows.dropna(subset=[issuer]).groupby(["original", issuer])["cluster_id"].nunique()
        found |= set(sources[sources >= BOILERPLATE_SOURCES].index.get_level_values("original"))
    return found
