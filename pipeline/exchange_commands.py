"""The commands of exchange: hand tasks to other programs, take codes back, and score what ThemeFinder made of the same segments."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.exchange import FORMATS
from pipeline.options import CorpusOption, OutputsOption, StudyOption

if TYPE_CHECKING:
    from pipeline.inputs import Request

Requests = Callable[[Path | None, Path | None, Path | None], "Request"]
FormatArgument = Annotated[str, typer.Argument(metavar="FORMAT", help=f"one of: {FORMATS}")]
FileArgument = Annotated[Path, typer.Argument(help="what the program exported: a file, or a folder for doccano and ThemeFinder")]
FolderOption = Annotated[Path | None, typer.Option("--to", help="folder to write into; default: OUTPUTS/exchange/FORMAT")]
CodesOption = Annotated[Path | None, typer.Option("--to", help="folder of codes; default: codes beside the corpus, for the sample OUTPUTS/coding")]


def add_exchange_commands(app: typer.Typer, request_of: Requests) -> None:
    """Add export-tasks, import-tasks and mapping-scores to the command line."""
    app.command("export-tasks")(_export_tasks(request_of))
    app.command("import-tasks")(_import_tasks(request_of))
    app.command("mapping-scores")(_mapping_scores(request_of))


def _export_tasks(request_of: Requests) -> Callable[..., None]:
    def command(
        form: FormatArgument,
        draw: Annotated[str, typer.Option("--draw", help="name or folder of a draw; default: all codable segments")] = "",
        predictions: Annotated[bool, typer.Option("--with-predictions", help="show the machine's codes to coders")] = False,
        to: FolderOption = None,
        corpus: CorpusOption = None,
        outputs: OutputsOption = None,
        study: StudyOption = None,
    ) -> None:
        """Write segments, quotes or codings for another program, with the key by which they find their way back."""
        from pipeline.export_tasks import Wanted, export_tasks

        typer.echo(export_tasks(request_of(corpus, outputs, study), Wanted(form, draw, predictions, to)))

    return command


def _import_tasks(request_of: Requests) -> Callable[..., None]:
    def command(
        form: FormatArgument,
        file: FileArgument,
        coders: Annotated[str, typer.Option("--coders", help="who coded: a name for all, or name-there=name-here,…")] = "",
        new_codes: Annotated[bool, typer.Option("--new-codes", help="offer labels that the codebook lacks as draft codes")] = False,
        replace: Annotated[bool, typer.Option("--replace", help="write over files of an earlier import")] = False,
        to: CodesOption = None,
        corpus: CorpusOption = None,
        outputs: OutputsOption = None,
        study: StudyOption = None,
    ) -> None:
        """Read what another program gave back, hold it against the study, and write it as human codes."""
        from pipeline.import_tasks import Wanted, import_tasks

        typer.echo(import_tasks(request_of(corpus, outputs, study), Wanted(form, file, coders, new_codes, replace, to)))

    return command


def _mapping_scores(request_of: Requests) -> Callable[..., None]:
    def command(
        file: FileArgument,
        codes: Annotated[list[Path] | None, typer.Option("--codes", help="file of human codes; repeat for more; default: codes of the study")] = None,
        corpus: CorpusOption = None,
        outputs: OutputsOption = None,
        study: StudyOption = None,
    ) -> None:
        """Hold a mapping of ThemeFinder and the codings of a run against the same human codes."""
        from pipeline.mapping_scores import score_mapping

        typer.echo(score_mapping(request_of(corpus, outputs, study), file, codes or ()))

    return command
