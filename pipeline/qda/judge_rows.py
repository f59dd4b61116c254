"""Turn what people changed into human codes: rows for codes/*.csv."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.in_view import BY_MACHINE, SEEN
from pipeline.qda.arrange_codes import DECISION, FRAMING
from pipeline.qda.cover import Cover, cover_short
from pipeline.qda.describe import CODES, FROM, MEMO, PASSAGE, VERSION, written_codes
from pipeline.qda.differ import Change
from pipeline.qda.gather import Returned
from pipeline.qda.load import Held
from pipeline.qda.mark import Mark, meet
from pipeline.schema import tuples

AD_HOC = "ad hoc"
JUDGED, EXPORTED, CODED = "judged", "exported", "coded"  # a segment as a whole; a passage that comes back as it went out; a passage
COLUMNS = ["path", "start", "end", "text", "coder", "codes", "codebook_version", "origin", "memo", SEEN]
Place = tuple[str, int, int, str]  # document_id, start, end, coder


@dataclass(frozen=True)
class Judged:
    """Rows of human codes that the study lacks, columns COLUMNS.

    ``n_held`` rows it has already; ``n_contrary`` rows say of a passage what another file of the same coder does not. ``nobody`` counts changes of
    which it is not known who made them.
    """

    rows: pd.DataFrame
    n_held: int
    n_contrary: int
    nobody: int


def coder_of(change: Change, returned: Returned, named: str) -> str:
    """Return who made a change: whose coding it is, else who last changed the passage, else who is named, else the one person in the project."""
    for mark in (change.after, change.before):
        if mark is not None and mark.coder and not mark.machine:
            return mark.coder
    modifier = returned.modifiers.get(change.after, "") if change.after else ""
    return modifier if modifier and not _is_machine(modifier) else named or returned.person


def _is_machine(name: str) -> bool:
    return Mark("", 0, 0, "", "", name).machine


def judge_rows(changes: Sequence[Change], returned: Returned, held: Held, named: str) -> Judged:
    """Make rows of human codes from changes.

    What a person coded where the machine coded nothing, or without the machine, is a row for that passage. Where the project carries the machine's
    codings, whoever changes anything in a segment has judged it: the row is for the segment, and holds what stands on it afterwards, the machine's
    codes that were left and the person's own. So a code that was taken away counts as not given, and one that was left counts as given. Segments
    that nobody touched are no judgement. A passage that comes back as our own memo says that it went out keeps its version, origin and memo; one
    that was changed since is of today's codebook and ad hoc, and what was changed is put to its memo. Where the project carries the machine's
    codings, rows of what was changed there say that these were in view.

    Args:
        changes: what ``differ`` found.
        returned: what came back.
        held: the study. Not changed.
        named: who made changes of which the file does not say who made them; empty: nobody is named.
    """
    with_machine = any(mark.machine and mark.kind != FRAMING for mark in returned.marks)
    segments = _codable(held.segments)
    sent, short = _as_sent(returned.marks), cover_short(changes, held.segments)
    said: dict[Place, list[str]] = defaultdict(list)
    how: dict[Place, str] = {}
    nobody = 0
    for change in changes:
        coder = coder_of(change, returned, named)
        nobody += not coder
        exported = change.kind in {"added", "confirmed"} and change.after is not None and _of(change.after) in sent
        met = {span for mark in (change.before, change.after) if mark and not exported for span in _met(mark, segments)} if with_machine else set()
        for start, end in sorted(met) or [(change.where.start, change.where.end)]:
            place = (change.where.document_id, start, end, coder)
            said[place].append(_say(change, short.get(change.after) if change.after else None))
            how[place] = max(JUDGED if met else EXPORTED if exported else CODED, how.get(place, EXPORTED), key=(EXPORTED, CODED, JUDGED).index)
    by_document: dict[str, list[Mark]] = defaultdict(list)
    for mark in sorted(returned.marks):
        by_document[mark.document_id].append(mark)
    seen = {place for place in said if with_machine and how[place] != EXPORTED}
    rows = [
        _row(place, said[place], how[place], Standing(by_document[place[0]], returned, held.codebook.version))
        | {SEEN: BY_MACHINE if place in seen else ""}
        for place in sorted(said)
    ]
    known = {(row.document_id, int(row.start), int(row.end), row.coder): frozenset(_split(row.codes)) for row in tuples(held.human)}
    same = [known.get(_place(row)) == frozenset(_split(row["codes"])) for row in rows]
    fresh = [row for row, there in zip(rows, same, strict=True) if not there]
    return Judged(_frame(fresh, held), sum(same), sum(_place(row) in known for row in fresh), nobody)


def _of(mark: Mark) -> Place:
    return mark.document_id, mark.start, mark.end, mark.coder


def _as_sent(marks: Mapping[Mark, Mapping[str, str] | None]) -> set[Place]:
    """Return the passages that stand where their memos say that they went out, with the very codes."""
    codes: dict[Place, set[str]] = defaultdict(set)
    memos: dict[Place, list[Mapping[str, str]]] = defaultdict(list)
    for mark, memo in marks.items():
        if mark.kind != FRAMING:
            codes[_of(mark)].add(mark.code)
            memos[_of(mark)] += [] if memo is None else [memo]
    went = {place: [(memo.get(PASSAGE), memo.get(CODES)) for memo in own] for place, own in memos.items()}
    return {place for place, own in went.items() if (f"{place[1]}-{place[2]}", written_codes(codes[place])) in own}


def _place(row: Mapping[str, Any]) -> Place:
    return row["document_id"], row["start"], row["end"], row["coder"]


def _codable(segments: pd.DataFrame) -> dict[str, list[Any]]:
    codable = segments[segments["codable"]]
    return {str(name): list(tuples(rows)) for name, rows in codable.groupby("document_id")}


def _met(mark: Mark, segments: Mapping[str, Sequence[Any]]) -> set[tuple[int, int]]:
    return {(int(row.start), int(row.end)) for row in segments.get(mark.document_id, ()) if meet(mark, row)}


def _split(cell: str) -> Iterable[str]:
    return (code.strip().casefold() for code in cell.split(";") if code.strip())


def _say(change: Change, short: Cover | None) -> str:
    """Say in a few words what was changed, for the memo; ``short``: that it covers little of the segment."""
    old, new = change.before, change.after
    if new is None:
        return f"taken away: {old.code if old else ''}"
    at = f" at {new.start}-{new.end}" + (f" ({short})" if short else "")
    return f"{change.kind}: {old.code} to {new.code}{at}" if change.kind == "recoded" and old else f"{change.kind}: {new.code}{at}"


@dataclass(frozen=True)
class Standing:
    """What stands in one document of a project that came back, and the version of the codebook in use."""

    marks: Sequence[Mark]
    returned: Returned
    version: str


def _row(place: Place, said: Sequence[str], how: str, standing: Standing) -> dict[str, Any]:
    """Make the row of a place: a segment that was judged, a passage as it was coded, or one that comes back as it was exported."""
    document_id, start, end, coder = place
    returned = standing.returned
    marks = list(_standing(place, standing.marks, judged=how == JUDGED))
    codes = ";".join(sorted({mark.code.replace(";", ",") for mark in marks if mark.kind != DECISION}))
    row = {"document_id": document_id, "start": start, "end": end, "coder": coder, "codes": codes}
    memo = next((written for mark in marks if _of(mark) == place and (written := returned.marks[mark]) is not None), {})
    if how == EXPORTED:
        return row | {"codebook_version": memo.get(VERSION, ""), "origin": memo.get(FROM, ""), "memo": memo.get(MEMO, "")}
    told = f"{how} in {returned.origin}; {'; '.join(sorted(set(said)))}"
    before = f"{memo[MEMO]} | " if memo.get(MEMO) else ""
    return row | {"codebook_version": standing.version, "origin": AD_HOC, "memo": f"{before}{told}"}


def _standing(place: Place, marks: Iterable[Mark], *, judged: bool) -> Iterator[Mark]:
    """Yield the codes that stand on a place: of a judged segment the person's and the machine's that meet it, else the person's own just there."""
    document_id, start, end, coder = place
    whole = Mark(document_id, start, end, "", "", coder)
    for mark in marks:
        if mark.kind != FRAMING:
            theirs = mark.coder in {coder, ""}
            if (judged and (theirs or mark.machine) and meet(mark, whole)) or (theirs and (mark.start, mark.end) == (start, end)):
                yield mark


def _frame(rows: Sequence[Mapping[str, Any]], held: Held) -> pd.DataFrame:
    documents = {row.document_id: (row.path, row.text) for row in tuples(held.documents)}
    made = []
    for row in rows:
        path, text = documents[row["document_id"]]
        made.append({**row, "path": path, "text": text[row["start"] : row["end"]]})
    return pd.DataFrame(made, columns=COLUMNS).sort_values(["path", "start", "end", "coder"], ignore_index=True)
