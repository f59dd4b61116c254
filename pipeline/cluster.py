"""Put documents that are one source into one cluster: the same bytes, or mostly the same words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

from pipeline.manifest import plain_path
from pipeline.repeats import campaigns
from pipeline.rows import problem


@dataclass(frozen=True)
class Clustered:
    """DOCUMENTS with their clusters, and rows of PROBLEMS."""

    documents: pd.DataFrame
    problems: tuple[dict[str, str], ...]


def cluster(documents: pd.DataFrame, named: Iterable[str] = ()) -> Clustered:
    """Merge clusters of documents that are one source, and report them.

    Args:
        documents: a DOCUMENTS table, each with the cluster that the manifest, its file or its id gives. Not changed.
        named: the paths whose cluster a person names; like words merge none of these.

    Returns:
        The same documents; a problem for each file that has the bytes of another, and for each group of like words.
    """
    merged = _same_bytes(documents)
    clustered, campaigned = _campaigned(merged, frozenset(named))
    return Clustered(clustered, (*_same_files(clustered), *campaigned))


def _same_bytes(documents: pd.DataFrame) -> pd.DataFrame:
    """Merge clusters that hold files with the same bytes."""
    copied = documents.groupby("sha256")["path"].transform("nunique") > 1
    return _merged(documents, [list(names) for _, names in documents[copied].groupby("sha256")["cluster_id"]])


def _merged(documents: pd.DataFrame, groups: Iterable[Iterable[str]]) -> pd.DataFrame:
    """Merge the clusters of each group, and so those that a chain of groups joins.

    A merged cluster has the smallest of the names that the manifest gives, else the smallest document id.
    """
    named = set(documents.loc[documents["cluster_id"] != documents["document_id"], "cluster_id"])
    leader: dict[str, str] = {}

    def leads(name: str) -> str:
        while name in leader:
            name = leader[name]
        return name

    for names in groups:
        first, *others = sorted({leads(name) for name in names}, key=lambda name: (name not in named, name))
        leader |= dict.fromkeys(others, first)
    return documents.assign(cluster_id=documents["cluster_id"].map(leads))


def _campaigned(documents: pd.DataFrame, named: frozenset[str]) -> tuple[pd.DataFrame, list[dict[str, str]]]:
    """Put documents that are mostly the same words into one cluster, but for those whose cluster a person names; report each such group."""
    groups = campaigns(documents[[plain_path(path) not in named for path in documents["path"]]])
    clusters = dict(zip(documents["document_id"], documents["cluster_id"], strict=True))
    paths = dict(zip(documents["document_id"], documents["path"], strict=True))
    alike = [[clusters[document_id] for document_id in same.index.astype("str")] for _, same in groups.groupby(groups)]
    met = [
        problem(
            paths[group],
            "campaign",
            f"{size} documents are mostly the same words as {paths[group]}, itself included; they count as one source",
            "If they are sources of their own, name a cluster_id for each in the manifest.",
            "note",
        )
        for group, size in sorted(Counter(groups).items())
    ]
    return _merged(documents, alike), met


def _same_files(documents: pd.DataFrame) -> Iterator[dict[str, str]]:
    for _, same in documents.drop_duplicates("path").sort_values("path").groupby("sha256"):
        paths = list(same["path"])
        for path in paths[1:]:
            yield problem(
                path, "same-file", f"{path} has the same bytes as {paths[0]}; both are kept, as one cluster", "Take one out of the corpus.", "warning"
            )
