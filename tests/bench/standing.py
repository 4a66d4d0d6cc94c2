"""What a build costs when nothing changed, beside one that makes everything from its caches.

Run by `make bench`; prints a line and writes tests/bench/standing.json. Processor seconds of the whole process and its
workers, the smallest of the runs, and the most memory of any: the ratio is what means something. `parts`: only what an
unchanged build looks at, of that many stories and as many files as their site would have, without such a site.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import sys
import tempfile
import time
from pathlib import Path

from projects import make_project

from pages import cpu
from showcase.project.folder import Project
from showcase.project.sight import sight
from showcase.site.reading import Options
from showcase.site.sources_key import sources_key

COUNT, RUNS = 500, 2


def measure(folder: Path, count: int) -> dict[str, float]:
    make_project(folder, count)
    build = [sys.executable, "-P", "-m", "showcase", "--root", str(folder), "build"]
    cpu(build, folder)
    made, unchanged = [], []
    for _ in range(RUNS):
        settings = folder / "mkdocs.yml"
        settings.write_text(settings.read_text("utf-8") + "\n", "utf-8")  # another key, the same pages
        made.append(cpu(build, folder))
    before = {path: path.stat().st_ino for path in (folder / "site").rglob("*")}
    for _ in range(RUNS + 1):
        unchanged.append(cpu(build, folder))
    assert before == {path: path.stat().st_ino for path in (folder / "site").rglob("*")}
    return {
        "stories": count,
        "files": len(before),
        "from_caches": round(min(made), 2),
        "unchanged": round(min(unchanged), 2),
        "ratio": round(min(made) / min(unchanged), 1),
    }


def parts(folder: Path) -> dict[str, float]:
    """Of a project that is there: its sources looked at, and as many files as there are in its cache of photos."""
    started = time.process_time()
    assert sources_key(Project(folder), Options())
    sources = time.process_time() - started
    assert sight(folder / ".cache" / "photos")
    site = time.process_time() - started - sources
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"sources": round(sources, 2), "site": round(site, 2), "most_memory_MB": round(most)}


def main() -> None:
    if len(sys.argv) > 1:
        print(parts(Path(sys.argv[1])))
        return
    with tempfile.TemporaryDirectory(prefix="showcase-bench-") as scratch:
        found = measure(Path(scratch) / "project", COUNT)
    result = {"cores": os.cpu_count(), "python": platform.python_version(), "processor_seconds": found}
    (Path(__file__).parent / "standing.json").write_text(json.dumps(result, indent=2) + "\n", "utf-8")
    print("  ".join(f"{key}={value}" for key, value in found.items()))


if __name__ == "__main__":
    main()
