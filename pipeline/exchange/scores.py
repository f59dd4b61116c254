"""Hold a mapping of ThemeFinder and the codings of a run against the same human codes, on the segments that all three coded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from pipeline.evaluate import match_weighted, score, with_ancestors
from pipeline.human_codes import Sheet, match_codes
from pipeline.reliability import Agreed, alpha, masi
from pipeline.schema import tuples
from pipeline.wording import count

MACHINES = ("ThemeFinder", "themeline")
COLUMNS = ["coder", "route", "theme", "n_segments", "n_positive", "precision", "recall", "f1", "alpha", "alpha_low", "alpha_high"]
Sets = Mapping[str, frozenset[str]]


def sets_of(rows: pd.DataFrame, documents: pd.DataFrame, segments: pd.DataFrame, parents: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Return the themes of each segment of a mapping that was placed, with the themes that they are sub-codes of."""
    found: dict[str, frozenset[str]] = {}
    for sheet in match_codes(rows, documents, segments):
        found |= {str(row.segment_id): with_ancestors(row.codes, parents) for row in tuples(sheet.codes)}
    return found


def shared_sheets(rows: pd.DataFrame, documents: pd.DataFrame, segments: pd.DataFrame, shared: Sets, parents: Mapping[str, str]) -> list[Sheet]:
    """Return each person's codes of the segments that the mapping has, with parents, weight and source; who coded none of them is left out.

    Args:
        rows: what ``evaluate.with_weights`` returned. Not changed.
        documents: a DOCUMENTS table.
        segments: its SEGMENTS.
        shared: the segments that the mapping has.
        parents: the theme of which each sub-code is part.
    """
    sources = dict(zip(documents["document_id"], documents["cluster_id"], strict=True))
    found = []
    for sheet in match_weighted(rows, documents, segments):
        own = sheet.codes[sheet.codes["segment_id"].isin(list(shared))].reset_index(drop=True)
        raised = pd.Series([with_ancestors(codes, parents) for codes in own["codes"]], index=own.index, dtype=object)
        if len(own):
            found.append(replace(sheet, codes=own.assign(codes=raised, source=own["document_id"].map(sources))))
    return found


def score_routes(sheet: Sheet, routes: Mapping[str, Sets], theme_ids: Sequence[str], seed: int = 0) -> pd.DataFrame:
    """Hold each route against one person's codes of the shared segments.

    Args:
        sheet: as ``shared_sheets``. Not changed.
        routes: by name, the themes of each segment.
        theme_ids: the themes, in order.
        seed: of the resamples.

    Returns:
        Columns COLUMNS: for each route a row for each theme, then macro, micro and all themes. Precision, recall and F1 are weighted, as
        ``evaluate.score``; alpha is between the person and the route (each segment once; all themes: of whole sets, MASI), with its interval.
    """
    return pd.DataFrame([row for name, sets in routes.items() for row in _rows(sheet, name, sets, theme_ids, seed)], columns=COLUMNS)


def _rows(sheet: Sheet, route: str, sets: Sets, theme_ids: Sequence[str], seed: int) -> Iterator[dict[str, object]]:
    named = sheet.codes["segment_id"]
    assigned = pd.DataFrame(
        [(name, theme) for name in named for theme in sorted(sets.get(name, frozenset()))], columns=["segment_id", "theme_id"], dtype="str"
    )
    measured = score(sheet, assigned, theme_ids, seed)
    both = {"person": sheet.codes["codes"].to_numpy(), route: [sets.get(name, frozenset()) for name in named]}
    pairs = pd.DataFrame(both, dtype=object).map(lambda own: own & frozenset(theme_ids))
    rest = {"coder": sheet.coder, "route": route, "n_segments": len(named)}
    for row in tuples(measured):
        found = alpha(pairs.map(lambda own, theme=row.theme: theme in own), sheet.codes["source"], seed=seed) if row.theme in theme_ids else None
        yield rest | {"theme": row.theme, "n_positive": row.n, "precision": row.precision, "recall": row.recall, "f1": row.f1} | _alpha(found)
    yield rest | {"theme": "all themes"} | _alpha(alpha(pairs, sheet.codes["source"], masi, seed))


def _alpha(found: Agreed | None) -> dict[str, object]:
    return {} if found is None else {"alpha": found.value, "alpha_low": found.low, "alpha_high": found.high}


def show_scores(table: pd.DataFrame, notes: Mapping[str, Sequence[str]]) -> str:
    """Write scores as lines: for each person a table, with both routes beside each other; notes are by person."""
    lines = []
    for coder, own in table.groupby("coder", sort=True):
        lines.append(f"Against {coder}: {count(int(own['n_segments'].iloc[0]), 'shared segment')}")
        lines += notes.get(str(coder), ())
        if coder == "author":
            lines.append("  The writer of the sample coded it: this checks the machinery and is no measure of accuracy.")
        lines.append(f"  {'':<26}     n  " + "  ".join(f"{name + ': P':>14}     R    F1  alpha" for name in own["route"].unique()))
        for theme, rows in own.groupby("theme", sort=False):
            n = rows["n_positive"].iloc[0]
            cells = "  ".join(
                f"{_number(row.precision):>14} {_number(row.recall):>5} {_number(row.f1):>5} {_number(row.alpha):>6}" for row in tuples(rows)
            )
            lines.append(f"  {theme!s:<26} {'' if pd.isna(n) else f'{n:.0f}':>5}  {cells}".rstrip())
    return "\n".join(lines)


def _number(value: float) -> str:
    return "–" if pd.isna(value) else f"{value:.2f}"
