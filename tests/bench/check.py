"""How long `showcase check` takes on 1,000 stories of four photos each, none of them alike: with no text rendered, and again.

Run by `make bench`; prints a line and writes tests/bench/check.json. Wall and processor seconds, the
smallest of three runs (bodies: of two), since the machine may be shared. `bodies`: every text is rendered anew;
photos are cached in every run.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from projects import make_project

COUNT = 1000


def seconds(folder: Path, *arguments: str) -> tuple[float, float]:
    """(wall, processor) seconds of one check with its workers."""
    command = [sys.executable, "-m", "showcase", "--root", str(folder), "check", *arguments]
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    taken = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode > 1:
        raise SystemExit(done.stderr[-2000:])
    return taken, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(folder: Path) -> dict[str, float]:
    make_project(folder, COUNT)
    bodies = []
    for _ in range(2):
        shutil.rmtree(folder / ".cache" / "bodies", ignore_errors=True)
        bodies.append(seconds(folder))
    one = f"stories/2000/{next((folder / 'stories' / '2000').iterdir()).name}"
    warm = [seconds(folder) for _ in range(3)]
    sheet = [seconds(folder, "--format", "sheet", one) for _ in range(3)]
    times = {"bodies": bodies, "warm": warm, "sheet_of_one": sheet}
    wall = {name: round(min(wall for wall, _ in taken), 2) for name, taken in times.items()}
    return wall | {f"{name}_cpu": round(min(cpu for _, cpu in taken), 2) for name, taken in times.items()}


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="showcase-bench-") as scratch:
        found = measure(Path(scratch) / "project")
    result = {
        "stories": COUNT,
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "seconds": found,
    }
    (Path(__file__).parent / "check.json").write_text(json.dumps(result, indent=2) + "\n", "utf-8")
    print("  ".join(f"{name}={taken}" for name, taken in found.items()))


if __name__ == "__main__":
    main()
