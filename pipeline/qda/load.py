"""Load what a study holds, for both ways: its documents and codings, its codebook, and what people coded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.code_files import HumanCodes, read_code_files
from pipeline.codebook import Codebook, load_codebook, load_exemplars
from pipeline.coding_kit import codes_folder
from pipeline.config import Study, load_study
from pipeline.errors import ConfigError
from pipeline.human_codes import anchor
from pipeline.inputs import Request
from pipeline.keys import bytes_hash
from pipeline.schema import tuples
from pipeline.store import read_json, read_table, table_path

CODED = ["document_id", "path", "start", "end", "coder", "codes", "codebook_version", "origin", "draw", "memo", "file"]


@dataclass(frozen=True)
class Held:
    """A study as it lies in OUTPUTS and beside the corpus.

    ``human``: one row a coded passage, columns CODED; ``codes`` as written, joined by ``;``. ``lost`` counts those whose words stand in no document.
    ``framings`` and ``topics`` are empty where the run has none. ``run`` is run.json. ``exemplars``: the texts that the run learnt from, in the order
    of their file; none where that is not as the run had it, lest the wrong words be shown.
    """

    documents: pd.DataFrame
    segments: pd.DataFrame
    codings: pd.DataFrame
    framings: pd.DataFrame
    topics: pd.DataFrame
    covariates: pd.DataFrame
    codebook: Codebook
    human: pd.DataFrame
    lost: int
    title: str
    date: str
    run: Mapping[str, Any]
    exemplars: tuple[str, ...] = ()
    exemplars_file: str = "exemplars.csv"


def load(request: Request) -> Held:
    """Read the tables of a run as they are, with the study's codebook and the human codes beside the corpus.

    Raises:
        PipelineError: if a table is missing, or the settings, the codebook or a file of codes cannot be used.
    """
    study = load_study(request.study_path())
    codebook = load_codebook(study.study.codebook)
    documents, codings = (read_table(request.outputs, name) for name in ("documents", "codings"))
    if set(codings["theme_id"]) != set(codebook.theme_ids):
        raise ConfigError(f"{study.study.codebook.name} has other themes than the codings in {request.outputs}. Make them anew: themeline run (make)")
    folders = dict.fromkeys([codes_folder(request), request.corpus / "codes", request.outputs / "coding"])
    rows = _rows(list(folders), codebook)
    human, run = _placed(rows, documents), read_json(request.outputs / "run.json")
    return Held(
        documents,
        read_table(request.outputs, "segments"),
        codings,
        _if_there(request.outputs, "framings"),
        _if_there(request.outputs, "topics"),
        _if_there(request.outputs, "covariates"),
        codebook,
        human,
        len(rows) - len(human),
        study.study.title or f"Themes in {len(documents):,} documents",
        study.report.date,
        run,
        _exemplars(study, codebook, run),
        study.study.exemplars.name,
    )


def _if_there(outputs: Path, table: str) -> pd.DataFrame:
    return read_table(outputs, table) if table_path(outputs, table).is_file() else pd.DataFrame()


def _exemplars(study: Study, codebook: Codebook, run: Mapping[str, Any]) -> tuple[str, ...]:
    path = study.study.exemplars
    unchanged = path.is_file() and run.get("inputs", {}).get("exemplars") == bytes_hash(path)
    return tuple(each.text for each in load_exemplars(path, codebook)) if unchanged else ()


def _rows(folders: list[Path], codebook: Codebook) -> pd.DataFrame:
    """Gather what lies in folders of codes, of draws and without one; the same row in two folders counts once."""
    found = [_of(human) for folder in folders if (human := read_code_files(folder, codebook)) is not None]
    columns = ["path", "start", "end", "text", "coder", "codes", "codebook_version", "origin", "draw", "memo", "file"]
    if not found:
        return pd.DataFrame(columns=columns)
    return pd.concat(found, ignore_index=True).reindex(columns=columns).fillna("").drop_duplicates(ignore_index=True)


def _of(human: HumanCodes) -> pd.DataFrame:
    return pd.concat([human.returned, *([] if human.loose is None else [human.loose])], ignore_index=True)


def _placed(rows: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Find each coded passage in its document as it is now; those found nowhere are left out."""
    texts = {row.path: (row.document_id, row.text) for row in tuples(documents)}
    found = []
    for row in tuples(rows):
        document_id, text = texts.get(row.path, ("", ""))
        span = anchor(int(row.start), int(row.end), row.text, text)
        if span:
            found.append({**{name: getattr(row, name) for name in CODED[1:]}, "document_id": document_id, "start": span[0], "end": span[1]})
    return pd.DataFrame(found, columns=CODED)
