"""Declare the options that several commands share, so that each is said once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

CorpusOption = Annotated[Path | None, typer.Option("--corpus", help="folder of documents; default: the sample corpus")]
OutputsOption = Annotated[Path | None, typer.Option("--outputs", help="folder for all results; default: outputs")]
StudyOption = Annotated[Path | None, typer.Option("--study", help="study.toml; default: the corpus's, else this folder's, else the clone's")]
SchedulerOption = Annotated[
    str,
    typer.Option("--scheduler", help="local:4 for processes of this machine, tcp:// or tls://host:port for a Dask cluster; default: this process"),
]
InsecureOption = Annotated[
    bool, typer.Option("--insecure", help="accept a scheduler on another machine without TLS, where whoever reaches it can run any code")
]
