"""Has photos developed: what is in the cache is used, the rest is made in worker processes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from showcase.photos.making import Task, make
from showcase.photos.marks import Mark
from showcase.photos.orders import EXPORT, SMALLER, Developed, Order, Refusal, Want
from showcase.photos.plan import PIPELINE, Probe, codecs
from showcase.project.cache import Cache, Memo
from showcase.project.jail import Jail, Refused, TooLarge
from showcase.project.workers import Failed, Workers

MAX_BYTES = 40 << 20
# Limits of one photo. What its structure shows to be too much work is refused before it is decoded (costs.py), so
# these are the last resort: the costliest honest photo tried, 60 progressive megapixels in all eleven recipes, takes
# ten seconds of processor time; nine neighbours on two cores stretch that to a minute.
CPU_SECONDS = 20
SECONDS = 90.0
SOURCES = "sources"  # the entry that remembers unchanged files
MISSING = "PHO107"  # no plain file of that name
PROBE = 5  # raise when Probe says more or other things

Progress = Callable[[int, int], None]  # done, of


@dataclass
class Tally:
    photos: int = 0  # asked for
    decoded: int = 0
    encoded: int = 0  # files made now
    files: int = 0  # files asked for
    hasty: int = 0  # photos shown in their quick form


@dataclass(frozen=True)
class _Job:
    """One content to develop; `path` is one of the files that hold it."""

    root: str
    path: str
    sha256: str | None  # of what the file held when it was looked at
    task: Task
    cache: str
    threads: int


def _develop(job: _Job) -> tuple[Probe, int] | Refusal:
    """In a worker: reads, plans, and makes what the cache lacks. Returns how many files it made."""
    data = read_photo(Jail(Path(job.root)), job.path)
    if isinstance(data, Refusal):
        return data
    cache = Cache(Path(job.cache))
    made = make(data, job.task, lambda entry: cache.get(entry) is not None, job.threads)
    if isinstance(made, Refusal):
        if job.sha256 and hashlib.sha256(data).hexdigest() != job.sha256:  # half copied, or another by now
            return Refusal(MISSING, "照片在处理途中被换过", "等文件复制完，再运行一次")
        return made
    for entry, output in made.outputs.items():
        cache.put(entry, output)
    cache.put_json(_probe_name(made.probe.sha256), asdict(made.probe))
    return made.probe, sum(not name.endswith(".mark") for name in made.outputs)


def read_photo(jail: Jail, path: str) -> bytes | Refusal:
    *folders, name = path.split("/")
    try:
        return jail.read(*folders, name, limit=MAX_BYTES)
    except Refused as err:
        return Refusal(MISSING, str(err), SMALLER if isinstance(err, TooLarge) else "请把照片文件本身放进来")


def _probe_name(sha256: str) -> str:
    return f"{sha256}.probe{PROBE}"


def _refusal_name(sha256: str) -> str:
    facts = json.dumps([PIPELINE, PROBE, codecs(), CPU_SECONDS])
    return f"{sha256}.no-{hashlib.sha256(facts.encode()).hexdigest()[:12]}"


class Studio:
    """Develops the photos of one project; `tally` counts what it did.

    `ground` is the colour under transparent pictures, `mark` the emblem for recipes that have a place for it.
    `partly`: only some of the project's photos are asked for; what is known of the others stays.
    `in_haste` is set for somebody who waits: what is not there in its final form is made in a third of the time, a little larger.
    """

    def __init__(
        self,
        root: Path,
        cache_folder: Path,
        workers: Workers,
        ground: str = "#ffffff",
        mark: Mark | None = None,
        *,
        partly: bool = False,
    ) -> None:
        self.root = root
        self.cache = Cache(cache_folder / "photos")
        self.memo = Memo(self.cache, SOURCES)
        self.workers = workers
        self.ground = ground
        self.mark = mark
        self.partly = partly
        self.in_haste = False
        self.tally = Tally()
        self._jail = Jail(root)
        self._whole: set[str] = set()  # files read and found whole in this run

    def develop(
        self, orders: Iterable[Order], progress: Progress | None = None
    ) -> dict[str, Developed | Refusal]:
        """Each ordered photo by path, its outputs in the cache, or why it cannot be used."""
        wanted: dict[str, set[Want]] = {}
        for order in orders:
            wanted.setdefault(order.path, set()).update(order.wants)
        states = self._states(wanted)
        contents = {path: self._content(path, states.get(path)) for path in sorted(wanted)}
        done: dict[str, Developed | Refusal] = {}
        groups: dict[str, list[str]] = {}  # content → the paths that hold it
        for path, sha256 in contents.items():
            ready = self._from_cache(sha256, wanted[path]) or self._known_refusal(sha256)
            if ready:
                done[path] = ready
            else:
                groups.setdefault(sha256 or path, []).append(path)
        # The largest first, so that none is left running alone at the end.
        shared = sorted(groups.values(), key=lambda paths: (-states.get(paths[0], (0, 0))[0], paths[0]))
        threads = max(1, self.workers.count // len(shared)) if shared else 1
        jobs = [self._job(paths, contents[paths[0]], wanted, threads) for paths in shared]
        for index, result in self.workers.run(
            _develop, [(job,) for job in jobs], seconds=SECONDS, cpu_seconds=CPU_SECONDS
        ):
            result = self._remembered(result, contents[shared[index][0]])
            for path in shared[index]:
                done[path] = self._result(path, wanted[path], result, states)
            if isinstance(result, tuple):
                self.tally.decoded += bool(result[1])
                self.tally.encoded += result[1]
            if progress:
                progress(index + 1, len(jobs))
        self.memo.save(others=self.partly)
        self.tally.photos += len(wanted)
        self.tally.files += len(files_of(done.values()))
        self.tally.hasty += sum(isinstance(photo, Developed) and photo.hasty for photo in done.values())
        return done

    def _job(
        self, paths: list[str], sha256: str | None, wanted: Mapping[str, set[Want]], threads: int
    ) -> _Job:
        wants = sorted(set().union(*(wanted[p] for p in paths)), key=lambda w: (w.recipe.name, w.focal or ()))
        return _Job(str(self.root), paths[0], sha256, self._task(wants), str(self.cache.folder), threads)

    def _task(self, wants: Iterable[Want], *, in_haste: bool | None = None) -> Task:
        haste = self.in_haste if in_haste is None else in_haste
        return Task(tuple(wants), self.ground, self.mark, haste)

    def _states(self, paths: Iterable[str]) -> dict[str, tuple[int, int]]:
        """(size, mtime_ns) of each path that is a plain file, with one listing a folder."""
        states: dict[str, tuple[int, int]] = {}
        for folder in sorted({path.rpartition("/")[0] for path in paths}):
            try:
                entries = self._jail.entries(*filter(None, folder.split("/")))
            except Refused:
                continue
            states |= {f"{folder}/{e.name}".lstrip("/"): (e.size, e.mtime_ns) for e in entries if e.is_plain}
        return states

    def _content(self, path: str, state: tuple[int, int] | None) -> str | None:
        """The SHA-256 of a photo, without reading it when it has not changed; None when it cannot be read."""
        if state is None or state[0] > MAX_BYTES:
            return None
        known = self.memo.get(path, *state)
        if known:
            return known
        *folders, name = path.split("/")
        try:
            sha256 = hashlib.sha256(self._jail.read(*folders, name, limit=MAX_BYTES)).hexdigest()
        except Refused:
            return None
        self.memo.put(path, *state, sha256)
        return sha256

    def _from_cache(self, sha256: str | None, wants: Iterable[Want]) -> Developed | None:
        facts: Any = self.cache.get_json(_probe_name(sha256)) if sha256 else None
        try:
            probe = Probe(**facts | {key: tuple(facts[key]) for key in ("focal", "notes", "inscriptions")})
        except (TypeError, KeyError):  # no entry, or one of another shape
            return None
        for in_haste in sorted({False, self.in_haste}):  # the final form is liked better
            developed = self._planned(probe, wants, in_haste=in_haste)
            if all(self._is_whole(entry) for entry in sorted(_entries_of_outputs([developed]))):
                return self._with_marks(developed)
        return None

    def _is_whole(self, entry: str) -> bool:
        if entry not in self._whole and self.cache.get(entry) is not None:
            self._whole.add(entry)
        return entry in self._whole

    def _known_refusal(self, sha256: str | None) -> Refusal | None:
        """Why this content was refused before; it is not tried again until the program changes."""
        facts: Any = self.cache.get_json(_refusal_name(sha256)) if sha256 else None
        try:
            return Refusal(**facts)
        except TypeError:  # no entry, or one of another shape
            return None

    def _remembered(self, result: object, sha256: str | None) -> object:
        """`result`, kept if it is a refusal that lies in the content: a loaded or small machine may cause others."""
        if isinstance(result, Failed):
            result = failure(result) if result.why in ("effort", "error") else result
        if sha256 and isinstance(result, Refusal) and result.code != MISSING:
            result = replace(result, entry=_refusal_name(sha256))
            self.cache.put_json(result.entry, asdict(result))
        return result

    def _result(
        self, path: str, wants: Iterable[Want], result: object, states: Mapping[str, tuple[int, int]]
    ) -> Developed | Refusal:
        if isinstance(result, Failed):
            return failure(result)
        if isinstance(result, Refusal):
            return result
        assert isinstance(result, tuple)
        probe = result[0]
        if path in states:
            self.memo.put(path, *states[path], probe.sha256)
        return self._with_marks(self._planned(probe, wants, in_haste=self.in_haste))

    def _planned(self, probe: Probe, wants: Iterable[Want], *, in_haste: bool) -> Developed:
        return Developed(probe, self._task(wants, in_haste=in_haste).plans(probe), hasty=in_haste)

    def _with_marks(self, photo: Developed) -> Developed:
        """The photo with what its entries say of the emblem."""
        marked = [i for planned in photo.plans.values() for i in planned if i.mark]
        bare = tuple(i.recipe for i in marked if not self.cache.get(i.mark_entry))
        return replace(photo, unmarked=bare)


def entries_of(photos: Iterable[Developed | Refusal]) -> set[str]:
    """The names of all cache entries that these photos need, for `Cache.prune`."""
    photos = tuple(photos)
    probes = {_probe_name(photo.probe.sha256) for photo in photos if isinstance(photo, Developed)}
    refusals = {photo.entry for photo in photos if isinstance(photo, Refusal)} - {""}
    return _entries_of_outputs(photos) | probes | refusals | {SOURCES}


def _entries_of_outputs(photos: Iterable[Developed | Refusal]) -> set[str]:
    developed = (photo for photo in photos if isinstance(photo, Developed))
    return {e for photo in developed for planned in photo.plans.values() for i in planned for e in i.entries}


def files_of(photos: Iterable[Developed | Refusal]) -> set[str]:
    """The names of all outputs."""
    return {
        i.file
        for photo in photos
        if isinstance(photo, Developed)
        for planned in photo.plans.values()
        for i in planned
    }


def failure(failed: Failed) -> Refusal:
    if failed.why in ("time", "effort"):
        return Refusal("PHO105", "处理这张照片花了太久，没有做完", EXPORT)
    if failed.why in ("died", "memory"):
        return Refusal("PHO106", "处理这张照片时内存不够，或程序意外停下", EXPORT)
    return Refusal("PHO102", "照片读不出来", EXPORT)
