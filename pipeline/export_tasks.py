"""Write what other programs code from: tasks of a draw or of the whole study, quotes, or a consultation for ThemeFinder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pandas as pd

from pipeline.codebook import Codebook, load_codebook
from pipeline.coding_kit import codes_folder, write_bytes
from pipeline.config import load_study
from pipeline.draw import in_order_for
from pipeline.draws import read_draws, text_hash
from pipeline.errors import ConfigError
from pipeline.exchange import FORMATS
from pipeline.exchange.given import KEYS, Format, Given
from pipeline.store import read_table
from pipeline.tables import TABLES
from pipeline.wording import count

if TYPE_CHECKING:
    from pipeline.inputs import Request

FOLDER = "exchange"  # in OUTPUTS


@dataclass(frozen=True)
class Wanted:
    """What a person asks for: the format, whose draw (empty: all codable segments), whether the machine's codes go along, and where to."""

    format: str
    draw: str = ""
    predictions: bool = False
    to: Path | None = None


def export_tasks(request: Request, wanted: Wanted) -> str:
    """Write the files of one format.

    Args:
        request: the folders of the study; OUTPUTS is read as it is.
        wanted: the format and what goes into it.

    Returns:
        What was written, in a few lines. The same study and wishes give the same bytes.

    Raises:
        PipelineError: if a table, the format or the draw is missing, the draw's texts are gone, or a file of another content is in the way.
    """
    chosen = cast("Format", FORMATS[wanted.format])
    documents, segments = (read_table(request.outputs, name) for name in ("documents", "segments"))
    drawn = _drawn(request, wanted.draw) if wanted.draw else None
    if drawn is not None and chosen.of == "quotes":
        raise ConfigError(f"{wanted.format} gives the quotes of the report: leave DRAW out.")
    codebook = _codebook(request, drawn[0] if drawn else None)
    quotes = read_table(request.outputs, "quotes") if chosen.of == "quotes" else TABLES["quotes"].empty()
    tasks = _tasks(segments, documents, codebook, drawn[1] if drawn else None)
    shown = wanted.predictions and chosen.of == "coder"
    tasks = tasks.assign(predicted=shown, codes=_codes(request, tasks, wanted=shown or chosen.of == "study"))
    given = Given(tasks, codebook, shown, quotes, documents)
    home = wanted.to or request.outputs / FOLDER / wanted.format / (Path(wanted.draw).name if wanted.draw else "")
    files = {home / part / name: content for part, own in _parts(given, chosen, drawn) for name, content in chosen.write(own).items()}
    _write(files)
    return _say(wanted, given, home, len(files), chosen)


def _drawn(request: Request, draw: str) -> tuple[Path, pd.DataFrame]:
    """Find a draw by its name, or by its folder."""
    places = [Path(draw), *(folder / draw for folder in (codes_folder(request), request.corpus / "codes", request.outputs / "coding"))]
    place = next((each for each in places if (each / "draw.csv").is_file()), None)
    if place is None:
        raise ConfigError(f"There is no draw {draw} in {codes_folder(request)}. Make one: make coding-sample N=120 (themeline coding-sample)")
    return place, read_draws(place)


def _codebook(request: Request, place: Path | None) -> Codebook:
    """Return the codebook by which these tasks are coded: that of the draw, else that in use."""
    beside = place / "codebook.toml" if place else None
    return load_codebook(beside if beside and beside.is_file() else load_study(request.study_path()).study.codebook)


