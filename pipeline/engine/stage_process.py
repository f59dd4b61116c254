"""A process that computes one stage and gives its memory back when it ends."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import forkserver, get_context, parent_process
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

from pipeline.apart import as_sent
from pipeline.keys import PACKAGE
from pipeline.progress import leave_the_terminal
from pipeline.stages import stage_named

if TYPE_CHECKING:
    from pipeline.inputs import Request

LOADED = ["pipeline.engine.loaded"]  # before processes part, so that each begins with it
GIVING_WAY = 19  # added to the niceness of work ahead: it has what nobody else wants


@dataclass(frozen=True)
class Asked:
    """What a process of its own computes: the name of a stage, or of several of which it makes ahead what they make of each document."""

    stages: tuple[str, ...]
    ahead: bool = False
    alone: bool = False  # no other is computed meanwhile: all cores are its own


def processes(*further: str) -> Any:
    """Return what starts processes: on Linux they part from one that has loaded what most stages need and further modules; elsewhere each loads."""
    if sys.platform != "linux":
        return get_context("spawn")
    context: Any = get_context("forkserver")
    context.set_forkserver_preload([*LOADED, *further])
    with our_modules():
        forkserver.ensure_running()
    return context


def worker_processes() -> Any:
    """Return what starts workers on this machine."""
    return processes("distributed")


def process_of_its_own() -> Any:
    """Return what starts a process that parts from no other and loads what it needs."""
    return get_context("spawn")


@contextmanager
def our_modules() -> Iterator[None]:
    """Let no Python that is started meanwhile take a file in the current folder, pipeline.py or socket.py, for ours or Python's own."""
    before = {name: os.environ.get(name) for name in ("PYTHONSAFEPATH", "PYTHONPATH")}
    os.environ["PYTHONSAFEPATH"] = "1"
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(PACKAGE.parent), before["PYTHONPATH"]]))
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name)
            os.environ.update({} if value is None else {name: value})


def compute_one(request: Request, asked: Asked, answers: Connection) -> None:
    """Compute a stage in this process, and send what is to be recorded of it, or the error that it raised; ahead, nothing is recorded."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that waits ends this one
    threading.Thread(target=_end_with_parent, daemon=True).start()
    leave_the_terminal()
    from pipeline.compute import Computing
    from pipeline.inputs import Inputs
    from pipeline.standing import Standing

    try:
        inputs = Inputs(request)
        computing, made = Computing(Standing(inputs), alone=asked.alone), None
        if asked.ahead:
            give_way()
        for stage in map(stage_named, asked.stages):
            if asked.ahead:
                computing.map_ahead(stage)
            else:
                made = computing.made(stage)
        sent = pickle.dumps(made)
        inputs.close()
    except BaseException as error:  # noqa: BLE001 - raised again by the process that waits
        sent = as_sent(error)
    answers.send_bytes(sent)
    answers.close()


def give_way() -> None:
    """Let other processes go first, where the system knows such a thing."""
    if hasattr(os, "nice"):
        os.nice(GIVING_WAY)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
