"""The command line: every stage, the whole study, and what reads OUTPUTS as they are."""

from __future__ import annotations

import os
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.coding_commands import add_coding_commands
from pipeline.errors import ConfigError, CorpusError, PipelineError
from pipeline.evidence_commands import add_evidence_commands
from pipeline.exchange_commands import add_exchange_commands
from pipeline.options import CorpusOption, InsecureOption, OutputsOption, SchedulerOption, StudyOption
from pipeline.package_commands import add_package_command
from pipeline.publish_commands import add_publish_command
from pipeline.qda_commands import add_qda_commands
from pipeline.stages import STAGES

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.inputs import Request

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None, help=__doc__)

OutputsArgument = Annotated[Path, typer.Option("--outputs", help="folder of a run")]
UntilOption = Annotated[str, typer.Option("--until", help=f"last stage: {', '.join(stage.name for stage in STAGES)}")]


def _request(corpus: Path | None, outputs: Path | None, study: Path | None) -> Request:
    from pipeline.config import ROOT
    from pipeline.inputs import Request

    if corpus is not None and outputs is None:
        raise CorpusError("A corpus needs a folder for its results. Name it: --outputs folder (with make: OUTPUTS=folder).")
    return Request(corpus or ROOT / "corpus" / "sample", outputs or Path("outputs"), study)


def _run(request: Request, until: str, only: str = "") -> None:
    from pipeline.run import run

    try:
        outcome = run(request, until, only)
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped. What was finished is whole and kept; the same command goes on from there.\n")
        raise
    counts = {"error": outcome.errors, "warning": outcome.warnings, "note": outcome.notes}
    listed = ", ".join(f"{n} {name}{'s' if n > 1 else ''}" for name, n in counts.items() if n)
    last = only or until
    if listed:
        in_report = " and in the report" if last == "report" else ""
        typer.echo(f"Problems: {listed}. They are listed in {request.outputs / 'csv' / 'problems.csv'}{in_report}.")
    if not outcome.computed:
        typer.echo(f"Nothing to do: {request.outputs} is up to date.")
    report = request.outputs / "report.html"
    typer.echo(f"Report: {report}" if last == "report" else f"Done up to {last}: {request.outputs}")
    if outcome.errors:
        typer.echo(f"Finished with {outcome.errors} error{'s' if outcome.errors > 1 else ''} (exit code 2): something asked for was not used.")
        raise typer.Exit(2)


@app.command("run")
def run_command(
    corpus: CorpusOption = None,
    outputs: OutputsOption = None,
    study: StudyOption = None,
    until: UntilOption = "report",
    scheduler: SchedulerOption = "",
    insecure: InsecureOption = False,
) -> None:
    """Compute whatever is out of date, from documents to report."""
    _run(replace(_request(corpus, outputs, study), scheduler=scheduler, insecure=insecure), until)


def _stage_command(name: str) -> Callable[..., None]:
    def command(corpus: CorpusOption = None, outputs: OutputsOption = None, study: StudyOption = None) -> None:
        _run(_request(corpus, outputs, study), name, only=name)

    return command


for _stage in STAGES:
    app.command(_stage.name, help=f"{_stage.help} Uses the tables in OUTPUTS.")(_stage_command(_stage.name))


@app.command("check")
def check_command(corpus: CorpusOption = None, outputs: OutputsOption = None, study: StudyOption = None) -> None:
    """Read settings, codebook, manifest and the list of files, and say what a run would use; write nothing."""
    from pipeline.check import check

    found = check(_request(corpus, outputs, study))
    typer.echo(found.text)
    if found.errors:
        typer.echo(f"{found.errors} error{'s' if found.errors > 1 else ''} (exit code 2): a run would leave out what is named above.")
        raise typer.Exit(2)


