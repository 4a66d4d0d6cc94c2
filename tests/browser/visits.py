"""How the browser tests look at a page: its kinds, a visit that keeps what went wrong, a campus server."""

from __future__ import annotations

import contextlib
import functools
import http.server
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

KINDS = {
    "home": "index.html",
    "story": "stories/2026/banfen-cai/index.html",
    "stories": "stories/index.html",
    "topic": "topics/department/dining/index.html",
    "culture": "culture/dining/index.html",
    "brand": "brand/index.html",
    "colour": "brand/colour/index.html",
    "emblem": "brand/emblem/index.html",
    "applications": "brand/applications/index.html",
    "uniforms": "brand/uniforms/index.html",
    "motto": "brand/motto/index.html",
    "start": "start/index.html",
    "contribute": "contribute/index.html",
    "consent": "contribute/consent/index.html",
    "credits": "credits/index.html",
    "honours": "honours/index.html",
    "honour": "honours/anquan-zaocan-2026/index.html",
    "honours-of-one": "honours/department/dining/index.html",
    "seasons": "seasons/index.html",
    "places": "places/index.html",
    "place": "places/nan-po/index.html",
    "classroom": "classroom/index.html",
    "lessons": "classroom/dining/index.html",
    "activities": "activities/index.html",
    "products": "products/index.html",
    "promises": "promises/index.html",
    "teams": "teams/index.html",
    "team": "teams/miandian/index.html",
    "series": "series/frontline/index.html",
    "people": "series/finest/2026/index.html",
    "search": "search/index.html",
    "sitemap": "sitemap/index.html",
    "not-found": "404.html",
}
SCREENS = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1440, "height": 900}}

# Fetches every picture, those further down too; returns those that cannot be shown.
BROKEN_PICTURES = """async () => {
  const broken = [];
  await Promise.all([...document.images].map(image => {
    image.loading = 'eager';
    return image.decode().catch(() => broken.push(image.currentSrc || image.outerHTML));
  }));
  await document.fonts.ready;
  return broken;
}"""


@dataclass
class Visit:
    """A browser tab, what it complained of, and what it asked for that is not the site's own."""

    page: object
    troubles: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def open(self, url: str) -> object:
        self.page.goto(url)
        return self.page


@contextlib.contextmanager
def visit(
    browser: object, home: str, screen: str = "desk", *, text: str | None = None, **options: object
) -> Iterator[Visit]:
    """A tab with storage of its own. What lies outside `home` is noted; another host is never reached (CHROMIUM_FLAGS).

    `text` is the size that the reader has chosen before.
    """
    context = browser.new_context(
        **{"viewport": SCREENS[screen], "reduced_motion": "reduce", "locale": "zh-CN", **options}
    )
    try:
        context.set_default_timeout(10_000)
        if text is not None:
            context.add_init_script(f"localStorage.setItem('showcase-text', '{text}')")
        found = Visit(context.new_page())

        def asked(request: object) -> None:
            if not request.url.startswith((home, "data:")):
                found.strangers.append(request.url)

        def heard(message: object) -> None:
            if message.type in ("error", "warning"):
                found.troubles.append(f"{message.type}: {message.text} ({message.location['url']})")

        def answered(response: object) -> None:
            if response.status >= 400:
                found.troubles.append(f"{response.status}: {response.url}")

        def failed(request: object) -> None:
            if request.failure != "net::ERR_ABORTED":  # the tab went on to another page
                found.troubles.append(f"failed: {request.failure} {request.url}")

        found.page.on("request", asked)
        found.page.on("console", heard)
        found.page.on("pageerror", lambda error: found.troubles.append(f"uncaught: {error}"))
        found.page.on("requestfailed", failed)
        found.page.on("response", answered)
        yield found
    finally:
        context.close()


@contextlib.contextmanager
def tabs(browser: object, home: str) -> Iterator[Callable[..., Visit]]:
    """A tab for each way of looking, led from page to page: a new one for each page is most of what looking costs.

    For whoever only looks. What it complained of on the page before is forgotten; what was clicked there is not.
    """
    with contextlib.ExitStack() as stack:
        known: dict[str, Visit] = {}

        def tab(screen: str = "desk", **options: object) -> Visit:
            way = repr((screen, sorted(options.items())))
            if way not in known:
                known[way] = stack.enter_context(visit(browser, home, screen, **options))
            known[way].troubles.clear()
            known[way].strangers.clear()
            return known[way]

        yield tab


@contextlib.contextmanager
def campus(folder: Path, headers: Mapping[str, str]) -> Iterator[str]:
    """A server as docs/handbook/deploy describes it: only below a sub-path, `headers` on every answer, our 404 page."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None: ...

        def translate_path(self, path: str) -> str:
            inside = path.removeprefix("/campus/culture/")
            return super().translate_path(f"/{inside}" if inside != path else "/outside")

        def end_headers(self) -> None:
            for name, value in headers.items():
                self.send_header(name, value)
            super().end_headers()

        def send_error(self, code: int, *_: object) -> None:
            page = (folder / "404.html").read_bytes()
            self.send_response(code)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)

    handler = functools.partial(Handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/campus/culture/"
        finally:
            server.shutdown()
            thread.join()
