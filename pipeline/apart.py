"""Compute independent things at once, each but the last in a process that parts from this one and ends with its answer."""

from __future__ import annotations

import ctypes
import os
import pickle
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing import parent_process
from typing import Any, NoReturn

from pipeline.cores import CORES

Task = Callable[[], Any]
PR_SET_PDEATHSIG = 1  # of prctl(2)


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
    parted: list[_Parted | None] = []
    answers: list[tuple[Any] | BaseException | None] = []
    try:
        parted.extend(_part(task) for task in tasks[:-1])
        own = tasks[-1]()
    finally:
        answers.extend(_answer(one) for one in parted)  # read in any case, so that no process is left waiting
    return [*(_value(answer, task) for answer, task in zip(answers, tasks, strict=False)), own]


def _value(answer: tuple[Any] | BaseException | None, task: Task) -> Any:
    if isinstance(answer, BaseException):
        raise answer
    return task() if answer is None else answer[0]


def _may_part() -> bool:
    """Tell whether no other thread of Python holds a lock that a copy would wait for: a stage's own process has but one, which waits for its parent.

    Threads of libraries are not seen: what a parted task calls must not go on with threads that were begun before (OpenMP, sessions of encoders).
    """
    return sys.platform == "linux" and CORES > 1 and threading.active_count() <= (1 if parent_process() is None else 2)


@dataclass(frozen=True)
class _Parted:
    number: int  # of the process
    reads: int  # where its answer is read


def _part(task: Task) -> _Parted | None:
    """Start a process for a task; None where the system has room for no other."""
    reads, writes = os.pipe()
    parent = os.getpid()
    try:
        number = os.fork()
    except OSError:
        os.close(reads)
        os.close(writes)
        return None
    if number == 0:
        os.close(reads)
        _tell(task, writes, parent)
    os.close(writes)
    return _Parted(number, reads)


def _tell(task: Task, writes: int, parent: int) -> NoReturn:
    try:
        _end_with(parent)
        try:
            sent = pickle.dumps((task(),))
        except BaseException as error:  # noqa: BLE001 - raised again by the process that waits
            sent = as_sent(error)
        with os.fdopen(writes, "wb") as stream:
            stream.write(sent)
    finally:
        os._exit(0)  # nothing that the two share is closed or written twice


def _end_with(parent: int) -> None:
    """See to it that this process is killed when its parent ends, however that ends, so that it holds no lock or pipe of its."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it has ended already
        os._exit(1)


def as_sent(error: BaseException) -> bytes:
    """Return the pickled error, with its traceback as a note; of one that cannot be pickled, another with its words."""
    error.add_note("".join(traceback.format_exception(error)))
    try:
        sent = pickle.dumps(error)
        pickle.loads(sent)  # noqa: S301 - our own
    except Exception:  # noqa: BLE001 - whatever an error is made of
        return pickle.dumps(RuntimeError("\n".join(error.__notes__)))
    return sent


def _answer(one: _Parted | None) -> tuple[Any] | BaseException | None:
    """Return a task's value as a tuple of one, or what it raised; None where it had no process, or that ended without a word."""
    if one is None:
        return None
    with os.fdopen(one.reads, "rb") as stream:
        sent = stream.read()
    os.waitpid(one.number, 0)
    try:
        answer: tuple[Any] | BaseException = pickle.loads(sent)  # noqa: S301 - of our own process
    except (EOFError, pickle.UnpicklingError):
        return None
    return answer
