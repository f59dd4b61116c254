"""Measure the coder on sentences that people coded to other codebooks: by names and definitions alone, and with 200 labels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from bench.candidates import CANDIDATES, SIMILARITIES, Task, ours
from bench.corpora import CORPORA
from bench.coverage import LABELLED as MANIFESTOS
from bench.coverage import LEARNT_FROM, MEASURED_ON
from bench.scores import measure, with_ends
from pipeline.cache import Encoder
from pipeline.codebook import Codebook, Exemplar, Theme
from pipeline.schema import tuples

__all__ = ["KEY_POINTS", "MANIFESTOS", "Manifestos", "key_points_table", "manifestos_table", "of_other_themes", "plain_texts", "read_manifestos"]

KEY_POINTS = CORPORA / "labelled" / "kpa_arguments.parquet"
TAUGHT, SEEDS = 200, 3
UNCODED = 100  # exemplars without a code that stand for texts of anything
LEARNERS = tuple(name for name in CANDIDATES if name != "keyword dictionary (seeds)")


@dataclass(frozen=True)
class Manifestos:
    """Sentences that experts coded: those of 1987 and 1992 to learn from, those of 1997 and 2001 to code."""

    codebook: Codebook  # with the experts' shares of 1987 and 1992
    old: pd.DataFrame
    texts: list[str]
    truth: np.ndarray  # bool[texts, themes]
    documents: list[str]

    @property
    def codebooks(self) -> dict[str, Codebook]:
        """By what is known without a label: definitions and shares, and definitions alone."""
        return {"definitions and experts' shares of 1987 and 1992": self.codebook, "definitions alone": _without_shares(self.codebook)}

    def codes(self, n: int) -> frozenset[str]:
        """Return the codes that experts gave the n-th of the later sentences."""
        return frozenset(theme_id for theme_id, carried in zip(self.codebook.theme_ids, self.truth[n], strict=True) if carried)

    def labelled(self, n: int, seed: int) -> list[Exemplar]:
        """Draw n labelled sentences to learn from."""
        return _labelled(self.old.sample(n, random_state=seed), self.codebook)


def read_manifestos() -> Manifestos:
    """Read the sentences and the experts' codes."""
    rows = pd.read_parquet(MANIFESTOS).dropna(subset=["label_experts"])
    rows = rows.assign(text=rows["text"].astype(str))
    old, new = (rows[rows["year"].isin(years)] for years in (LEARNT_FROM, MEASURED_ON))
    codebook = _manifesto_codebook(old)
    return Manifestos(codebook, old, new["text"].to_list(), _truth(new, codebook), new["doc_id"].astype(str).to_list())


def plain_texts(exemplars: Sequence[Exemplar]) -> list[Exemplar]:
    """Return some exemplars without a code, which stand for texts of anything where a codebook has none of its own."""
    return [Exemplar(one.text, frozenset()) for one in exemplars if not one.codes][:UNCODED]


def of_other_themes(exemplars: Sequence[Exemplar]) -> list[Exemplar]:
    """Return exemplars as a study reads them whose codebook has none of their themes: as pieces without a code."""
    return [Exemplar(one.text, frozenset(), one.writer) for one in exemplars]


def manifestos_table(exemplars: Sequence[Exemplar], encoder: Encoder) -> Iterator[str]:
    """Code sentences of 1997 and 2001 by two definitions, and after 200 labelled sentences of 1987 and 1992."""
    held, others = read_manifestos(), of_other_themes(exemplars)
    lines = ["| | labels | macro F1 |", "|---|---|---|"]
    for name, book in held.codebooks.items():
        found = measure(held.truth, ours(Task(book, others, held.texts, encoder)), held.documents)
        known = "their shares" if "shares" in name else "0"
        lines.append(f"| the coder `head`, {name} | {known} | {with_ends(found.macro)} |")
    for name in LEARNERS:
        tasks = [Task(held.codebook, held.labelled(TAUGHT, seed), held.texts, encoder) for seed in range(SEEDS)]
        values = [measure(held.truth, CANDIDATES[name](task), held.documents).macro[0] for task in tasks]
        lines.append(f"| {name} | {TAUGHT} | {np.mean(values):.3f} ({', '.join(f'{value:.3f}' for value in values)}) |")
    n = f"{len(held.texts):,} sentences, {len(set(held.documents))} manifestos"
    yield f"Economic and social policy in sentences of British manifestos of 1997 and 2001 ({n}):"
    yield "\n".join(lines)


def _manifesto_codebook(old: pd.DataFrame) -> Codebook:
    described = pd.read_csv(MANIFESTOS.with_name("manifesto_econsocial_codebook.csv")).iloc[:2]
    shares = old["label_experts"].value_counts(normalize=True)
    named = described.rename(columns={"name": "called"})
    themes = [Theme(id=row.code.lower(), name=row.called, definition=row.definition, expected_share=float(shares[row.code])) for row in tuples(named)]
    return Codebook(version="1", theme=tuple(themes))


def _without_shares(codebook: Codebook) -> Codebook:
    """Return the codebook as someone would write it who knows no shares."""
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
    plain = plain_texts(exemplars)
    given, assigned, alike, groups = [], [], [], []
    for (topic, stance), own in rows.groupby(["topic", "stance"], sort=True):
        here = points[(points["topic"] == topic) & (points["stance"].astype(str) == str(stance))]
        truth, judged = (_flags(own[column], here["key_point_id"]) for column in ("kp_ids", "judged"))
        texts = own["text"].astype(str).to_list()
        coded = ours(Task(_point_codebook(here), plain, texts, encoder))
        given.append((truth & judged).ravel())
        assigned.append((coded & judged).ravel())
        cosines = encoder.encode(texts) @ encoder.encode(here["key_point"].to_list()).T
        alike.append(np.where(judged, cosines, -1).ravel())
        groups += [str(topic)] * truth.size
    truth = np.concatenate(given)[:, None]
    flags = {"the coder `head`": np.concatenate(assigned)[:, None], **_best_similarity(truth, np.concatenate(alike)[:, None])}
    yield "Arguments matched to key points, by the wording of the key points alone, each topic and side a codebook of its own:"
    yield f"{len(rows):,} arguments, {len(points)} key points, {rows['topic'].nunique()} topics:"
    lines = [f"| {name} | {with_ends(measure(truth, own, groups).micro)} |" for name, own in flags.items()]
    yield "\n".join(["| | F1 over judged pairs |", "|---|---|", *lines])


def _best_similarity(truth: np.ndarray, cosines: np.ndarray) -> dict[str, np.ndarray]:
    """Match by plain similarity, from the cosine that is best in hindsight: more than anyone could know who has no codes."""
    f1 = {least: 2 * (truth & (cosines >= least)).sum() / (truth.sum() + (cosines >= least).sum()) for least in SIMILARITIES.tolist()}
    best = max(f1, key=lambda least: f1[least])
    return {f"MiniLM similarity to the key point, from {best:.2f}, the best cosine in hindsight": cosines >= best}


def _flags(cells: pd.Series[str], names: pd.Series[str]) -> np.ndarray:
    held = [set(str(cell).replace(",", ";").split(";")) if pd.notna(cell) else set() for cell in cells]
    return np.array([[name in own for name in names] for own in held])


def _point_codebook(points: pd.DataFrame) -> Codebook:
    share = 1 / (len(points) + 1)
    themes = [Theme(id=row.key_point_id, name=row.key_point, definition=row.key_point, expected_share=share) for row in tuples(points)]
    return Codebook(version="1", theme=tuple(themes))
