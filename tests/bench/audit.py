"""What a visitor gets of site/, measured against budget.yml, in one table: `make audit`.

Lighthouse and the Nu checker are got by npm into .cache/bench the first time; both want what they run on: Node, Chromium,
Java. What could not be measured is a row too, with what is missing. Exit code 1: a row does not hold.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import yaml
from peers import PLACE, node_package
from rich.console import Console
from rich.table import Table
from serving import served
from weights import weight

HERE = Path(__file__).resolve().parent
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "chromium-headless-shell")
QUIET = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
)
KINDS = ("bytes", "links", "html", "axe", "lighthouse")

Row = tuple[str, str, str, bool]  # what, measured, allowed, holds
Budget = dict[str, Any]


class NotMeasured(Exception):
    """What is missing, and how it is got."""


def weights(site: Path, budget: Budget) -> Iterator[Row]:
    allowed = budget["bytes"]
    found = {page.relative_to(site).as_posix(): weight(site, page) for page in site.rglob("*.html")}
    home = found["index.html"]
    yield "首页全部字节", f"{home.whole:,}", f"{allowed['home']:,}", home.whole <= allowed["home"]
    for name, kind in (("frame", "page"), ("drawings", "drawings")):
        page, heaviest = max(found.items(), key=lambda one: getattr(one[1], name))
        most = getattr(heaviest, name)
        what = "最重的一页，不算照片和图版" if kind == "page" else "图版最多的一页"
        yield f"{what}（{page}）", f"{most:,}", f"{allowed[kind]:,}", most <= allowed[kind]


def links(site: Path, budget: Budget) -> Iterator[Row]:
    """The build stops at a broken link; this is a second reader of the files as they lie there."""
    pages = [page for page in site.rglob("*.html") if page.name != "404.html"]
    broken = [
        (page, link)
        for page in pages
        for link in re.findall(r'(?:href|src)="([^"#?:]+)[#?"]', page.read_text("utf-8"))
        if not (page.parent / unquote(unescape(link))).exists()
    ]
    for page, link in broken:
        print(f"{page.relative_to(site)} → {link}", file=sys.stderr)
    yield _faults(f"站内链接，{len(pages)} 页", len(broken), budget["faults"]["links"])


def html(site: Path, budget: Budget) -> Iterator[Row]:
    package = node_package("vnu-jar")
    if package is None:
        raise NotMeasured("需要 Node 和 npm，能连上 npm 的源")
    java = shutil.which("java")
    if java is None:
        raise NotMeasured("需要 Java，Debian 上：apt-get install default-jre-headless")
    command = [java, "-jar", str(package / "build/dist/vnu.jar"), "--skip-non-html", "--format", "json"]
    told = subprocess.run([*command, str(site)], check=False, capture_output=True, timeout=900).stderr
    try:
        faults = [m for m in json.loads(told)["messages"] if m["type"] == "error"]
    except (ValueError, KeyError):
        raise NotMeasured(_last_line(told)) from None
    for fault in faults:
        print(f"{fault['url']}:{fault.get('lastLine', 0)} {fault['message']}", file=sys.stderr)
    yield _faults("HTML 检查", len(faults), budget["faults"]["html"])


def axe(site: Path, budget: Budget) -> Iterator[Row]:
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    chromium, pages, found = _chromium(), budget["lighthouse"]["pages"], 0
    with served(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET.split()[1:])
        page = browser.new_page()
        for path in pages:
            page.goto(address + path)
            result = Axe().run(page)
            found += result.violations_count
            if result.violations_count:
                print(f"{path}\n{result.generate_report()}", file=sys.stderr)
        browser.close()
    yield _faults(f"axe，{len(pages)} 页", found, budget["faults"]["axe"])


def lighthouse(site: Path, budget: Budget, runs: int) -> Iterator[Row]:
    chromium, package = _chromium(), node_package("lighthouse", "12")
    if package is None:
        raise NotMeasured("需要 Node 18 以上和 npm，能连上 npm 的源")
    goal = budget["lighthouse"]
    with served(site) as address:
        for at, page in enumerate(goal["pages"], 1):
            print(f"Lighthouse {at}/{len(goal['pages'])} {page}", file=sys.stderr)
            if not (site / page).exists():
                yield f"Lighthouse {page}", "没有这一页", "", False
                continue
            told = [_visited(address + page, package, chromium) for _ in range(runs)]
            reports = [report for report in told if isinstance(report, dict)]
            if not reports:
                yield f"Lighthouse {page}", f"没有结果：{told[0]}", "", False
                continue
            yield _judged(page, reports, goal)


def _judged(page: str, reports: list[dict[str, Any]], goal: dict[str, Any]) -> Row:
    """The median of each figure, as Lighthouse shows it."""
    scores = [
        statistics.median(report["categories"][name]["score"] or 0 for report in reports)
        for name in CATEGORIES
    ]
    paint = statistics.median(r["audits"]["largest-contentful-paint"]["numericValue"] for r in reports)
    wanted = [goal[name] for name in CATEGORIES]
    short = {name for name, score, want in zip(CATEGORIES, scores, wanted, strict=True) if score < want}
    if page in goal["noindex"] and all(_seo_faults(report) <= {"is-crawlable"} for report in reports):
        short -= {"seo"}
    measured = f"{' '.join(f'{score:.2f}' for score in scores)}，{paint:.0f} ms"
    allowed = f"{' '.join(f'{score:g}' for score in wanted)}，{goal['largest-paint']} ms"
    return f"Lighthouse {page}", measured, allowed, not short and paint <= goal["largest-paint"]


def _seo_faults(report: dict[str, Any]) -> set[str]:
    asked = [one["id"] for one in report["categories"]["seo"]["auditRefs"] if one["weight"]]
    return {name for name in asked if report["audits"][name]["score"] == 0}


def _visited(address: str, package: Path, chromium: str) -> dict[str, Any] | str:
    """Lighthouse's report, or why there is none."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "report.json"
        command = ["node", str(package / "cli/index.js"), address, "--quiet", "--form-factor=mobile"]
        command += ["--output=json", f"--output-path={out}", f"--chrome-flags={QUIET}"]
        env = {**os.environ, "CHROME_PATH": chromium}
        try:
            told = subprocess.run(command, check=False, capture_output=True, timeout=180, env=env)
        except subprocess.TimeoutExpired:
            return "三分钟没有结束"
        if not out.exists():
            return _last_line(told.stderr)
        report: dict[str, Any] = json.loads(out.read_text("utf-8"))
        fault = report.get("runtimeError", {}).get("message")
        return str(fault) if fault else report


