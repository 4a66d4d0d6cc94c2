"""What an entry costs: a build of 1,250, 2,500 and 5,000 entries of each kind, and whether it grows with their number.

Run by `make bench`; prints a line a kind and writes tests/bench/records.json. Processor seconds with all workers,
pictures and share cards made before. Without arguments all kinds; with them, those named. `growth` is what the second
half of 5,000 costs over what the same number cost before it, twice the step from 1,250 to 2,500: 1 is linear, 2 quadratic. Films are left out: each needs a video of its own.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import yaml
from projects import ROOT

from pages import cpu
from showcase.records.kinds import KINDS

SIZES = (1250, 2500, 5000)
YEAR = 2026  # of the lists that are one a year


def make_project(folder: Path) -> None:
    """This project, with the pictures that are made already."""
    for name in ("docs", "brand", "stories", ".cache"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)


def filled(path: Path, name: str, count: int) -> None:
    """The list at `path` with `count` entries: its own again and again, under other keys."""
    typed: dict[str, Any] = yaml.load((ROOT / path).read_text("utf-8"), Loader=yaml.BaseLoader)
    own = typed[name]
    entries = []
    for n in range(count):
        entry = dict(own[n % len(own)])
        if n >= len(own) and "key" in entry:
            entry["key"] = f"e{n}"
        entries.append(entry)
    rows = "".join(f"  - {json.dumps(entry, ensure_ascii=False)}\n" for entry in entries)  # JSON is YAML
    path.write_text(f"sample: true\n{name}:\n{rows}", "utf-8")


def build(folder: Path) -> float:
    os.environ["PYTHONPATH"] = str(ROOT / "scripts")
    command = [sys.executable, "-P", "-m", "showcase", "--root", str(folder), "build"]
    return cpu(command, folder)


def measure(name: str, path: str, scratch: Path) -> dict[str, Any]:
    folder = scratch / name
    make_project(folder)
    typed = (ROOT / path).read_text("utf-8")
    seconds = []
    for size in (SIZES[0], *SIZES):  # the first draws what is drawn once
        (folder / path).write_text(typed, "utf-8")
        os.chdir(folder)
        filled(Path(path), name, size)
        seconds.append(round(build(folder), 2))
    shutil.rmtree(folder)
    seconds = seconds[1:]
    growth = (seconds[2] - seconds[1]) / (2 * (seconds[1] - seconds[0]))
    return {"kind": name, "seconds": seconds, "growth": round(growth, 2)}


def main() -> None:
    wanted = sys.argv[1:] or [kind.name for kind in KINDS if kind.name != "film"]
    rows = []
    with tempfile.TemporaryDirectory(prefix="showcase-bench-") as scratch:
        for kind in KINDS:
            if kind.name in wanted:
                rows.append(measure(kind.name, kind.sheet(YEAR), Path(scratch)))
                print("  ".join(f"{key}={value}" for key, value in rows[-1].items()), flush=True)
    result = {"cores": os.cpu_count(), "python": platform.python_version(), "entries": SIZES, "rows": rows}
    (Path(__file__).parent / "records.json").write_text(json.dumps(result, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
