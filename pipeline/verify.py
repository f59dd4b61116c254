"""Hold a run's quotes, figures and files against the sources they come from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pandas as pd

from pipeline.errors import PipelineError
from pipeline.ingest import ingest
from pipeline.keys import bytes_hash
from pipeline.ledger_tables import MOST_CHARACTERS
from pipeline.manifest import plain_path
from pipeline.progress import Progress
from pipeline.schema import tuples
from pipeline.state import State
from pipeline.store import read_json, read_table, table_path, write_csv, write_table
from pipeline.tables import PROBLEMS, TABLES
from pipeline.wording import listing_at_most, one_line, shorten

if TYPE_CHECKING:
    from pipeline.config import Ingest
    from pipeline.inputs import Inputs

CITING = {"quotes": "quote_id", "recommendations": "recommendation_id", "indicators": "indicator_id"}  # tables of verbatim passages, and their keys
MOST_SHOWN = 80  # characters of a passage that is named


@dataclass(frozen=True)
class Verified:
    """What was held against the sources, and what does not hold, a line each."""

    n_passages: int
    n_files: int
    n_outputs: int
    failures: tuple[str, ...]

    @property
    def text(self) -> str:
        """Return what is printed."""
        held = f"{self.n_passages:,} passages of {self.n_files:,} files, read again, and {self.n_outputs:,} files of the run"
        if not self.failures:
            return f"Verified: {held}. All hold."
        return "\n".join([*self.failures, f"Held against the sources: {held}. {len(self.failures):,} of these findings do not hold (exit code 1)."])


def verify(inputs: Inputs) -> Verified:
    """Read the source files again, and say which quote, figure or file of a run does not hold.

    A passage holds if its source, read anew, has it word for word: where the run says, or elsewhere in the same document, if
    the file was changed. A file of the run holds if it is as the run wrote it.

    Args:
        inputs: of the study; nothing is written.

    Raises:
        PipelineError: if there is no run to hold against anything, or another version of the program wrote it.
    """
    outputs, corpus = inputs.request.outputs, inputs.request.corpus
    recorded = read_json(outputs / "run.json").get("outputs", {})
    if not recorded:
        raise PipelineError(f"No run in {outputs}: nothing to verify. Run the study first: make run, or themeline run.")
    _refuse_another_version(outputs)
    passages = _passages(outputs)
    documents = read_table(outputs, "documents")
    cited = documents[documents["document_id"].isin(passages["document_id"])]
    encodings = {plain_path(row.path): row.encoding for row in (inputs.manifest.rows if inputs.manifest else ()) if row.encoding}
    texts = _read_again(cited, corpus, inputs.study.ingest, encodings)
    failures = [
        *_changed_files(documents, corpus),
        *_changed_outputs(recorded, outputs),
        *_changed_problems(outputs),
        *_failing(passages, texts),
        *_not_in_report(outputs),
    ]
    return Verified(len(passages), cited["path"].nunique(), len(recorded), tuple(failures))


def _refuse_another_version(outputs: Path) -> None:
    """Refuse a run whose tables have other columns than this version's: its passages and files cannot be held against what is written now."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    for name, table in TABLES.items():
        path = table_path(outputs, name)
        try:
            differing = sorted(set(table.names) ^ set(pq.read_schema(path).names)) if path.is_file() else []
        except (pa.ArrowException, OSError):  # damaged: found by its hash
            continue
        if differing:
            raise PipelineError(
                f"Another version of the program made the run in {outputs}: its table {name} differs in {listing_at_most(differing, 3)}. "
                "Run the study again, then verify: make run, or themeline run."
            )


def _passages(outputs: Path) -> pd.DataFrame:
    """Return the passages that a run cites: table, id, document_id, start, end, text."""
    found = []
    for name, key in CITING.items():
        if (outputs / f"{name}.parquet").is_file():
            table = read_table(outputs, name)
            found.append(table.assign(table=name, id=table[key])[["table", "id", "document_id", "start", "end", "text"]])
    if not found:
        raise PipelineError(f"No quotes in {outputs}: the run did not come so far. Finish it: make run, or themeline run.")
    return pd.concat(found, ignore_index=True)


