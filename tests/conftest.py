"""Real folders, real photos, a real build, a real browser."""

from __future__ import annotations

import contextlib
import functools
import gc
import http.server
import os
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from showcase.cli import main
from standby import have_workers_at_hand
from workshops import CULTURE, HOME, ROOT, STORY, Workshop, bare_workshop, new_workshop, photo_bytes

__all__ = [
    "CHROMIUM", "CHROMIUM_FLAGS", "CULTURE", "HOME", "PHOTOS", "ROOT", "STORY", "Workshop", "bare_workshop",
    "command_here", "new_workshop", "photo_bytes", "served",
]  # fmt: skip

# Started in the background a shell's child is deaf to Ctrl+C, and so would be all that it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)

# Compiled code is kept, whatever the shell says: else each command that starts anew compiles four hundred modules first.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

PHOTOS = ROOT / "stories" / "2026"
# The one without windows first: it draws the same with a third less work.
CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next((found for name in CHROMIUMS if (found := shutil.which(name))), None)
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # no other host is ever reached
]


# What takes longest is begun first, so that all cores end together; of each two, the second needs not this project's own site.
LONG = (
    "browser/test_accessibility.py",
    "stories/test_attack.py",
    "browser/test_every_page_kind.py",
    "project/test_hostile_machine.py",
    "browser/test_hostile_lists.py",
    "reports/test_workflows.py",
    "browser/test_search.py",
    "handbook/test_handbook.py",
    "browser/test_security_policy.py",
    "browser/test_preview.py",
    "browser/test_large_text.py",
    "adoption/test_adopt.py",
    "browser/test_without_javascript.py",
    "faults/test_faults.py",
    "photos/test_photos.py",
    "publish/test_same_bytes.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    places = {f"{ROOT}/tests/{name}": place for place, name in enumerate(LONG)}
    items.sort(key=lambda item: places.get(str(item.path), len(LONG)))


@pytest.fixture(scope="session", autouse=True)
def workers_at_hand() -> None:
    have_workers_at_hand()
    gc.freeze()  # what was collected and read is never garbage: looking through it for some took a tenth of the time


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


def _made_once(factory: pytest.TempPathFactory, name: str, *arguments: str) -> Path:
    """The folder `name` of this repository's own, made by a command once for all processes that run tests."""
    shared = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder = shared / "made" / name
    with FileLock(shared / f"{name}.lock"):
        if not folder.exists():
            assert command_here(*arguments, str(folder)) == 0
    return folder


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This project's own site, built once for all tests that only look at it."""
    return _made_once(tmp_path_factory, "site", "build", "--site-dir")


@pytest.fixture(scope="session")
def handbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This project's own handbook, built once for all tests that only look at it."""
    return _made_once(tmp_path_factory, "handbook", "handbook", "--out")


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """`folder` below a sub-path of a server on this machine: its address, with a final "/"."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None: ...

        def end_headers(self) -> None:
            self.send_header("Cache-Control", "no-store")  # a file is another within the second
            super().end_headers()

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
        pytest.skip("没有 Chromium：sudo apt-get install chromium-headless-shell fonts-noto-cjk")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()
