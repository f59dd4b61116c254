"""Lay out the work of a size: a corpus of manifestos with about so many segments, and these segments as one file for all tools."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from bench.corpora import CORPORA
from bench.noise import with_noise
from pipeline.inputs import Request
from pipeline.run import run

SOURCE = CORPORA / "manifestos"
NOISE = 0.6  # share of words replaced in copies: .4³ of the three-word runs stay, 6 %, and segments are repeats from 80 % on
COPIED = ("date", "place", "source_type", "publisher")


@dataclass(frozen=True)
class Work:
    """How many segments; ``each``: how many of them to a document, 0: as long as the manifestos are."""

    segments: int
    each: int = 0


WORKS = {
    "1k": Work(1_000),
    "10k": Work(10_000),
    "17k": Work(17_000),
    "100k": Work(100_000),
    "1000documents": Work(10_000, each=10),
}


@dataclass(frozen=True)
class Piece:
    """A stretch ``[start, end)`` of a document's text; of copy 0 as it stands, of others with noise."""

    document_id: str
    copy: int
    start: int
    end: int


def work_named(name: str) -> Work:
    """Return the work of a name, or of so many segments where the name is a number.

    >>> work_named("300")
    Work(segments=300, each=0)
    """
    if name in WORKS:
        return WORKS[name]
    if name.isdecimal() and int(name):
        return Work(int(name))
    raise SystemExit(f"No size {name!r}. There are: {', '.join(WORKS)}, and any number of segments.")


def cut(segments: pd.DataFrame, work: Work) -> list[Piece]:
    """Choose stretches of documents that hold so many segments.

    Args:
        segments: a SEGMENTS table, n rows. Not changed.
        work: how many are wanted. Beyond n, whole copies come first and a share of one more copy last.

    Returns:
        Pieces by copy, document and start. From the middle of every document the same share is taken (the beginning is
        contents and forewords), in runs of ``each``.
    """
    ordered = segments.sort_values(["document_id", "start"])
    pieces = []
    for copy in range(-(-work.segments // len(ordered))):
        share = min(1.0, (work.segments - copy * len(ordered)) / len(ordered))
        ends = ordered.groupby("document_id").size().cumsum() * share  # sums are rounded, not sizes, so that none is lost over many documents
        wanted = ends.round().astype(int).diff().fillna(ends.round()).astype(int)
        for document_id, own in ordered.groupby("document_id"):
            first = (len(own) - wanted[document_id]) // 2
            rows = own.iloc[first : first + wanted[document_id]]
            runs = np.arange(len(rows)) // (work.each or max(1, len(rows)))
            for _, few in rows.groupby(runs):
                pieces.append(Piece(str(document_id), copy, int(few["start"].min()), int(few["end"].max())))
    return pieces


def write_corpus(folder: Path, documents: pd.DataFrame, pieces: list[Piece]) -> None:
    """Write pieces as text files with a manifest; the pieces of one copy of a document share their source.

    Args:
        folder: made here.
        documents: the DOCUMENTS that they are cut from. Not changed.
        pieces: as ``cut`` gives them.
    """
    folder.mkdir(parents=True, exist_ok=True)  # one that was left half made has no manifest yet
    known = {row.document_id: row for row in documents.itertuples()}
    rows = []
    for number, piece in enumerate(pieces):
        text = str(known[piece.document_id].text)[piece.start : piece.end]
        noisy = with_noise(text, NOISE, zlib.crc32(f"{piece}".encode())) if piece.copy else text
        path = f"piece-{number:05d}.txt"
        (folder / path).write_text(noisy + "\n", encoding="utf-8")
        copied = {name: getattr(known[piece.document_id], name) for name in COPIED}
        rows.append({"path": path, "title": f"Piece {number}", **copied, "cluster_id": f"{piece.document_id}-{piece.copy}"})
    pd.DataFrame(rows).to_csv(folder / "manifest.csv", index=False)


def lay_out(name: str, scratch: Path) -> Path:
    """Make the work of a name, or what of it is out of date.

    Args:
        name: of WORKS, or a number of segments.
        scratch: where works are; the manifestos are read and cut there once.

    Returns:
        A folder with ``corpus`` and ``segments.jsonl``: text, year and document of every segment that the study cuts the corpus into.
    """
    folder = scratch / "works" / name
    corpus, segments = folder / "corpus", folder / "segments.jsonl"
    if not (corpus / "manifest.csv").is_file():
        whole = scratch / "works" / "whole"
        run(Request(SOURCE, whole), "segment")
        pieces = cut(pd.read_parquet(whole / "segments.parquet"), work_named(name))
        write_corpus(corpus, pd.read_parquet(whole / "documents.parquet"), pieces)
    if run(Request(corpus, folder / "cut"), "segment").computed or not segments.is_file():
        lines = "".join(json.dumps(row) + "\n" for row in _rows(folder / "cut"))
        part = folder / "segments.part"
        part.write_text(lines, encoding="utf-8")
        part.rename(segments)
    return folder


def _rows(outputs: Path) -> Iterator[dict[str, object]]:
    documents = pd.read_parquet(outputs / "documents.parquet")
    years = dict(zip(documents["document_id"], documents["year"].astype(int), strict=True))
    for row in pd.read_parquet(outputs / "segments.parquet").itertuples():
        yield {"text": row.text, "year": years[row.document_id], "document": row.document_id}
