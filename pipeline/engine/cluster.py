"""Send shards to Dask workers and take back what they make. Nothing else imports Dask."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import CancelledError
from itertools import islice
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

import dask
from distributed import Client, LocalCluster, Security
from distributed.scheduler import KilledWorker

from pipeline.engine.schedule import Schedule
from pipeline.engine.stage_process import worker_processes
from pipeline.engine.work import Job, compute_shard, encode_texts, facts, facts_there
from pipeline.errors import ConfigError, PipelineError

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from pipeline.inputs import Request

SETTINGS = {
    "distributed.scheduler.worker-saturation": 1.0,  # a worker holds what it works on and no more, so that no other task is blamed for its end
    "distributed.scheduler.allowed-failures": 0,  # a shard that ended its worker is not given to the next one whole: its documents are tried alone
    "distributed.comm.timeouts.connect": "10s",
    "distributed.comm.timeouts.tcp": "20s",
    "distributed.admin.low-level-log-length": 0,
    "distributed.admin.large-graph-warning-threshold": "1GB",  # a shard is sent to the one worker that needs it
}
METHOD = "distributed.worker.multiprocessing-method"  # of starting the workers of this machine
RETRIES = 1  # of a shard that failed with an error; the disk of a cluster may be away for a moment
SHARDS = 8  # for each worker, where there are documents enough
QUIET = ("distributed", "distributed.client")  # the second has a level of its own
ANY_PORT = "127.0.0.1:0"  # for what Dask tells of its state over HTTP: a second run on this machine has another
SECONDS_TO_START = 60  # until the first worker is there
SECONDS_TO_LOOK = 10  # without a result, until it is asked whether any worker is left
LOST = (OSError, TimeoutError, asyncio.CancelledError, CancelledError)  # which of them it is hangs by what was under way
Frames = Mapping[str, "pd.DataFrame"]


class Cluster:
    """Workers that this run has at its disposal."""

    def __init__(self, schedule: Schedule) -> None:
        """Start local workers, or connect to a scheduler that is there.

        Raises:
            ConfigError: if there is no scheduler at the address, or no worker comes.
        """
        self._schedule = schedule
        self._levels = {logger: logger.level for logger in map(logging.getLogger, QUIET)}
        for logger in self._levels:
            logger.setLevel(logging.CRITICAL)  # what matters is said by us
        here = {METHOD: worker_processes().get_start_method()} if schedule.workers else {}
        self._settings = dask.config.set(SETTINGS | here)
        self._local: LocalCluster | None = None
        self._client: Client | None = None
        try:
            self._client = self._connect(schedule)
        except BaseException:
            self.close()
            raise

    def check(self, request: Request, path: str) -> None:
        """Hold every worker against this process.

        Args:
            request: what is run, paths absolute.
            path: of one file of the corpus, which every worker must see as it is here.

        Raises:
            ConfigError: naming what differs: versions, our own code, or the file.
        """
        here = facts(request, path)
        try:
            everywhere = self.client.run(facts_there, request, path)
        except ConfigError:
            raise
        except LOST as error:
            raise self._lost(0, 0) from error
        except Exception as error:  # noqa: BLE001  # whatever a worker without our package says
            raise ConfigError(
                f"A worker cannot run themeline ({type(error).__name__}: {error}). Install the same version of it, by the same lock, everywhere."
            ) from None
        wrong = {
            f"{name}: {theirs.get(name, 'none')} there, {value} here"
            for theirs in everywhere.values()
            for name, value in here.items()
            if theirs.get(name) != value
        }
        if wrong:
            raise ConfigError(
                f"Workers at {self._name()} differ from this process, so that results could: {'; '.join(sorted(wrong))}. "
                f"Install the same lock on all, and let all see the corpus under the same path ({request.corpus})."
            )

    def over(self, job: Job) -> Callable[[Any, Iterator[Frames]], Iterator[tuple[int, Frames | None]]]:
        """Return what computes shards of a stage on the workers, in the form that ``mapping.map_units`` takes."""

        def computed(compute: Any, shards: Iterator[Frames]) -> Iterator[tuple[int, Frames | None]]:
            del compute  # the same, but in this process
            yield from self._each(compute_shard, job, shards)

        return computed

    def spread(self, job: Job) -> Callable[[Any, list[list[str]]], Iterator[tuple[int, np.ndarray]]]:
        """Return what encodes batches of texts on the workers, in the form that ``cache.CachedEncoder`` takes."""

        def encoded(encoder: Any, batches: list[list[str]]) -> Iterator[tuple[int, np.ndarray]]:
            del encoder
            ended: list[int] = []
            for number, vectors in self._each(encode_texts, job, iter(batches)):
                if vectors is None:
                    ended.append(number)
                else:
                    yield number, vectors
            for number in ended:  # a worker that ended by chance takes no other batch with it
                (_, vectors), *_ = self._each(encode_texts, job, iter([batches[number]]))
                if vectors is None:
                    raise PipelineError("A worker ended twice while it encoded the same texts: it needs more memory. What was encoded is kept.")
                yield number, vectors

        return encoded

    def close(self) -> None:
        """Let the workers go; end those that were started here."""
        for opened in (self._client, self._local):
            if opened is not None:
                try:
                    opened.close(timeout=10)
                except LOST:  # it is gone already
                    continue
        self._client = self._local = None
        self._settings.__exit__(None, None, None)
        for logger, level in self._levels.items():
            logger.setLevel(level)

    @property
    def client(self) -> Client:
        """The connection."""
        if self._client is None:
            raise PipelineError("The cluster was closed.")
        return self._client

    def _connect(self, schedule: Schedule) -> Client:
        if schedule.workers:
            self._local = LocalCluster(
                n_workers=schedule.workers, threads_per_worker=1, host="127.0.0.1", dashboard_address=ANY_PORT, silence_logs=logging.CRITICAL
            )
            return Client(self._local)
        try:
            client = Client(schedule.address, timeout=SECONDS_TO_START / 4, security=Security() if schedule.address.startswith("tls") else None)
        except (*LOST, TypeError, ValueError) as error:
            raise ConfigError(f"No Dask scheduler answers at {schedule.address} ({error}). Start one, or run without --scheduler.") from None
        try:
            client.wait_for_workers(1, timeout=SECONDS_TO_START)
        except LOST:
            client.close()
            raise ConfigError(f"The scheduler at {schedule.address} has no worker. Start some: dask worker {schedule.address}") from None
        return client

    def _each(self, function: Any, job: Job, items: Iterator[Any]) -> Iterator[tuple[int, Any]]:
        """Give each item to a worker, a few ahead of what is done; yield number and result as they come, None where its worker ended."""
        running: dict[Any, tuple[int, Any]] = {}  # by key; a future that nothing holds is forgotten
        ready: SimpleQueue[Any] = SimpleQueue()

        def submit() -> Iterator[None]:
            for number, item in enumerate(items):
                future = self.client.submit(function, job, item, pure=False, retries=RETRIES)
                running[future.key] = number, future
                future.add_done_callback(ready.put)
                yield

        ahead, done = submit(), 0
        for _ in islice(ahead, 2 * max(1, self._n_workers())):
            pass
        while running:
            future = self._next(ready)
            try:
                if future is None:
                    raise TimeoutError
                result = future.result(timeout=SECONDS_TO_START)
            except KilledWorker:
                result = None
            except LOST:
                raise self._lost(done, done + len(running)) from None
            number, _ = running.pop(future.key)
            future.release()
            done += 1
            next(ahead, None)
            yield number, result

    def _next(self, ready: SimpleQueue[Any]) -> Any:
        """Wait for what is done next; None if no worker is left. Local workers that ended and did not come back are started anew."""
        alone = 0  # looks in a row at which no worker was there
        while alone * SECONDS_TO_LOOK <= SECONDS_TO_START:
            try:
                return ready.get(timeout=SECONDS_TO_LOOK)
            except Empty:
                alone = 0 if self._n_workers() else alone + 1
            if self._local and alone in (2, 3):  # Dask starts a worker again by itself, but not where that start fails
                self._local.scale(0 if alone == 2 else self._schedule.workers)  # first none, so that the next are others
        return None

    @property
    def parts(self) -> int:
        """Into how many shards units are parted at least: enough for no worker to be at the last one long after all others."""
        return SHARDS * max(1, self._n_workers())

    def _n_workers(self) -> int:
        try:
            return len(self.client.scheduler_info(n_workers=-1)["workers"])
        except (*LOST, RuntimeError):  # the line is closed
            return 0

    def _lost(self, done: int, given: int) -> PipelineError:
        return PipelineError(
            f"The scheduler at {self._name()} was lost when {done} of {given} shards that it had been given were done. What was done is kept: "
            "run again, with another --scheduler or without."
        )

    def _name(self) -> str:
        return self._schedule.address or f"local:{self._schedule.workers}"
