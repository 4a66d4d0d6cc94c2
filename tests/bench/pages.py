"""What a page costs: our build against bare MkDocs on the tree that `showcase write` gives.

Run by `make bench`; prints a table and writes tests/bench/pages.json. Processor seconds of the whole
process and its workers, the smallest of three runs, since the machine may be shared.
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
from pathlib import Path

from projects import make_project

RUNS = 3


def cpu(command: list[str], folder: Path) -> float:
    """Processor seconds, user and system, of one run with all its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode > 1:  # 1: lists of this project name stories that are not in the bench
        raise SystemExit(f"{' '.join(command)}\n{done.stderr[-2000:]}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(count: int, scratch: Path) -> dict[str, float]:
    folder = scratch / f"project-{count}"
    make_project(folder, count)
    showcase = [sys.executable, "-m", "showcase", "--root", str(folder)]
    subprocess.run([*showcase, "build"], check=False, capture_output=True)  # fills the image cache
    subprocess.run([*showcase, "write", str(scratch / f"tree-{count}")], check=True, capture_output=True)
    pages = len(list((folder / "site").rglob("*.html")))
    bare = [sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(scratch / "plain")]
    warm, cold, plain = [], [], []
    for _ in range(RUNS):
        plain.append(cpu(bare, scratch / f"tree-{count}"))
        warm.append(cpu([*showcase, "build"], folder))
        shutil.rmtree(folder / ".cache" / "bodies")
        cold.append(cpu([*showcase, "build"], folder))
    best = {"bare": min(plain), "warm": min(warm), "cold": min(cold)}
    return {
        "stories": count,
        "pages": pages,
        **{f"{name}_ms_a_page": round(seconds * 1000 / pages, 2) for name, seconds in best.items()},
        "warm_to_bare": round(best["warm"] / best["bare"], 2),
        "cold_to_bare": round(best["cold"] / best["bare"], 2),
    }


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="showcase-bench-") as scratch:
        rows = []
        for count in (100, 1000):
            print(f"{count} stories …", file=sys.stderr)
            rows.append(measure(count, Path(scratch)))
    result = {"cores": os.cpu_count(), "python": platform.python_version(), "rows": rows}
    (Path(__file__).parent / "pages.json").write_text(json.dumps(result, indent=2) + "\n", "utf-8")
    for row in rows:
        print("  ".join(f"{key}={value}" for key, value in row.items()))


if __name__ == "__main__":
    main()
