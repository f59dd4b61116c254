"""Read the corpus: list its files, read each in a contained process, join what the manifest knows."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from pipeline.catalogue import Catalogued, catalogue
from pipeline.config import Ingest
from pipeline.dating import TABLES, date_of
from pipeline.join_problems import one_a_code
from pipeline.listing import list_files
from pipeline.prefill import prefill
from pipeline.read_files import read_all
from pipeline.readings import readings_of
from pipeline.rows import columns, problem
from pipeline.sources import Source, Unreadable
from pipeline.tables import BLOCKS, COVARIATES, DOCUMENTS, PROBLEMS
from pipeline.titles import title_for, two_titles
from pipeline.whole_document import agenda_begins

__all__ = ["Catalogued", "Ingested", "catalogue", "date_of", "id_of", "ingest", "list_files", "prefill"]

SLUG_LENGTH = 40
MAIL = "message/rfc822"  # the date of its sender is its own, whatever the text says


@dataclass(frozen=True)
class Ingested:
    """DOCUMENTS, BLOCKS, COVARIATES and PROBLEMS of some files; READINGS of these documents, kept for ``catalogue``."""

    documents: pd.DataFrame
    blocks: pd.DataFrame
    covariates: pd.DataFrame
    problems: pd.DataFrame
    readings: pd.DataFrame


def ingest(files: pd.DataFrame, corpus: Path, settings: Ingest) -> Ingested:
    """Read the corpus into documents and blocks.

    Args:
        files: rows of the files that ``list_files`` gives, any of them; a column encoding says what a person knows. Not changed.
        corpus: the folder.
        settings: ``[ingest]`` of study.toml.

    Returns:
        A row in documents for each file that could be read (for each row of a table of responses, and each attachment of a
        mail), its blocks and covariates, and a row in problems for each other file. Each document depends on its own file
        and the settings only. What failed with a code in ``contain.TRANSIENT`` may be read another time, so it is not to be
        kept for a later run.
    """
    documents: list[dict[str, object]] = []
    blocks: list[dict[str, object]] = []
    covariates: list[dict[str, object]] = []
    problems: list[dict[str, str]] = []
    rows = list(files.sort_values("path").itertuples())
    asked = [(corpus / str(row.path), str(row.suffix), str(getattr(row, "encoding", ""))) for row in rows]
    for row, outcome in zip(rows, read_all(asked, settings), strict=True):
        path = str(row.path)
        if isinstance(outcome, Unreadable):
            problems.append(_problem(path, outcome, "error"))
            continue
        for number, source in enumerate(outcome):
            document_id = id_of(path, number if source.number is None else source.number)
            documents.append(_document(document_id, path, str(row.sha256), source, settings))
            blocks.extend(_blocks(document_id, source))
            covariates.extend({"document_id": document_id, "name": name, "value": value} for name, value in source.covariates)
            problems.extend(_problem(path, one, "warning") for one in source.warnings)
            problems.extend(two_titles(path, source))
    read = DOCUMENTS.frame(columns(documents, DOCUMENTS.names))
    return Ingested(
        read,
        BLOCKS.frame(columns(blocks, BLOCKS.names)),
        COVARIATES.frame(columns(covariates, COVARIATES.names)),
        PROBLEMS.frame(columns(one_a_code(problems), PROBLEMS.names)),
        readings_of(read),
    )


def _problem(path: str, found: Unreadable, severity: str) -> dict[str, str]:
    return problem(path, found.code, f"{path} {found.message}", found.remedy, found.severity or severity)


def id_of(path: str, number: int = 0) -> str:
    """Name a document: slug of its relative path and 8 hex digits of the path's sha256.

    Args:
        path: relative to the corpus, with /
        number: which document of the file, for those that hold many.

    >>> id_of("Minutes/May 2016.pdf")
    'minutes-may-2016-pdf-84f9acd2'
    """
    normal = unicodedata.normalize("NFC", path)
    plain = unicodedata.normalize("NFKD", normal).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:SLUG_LENGTH].strip("-")
    digits = hashlib.sha256((normal + f"#{number}" * bool(number)).encode()).hexdigest()[:8]
    return f"{slug or 'document'}-{digits}"


def _document(document_id: str, path: str, sha256: str, source: Source, settings: Ingest) -> dict[str, object]:
    kept_by_file = source.media_type in TABLES or (source.date is not None and source.media_type == MAIL)
    date, basis = date_of(path, "" if kept_by_file else source.text, source.date)
    return {
        "document_id": document_id,
        "path": path,
        "sha256": sha256,
        "media_type": source.media_type,
        "title": title_for(source, path),
        "date": date.iso if date else None,
        "date_precision": date.precision if date else "none",
        "date_basis": basis,
        "year": date.year if date else None,
        "place": source.place,
        "source_type": source.source_type or ("agenda" if agenda_begins(source.text, source.blocks) is not None else None),
        "reference": source.reference,
        "cluster_id": document_id if source.cluster is None else id_of(f"{path}#{source.cluster}" if source.cluster else path),
        "language": source.language or settings.language,
        "n_pages": source.n_pages,
        "encoding": source.encoding,
        "encoding_basis": source.encoding_basis,
        "text": source.text,
    }


def _blocks(document_id: str, source: Source) -> Iterable[dict[str, object]]:
    for block in source.blocks:
        yield {
            "block_id": f"{document_id}!{block.start:08}-{block.end:08}",
            "document_id": document_id,
            "kind": block.kind,
            "start": block.start,
            "end": block.end,
            "page": block.page,
            "section": block.section,
            "speaker": block.speaker,
            "confidence": block.confidence,
            "language": block.language,
            "voice": block.voice,
        }
