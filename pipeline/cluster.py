"""Put documents that are one source into one cluster: the same bytes, or mostly the same words. What a person names stays as named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.manifest import plain_path
from pipeline.repeats import campaigns
from pipeline.rows import problem

SHOWN = 3  # paths or clusters named in a message


@dataclass(frozen=True)
class Clustered:
    """DOCUMENTS with their clusters, and rows of PROBLEMS."""

    documents: pd.DataFrame
    problems: tuple[dict[str, str], ...]


def cluster(documents: pd.DataFrame, named: Iterable[str] = ()) -> Clustered:
    """Merge clusters of documents that are one source, and report them.

    Args:
        documents: a DOCUMENTS table, each with the cluster that the manifest, its file or its id gives. Not changed.
        named: the paths whose cluster a person names. No two clusters so named are merged, by bytes or by words, nor through
            documents that are like both; and like words join nothing to them, nor to what has the bytes of theirs.

    Returns:
        The same documents; a problem for each file that has the bytes of another, for each group of like words, and for
        what stays apart because a person names its clusters.
    """
    by_person = documents["path"].map(plain_path).isin(frozenset(named))
    stated = frozenset(documents.loc[by_person, "cluster_id"])
    copied = documents.groupby("sha256")["path"].transform("nunique") > 1
    merged = _merged(documents, [list(names) for _, names in documents[copied].groupby("sha256")["cluster_id"]], stated)
    groups = campaigns(documents[~by_person])
    ids = [same.index.astype("str") for _, same in groups.groupby(groups)]
    by_id = merged.set_index("document_id")
    clustered = _merged(merged, [[name for name in by_id.loc[same, "cluster_id"] if name not in stated] for same in ids], stated)
    final = clustered.set_index("document_id")
    alike = [final.loc[same] for same in ids]
    return Clustered(clustered, (*_same_files(clustered), *(_campaign(same) for same in alike if not _are_copies(same))))


def _merged(documents: pd.DataFrame, groups: Iterable[Iterable[str]], stated: frozenset[str]) -> pd.DataFrame:
    """Merge the clusters of each group, and so those that a chain of groups joins, but never two that a person names.

    A merged cluster has the name that a person gives, else the smallest of those that files give, else the smallest document id.
    """
    named = set(documents.loc[documents["cluster_id"] != documents["document_id"], "cluster_id"])
    leader: dict[str, str] = {}

    def leads(name: str) -> str:
        while name in leader:
            name = leader[name]
        return name

    for names in groups:
        ordered = sorted({leads(name) for name in names}, key=lambda name: (name not in stated, name not in named, name))
        leader |= {name: ordered[0] for name in ordered[1:] if not {name, ordered[0]} <= stated}
    return documents.assign(cluster_id=documents["cluster_id"].map(leads))


def _are_copies(same: pd.DataFrame) -> bool:
    """Tell whether documents that are alike are of files with the same bytes only, which is said of the files."""
    return len(set(same["sha256"])) == 1 and same["path"].is_unique


def _campaign(same: pd.DataFrame) -> dict[str, str]:
    first, *others = dict.fromkeys(same["path"])
    beside = f" ({_some(others)})" if others else ""
    message = f"{first} and {len(same) - 1} other document{'' if len(same) == 2 else 's'}{beside} are mostly the same words"
    if len(set(same["cluster_id"])) > 1:
        return _apart(first, message, same)
    return problem(
        first,
        "campaign",
        f"{message}; they count as one source",
        "If they are sources of their own, name a cluster_id for each in the manifest.",
        "note",
    )


def _same_files(documents: pd.DataFrame) -> Iterator[dict[str, str]]:
    files = documents.drop_duplicates("path").sort_values("path")
    for _, same in files[files["sha256"].duplicated(keep=False)].groupby("sha256"):
        paths = list(same["path"])
        if len(set(same["cluster_id"])) > 1:
            yield _apart(paths[0], f"{paths[0]} has the same bytes as {_some(paths[1:])}", same)
            continue
        for path in paths[1:]:
            yield problem(
                path, "same-file", f"{path} has the same bytes as {paths[0]}; both are kept, as one cluster", "Take one out of the corpus.", "warning"
            )


def _apart(path: str, message: str, same: pd.DataFrame) -> dict[str, str]:
    """Report documents that are alike, but that the manifest puts into clusters of their own."""
    names = sorted(set(same["cluster_id"]))
    told = f"{message}, but the manifest names clusters that keep them apart: {_some(names)}; they count as {len(names)} sources"
    return problem(path, "clusters-apart", told, "If they are one source, give them one cluster_id in the manifest.", "warning")


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return f"{', '.join(names[:SHOWN])}{more}"
