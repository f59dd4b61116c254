"""The command that packs a run for a repository or a reviewer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.options import CorpusOption, OutputsOption, StudyOption

if TYPE_CHECKING:
    from pipeline.inputs import Request

Requests = Callable[[Path | None, Path | None, Path | None], "Request"]
ToOption = Annotated[Path | None, typer.Option("--to", help="file to write, .zip; default: package.zip in OUTPUTS")]
TextsOption = Annotated[bool, typer.Option("--with-texts", help="an archive of your own: all tables, with every document word for word")]
ReplaceOption = Annotated[bool, typer.Option("--replace", help="write over a file of other content that --to names")]
DateOption = Annotated[str, typer.Option("--date", help="day of publication, YYYY-MM-DD; default: [report] date")]
LicenceOption = Annotated[str, typer.Option("--licence", help="CC-BY-4.0, OGL-UK-3.0, an address, or in words; default: none is named")]


def add_package_command(app: typer.Typer, request_of: Requests) -> None:
    """Add package to the command line."""

    @app.command("package")
    def command(
        to: ToOption = None,
        with_texts: TextsOption = False,
        date: DateOption = "",
        licence: LicenceOption = "",
        corpus: CorpusOption = None,
        outputs: OutputsOption = None,
        study: StudyOption = None,
        *,
        replace: ReplaceOption = False,
    ) -> None:
        """Write a research package of what was published: RO-Crate, tables, figures, codebook, record, and pages for a reviewer."""
        from pipeline.package.pack import Wanted, pack

        typer.echo(pack(request_of(corpus, outputs, study), Wanted(to, with_texts, date, licence, replace)))
