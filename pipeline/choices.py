"""List the other choices a study might have made: the same counts, seen otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from pipeline.codebook import Codebook
from pipeline.config import Track
from pipeline.correction import Corrected, correct_measures
from pipeline.measures import Measures, measure
from pipeline.recode import count, recode

LEFT_OUT = "without one document"
POOLED = "segments pooled"
INFERRED_OUT = "without inferred dates"
INFERRED = "inferred by a person"


@dataclass(frozen=True)
class Tables:
    """What counts are made from: tables as declared in pipeline.tables, with the codebook. None is changed."""

    documents: pd.DataFrame
    covariates: pd.DataFrame
    segments: pd.DataFrame
    codings: pd.DataFrame
    document_themes: pd.DataFrame
    document_topics: pd.DataFrame
    drawn_codes: pd.DataFrame
    codebook: Codebook


@dataclass(frozen=True)
class Choice:
    """One other choice."""

    name: str
    corrected: Corrected  # themes alone
    kept: np.ndarray | None = None  # bool[documents]: those that are compared; None: all
    same_within: str = ""  # kind of group within which it changes nothing but what is there


def as_it_is(tables: Tables, settings: Track) -> Corrected:
    """Return the measures of the themes as the study has them, corrected where it corrects them."""
    return correct_measures(measure(tables.documents, tables.covariates, tables.document_themes), tables.drawn_codes, settings)


def choices(tables: Tables, base: Corrected, step: float, settings: Track) -> Iterator[Choice]:
    """Yield the other choices one by one, so that the counts of one alone are in memory.

    Args:
        tables: what counts are made from.
        base: from ``as_it_is``.
        step: by how much thresholds are moved.
        settings: ``[track]``.

    Yields:
        Thresholds lower and higher; segments pooled; words in place of segments; the guided topics in place of the themes;
        each source type alone; dates that a person inferred left out. None that is not possible, or changes nothing.
    """
    for sign, way in ((-1, "lower"), (1, "higher")):
        recoded = recode(tables.codings, tables.segments, tables.codebook, sign * step)
        if recoded is not None:
            yield Choice(f"thresholds {step:g} {way}", _recoded(tables, recoded, settings))
    yield Choice(POOLED, replace(base, measures=replace(base.measures, weights=base.measures.segments)))
    yield Choice("words", _uncorrected(_words(tables, base.measures)))
    if (by_topics := _by_topics(tables, base.measures)) is not None:
        yield Choice("topic model", _uncorrected(by_topics))
    documents = base.measures.documents
    types = base.measures.groups("source_type")
    for source_type in types if len(types) > 1 or documents["source_type"].isna().any() else ():
        kept = (documents["source_type"] == source_type).fillna(value=False).to_numpy(dtype=bool)
        yield Choice(f"only {source_type}", base, kept, "source_type")
    known = (documents["date_basis"] != INFERRED).to_numpy(dtype=bool)
    if not known.all():
        yield Choice(INFERRED_OUT, base, known)


def _uncorrected(measures: Measures) -> Corrected:
    return Corrected(replace(measures, expected=None, corrected=()), None, {}, {})


def _recoded(tables: Tables, recoded: pd.DataFrame, settings: Track) -> Corrected:
    counted = count(recoded, tables.document_themes)
    measures = measure(tables.documents, tables.covariates, counted)
    again = recoded[["segment_id", "theme_id", "assigned"]]
    drawn = tables.drawn_codes.drop(columns="assigned").merge(again, on=["segment_id", "theme_id"], how="inner", validate="one_to_one")
    return correct_measures(measures, drawn, settings)


def _words(tables: Tables, base: Measures) -> Measures:
    """Return measures whose segments are words: those in segments with the theme, among all in codable segments."""
    codable = tables.segments[tables.segments["codable"]].groupby("document_id")["n_words"].sum()
    counted = tables.document_themes.assign(n_assigned=tables.document_themes["n_words"])
    measures = measure(tables.documents, tables.covariates, counted)
    return replace(measures, segments=codable.reindex(base.documents["document_id"]).to_numpy(dtype=float))


def _by_topics(tables: Tables, base: Measures) -> Measures | None:
    """Return measures with the counts of each theme's guided topic; None where there are none."""
    whole = measure(tables.documents, tables.covariates, tables.document_themes, tables.document_topics)
    places = {subject: n for n, (kind, subject) in enumerate(whole.subjects) if kind == "topic"}
    columns = [places.get(f"theme-{theme_id}") for _, theme_id in base.subjects]
    if not any(column is not None for column in columns):
        return None
    nothing = np.zeros(len(base.documents))
    found = [nothing if column is None else whole.assigned[:, column] for column in columns]
    return replace(base, assigned=np.column_stack(found), expected=None, corrected=())
