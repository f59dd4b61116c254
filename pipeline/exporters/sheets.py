"""Lay out the sheets of evidence.xlsx: contents, notes, and one for each kind of evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import pandas as pd

from pipeline.decided_findings import findings_on
from pipeline.evidence import Evidence
from pipeline.exporters.coreq import coreq_items
from pipeline.exporters.shown import quotable, reach_of, say_withheld
from pipeline.exporters.spreadsheet import SHORTHAND, Sheet, heading
from pipeline.exporters.tracker import tracker_sheet
from pipeline.tables import TABLES
from pipeline.wording import listing, tidy

CODED = "Machine-coded; what is corrected by human codes is marked so. See note 1."
NOTES = (
    "Codes are given by a machine. Unless a row says that it is corrected by human codes, no person has checked them or adjusted a number for them.",
    "A share is the mean over documents of the segments with a theme among their codable segments, from 0 to 1. A segment is about a paragraph.",
    "Uncertainty counts documents, or sources that several share, never passages. Below the study’s floor a share is described, without a band.",
    "Shifts and differences are claimed where the verdict says rise, fall or higher. No clear change does not mean that nothing changed.",
    "Recommendations and figures are found by rule, a sentence at a time. None is checked for being true, and some are missed.",
    "Quotes and sentences are word for word as the file was read; characters that a workbook cannot hold are spaces.",
    "Text that begins as a formula does is text, and marked so that no program computes it.",
    "Rows of documents that may not be quoted are left out of quotes, recommendations and indicators.",
)
DOCUMENTS_ALSO = {
    "n_codable": "codable segments of the document",
    "no_theme": "share of them that carry no theme, 0 to 1; machine-coded",
}
THEMES_ALSO = {
    "theme": "as the codebook names it, a sub-code after its parent",
    "share": "mean over documents of the share of their codable segments with the theme, 0 to 1",
    "low": "lower end of the 95 % band of the share",
    "high": "upper end of the band",
    "n_documents": "documents with codable segments",
    "n_with": "of these, documents with the theme",
    "n_segments": "codable segments",
    "n_assigned": "of these, segments with the theme",
    "n_places": "places of the documents with the theme",
    "first_year": "earliest year of a document with the theme",
    "last_year": "latest year of one",
    "who_says_it": "source types, with documents with the theme of all of their documents",
    "findings": "what the study’s authors find, in their own words",
    "corrected": "the coder’s error is folded in from human codes; else machine-coded, uncorrected",
}
CODEBOOK = {
    "theme_id": "never changes",
    "name": "as shown",
    "parent": "theme of which it is a sub-code",
    "definition": "what the theme is",
    "include": "cases that belong",
    "exclude": "cases that do not",
    "seeds": "words that speak for the theme",
    "negative_seeds": "phrases in which a seed does not count",
}


def sheets_of(evidence: Evidence) -> tuple[Sheet, ...]:
    """Return the sheets that follow the cover, contents and notes first."""
    told = (
        _documents(evidence),
        _themes(evidence),
        _measured(evidence, "trends", "Share of every theme and topic by group of documents and period"),
        _measured(evidence, "shifts", "Differences between periods, share later minus share earlier"),
        _measured(evidence, "contrasts", "Differences between groups of documents, share in a minus share in b"),
        _cited(evidence, "quotes", "Quotes", "Quotes, word for word, with their citation"),
        tracker_sheet(evidence),
        _cited(evidence, "indicators", "Indicators", "Figures that the documents give"),
        _problems(evidence),
        _codebook(evidence),
        Sheet("Reporting items", "Items of COREQ that these files answer", ("The items not listed are for the authors to answer.",), coreq_items()),
    )
    columns = pd.DataFrame(
        [(sheet.name, column, sheet.meanings.get(column, "")) for sheet in told for column in sheet.table.columns if sheet.meanings],
        columns=["Sheet", "Column", "Meaning"],
    )
    glossary = Sheet("Columns", "What each column means", (), columns)
    notes = pd.DataFrame({"Note": range(1, len(NOTES) + 1), "Text": NOTES})
    short = "; ".join(f"{sign} means {meaning}" for sign, meaning in SHORTHAND.items())
    noted = Sheet("Notes", "Notes", (f"In all sheets {short}.",), notes)
    listed = pd.DataFrame(
        [(sheet.name, sheet.title, len(sheet.table)) for sheet in (noted, glossary, *told)], columns=["Sheet", "What it shows", "Rows"]
    )
    return (Sheet("Contents", "Contents", (), listed, links="Sheet"), noted, glossary, *told)


def sheet(name: str, title: str, lines: Iterable[str], table: pd.DataFrame, meanings: Mapping[str, str]) -> Sheet:
    """Return a sheet with its columns' names written as headings."""
    shown = table.rename(columns=heading)
    return Sheet(name, title, tuple(filter(None, lines)), shown, {heading(column): meaning for column, meaning in meanings.items()})


