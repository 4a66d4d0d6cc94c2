"""What is shown now: the last good site, and what keeps the sources from making a newer one."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from showcase.project.finding import Finding


@dataclass(frozen=True)
class Trouble:
    """One thing that is wrong, for the bar on the page."""

    message: str
    place: str = ""  # stories/2026/x/index.md, line 3
    hint: str = ""
    page: str = ""  # the address of the page that is made of it


@dataclass(frozen=True)
class State:
    tick: int  # grows with every change
    version: int  # of the site; grows when another one is shown
    troubles: tuple[Trouble, ...] = ()
    folder: Path | None = None  # None: there has been no good site yet


class Showing:
    """The state, shared between the one who builds and those who look."""

    def __init__(self) -> None:
        self._state = State(0, 0)
        self._changed = threading.Condition()

    @property
    def state(self) -> State:
        return self._state

    def show(self, folder: Path, troubles: Iterable[Trouble]) -> None:
        """From now on `folder`."""
        self._set(State(self._state.tick + 1, self._state.version + 1, tuple(troubles), folder))

    def keep(self, troubles: Iterable[Trouble]) -> None:
        """Still the same site, and why."""
        self._set(State(self._state.tick + 1, self._state.version, tuple(troubles), self._state.folder))

    def after(self, tick: int, seconds: float) -> State:
        """The state, as soon as it is newer than `tick`, or after `seconds` as it is."""
        with self._changed:
            self._changed.wait_for(lambda: self._state.tick != tick, timeout=seconds)
            return self._state

    def _set(self, state: State) -> None:
        with self._changed:
            self._state = state
            self._changed.notify_all()


class Rooms:
    """Folders for one site after the other; the last two are kept, as somebody may still be reading the older."""

    def __init__(self, place: Path) -> None:
        self.place, self.number = place, 0

    def next(self) -> Path:
        self.number += 1
        shutil.rmtree(self.place / str(self.number - 3), ignore_errors=True)
        folder = self.place / str(self.number)
        folder.mkdir()
        return folder


def trouble_of(finding: Finding) -> Trouble:
    place = f"{finding.place.path} 第 {finding.place.line} 行"
    return Trouble(finding.message, place, finding.hint, page_of(finding.place.path))


def page_of(source: str) -> str:
    """The address of the page that is made of the file `source`, or ""."""
    parts = source.split("/")
    if parts[0] == "stories" and len(parts) >= 3:
        return "/".join([*parts[:3], "index.html"])
    if parts[0] == "docs" and parts[-1] == "index.md":
        return "/".join([*parts[1:-1], "index.html"])
    return ""


def keep_pages(old: Path, new: Path, pages: Iterable[str]) -> None:
    """Gives the site in `new` those of `pages` that only the one in `old` has, with the photos they may show."""
    kept = [page for page in pages if page and not (new / page).exists() and (old / page).is_file()]
    photos = (old / "assets" / "photos").glob("*") if kept else ()
    for source in (*(old / page for page in kept), *photos):
        target = new / source.relative_to(old)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
