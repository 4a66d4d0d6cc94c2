"""A few reused processes for work on strangers' bytes, each task with limits of its own.

A pipe to each worker and nothing shared between them: one that dies, runs over or runs out of memory costs its own
task only, whatever it was doing then.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import pickle
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from time import monotonic
from typing import Any

from showcase.project import limits
from showcase.project.errors import MachineError, machine_fault

ADDRESS_SPACE = 3 << 30  # bytes a worker may map; a 60-megapixel photo needs far less
TRIES = 3  # workers in a row that may end before they are up
START_SECONDS = 60  # in which one has to be up, or to have read its task, also on a laden machine
MOVE_SECONDS = 10  # in which a large message has to be through
SMALL = 1 << 14  # bytes of a message that the system takes in one piece
START = multiprocessing.get_context("spawn")  # a fork of a process that holds threads can deadlock
READY = b""  # a worker is up, or has read its task and begins
LARGE = b"large"  # the next message is the answer, and takes time
END_SECONDS = 5  # in which a process whose pipe has closed ends by itself


@dataclass(frozen=True)
class Failed:
    """Why a task gave no result: 'effort' (processor time), 'time', 'died', 'memory' or 'error'."""

    why: str
    detail: str = ""


def cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _work(pipe: Connection[Any, Any]) -> None:
    """A worker's life."""
    limits.keep_memory_below(ADDRESS_SPACE)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with contextlib.suppress(EOFError, OSError):  # nobody is there any more
        pipe.send_bytes(READY)
        while True:
            answer = _answer(pipe, pipe.recv_bytes())
            if len(answer) > SMALL:
                pipe.send_bytes(LARGE)
            pipe.send_bytes(answer)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent
    parent.join()
    os._exit(1)


def _answer(pipe: Connection[Any, Any], order: bytes) -> bytes:
    answer: Failed | MachineError
    try:
        function, cpu_seconds, arguments = pickle.loads(order)
        limits.allow_effort(cpu_seconds)
        pipe.send_bytes(READY)
        return pickle.dumps(function(*arguments))
    except MemoryError:
        answer = Failed("memory")
    except OSError as err:
        answer = MachineError(machine_fault(err))
    except Exception as err:  # whatever a decoder raises
        answer = Failed("error", f"{type(err).__name__}: {err}")
    return pickle.dumps(answer)


@contextlib.contextmanager
def _deaf_to_interruption() -> Iterator[None]:
    """A process started meanwhile never hears of Ctrl+C, not even as it loads: it is for us to end it."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    resource_tracker.ensure_running()  # in Python 3.11 starting it lets every signal through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _read(answer: bytes) -> Any:
    try:
        return pickle.loads(answer)
    except Exception as err:  # it could be written there and cannot be made here
        return Failed("error", f"{type(err).__name__}: {err}")


class _Worker:
    """A process, and the index of the task it has; None while it has none, at first because it is not up yet."""

    def __init__(self) -> None:
        # A new interpreter looks for its modules in the folder it is started in: a multiprocessing.py that somebody
        # had put beside mkdocs.yml was run by every build.
        os.environ["PYTHONSAFEPATH"] = "1"
        self.pipe, theirs = START.Pipe()
        self.process = START.Process(target=_work, args=(theirs,), daemon=True)
        with _deaf_to_interruption(), theirs:
            self.process.start()
        self.task: int | None = None
        self.seconds = 0.0  # for the task, once it is begun: loading what it needs is no fault of its own
        self.deadline: float | None = monotonic() + START_SECONDS  # None: it waits for a task

    @contextlib.contextmanager
    def _moving(self) -> Iterator[None]:
        """A worker that is stopped in the middle of a message would hold us up for ever."""
        timer = threading.Timer(MOVE_SECONDS, self.process.kill)
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def begin(self, task: int, order: bytes, seconds: float) -> None:
        self.task, self.seconds, self.deadline = task, seconds, monotonic() + START_SECONDS
        moving = self._moving() if len(order) > SMALL else contextlib.nullcontext()
        with contextlib.suppress(OSError), moving:  # it is dead: its pipe says so again
            self.pipe.send_bytes(order)

    def answer(self) -> bytes | Failed:
        """What it has to say, or why it never will: afterwards it is no more. Nothing said: it is ready."""
        if not self.pipe.poll():
            self.end()
            return Failed("time")
        try:
            answer = self.pipe.recv_bytes()
            if answer == LARGE:
                with self._moving():
                    answer = self.pipe.recv_bytes()
        except (EOFError, OSError):
            self.end(END_SECONDS)
            code = self.process.exitcode
            return Failed("effort" if code == limits.OVER_EFFORT else "died", f"exit code {code}")
        if answer == READY and self.task is not None:
            self.deadline = monotonic() + self.seconds
        else:
            self.task = self.deadline = None
        return answer

    def end(self, patience: float = 0) -> None:
        self.process.join(patience)
        self.process.kill()
        self.process.join(END_SECONDS)
        self.pipe.close()


class Workers:
    """Processes that start with the first task and end with the `with` block."""

    def __init__(self, count: int | None = None) -> None:
        self.count = count or cores()
        self._workers: list[_Worker] = []
        self._stillborn = 0  # in a row

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self._dismiss(self._workers)

    def _dismiss(self, workers: Sequence[_Worker]) -> None:
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
    ) -> Iterator[tuple[int, Any | Failed]]:
        """(index of the task, its result or why there is none), in the order of `tasks`.

        `function` and its arguments must be importable and picklable. `seconds` limits each task
        in wall time, `cpu_seconds` in processor time (by default the same, rounded up): a loaded machine stretches
        the first and hardly the second. A task whose worker was killed is tried once more,
        alone: what the system killed for want of memory may do well then.

        Raises:
            MachineError: a task met a fault of the machine, such as a full disk, or no worker lives.
        """
        effort = int(seconds) + 1 if cpu_seconds is None else cpu_seconds

        def begin(worker: _Worker, task: int) -> None:
            worker.begin(task, pickle.dumps((function, effort, tasks[task])), seconds)

        early: dict[int, Any] = {}
        due = died = 0
        for index, result in self._finished(begin, len(tasks)):
            if isinstance(result, MachineError):
                raise result
            died += isinstance(result, Failed) and result.why == "died"
            if died == len(tasks) > 1:
                raise MachineError("处理照片和文字的程序一再意外停下，可能是内存不够")
            early[index] = result
            while due in early:
                yield due, early.pop(due)
                due += 1

    def _finished(self, begin: Callable[[_Worker, int], None], number: int) -> Iterator[tuple[int, Any]]:
        """(task, what came of it), as they end; those whose worker died are done again last, one by one."""
        left, again, retried = deque(range(number)), deque[int](), set[int]()
        busy: list[_Worker] = []
        try:
            while left or again or busy:
                self._staff(len(busy) + len(left) or 1)
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
        while len(self._workers) < min(self.count, wanted) and self._stillborn < TRIES:
            try:
                self._workers.append(_Worker())
            except OSError:  # the system gives no process, or it ended before it was told anything
                self._stillborn += 1
        if not self._workers:
            raise MachineError("处理照片和文字的程序启动不了，可能是内存不够")

    def _heard(self) -> list[_Worker]:
        """Those that have something to say, or have run out of time."""
        active = {one.pipe: (one, one.deadline) for one in self._workers if one.deadline is not None}
        heard = wait(active, max(0.0, min(deadline for _, deadline in active.values()) - monotonic()))
        now = monotonic()
        return [one for pipe, (one, deadline) in active.items() if pipe in heard or deadline <= now]
