"""An official site without entries, be they samples or deleted: its pages make sense or are not there, no link is dead."""

from __future__ import annotations

import posixpath
import shutil
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from conftest import ROOT, photo_bytes
from showcase.cli import main
from showcase.records.kinds import KINDS

HEADINGS = ("h2", "h3", "h4", "h5", "h6")
SEEN = ("img", "svg", "input", "video")


class Page(HTMLParser):
    """Its links, anchors, and headings of <main> under which nothing stands."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.anchors: set[str] = set()
        self.bare: list[str] = []
        self._open: tuple[int, str] | None = None  # the last heading, while nothing has followed it
        self._heading = self._main = False
        self.feed(file.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.links |= {values[name] or "" for name in ("href", "src", "poster") if values.get(name)}
        self.anchors |= {values["id"]} if values.get("id") else set()
        self._main |= tag == "main"
        if tag in HEADINGS:
            if self._open and self._open[0] >= int(tag[1]):
                self.bare.append(self._open[1])
            self._open, self._heading = (int(tag[1]), ""), True
        elif tag in SEEN and not self._heading:
            self._open = None

    def handle_endtag(self, tag: str) -> None:
        self._heading &= tag not in HEADINGS
        if tag == "main":
            if self._open and self._main:
                self.bare.append(self._open[1])
            self._main, self._open = False, None

    def handle_data(self, data: str) -> None:
        if self._heading and self._open:
            self._open = (self._open[0], self._open[1] + data)
        elif data.strip():
            self._open = None


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """This project with one small photo for all of its own."""
    root = tmp_path_factory.mktemp("official") / "project"
    for name in ("docs", "brand", "stories"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("*.schema.json"))
    shutil.copy(ROOT / "mkdocs.yml", root)
    small = photo_bytes((1200, 800))
    for photo in root.rglob("*.[jJ]*[gG]"):
        photo.write_bytes(small)
    return root


@pytest.fixture(scope="module", params=["samples", "deleted"])
def official(request, project):
    """Its official site: all it has are samples; then its lists are gone."""
    if request.param == "deleted":
        for kind in KINDS:
            for file in (project / "docs" / kind.folder).glob("*.yml"):
                file.unlink()
        assert main(["--root", str(project), "check", "--official"]) == 0
    assert main(["--root", str(project), "build", "--official"]) == 0
    return project / "site"


@pytest.fixture(scope="module")
def pages(official):
    return {file.relative_to(official).as_posix(): Page(file) for file in official.rglob("*.html")}


def test_a_page_that_needs_entries_is_not_there(official, pages):
    for kind in ("honours", "activities", "products", "promises", "seasons", "places"):
        assert not (official / kind).exists(), kind
    assert len(pages) > 40
    assert not list(official.rglob("*.ics"))


def test_no_link_is_dead(official, pages):
    dead = []
    for name, page in pages.items():
        for link in page.links:
            to = urlsplit(link)
            if to.scheme or to.netloc:
                continue
            path = (
                posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(to.path)))
                if to.path
                else name
            )
            if not (official / path).is_file() or (
                to.fragment and path in pages and unquote(to.fragment) not in pages[path].anchors
            ):
                dead.append((name, link))
    assert dead == []


def test_under_each_heading_stands_something(official, pages):
    assert {name: page.bare for name, page in pages.items() if page.bare} == {}


def test_no_page_speaks_of_a_sample_entry(official):
    words = ("年度安全班组", "紫丁香", "麦穗书签", "每道菜的菜名和价格贴在窗口")
    for file in official.rglob("*"):
        if file.suffix in (".html", ".js", ".csv", ".ics", ".xml"):
            assert not any(word in file.read_text("utf-8") for word in words), file
