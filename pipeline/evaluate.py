"""Hold codings against human codes: precision, recall and F1 by theme, with intervals from resampled documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from pipeline.errors import ConfigError, TableError
from pipeline.human_codes import Sheet, anchor, match_codes, read_codes
from pipeline.schema import tuples
from pipeline.store import read_json, read_table
from pipeline.wording import number

__all__ = ["Sheet", "anchor", "evaluate_files", "match_codes", "read_codes", "score", "with_ancestors"]

DRAWS = 2000
ENOUGH = 0.95  # of the draws: where fewer had the theme, their number is said


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
        sheet: the human codes.
        assigned: segment_id and theme_id of every coding that the machine assigned.
        theme_ids: the themes, in order.
        seed: of the resampled documents.

    Returns:
        A row for each theme, then ``macro`` (mean of the themes that either side gave) and ``micro`` (all decisions together): n (segments
        with the human code), precision, recall, f1, low and high of f1 from 2,000 resamples of documents, and draws (the
        resamples in which either side has the theme; the others say nothing of it). Null is what nothing is known of.
    """
    pairs = assigned.groupby("theme_id")["segment_id"].agg(set).to_dict()
    human = np.array([[theme in codes for theme in theme_ids] for codes in sheet.codes["codes"]], dtype=bool).reshape(-1, len(theme_ids))
    machine = np.array([[segment in pairs.get(theme, ()) for theme in theme_ids] for segment in sheet.codes["segment_id"]], dtype=bool)
    machine = machine.reshape(human.shape)
    place: Any
    _, place = np.unique(sheet.codes["document_id"].to_numpy(dtype=str), return_inverse=True)
    counts = np.zeros((int(place.max()) + 1 if len(place) else 1, 3, len(theme_ids)))  # by document: both, machine, human
    for position, flags in enumerate((human & machine, machine, human)):
        np.add.at(counts, (place, position), flags)
    weights = np.random.default_rng(seed).multinomial(len(counts), np.full(len(counts), 1 / len(counts)), size=DRAWS)
    return _scored(counts.sum(axis=0), np.tensordot(weights, counts, axes=1), theme_ids)


def _scored(total: np.ndarray, drawn: np.ndarray, theme_ids: Sequence[str]) -> pd.DataFrame:
    by_theme, sums = _f1(drawn.transpose(1, 0, 2)), total.sum(axis=1)
    known = by_theme[~np.isnan(by_theme).all(axis=1)]
    rows = pd.DataFrame({"theme": list(theme_ids), **_measures(total)}).join(pd.DataFrame([_interval(column) for column in by_theme.T]))
    seen = rows.loc[rows["f1"].notna(), ["precision", "recall", "f1"]]  # a theme that neither side gave says nothing
    ends: list[dict[str, Any]] = [
        {"theme": "macro", "n": int(sums[2]), **seen.mean(), **_interval(np.nanmean(known, axis=1))},
        {"theme": "micro", **{name: value.item() for name, value in _measures(sums).items()}, **_interval(_f1(drawn.sum(axis=2).T))},
    ]
    return pd.concat([rows, pd.DataFrame(ends)], ignore_index=True)


def _measures(counts: np.ndarray) -> dict[str, np.ndarray]:
    both, machine, human = counts
    return {"n": human.astype(int), "precision": _share(both, machine), "recall": _share(both, human), "f1": _f1(counts)}


def _interval(drawn: np.ndarray) -> dict[str, float]:
    """Return the 95 % interval of what was drawn, and in how many draws there was something to measure."""
    known = drawn[~np.isnan(drawn)]
    low, high = np.percentile(known, [2.5, 97.5]) if len(known) else (np.nan, np.nan)
    return {"low": float(low), "high": float(high), "draws": len(known)}


def _f1(counts: np.ndarray) -> np.ndarray:
    both, machine, human = counts
    return _share(2 * both, machine + human)


def _share(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    return np.where(whole > 0, part / np.maximum(whole, 1), np.nan)


def evaluate_files(paths: Sequence[Path], outputs: Path) -> str:
    """Hold the codings in OUTPUTS against files of human codes.

    Args:
        paths: files of human codes, in the format of codes/*.csv.
        outputs: the folder of a run; read as it is.

    Returns:
        A text: for every coder a table for the coder in use and one for the topic route. A sub-code counts for all
        its parents too, on every side alike: human codes, coder, topic route.

    Raises:
        ConfigError: if a file cannot be used, or none of its passages is in the documents.
        TableError: if a table is missing, or run.json does not say which themes are sub-codes.
    """
    rows = pd.concat([read_codes(path) for path in paths], ignore_index=True)
    codings, topics, placements = (read_table(outputs, name) for name in ("codings", "topics", "placements"))
    theme_ids = list(dict.fromkeys(codings["theme_id"]))
    parents = _parents(outputs)
    guided = topics.dropna(subset=["theme_id"])[["topic_id", "theme_id"]]
    routes = {
        "coder": codings[codings["assigned"]][["segment_id", "theme_id"]],
        "topic route": _raised(placements.merge(guided, on="topic_id"), parents),
    }
    matched = match_codes(rows, read_table(outputs, "documents"), read_table(outputs, "segments"))
    sheets = [replace(sheet, codes=sheet.codes.assign(codes=sheet.codes["codes"].map(lambda own: with_ancestors(own, parents)))) for sheet in matched]
    if not any(len(sheet.codes) for sheet in sheets):
        raise ConfigError(f"None of the {len(rows)} coded passages is in the documents of {outputs}. Are these codes of another corpus?")
    return "\n\n".join(_shown(sheet, routes, theme_ids) for sheet in sheets)


def _parents(outputs: Path) -> dict[str, str]:
    recorded = read_json(outputs / "run.json")
    if "parents" not in recorded:
        raise TableError(f"{outputs / 'run.json'} does not say which themes are sub-codes. Make it anew: themeline run (make)")
    return dict(recorded["parents"])


def _shown(sheet: Sheet, routes: Mapping[str, pd.DataFrame], theme_ids: Sequence[str]) -> str:
    others = sorted(frozenset().union(*sheet.codes["codes"]) - set(theme_ids)) if len(sheet.codes) else []
    lines = [f"Coder {sheet.coder}: {len(sheet.codes)} segments in {sheet.codes['document_id'].nunique()} documents"]
    if sheet.orphans or sheet.unmatched:
        lines.append(f"  left out: {sheet.orphans} passages not found in the documents, {sheet.unmatched} that overlap no codable segment by half")
    if others:
        lines.append(f"  codes that the codebook lacks, not counted: {', '.join(others)}")
    for name, assigned in routes.items():
        lines.append(f"  {name:<18}     n  precision  recall     F1  95 % interval of F1 (documents resampled)")
        lines += [_line(row) for row in tuples(score(sheet, assigned, theme_ids))]
    if sheet.coder == "author":
        lines.append("  The sample was written for this project and coded by its writer: this checks the machinery and is no measure of accuracy.")
    return "\n".join(lines)


def _line(row: Any) -> str:
    measured = f"{number(row.precision):>5}   {number(row.recall):>5}  {number(row.f1, 3):>5}"
    few = f" ({row.draws:,} of {DRAWS:,} draws had it)" if 0 < row.draws < ENOUGH * DRAWS else ""
    drawn = f"{number(row.low)} to {number(row.high)}{few}" if row.draws else "neither side gave it"
    return f"    {row.theme:<16} {row.n:5d}      {measured}  {drawn}"
