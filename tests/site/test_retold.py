"""A story typed anew is shown at once as the whole site would show it, and nothing that is broken is."""

from __future__ import annotations

import threading

import pytest

from conftest import photo_bytes
from showcase.preview.watch import watch
from showcase.project.folder import Project
from showcase.project.workers import Workers
from showcase.site.assemble import assemble
from showcase.site.reading import Options
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
