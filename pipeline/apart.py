"""Compute independent things at once, each but the last in a process that parts from this one and ends with its answer."""

from __future__ import annotations

import os
import pickle
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from multiprocessing import parent_process
from typing import Any, NoReturn

from pipeline.cores import CORES

Task = Callable[[], Any]


def compute_apart(tasks: Sequence[Task]) -> list[Any]:
    """Compute tasks that need nothing of each other; what they change in memory may be lost.

    Args:
        tasks: the last is computed in this process. What the others return, and the errors that they raise, can be pickled.

    Returns:
        What each returns, in their order. Where processes cannot part (other systems, one core, other threads at work), they are
        computed one after another; so is one whose process ended without a word.

    Raises:
        BaseException: what a task raises.
    """
    if len(tasks) < 2 or not _may_part():
        return [task() for task in tasks]
    parted = [_part(task) for task in tasks[:-1]]
    try:
        own = tasks[-1]()
    finally:
        answers = [_answer(*one) for one in parted]  # read in any case, so that no process is left waiting
    return [*(_value(answer, task) for answer, task in zip(answers, tasks, strict=False)), own]


def _value(answer: tuple[Any] | BaseException | None, task: Task) -> Any:
    if isinstance(answer, BaseException):
        raise answer
    return task() if answer is None else answer[0]


def _may_part() -> bool:
    """Tell whether a copy of this process would find no lock held: a stage's own process has but one thread beside, which waits for its parent."""
    return sys.platform == "linux" and CORES > 1 and threading.active_count() <= (1 if parent_process() is None else 2)


def _part(task: Task) -> tuple[int, int]:
    """Start a process for a task; return its number, and where its answer can be read."""
    reads, writes = os.pipe()
    number = os.fork()
    if number == 0:
        os.close(reads)
        _tell(task, writes)
    os.close(writes)
    return number, reads


def _tell(task: Task, writes: int) -> NoReturn:
    try:
        try:
            sent = pickle.dumps((task(),))
        except BaseException as error:  # noqa: BLE001 - raised again by the process that waits
            sent = as_sent(error)
        with os.fdopen(writes, "wb") as stream:
            stream.write(sent)
    finally:
        os._exit(0)  # nothing that the two share is closed or written twice


def as_sent(error: BaseException) -> bytes:
    """Return the pickled error, with its traceback as a note; of one that cannot be pickled, another with its words."""
    error.add_note("".join(traceback.format_exception(error)))
    try:
        sent = pickle.dumps(error)
        pickle.loads(sent)  # noqa: S301 - our own
    except Exception:  # noqa: BLE001 - whatever an error is made of
        return pickle.dumps(RuntimeError("\n".join(error.__notes__)))
    return sent


def _answer(number: int, reads: int) -> tuple[Any] | BaseException | None:
    """Return a task's value as a tuple of one, or what it raised; None where its process ended without a word."""
    with os.fdopen(reads, "rb") as stream:
        sent = stream.read()
    os.waitpid(number, 0)
    try:
        answer: tuple[Any] | BaseException = pickle.loads(sent)  # noqa: S301 - of our own process
    except (EOFError, pickle.UnpicklingError):
        return None
    return answer
