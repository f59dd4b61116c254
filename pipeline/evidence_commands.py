"""The commands of evidence: hold two runs against each other, and look a claim up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.options import CorpusOption, OutputsOption, StudyOption

if TYPE_CHECKING:
    from pipeline.inputs import Request

Requests = Callable[[Path | None, Path | None, Path | None], "Request"]


def add_evidence_commands(app: typer.Typer, request_of: Requests) -> None:
    """Add changes and check-claim to the command line."""
    app.command("changes")(_changes)
    app.command("check-claim")(_check_claim(request_of))


def _changes(
    old: Annotated[Path, typer.Argument(help="folder of an earlier run")],
    new: Annotated[Path, typer.Argument(help="folder of a later run, into which changes.csv is written")] = Path("outputs"),
) -> None:
    """Say what changed between two runs: documents, figures, verdicts, quotes, what is listed, people's decisions, settings."""
    from pipeline.changes import write_changes

    typer.echo(write_changes(old, new))


def _check_claim(request_of: Requests) -> Callable[..., None]:
    def command(
        claim: Annotated[str, typer.Argument(help="a sentence, in quotation marks")],
        near: Annotated[float | None, typer.Option("--near", min=0, max=1, help="cosine from which a passage is listed; default 0.35")] = None,
        everything: Annotated[bool, typer.Option("--all", help="list every passage near it, not only the first of each document")] = False,
        corpus: CorpusOption = None,
        outputs: OutputsOption = None,
        study: StudyOption = None,
    ) -> None:
        """List the passages nearest to a claim by document, and what was searched; a person says whether they bear it out."""
        from pipeline.check_claim import NEAR
        from pipeline.claim_files import check_claim

        typer.echo(check_claim(request_of(corpus, outputs, study), claim, NEAR if near is None else near, everything=everything))

    return command
