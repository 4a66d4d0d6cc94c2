"""A few reused processes for work on strangers' bytes, each task with limits of its own.

A task that dies, runs over or runs out of memory costs only itself: pebble replaces the worker.
(When one of 20 workers was killed, concurrent.futures lost 18 jobs, pebble one.)
"""

from __future__ import annotations

import multiprocessing
import os
import resource
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import TimeoutError as OverTime
from dataclasses import dataclass
from typing import Any

from pebble import ProcessExpired, ProcessPool

from showcase.errors import MachineError

ADDRESS_SPACE = 3 << 30  # bytes a worker may map; a 60-megapixel photo needs far less
START_COST = 4  # with fewer light tasks than this, starting a pool costs more than it saves


@dataclass(frozen=True)
class Failed:
    """Why a task gave no result: 'time', 'died', 'memory' or 'error'."""

    why: str
    detail: str = ""


def cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _begin() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = ADDRESS_SPACE if hard == resource.RLIM_INFINITY else min(ADDRESS_SPACE, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


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

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *exc: object) -> None:
        if self._pool is not None:
            end: Callable[[], None] = self._pool.stop if exc[0] else self._pool.close
            end()
            self._pool.join()
            self._pool = None

    def _again(
        self, function: Callable[..., Any], cpu: int, task: tuple[Any, ...], seconds: float
    ) -> Any | Failed:
        """One more try: what the system killed for want of memory may do well alone."""
        assert self._pool is not None
        try:
            return self._pool.schedule(_limited, args=(function, cpu, task), timeout=seconds).result()
        except OSError as err:
            raise MachineError(f"机器出了故障：{err.strerror or err}") from err
        except Exception as err:
            return Failed("died", str(err))

    def run(
        self,
        function: Callable[..., Any],
        tasks: Sequence[tuple[Any, ...]],
        *,
        seconds: float,
    ) -> Iterator[tuple[int, Any | Failed]]:
        """(index of the task, its result or why there is none), as they finish in order of `tasks`.

        `function` and its arguments must be importable and picklable. `seconds` limits each task
        in wall time and, rounded up, in processor time.

        Raises:
            MachineError: a task met a fault of the machine, such as a full disk.
        """
        if not tasks:
            return
        if self._pool is None:
            # "spawn": a fork of a process that holds threads (progress, encoders) can deadlock.
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPool(max_workers=self.count, context=context, initializer=_begin)
        cpu = int(seconds) + 1
        died = 0
        futures = [
            self._pool.schedule(_limited, args=(function, cpu, task), timeout=seconds) for task in tasks
        ]
        for index, future in enumerate(futures):
            try:
                yield index, future.result()
            except OverTime:
                yield index, Failed("time")
            except ProcessExpired as err:
                again = self._again(function, cpu, tasks[index], seconds)
                died += isinstance(again, Failed)
                if died == len(tasks) > 1:
                    raise MachineError(f"工作进程一再意外结束（{err.exitcode}），可能是内存不够") from err
                yield index, again
            except MemoryError:
                yield index, Failed("memory")
            except OSError as err:
                raise MachineError(f"机器出了故障：{err.strerror or err}") from err
            except Exception as err:  # whatever a decoder raised over there
                yield index, Failed("error", f"{type(err).__name__}: {err}")
