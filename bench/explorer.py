"""Measure the evidence explorer in a headless Chromium: a page of 3,000 passages opened from disk, filtered, searched, a passage shown."""

from __future__ import annotations

import statistics
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

import pandas as pd

from bench.written import machine, write_between
from pipeline.config import Report
from pipeline.drawing import Rendered
from pipeline.evidence import Evidence
from pipeline.figures import FIGURES
from pipeline.page import write_page
from pipeline.pictures import Picture
from pipeline.tables import TABLES

TOOLS: Any = import_module("tests.devtools")  # what drives the tests carries no types
INVENTED: Any = import_module("tests.invented_study")
RUNS = 5
DOCUMENTS, EACH = 60, 50  # 3,000 passages
WORDS = "the old mill by the canal was shut and those who had worked there met in the hall to ask who would speak for them now".split()
LENGTH = 600  # characters of a passage, as in minutes
HEAD = "| what | median ms | slowest of {runs}, ms |"


def write_invented(path: Path) -> int:
    """Write a page of 3,000 coded passages of invented words; return its size in bytes."""
    invented = INVENTED.Invented(years=tuple(1990 + n % 30 for n in range(DOCUMENTS)), places=tuple(f"Place {n}" for n in range(8)))
    tables = invented.tables()
    first = tables["segments"].drop_duplicates("document_id").to_dict("records")
    rows = [_segment(row, document, n) for document, row in enumerate(first) for n in range(EACH)]
    given = {"theme_id": "image", "score": 0.8, "assigned": True, "why": "words: mill; most telling sentence: 1; threshold: 0.35"}
    counts = [
        {"document_id": row["document_id"], "theme_id": "image", "n_segments": EACH, "n_assigned": EACH, "n_words": 1, "share": 1.0} for row in first
    ]
    texts = pd.DataFrame(rows).groupby("document_id")["text"].agg("\n".join)
    tables |= {
        "segments": TABLES["segments"].frame(rows),
        "codings": TABLES["codings"].frame([given | {"segment_id": row["segment_id"]} for row in rows]),
        "document_themes": TABLES["document_themes"].frame(counts),
        "documents": tables["documents"].assign(text=tables["documents"]["document_id"].map(texts)),
        "quotes": TABLES["quotes"].empty(),
        "framings": TABLES["framings"].empty(),
    }
    undrawn = {name: Picture(name, Rendered(b"<svg/>", b"", shows=False), f"Figure {name}.") for name in FIGURES}
    page = write_page(Evidence(**tables), undrawn, Report()).encode()
    path.write_bytes(page)
    return len(page)


def _segment(row: dict[Any, Any], document: int, n: int) -> dict[Any, Any]:
    words = " ".join(WORDS[(document * 7 + n * 3 + k) % len(WORDS)] for k in range(LENGTH // 3))
    text = f"Passage {n} of paper {document} says: {words}"[: LENGTH - 1] + "."
    start = n * (LENGTH + 1)
    place = {"start": start, "end": start + LENGTH, "paragraph": n + 1, "segment_id": f"{row['document_id']}#{start:08d}-{start + LENGTH:08d}"}
    return row | place | {"text": text, "n_words": len(text.split())}


def measure(browser: Any, page: Path) -> dict[str, float]:
    """Open the page anew; return the milliseconds of each step, the layout of what is shown included."""
    browser.open(page)
    browser.until("performance.getEntriesByType('navigation')[0].loadEventEnd > 0")
    timed = "((act) => {{ const at = performance.now(); act(); void document.body.offsetHeight; return performance.now() - at; }})(() => {{ {act} }})"
    field = "const field = document.getElementById('explorer-{name}'); field.value = '{value}'; field.dispatchEvent(new Event('{event}'));"
    steps = {
        "filtered by place": field.format(name="place", value="Place 3", event="change"),
        "filtered by year, too": field.format(name="from", value="2001", event="change"),
        "searched, first letter": field.format(name="search", value="c", event="input"),
        "searched, words": field.format(name="search", value="canal paper 1", event="input"),
        "all filters cleared": "document.getElementById('explorer-clear').click();",
        "a passage shown in its paragraph": f"location.hash = document.querySelector('#explorer-rows a').hash; {_SHOWN}",
    }
    loaded = browser.run("performance.getEntriesByType('navigation')[0].loadEventEnd")
    return {"page opened, from the request to the end of loading": loaded} | {name: browser.run(timed.format(act=act)) for name, act in steps.items()}


_SHOWN = "dispatchEvent(new HashChangeEvent('hashchange'));"  # at once, so that it is timed and not put off


def main() -> None:
    """Measure, and write the table into docs/benchmarks.md."""
    if TOOLS.CHROMIUM is None:
        print("The explorer is not measured: no Chromium on this machine", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "report.html"
        size = write_invented(page)
        with TOOLS.Browser(Path(folder) / "profile") as browser:
            version = browser.ask("Browser.getVersion")["product"]
            runs = [measure(browser, page) for _ in range(RUNS)]
    rows = [f"| {name} | {statistics.median(run[name] for run in runs):.0f} | {max(run[name] for run in runs):.0f} |" for name in runs[0]]
    said = f"{DOCUMENTS * EACH:,} passages of {LENGTH} characters in {DOCUMENTS} invented documents, a page of {size / 1e6:.1f} MB, {version}."
    write_between("explorer", "\n".join([HEAD.format(runs=RUNS), "|---|---:|---:|", *rows, "", said, "", machine(("jinja2", "pandas"))]))


if __name__ == "__main__":
    main()
