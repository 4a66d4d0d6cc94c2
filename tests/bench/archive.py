"""What a folder of photos costs: by one worker, by two, and by a Dask cluster of two processes on this machine.

Run by `make bench`; prints the figures and writes tests/bench/archive.json. Processor seconds a photo of the workers, of
the program that leads them and of Dask's scheduler, starting up left out; bytes that travel; and how much sooner two
are done than one: by what both spend together, and by the clock, which means something only while nothing else runs. The three make the same bytes or it says so.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
from phones import put

from showcase.photos.archive import RECORD, Archive, Here, bring_in
from showcase.photos.cluster import Cluster
from showcase.photos.making import Task
from showcase.photos.orders import Want
from showcase.photos.recipes import BODY, CARD, COVER, SHARE
from showcase.project.workers import Workers

PHOTOS = int(os.environ.get("PHOTOS", "12"))
TASK = Task(tuple(map(Want, (BODY, COVER, CARD, SHARE))), sparing=True)


def local(source: Path, out: Path, count: int) -> dict[str, float]:
    """By `count` workers of ours."""
    with Workers(count) as workers:
        list(workers.run(time.sleep, [(0.2,)] * count, seconds=20))
        at_work = [one for one in psutil.Process().children() if "spawn_main" in "".join(one.cmdline())]
        before = sum(map(cpu, at_work))
        own, clock = time.process_time(), time.perf_counter()
        brought = bring_in(Archive(source, out, TASK), Here(workers))
        clock, own = time.perf_counter() - clock, time.process_time() - own
        done = sum(map(cpu, at_work)) - before
    assert len(at_work) == count
    assert (brought.photos, brought.refused) == (PHOTOS, [])
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {"clock": clock, "workers": done, "leader": own, "MB": most}


@contextmanager
def started(*commands: list[str]) -> Iterator[list[psutil.Process]]:
    with tempfile.TemporaryDirectory() as scratch:
        running = [
            subprocess.Popen([sys.executable, "-m", "dask", *command], cwd=scratch, stderr=subprocess.DEVNULL)
            for command in commands
        ]
        try:
            yield [psutil.Process(one.pid) for one in running]
        finally:
            for one in reversed(running):
                one.terminate()
                one.wait(60)


def clustered(source: Path, out: Path) -> dict[str, float]:
    """By two workers of Dask, each a process of its own as on another machine, and its scheduler."""
    import distributed

    port = 8700 + os.getpid() % 1000
    address = f"tcp://127.0.0.1:{port}"
    head = ["scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"]
    worker = ["worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1"]
    with started(head, worker, worker) as (scheduler, *workers):
        with distributed.Client(address, timeout=120) as client:
            client.wait_for_workers(2, timeout=120)
        with Cluster(address) as cluster:
            before = [cpu(one) for one in (scheduler, *workers)]
            own, clock = time.process_time(), time.perf_counter()
            brought = bring_in(Archive(source, out, TASK), cluster)
            clock, own = time.perf_counter() - clock, time.process_time() - own
            lead, *done = (cpu(one) - then for one, then in zip((scheduler, *workers), before, strict=True))
    assert (brought.photos, brought.refused) == (PHOTOS, [])
    return {"clock": clock, "workers": sum(done), "leader": own, "scheduler": lead}


def cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def files(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="showcase-bench-") as scratch:
        place = Path(scratch)
        photos = put(place / "in", PHOTOS)
        spent = {
            "one": local(place / "in", place / "one", 1),
            "two": local(place / "in", place / "two", 2),
            "cluster": clustered(place / "in", place / "cluster"),
        }
        made = files(place / "one")
        assert made == files(place / "two") == files(place / "cluster"), "not the same bytes"
        there = sum(path.stat().st_size for path in photos)
        back = sum(len(data) for name, data in made.items() if not name.endswith((RECORD, ".json")))
    result: dict[str, Any] = {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "photos": PHOTOS,
        "MB_a_photo": {"there": round(there / PHOTOS / 1e6, 2), "back": round(back / PHOTOS / 1e6, 2)},
        "cpu_s_a_photo": {
            way: {
                who: round(row[who] / PHOTOS, 3) for who in ("workers", "leader", "scheduler") if who in row
            }
            for way, row in spent.items()
        },
        "photos_an_hour_a_worker": {way: round(3600 * PHOTOS / row["workers"]) for way, row in spent.items()},
        "MB_a_worker": round(spent["two"]["MB"]),
        "two_to_one": {
            "where_both_have_a_core": round(2 * spent["one"]["workers"] / spent["two"]["workers"], 2),
            "by_the_clock": round(spent["one"]["clock"] / spent["two"]["clock"], 2),
        },
        "load": round(os.getloadavg()[0], 1),
    }
    (Path(__file__).parent / "archive.json").write_text(json.dumps(result, indent=2) + "\n", "utf-8")
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
