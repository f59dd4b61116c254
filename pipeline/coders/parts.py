"""Spread documents over parts by their source, so that no coder learns from the source of a document that it codes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

import pandas as pd

from pipeline.schema import tuples

PARTS = 5  # of the sources: each is coded by a coder that learnt from the codes of the others


def sources_of(documents: pd.DataFrame) -> dict[str, str]:
    """Return the source of each path: the first of all paths that share a cluster with it, through however many others.

    >>> sources_of(pd.DataFrame({"path": ["a", "b", "b", "c", "d"], "cluster_id": ["x", "x", "y", "y", "z"]}))
    {'a': 'a', 'b': 'a', 'c': 'a', 'd': 'd'}
    """
    leader: dict[str, str] = {}

    def leads(path: str) -> str:
        while leader[path] != path:
            path = leader[path]
        return path

    first: dict[str, str] = {}
    for row in tuples(documents.sort_values(["path", "cluster_id"])):
        leader.setdefault(row.path, row.path)
        one, other = sorted((leads(row.path), leads(first.setdefault(row.cluster_id, row.path))))
        leader[other] = one
    return {path: leads(path) for path in leader}


def linked(documents: pd.DataFrame, paths: Iterable[str]) -> pd.DataFrame:
    """Return document_id, path and cluster_id of the documents that share a source with one of these paths, in order of id."""
    sources = sources_of(documents)
    wanted = {sources[path] for path in paths if path in sources}
    rows = documents.loc[documents["path"].map(sources).isin(wanted), ["document_id", "path", "cluster_id"]]
    return rows.sort_values("document_id", ignore_index=True)


def spread(names: Iterable[str], parts: int = PARTS) -> dict[str, int]:
    """Spread names evenly over parts, in the order of a hash.

    >>> sorted(spread({"a", "b", "c", "d", "e", "f"}).values())
    [0, 0, 1, 2, 3, 4]
    """
    return {name: number % parts for number, name in enumerate(sorted(set(names), key=lambda name: hashlib.sha256(name.encode()).hexdigest()))}


def part_of(document_id: str, parts: Mapping[str, int], n: int = PARTS) -> int:
    """Return the part of a document: as spread, else by a hash of its file's part of the id, so that it never changes."""
    known = parts.get(document_id)
    file = document_id.rsplit("-", 1)[0]
    return int(hashlib.sha256(file.encode()).hexdigest()[:8], 16) % n if known is None else known