@app.command("manifest")
def manifest_command(corpus: CorpusOption = None, outputs: OutputsOption = None, study: StudyOption = None) -> None:
    """Write OUTPUTS/manifest.csv, prefilled from the documents, to correct and copy beside them."""
    from pipeline.layout import write_manifest

    request = _request(corpus, outputs, study)
    try:
        _run(request, "ingest")
    finally:
        if (request.outputs / "documents.parquet").is_file():
            typer.echo(write_manifest(request))


@app.command("new")
def new_command(folder: Annotated[Path, typer.Argument(help="folder to make")]) -> None:
    """Lay out a study of your own: documents, manifest, settings, codebook, decisions, codes."""
    from pipeline.layout import new_study

    typer.echo(new_study(folder))


@app.command("find")
def find_command(
    word: Annotated[str, typer.Argument(help="word or phrase, any inflection")],
    outputs: OutputsArgument = Path("outputs"),
    width: Annotated[int, typer.Option(help="characters of context on each side")] = 60,
    why: Annotated[bool, typer.Option("--why", help="say for each theme why it was given")] = False,
    study: StudyOption = None,
) -> None:
    """Show a word in context, in every segment, with the themes that the segment carries."""
    from pipeline.find import find_files

    request = _request(None, outputs, study)
    typer.echo(find_files(outputs, word, width, request.study_path() if why else None))


@app.command("evaluate")
def evaluate_command(
    codes: Annotated[list[Path] | None, typer.Option("--codes", help="file of human codes; repeat for more; default: the sample's truth")] = None,
    outputs: OutputsArgument = Path("outputs"),
) -> None:
    """Hold the codings against human codes: precision, recall and F1 by theme, with intervals over documents."""
    from pipeline.config import ROOT
    from pipeline.evaluate import evaluate_files

    typer.echo(evaluate_files(codes or [ROOT / "tests" / "sample_truth" / "codes.csv"], outputs))


@app.command("verify")
def verify_command(corpus: CorpusOption = None, outputs: OutputsOption = None, study: StudyOption = None) -> None:
    """Read the sources again and hold every quote, figure and file of a run against them; exit code 1 names what does not hold."""
    from pipeline.inputs import Inputs
    from pipeline.verify import verify

    inputs = Inputs(_request(corpus, outputs, study))
    try:
        found = verify(inputs)
    finally:
        inputs.close()
    typer.echo(found.text)
    if found.failures:
        raise typer.Exit(1)


@app.command("refit")
def refit_command(
    stage: Annotated[str, typer.Option("--stage", help="code_themes or discover; default: both")] = "",
    corpus: CorpusOption = None,
    outputs: OutputsOption = None,
    study: StudyOption = None,
) -> None:
    """Fit the models anew on the corpus as it is now, then run the study; an unchanged corpus gives the same models."""
    from pipeline.engine.alone import Alone
    from pipeline.inputs import Inputs
    from pipeline.models import forget
    from pipeline.stages import stage_named

    request = _request(corpus, outputs, study)
    stages = [stage_named(stage)] if stage else [each for each in STAGES if each.fits]
    if not all(each.fits for each in stages):
        raise ConfigError(f"The stage {stage} fits no model. There are: {', '.join(each.name for each in STAGES if each.fits)}.")
    Inputs(request).check()  # so that nothing is forgotten where nothing can be computed
    with closing(Alone(request.outputs)):
        forget(request.outputs, [each.name for each in stages])
    _run(request, "report")


@app.command("clean")
def clean_command(outputs: OutputsArgument = Path("outputs")) -> None:
    """Delete OUTPUTS if themeline made it; models, codes and decisions stay."""
    from pipeline.engine.alone import Alone
    from pipeline.store import delete_outputs

    with closing(Alone(outputs)):
        typer.echo(delete_outputs(outputs))


add_coding_commands(app, _request)
add_evidence_commands(app, _request)
add_exchange_commands(app, _request)
add_publish_command(app, _request)
add_qda_commands(app, _request)
add_package_command(app, _request)


def main() -> None:
    """Run the command line: one plain message and status 1 for what a person can mend."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    try:
        app()
    except PipelineError as error:
        sys.stderr.write(f"error: {error}\n")
        sys.exit(1)
