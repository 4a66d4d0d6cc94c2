"""A few reused processes for work on strangers' bytes, each task with limits of its own.

A pipe to each worker and nothing shared between them: one that dies, runs over or runs out of memory costs its own
task only, whatever it was doing then.
"""

from __future__ import annotations

import math
import os
import pickle
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Any

from showcase.project.errors import MachineError

if TYPE_CHECKING:
    from showcase.project.worker import Worker

TRIES = 3  # workers in a row that may end before they are up
READY = b""  # a worker is up, or has read its task and begins


@dataclass(frozen=True)
class Failed:
    """Why a task gave no result: 'effort' (processor time), 'time', 'died', 'memory' or 'error'."""

    why: str
    detail: str = ""


def cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _read(answer: bytes) -> Any:
    try:
        return pickle.loads(answer)
    except Exception as err:  # it could be written there and cannot be made here
        return Failed("error", f"{type(err).__name__}: {err}")


class Workers:
    """Processes that start with the first task and end with the `with` block."""

    def __init__(self, count: int | None = None) -> None:
        self.count = count or cores()
        self._workers: list[Worker] = []
        self._stillborn = 0  # in a row

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self._dismiss(self._workers)

    def _dismiss(self, workers: Sequence[Worker]) -> None:
        for worker in workers:
            worker.process.kill()
        for worker in workers:
            worker.end()
        self._workers = [worker for worker in self._workers if worker not in workers]

    def run(
        self,
        function: Callable[..., Any],
        tasks: Sequence[tuple[Any, ...]],
        *,
        seconds: float,
        cpu_seconds: int | None = None,
        worth: int = 1,
    ) -> Iterator[tuple[int, Any | Failed]]:
        """(index of the task, its result or why there is none), in the order of `tasks`.

        `function` and its arguments must be importable and picklable. `seconds` limits each task
        in wall time, `cpu_seconds` in processor time (by default the same, rounded up): a loaded machine stretches
        the first and hardly the second. `worth` tasks are worth another worker: one takes a tenth of a second to start. A task whose worker was killed is tried once more,
        alone: what the system killed for want of memory may do well then.

        Raises:
            MachineError: a task met a fault of the machine, such as a full disk, or no worker lives.
        """
        effort = int(seconds) + 1 if cpu_seconds is None else cpu_seconds

        def begin(worker: Worker, task: int) -> None:
            worker.begin(task, pickle.dumps((function, effort, tasks[task])), seconds)

        early: dict[int, Any] = {}
        due = died = 0
        for index, result in self._finished(begin, len(tasks), worth):
            if isinstance(result, MachineError):
                raise result
            died += isinstance(result, Failed) and result.why == "died"
            if died == len(tasks) > 1:
                raise MachineError("处理照片和文字的程序一再意外停下，可能是内存不够")
            early[index] = result
            while due in early:
                yield due, early.pop(due)
                due += 1

    def _finished(
        self, begin: Callable[[Worker, int], None], number: int, worth: int
    ) -> Iterator[tuple[int, Any]]:
        """(task, what came of it), as they end; those whose worker died are done again last, one by one."""
        left, again, retried = deque(range(number)), deque[int](), set[int]()
        busy: list[Worker] = []
        try:
            while left or again or busy:
                self._staff(max(len(busy), math.ceil((len(busy) + len(left)) / worth), 1))
                for worker in [one for one in self._workers if one.deadline is None]:
                    if left or (again and not busy):
                        begin(worker, left.popleft() if left else again.popleft())
                        busy.append(worker)
                for worker in self._heard():
                    task, answer = worker.task, worker.answer()
                    if isinstance(answer, Failed):
                        self._workers.remove(worker)
                    if task is None:
                        self._stillborn = self._stillborn + 1 if isinstance(answer, Failed) else 0
                    if task is None or answer == READY:
                        continue
                    busy.remove(worker)
                    if isinstance(answer, Failed) and answer.why == "died" and task not in retried:
                        retried.add(task)
                        again.append(task)
                    else:
                        yield task, answer if isinstance(answer, Failed) else _read(answer)
        finally:
            self._dismiss(busy)

    def _staff(self, wanted: int) -> None:
        """As many workers as there is work for; who is lost is replaced."""
        from showcase.project.worker import Worker  # here: most often there is no work

        while len(self._workers) < min(self.count, wanted) and self._stillborn < TRIES:
            try:
                self._workers.append(Worker())
            except OSError:  # the system gives no process, or it ended before it was told anything
                self._stillborn += 1
        if not self._workers:
            raise MachineError("处理照片和文字的程序启动不了，可能是内存不够")

    def _heard(self) -> list[Worker]:
        """Those that have something to say, or have run out of time."""
        from multiprocessing.connection import wait

        active = {one.pipe: (one, one.deadline) for one in self._workers if one.deadline is not None}
        heard = wait(active, max(0.0, min(deadline for _, deadline in active.values()) - monotonic()))
        now = monotonic()
        return [one for pipe, (one, deadline) in active.items() if pipe in heard or deadline <= now]
