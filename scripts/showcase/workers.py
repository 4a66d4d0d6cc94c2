"""A few reused processes for work on strangers' bytes, each task with limits of its own.

A task that dies, runs over or runs out of memory costs only itself: pebble replaces the worker.
(When one of 20 workers was killed, concurrent.futures lost 18 jobs, pebble one.)
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import resource
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, wait
from concurrent.futures import TimeoutError as OverTime
from dataclasses import dataclass
from typing import Any

from pebble import CONSTS, ProcessExpired, ProcessPool

from showcase.errors import MachineError, machine_fault

ADDRESS_SPACE = 3 << 30  # bytes a worker may map; a 60-megapixel photo needs far less
TRIES = 3  # pools started before we give up
JOIN_SECONDS = 10
START_SECONDS = 3  # after which a worker is taken for one that will not come up
# A worker killed while it holds the pool's lock: the others wait this long, then the pool is made anew. With three
# seconds a laden machine brought it about by itself: pebble's worker takes a task, waits too long to say so, and ends.
CONSTS.channel_lock_timeout = 10
OVERTAKEN_SECONDS = 3  # after a later task has begun, one that has not is lost: they are taken in order
LOST_SECONDS = 60  # in which no task at all is worked on; also what a task may exceed its limit by


@dataclass(frozen=True)
class Failed:
    """Why a task gave no result: 'effort' (processor time), 'time', 'died', 'memory' or 'error'."""

    why: str
    detail: str = ""


def cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _begin(ready: Any) -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = ADDRESS_SPACE if hard == resource.RLIM_INFINITY else min(ADDRESS_SPACE, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    ready.release()


def _limited(function: Callable[..., Any], cpu_seconds: int, arguments: tuple[Any, ...]) -> Any:
    # RLIMIT_CPU counts over the worker's whole life, so the limit of a task is used + allowed.
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (spent + cpu_seconds + 1, hard))
    return function(*arguments)


class Workers:
    """A pool that starts with the first task and ends with the `with` block."""

    def __init__(self, count: int | None = None) -> None:
        self.count = count or cores()
        self._pool: ProcessPool | None = None
        self._size = 0  # workers the pool was made with
        self._ready: Any = None  # a semaphore each worker releases once

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *exc: object) -> None:
        self._end(at_once=exc[0] is not None)

    def _end(self, *, at_once: bool) -> None:
        if self._pool is None:
            return
        pool, self._pool = self._pool, None
        # A worker whose pool ends while it still starts prints a traceback of its own on our stderr.
        for _ in range(self._size):
            if not self._ready.acquire(timeout=START_SECONDS):
                break
        end: Callable[[], None] = pool.stop if at_once else pool.close
        with contextlib.suppress(RuntimeError, OverTime):
            end()
            pool.join(timeout=JOIN_SECONDS)

    def _submit(
        self,
        function: Callable[..., Any],
        task: tuple[Any, ...],
        seconds: float,
        cpu_seconds: int,
        size: int = 1,
    ) -> tuple[ProcessPool, Any]:
        """The pool and the task's future, on a new pool when the old one broke: killing a worker as it starts breaks pebble's."""
        if self._size < size:
            self._end(at_once=False)
        for _ in range(TRIES):
            if self._pool is None:
                # "spawn": a fork of a process that holds threads (progress, encoders) can deadlock.
                context = multiprocessing.get_context("spawn")
                self._ready, self._size = context.Semaphore(0), max(size, self._size)
                self._pool = ProcessPool(
                    max_workers=self._size, context=context, initializer=_begin, initargs=(self._ready,)
                )
            try:
                future = self._pool.schedule(_limited, args=(function, cpu_seconds, task), timeout=seconds)
                return self._pool, future
            except RuntimeError:
                self._end(at_once=True)
        raise MachineError("处理照片和文字的程序启动不了，可能是内存不够")

    def run(
        self,
        function: Callable[..., Any],
        tasks: Sequence[tuple[Any, ...]],
        *,
        seconds: float,
        cpu_seconds: int | None = None,
    ) -> Iterator[tuple[int, Any | Failed]]:
        """(index of the task, its result or why there is none), as they finish in order of `tasks`.

        `function` and its arguments must be importable and picklable. `seconds` limits each task
        in wall time, `cpu_seconds` in processor time (by default the same, rounded up): a loaded machine stretches
        the first and hardly the second. A task whose worker was killed is tried once more,
        alone: what the system killed for want of memory may do well then.

        Raises:
            MachineError: a task met a fault of the machine, such as a full disk, or no worker lives.
        """
        died = 0
        effort = int(seconds) + 1 if cpu_seconds is None else cpu_seconds
        size = min(self.count, len(tasks))  # a worker nobody needs costs its start
        futures = [self._submit(function, task, seconds, effort, size) for task in tasks]
        queue = [future for _, future in futures]
        for index, (pool, future) in enumerate(futures):
            result = self._result(pool, future, queue, index, seconds)
            if isinstance(result, Failed) and result.why == "died":
                again = self._submit(function, tasks[index], seconds, effort)
                result = self._result(*again, queue, len(queue), seconds)
                died += isinstance(result, Failed)
                if died == len(tasks) > 1:
                    raise MachineError("处理照片和文字的程序一再意外停下，可能是内存不够")
            yield index, result

    def _awaited(
        self, pool: ProcessPool, future: Any, queue: Sequence[Any], place: int, seconds: float
    ) -> Any:
        """What the task gives, which was the one at `place` in `queue`.

        Of a task whose worker ended between taking it and saying so pebble never speaks again, and a pool that was
        stopped leaves its futures as they are: such a one counts as died.
        """
        idle = running = 0
        while not future.done():
            wait([future], timeout=1)
            if future.done():
                break
            later = queue[place + 1 :]
            overtaken = any(other.running() or other.done() for other in later)
            working = future.running() or (not overtaken and any(other.running() for other in queue))
            idle = 0 if working else idle + 1
            running = running + 1 if future.running() else 0
            lost = (
                idle > (OVERTAKEN_SECONDS if overtaken else LOST_SECONDS) or running > seconds + LOST_SECONDS
            )
            if lost and pool is self._pool:
                self._end(at_once=True)
            if pool is not self._pool and not future.done():
                raise CancelledError("its worker said nothing")
        return future.result()

    def _result(
        self, pool: ProcessPool, future: Any, queue: Sequence[Any], place: int, seconds: float
    ) -> Any | Failed:
        try:
            return self._awaited(pool, future, queue, place, seconds)
        except OverTime:
            return Failed("time")
        except ProcessExpired as err:
            return Failed("effort" if err.exitcode == -signal.SIGXCPU else "died", str(err))
        except CancelledError as err:
            return Failed("died", str(err))
        except MemoryError:
            return Failed("memory")
        except OSError as err:
            raise MachineError(machine_fault(err)) from err
        except Exception as err:  # whatever a decoder raised over there
            if pool is not self._pool or not pool.active:
                return Failed("died", str(err))  # the pool itself broke
            return Failed("error", f"{type(err).__name__}: {err}")
