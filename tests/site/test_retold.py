"""A story typed anew is shown at once as the whole site would show it, and nothing that is broken is."""

from __future__ import annotations

import threading

import pytest

from conftest import photo_bytes
from showcase.commands.live import Live
from showcase.photos.plan import plan
from showcase.photos.recipes import COVER
from showcase.photos.sniff import read_header
from showcase.preview.showing import Rooms, Showing
from showcase.preview.watch import watch
from showcase.project.folder import Project
from showcase.project.workers import Workers
from showcase.site.assemble import assemble
from showcase.site.options import Options
from showcase.site.retold import retold

OPTIONS = Options(preview=True)
ONE = "stories/2026/one"


@pytest.fixture(scope="module")
def project(make_workshop):
    workshop = make_workshop()
    workshop.story("one", more="cover: a.jpg\n", photos={"a.jpg": photo_bytes((1200, 800))})
    workshop.story("two", title="门口的米")
    return Project(workshop.root)


def page(site):
    return next(page for page in site.pages if page.path == f"{ONE}/index.md")


def test_its_page_is_that_of_the_whole_site_but_for_the_card(project):
    site, _ = assemble(project, OPTIONS)
    file = project.root / ONE / "index.md"
    text = file.read_text("utf-8")
    try:
        file.write_text(
            text.replace("凌晨四点的灯", "门口的一盏灯").replace("先亮在面案上", "先亮了"), "utf-8"
        )
        with Workers(1) as workers:
            told = retold(project, OPTIONS, site, ONE, workers)
        after, _ = assemble(project, OPTIONS)
        assert "先亮了" in told.page.body
        assert told.page.meta.card == page(site).meta.card
        whole = page(after)
        assert (told.page.body, told.page.meta.font, told.page.words) == (
            whole.body, whole.meta.font, whole.words)  # fmt: skip
        assert {file.path for file in told.files} <= {file.path for file in after.assets}
    finally:
        file.write_text(text, "utf-8")


def test_what_cannot_be_shown_says_why_and_what_is_new_waits_for_the_whole_site(project):
    site, _ = assemble(project, OPTIONS)
    file = project.root / ONE / "index.md"
    text = file.read_text("utf-8")
    try:
        file.write_text(text.replace("series: frontline", "series: [frontline"), "utf-8")
        with Workers(1) as workers:
            told = retold(project, OPTIONS, site, ONE, workers)
            assert retold(project, OPTIONS, site, "stories/2026/new", workers) is None
        assert told.page is None
        assert any(finding.is_error for finding in told.findings)
    finally:
        file.write_text(text, "utf-8")


class Told(Showing):
    """What a browser would have been given of one page, each time it was told to come again."""

    def __init__(self):
        super().__init__()
        self.pages = []

    def show(self, folder, troubles):
        super().show(folder, troubles)
        self.pages.append((folder / ONE / "index.html").read_text("utf-8"))


def test_a_new_photo_is_shown_quickly_made_first_and_as_it_is_published_afterwards(project, tmp_path):
    photo = project.root / ONE / "a.jpg"
    before, data = photo.read_bytes(), photo_bytes((1210, 800))
    probe = read_header(data)[1]
    final = {i.file for i in plan(probe, COVER)} - (quick := {i.file for i in plan(probe, COVER.hastened)})
    quick -= {i.file for i in plan(probe, COVER)}
    assert quick
    showing = Told()
    live = Live(project, OPTIONS, showing, Rooms(tmp_path), None)
    try:
        live.make()
        photo.write_bytes(data)
        live.saved(frozenset({f"{ONE}/a.jpg"}))
        live.make()
        live.finish()
    finally:
        live.end()
        photo.write_bytes(before)
    shown = [(any(map(page.count, quick)), any(map(page.count, final))) for page in showing.pages]
    assert shown == [(False, False), (True, False), (True, False), (False, True)]
    assert all((showing.state.folder / "assets" / "photos" / name).exists() for name in final)


def test_every_saved_file_is_told_by_its_path_and_what_editors_leave_is_not(tmp_path):
    (tmp_path / "docs").mkdir()
    settings, ended, told = tmp_path / "mkdocs.yml", threading.Event(), []
    heard = threading.Condition()

    def changed(paths):
        with heard:
            told.append(paths)
            heard.notify_all()

    def wait_for(paths):
        with heard:
            assert heard.wait_for(lambda: paths in told, 30), told

    settings.write_text("a")
    listener = threading.Thread(target=watch, args=(tmp_path, (settings, tmp_path / "docs"), changed, ended))
    listener.start()
    try:
        page = tmp_path / "docs" / "index.md"
        while not told:  # until it listens
            page.write_text("x")
            ended.wait(0.2)
        (tmp_path / "docs" / ".index.md.swp").write_text("x")
        (tmp_path / "docs" / "new.md").write_text("x")
        wait_for(frozenset({"docs/new.md"}))
        fresh = tmp_path / "mkdocs.yml.new"  # as editors do
        fresh.write_text("b")
        fresh.replace(settings)
        wait_for(frozenset())
        assert set().union(*told) == {"docs/index.md", "docs/new.md"}
    finally:
        ended.set()
        listener.join(30)
    assert not listener.is_alive()
