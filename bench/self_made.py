"""Measure how PDFs of known text come back, apart for the layouts that the rules were settled on and those that came after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory

from bench.written import machine, write_between
from pipeline.config import Ingest
from pipeline.importers.reading import read_document
from pipeline.sources import Unreadable
from tests.make_pdfs import HELD_OUT, LATEST, LAYOUTS, ONCE_HELD_OUT, Layout, exact, in_order, paper

PACKAGES = ("pypdfium2", "reportlab")
SETS = {"fitted": LAYOUTS, "once held out": ONCE_HELD_OUT, "held out": HELD_OUT, "made last": LATEST}
HEAD = "| layouts | how many | paragraphs and list items exact, least | mean | words in order, least | mean |"


def main() -> None:
    """Measure all layouts and write the page."""
    with TemporaryDirectory() as folder:
        rows = [row_of(name, layouts, Path(folder) / "a.pdf") for name, layouts in SETS.items()]
    write_between("self_made", "\n".join([HEAD, "|---|" + "---:|" * 5, *rows, "", machine(PACKAGES)]))


def row_of(name: str, layouts: Sequence[Layout], path: Path) -> str:
    """Write a row of the table: a set of layouts, and how its papers came back."""
    shares = list(measured(layouts, path))
    kinds = [sorted(kind) for kind in zip(*shares, strict=True)]
    cells = [name, str(len(layouts)), *(f"{value:.4f}" for kind in kinds for value in (kind[0], mean(kind)))]
    return "| " + " | ".join(cells) + " |"


def measured(layouts: Sequence[Layout], path: Path) -> Iterator[tuple[float, float]]:
    """Yield for each layout the share of blocks that are exact, and how far words are in order."""
    for layout in layouts:
        made = paper(layout)
        path.write_bytes(made.content)
        sources = read_document(path, "pdf", Ingest())
        if isinstance(sources, Unreadable):
            raise RuntimeError(f"{layout.name}: the paper {sources.message}")  # noqa: TRY004 -- no wrong type, but a paper gone wrong
        yield exact(made, sources[0], "paragraph", "list_item"), in_order(made, sources[0])


if __name__ == "__main__":
    main()
