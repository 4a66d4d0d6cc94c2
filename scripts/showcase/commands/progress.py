"""How far a command has come."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from showcase.commands.terminal import err

SLOW = 1.0  # seconds after which progress is shown
LINE_SECONDS = 60  # between two lines where there is no terminal to draw in


@contextmanager
def watching() -> Iterator[Callable[[str], Callable[[int, int], None]]]:
    """Progress on stderr, once something takes longer than `SLOW`."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    started = dt.datetime.now()
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as progress:

        def watch(what: str) -> Callable[[int, int], None]:
            task = progress.add_task(what, total=None, visible=False)

            def step(done: int, of: int) -> None:
                slow = (dt.datetime.now() - started).total_seconds() > SLOW
                progress.update(task, completed=done, total=of, visible=slow)

            return step

        yield watch


@contextmanager
def watching_for_hours(what: str) -> Iterator[Callable[[int, int], None]]:
    """The same with the time that is left; where stderr is kept in a file, a line a minute."""
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TextColumn("还要"), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as progress:
        task = progress.add_task(what, total=None)
        lines = Lines(what)

        def step(done: int, of: int) -> None:
            progress.update(task, completed=done, total=of)
            line = lines.after(monotonic(), done, of)
            if line and not err.is_terminal:
                err.print(line)

        yield step


class Lines:
    """A line now and then on how far it is and how long it will take; what was done before we came counts for nothing."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._began: tuple[float, int] | None = None
        self._told = 0.0

    def after(self, now: float, done: int, of: int) -> str:
        """'' where nothing is to be said now."""
        if self._began is None:
            self._began, self._told = (now, done), now
        began, before = self._began
        if now - self._told < LINE_SECONDS or done <= before:
            return ""
        self._told = now
        minutes = math.ceil((of - done) * (now - began) / (done - before) / 60)
        return f"{self._what} {done}/{of}，还要约 {minutes // 60} 小时 {minutes % 60} 分"
