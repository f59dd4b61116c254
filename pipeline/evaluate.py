"""Hold codings against human codes: precision, recall and F1 by theme, with intervals from resampled sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from pipeline.accuracy import Compared, measure_accuracy
from pipeline.errors import ConfigError, TableError
from pipeline.evaluation_text import show_evaluation
from pipeline.human_codes import Sheet, anchor, match_codes, read_codes
from pipeline.redefined import find_redefined
from pipeline.schema import tuples
from pipeline.store import read_json, read_table
from pipeline.taught_already import find_taught, say_taught

__all__ = ["Sheet", "anchor", "evaluate_files", "match_codes", "read_codes", "score", "with_ancestors"]


def with_ancestors(theme_ids: Iterable[str], parents: Mapping[str, str]) -> frozenset[str]:
    """Return themes with all the themes that they are sub-codes of, however far up.

    >>> sorted(with_ancestors(["youth_jobs", "faith"], {"youth_jobs": "jobs", "jobs": "economy"}))
    ['economy', 'faith', 'jobs', 'youth_jobs']
    """
    found = set(theme_ids)
    for theme_id in tuple(found):
        parent = parents.get(theme_id)
        while parent is not None:
            found.add(parent)
            parent = parents.get(parent)
    return frozenset(found)


def _raised(assigned: pd.DataFrame, parents: Mapping[str, str]) -> pd.DataFrame:
    """Give each segment the parents of its themes too, each once."""
    every = [(row.segment_id, theme_id) for row in tuples(assigned) for theme_id in sorted(with_ancestors([row.theme_id], parents))]
    return pd.DataFrame(every, columns=["segment_id", "theme_id"]).drop_duplicates(ignore_index=True)


def score(sheet: Sheet, assigned: pd.DataFrame, theme_ids: Sequence[str], seed: int = 0) -> pd.DataFrame:
    """Hold a coder's codes against the machine's.

    Args:
        sheet: the human codes; where they have a column ``weight``, a segment counts for so many; where they have a column ``source``, sources
            are resampled, else documents. Not changed.
        assigned: segment_id and theme_id of every coding that the machine assigned. Not changed.
        theme_ids: the themes, in order.
        seed: of the resamples.

    Returns:
        As ``accuracy.measure_accuracy``: a row for each theme, then macro and micro, with precision, recall, F1 and their intervals.
    """
    pairs = assigned.groupby("theme_id")["segment_id"].agg(set).to_dict()
    codes = sheet.codes
    human = np.array([[theme in own for theme in theme_ids] for own in codes["codes"]], dtype=float).reshape(-1, len(theme_ids))
    machine = np.array([[segment in pairs.get(theme, ()) for theme in theme_ids] for segment in codes["segment_id"]], dtype=bool)
    weights = codes["weight"].to_numpy(dtype=float) if "weight" in codes else np.ones(len(codes))
    sources = codes["source" if "source" in codes else "document_id"].to_numpy(dtype=str)
    compared = Compared(human, machine.reshape(human.shape), sources, weights)
    return measure_accuracy(compared, theme_ids, seed)


def evaluate_files(paths: Sequence[Path], outputs: Path) -> str:
    """Hold the codings in OUTPUTS against files of human codes.

    Args:
        paths: files of human codes, in the format of codes/*.csv; a column weight (1 / probability of being drawn) makes them speak of the study.
        outputs: the folder of a run; read as it is.

    Returns:
        A text: for every coder a table for the coder in use and one for the topic route, and what is stale. A sub-code counts for all
        its parents too, on every side alike: human codes, coder, topic route. Where codes also taught the coder, that is said, and its table marked.

    Raises:
        ConfigError: if a file cannot be used, or none of its passages is in the documents.
        TableError: if a table is missing, or run.json does not say which themes are sub-codes.
    """
    rows = pd.concat([with_weights(path, read_codes(path)) for path in paths], ignore_index=True)
    codings, topics, placements = (read_table(outputs, name) for name in ("codings", "topics", "placements"))
    recorded = read_json(outputs / "run.json")
    parents, documents, segments = _parents(outputs, recorded), read_table(outputs, "documents"), read_table(outputs, "segments")
    taught = find_taught(paths, recorded, documents, segments)
    guided = topics.dropna(subset=["theme_id"])[["topic_id", "theme_id"]]
    routes = {
        "coder": codings[codings["assigned"]][["segment_id", "theme_id"]],
        "topic route": _raised(placements.merge(guided, on="topic_id"), parents),
    }
    sheets = [_prepared(sheet, parents, documents) for sheet in match_weighted(rows, documents, segments)]
    if not any(len(sheet.codes) for sheet in sheets):
        raise ConfigError(f"None of the {len(rows)} coded passages is in the documents of {outputs}. Are these codes of another corpus?")
    theme_ids = list(dict.fromkeys(codings["theme_id"]))
    redefined = find_redefined(paths, recorded, set(rows["codebook_version"]) if "codebook_version" in rows else ())
    return "\n\n".join(
        show_evaluation(
            sheet,
            rows[rows["coder"] == sheet.coder],
            redefined,
            say_taught(sheet.codes["segment_id"], taught),
            {name: score(sheet, assigned, theme_ids) for name, assigned in routes.items()},
        )
        for sheet in sheets
    )


def _prepared(sheet: Sheet, parents: Mapping[str, str], documents: pd.DataFrame) -> Sheet:
    """Give a coder's codes the themes that theirs are sub-codes of, and the source of each segment, which is resampled."""
    sources = sheet.codes["document_id"].map(dict(zip(documents["document_id"], documents["cluster_id"], strict=True)))
    return replace(sheet, codes=sheet.codes.assign(codes=sheet.codes["codes"].map(lambda own: with_ancestors(own, parents)), source=sources))


def with_weights(path: Path, rows: pd.DataFrame) -> pd.DataFrame:
    """Give each coded passage its weight as a number: the column weight, or 1 where the file has none.

    Raises:
        ConfigError: if a weight is no number above 0.
    """
    if "weight" not in rows:
        return rows.assign(weight=1.0)
    weights = pd.to_numeric(rows["weight"], errors="coerce")
    wrong = ~(weights > 0) | ~np.isfinite(weights)
    if wrong.any():
        shown = ", ".join(str(n + 2) for n in np.flatnonzero(wrong)[:3])
        raise ConfigError(
            f"{path}: a weight is 1 / the probability with which the passage was drawn, a number above 0; "
            f"it is not in {int(wrong.sum())} of {len(rows)} rows, e.g. row {shown}. Leave the column out if nothing was drawn."
        )
    return rows.assign(weight=weights.astype(float))


def match_weighted(rows: pd.DataFrame, documents: pd.DataFrame, segments: pd.DataFrame) -> list[Sheet]:
    """Bring coded passages to the segments that they meet, as ``match_codes``, each with its weight.

    Args:
        rows: what ``with_weights`` returned, with an index of its own for each row. Not changed.
        documents: a DOCUMENTS table.
        segments: its SEGMENTS.

    Returns:
        One sheet a coder, whose codes have a column weight: of several passages that meet a segment the largest, since any of them would have
        brought it in.
    """
    codes = dict(zip(rows.index.astype(str), rows["codes"], strict=True))
    weight = dict(zip(rows.index.astype(str), rows["weight"], strict=True))
    found = []
    for sheet in match_codes(rows.assign(codes=rows.index.astype(str)), documents, segments):
        own = sheet.codes["codes"]  # the numbers of the rows that meet each segment
        given = [frozenset(code.strip() for row in met for code in codes[row].split(";")) - {""} for met in own]
        made = sheet.codes.assign(codes=pd.Series(given, index=own.index, dtype=object), weight=[max(weight[row] for row in met) for met in own])
        found.append(replace(sheet, codes=made))
    return found


def _parents(outputs: Path, recorded: Mapping[str, Any]) -> dict[str, str]:
    if "parents" not in recorded:
        raise TableError(f"{outputs / 'run.json'} does not say which themes are sub-codes. Make it anew: themeline run (make)")
    return dict(recorded["parents"])
