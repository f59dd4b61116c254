"""Apply the correction by human codes to documents: expected counts, and how far a mean of documents may lie off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from pipeline.clustered_codes import Residuals, widen
from pipeline.config import Track
from pipeline.correct import Coded, Rates, draw_positives, draw_rates, spoken_for, too_few
from pipeline.measures import Measures
from pipeline.periods import find_periods, period_of
from pipeline.resampling import random_for

AT_ONCE = 500  # documents drawn for together
NOT_KNOWN = "not known"  # the side of a document without a place, source type or period, as a draw has it
SHARED = ""  # the side of documents whose own side has too few codes


@dataclass(frozen=True)
class Correction:
    """What is known of n documents and of the themes (columns of measures) that human codes correct."""

    rates: dict[tuple[int, str], Rates]  # by column and side
    sides: np.ndarray  # str[n]: side of each document
    known: np.ndarray  # float64[n, s]: segments with the theme by a human code
    left: np.ndarray  # int[2, n, s]: segments without a human code, with the machine's code and without it
    segments: np.ndarray  # float64[n]
    residuals: dict[tuple[int, str], Residuals]  # by column and side: what documents' own codes say beyond the rates; empty in a census
    clusters: np.ndarray  # int[n]: number of the cluster of each document
    draws: int
    seed: int

    def error(self, rows: np.ndarray, measures: Measures) -> np.ndarray:
        """Draw how far the mean share of some documents lies off by the coder's error.

        Args:
            rows: the documents' numbers.
            measures: as corrected by ``correct_measures``.

        Returns:
            float64[draws, subjects]: mean over the documents of (known + Binomial + Binomial) / segments, minus the mean of their
            expected shares. Row d of any two sets of documents rests on the same draw d of precision and omission, so that
            what they share cancels in their difference. Where documents are a sample, it is widened by how much the rates differ
            between them. Nought for subjects that are not corrected.
        """
        found = np.zeros((self.draws, len(measures.subjects)))
        for column in measures.corrected:
            random = random_for(self.seed, "coder", str(column), *map(str, rows[:1]), str(len(rows)))
            total = sum(self._positives(part, column, random) for part in self._parts(rows, column))
            error = total / len(rows) - measures.shares[rows, column].mean()
            found[:, column] = self._widened(error, rows, column, measures.shares[:, column]) if self.residuals else error
        return found

    def _widened(self, error: np.ndarray, rows: np.ndarray, column: int, shares: np.ndarray) -> np.ndarray:
        own, through_rates = np.zeros(len(self.segments)), np.zeros(len(self.segments))
        own[rows] = (shares[rows] - shares[rows].mean()) / len(rows)
        sides = np.array([self.side(row, column) for row in rows])
        for side in np.unique(sides):
            here = rows[sides == side]
            slopes = (self.left[:, here, column] / self.segments[here]).sum(axis=1) / len(rows)
            through_rates += slopes @ self.residuals[column, str(side)].parts
        return widen(error, own, through_rates, self.clusters)

    def side(self, row: int, column: int) -> str:
        """Return the side whose rates a document gets: its own, or the shared ones."""
        own = str(self.sides[row])
        return own if (column, own) in self.rates else SHARED

    def _parts(self, rows: np.ndarray, column: int) -> Iterator[np.ndarray]:
        sides = np.array([self.side(row, column) for row in rows])
        for side in np.unique(sides):
            here = rows[sides == side]
            yield from (here[start : start + AT_ONCE] for start in range(0, len(here), AT_ONCE))

    def _positives(self, rows: np.ndarray, column: int, random: np.random.Generator) -> np.ndarray:
        rates = self.rates[column, self.side(rows[0], column)]
        drawn = draw_positives(self.known[rows, column], self.left[:, rows, column], rates, random)
        return np.asarray((drawn / self.segments[rows]).sum(axis=1))


@dataclass(frozen=True)
class Corrected:
    """Measures with what human codes make of them; ``correction`` is null where they correct nothing."""

    measures: Measures
    correction: Correction | None
    refused: dict[str, str]  # by theme: why its codes correct nothing
    shared: dict[str, list[str]]  # by theme: sides that get the rates of all, for their own codes are too few

    def error(self, rows: np.ndarray) -> np.ndarray | None:
        """Draw how far the mean share of some documents lies off by the coder's error; None where nothing is corrected."""
        return self.correction.error(rows, self.measures) if self.correction else None


