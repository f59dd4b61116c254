"""Score a mapping of ThemeFinder beside the codings of a run, against the same human codes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from pipeline.code_files import read_code_files
from pipeline.codebook import load_codebook
from pipeline.coding_kit import codes_folder
from pipeline.config import load_study
from pipeline.errors import ConfigError
from pipeline.evaluate import with_weights
from pipeline.exchange.known_labels import KnownLabels
from pipeline.exchange.scores import MACHINES, score_routes, sets_of, shared_sheets, show_scores
from pipeline.exchange.themefinder import find_mapping, read_themes
from pipeline.export_tasks import FOLDER
from pipeline.human_codes import read_codes
from pipeline.import_tasks import Wanted, read_placed
from pipeline.store import read_json, read_table, write_csv
from pipeline.taught_already import find_taught, say_taught
from pipeline.wording import listing

if TYPE_CHECKING:
    from pipeline.inputs import Request

FORMAT = "themefinder"


def score_mapping(request: Request, file: Path, codes: Sequence[Path]) -> str:
    """Hold a mapping of ThemeFinder and the codings in OUTPUTS against human codes, on the segments that the mapping has.

    Args:
        request: the folders of the study; OUTPUTS is read as it is, and exchange/themefinder/scores.csv written into it.
        file: mapping.jsonl, or the folder of the consultation.
        codes: files of human codes; none: what is in codes/ of the study.

    Returns:
        For each person a table: precision, recall, F1 and alpha of both, by theme; and where codes also taught our coder.

    Raises:
        PipelineError: if the mapping does not fit the study, there are no human codes, or they share no segment with the mapping.
    """
    placed = read_placed(request, Wanted(FORMAT, file))
    documents, segments, codings = (read_table(request.outputs, name) for name in ("documents", "segments", "codings"))
    recorded = read_json(request.outputs / "run.json")
    parents = dict(recorded.get("parents", {}))
    theirs = sets_of(placed.rows, documents, segments, parents)
    given = codings[codings["assigned"]].groupby("segment_id")["theme_id"].agg(frozenset)
    ours = {str(name): own for name, own in given.items()}
    rows, paths = _human(request, codes)
    sheets = shared_sheets(rows, documents, segments, theirs, parents)
    if not sheets:
        raise ConfigError(
            f"No segment that people coded is in the mapping {file}. Map the segments of a draw: make export-tasks FORMAT={FORMAT} DRAW=draw-…"
        )
    had = _had(request, file)
    theme_ids = [name for name in dict.fromkeys(codings["theme_id"]) if name in had]
    if not theme_ids:
        raise ConfigError(f"None of ThemeFinder's themes is one of the codebook: there is nothing to compare. Give them its ids or names in {file}.")
    table = pd.concat([score_routes(sheet, dict(zip(MACHINES, (theirs, ours), strict=True)), theme_ids) for sheet in sheets], ignore_index=True)
    home = request.outputs / FOLDER / FORMAT / "scores.csv"
    write_csv(home, table)
    taught = find_taught(paths, recorded, documents, segments)
    notes = {sheet.coder: [line.replace("the coder", MACHINES[1]) for line in say_taught(sheet.codes["segment_id"], taught)] for sheet in sheets}
    lacking = [f"Themes of ThemeFinder that the codebook lacks, not counted: {listing(sorted(placed.new))}"] if placed.new else []
    unasked = [name for name in dict.fromkeys(codings["theme_id"]) if name not in had]
    lacking += [f"Themes of the codebook that ThemeFinder was not given or did not find, not compared: {listing(unasked)}"] if unasked else []
    return "\n".join([show_scores(table, notes), *lacking, f"Table, with intervals of alpha: {home}"])


def _had(request: Request, file: Path) -> frozenset[str]:
    """Return the themes of the codebook that are among ThemeFinder's: only of these can it be right or wrong."""
    codebook = load_codebook(load_study(request.study_path()).study.codebook)
    labels = [theme.label for theme in read_themes(find_mapping(file))]
    return KnownLabels(codebook, labels).codes(labels).themes


def _human(request: Request, codes: Sequence[Path]) -> tuple[pd.DataFrame, list[Path]]:
    """Read human codes with their weights: files that are named, else all in the study's folder, drawn ones by 1 / probability."""
    if codes:
        return pd.concat([with_weights(path, read_codes(path)) for path in codes], ignore_index=True), list(codes)
    folder = codes_folder(request)
    human = read_code_files(folder, load_codebook(load_study(request.study_path()).study.codebook))
    if human is None or (human.returned.empty and human.loose is None):
        raise ConfigError(f"There are no human codes in {folder}. Put some there, or name them: CODES=file (--codes)")
    weighed = human.returned.merge(human.draws[["draw", "segment_id", "probability"]], on=["draw", "segment_id"], validate="many_to_one")
    drawn = weighed.assign(weight=(1 / weighed["probability"].astype("float")).fillna(1.0))
    loose = [] if human.loose is None else [human.loose.assign(weight=1.0)]
    return pd.concat([drawn, *loose], ignore_index=True), [folder / name for name in sorted({*human.returned["file"], *human.others})]