def _chromium() -> str:
    for name in CHROMIUMS:
        if found := shutil.which(name):
            return found
    raise NotMeasured("需要 Chromium，Debian 上：apt-get install chromium fonts-noto-cjk")


def _faults(what: str, found: int, allowed: int) -> Row:
    return what, str(found), str(allowed), found <= allowed


def _last_line(told: bytes) -> str:
    lines = told.decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else "它什么也没有说"


def measured(kind: str, site: Path, budget: Budget, runs: int) -> Iterator[Row]:
    """The rows of a kind; one that says what is missing, where it cannot be measured."""
    try:
        match kind:
            case "bytes":
                yield from weights(site, budget)
            case "links":
                yield from links(site, budget)
            case "html":
                yield from html(site, budget)
            case "axe":
                yield from axe(site, budget)
            case "lighthouse":
                yield from lighthouse(site, budget, runs)
    except NotMeasured as missing:
        yield kind, f"没有量：{missing}", "", False


def main(arguments: Sequence[str] | None = None) -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--site", type=Path, default=HERE.parents[1] / "site")
    asked.add_argument("--budget", type=Path, default=HERE / "budget.yml")
    asked.add_argument("--only", nargs="+", choices=KINDS, default=KINDS)
    asked.add_argument("--once", action="store_true", help="Lighthouse once instead of three times")
    given = asked.parse_args(arguments)
    if not (given.site / "index.html").exists():
        print(f"{given.site} 里没有网站，先运行 make site", file=sys.stderr)
        return 2
    print(f"Lighthouse 和 HTML 检查装在 {PLACE}", file=sys.stderr)
    budget, runs = yaml.safe_load(given.budget.read_text("utf-8")), 1 if given.once else 3
    table, holds = Table("项目", "测得", "预算", ""), True
    for kind in given.only:
        for what, found, allowed, held in measured(kind, given.site, budget, runs):
            holds = holds and held
            table.add_row(what, found, allowed, "" if held else "没有量" if "没有量" in found else "超出")
    Console(width=None if sys.stdout.isatty() else 140).print(table)
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
