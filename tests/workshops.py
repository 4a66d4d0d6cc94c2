"""A small project to try things on, and the process that runs commands on it."""

from __future__ import annotations

import atexit
import contextlib
import functools
import hashlib
import io
import json
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock
from PIL import Image

from showcase.cli import main
from standby import Standby

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT / ".cache" / "tests"

STORY = """---
title: {title}
date: 2026-03-05
department: {department}
series: {series}
summary: 一句话说清这个故事。
{more}---

凌晨四点，灯先亮在面案上。

{body}
"""

HOME = """---
title: 后勤文化
description: 这里记下每天最早亮灯的人。
layout: home
---

<!-- block: featured -->

<!-- block: cultures -->
"""

CULTURE = """---
title: 餐饮文化
description: 一日三餐。
layout: culture
section: culture
department: dining
line: 一碗热的
---

<!-- block: stories department=dining -->
"""


# What the menus of mkdocs.yml lead to and a small project has not.
OTHER_PAGES = r"(?m)^ +- \{text: \w+, path: (?:culture|brand|start|start/contacts|join|contribute|credits)/index\.md.*\n"


WORDS_PAGE = r"(?<=\]), page: [\w/-]+/index\.md(?=\}\n)"  # what words of organisation.yml lead to, and it has not either


@dataclass
class Result:
    code: int
    out: str
    err: str


@dataclass
class Workshop:
    """A small project to try things on."""

    root: Path

    @property
    def site(self) -> Path:
        return self.root / "site"

    def story(
        self,
        slug: str,
        *,
        title: str = "凌晨四点的灯",
        department: str = "dining",
        series: str = "frontline",
        more: str = "",
        body: str = "",
        photos: dict[str, bytes | Path] | None = None,
        year: str = "2026",
    ) -> Path:
        """Its photos need no consent, unless `more` says what is agreed."""
        if "photos:" not in more and (notes := _notes(photos or {})):
            more += f"photos: {notes}\n"
        text = STORY.format(title=title, department=department, series=series, more=more, body=body)
        return self.raw_story(slug, text.encode(), photos, year)

    def raw_story(
        self, slug: str, index: bytes, photos: dict[str, bytes | Path] | None = None, year: str = "2026"
    ) -> Path:
        folder = self.root / "stories" / year / slug
        folder.mkdir(parents=True)
        (folder / "index.md").write_bytes(index)
        for name, photo in (photos or {}).items():
            (folder / name).write_bytes(photo if isinstance(photo, bytes) else photo.read_bytes())
        return folder

    def run(self, *arguments: str) -> Result:
        """The command in this process, which has read the program: that is most of what a small one costs."""
        out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
        with _wide(), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main(["--root", str(self.root), *arguments])
        return Result(code, _text(out), _text(err))

    def run_apart(self, *arguments: str) -> Result:
        """The command in a process of its own, as a person would start it."""
        words = ["--root", str(self.root), *arguments]
        code, out, err = standby().run(words, {**os.environ, "COLUMNS": "200"}, 180)
        assert "Traceback" not in err + out, err
        return Result(code, out, err)

    def copy(self, root: Path) -> Workshop:
        """The same project with its site and cache, elsewhere."""
        shutil.copytree(self.root, root, symlinks=True)
        return Workshop(root)

    def alone(self) -> Workshop:
        """The same project with nothing made before."""
        shutil.rmtree(self.root / ".cache")
        return self

    def page(self, address: str) -> str:
        return (self.site / address).read_text("utf-8")

    def words(self, address: str) -> str:
        """The page with its titles in one piece: without the places where they may break."""
        return re.sub(r"<wbr>|</?span[^>]*>", "", self.page(address))


@contextlib.contextmanager
def _wide() -> Iterator[None]:
    """A terminal in which no line of ours breaks."""
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = "200"
    try:
        yield
    finally:
        os.environ.pop("COLUMNS")
        if before is not None:
            os.environ["COLUMNS"] = before


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    return stream.buffer.getvalue().decode("utf-8")  # type: ignore[attr-defined, no-any-return]


