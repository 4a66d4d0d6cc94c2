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

ROOT = Path(__file__).resolve().parents[2]
RUNS = 3
DEPARTMENTS = ("dining", "dormitory", "property", "commerce", "transport", "greenery")
SERIES = ("frontline", "education", "model", "finest")
THEMES = ("劳动", "节约", "安全", "审美", "感恩", "服务", "育人")


def cpu(command: list[str], folder: Path) -> float:
    """Processor seconds, user and system, of one run with all its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stderr[-2000:]}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def make_project(folder: Path, count: int) -> None:
    """`count` stories whose texts vary and whose photos are those of this project."""
    for name in ("docs", "brand"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    bodies = [
        p.read_text("utf-8").split("---\n", 2)[2]
        for p in sorted((ROOT / "stories" / "2026").glob("*/index.md"))
    ]
    texts = [
        "\n\n".join(line for line in body.split("\n\n") if not line.lstrip().startswith("!["))
        for body in bodies
    ]
    photos = [p for p in sorted((ROOT / "stories").rglob("*.jp*g")) if p.stat().st_size < 600_000][:12]
    for n in range(count):
        year = 2000 + n % 27
        story = folder / "stories" / str(year) / f"bench-{n:04}"
        story.mkdir(parents=True)
        pair = [photos[n % len(photos)], photos[(n // len(photos) + n + 1) % len(photos)]]
        for number, photo in enumerate(pair):
            shutil.copy(photo, story / f"p{number}.jpg")
        text = texts[n % len(texts)].replace("../", "../../2026/").replace("index.md", "none.md")
        (story / "index.md").write_text(
            f"---\ntitle: 第{n}个清晨亮起的灯\ndate: {year}-{n % 12 + 1:02}-{n % 28 + 1:02}\n"
            f"department: {DEPARTMENTS[n % 6]}\nseries: {SERIES[n % 4]}\nsummary: 第{n}篇，写一个岗位的一天。\ncover: p0.jpg\n"
            f"themes: [{THEMES[n % 7]}, {THEMES[n * 3 % 7]}]\nsample: true\n---\n\n第{n}天。{text}\n\n"
            f'![第{n}张照片](p1.jpg "第{n}张")\n',
            "utf-8",
        )


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
