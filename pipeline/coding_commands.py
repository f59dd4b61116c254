"""The commands of human coding: draw, compare what came back, and ask whether topics mean anything to people."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.options import CorpusOption, OutputsOption, StudyOption

if TYPE_CHECKING:
    from pipeline.inputs import Request

Requests = Callable[[Path | None, Path | None, Path | None], "Request"]
CodersOption = Annotated[str, typer.Option("--coders", help="names, separated by commas")]
ToOption = Annotated[Path | None, typer.Option("--to", help="folder of codes; default: codes beside the corpus, for the sample OUTPUTS/coding")]
SeedOption = Annotated[int, typer.Option("--seed", min=0, help="random seed")]


def add_coding_commands(app: typer.Typer, request_of: Requests) -> None:
    """Add coding-sample, agreement, intrusion-sheets, plan-coding and learning-gain to the command line."""
    app.command("coding-sample")(_coding_sample(request_of))
    app.command("agreement")(_agreement(request_of))
    app.command("intrusion-sheets")(_intrusion_sheets(request_of))
    app.command("plan-coding")(_plan_coding(request_of))
    app.command("learning-gain")(_learning_gain(request_of))


def _coding_sample(request_of: Requests) -> Callable[..., None]:
    def command(
        n: Annotated[int, typer.Option("--n", min=1, help="segments to draw")] = 120,
        coders: CodersOption = "coder-1",
        strategy: Annotated[str, typer.Option("--strategy", help="probability: may estimate; uncertain: trains only")] = "probability",
        overlap: Annotated[
            float | None, typer.Option("--overlap", min=0, max=1, help="share that all code; default: 1 for two coders up to 120 segments, else .3")
        ] = None,
        by: Annotated[str, typer.Option("--by", help="place, source_type or period: strata also by it, for contrasts")] = "",
        hide_source: Annotated[bool, typer.Option("--hide-source", help="show no title, date and place to coders")] = False,
        seed: SeedOption = 0,
        to: ToOption = None,
        corpus: CorpusOption = None,
        outputs: OutputsOption = None,
        study: StudyOption = None,
    ) -> None:
        """Draw segments for human coders, with sheets and a page that works offline; machine codes are never shown."""
        from pipeline.coding_kit import Kit, coder_names, make_coding_sample, strategy_named
        from pipeline.draw import Wanted

        wanted = Wanted(n, strategy_named(strategy), coder_names(coders), overlap, by, seed)
        typer.echo(make_coding_sample(request_of(corpus, outputs, study), Kit(wanted, to, hide_source)))

    return command


def _agreement(request_of: Requests) -> Callable[..., None]:
    def command(
        paths: Annotated[list[Path] | None, typer.Argument(help="files that coders returned, or folders of codes; default: where draws are")] = None,
        corpus: CorpusOption = None,
        outputs: OutputsOption = None,
        study: StudyOption = None,
    ) -> None:
        """Hold human coders and the machine against each other: alpha, F1, calibration, and what they coded differently."""
        from pipeline.agreement_files import agree_files, say_older
        from pipeline.code_files import read_code_files
        from pipeline.codebook import load_codebook
        from pipeline.coding_kit import codes_folder
        from pipeline.config import load_study

        request = request_of(corpus, outputs, study)
        path_of_codebook = load_study(request.study_path()).study.codebook
        codebook = load_codebook(path_of_codebook)
        named = [path for path in paths or [] if path.is_dir()]
        usual = list(dict.fromkeys([codes_folder(request), request.corpus / "codes", request.outputs / "coding"]))
        beside = request.corpus / "codes"
        own = read_code_files(beside, codebook)  # before anything is written: what is wrong with it stops a run, too
        typer.echo(agree_files(request.outputs, named or usual, [path for path in paths or [] if not path.is_dir()], codebook))
        if older := say_older(request.outputs, own, beside, path_of_codebook):
            typer.echo("\n" + older)

    return command


def _intrusion_sheets(request_of: Requests) -> Callable[..., None]:
    def command(
        coders: CodersOption = "coder-1",
        passages: Annotated[int, typer.Option("--passages", min=1, help="passages to ask about")] = 20,
        seed: SeedOption = 0,
        to: ToOption = None,
        corpus: CorpusOption = None,
        outputs: OutputsOption = None,
        study: StudyOption = None,
    ) -> None:
        """Write sheets on which people look for the word, or the topic, that does not belong."""
        from pipeline.coding_kit import coder_names, codes_folder
        from pipeline.intrusion_files import Asked, make_intrusion_sheets

        request = request_of(corpus, outputs, study)
        typer.echo(make_intrusion_sheets(request.outputs, to or codes_folder(request), Asked(coder_names(coders), passages, seed)))

    return command


def _plan_coding(request_of: Requests) -> Callable[..., None]:
    def command(
        half_width: Annotated[float, typer.Option("--half-width", help="wanted half-width of the 95% interval of a share, such as 0.05")] = 0.05,
        precision: Annotated[float, typer.Option("--precision", help="of the coder, where nothing has been coded yet")] = 0.8,
        recall: Annotated[float, typer.Option("--recall", help="likewise")] = 0.7,
        seed: SeedOption = 0,
        corpus: CorpusOption = None,
        outputs: OutputsOption = None,
        study: StudyOption = None,
    ) -> None:
        """Say how many more segments people must code for intervals of a wanted width."""
        from pipeline.code_files import read_code_files
        from pipeline.codebook import load_codebook
        from pipeline.coding_kit import codes_folder
        from pipeline.config import load_study
        from pipeline.plan_coding import Assumed, plan_files

        request = request_of(corpus, outputs, study)
        human = read_code_files(codes_folder(request), load_codebook(load_study(request.study_path()).study.codebook))
        typer.echo(plan_files(request.outputs, half_width, Assumed(precision, recall, seed), human))

    return command


def _learning_gain(request_of: Requests) -> Callable[..., None]:
    def command(corpus: CorpusOption = None, outputs: OutputsOption = None, study: StudyOption = None) -> None:
        """Say how much better the coder is with the human codes than without: each document coded without its own."""
        from pipeline.gain import gain_text

        typer.echo(gain_text(request_of(corpus, outputs, study)))

    return command
