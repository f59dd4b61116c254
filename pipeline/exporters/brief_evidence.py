"""Write what the briefing tells of the evidence: what is recommended, the figures given, and what all of it rests on."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pipeline.evidence import Evidence, rows_of, top_themes
from pipeline.exporters.abridge import abridge
from pipeline.exporters.shown import quotable
from pipeline.exporters.word import Grid, Word
from pipeline.flow import Flow, count_flow
from pipeline.tables.listed import KINDS_OF_PROPOSALS
from pipeline.wording import NOTHING, count, listing, one_line, shorten, tidy, years

MOST_PROPOSALS, MOST_FIGURES, MOST_KINDS = 6, 5, 6
LONGEST_SENTENCE, LONGEST_MEASURE, LONGEST_TITLE, LONGEST_OWNER = 170, 110, 30, 40
NOBODY = frozenset(["", *"i he she it we they you us them me him her one who which that this these those somebody someone".split()])
RANKS = {"official": 0, "reported": 1, "claimed": 2, "contested": 3}
NOT_CHECKED = "Found by rule, a sentence at a time, and not checked for being true."


def write_proposals(word: Word, evidence: Evidence) -> None:
    """Write what documents recommend, promise and ask for, a few of each, and the figures they give; all of them are in evidence.xlsx."""
    word.heading("What documents recommend, promise and ask for", 1)
    proposals = quotable(evidence, evidence.recommendations)
    rows = tuple(_proposal(evidence, row) for row in rows_of(chosen_proposals(evidence, proposals)))
    columns, widths = ("Kind", "Theme", "Who", "Word for word", "By when", "Where"), (0.16, 0.14, 0.14, 0.31, 0.1, 0.15)
    if len(proposals) and not rows:
        n = count(len(proposals), "was found by rule", "were found by rule")
        word.say(f"{n}, of which none that is open names who is to act; all are in the sheet Recommendations of evidence.xlsx.")
    else:
        _table(word, columns, rows, widths, len(proposals), "Recommendations")
    word.heading("Figures that documents give", 1)
    figures = quotable(evidence, evidence.indicators)
    shown = tuple(_figure(evidence, row) for row in rows_of(chosen_figures(figures)))
    _table(word, ("Figure", "Of what", "Year", "Status", "Where"), shown, (0.17, 0.36, 0.12, 0.18, 0.17), len(figures), "Indicators")


def chosen_proposals(evidence: Evidence, proposals: pd.DataFrame) -> pd.DataFrame:
    """Choose proposals not yet done: those a person decided on first, then those that name who and by when, each theme in turn, by kind, the latest.

    Left out unless a person decided on them: those without an action, and those of which nobody is named as owner, or only by a pronoun.

    Args:
        evidence: for the themes. Not changed.
        proposals: RECOMMENDATIONS with ``_order``, the place of their document by date. Not changed.

    Returns:
        At most MOST_PROPOSALS rows, in order of the codebook's themes, those of no theme last; a sentence of several themes stands once.
    """
    rule = proposals["decided_by"].isna()  # by rule alone
    named = ~proposals["owner"].fillna("").str.strip(" –-").str.casefold().isin(NOBODY)
    acts = proposals["action"].fillna("").str.contains(r"\w")
    order = {theme.id: n for n, theme in enumerate(top_themes(evidence.codebook))}
    first = [min((order[theme_id] for theme_id in theme_ids if theme_id in order), default=len(order)) for theme_ids in proposals["theme_ids"]]
    kinds = proposals["kind"].map({kind: n for n, kind in enumerate(KINDS_OF_PROPOSALS)})
    undated, latest = proposals["deadline"].isna(), -proposals["_order"]
    keys = proposals[["start"]].assign(_rule=rule, _undated=undated, _kind=kinds, _latest=latest, _theme=first)  # alone: all columns take long
    within = ["_rule", "_undated", "_kind", "_latest", "start"]
    ranked = keys[(proposals["kind"] != "done") & (~rule | (named & acts))].sort_values(within, kind="stable")
    ranked = ranked.assign(_turn=ranked.groupby(["_rule", "_undated", "_theme"]).cumcount())
    chosen = ranked.sort_values(["_rule", "_undated", "_turn", "_theme"], kind="stable").head(MOST_PROPOSALS)
    return proposals.loc[chosen.sort_values(["_theme", *within], kind="stable").index]


def chosen_figures(figures: pd.DataFrame) -> pd.DataFrame:
    """Choose figures: those of a series first, then by how they are given, those of which the year is said before others, then the latest."""
    long = figures.groupby("series")["series"].transform("size") if len(figures) else figures["series"]
    keys = (
        figures[["series", "start"]]
        .assign(_alone=long == 1, _rank=figures["status"].map(RANKS), _undated=figures["year"].isna(), _latest=-figures["_order"])
        .sort_values(["_alone", "_rank", "_undated", "_latest", "series", "start"], kind="stable")
    )
    return figures.loc[keys.head(MOST_FIGURES).index]


def write_base(word: Word, evidence: Evidence) -> None:
    """Write the evidence base: what was read, what was set aside and why, and what of it may not be quoted."""
    word.heading("Evidence base", 1)
    documents, flow = evidence.documents, count_flow(evidence)
    word.say(
        f"{count(flow.received, 'file')} received, {flow.read:,} read, with {count(flow.documents, 'document')}; {flow.analysed:,} were analysed, "
        f"from {count(flow.sources, 'independent source')}. Of their {count(flow.segments, 'passage')} {flow.codable:,} count, and "
        f"{flow.coded:,} carry a theme."
    )
    word.say(say_aside(flow), "Set aside.")
    described = documents[["source_type", "place", "year"]]
    kinds = described.assign(source_type=described["source_type"].fillna("not given")).groupby("source_type")
    rows = [_kind(str(name), part) for name, part in sorted(kinds, key=lambda item: (-len(item[1]), str(item[0])))]
    columns = ("Source type", "Documents (n)", "Places (n)", "Years")
    word.table(Grid("Documents by source type", columns, tuple(rows[:MOST_KINDS]), (0.4, 0.2, 0.2, 0.2)))
    closed = flow.withheld
    more = (
        f" {count(len(rows) - MOST_KINDS, 'further source type is', 'further source types are')} in evidence.xlsx." if len(rows) > MOST_KINDS else ""
    )
    held = f" {count(closed, 'document')} may not be quoted, and no word of {'it' if closed == 1 else 'them'} is here." if closed else ""
    word.say(f"The sheet Documents of evidence.xlsx lists each with its id, date, publisher and hash.{more}{held}")


def say_aside(flow: Flow) -> str:
    """Say what was set aside at each step, why and how much.

    >>> say_aside(Flow(3, {"a scan": 1}, 2, 2, {}, 2, 2, 0, 9, {"repeats": 2}, 7, 5))
    'Files: a scan (1). Passages: repeats (2).'
    """
    steps = {"Files": flow.files_aside, "Documents": flow.documents_aside, "Passages": flow.segments_aside}
    said = [f"{step}: {'; '.join(f'{reason} ({n:,})' for reason, n in reasons.items())}." for step, reasons in steps.items() if reasons]
    return " ".join(said) or "Nothing."


def _table(word: Word, columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...], widths: tuple[float, ...], n: int, sheet: str) -> None:
    if not rows:
        word.say("None was found by rule.")
        return
    word.say(f"{len(rows):,} of {n:,} are here; the sheet {sheet} of evidence.xlsx has all. {NOT_CHECKED}")
    word.table(Grid(f"{sheet}, {len(rows):,} of {n:,}", columns, rows, widths))


def _proposal(evidence: Evidence, row: Any) -> tuple[str, ...]:
    said = [NOTHING if pd.isna(value) else shorten(value, LONGEST_OWNER) for value in (row.owner, row.deadline)]
    themes = [evidence.subject("theme", theme_id) for theme_id in row.theme_ids if evidence.codebook[theme_id].parent is None]
    return (row.kind, listing(themes) or NOTHING, said[0], abridge(row.text, LONGEST_SENTENCE), said[1], _where(evidence, row))


def _figure(evidence: Evidence, row: Any) -> tuple[str, ...]:
    status = row.status if pd.isna(row.claimed_by) else f"{row.status} ({shorten(row.claimed_by, LONGEST_OWNER)})"
    period = NOTHING if pd.isna(row.period) else one_line(row.period)
    return (shorten(row.said, LONGEST_OWNER), shorten(row.measure, LONGEST_MEASURE), period, status, _where(evidence, row))


def _where(evidence: Evidence, row: Any) -> str:
    """Say where a sentence stands: by the document's reference, if the study gives one, else by its title."""
    (given,) = evidence.documents.loc[evidence.documents["document_id"] == row.document_id, "reference"]
    page = "" if pd.isna(row.page) else f"page {row.page}, "
    return f"{shorten(evidence.titles[row.document_id], LONGEST_TITLE) if pd.isna(given) else one_line(given)}, {page}para {row.paragraph}"


def _kind(name: str, part: pd.DataFrame) -> tuple[str, ...]:
    known = part["year"].dropna()
    span = years(int(known.min()), int(known.max())) if len(known) else "not known"
    return (tidy(name), f"{len(part):,}", f"{part['place'].nunique():,}", span)
