"""Lay out documents, topics, problems and settings as tables of the page."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pipeline.evidence import Evidence, dated, rows_of, top_themes
from pipeline.page_tables import Cell, PageTable, Row, cut, laid_out
from pipeline.wording import NOTHING, count, listing, number, one_line, percent, shorten, tidy

MOST_DOCUMENTS = 2000
MOST_NAMED = 5  # documents of one source, or that cite one report


def documents_table(evidence: Evidence) -> PageTable:
    """Lay out one row a document, in order of date: what it is, the share of each theme, its two largest topics."""
    themes = top_themes(evidence.codebook)
    shares = evidence.document_themes.pivot(index="document_id", columns="theme_id", values="share")
    shares = shares.reindex(index=evidence.listed["document_id"], columns=[theme.id for theme in themes])
    of_themes = dict(zip(shares.index.tolist(), shares.to_numpy().tolist(), strict=True))
    topics = _largest_topics(evidence)
    rows, note = laid_out(
        evidence.listed,
        lambda row: _document_cells(row, of_themes[row.document_id], topics.get(row.document_id, NOTHING)),
        "documents",
        MOST_DOCUMENTS,
    )
    names = tuple(one_line(theme.name) for theme in themes)
    columns = ("Document", "Date", "Place", "Source type", "Codable segments (n)", *names, "No theme", "Largest topics", "File")
    caption = "Documents in order of date, with the share of each theme in their codable segments, machine-coded, uncorrected"
    return PageTable(
        "documents-table", caption, columns, rows, ("Codable segments (n)", *names, "No theme"), ("Document", "Largest topics", "File"), note
    )


def _document_cells(row: Any, shares: list[float], topics: str) -> Row:
    n = int(row.n_codable)
    measured = [percent(share) if n else NOTHING for share in shares]
    title = Cell(one_line(row.title), anchor=f"document-{row.document_id}")
    where = [tidy(value) if isinstance(value, str) else "not given" for value in (row.place, row.source_type)]
    return (title, dated(row), *where, f"{n:,}", *measured, percent(row.no_theme), topics, one_line(row.path))


def _largest_topics(evidence: Evidence) -> dict[str, str]:
    placed = evidence.document_topics
    free = set(evidence.topics.loc[evidence.topics["theme_id"].isna(), "topic_id"])
    kept = placed[placed["topic_id"].isin(free) & (placed["n_segments"] > 0)]
    ordered = kept.sort_values(["document_id", "n_segments", "topic_id"], ascending=[True, False, True]).groupby("document_id").head(2)
    named: dict[str, list[str]] = {}
    for row in rows_of(ordered):
        named.setdefault(row.document_id, []).append(f"{shorten(evidence.labels.get(row.topic_id, row.topic_id), 30)} ({percent(row.share)})")
    return {document_id: "; ".join(parts) for document_id, parts in named.items()}


def sources_table(evidence: Evidence) -> PageTable:
    """Lay out the documents that count as one source, largest groups first: mail and what was attached, rows of one file, letters of a campaign."""
    grouped: dict[str, list[str]] = {}
    for cluster_id, document_id in zip(evidence.listed["cluster_id"].tolist(), evidence.listed["document_id"].tolist(), strict=True):
        grouped.setdefault(cluster_id, []).append(document_id)
    several = [(name, own) for name, own in grouped.items() if len(own) > 1]
    rows, note = cut(((_named(evidence, own), f"{len(own):,}") for _, own in sorted(several, key=lambda one: (-len(one[1]), one[0]))), "documents")
    return PageTable("sources-table", "Documents that count as one source", ("Documents", "n"), rows, ("n",), ("Documents",), note)


def cited_table(evidence: Evidence) -> PageTable:
    """Lay out the reports that documents cite and the corpus does not hold, those cited by most documents first."""
    missing = evidence.cited[~evidence.cited["held"].astype(bool)].sort_values(["n_documents", "title", "cited_id"], ascending=[False, True, True])
    rows, note = laid_out(missing, lambda row: _cited_cells(evidence, row), "cited")
    columns = ("Title", "Year", "Cited by (n)", "Documents")
    return PageTable(
        "cited-table", "Reports that the documents cite and the corpus does not hold", columns, rows, columns[1:3], ("Title", "Documents"), note
    )


def _cited_cells(evidence: Evidence, row: Any) -> Row:
    year = NOTHING if pd.isna(row.year) else str(row.year)
    return (one_line(row.title), year, f"{row.n_documents:,}", _named(evidence, list(row.document_ids)))


def _named(evidence: Evidence, document_ids: list[str]) -> str:
    titles = [evidence.titles[document_id] for document_id in document_ids]
    more = [f"and {len(titles) - MOST_NAMED:,} more"] if len(titles) > MOST_NAMED else []
    return "; ".join([*titles[:MOST_NAMED], *more])


def topics_table(evidence: Evidence, table_id: str, caption: str, topics: pd.DataFrame) -> PageTable:
    """Lay out topics, largest first, and how each meets the themes."""
    relations = relations_of(evidence)
    ordered = topics.sort_values(["n_segments", "topic_id"], ascending=[False, True])
    rows, note = laid_out(ordered, lambda row: _topic_cells(row, relations.get(row.topic_id, "unrelated to every theme")), "topics")
    columns = ("Topic", "Words", "Segments (n)", "Documents (n)", "Largest share of one document", "Stability", "Kind", "Themes")
    return PageTable(table_id, caption, columns, rows, columns[2:6], ("Words", "Themes"), note)


def _topic_cells(row: Any, relation: str) -> Row:
    kinds = ["guided by a theme"] * pd.notna(row.theme_id) + ["free"] * (row.kind == "free")
    kinds += ["mostly one document"] * (row.kind == "document") + ["fragile"] * row.fragile
    words = ", ".join(one_line(word) for word in row.top_words)
    measured = "not measured" if pd.isna(row.stability) and pd.isna(row.theme_id) else number(row.stability)
    sizes = (f"{row.n_segments:,}", f"{row.n_documents:,}", percent(row.top_document_share), measured)
    return (Cell(shorten(row.label, 60), anchor=f"topic-{row.topic_id}"), words, *sizes, ", ".join(kinds), relation)


def relations_of(evidence: Evidence) -> dict[str, str]:
    """Say for each topic how it meets the themes: what it is core or part of, or of what new code it is a candidate."""
    met = evidence.crosswalk[evidence.crosswalk["relation"] != "unrelated"]
    ordered = met.sort_values(["topic_id", "share_of_topic", "theme_id"], ascending=[True, False, True])
    found: dict[str, list[Any]] = {}
    for row in rows_of(ordered):
        found.setdefault(row.topic_id, []).append(row)
    return {topic_id: _relations(evidence, rows) for topic_id, rows in found.items()}


def _relations(evidence: Evidence, rows: list[Any]) -> str:
    known = [f"{row.relation} of {_overlap(evidence, row)}" for row in rows if row.relation != "candidate"]
    candidates = [row for row in rows if row.relation == "candidate"]
    near = [f"nearest: {_overlap(evidence, row)}" for row in candidates[:1] if row.n_both]
    new = ["; ".join(["candidate for a new code", *near])] if candidates else []
    return "; ".join(known + new)


def _overlap(evidence: Evidence, row: Any) -> str:
    decided = "" if row.decided_by == "rule" else f", decided by {one_line(row.decided_by)}"
    shares = f"{percent(row.share_of_topic)} of the topic, {percent(row.share_of_theme)} of the theme"
    return f"{evidence.subject('theme', row.theme_id)} ({count(row.n_both, 'segment')}: {shares}{decided})"


def problems_table(evidence: Evidence) -> PageTable:
    """Lay out what could not be used, errors first."""
    problems = evidence.problems
    order = problems["severity"].map({"error": 0, "warning": 1, "note": 2})
    ordered = problems.assign(_order=order).sort_values(["_order", "stage", "path", "code"])
    rows, note = laid_out(ordered, _problem_cells, "problems")
    return PageTable(
        "problems-table",
        "What could not be used, or needs a person’s eye",
        ("Severity", "File", "Stage", "What is wrong", "What to do"),
        rows,
        wide=("What is wrong", "What to do"),
        note=note,
    )


def _problem_cells(row: Any) -> Row:
    return (row.severity, one_line(row.path) or "the study", row.stage, one_line(row.message), one_line(row.remedy))


def settings_table(evidence: Evidence) -> PageTable:
    """Lay out the settings used; of files, their names alone."""
    rows = []
    for section, values in evidence.study:
        for name, value in values:
            shown = value.name if hasattr(value, "name") else value
            rows.append((f"{section}.{name}", _setting(shown)))
    return PageTable("settings-table", "Settings used", ("Setting", "Value"), tuple(rows))


def _setting(value: object) -> str:
    if isinstance(value, tuple):
        return listing(f"{part.name} ({part.start} to {part.end})" if hasattr(part, "start") else str(part) for part in value) or "none"
    return one_line(str(value)) or "not set"
