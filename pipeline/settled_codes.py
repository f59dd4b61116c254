"""Settle what people coded into one value for each drawn segment and theme, and say what cannot be used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.code_files import HumanCodes
from pipeline.human_codes import anchor
from pipeline.schema import tuples
from pipeline.tables import DRAWN_CODES
from pipeline.usable_codes import stale_problems, usable_themes
from pipeline.wording import count, listing_at_most, one_line

ADJUDICATED = "adjudicated"
SHOWN = 3
STILL_TEACH = "They may still teach the coder; what must not, take out of codes/."
TIE = 0.5


@dataclass(frozen=True)
class Settled:
    """A DRAWN_CODES table, and rows of PROBLEMS for codes that are not in it."""

    drawn_codes: pd.DataFrame
    problems: tuple[dict[str, str], ...]


def settle_codes(human: HumanCodes | None, documents: pd.DataFrame, segments: pd.DataFrame, codings: pd.DataFrame) -> Settled:
    """Settle human codes into one value for each drawn segment and theme.

    Args:
        human: what is in codes/; None: nothing.
        documents: a DOCUMENTS table, to find again what was coded. Not changed.
        segments: its SEGMENTS.
        codings: its CODINGS.

    Returns:
        A row for each drawn, coded, codable segment and theme. The value is that of the adjudicated code where there is
        one, else of the majority of coders; a tie counts half. Of a segment in several draws, what is said in all of them is
        pooled; who contradicts himself counts on both sides. Its design is that of the first of these draws, by name, in which
        the theme's codes still stand. Ties are neither left out nor settled by lot: they are the
        hard cases, so that without them the coder would look better than it is, and half of them is what either
        coder's view gives on average. Codes chosen because the machine was unsure are not in it: they have no probability
        of being drawn.
    """
    if human is None:
        return Settled(DRAWN_CODES.empty(), ())
    problems = list(_unusable_files(human))
    rows = human.returned[human.returned["origin"] == "drawn"]
    placed = _place(rows, documents, segments)
    problems += _lost(placed)
    values = pd.DataFrame(
        list(_values(placed[placed["lost"] == ""], human)), columns=["draw", "segment_id", "theme_id", "value", "settled_by", "n_coders"]
    )
    problems += stale_problems(human)
    record = human.draws.assign(level=[_level(row) for row in tuples(human.draws)])
    moved = dict(zip(placed["drawn_id"], placed["segment_id"], strict=True))
    record = record.assign(segment_id=record["segment_id"].map(lambda name: moved.get(name, name))).drop_duplicates(["draw", "segment_id"])
    kept = values.merge(
        record[["draw", "segment_id", "stratum", "level", "by", "side", "stratum_size"]], on=["draw", "segment_id"], validate="many_to_one"
    )
    machine = codings[["segment_id", "theme_id", "assigned"]]
    return Settled(DRAWN_CODES.frame(kept.merge(machine, on=["segment_id", "theme_id"], validate="one_to_one")), tuple(problems))


def _level(row: Any) -> str:
    """Return what a stratum of a draw's record has in common with those of other sides: its name without the side, as ``draw.draw`` writes it."""
    return str(row.stratum).removeprefix(f"{row.side}: ")


def _place(rows: pd.DataFrame, documents: pd.DataFrame, segments: pd.DataFrame) -> pd.DataFrame:
    """Find the segment of each code as it is now: by its id and words, else by its words in its document; ``lost`` says why there is none."""
    lines = {row.segment_id: one_line(row.text) for row in tuples(segments)}
    codable = set(segments.loc[segments["codable"], "segment_id"])
    texts = {row.path: (row.document_id, row.text) for row in tuples(documents)}
    by_words = {(row.document_id, lines[row.segment_id]): row.segment_id for row in tuples(segments[::-1])}
    found, lost = [], []
    for row in tuples(rows):
        words, (document_id, text) = one_line(row.text), texts.get(row.path, ("", ""))
        name = row.segment_id if lines.get(row.segment_id) == words else by_words.get((document_id, words), "")
        found.append(name or row.segment_id)
        there = bool(name) or anchor(int(row.start), int(row.end), words, text) is not None
        lost.append("orphans" if not there else "recut" if not name else "" if name in codable else "uncodable")
    return rows.assign(drawn_id=rows["segment_id"], segment_id=found, lost=lost)


