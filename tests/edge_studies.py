"""Studies at the edges of what can be said, all their tables computed from invented codings."""

from __future__ import annotations

import importlib
import inspect
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from invented_study import SEGMENTS_EACH, Invented

from pipeline.challenge import challenge
from pipeline.claims import claim_contrasts, claim_shifts, claim_sizes
from pipeline.compare import compare
from pipeline.config import Challenge, Compare, Study, Track, TrackWords
from pipeline.evidence import Evidence
from pipeline.figures import FIGURES
from pipeline.tables import TABLES
from pipeline.track import track
from pipeline.track_words import follow_words


@dataclass(frozen=True)
class Told:
    """The tables of a study and what the report says first; the words of each figure, and its width and height in inches."""

    tables: dict[str, Any]
    summary: str
    figures: dict[str, str]
    sizes: dict[str, tuple[float, float]]


def deal(study: Invented, *, absent: str = "") -> pd.DataFrame:
    """Give each segment each theme by lot, one time in three, and never the one that is absent: a CODINGS table."""
    random = np.random.default_rng(len(study.years))
    codings = study.codings()
    assigned = (random.random(len(codings)) < 1 / 3) & (codings["theme_id"] != absent)
    return TABLES["codings"].frame(codings.assign(assigned=assigned, score=assigned.astype(float)))


def count(codings: pd.DataFrame) -> pd.DataFrame:
    """Count the codings of each document: a DOCUMENT_THEMES table."""
    named = codings.assign(document_id=codings["segment_id"].str.split("#").str[0])
    counts = named.groupby(["document_id", "theme_id"], as_index=False)["assigned"].sum()
    n = counts.pop("assigned")
    return TABLES["document_themes"].frame(counts.assign(n_segments=SEGMENTS_EACH, n_assigned=n, n_words=6 * n, share=n / SEGMENTS_EACH))


def tell(study: Invented, *, absent: str = "", periods: str = "auto") -> Told:
    """Run an invented study from its codings to what its report says."""
    settings = Track(draws=200, permutations=199, periods=periods)
    codings = deal(study, absent=absent)
    made = study.tables() | {"codings": codings, "document_themes": count(codings), "study": Study(track=settings)}
    covariates = TABLES["covariates"].empty()
    given = {name: made[name] for name in ("documents", "segments", "codings", "document_themes", "document_topics")} | {"covariates": covariates}
    tracked = track(**given, human_codes=None, settings=settings)
    made |= {"trends": tracked.trends, "shifts": tracked.shifts, "drawn_codes": tracked.drawn_codes, "problems": tracked.problems}
    held = given | {"drawn_codes": tracked.drawn_codes}
    made["theme_words"] = follow_words(
        **{name: given[name] for name in given if name != "document_topics"}, track_settings=settings, settings=TrackWords()
    )
    tables = {name: table for name, table in held.items() if name not in {"segments", "codings"}} | {"theme_words": made["theme_words"]}
    compared = compare(**tables, track_settings=settings, settings=Compare(), codebook=study.codebook)
    made |= {"contrasts": compared.contrasts, "distances": compared.distances}
    sides = {"shifts": tracked.shifts, "contrasts": compared.contrasts, "codebook": study.codebook}
    tried = challenge(**held, **sides, track_settings=settings, settings=Challenge(without_documents=False))
    return say(made | {"robustness": tried.robustness, "mixes": tried.mixes})


def say(made: dict[str, Any]) -> Told:
    """Write the summary and draw the figures, which is most of a report, but for turning them into files."""
    evidence = Evidence(**made)
    claims, groups = claim_shifts(evidence), claim_contrasts(evidence)
    sizes = [f"{claim.subject}{claim.sentence}" for claim in claim_sizes(evidence)]
    drawable = made | {"appraisals": evidence.appraised.appraisals, "score_bins": evidence.appraised.score_bins}
    drawn, described = {}, {}
    for name in FIGURES:
        module = importlib.import_module(FIGURES.module(name))
        wanted = {table: drawable[table] for table in inspect.signature(module.draw).parameters}
        figure = module.draw(**wanted)
        figure.draw_without_rendering()
        drawn[name], described[name] = tuple(figure.get_size_inches()), module.describe(**wanted)
    return Told(made, " ".join(" ".join([claims.note, groups.note, *sizes]).split()), described, drawn)  # without spaces that do not break


def settled(told: Told) -> set[str]:
    """Return the verdicts on shifts."""
    return set(told.tables["shifts"]["verdict"])
