"""Compute stages beside one another, each in a process of its own that gives its memory back when it ends."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing import forkserver, get_context, parent_process
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any, Self

from pipeline.engine.many import CORES
from pipeline.engine.work import absolute
from pipeline.keys import PACKAGE
from pipeline.progress import announce, leave_the_terminal
from pipeline.stages import STAGES, Stage, stage_named
from pipeline.standing import WRITTEN

if TYPE_CHECKING:
    from pipeline.compute import Computing, Made
    from pipeline.inputs import Request
    from pipeline.standing import Standing

LOADED = ["pipeline.engine.loaded"]  # before processes part, so that each begins with it


@dataclass(frozen=True)
class UnderWay:
    """A stage that a process of its own computes."""

    stage: Stage
    process: Any
    answers: Connection


class Beside:
    """Gives stages to processes as soon as what they read is there, at most one a core."""

    def __init__(self, standing: Standing, computing: Computing) -> None:
        """Take how the study stands, and what records the stages."""
        self._standing, self._computing = standing, computing
        self._request = absolute(standing.inputs.request)
        standing.inputs.cache.get([""])  # a damaged one is started afresh before several processes open it
        self._context = processes()
        self._under_way: list[UnderWay] = []

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """End what is still under way: what it wrote is not recorded and so does not count."""
        for one in self._under_way:
            one.process.kill()
            one.process.join()
        self._under_way.clear()

    def compute(self, stages: Sequence[Stage]) -> tuple[str, ...]:
        """Compute those stages that are not current.

        Args:
            stages: in the order of the study; what they read beside each other's tables is current.

        Returns:
            The names of those that were computed, in the same order.

        Raises:
            PipelineError: as a stage says. Those that are under way are ended; those that had ended are kept.
        """
        waiting, computed = list(stages), set[str]()
        while waiting or self._under_way:
            for stage in ready(waiting, [one.stage for one in self._under_way]):
                if self._standing.is_current(stage):
                    waiting.remove(stage)
                    break  # others may be ready now
                if len(self._under_way) < CORES:
                    waiting.remove(stage)
                    computed.add(stage.name)
                    self._begin(stage)
            else:
                self._take_answer()
        return tuple(stage.name for stage in stages if stage.name in computed)

    def _begin(self, stage: Stage) -> None:
        announce(f"{stage.name}: {stage.help}")
        answers, sends = self._context.Pipe(duplex=False)
        process = self._context.Process(target=compute_one, args=(self._request, stage.name, sends), name=stage.name, daemon=True)
        process.start()
        sends.close()
        self._under_way.append(UnderWay(stage, process, answers))

    def _take_answer(self) -> None:
        """Wait until a stage has ended, and record it; one whose process ended without a word is computed in this one, when the others are done."""
        answered = wait([one.answers for one in self._under_way])
        ended = [one for one in self._under_way if one.answers in answered]
        self._under_way = [one for one in self._under_way if one not in ended]
        answers = [_received(one) for one in ended]
        for answer in answers:
            if answer is not None and not isinstance(answer, BaseException):
                self._computing.record(answer)
        for answer in answers:
            if isinstance(answer, BaseException):
                raise answer
        while self._under_way and None in answers:
            self._take_answer()
        for one, answer in zip(ended, answers, strict=True):
            if answer is None:
                self._computing.compute(one.stage)


def processes() -> Any:
    """Return what starts processes: on Linux they part from one that has loaded what most stages need, elsewhere each loads it.

    That one must not take a file pipeline.py in the current folder for the program.
    """
    if sys.platform != "linux":
        return get_context("spawn")
    context: Any = get_context("forkserver")
    context.set_forkserver_preload(LOADED)
    before = {name: os.environ.get(name) for name in ("PYTHONSAFEPATH", "PYTHONPATH")}
    os.environ["PYTHONSAFEPATH"] = "1"
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(PACKAGE.parent), before["PYTHONPATH"]]))
    try:
        forkserver.ensure_running()
    finally:
        for name, value in before.items():
            os.environ.pop(name)
            os.environ.update({} if value is None else {name: value})
    return context


def ready(waiting: Sequence[Stage], under_way: Sequence[Stage]) -> list[Stage]:
    """Return the stages that need no table of one that waits or is under way.

    >>> [stage.name for stage in ready(STAGES[3:], [])]
    ['code_themes', 'decide']
    """
    missing = {table for stage in (*waiting, *under_way) for table in stage.writes}
    found = []
    for stage in waiting:
        needed = {*stage.reads, *(table for view in stage.views for table in view.reads), *(WRITTEN & set(stage.fits))} - set(stage.writes)
        earlier = STAGES[: STAGES.index(stage)]
        all_before = "problems" in stage.reads and any(one in earlier for one in (*waiting, *under_way))
        if not needed & missing and not all_before:
            found.append(stage)
    return found


def _received(one: UnderWay) -> Made | BaseException | None:
    try:
        answer: Made | BaseException = pickle.loads(one.answers.recv_bytes())  # noqa: S301 - of our own process
    except (EOFError, OSError):  # the second: it was ended while it answered
        answer = None  # type: ignore[assignment]
    one.process.join()
    one.answers.close()
    return answer


def compute_one(request: Request, name: str, answers: Connection) -> None:
    """Compute a stage in this process, and send what is to be recorded of it, or the error that it raised."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that waits ends this one
    threading.Thread(target=_end_with_parent, daemon=True).start()
    leave_the_terminal()
    from pipeline.compute import Computing
    from pipeline.inputs import Inputs
    from pipeline.standing import Standing

    try:
        inputs = Inputs(request)
        sent = pickle.dumps(Computing(Standing(inputs)).made(stage_named(name)))
        inputs.close()
    except BaseException as error:  # noqa: BLE001 - raised again by the process that waits
        sent = _as_sent(error)
    answers.send_bytes(sent)
    answers.close()


def _as_sent(error: BaseException) -> bytes:
    error.add_note("".join(traceback.format_exception(error)))
    try:
        sent = pickle.dumps(error)
        pickle.loads(sent)  # noqa: S301 - our own
    except Exception:  # noqa: BLE001 - whatever an error is made of
        return pickle.dumps(RuntimeError("\n".join(error.__notes__)))
    return sent


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
