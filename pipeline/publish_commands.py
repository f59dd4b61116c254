"""The command that publishes."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.options import CorpusOption, OutputsOption, StudyOption

if TYPE_CHECKING:
    from pipeline.inputs import Request

Requests = Callable[[Path | None, Path | None, Path | None], "Request"]
PrivateOption = Annotated[
    Path, typer.Option("--private", help="folder for the review and for who is behind a pseudonym; never in OUTPUTS or the corpus")
]


def add_publish_command(app: typer.Typer, request_of: Requests) -> None:
    """Add publish to the command line."""

    @app.command("publish")
    def command(
        private: PrivateOption = Path("private"),
        corpus: CorpusOption = None,
        outputs: OutputsOption = None,
        study: StudyOption = None,
    ) -> None:
        """Write OUTPUTS/published: what may be quoted, redacted, once a person has decided on everything that was found."""
        from pipeline.engine.alone import Alone
        from pipeline.package.hold import record_published
        from pipeline.publish import publish

        request = request_of(corpus, outputs, study)
        with closing(Alone(request.outputs)):  # so that no run changes tables while they are read
            said = publish(request, private)
            record_published(request.outputs)
        typer.echo(said)
