"""What a visitor gets of site/, measured by the tools that are there, against budget.yml: `make audit`.

Lighthouse and the Nu checker (`npm install --prefix .cache/bench lighthouse@12 vnu-jar`; the latter wants Java) and
Chromium are used where they are installed; what is not is said and skipped. Exit code 1: something is over the budget.
"""

from __future__ import annotations

import contextlib
import functools
import gzip
import http.server
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import yaml
from rich.console import Console
from rich.table import Table
from weights import TEXT, weight

from showcase.publish.kinds import LASTING_NAME

ROOT = Path(__file__).resolve().parents[2]
BUDGET = yaml.safe_load((Path(__file__).parent / "budget.yml").read_text("utf-8"))
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
QUIET = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
)

LASTING = re.compile(LASTING_NAME)
TOOLS = ROOT / ".cache/bench/node_modules/.bin"

Row = tuple[str, str, str, bool]  # what, measured, allowed, holds


def _packed(file: Path) -> tuple[bytes, bytes | None]:
    """(as it is, by gzip)"""
    data = file.read_bytes()
    return data, gzip.compress(data, 6) if file.suffix in TEXT else None


class _Server(http.server.SimpleHTTPRequestHandler):
    """As the samples of the handbook's deploy page: gzip, HTTP/1.1, a year for what is named by its bytes.

    Everything is packed before anybody asks, as by a server with packed files: how long a server thinks is counted.
    """

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def __init__(self, files: dict[str, tuple[bytes, bytes | None]], *given: Any) -> None:
        self._files = files
        super().__init__(*given)

    def log_message(self, *_: object) -> None: ...

    def do_GET(self) -> None:
        path = self.path.partition("?")[0].lstrip("/")
        if path not in self._files:
            self.send_error(404)
            return
        data, packed = self._files[path]
        self.send_response(200)
        self.send_header(
            "Content-Type", self.guess_type(path) + ("; charset=utf-8" if packed is not None else "")
        )
        lasts = LASTING.fullmatch(path) or "?v=" in self.path
        self.send_header("Cache-Control", "max-age=31536000" if lasts else "no-cache")
        if packed is not None and "gzip" in self.headers.get("Accept-Encoding", ""):
            data = packed
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


class _Calm(http.server.ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None: ...  # a browser that has seen enough hangs up


_Server.extensions_map |= {
    ".avif": "image/avif",
    ".woff2": "font/woff2",
    ".webmanifest": "application/manifest+json",
}


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    files = {
        path.relative_to(folder).as_posix(): _packed(path) for path in folder.rglob("*") if path.is_file()
    }
    with _Calm(("127.0.0.1", 0), functools.partial(_Server, files)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def weights(site: Path) -> Iterator[Row]:
    allowed = BUDGET["bytes"]
    found = {page.relative_to(site).as_posix(): weight(site, page) for page in site.rglob("*.html")}
    home = found["index.html"]
    yield "首页全部字节", f"{home.whole:,}", f"{allowed['home']:,}", home.whole <= allowed["home"]
    page, heaviest = max(found.items(), key=lambda one: one[1].frame)
    yield (
        f"最重的一页，不算照片和图版（{page}）",
        f"{heaviest.frame:,}",
        f"{allowed['page']:,}",
        heaviest.frame <= allowed["page"],
    )


def lighthouse(address: str, runs: int) -> Iterator[Row]:
    goal = BUDGET["lighthouse"]
    for page in goal["pages"]:
        reports = [report for _ in range(runs) if (report := _lighthouse(address + page))]
        if not reports:
            yield f"Lighthouse {page}", "没有结果", "", False
            continue
        scores = [
            statistics.median(r["categories"][name]["score"] or 0 for r in reports) for name in CATEGORIES
        ]
        paint = statistics.median(r["audits"]["largest-contentful-paint"]["numericValue"] for r in reports)
        wanted = [
            0 if name == "seo" and page in goal["noindex"] else float(goal[name]) for name in CATEGORIES
        ]
        holds = all(map(float.__ge__, map(float, scores), wanted)) and paint <= goal["largest-paint"]
        measured = f"{' '.join(f'{score:.2f}' for score in scores)}，{paint:.0f} ms"
        yield (
            f"Lighthouse {page}",
            measured,
            f"{goal['performance']} 1 1 1，{goal['largest-paint']} ms",
            holds,
        )


def _lighthouse(address: str) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "report.json"
        command = ["lighthouse", address, "--quiet", "--output=json", f"--output-path={out}"]
        command += [f"--chrome-flags={QUIET}", "--form-factor=mobile"]
        subprocess.run(command, check=False, capture_output=True, timeout=180)
        return json.loads(out.read_text("utf-8")) if out.exists() else None


def axe(address: str, pages: list[str]) -> Iterator[Row]:
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    found = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET.split()[1:])
        page = browser.new_page()
        for path in pages:
            page.goto(address + path)
            found += Axe().run(page).violations_count
        browser.close()
    yield f"axe，{len(pages)} 页", str(found), str(BUDGET["faults"]["axe"]), found <= BUDGET["faults"]["axe"]


def html(site: Path) -> Iterator[Row]:
    told = subprocess.run(
        ["vnu", "--skip-non-html", "--format", "json", str(site)],
        check=False,
        capture_output=True,
        timeout=600,
    )
    faults = [m for m in json.loads(told.stderr)["messages"] if m["type"] == "error"]
    yield (
        "HTML 检查",
        str(len(faults)),
        str(BUDGET["faults"]["html"]),
        len(faults) <= BUDGET["faults"]["html"],
    )


def links(site: Path) -> Iterator[Row]:
    """The build stops at a broken link; this is a second reader of the files as they lie there."""
    pages = [page for page in site.rglob("*.html") if page.name != "404.html"]
    broken = [
        (page, link)
        for page in pages
        for link in re.findall(r'(?:href|src)="([^"#?:]+)[#?"]', page.read_text("utf-8"))
        if not (page.parent / unquote(unescape(link))).exists()
    ]
    allowed = BUDGET["faults"]["links"]
    yield f"站内链接，{len(pages)} 页", str(len(broken)), str(allowed), len(broken) <= allowed


def main() -> int:
    os.environ["PATH"] = f"{TOOLS}{os.pathsep}{os.environ['PATH']}"
    site, runs = ROOT / "site", 1 if "--once" in sys.argv else 3
    table, skipped, holds = Table("项目", "测得", "预算", ""), [], True

    def take(rows: Iterator[Row]) -> None:
        nonlocal holds
        for what, measured, allowed, held in rows:
            holds = holds and held
            table.add_row(what, measured, allowed, "" if held else "超出")

    take(weights(site))
    take(links(site))
    with served(site) as address:
        if CHROMIUM:
            take(axe(address, BUDGET["lighthouse"]["pages"]))
        else:
            skipped.append("axe：没有 Chromium")
        if CHROMIUM and shutil.which("lighthouse"):
            take(lighthouse(address, runs))
        else:
            skipped.append("Lighthouse：没有装，npm install --prefix .cache/bench lighthouse@12")
    if shutil.which("vnu"):
        take(html(site))
    else:
        skipped.append("HTML 检查：没有装，npm install --prefix .cache/bench vnu-jar，还要 Java")
    console = Console()
    console.print(table)
    for words in skipped:
        console.print(f"没有量 {words}", soft_wrap=True)
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