def correct_measures(measures: Measures, drawn_codes: pd.DataFrame, settings: Track) -> Corrected:
    """Correct the counts of documents by human codes.

    Args:
        measures: of all documents. Not changed.
        drawn_codes: a DRAWN_CODES table; with no rows nothing is corrected.
        settings: ``[track]``: draws and seed.

    Returns:
        Measures whose ``expected`` has, for each document and corrected theme, its human codes, plus mean precision times the
        other assigned segments, plus mean omission times the rest. Precision and omission are those of the document's side
        where every draw was stratified by the same column and the side has enough codes, else those of all sides.
    """
    if drawn_codes.empty:
        return Corrected(measures, None, {}, {})
    places = {str(name): n for n, name in enumerate(measures.documents["document_id"])}
    codes = drawn_codes.assign(row=drawn_codes["segment_id"].str.rsplit("#", n=1).str[0].map(places)).dropna(subset=["row"])
    columns = {subject: n for n, (kind, subject) in enumerate(measures.subjects) if kind == "theme"}
    rates: dict[tuple[int, str], Rates] = {}
    residuals: dict[tuple[int, str], Residuals] = {}
    refused: dict[str, str] = {}
    shared: dict[str, list[str]] = {}
    for theme_id, own in codes.groupby("theme_id", sort=True):
        if str(theme_id) not in columns:
            continue
        whole = coded(own)
        if why := too_few(whole):
            refused[str(theme_id)] = why
            continue
        column = columns[str(theme_id)]
        rates[column, SHARED] = _rates(whole, settings, str(theme_id), SHARED)
        residuals[column, SHARED] = _residuals(own, whole, len(places))
        for side, part in own.groupby("side", sort=True) if _sided(codes) else ():
            if too_few(coded(part)):
                shared.setdefault(str(theme_id), []).append(str(side))
            else:
                rates[column, str(side)] = _rates(coded(part), settings, str(theme_id), str(side))
                residuals[column, str(side)] = _residuals(part, coded(part), len(places))
    sampled = residuals if settings.design == "sample" else {}
    correction = replace(_correction(measures, codes, columns, rates, settings), residuals=sampled)
    return Corrected(_with_expected(measures, correction), correction, refused, shared) if rates else Corrected(measures, None, refused, {})


def coded(rows: pd.DataFrame) -> Coded:
    """Gather the rows of one theme: strata of several draws weigh as much as each draw has codes, so that a level never counts twice."""
    share = rows["draw"].map(rows["draw"].value_counts()) / len(rows)
    stratum, names = pd.factorize(rows["draw"] + "\0" + rows["stratum"] + "\0" + rows["side"], sort=True)
    sizes = (rows["stratum_size"].astype(float) * share).groupby(stratum).first()
    levels = pd.factorize(rows["level"].groupby(stratum).first(), sort=True)[0]
    values, assigned = rows["value"].to_numpy(dtype=float), rows["assigned"].to_numpy(dtype=bool)
    return Coded(values, assigned, np.asarray(stratum), sizes.reindex(range(len(names))).to_numpy(dtype=float), np.asarray(levels))


def _sided(codes: pd.DataFrame) -> bool:
    return bool((codes["by"] == codes["by"].iloc[0]).all()) and codes["by"].iloc[0] != ""


def _rates(codes: Coded, settings: Track, theme_id: str, side: str) -> Rates:
    return draw_rates(codes, settings.draws, random_for(settings.seed, "rates", theme_id, side))


def _correction(measures: Measures, codes: pd.DataFrame, columns: dict[str, int], rates: dict[tuple[int, str], Rates], settings: Track) -> Correction:
    known, seen = np.zeros(measures.assigned.shape), np.zeros((2, *measures.assigned.shape))
    here = codes[codes["theme_id"].isin(columns)]
    rows, column = here["row"].to_numpy(dtype=int), here["theme_id"].map(columns).to_numpy(dtype=int)
    assigned = here["assigned"].to_numpy(dtype=bool)
    np.add.at(known, (rows, column), here["value"].to_numpy(dtype=float))
    np.add.at(seen, ((~assigned).astype(int), rows, column), 1)
    left = np.stack([measures.assigned, measures.segments[:, None] - measures.assigned]) - seen
    sides = _sides(measures, codes, settings) if _sided(codes) else np.full(len(measures.documents), SHARED)
    clusters = np.unique(measures.documents["cluster_id"].to_numpy(dtype=str), return_inverse=True)[1]
    return Correction(rates, sides, known, np.maximum(left, 0).astype(int), measures.segments, {}, clusters, settings.draws, settings.seed)


def _residuals(rows: pd.DataFrame, codes: Coded, n: int) -> Residuals:
    return Residuals.of(rows["row"].to_numpy(dtype=int), codes.assigned, codes.value, spoken_for(codes), n)


def _sides(measures: Measures, codes: pd.DataFrame, settings: Track) -> np.ndarray:
    by = str(codes["by"].iloc[0])
    if by == "period":
        values = period_of(measures.documents, find_periods(measures.documents, settings))
    else:
        values = measures.documents[by] if by in measures.documents else pd.Series(NOT_KNOWN, index=measures.documents.index)
    return values.astype("object").fillna(NOT_KNOWN).astype(str).to_numpy(dtype=object)


def _with_expected(measures: Measures, correction: Correction) -> Measures:
    expected = measures.assigned.copy()
    columns = tuple(sorted({column for column, _ in correction.rates}))
    for column in columns:
        used = [correction.rates[column, correction.side(row, column)] for row in range(len(expected))]
        found = np.array([one.precision.mean() for one in used]), np.array([one.omission.mean() for one in used])
        expected[:, column] = correction.known[:, column] + correction.left[0, :, column] * found[0] + correction.left[1, :, column] * found[1]
    return replace(measures, expected=expected, corrected=columns)