@functools.cache
def standby() -> Standby:
    """One for each process that runs tests."""
    process = Standby()
    atexit.register(process.end)
    return process


def _notes(photos: Iterable[str]) -> str:
    """What front matter says of photos that show nobody."""
    notes = ", ".join(
        f"{json.dumps(name, ensure_ascii=False)}: {{consent: not-needed}}"
        for name in photos
        if name.isprintable()
    )
    return f"{{{notes}}}" if notes else ""


def photo_bytes(
    size: tuple[int, int] = (900, 600), kind: str = "JPEG", mode: str = "RGB", **options: object
) -> bytes:
    """A real picture file with some structure in it."""
    image = Image.linear_gradient("L").resize(size)
    image = image.convert(mode) if mode != "RGB" else Image.merge("RGB", (image, image.rotate(180), image))
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def new_workshop(root: Path) -> Workshop:
    """A project with our brand, a home page, one culture page and no story.

    What is made of brand/ alone (the heading font's subset, icons, plates) is kept for all projects of all runs: it is
    named by what it is made of, and the subset is half of a small build. What all of them draw besides (share cards,
    the text of the two pages, the one gradient) lies in the cache already. `alone` gives a project a cache of its own.
    """
    workshop = bare_workshop(root)
    for kind in MADE_BEFORE:
        shutil.copytree(_made_before() / kind, root / ".cache" / kind, copy_function=shutil.copyfile)
    return workshop


MADE_BEFORE = ("bodies", "cards", "photos")


@functools.cache
def _made_before() -> Path:
    """The cache of a small project that was built once: by whichever run was first to have this code and brand."""
    sources = sorted(
        path for part in ("brand", "scripts/showcase") for path in (ROOT / part).rglob("*") if path.is_file()
    )
    facts = [
        (str(path), path.stat().st_size, path.stat().st_mtime_ns)
        for path in (*sources, ROOT / "mkdocs.yml", Path(__file__))
        if path.suffix != ".pyc"
    ]
    seeds = ROOT / ".cache" / "seeds"
    seed = seeds / hashlib.sha256(repr(facts).encode()).hexdigest()[:16]
    seeds.mkdir(parents=True, exist_ok=True)
    with FileLock(seeds / "lock"):
        for other in seeds.iterdir():
            if (
                time.time() - other.stat().st_mtime > 86_400
            ):  # of code that is no more, or left by a killed run
                shutil.rmtree(other, ignore_errors=True)
        if not seed.exists():
            shutil.rmtree(seed.with_suffix(".new"), ignore_errors=True)
            with tempfile.TemporaryDirectory() as folder:
                workshop = bare_workshop(Path(folder) / "project")
                workshop.story("seed", more="cover: a.jpg\n", photos={"a.jpg": photo_bytes()})
                assert workshop.run("build").code == 0
                (workshop.root / ".cache" / "photos" / "so" / "sources").unlink(
                    missing_ok=True
                )  # it knows this very file, unless that was new
                for kind in MADE_BEFORE:
                    shutil.copytree(workshop.root / ".cache" / kind, seed.with_suffix(".new") / kind)
            seed.with_suffix(".new").rename(seed)
        os.utime(seed)
    return seed


def bare_workshop(root: Path) -> Workshop:
    for name in ("docs/culture/dining", "stories"):
        (root / name).mkdir(parents=True)
    shutil.copytree(ROOT / "brand", root / "brand")
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(re.sub(OTHER_PAGES, "", settings), "utf-8")
    names = root / "brand" / "organisation.yml"
    names.write_text(re.sub(WORDS_PAGE, "", names.read_text("utf-8")), "utf-8")
    SHARED.mkdir(parents=True, exist_ok=True)
    (root / ".cache").mkdir()
    (root / ".cache" / "brand").symlink_to(SHARED)
    (root / "docs" / "index.md").write_text(HOME, "utf-8")
    (root / "docs" / "culture" / "dining" / "index.md").write_text(CULTURE, "utf-8")
    return Workshop(root)
