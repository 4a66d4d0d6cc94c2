"""Has photos developed: what is in the cache is used, the rest is made in worker processes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from showcase.jail import Jail, Refused
from showcase.photos.cache import Cache, Memo
from showcase.photos.plan import Focal, Instruction, Probe, plan
from showcase.photos.recipes import Recipe
from showcase.photos.render import render
from showcase.photos.sniff import EXPORT, UnreadablePhoto, probe
from showcase.workers import Failed, Workers

MAX_BYTES = 40 << 20
SECONDS = 30.0  # for one photo; 36 megapixels take two to three on a slow machine
MISSING = "PHO107"  # no plain file of that name
PROBE = 2  # raise when Probe says more or other things

Progress = Callable[[int, int], None]  # done, of


@dataclass(frozen=True)
class Want:
    recipe: Recipe
    focal: Focal | None = None


@dataclass(frozen=True)
class Order:
    path: str  # relative to the root, with "/"
    wants: frozenset[Want]


@dataclass(frozen=True)
class Refusal:
    code: str
    message: str
    hint: str


@dataclass(frozen=True)
class Developed:
    """A photo whose outputs lie in the cache."""

    probe: Probe
    plans: Mapping[Want, tuple[Instruction, ...]] = field(hash=False)


@dataclass
class Tally:
    photos: int = 0  # asked for
    decoded: int = 0
    encoded: int = 0  # files made now
    files: int = 0  # files asked for


@dataclass(frozen=True)
class _Job:
    root: str
    path: str
    wants: tuple[Want, ...]
    cache: str


def _develop(job: _Job) -> tuple[Probe, int] | Refusal:
    """In a worker: reads, plans, and makes what the cache lacks. Returns how many files it made."""
    try:
        return _make(job)
    except Refused as err:
        return Refusal(MISSING, str(err), "请把照片文件本身放进故事的文件夹")
    except UnreadablePhoto as err:
        return Refusal(err.code, err.message, err.hint)


def _make(job: _Job) -> tuple[Probe, int]:
    *folders, name = job.path.split("/")
    data = Jail(Path(job.root)).read(*folders, name, limit=MAX_BYTES)
    facts = probe(data)
    cache = Cache(Path(job.cache))
    missing = {
        i.file: i
        for want in job.wants
        for i in plan(facts, want.recipe, want.focal)
        if cache.get(i.file) is None
    }
    for file, output in render(data, facts, missing.values()).items():
        cache.put(file, output)
    cache.put_json(_probe_name(facts.sha256), asdict(facts))
    return facts, len(missing)


def _probe_name(sha256: str) -> str:
    return f"{sha256}.probe{PROBE}"


class Studio:
    """Develops the photos of one project; `tally` counts what it did."""

    def __init__(self, root: Path, cache_folder: Path, workers: Workers) -> None:
        self.root = root
        self.cache = Cache(cache_folder / "photos")
        self.memo = Memo(self.cache, "sources")
        self.workers = workers
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
        done: dict[str, Developed | Refusal] = {}
        jobs: list[_Job] = []
        states = self._states(wanted)
        for path in sorted(wanted):
            wants = tuple(sorted(wanted[path], key=lambda w: (w.recipe.name, w.focal or ())))
            ready = self._from_cache(path, states, wants)
            if ready:
                done[path] = ready
            else:
                jobs.append(_Job(str(self.root), path, wants, str(self.cache.folder)))
        jobs.sort(key=lambda job: (-states.get(job.path, (0, 0))[0], job.path))  # the largest first
        for index, result in self.workers.run(_develop, [(job,) for job in jobs], seconds=SECONDS):
            done[jobs[index].path] = self._result(jobs[index], result, states)
            if progress:
                progress(index + 1, len(jobs))
        self.memo.save()
        self.tally.photos += len(wanted)
        self.tally.files += len(
            {i.file for d in done.values() if isinstance(d, Developed) for p in d.plans.values() for i in p}
        )
        return done

    def _states(self, paths: Iterable[str]) -> dict[str, tuple[int, int]]:
        """(size, mtime_ns) of each path that is a plain file, with one listing a folder."""
        states: dict[str, tuple[int, int]] = {}
        for folder in sorted({path.rpartition("/")[0] for path in paths}):
            try:
                entries = self._jail.entries(*folder.split("/"))
            except Refused:
                continue
            states |= {f"{folder}/{e.name}": (e.size, e.mtime_ns) for e in entries if e.is_plain}
        return states

    def _from_cache(
        self, path: str, states: Mapping[str, tuple[int, int]], wants: tuple[Want, ...]
    ) -> Developed | None:
        state = states.get(path)
        if state is None:
            return None
        sha256 = self.memo.get(path, *state) or self._hash(path, state)
        facts = self.cache.get_json(_probe_name(sha256)) if sha256 else None
        if facts is None:
            return None
        facts["notes"] = tuple(facts["notes"])
        developed = _planned(Probe(**facts), wants)
        files = {i.file for instructions in developed.plans.values() for i in instructions}
        for file in files - self._whole:
            if self.cache.get(file) is None:
                return None
            self._whole.add(file)
        return developed

    def _hash(self, path: str, state: tuple[int, int]) -> str | None:
        *folders, name = path.split("/")
        try:
            sha256 = hashlib.sha256(self._jail.read(*folders, name, limit=MAX_BYTES)).hexdigest()
        except Refused:
            return None
        self.memo.put(path, *state, sha256)
        return sha256

    def _result(
        self, job: _Job, result: object, states: Mapping[str, tuple[int, int]]
    ) -> Developed | Refusal:
        if isinstance(result, Failed):
            return _refusal(result)
        if isinstance(result, Refusal):
            return result
        assert isinstance(result, tuple)
        facts, made = result
        self.tally.decoded += bool(made)
        self.tally.encoded += made
        if job.path in states:
            self.memo.put(job.path, *states[job.path], facts.sha256)
        return _planned(facts, job.wants)


def _planned(facts: Probe, wants: tuple[Want, ...]) -> Developed:
    return Developed(facts, {want: plan(facts, want.recipe, want.focal) for want in wants})


def _refusal(failed: Failed) -> Refusal:
    if failed.why == "time":
        return Refusal("PHO105", f"处理这张照片超过了 {SECONDS:.0f} 秒", EXPORT)
    if failed.why in ("died", "memory"):
        return Refusal("PHO106", "处理这张照片时内存不够或进程意外结束", EXPORT)
    return Refusal("PHO102", "照片读不出来", EXPORT)
