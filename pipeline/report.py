"""Write the report and its figures."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from pipeline.codebook import Codebook
from pipeline.config import Report, Study
from pipeline.drawing import Rendered, render
from pipeline.evidence import Evidence
from pipeline.figures import FIGURES
from pipeline.page import Picture, write_page


@dataclass(frozen=True)
class Reported:
    """The files of the report, by path relative to OUTPUTS."""

    files: dict[str, bytes]


def report(
    documents: pd.DataFrame,
    segments: pd.DataFrame,
    codings: pd.DataFrame,
    document_themes: pd.DataFrame,
    topics: pd.DataFrame,
    document_topics: pd.DataFrame,
    crosswalk: pd.DataFrame,
    trends: pd.DataFrame,
    shifts: pd.DataFrame,
    contrasts: pd.DataFrame,
    quotes: pd.DataFrame,
    cited: pd.DataFrame,
    problems: pd.DataFrame,
    codebook: Codebook,
    study: Study,
    fitted_documents: frozenset[str],
    settings: Report,
) -> Reported:
    """Write the report and its figures.

    Args:
        documents: and the twelve tables that follow are as declared in tables.py. None is changed.
        segments: for what is codable.
        codings: for themes that meet, and segments without any.
        document_themes: for shares by document.
        topics: free, guided and set apart.
        document_topics: for each document's largest topics.
        crosswalk: how topics and themes meet.
        trends: shares by group and period, with bands.
        shifts: differences between periods.
        contrasts: differences between groups.
        quotes: verbatim, by theme.
        cited: what the documents cite, held or not.
        problems: what could not be used.
        codebook: names, definitions and order of the themes.
        study: settings that the method section states.
        fitted_documents: ids of the documents on which the topic model was fitted.
        settings: ``[report]`` of study.toml.

    Returns:
        report.html, and for every figure its SVG, PNG and text alternative; the same bytes for the same tables.
    """
    tables = dict(locals())
    del tables["settings"]
    evidence = Evidence(**tables)
    pictures = {name: _picture(name, tables) for name in FIGURES}
    files = {"report.html": write_page(evidence, pictures, settings).encode()}
    for name, picture in pictures.items():
        files[f"figures/{name}.svg"] = picture.image.svg
        files[f"figures/{name}.png"] = picture.image.png
        files[f"figures/{name}.txt"] = (picture.words + "\n").encode()
    return Reported(files)


def _picture(name: str, tables: Mapping[str, object]) -> Picture:
    module = importlib.import_module(FIGURES.module(name))
    wanted = {table: tables[table] for table in inspect.signature(module.draw).parameters}
    image: Rendered = render(lambda: module.draw(**wanted))
    return Picture(name, image, module.describe(**wanted))
