"""Hold coders against each other, and the machine against coders: one table of agreement for a draw."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from pipeline.accuracy import MEASURES
from pipeline.calibrated import Scored, hold_scores
from pipeline.evaluate import score, with_ancestors
from pipeline.human_codes import Sheet
from pipeline.reliability import Agreed, alpha, masi, percent_agreement, verdict
from pipeline.schema import tuples

SETTLED = "adjudicated"
MACHINE = "machine"
COLUMNS = [
    *("draw", "measure", "subject", "rater", "against", "n_segments", "n_documents", "n_positive"),
    *("value", "low", "high", "verdict", "by_chance", "stale", "machine_seen"),
]


@dataclass(frozen=True)
class Coded:
    """What was coded of one draw, and what the machine says of the same segments.

    ``codes``: one row a coder and segment (coder, segment_id, document_id, codes: frozenset, parents added); ``document_id`` names the source, one
    for all documents that share it. ``machine``: the codings of these segments (segment_id, theme_id, score, assigned).
    ``weights``: 1 / probability by segment_id; 1 where a draw estimates nothing.
    ``stale``: themes that are defined otherwise by now than coders had them: people are held against each other by them, the machine is not.
    ``seen``: coders who had the machine's codes in view when they coded some of it.
    """

    draw: str
    codes: pd.DataFrame
    machine: pd.DataFrame
    weights: Mapping[str, float]
    theme_ids: Sequence[str]
    seed: int = 0
    stale: frozenset[str] = frozenset()
    seen: frozenset[str] = frozenset()

    @property
    def coders(self) -> list[str]:
        """People who coded, in alphabetical order, without the settled code."""
        return sorted(set(self.codes["coder"]) - {SETTLED})


def to_sets(cells: Iterable[str], parents: Mapping[str, str]) -> list[frozenset[str]]:
    """Read cells of codes joined by ``;`` as sets, each with the parents of its sub-codes.

    >>> sorted(to_sets(["a;b", ""], {"b": "c"})[0])
    ['a', 'b', 'c']
    """
    return [with_ancestors(filter(None, cell.split(";")), parents) for cell in cells]


def settled(codes: pd.DataFrame) -> pd.DataFrame:
    """Give each segment its settled code: the adjudicated one, else the one on which all who coded it agree.

    Args:
        codes: as ``Coded.codes``. Not changed.

    Returns:
        One row a segment, sorted: segment_id, document_id, codes. A segment on which coders differ and nobody has
        adjudicated is left out.
    """
    by_hand = codes[codes["coder"] == SETTLED]
    others = codes[(codes["coder"] != SETTLED) & ~codes["segment_id"].isin(by_hand["segment_id"])]
    alike = others.groupby("segment_id")["codes"].transform(lambda own: len(set(own)) == 1).astype(bool)
    kept = pd.concat([by_hand, others[alike].drop_duplicates("segment_id")])
    return kept[["segment_id", "document_id", "codes"]].sort_values("segment_id", ignore_index=True)


def agree(coded: Coded) -> pd.DataFrame:
    """Measure agreement in one draw.

    Args:
        coded: codes and codings. Not changed.

    Returns:
        Columns COLUMNS. ``n_positive`` counts those of ``n_segments`` to which the side held against gave the theme (alpha and percent: any coder).
        Measures alpha (by theme), alpha_masi (of whole sets) and percent for each number of coders from two on; precision,
        recall and f1 (theme, macro, micro) of the machine against each coder and the settled code, and of each coder against each other one; and
        calibration_error and brier_skill of the machine's scores. Values are 0 to 1, intervals 95 % over sources, which ``n_documents``
        counts. alpha and percent count each segment once; all others weigh it by 1 / probability, and so speak of the study rather than of the draw.
        ``by_chance``, of a calibration error alone, is what so few codes would show if every score were right (``calibrated.hold_scores``). ``stale``
        marks themes that are defined otherwise by now; ``machine_seen`` figures of a coder who had the machine's codes in view.
    """
    found = [*_reliability(coded), *_scores(coded), *_calibration(coded)]
    table = pd.DataFrame(found, columns=COLUMNS)
    seen = [bool(coded.seen & {*rater.split(" + "), against}) for rater, against in zip(table["rater"], table["against"], strict=True)]
    return table.assign(draw=coded.draw, stale=table["subject"].isin(coded.stale), machine_seen=seen)


def _reliability(coded: Coded) -> Iterator[dict[str, object]]:
    if len(coded.coders) < 2:
        return
    own = coded.codes[coded.codes["coder"] != SETTLED]
    documents = own.drop_duplicates("segment_id").set_index("segment_id")["document_id"].sort_index()
    sets = own.pivot(index="segment_id", columns="coder", values="codes").sort_index().astype(object)
    between = {"rater": " + ".join(coded.coders), "against": "each other"}
    for theme in coded.theme_ids:
        given = sets.map(lambda codes, theme=theme: theme in codes, na_action="ignore")
        measured = alpha(given, documents, seed=coded.seed)
        both = given[given.notna().sum(axis=1) >= 2]  # the segments of which alpha speaks
        positive = int((both == True).any(axis=1).sum())  # noqa: E712  # null is neither
        yield between | _row("alpha", theme, measured, positive) | {"verdict": verdict(measured)}
        yield between | _row("percent", theme, percent_agreement(given, documents, coded.seed), positive)
    whole = alpha(sets, documents, masi, coded.seed)
    yield between | _row("alpha_masi", "all themes", whole, None) | {"verdict": verdict(whole)}
    yield between | _row("percent", "all themes", percent_agreement(sets, documents, coded.seed), None)


def _row(measure: str, subject: str, agreed: Agreed, n_positive: int | None) -> dict[str, object]:
    return {"measure": measure, "subject": subject, "n_positive": n_positive, **vars(agreed)}


def _scores(coded: Coded) -> Iterator[dict[str, object]]:
    """Score the machine against every reference, then coders against each other."""
    assigned = coded.machine.loc[coded.machine["assigned"], ["segment_id", "theme_id"]]
    for name, reference in references(coded).items():
        yield from _scored(coded, MACHINE, assigned, name, _known(coded, reference))
    by_coder = {name: rows for name, rows in coded.codes.groupby("coder") if name != SETTLED}
    for one, other in combinations(coded.coders, 2):
        rows = by_coder[one]
        both = rows[rows["segment_id"].isin(by_coder[other]["segment_id"])]
        given = [(row.segment_id, code) for row in tuples(by_coder[other]) for code in sorted(row.codes)]
        yield from _scored(coded, other, pd.DataFrame(given, columns=["segment_id", "theme_id"]), one, both)


def _known(coded: Coded, reference: pd.DataFrame) -> pd.DataFrame:
    """Keep the segments of which the machine says anything: those that are still there as they were drawn."""
    return reference[reference["segment_id"].isin(coded.machine["segment_id"])]


def references(coded: Coded) -> dict[str, pd.DataFrame]:
    """Return what the machine is held against: each coder, and the settled code where somebody has adjudicated."""
    found = {coder: coded.codes[coded.codes["coder"] == coder] for coder in coded.coders}
    return found | ({SETTLED: settled(coded.codes)} if (coded.codes["coder"] == SETTLED).any() else {})


def _scored(coded: Coded, rater: str, assigned: pd.DataFrame, against: str, reference: pd.DataFrame) -> Iterator[dict[str, object]]:
    themes = [theme for theme in coded.theme_ids if rater != MACHINE or theme not in coded.stale]
    if reference.empty or not themes:
        return
    weighed = reference.assign(weight=reference["segment_id"].map(coded.weights).astype(float))
    measured = score(Sheet(against, weighed, 0, 0), assigned, themes, coded.seed)
    rest = {"rater": rater, "against": against, "n_segments": len(reference), "n_documents": reference["document_id"].nunique()}
    for row in tuples(measured):
        for measure in MEASURES:
            ends = {"low": getattr(row, f"{measure}_low"), "high": getattr(row, f"{measure}_high")}
            positive = row.n if row.theme in themes else None
            yield rest | {"measure": measure, "subject": row.theme, "n_positive": positive, "value": getattr(row, measure), **ends}


def _calibration(coded: Coded) -> Iterator[dict[str, object]]:
    scores = coded.machine.set_index(["segment_id", "theme_id"])["score"]
    found = references(coded)
    for name in [SETTLED] if SETTLED in found else list(found):
        rows = _known(coded, found[name])
        weights, documents = rows["segment_id"].map(coded.weights).to_numpy(dtype=float), rows["document_id"].to_numpy(dtype=str)
        rest = {"rater": MACHINE, "against": name, "n_segments": len(rows), "n_documents": rows["document_id"].nunique()}
        for theme in coded.theme_ids:
            if theme in coded.stale:
                continue
            labels = np.array([theme in codes for codes in rows["codes"]], dtype=float)
            given = scores.reindex([(segment, theme) for segment in rows["segment_id"]]).to_numpy(dtype=float)
            measured = hold_scores(Scored(given, labels, weights, documents), coded.seed)
            for measure, (value, low, high), said, chance in (
                ("calibration_error", measured.error, measured.error_verdict, measured.by_chance),
                ("brier_skill", measured.skill, measured.skill_verdict, None),
            ):
                named = rest | {"subject": theme, "n_positive": measured.n_positive, "by_chance": chance}
                yield named | {"measure": measure, "value": value, "low": low, "high": high, "verdict": said}
