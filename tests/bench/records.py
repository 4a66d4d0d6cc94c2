"""What an entry of a list costs, and whether that grows with their number: 1,250 and 5,000 entries of each kind (125 and
500 posts of newcomers, which are five pages each).

Run by `make bench`; prints a line a kind and writes tests/bench/records.json. Without arguments all kinds; with them,
those named. Each number is a process of its own: every list read and judged, its pages and blocks drawn, its tables
written, as a build does it beside this project's stories; not the search, the fonts and the files of a page, which
`stories.py` and `search.py` measure. `growth` is what four times the entries cost over four times what those cost before,
both without what no entry costs: 1 is linear, 4 quadratic.
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
from typing import Any

import yaml
from projects import ROOT

from showcase.pages.records import RecordCanvas, record_files, record_page
from showcase.project.folder import Project
from showcase.records.kinds import BY_NAME, KINDS
from showcase.site.options import Options
from showcase.site.survey import survey

SIZES = (0, 1250, 5000)
HEAVY = {"paths": (0, 125, 500)}  # five pages an entry, and each lists what all departments do
YEAR = 2026  # of the lists that are one a year
CALLED = ("title", "name", "word", "ask", "post")  # a number after these is another thing
FILM = [{"title": "一天的后勤", "file": "film.webm", "captions": "film.vtt",
         "poster": {"file": "poster.jpg", "alt": "一只碗", "credit": "宣传办公室", "consent": "not-needed"},
         "transcript": [{"at": "0:00", "text": "凌晨四点，灯先亮在面案上。"}]}]  # fmt: skip


def make_project(folder: Path) -> None:
    """This project, with the pictures that are made already, and a film."""
    for name in ("docs", "brand", "stories", ".cache"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    film = folder / "docs" / "brand" / "film"
    shutil.copy(ROOT / "tests" / "records" / "films" / "tiny.webm", film / "film.webm")
    (film / "film.vtt").write_text("WEBVTT\n\n00:00:00.000 --> 00:00:00.500\n灯先亮在面案上。\n", "utf-8")
    shutil.copy(next((ROOT / "stories").rglob("*.jpg")), film / "poster.jpg")


def filled(folder: Path, name: str, count: int) -> None:
    """The list of that kind in `folder` with `count` entries: its own again and again, under other keys and names."""
    sheet = BY_NAME[name].sheet(YEAR)
    typed: dict[str, Any] = yaml.load((ROOT / sheet).read_text("utf-8"), Loader=yaml.BaseLoader)
    own = typed.get(name) or FILM
    # A part of the way that is everybody's, or a department's, is in the way of each post: only posts are many.
    again = [entry for entry in own if "posts" in entry] if name == "paths" else own
    entries = []
    for n in range(count):
        entry = dict(own[n] if n < len(own) else again[n % len(again)])
        if n >= len(own):
            entry |= {field: f"{entry[field]}{n}" for field in CALLED if field in entry}
            entry |= {"key": f"e{n}"} if "key" in entry else {}
        entries.append(entry)
    rows = "".join(f"  - {json.dumps(entry, ensure_ascii=False)}\n" for entry in entries)  # JSON is YAML
    (folder / sheet).write_text(f"sample: true\n{name}:\n{rows or '  []'}", "utf-8")


def drawn(folder: Path, name: str) -> dict[str, Any]:
    """In a process of its own: what the lists of that project take."""
    before = time.process_time()
    found = survey(Project(folder), Options())
    pages = [
        record_page(page, RecordCanvas(page.path, found.collection)) for page in found.layout.record_pages
    ]
    files = list(record_files(found.collection.world, found.read.records.directory))
    assert all(page.body for page in pages)
    assert files
    return {
        "seconds": round(time.process_time() - before, 2),
        "MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "entries": len(found.read.records.ledgers[BY_NAME[name].record].entries),
        "pages": len(pages),
        "findings": len(found.findings),
    }


def measure(folder: Path, name: str) -> dict[str, Any]:
    os.environ["PYTHONPATH"] = str(ROOT / "scripts")
    rows = []
    sizes = HEAVY.get(name, SIZES)
    for size in sizes:
        filled(folder, name, size)
        command = [sys.executable, str(Path(__file__).resolve()), "--of", str(folder), name]
        rows.append(json.loads(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout))
    sheet = BY_NAME[name].sheet(YEAR)
    shutil.copy(ROOT / sheet, folder / sheet)
    none, some, many = rows
    grown = (many["seconds"] - none["seconds"]) / max(0.01, some["seconds"] - none["seconds"])
    return {
        "kind": name,
        "asked": sizes,
        "seconds": [row["seconds"] for row in rows],
        "ms_an_entry": round(1000 * (many["seconds"] - none["seconds"]) / sizes[2], 2),
        "growth": round(grown * sizes[1] / sizes[2], 2),
        **{key: [row[key] for row in rows] for key in ("MB", "entries", "pages", "findings")},
    }


def main() -> None:
    if sys.argv[1:2] == ["--of"]:
        print(json.dumps(drawn(Path(sys.argv[2]), sys.argv[3])))
        return
    wanted = sys.argv[1:] or [kind.name for kind in KINDS]
    rows = []
    with tempfile.TemporaryDirectory(prefix="showcase-bench-") as scratch:
        folder = Path(scratch) / "project"
        make_project(folder)
        for name in wanted:
            rows.append(measure(folder, name))
            print("  ".join(f"{key}={value}" for key, value in rows[-1].items()), flush=True)
    result = {"cores": os.cpu_count(), "python": platform.python_version(), "rows": rows}
    if not sys.argv[1:]:
        (Path(__file__).parent / "records.json").write_text(json.dumps(result, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
