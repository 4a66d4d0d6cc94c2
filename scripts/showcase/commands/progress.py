"""How far a command has come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from showcase.commands.terminal import err

SLOW = 1.0  # seconds after which progress is shown


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
