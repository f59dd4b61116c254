"""Write the report and its figures."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

import pandas as pd

from pipeline.apart import compute_apart
from pipeline.code_files import HumanCodes
from pipeline.codebook import Codebook, Exemplar
from pipeline.config import Report, Study
from pipeline.drawing import Rendered, render
from pipeline.errors import TableError
from pipeline.evidence import Evidence
from pipeline.exporters import EXPORTERS
from pipeline.figures import FIGURES
from pipeline.groups_spoken import SpokenGroup
from pipeline.page import write_page
from pipeline.pictures import Picture
from pipeline.wording import count

LISTING = frozenset({"themes_by_document"})  # figures with a row for each document that is listed
CITED = ("document_id", "start", "end", "text")


@dataclass(frozen=True)
class Reported:
    """The files of the report, by path relative to OUTPUTS, and what the coder's figures and the grid in it come from."""

    files: dict[str, bytes]
    appraisals: pd.DataFrame
    score_bins: pd.DataFrame
    grid: pd.DataFrame


def report(
    documents: pd.DataFrame,
    blocks: pd.DataFrame,
    segments: pd.DataFrame,
    codings: pd.DataFrame,
    document_themes: pd.DataFrame,
    topics: pd.DataFrame,
    document_topics: pd.DataFrame,
    crosswalk: pd.DataFrame,
    subtopics: pd.DataFrame,
    candidates: pd.DataFrame,
    trends: pd.DataFrame,
    shifts: pd.DataFrame,
    contrasts: pd.DataFrame,
    distances: pd.DataFrame,
    theme_words: pd.DataFrame,
    robustness: pd.DataFrame,
    mixes: pd.DataFrame,
    framings: pd.DataFrame,
    quotes: pd.DataFrame,
    pairs: pd.DataFrame,
    decisions: pd.DataFrame,
    recommendations: pd.DataFrame,
    indicators: pd.DataFrame,
    cited: pd.DataFrame,
    drawn_codes: pd.DataFrame,
    problems: pd.DataFrame,
    codebook: Codebook,
    study: Study,
    fitted_documents: frozenset[str],
    exemplars: Sequence[Exemplar],
    human_codes: HumanCodes | None,
    groups: Sequence[SpokenGroup],
    settings: Report,
) -> Reported:
    """Write the report and its figures.

    Args:
        documents: and the other tables are as declared in pipeline.tables. None is changed.
        blocks: for how much of a document was recognised on pictures of pages, and how surely.
        segments: for what is codable.
        codings: for themes that meet, and segments without any.
        document_themes: for shares by document.
        topics: free, guided and set apart.
        document_topics: for each document's largest topics.
        crosswalk: how topics and themes meet.
        subtopics: what is spoken of within each theme.
        candidates: codes that topics suggest.
        trends: shares by group and period, with bands.
        shifts: differences between periods.
        contrasts: differences between groups.
        distances: how far groups of documents are from each other.
        theme_words: words that set periods and groups apart within a theme.
        robustness: verdicts under other choices.
        mixes: differences between periods parted into mix and content.
        framings: strengths, problems, proposals and dissent, by segment.
        quotes: verbatim, by theme.
        pairs: passages on one point that say different things of it.
        decisions: of people, for what they find in their own words.
        recommendations: what documents propose.
        indicators: figures they give.
        cited: what the documents cite, held or not.
        drawn_codes: human codes, to hold the coder against.
        problems: what could not be used.
        codebook: names, definitions and order of the themes.
        study: settings that the method section states.
        fitted_documents: ids of the documents on which the topic model was fitted.
        exemplars: from which the coder learnt, to say in their words why a theme was given.
        human_codes: what people coded, to say of whom what is in use; None: nothing.
        groups: that may be spoken of, with their words.
        settings: ``[report]`` of study.toml.

    Returns:
        report.html, every export, and for every figure its SVG, PNG and text alternative; the same bytes for the same tables. With them an
        APPRAISALS, a SCORE_BINS and a GRID table.

    Raises:
        TableError: if a passage that the report would show is not word for word in its document.
    """
    tables = dict(locals())
    del tables["settings"]
    return report_of(Evidence(**tables), settings)


def report_of(evidence: Evidence, settings: Report) -> Reported:
    """Write the report of a study's evidence and its figures, as ``report`` does."""
    _hold(evidence.documents, evidence.quotes, evidence.recommendations, evidence.indicators)
    held = evidence.appraised
    tables = {field.name: getattr(evidence, field.name) for field in fields(evidence)}
    drawable = tables | {"appraisals": held.appraisals, "score_bins": held.score_bins}
    listed = drawable | {"documents": evidence.documents[~evidence.documents["document_id"].isin(evidence.unlisted)]}
    pictures = _drawn(drawable, listed)
    files = _written(evidence, pictures, settings)
    for name, picture in pictures.items():
        files[f"figures/{name}.svg"] = picture.image.svg
        files[f"figures/{name}.png"] = picture.image.png
        files[f"figures/{name}.txt"] = (picture.words + "\n").encode()
    return Reported(files, held.appraisals, held.score_bins, evidence.grid)


def _hold(documents: pd.DataFrame, *passages: pd.DataFrame) -> None:
    """Raise unless every passage that the report shows stands in its document, word for word."""
    texts = dict(zip(documents["document_id"], documents["text"], strict=True))
    rows = (row for table in passages for row in table[[table.columns[0], *CITED]].itertuples(index=False, name=None))
    wrong = [name for name, document_id, start, end, text in rows if texts[document_id][start:end] != text]
    if wrong:
        says = f"{count(len(wrong), 'passage')} that the report would show {'is' if len(wrong) == 1 else 'are'} not word for word in the documents"
        raise TableError(f"{says}, first {wrong[0]}: no report is written. Run the study again.")


def _drawn(drawable: Mapping[str, object], listed: Mapping[str, object]) -> dict[str, Picture]:
    """Return all figures, every other one drawn beside the rest."""

    def some(names: Sequence[str]) -> dict[str, Picture]:
        return {name: _picture(name, listed if name in LISTING else drawable) for name in names}

    names = list(FIGURES)
    second, first = compute_apart([lambda: some(names[1::2]), lambda: some(names[::2])])
    return {name: (first | second)[name] for name in names}


def _written(evidence: Evidence, pictures: Mapping[str, Picture], settings: Report) -> dict[str, bytes]:
    """Return the page and, written beside it, all exports, by path."""

    def some(names: Sequence[str]) -> dict[str, bytes]:
        return {name: importlib.import_module(EXPORTERS.module(name)).write(evidence, pictures, settings) for name in names}

    def page() -> dict[str, bytes]:
        return {"report.html": write_page(evidence, pictures, settings).encode()}

    exported, written = compute_apart([lambda: some(list(EXPORTERS)), page])
    return {**written, **exported}


def _picture(name: str, tables: Mapping[str, object]) -> Picture:
    module = importlib.import_module(FIGURES.module(name))
    wanted = {table: tables[table] for table in inspect.signature(module.draw).parameters}
    image: Rendered = render(lambda: module.draw(**wanted))
    return Picture(name, image, module.describe(**wanted))