def _tasks(segments: pd.DataFrame, documents: pd.DataFrame, codebook: Codebook, drawn: pd.DataFrame | None) -> pd.DataFrame:
    """Return tasks of a draw, or of every codable segment that repeats no other, sorted by path and place.

    Raises:
        ConfigError: if a segment of the draw is no longer there as it was drawn.
    """
    named = documents.rename(columns={"title": "document"})[["document_id", "document", "path"]]
    rows = segments.merge(named, on="document_id", validate="many_to_one")
    rows = rows.assign(sha256=rows["text"].map(text_hash), draw="", coder="", codebook_version=codebook.version)
    if drawn is None:
        rows = rows[rows["codable"] & rows["duplicate_of"].isna()]
    else:
        rows = rows.drop(columns="draw").merge(drawn[["draw", "segment_id"]], on="segment_id", validate="one_to_one")
        there = drawn.merge(rows[["segment_id", "sha256"]], on=["segment_id", "sha256"])
        if len(there) < len(drawn):
            raise ConfigError(
                f"{len(drawn) - len(there)} of {len(drawn)} segments of {drawn['draw'].iloc[0]} are no longer in OUTPUTS as they were drawn. "
                "Go back to the documents and settings of the draw, or draw anew."
            )
    if rows.empty:
        raise ConfigError("There is no codable segment to hand out. Look at csv/segments.csv and csv/problems.csv.")
    kept = rows.sort_values(["path", "start"], ignore_index=True)[[name for name in KEYS if name != "predicted"] + ["text"]]
    return kept.astype({name: "object" for name in kept.columns if name not in {"start", "end"}})


def _codes(request: Request, tasks: pd.DataFrame, *, wanted: bool) -> pd.Series[str]:
    """Return what the machine gave each task, joined by ``;``; empty where that is not wanted."""
    if not wanted:
        return pd.Series("", index=tasks.index, dtype="str")
    codings = read_table(request.outputs, "codings")
    given = codings[codings["assigned"]].groupby("segment_id")["theme_id"].agg(";".join)
    return tasks["segment_id"].map(given).fillna("").astype("str")


def _parts(given: Given, chosen: Format, drawn: tuple[Path, pd.DataFrame] | None) -> Iterator[tuple[str, Given]]:
    """Give each coder of a draw the own tasks, in the order that only this coder has; without a draw, all in the order of the documents."""
    if drawn is None or chosen.of != "coder":
        yield "", given
        return
    record = drawn[1]
    for coder in sorted({name for cell in record["coders"] for name in cell.split(";")}):
        order = in_order_for(coder, record, 0)["segment_id"]
        own = given.tasks.set_index("segment_id", drop=False).loc[order].reset_index(drop=True).assign(coder=coder)
        yield coder, replace(given, tasks=own)


def _write(files: dict[Path, bytes]) -> None:
    """Write files whole; none of them where one is there with another content, for somebody may have filled it in."""
    other = [path for path, content in files.items() if path.exists() and path.read_bytes() != content]
    if other:
        raise ConfigError(f"{other[0]} is there with another content. Move it away, or name another folder: TO=folder. Nothing is written.")
    for path, content in files.items():
        write_bytes(path, content)


def _say(wanted: Wanted, given: Given, home: Path, n_files: int, chosen: Format) -> str:
    lines = [f"{count(n_files, 'file')} for {wanted.format}: {home}"]
    if chosen.of == "quotes":
        return "\n".join([*lines, f"{count(len(given.quotes), 'quote')} of the report, each with its words, what stands beside them, and its place."])
    lines.append(
        f"{count(len(given.tasks), 'segment')} " + (f"of {wanted.draw}." if wanted.draw else "that can be coded, which is all of the study.")
    )
    if not wanted.draw and chosen.of == "coder":
        lines.append("They were not drawn: codes of them teach the coder, and estimate nothing. For a draw: DRAW=draw-… (make coding-sample)")
    if given.predicted:
        lines.append("The machine's codes are in them: who sees them codes otherwise, so these codes will not be held against the machine as drawn.")
    closed = int(given.documents.loc[given.documents["path"].isin(given.tasks["path"]), "quotable"].isin(["no", "paraphrase"]).sum())
    if closed:
        lines.append(f"They hold texts of {count(closed, 'document')} that may not be quoted: give them to coders only.")
    return "\n".join(lines)
