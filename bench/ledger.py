"""Measure on passages written for it how well proposals, figures, dissent and voices are told; rules were mended on one half of them alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from bench.written import machine, write_between
from pipeline.config import ROOT, Ledger, Segment
from pipeline.framing_cues import DISSENT
from pipeline.ledger import ledger
from pipeline.segment import segment
from pipeline.tables import BLOCKS, DOCUMENTS

PASSAGES = ROOT / "bench" / "passages"
PACKAGES = ("spacy",)
HEAD = "| what | passages | found and right | found and wrong | missed | precision | recall | F1 |"


@dataclass(frozen=True)
class Tally:
    """Counts of what was found: right, wrong, and what was missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Tally) -> Tally:
        """Add two tallies."""
        return Tally(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    def row(self, what: str, n: int) -> str:
        """Write a row of the table."""
        precision, recall = self.right / max(1, self.right + self.wrong), self.right / max(1, self.right + self.missed)
        f1 = 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)
        return f"| {what} | {n} | {self.right} | {self.wrong} | {self.missed} | {precision:.2f} | {recall:.2f} | {f1:.2f} |"


def main() -> None:
    """Measure all files of passages and write the page."""
    rows = [row for half, parity in (("looked at", 0), ("held out", 1)) for row in _half(half, parity)]
    write_between("ledger", "\n".join([HEAD, "|---|" + "---:|" * 7, *rows, "", machine(PACKAGES)]))


def _half(name: str, parity: int) -> Iterator[str]:
    for what, tally, n in measured(parity):
        yield tally.row(f"{what}, {name}", n)


def measured(parity: int) -> Iterator[tuple[str, Tally, int]]:
    """Yield what is measured, its tally and the number of passages, for every second passage of each file."""
    said = _read("proposals", parity)
    found = ledger(**tables_of(list(said["text"])), settings=Ledger()).recommendations
    kinds = found.sort_values(["document_id", "start"]).groupby("document_id")["kind"].agg(list).to_dict()
    given = [kinds.get(name, []) for name in _names(len(said))]
    yield "a proposal", _sum(_one(bool(kind), bool(own)) for kind, own in zip(said["kind"], given, strict=True)), len(said)
    yield "a proposal of its kind", _sum(_kind_of(kind, own) for kind, own in zip(said["kind"], given, strict=True)), len(said)
    yield from _figures(parity)
    doubted = _read("dissent", parity)
    yield (
        "words of dissent",
        _sum(_one(said_so == "yes", bool(DISSENT.search(text))) for said_so, text in zip(doubted["dissent"], doubted["text"], strict=True)),
        len(doubted),
    )
    yield from _voices(parity)


def _figures(parity: int) -> Iterator[tuple[str, Tally, int]]:
    said = _read("figures", parity)
    found = ledger(**tables_of(list(said["text"])), settings=Ledger()).indicators
    all_found, kinds, statuses, periods = Tally(), Tally(), Tally(), Tally()
    for name, wanted in zip(_names(len(said)), map(json.loads, said["figures"]), strict=True):
        own: list[Any] = list(found[found["document_id"] == name].itertuples())
        pairs = [(want, next((row for row in own if _same(want, row)), None)) for want in wanted]
        matched = [(want, row) for want, row in pairs if row is not None]
        all_found += Tally(len(matched), len(own) - len({row.indicator_id for _, row in matched}), len(pairs) - len(matched))
        kinds += _agreeing(want["kind"] == row.kind for want, row in matched)
        statuses += _agreeing(want["status"] == row.status for want, row in matched)
        periods += _agreeing(_year_in(want["period"]) == (None if pd.isna(row.year) else int(row.year)) for want, row in matched)
    yield "a figure", all_found, len(said)
    yield "kind of a figure found", kinds, len(said)
    yield "status of a figure found", statuses, len(said)
    yield "year of a figure found", periods, len(said)


def _voices(parity: int) -> Iterator[tuple[str, Tally, int]]:
    said = _read("voices", parity)
    segments = tables_of(list(said["text"]))["segments"]
    given = segments.sort_values(["document_id", "start"]).groupby("document_id")["voice"].agg(lambda voices: voices.mode().iloc[0])
    for voice in ("quoted", "quoted by another", "question"):
        found = [given[name] == voice for name in _names(len(said))]
        yield f"voice: {voice}", _sum(_one(want == voice, own) for want, own in zip(said["voice"], found, strict=True)), len(said)


def tables_of(texts: Sequence[str]) -> dict[str, Any]:
    """Return DOCUMENTS, BLOCKS and SEGMENTS in which each text is a document of one paragraph."""
    documents, blocks = [], []
    for name, text in zip(_names(len(texts)), texts, strict=True):
        row = dict.fromkeys(DOCUMENTS.names) | {"document_id": name, "path": f"{name}.txt", "sha256": "0", "media_type": "text/plain", "title": name}
        documents.append(row | {"date_precision": "none", "date_basis": "none", "cluster_id": name, "language": "en", "text": text})
        block = {"block_id": f"{name}!0", "document_id": name, "kind": "paragraph", "start": 0, "end": len(text)}
        blocks.append(block | {"page": None, "section": None, "speaker": None})
    made = {"documents": DOCUMENTS.frame(documents), "blocks": BLOCKS.frame(blocks)}
    return made | {"segments": segment(made["documents"], made["blocks"], Segment()).segments}


def _read(name: str, parity: int) -> pd.DataFrame:
    rows = pd.read_csv(PASSAGES / f"{name}.csv", dtype=str, keep_default_na=False)
    return rows[rows.index % 2 == parity].reset_index(drop=True)


def _names(n: int) -> list[str]:
    return [f"p{number:04}" for number in range(n)]


def _same(want: dict[str, Any], row: Any) -> bool:
    """Tell whether a figure found is the one wanted: the same value in words that overlap."""
    return abs(abs(want["value"]) - row.value) <= 1e-6 * abs(row.value) and (want["said"] in row.said or row.said in want["said"])


def _year_in(period: str | None) -> int | None:
    """Return the first year of what is said of the time; "this August" and "at present" have none."""
    year = re.search(r"(?:1[89]|20)\d\d", period or "")
    return int(year[0]) if year else None


def _one(wanted: bool, found: bool) -> Tally:
    return Tally(int(wanted and found), int(found and not wanted), int(wanted and not found))


def _kind_of(wanted: str, found: list[str]) -> Tally:
    right = bool(wanted) and wanted in found
    return Tally(int(right), int(bool(found) and not right), int(bool(wanted) and not right))


def _agreeing(answers: Any) -> Tally:
    told = list(answers)
    return Tally(sum(told), len(told) - sum(told), len(told) - sum(told))


def _sum(tallies: Any) -> Tally:
    return sum(tallies, Tally())


if __name__ == "__main__":
    main()
