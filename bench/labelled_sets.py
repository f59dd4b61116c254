"""Measure the coder on sentences that people coded to other codebooks: by names and definitions alone, and with 200 labels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from bench.candidates import CANDIDATES, Task, ours
from bench.corpora import CORPORA
from bench.coverage import LABELLED as MANIFESTOS
from bench.coverage import LEARNT_FROM, MEASURED_ON
from bench.scores import Measured, measure
from pipeline.cache import Encoder
from pipeline.codebook import Codebook, Exemplar, Theme
from pipeline.schema import tuples

__all__ = ["KEY_POINTS", "MANIFESTOS", "key_points_table", "manifestos_table"]

KEY_POINTS = CORPORA / "labelled" / "kpa_arguments.parquet"
TAUGHT, SEEDS = 200, 3
UNCODED = 100  # exemplars without a code that stand for texts of anything
LEARNERS = tuple(name for name in CANDIDATES if name != "keyword dictionary (seeds)")


def manifestos_table(exemplars: Sequence[Exemplar], encoder: Encoder) -> Iterator[str]:
    """Code sentences of 1997 and 2001 by two definitions, and after 200 labelled sentences of 1987 and 1992."""
    rows = pd.read_parquet(MANIFESTOS).dropna(subset=["label_experts"])
    rows = rows.assign(text=rows["text"].astype(str))
    old, new = (rows[rows["year"].isin(years)] for years in (LEARNT_FROM, MEASURED_ON))
    codebook = _manifesto_codebook(old)
    truth, texts, groups = _truth(new, codebook), new["text"].to_list(), new["doc_id"].astype(str).to_list()
    lines = ["| | labels | macro F1 |", "|---|---|---|"]
    plain = [Exemplar(one.text, frozenset()) for one in exemplars if not one.codes][:UNCODED]
    for name, book in (("definitions and experts' shares of 1987 and 1992", codebook), ("definitions alone", _without_shares(codebook))):
        found = measure(truth, ours(Task(book, plain, texts, encoder)), groups)
        lines.append(f"| the coder `head`, {name} | 0 | {_macro(found)} |")
    for name in LEARNERS:
        drawn = (old.sample(TAUGHT, random_state=seed) for seed in range(SEEDS))
        tasks = [Task(codebook, _labelled(one, codebook), texts, encoder) for one in drawn]
        values = [measure(truth, CANDIDATES[name](task), groups).macro[0] for task in tasks]
        lines.append(f"| {name} | {TAUGHT} | {np.mean(values):.3f} ({', '.join(f'{value:.3f}' for value in values)}) |")
    n = f"{len(new):,} sentences, {new['doc_id'].nunique()} manifestos"
    yield f"Economic and social policy in sentences of British manifestos of 1997 and 2001 ({n}):"
    yield "\n".join(lines)


def _macro(found: Measured) -> str:
    value, low, high = found.macro
    return f"{value:.3f} ({low:.3f}–{high:.3f})"


def _manifesto_codebook(old: pd.DataFrame) -> Codebook:
    described = pd.read_csv(MANIFESTOS.with_name("manifesto_econsocial_codebook.csv")).iloc[:2]
    shares = old["label_experts"].value_counts(normalize=True)
    named = described.rename(columns={"name": "called"})
    themes = [Theme(id=row.code.lower(), name=row.called, definition=row.definition, expected_share=float(shares[row.code])) for row in tuples(named)]
    return Codebook(version="1", theme=tuple(themes))


def _without_shares(codebook: Codebook) -> Codebook:
    """Return the codebook as someone would write it who knows no shares: each theme's expected share is the default."""
    themes = [Theme(id=theme.id, name=theme.name, definition=theme.definition) for theme in codebook.theme]
    return Codebook(version=codebook.version, theme=tuple(themes))


def _truth(rows: pd.DataFrame, codebook: Codebook) -> np.ndarray:
    labels = rows["label_experts"].astype(str).str.lower()
    return np.stack([(labels == theme_id).to_numpy() for theme_id in codebook.theme_ids], axis=1)


def _labelled(rows: pd.DataFrame, codebook: Codebook) -> list[Exemplar]:
    labels = rows["label_experts"].astype(str).str.lower()
    return [Exemplar(text, frozenset({label} & set(codebook.theme_ids))) for text, label in zip(rows["text"], labels, strict=True)]


def key_points_table(exemplars: Sequence[Exemplar], encoder: Encoder) -> Iterator[str]:
    """Match arguments to the key points of their topic and side: each pair of these a codebook of names alone."""
    rows = pd.read_parquet(KEY_POINTS)
    points = pd.read_csv(KEY_POINTS.with_name("kpa_arguments_codebook.csv"), dtype=str)
    plain = [Exemplar(one.text, frozenset()) for one in exemplars if not one.codes][:UNCODED]
    given, assigned, groups = [], [], []
    for (topic, stance), own in rows.groupby(["topic", "stance"], sort=True):
        here = points[(points["topic"] == topic) & (points["stance"].astype(str) == str(stance))]
        truth, judged = (_flags(own[column], here["key_point_id"]) for column in ("kp_ids", "judged"))
        coded = ours(Task(_point_codebook(here), plain, own["text"].astype(str).to_list(), encoder))
        given.append((truth & judged).ravel())
        assigned.append((coded & judged).ravel())
        groups += [str(topic)] * truth.size
    micro = measure(np.concatenate(given)[:, None], np.concatenate(assigned)[:, None], groups).micro
    yield "Arguments matched to key points, by the wording of the key points alone, each topic and side a codebook of its own:"
    n = f"{len(rows):,} arguments, {len(points)} key points, {rows['topic'].nunique()} topics"
    yield f"{n}: F1 over judged pairs {micro[0]:.3f} ({micro[1]:.3f}–{micro[2]:.3f})."


def _flags(cells: pd.Series[str], names: pd.Series[str]) -> np.ndarray:
    held = [set(str(cell).replace(",", ";").split(";")) if pd.notna(cell) else set() for cell in cells]
    return np.array([[name in own for name in names] for own in held])


def _point_codebook(points: pd.DataFrame) -> Codebook:
    share = 1 / (len(points) + 1)
    themes = [Theme(id=row.key_point_id, name=row.key_point, definition=row.key_point, expected_share=share) for row in tuples(points)]
    return Codebook(version="1", theme=tuple(themes))