def _values(rows: pd.DataFrame, human: HumanCodes) -> Iterator[tuple[str, str, str, float, str, int]]:
    """Settle each segment and usable theme: the first draw that says anything of it, both ids, value, by what, and how many coders."""
    known = set(human.codebook.theme_ids)
    usable = {draw: set(usable_themes(human, draw)) for draw in sorted(set(rows["draw"]))}
    for segment_id, own in rows.groupby("segment_id", sort=True):
        said = [(row.draw, row.coder, human.codebook.with_parents(set(filter(None, row.codes.split(";"))) & known)) for row in tuples(own)]
        for theme_id in human.codebook.theme_ids:
            of_it = [(str(draw), str(coder), theme_id in codes) for draw, coder, codes in said if theme_id in usable[draw]]
            if of_it:
                value, settled_by = _settle((coder, vote) for _, coder, vote in of_it)
                coders = {coder for _, coder, _ in of_it} - {ADJUDICATED}
                yield min(draw for draw, _, _ in of_it), str(segment_id), theme_id, value, settled_by, len(coders)


def settle(codes: Mapping[str, AbstractSet[str]], theme_id: str) -> float:
    """Return whether a segment carries a theme, 1, 0 or a half where coders are tied, by what each coder gave it.

    >>> settle({"anna": {"work"}, "ben": set()}, "work")
    0.5
    """
    return _settle((coder, theme_id in given) for coder, given in codes.items())[0]


def _settle(said: Iterable[tuple[str, bool]]) -> tuple[float, str]:
    """Return the value and by what it was settled: what coders said, each thing once a coder; an adjudicated code goes before all others.

    >>> _settle([("anna", True)]), _settle([("anna", True), ("ben", False)]), _settle([("anna", True), ("adjudicated", False)])
    ((1.0, 'one coder'), (0.5, 'tie'), (0.0, 'adjudicated'))
    """
    distinct = set(said)
    adjudicated = {one for one in distinct if one[0] == ADJUDICATED}
    votes = [vote for _, vote in adjudicated or distinct]
    yes, no = sum(votes), len(votes) - sum(votes)
    by = ADJUDICATED if adjudicated else "one coder" if len(votes) == 1 else "majority"
    return (TIE, "tie") if yes == no else (float(yes > no), by)


def _lost(placed: pd.DataFrame) -> Iterator[dict[str, str]]:
    said = {
        "orphans": ("whose text is no longer in the documents", "To have them correct shares, put the document back as it was."),
        "recut": ("whose text is no longer one segment", "Use the settings of [segment] with which they were drawn, or draw anew."),
        "uncodable": ("whose segment is no longer codable", "Nothing to do, if the segment is a repeat or no prose by now."),
    }
    for code, (what, remedy) in said.items():
        for file, rows in placed[placed["lost"] == code].groupby("file", sort=True):
            names = listing_at_most(sorted(map(str, rows["drawn_id"])), SHOWN)
            message = f"{count(len(rows), 'human code')} {what} {'corrects' if len(rows) == 1 else 'correct'} no share: {names}."
            yield _problem(str(file), f"codes-{code}", message, f"{remedy} {STILL_TEACH}", "warning")


def _unusable_files(human: HumanCodes) -> Iterator[dict[str, str]]:
    for file in human.others:
        message = "These codes belong to no draw, so that nobody knows how likely each segment was to be coded: they correct no share, but may teach."
        yield _problem(file, "codes-without-draw", message, "To correct shares, draw segments with themeline coding-sample.", "note")
    for name, rows in human.returned[human.returned["origin"] != "drawn"].groupby("file", sort=True):
        message = f"{count(len(rows), 'code')} of segments that were not drawn by chance may teach the coder, and correct no share."
        yield _problem(str(name), "codes-not-drawn", message, "To correct shares, draw segments with themeline coding-sample.", "note")


def _problem(path: str, code: str, message: str, remedy: str, severity: str) -> dict[str, str]:
    return {"stage": "track", "path": f"codes/{path}", "code": code, "message": message, "remedy": remedy, "severity": severity}