def _read_again(documents: pd.DataFrame, corpus: Path, settings: Ingest, encodings: dict[str, str]) -> dict[str, str]:
    """Return the text of each document as its file gives it now; of a file that is gone or unreadable, none."""
    texts: dict[str, str] = {}
    paths = sorted(path for path in documents["path"].unique() if (corpus / path).is_file())
    progress = Progress("verify")
    for done, path in enumerate(paths):
        progress(done, len(paths))
        file = {"path": path, "sha256": bytes_hash(corpus / path), "suffix": Path(path).suffix.lower().removeprefix(".")}
        read = ingest(pd.DataFrame([file | {"encoding": encodings.get(plain_path(path), "")}]), corpus, settings).documents
        texts.update(zip(read["document_id"], read["text"], strict=True))
    progress(len(paths), len(paths))
    return texts


def _failing(passages: pd.DataFrame, texts: dict[str, str]) -> Iterator[str]:
    for row in tuples(passages):
        text = texts.get(row.document_id, "")
        if text[row.start : row.end] != row.text and row.text not in text:
            yield f"{row.table}: {row.id} is not in its source any more ({row.document_id}): “{shorten(row.text, MOST_SHOWN)}”"


def _changed_files(documents: pd.DataFrame, corpus: Path) -> Iterator[str]:
    for path, sha256 in documents.drop_duplicates("path").sort_values("path")[["path", "sha256"]].itertuples(index=False):
        if not (corpus / path).is_file():
            yield f"source: {path} is not in the corpus any more"
        elif bytes_hash(corpus / path) != sha256:
            yield f"source: {path} was changed after the run"


def _changed_outputs(recorded: dict[str, str], outputs: Path) -> Iterator[str]:
    for name, sha256 in sorted(recorded.items()):
        if not (outputs / name).is_file():
            yield f"run: {name} is missing"
        elif bytes_hash(outputs / name) != sha256:
            yield f"run: {name} was changed after the run wrote it{_where_changed(outputs, name)}"


def _changed_problems(outputs: Path) -> Iterator[str]:
    """Hold the list of problems, which every stage adds to, against what the stages said."""
    with TemporaryDirectory() as folder:
        write_table(Path(folder), "problems", PROBLEMS.frame(State(outputs).problems()))
        for name in ("problems.parquet", "csv/problems.csv"):
            if (outputs / name).is_file() and bytes_hash(outputs / name) != bytes_hash(Path(folder) / name):
                yield f"run: {name} was changed after the run wrote it"


def _where_changed(outputs: Path, name: str) -> str:
    """Name the first line of a CSV file that is not as its table has it, where there is one."""
    table = outputs / f"{Path(name).stem}.parquet"
    if not name.endswith(".csv") or not table.is_file():
        return ""
    with TemporaryDirectory() as folder:
        write_csv(Path(folder) / "again.csv", read_table(outputs, table.stem))
        kept = (Path(folder) / "again.csv").read_text(encoding="utf-8").splitlines()
    now = (outputs / name).read_text(encoding="utf-8", errors="replace").splitlines()
    at = next((n for n, (was, is_now) in enumerate(zip(kept, now, strict=False)) if was != is_now), min(len(kept), len(now)))
    return f", first in line {at + 1:,}"


def _not_in_report(outputs: Path) -> Iterator[str]:
    """Name what the page shows otherwise than the tables have it: the words or the citation of a quote, a figure, a proposal."""
    page = outputs / "report.html"
    if not page.is_file():
        return
    from lxml import html

    shown = {element.get("id"): element for element in html.parse(page).iter("figure", "tr") if element.get("id")}
    for what, key, part, wanted in _wanted(outputs):
        element = shown.get(key)
        if element is not None and wanted not in (found := one_line(element.xpath(f"string({part})"))):
            yield f"report.html: {what} {key} is not as its table has it: “{shorten(found, MOST_SHOWN)}”"


def _wanted(outputs: Path) -> Iterator[tuple[str, str, str, str]]:
    """Yield what the page must show: what it is, its id there, in which part of it, and the words."""
    for row in tuples(_table(outputs, "quotes")):
        yield "the quote", row.quote_id, "blockquote", one_line(row.text)
        yield "the citation of quote", row.quote_id, "figcaption", one_line(row.citation)
    for row in tuples(_table(outputs, "indicators")):
        yield "the figure", row.indicator_id, "th", one_line(row.said)
    for row in tuples(_table(outputs, "recommendations")):
        yield "the proposal", row.recommendation_id, ".", shorten(row.action, MOST_CHARACTERS)


def _table(outputs: Path, name: str) -> pd.DataFrame:
    return read_table(outputs, name) if (outputs / f"{name}.parquet").is_file() else pd.DataFrame()
