"""Declare the options that several commands share, so that each is said once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

CorpusOption = Annotated[Path | None, typer.Option("--corpus", help="folder of documents; default: the sample corpus")]
OutputsOption = Annotated[Path | None, typer.Option("--outputs", help="folder for all results; default: outputs")]
StudyOption = Annotated[Path | None, typer.Option("--study", help="study.toml; default: the corpus's, else this folder's, else the clone's")]
