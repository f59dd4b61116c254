"""Hold codings against human codes: precision, recall and F1 by theme, with intervals from resampled documents."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from pipeline.errors import ConfigError
from pipeline.schema import tuples
from pipeline.store import read_table

COLUMNS = ("path", "start", "end", "text", "coder", "codes")
DRAWS = 2000
HALF = 0.5


@dataclass(frozen=True)
class Sheet:
    """Human codes by segment, of one coder."""

    coder: str
    codes: pd.DataFrame  # segment_id, document_id, codes: frozenset of str
    orphans: int  # rows whose text is no longer in the documents
    unmatched: int  # rows that cover no codable segment by half


def read_codes(path: Path) -> pd.DataFrame:
    """Read a file of human codes (UTF-8 CSV).

    Raises:
        ConfigError: if it is missing, lacks a column or has no row.
    """
    try:
        rows = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    except FileNotFoundError:
        raise ConfigError(f"The file of codes {path} does not exist. Name one with --codes file.csv.") from None
    except UnicodeDecodeError:
        raise ConfigError(f"The file of codes {path} is not in UTF-8. Save it as CSV UTF-8.") from None
    except pd.errors.EmptyDataError:
        raise ConfigError(f"The file of codes {path} is empty.") from None
    missing = [name for name in COLUMNS if name not in rows]
    if missing or not len(rows):
        raise ConfigError(f"{path} has {'no column ' + ', '.join(missing) if missing else 'no rows'}. It needs: {', '.join(COLUMNS)}.")
    numeric = rows["start"].str.fullmatch(r"\d+") & rows["end"].str.fullmatch(r"\d+")
    if not numeric.all():
        bad = ", ".join(str(n + 2) for n in np.flatnonzero(~numeric)[:3])
        raise ConfigError(f"{path}: start and end are whole numbers; they are not in {int((~numeric).sum())} rows, e.g. row {bad}.")
    return rows.assign(start=rows["start"].astype(int), end=rows["end"].astype(int))


def anchor(start: int, end: int, words: str, text: str) -> tuple[int, int] | None:
    r"""Return where a coded passage stands in a document's text: where it says, else where its words are found; None if nowhere.

    >>> anchor(0, 4, "two words", "Here two\nwords.")
    (5, 14)
    """
    if text[start:end] == words:
        return start, end
    pattern = r"\s+".join(map(re.escape, words.split()))
    places = [match.span() for match in re.finditer(pattern, text)] if pattern else []
    return min(places, key=lambda span: (abs(span[0] - start), span)) if places else None


def match_codes(rows: pd.DataFrame, documents: pd.DataFrame, segments: pd.DataFrame) -> list[Sheet]:
    """Bring coded passages to the codable segments that they cover by at least half.

    Args:
        rows: what ``read_codes`` returned.
        documents: a DOCUMENTS table.
        segments: its SEGMENTS.

    Returns:
        One sheet a coder, in alphabetical order. A segment covered by several rows carries the codes of all.
    """
    texts = {row.path: (row.document_id, row.text) for row in tuples(documents)}
    codable = {str(name): group for name, group in segments[segments["codable"]].groupby("document_id")}
    sheets = []
    for coder, own in rows.groupby("coder", sort=True):
        found: dict[str, tuple[str, set[str]]] = {}
        orphans = unmatched = 0
        for row in tuples(own):
            document_id, text = texts.get(row.path, ("", ""))
            span = anchor(row.start, row.end, row.text, text)
            covered = _covered(span, codable.get(document_id)) if span else []
            orphans += span is None
            unmatched += bool(span) and not covered
            for segment_id in covered:
                found.setdefault(segment_id, (document_id, set()))[1].update(code.strip() for code in row.codes.split(";") if code.strip())
        coded = [{"segment_id": key, "document_id": document_id, "codes": frozenset(codes)} for key, (document_id, codes) in sorted(found.items())]
        sheets.append(Sheet(str(coder), pd.DataFrame(coded, columns=["segment_id", "document_id", "codes"]), orphans, unmatched))
    return sheets


def _covered(span: tuple[int, int], segments: pd.DataFrame | None) -> list[str]:
    if segments is None:
        return []
    overlap = np.minimum(segments["end"], span[1]) - np.maximum(segments["start"], span[0])
    shorter = np.minimum(segments["end"] - segments["start"], span[1] - span[0])
    return [str(name) for name in segments.loc[(overlap >= HALF * shorter) & (overlap > 0), "segment_id"]]


def score(sheet: Sheet, assigned: pd.DataFrame, theme_ids: Sequence[str], seed: int = 0) -> pd.DataFrame:
    """Hold a coder's codes against the machine's.

    Args:
        sheet: the human codes.
        assigned: segment_id and theme_id of every coding that the machine assigned.
        theme_ids: the themes, in order.
        seed: of the resampled documents.

    Returns:
        A row for each theme, then ``macro`` (mean of the themes that either side gave) and ``micro`` (all decisions together): n (segments
        with the human code), precision, recall, f1, and low and high of f1 from 2,000 resamples of documents.
    """
    pairs = assigned.groupby("theme_id")["segment_id"].agg(set).to_dict()
    human = np.array([[theme in codes for theme in theme_ids] for codes in sheet.codes["codes"]], dtype=bool).reshape(-1, len(theme_ids))
    machine = np.array([[segment in pairs.get(theme, ()) for theme in theme_ids] for segment in sheet.codes["segment_id"]], dtype=bool)
    machine = machine.reshape(human.shape)
    number: Any
    _, number = np.unique(sheet.codes["document_id"].to_numpy(dtype=str), return_inverse=True)
    counts = np.zeros((int(number.max()) + 1 if len(number) else 0, 3, len(theme_ids)))  # by document: both, machine, human
    for position, flags in enumerate((human & machine, machine, human)):
        np.add.at(counts, (number, position), flags)
    weights = np.random.default_rng(seed).multinomial(len(counts), np.full(len(counts), 1 / max(1, len(counts))), size=DRAWS)
    return _scored(counts.sum(axis=0), np.tensordot(weights, counts, axes=1), theme_ids)


def _scored(total: np.ndarray, drawn: np.ndarray, theme_ids: Sequence[str]) -> pd.DataFrame:
    both, machine, human = total
    rows = pd.DataFrame(
        {"theme": list(theme_ids), "n": human.astype(int), "precision": _share(both, machine), "recall": _share(both, human), "f1": _f1(total)}
    )
    low, high = np.percentile(_f1(drawn.transpose(1, 0, 2)), [2.5, 97.5], axis=0)
    seen = (machine + human) > 0  # a theme that neither side gave says nothing
    macro = np.percentile(_f1(drawn.transpose(1, 0, 2))[:, seen].mean(axis=1), [2.5, 97.5]) if seen.any() else (np.nan, np.nan)
    micro = np.percentile(_f1(drawn.sum(axis=2).T), [2.5, 97.5])
    rows = rows.assign(low=low, high=high)
    sums = total.sum(axis=1)
    ends: list[dict[str, Any]] = [
        {
            "theme": "macro",
            "n": int(human.sum()),
            **{name: float(rows.loc[seen, name].mean()) for name in ("precision", "recall", "f1")},
            "low": macro[0],
            "high": macro[1],
        },
        {
            "theme": "micro",
            "n": int(human.sum()),
            "precision": sums[0] / max(1, sums[1]),
            "recall": sums[0] / max(1, sums[2]),
            "f1": float(_f1(sums)),
        },
    ]
    ends[1] |= {"low": micro[0], "high": micro[1]}
    return pd.concat([rows, pd.DataFrame(ends)], ignore_index=True)


def _f1(counts: np.ndarray) -> np.ndarray:
    both, machine, human = counts
    return np.asarray(2 * both / np.maximum(machine + human, 1))


def _share(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    return np.where(whole > 0, part / np.maximum(whole, 1), np.nan)


def evaluate_files(paths: Sequence[Path], outputs: Path) -> str:
    """Hold the codings in OUTPUTS against files of human codes.

    Args:
        paths: files of human codes, in the format of codes/*.csv.
        outputs: the folder of a run; read as it is.

    Returns:
        A text: for every coder a table for the coder in use and one for the topic route.

    Raises:
        ConfigError: if a file cannot be used, or none of its passages is in the documents.
        TableError: if a table is missing.
    """
    rows = pd.concat([read_codes(path) for path in paths], ignore_index=True)
    codings, topics, placements = (read_table(outputs, name) for name in ("codings", "topics", "placements"))
    theme_ids = list(dict.fromkeys(codings["theme_id"]))
    guided = topics.dropna(subset=["theme_id"])[["topic_id", "theme_id"]]
    routes = {
        "coder": codings[codings["assigned"]][["segment_id", "theme_id"]],
        "topic route": placements.merge(guided, on="topic_id")[["segment_id", "theme_id"]],
    }
    sheets = match_codes(rows, read_table(outputs, "documents"), read_table(outputs, "segments"))
    if not any(len(sheet.codes) for sheet in sheets):
        raise ConfigError(f"None of the {len(rows)} coded passages is in the documents of {outputs}. Are these codes of another corpus?")
    return "\n\n".join(_shown(sheet, routes, theme_ids) for sheet in sheets)


def _shown(sheet: Sheet, routes: Mapping[str, pd.DataFrame], theme_ids: Sequence[str]) -> str:
    others = sorted(frozenset().union(*sheet.codes["codes"]) - set(theme_ids)) if len(sheet.codes) else []
    lines = [f"Coder {sheet.coder}: {len(sheet.codes)} segments in {sheet.codes['document_id'].nunique()} documents"]
    if sheet.orphans or sheet.unmatched:
        lines.append(f"  left out: {sheet.orphans} passages not found in the documents, {sheet.unmatched} that cover no codable segment by half")
    if others:
        lines.append(f"  codes that the codebook lacks, not counted: {', '.join(others)}")
    for name, assigned in routes.items():
        lines.append(f"  {name:<18}     n  precision  recall     F1  95 % interval of F1 (documents resampled)")
        for row in tuples(score(sheet, assigned, theme_ids)):
            lines.append(
                f"    {row.theme:<16} {row.n:5d}      {row.precision:5.2f}   {row.recall:5.2f}  {row.f1:5.3f}  {row.low:.2f} to {row.high:.2f}"
            )
    if sheet.coder == "author":
        lines.append("  The sample was written for this project and coded by its writer: this checks the machinery and is no measure of accuracy.")
    return "\n".join(lines)
