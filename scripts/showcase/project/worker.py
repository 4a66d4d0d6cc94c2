"""One process for work on strangers' bytes: its life, and how it is spoken to."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import pickle
import signal
import threading
from collections.abc import Iterator
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from time import monotonic
from typing import Any

from showcase.project import limits
from showcase.project.errors import MachineError, machine_fault
from showcase.project.workers import READY, Failed

ADDRESS_SPACE = 3 << 30  # bytes a worker may map; a 60-megapixel photo needs far less
START_SECONDS = 60  # in which one has to be up, or to have read its task, also on a laden machine
MOVE_SECONDS = 10  # in which a large message has to be through
SMALL = 1 << 14  # bytes of a message that the system takes in one piece
START = multiprocessing.get_context("spawn")  # a fork of a process that holds threads can deadlock
LARGE = b"large"  # the next message is the answer, and takes time
END_SECONDS = 5  # in which a process whose pipe has closed ends by itself


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


class Worker:
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
