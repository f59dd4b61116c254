"""Export a study as a REFI-QDA project, and its codebook beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

from pipeline.coding_kit import write_bytes
from pipeline.errors import ConfigError
from pipeline.inputs import Request
from pipeline.qda.arrange_codes import theme_codes
from pipeline.qda.compose import ORIGIN, compose
from pipeline.qda.lint import check_project
from pipeline.qda.load import Held, load
from pipeline.qda.memo import FOR_THE_TEAM, say_limits, write_memos
from pipeline.qda.project import Project
from pipeline.qda.write import write_codebook, write_project
from pipeline.wording import count

FILE = "study.qdpx"


@dataclass(frozen=True)
class Export:
    """An archive and a codebook as bytes, the project that is in the archive, and what to tell whoever asked for it."""

    archive: bytes
    codebook: bytes
    project: Project
    said: str


def export_files(request: Request, to: Path | None, *, everything: bool, replaced: bool = False) -> str:
    """Write a study as NAME.qdpx and NAME.qdc.

    Args:
        request: the folders of the study; OUTPUTS is read as it is.
        to: the .qdpx file; None: study.qdpx in OUTPUTS.
        everything: also documents whose quotable is no.
        replaced: also over files of another content, such as an earlier export or a project that came back.

    Returns:
        What was written, what it cannot carry, and for whom it is.

    Raises:
        PipelineError: if a table is missing, the file would lie in the corpus or has another suffix, would not be read whole by other programs, or
            one of another content is in the way.
    """
    path = to or request.outputs / FILE
    if path.suffix.lower() != ".qdpx":
        raise ConfigError(f"A project's file ends with .qdpx; {path.name} does not. Name it with TO=folder/name.qdpx.")
    if path.resolve().is_relative_to(request.corpus.resolve()):
        raise ConfigError(f"{path} lies in the corpus, where nothing is written and everything is read. Name another place with TO=folder/name.qdpx.")
    made = export(load(request), everything=everything)
    beside = path.with_suffix(".qdc")
    files = {path: made.archive, beside: made.codebook}
    other = [each for each, content in files.items() if each.exists() and not (each.is_file() and each.read_bytes() == content)]
    if other and not replaced:
        raise ConfigError(
            f"{other[0]} is there with another content: an earlier export, or a project that came back. Name another file with TO=folder/name.qdpx, "
            "or replace it: REPLACE=1 (--replace). Nothing is written."
        )
    for each, content in files.items():
        write_bytes(each, content)
    return f"Project: {path}; codebook alone: {beside}.\n{made.said}"


def export(held: Held, *, everything: bool) -> Export:
    """Make a project archive and a codebook; the same study gives the same bytes.

    Raises:
        TableError: if other programs could not read the project whole.
        ConfigError: if no document may go out.
    """
    documents = held.documents if everything else held.documents[~held.documents["quotable"].eq("no").fillna(value=False)]
    if documents.empty:
        raise ConfigError("No document may go out: quotable is no for all. ALL=1 (--all) exports them for the team all the same.")
    going = replace(held, documents=documents, segments=held.segments[held.segments["document_id"].isin(documents["document_id"])])
    left_out, released = len(held.documents) - len(documents), version("themeline")
    project = compose(going, write_memos(going, left_out, released), released)
    archive = write_project(project)
    check_project(archive)
    passages = [selection for source in project.sources for selection in source.selections]
    codings = sum(len(selection.codings) for selection in passages)
    codes = sum(code.codable for code in project.all_codes())
    held_in = f"{count(len(project.sources), 'document')}, {count(codes, 'code')}, {count(codings, 'coding')} of {count(len(passages), 'passage')}"
    coders = f" by {count(len(project.users), 'user')} ({', '.join(user.name for user in project.users)})"
    said = "\n".join([f"It holds {held_in}{coders}.", FOR_THE_TEAM, *say_limits(going, left_out)])
    return Export(archive, write_codebook(theme_codes(held.codebook), f"{ORIGIN} {released}"), project, said)
