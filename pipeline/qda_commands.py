"""The commands that exchange a study with NVivo, QualCoder, MAXQDA and ATLAS.ti."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.options import CorpusOption, OutputsOption, StudyOption

if TYPE_CHECKING:
    from pipeline.inputs import Request

Requests = Callable[[Path | None, Path | None, Path | None], "Request"]
ProjectArgument = Annotated[Path, typer.Argument(help="project that another program exported, .qdpx")]
CodebookArgument = Annotated[Path, typer.Argument(help="codebook that another program exported, .qdc")]


def add_qda_commands(app: typer.Typer, request_of: Requests) -> None:
    """Add export-qdpx, import-qdpx and import-qdc to the command line."""
    app.command("export-qdpx")(_export_qdpx(request_of))
    app.command("import-qdpx")(_import_qdpx(request_of))
    app.command("import-qdc")(_import_qdc())


def _export_qdpx(request_of: Requests) -> Callable[..., None]:
    def command(
        to: Annotated[
            Path | None, typer.Option("--to", help="file to write, .qdpx; the codebook lies beside it; default: OUTPUTS/study.qdpx")
        ] = None,
        everything: Annotated[bool, typer.Option("--all", help="also documents whose quotable is no")] = False,
        replace: Annotated[bool, typer.Option("--replace", help="also over a file of another content")] = False,
        corpus: CorpusOption = None,
        outputs: OutputsOption = None,
        study: StudyOption = None,
    ) -> None:
        """Write the study as a REFI-QDA project for NVivo, QualCoder, MAXQDA or ATLAS.ti, and the codebook beside it."""
        from pipeline.qda.export import export_files

        typer.echo(export_files(request_of(corpus, outputs, study), to, everything=everything, replaced=replace))

    return command


def _import_qdpx(request_of: Requests) -> Callable[..., None]:
    def command(
        path: ProjectArgument,
        to: Annotated[Path | None, typer.Option("--to", help="file of human codes to write; default: codes/NAME.csv beside the corpus")] = None,
        write: Annotated[bool, typer.Option("--write", help="write it; else only say what was changed")] = False,
        replace: Annotated[bool, typer.Option("--replace", help="also where an earlier import wrote such a file")] = False,
        coder: Annotated[str, typer.Option("--coder", help="who made changes of which the file does not say who made them")] = "",
        corpus: CorpusOption = None,
        outputs: OutputsOption = None,
        study: StudyOption = None,
    ) -> None:
        """Say what people changed in another program, and write it as human codes; exit code 2: it is another study's project."""
        from pipeline.qda.of_another import OfAnotherStudyError
        from pipeline.qda.take_in import Wish, take_in_files

        try:
            told = take_in_files(request_of(corpus, outputs, study), path, Wish(to, write, replace, coder.strip()))
        except OfAnotherStudyError as error:
            typer.echo(f"error: {error}", err=True)
            raise typer.Exit(2) from None
        typer.echo(told)

    return command


def _import_qdc() -> Callable[..., None]:
    def command(
        path: CodebookArgument,
        to: Annotated[Path | None, typer.Option("--to", help="codebook.toml to write; default: print it")] = None,
    ) -> None:
        """Draft a codebook.toml from a codebook of another program."""
        from pipeline.qda.take_codebook import take_codebook

        typer.echo(take_codebook(path, to))

    return command
