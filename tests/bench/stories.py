"""What a page and a check cost, beside bare MkDocs, Hugo and Eleventy on the same stories, in one run.

Run by `make bench`; prints a table and writes tests/bench/stories.json. Processor seconds of the whole process with all it
starts, the smallest of the runs, and the most memory of one process. Ours makes four photos a story besides, whose
derivatives and share cards are there before; bare MkDocs has the tree that `showcase write` gives; Hugo and Eleventy have the
texts, one template and one list, without photos, search, feeds or styles. SIZES=100,1000,5000 takes other numbers of stories.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from peers import eleventy, hugo

HERE = Path(__file__).resolve().parent
SIZES = tuple(map(int, os.environ.get("SIZES", "100,1000").split(",")))
RUNS = int(os.environ.get("RUNS", "2"))
KEPT = ("photos", "cards")  # of the cache: made once in the life of a photo or a story's title


@dataclass(frozen=True)
class Spent:
    seconds: float  # of processor time
    megabytes: float


def spent(command: list[str], folder: Path) -> Spent:
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode > 1:  # 1: lists of this project name stories that are not in the bench
            said.seek(0)
            raise SystemExit(f"{' '.join(command)}\n{said.read()[-2000:].decode(errors='replace')}")
    return Spent(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


class Stories:
    """A project of that many, and what is done with it."""

    def __init__(self, folder: Path, count: int) -> None:
        self.folder, self.count, self.turn = folder, count, 0
        # In a process of its own: what this one holds would count as memory of those that it starts.
        made = "import sys, pathlib, projects; projects.make_project(pathlib.Path(sys.argv[1]), int(sys.argv[2]))"
        subprocess.run([sys.executable, "-c", made, str(folder), str(count)], cwd=HERE, check=True)
        self.showcase = [sys.executable, "-P", "-m", "showcase", "--root", str(folder)]

    def run(self, *arguments: str) -> Spent:
        return spent([*self.showcase, *arguments], self.folder)

    def forget(self) -> None:
        for entry in (self.folder / ".cache").iterdir():
            if entry.is_dir() and entry.name not in KEPT:
                shutil.rmtree(entry)
        self.touch()

    def touch(self) -> None:
        settings = self.folder / "mkdocs.yml"
        settings.write_text(settings.read_text("utf-8") + "\n", "utf-8")

    def edit(self) -> None:
        """Another story each time."""
        self.turn = (self.turn + 7) % self.count
        text = next((self.folder / "stories").glob(f"*/bench-{self.turn:05}/index.md"))
        text.write_text(text.read_text("utf-8").replace("这是第", "这便是第", 1), "utf-8")


def best(runs: Iterable[Spent]) -> Spent:
    return min(runs, key=lambda one: one.seconds)


def after(before: Callable[[], None], run: Callable[[], Spent]) -> Iterable[Spent]:
    for _ in range(RUNS):
        before()
        yield run()


def ours(stories: Stories) -> dict[str, Spent]:
    def build() -> Spent:
        return stories.run("build")

    def check() -> Spent:
        return stories.run("check")

    build()  # draws the share cards
    anew = best(after(stories.forget, build))
    one = f"stories/2000/{next((stories.folder / 'stories' / '2000').iterdir()).name}"
    return {
        "everything anew but photos": anew,
        "a setting changed": best(after(stories.touch, build)),
        "one story changed": best(after(stories.edit, build)),
        "nothing changed": best(after(lambda: None, build)),
        "check, one story changed": best(after(stories.edit, check)),
        "check, nothing changed": best(after(lambda: None, check)),
        "check of one story": best(after(lambda: None, lambda: stories.run("check", one))),
    }


def beside(stories: Stories, scratch: Path) -> dict[str, Spent]:
    tree, count = scratch / f"tree-{stories.count}", stories.count
    stories.run("write", str(tree))
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(scratch / "plain")]
    found = {"bare MkDocs": best(after(lambda: None, lambda: spent(mkdocs, tree)))}
    for name, prepare in {"Hugo": hugo, "Eleventy": eleventy}.items():
        folder = scratch / f"{name}-{count}"
        command = prepare(stories.folder / "stories", folder)
        if command:
            found[name] = best(after(lambda: None, lambda c=command, f=folder: spent(c, f)))  # type: ignore[misc]
            assert len(list(folder.rglob("*.html"))) > count, name
    return found


def measure(count: int, scratch: Path) -> dict[str, Any]:
    stories = Stories(scratch / f"project-{count}", count)
    mine = ours(stories)
    others = beside(stories, scratch)
    pages = len(list((stories.folder / "site").rglob("*.html")))
    bare = others["bare MkDocs"].seconds
    return {
        "stories": count,
        "pages": pages,
        **{
            side: {
                what: {
                    "seconds": round(row.seconds, 2),
                    "MB": round(row.megabytes),
                    "to_bare": round(row.seconds / bare, 2),
                }
                for what, row in rows.items()
            }
            for side, rows in (("ours", mine), ("beside", others))
        },
    }


def main() -> None:
    rows = []
    with tempfile.TemporaryDirectory(prefix="showcase-bench-") as scratch:
        for count in SIZES:
            print(f"{count} stories …", file=sys.stderr)
            rows.append(measure(count, Path(scratch)))
            print(
                f"{count} stories, {rows[-1]['pages']} pages of ours; processor seconds, to bare MkDocs, MB"
            )
            for what, row in {**rows[-1]["ours"], **rows[-1]["beside"]}.items():
                print(f"  {what:28}{row['seconds']:8.2f}{row['to_bare']:8.2f}{row['MB']:6}", flush=True)
            result = {"cores": os.cpu_count(), "python": platform.python_version(), "rows": rows}
            (HERE / "stories.json").write_text(json.dumps(result, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
