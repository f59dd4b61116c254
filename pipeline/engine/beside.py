"""Compute stages beside one another, each in a process of its own that gives its memory back when it ends."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any, Self

from pipeline.compute import mapped_tables
from pipeline.cores import CORES
from pipeline.engine.stage_process import Asked, compute_one, our_modules, process_of_its_own, processes
from pipeline.engine.work import absolute
from pipeline.progress import announce
from pipeline.read_files import close_kept
from pipeline.stages import STAGES, Stage, stage_named
from pipeline.standing import WRITTEN

if TYPE_CHECKING:
    from pipeline.compute import Computing, Made
    from pipeline.standing import Standing


@dataclass(frozen=True)
class UnderWay:
    """A stage that a process of its own computes, or several of which it makes ahead what they make of each document."""

    stages: tuple[Stage, ...]
    process: Any
    answers: Connection
    ahead: bool = False


class Beside:
    """Gives stages to processes as soon as what they read is there, at most one a core."""

    def __init__(self, standing: Standing, computing: Computing) -> None:
        """Take how the study stands, and what records the stages; memory that the stages before them needed is given back."""
        self._standing, self._computing = standing, computing
        computing.let_go()
        close_kept()
        self._request = absolute(standing.inputs.request)
        standing.inputs.cache.get([""])  # a damaged one is started afresh before several processes open it
        self._context = processes()
        self._under_way: list[UnderWay] = []
        self._begun_ahead: set[str] = set()

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
        while waiting or self._whole():
            for stage in ready(waiting, self._whole()):
                if self._standing.is_current(stage):
                    waiting.remove(stage)
                    break  # others may be ready now
                if len(self._under_way) < CORES and not any(stage in one.stages for one in self._under_way):
                    waiting.remove(stage)
                    computed.add(stage.name)
                    self._begin(stage, alone=not self._under_way and ready(waiting, [stage]) == [])
            else:
                self._begin_ahead(waiting)
                self._take_answer()
        return tuple(stage.name for stage in stages if stage.name in computed)

    def _whole(self) -> list[Stage]:
        return [stage for one in self._under_way if not one.ahead for stage in one.stages]

    def _begin(self, stage: Stage, *, alone: bool) -> None:
        announce(f"{stage.name}: {stage.help}")
        self._start(Asked((stage.name,), alone=alone))

    def _begin_ahead(self, waiting: Sequence[Stage]) -> None:
        """Let a core that has nothing to do map stages over documents, where what that needs is there; it leaves other processes the first say.

        One process maps all of them: they find the same sentences in the same texts.
        """
        missing = {table for stage in (*waiting, *self._whole()) for table in stage.writes}
        names = tuple(stage.name for stage in waiting if stage.name not in self._begun_ahead and may_be_mapped(stage, missing))
        if names and len(self._under_way) < CORES:
            self._begun_ahead.update(names)
            self._start(Asked(names, ahead=True))

    def _start(self, asked: Asked) -> None:
        reads_files = asked.stages == (STAGES[0].name,)  # the first of all: it does not wait until what the others part from is loaded
        context = process_of_its_own() if reads_files else self._context
        answers, sends = context.Pipe(duplex=False)
        process = context.Process(target=compute_one, args=(self._request, asked, sends), name="+".join(asked.stages), daemon=True)
        with our_modules():
            process.start()
        sends.close()
        self._under_way.append(UnderWay(tuple(map(stage_named, asked.stages)), process, answers, asked.ahead))

    def _take_answer(self) -> None:
        """Wait until a stage has ended, and record it; one whose process ended without a word is computed in this one, when the others are done."""
        answered = wait([one.answers for one in self._under_way])
        received = [(one, _received(one)) for one in self._under_way if one.answers in answered]
        self._under_way = [one for one in self._under_way if one.answers not in answered]
        answers = [(one.stages[0], answer) for one, answer in received if not one.ahead]  # what went wrong ahead the stage itself meets again
        for _, answer in answers:
            if answer is not None and not isinstance(answer, BaseException):
                self._computing.record(answer)
        for _, answer in answers:
            if isinstance(answer, BaseException):
                raise answer
        while self._under_way and any(answer is None for _, answer in answers):
            self._take_answer()
        for stage, answer in answers:
            if answer is None:
                self._computing.compute(stage)


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


def may_be_mapped(stage: Stage, missing: AbstractSet[str]) -> bool:
    """Tell whether a stage over documents has all that it needs for each of them, and no model to fit, though it waits for something else.

    >>> [stage.name for stage in STAGES if may_be_mapped(stage, {"codings", "framings"})]
    ['track_words', 'ledger']
    """
    return stage.over == "documents" and not stage.fits and not missing & set(mapped_tables(stage)) and bool(missing & set(stage.reads))


def _received(one: UnderWay) -> Made | BaseException | None:
    try:
        answer: Made | BaseException = pickle.loads(one.answers.recv_bytes())  # noqa: S301 - of our own process
    except (EOFError, OSError):  # the second: it was ended while it answered
        answer = None  # type: ignore[assignment]
    one.process.join()
    one.answers.close()
    return answer
