"""Real folders, real photos, a real build, a real browser."""

from __future__ import annotations

import atexit
import contextlib
import functools
import hashlib
import http.server
import io
import json
import os
import re
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from filelock import FileLock
from PIL import Image

from showcase.cli import main
from standby import Standby, have_workers_at_hand

# Started in the background a shell's child is deaf to Ctrl+C, and so would be all that it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT = Path(__file__).resolve().parent.parent
PHOTOS = ROOT / "stories" / "2026"
SHARED = ROOT / ".cache" / "tests"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

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
OTHER_PAGES = r"(?m)^ +- \{text: \w+, path: (?:culture|brand|start|join|contribute|credits)/index\.md.*\n"


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
                (workshop.root / ".cache" / "photos" / "so" / "sources").unlink()  # it knows this very file
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


@pytest.fixture(scope="session", autouse=True)
def workers_at_hand() -> None:
    have_workers_at_hand(now=False)


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return new_workshop(tmp_path / "project")


@pytest.fixture(scope="session")
def make_workshop(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Workshop]:
    """For what is built once and shared by several tests."""
    return lambda: new_workshop(tmp_path_factory.mktemp("workshop") / "project")


@pytest.fixture(scope="session")
def original(make_workshop: Callable[[], Workshop]) -> Workshop:
    """A project of one story, built; each test takes a copy."""
    workshop = make_workshop()
    workshop.story("one", more="cover: a.jpg\n", photos={"a.jpg": photo_bytes()})
    assert workshop.run("build").code == 0
    return workshop


@pytest.fixture
def standing(original: Workshop, tmp_path: Path) -> Workshop:
    """A project whose site has been built once."""
    return original.copy(tmp_path / "standing")


def command_here(*arguments: str) -> int:
    """The exit code of a command on this repository; one at a time, since a project is built by one command at a time."""
    (ROOT / ".cache").mkdir(exist_ok=True)
    with FileLock(ROOT / ".cache" / "tests.lock"):
        return main(["--root", str(ROOT), *arguments])


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This project's own site, built once for all tests that only look at it, in whatever process they run."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder = shared / "built" / "site"
    with FileLock(shared / "built.lock"):
        if not folder.exists():
            assert command_here("build", "--site-dir", str(folder)) == 0
    return folder


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """`folder` below a sub-path of a server on this machine: its address, with a final "/"."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None: ...

        def translate_path(self, path: str) -> str:
            return super().translate_path(path.removeprefix("/campus/culture"))

    class Calm(http.server.ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """A browser that leaves in the middle of an answer is no fault; anything else is shown."""
            if not isinstance(sys.exception(), ConnectionError):
                super().handle_error(request, client_address)

    handler = functools.partial(Quiet, directory=str(folder))
    with Calm(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/campus/culture/"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="session")
def address(built: Path) -> Iterator[str]:
    with served(built) as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    if not CHROMIUM:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail("REQUIRE_BROWSER=1, but there is no Chromium")
        pytest.skip("没有 Chromium：sudo apt-get install chromium fonts-noto-cjk")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()