def meanings_of(table: str) -> dict[str, str]:
    """Return what each column of a table means, as pipeline.tables declares it."""
    return {column.name: column.meaning for column in TABLES[table].columns}


def _documents(evidence: Evidence) -> Sheet:
    shown = evidence.by_date[[name for name in evidence.by_date.columns if name != "text"]]
    return sheet("Documents", "Documents that were read, in order of date", (), shown, meanings_of("documents") | DOCUMENTS_ALSO)


def _themes(evidence: Evidence) -> Sheet:
    trends = evidence.trends
    whole = trends[(trends["subject_kind"] == "theme") & (trends["group_kind"] == "all") & (trends["period"] == "all")].set_index("subject_id")
    reach = reach_of(evidence)
    found = reach.themes.join(whole[["share", "low", "high", "corrected"]])
    said = [
        listing(f"{tidy(row.source_type)} ({row.n_with:,} of {row.n_documents:,})" for row in reach.speakers[theme_id]) for theme_id in found.index
    ]
    names = [evidence.subject("theme", theme_id) for theme_id in found.index]
    findings = [" ".join(findings_on(evidence.decisions, theme_id)) for theme_id in found.index]
    table = found.reset_index().assign(theme=names, who_says_it=said, findings=findings)[["theme_id", *THEMES_ALSO]]
    return sheet("Themes", "How large each theme is, and who speaks of it", (CODED,), table, meanings_of("codings") | THEMES_ALSO)


def _measured(evidence: Evidence, name: str, title: str) -> Sheet:
    table = getattr(evidence, name).sort_values(list(TABLES[name].key))
    subject = cache(evidence.subject)  # a few dozen of thousands of rows
    subjects = [subject(kind, subject_id) for kind, subject_id in zip(table["subject_kind"], table["subject_id"], strict=True)]
    named = table.assign(subject=subjects)[["subject", *table.columns]]
    return sheet(name.capitalize(), title, (CODED,), named, meanings_of(name) | {"subject": "name of the theme or topic"})


def _cited(evidence: Evidence, table: str, name: str, title: str) -> Sheet:
    rows = getattr(evidence, table)
    shown = quotable(evidence, rows).drop(columns=["_order", "start", "end"])
    lines = ("Found by rule. See notes 5 and 6.", say_withheld(evidence, rows))
    return sheet(name, title, lines, _first(shown, _front(list(shown.columns))), meanings_of(table))


def _front(columns: Sequence[str]) -> list[str]:
    """Put what people read first before ids."""
    return [name for name in ("theme_id", "role", "framing", "said", "measure", "text", "citation") if name in columns]


def _first(table: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    return table[[*names, *(name for name in table.columns if name not in names)]]


def _problems(evidence: Evidence) -> Sheet:
    order = evidence.problems["severity"].map({"error": 0, "warning": 1, "note": 2})
    ordered = evidence.problems.assign(_order=order).sort_values(["_order", "stage", "path", "code"]).drop(columns="_order")
    return sheet("Problems", "What could not be used, or needs a person’s eye", (), ordered, meanings_of("problems"))


def _codebook(evidence: Evidence) -> Sheet:
    rows = [
        (theme.id, theme.name, theme.parent, theme.definition, theme.include, theme.exclude, theme.seeds, theme.negative_seeds)
        for theme in evidence.codebook.theme
    ]
    lines = (f"Version {evidence.codebook.version}. What is coded: {evidence.codebook.unit}",)
    return sheet("Codebook", "The codebook", lines, pd.DataFrame(rows, columns=list(CODEBOOK)), CODEBOOK)
