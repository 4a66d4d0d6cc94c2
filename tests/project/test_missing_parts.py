"""What deletion leaves missing: a sensible site or one clear line, for every command."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import zipfile
from collections.abc import Callable

import pytest

from conftest import Workshop
from showcase.cli import main
from word_files import docx, p


def run(workshop: Workshop, *arguments: str) -> int:
    return main(["--root", str(workshop.root), *arguments])


@pytest.fixture
def empty(workshop: Workshop) -> Workshop:
    """A project without stories/, as git leaves it after `git rm -r stories/2026`."""
    (workshop.root / "stories").rmdir()
    return workshop


@pytest.fixture(scope="module")
def built_empty(make_workshop: Callable[[], Workshop]) -> Workshop:
    workshop = make_workshop()
    (workshop.root / "stories").rmdir()
    assert run(workshop, "build", "--official") == 0
    return workshop


def test_without_stories_the_site_still_has_its_home_lists_and_culture_pages(built_empty):
    for address in ("index.html", "stories/index.html", "culture/dining/index.html", "404.html"):
        assert "</html>" in built_empty.page(address)
    assert not (built_empty.root / "stories").exists()


def test_without_stories_check_and_pack_work(built_empty, tmp_path):
    assert run(built_empty, "check") == 0
    assert run(built_empty, "pack", "--official", "--out", str(tmp_path / "a.zip")) == 0
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert "site/index.html" in archive.namelist()


def test_without_stories_the_tree_is_written_and_mkdocs_builds_it_and_the_project_itself(
    built_empty, tmp_path
):
    assert run(built_empty, "write", str(tmp_path / "tree")) == 0
    for folder in (tmp_path / "tree", built_empty.root):
        command = [
            sys.executable,
            "-m",
            "mkdocs",
            "build",
            "--quiet",
            "-d",
            str(tmp_path / folder.name / "out"),
        ]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr
        assert (tmp_path / folder.name / "out/stories/index.html").is_file()


def test_new_makes_the_folder_it_needs(empty):
    assert run(empty, "new", "凌晨四点的灯", "--date", "2026-03-05") == 0
    assert (empty.root / "stories/2026/lingchen-sidian-de-deng/index.md").is_file()


def test_import_makes_the_folder_it_needs(empty, tmp_path):
    (tmp_path / "a.docx").write_bytes(docx(p("凌晨四点的灯"), p("四点整，后厨的灯亮了。")))
    assert run(empty, "import", str(tmp_path / "a.docx"), "--date", "2026-03-05") == 0
    assert len(list((empty.root / "stories/2026").iterdir())) == 1


def test_serve_shows_the_first_story_as_soon_as_it_is_there(empty):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "showcase",
        "--root",
        str(empty.root),
        "serve",
        "--address",
        f"127.0.0.1:{port}",
    ]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    def shows(word: str) -> bool:
        for _ in range(300):
            try:
                with urllib.request.urlopen(
                    f"http://127.0.0.1:{port}/stories/index.html", timeout=10
                ) as page:
                    if word in re.sub("<[^>]*>", "", page.read().decode()):
                        return True
            except OSError:
                pass
            time.sleep(0.1)
        return False

    try:
        assert shows("故事")
        empty.story("one")
        assert shows("凌晨四点的灯")
    finally:
        server.send_signal(signal.SIGTERM)
        said = server.communicate(timeout=60)[1]
    assert "Traceback" not in said


def test_stories_that_is_a_link_or_a_file_is_still_refused(empty, tmp_path, capsys):
    place = empty.root / "stories"
    for make in (
        lambda: place.symlink_to(tmp_path),
        lambda: place.symlink_to(tmp_path / "gone"),
        place.touch,
    ):
        make()
        assert run(empty, "check") == 2
        assert "stories/" in capsys.readouterr().err
        place.unlink()


def test_a_menu_entry_that_leads_to_no_page_is_told_of_at_its_line(workshop, capsys):
    settings = workshop.root / "mkdocs.yml"
    text = settings.read_text("utf-8")
    line = next(n for n, row in enumerate(text.splitlines(), 1) if "path: stories/index.md" in row)
    gone = "      - {text: 品牌, path: brand/index.md, section: brand}\n"
    rows = text.splitlines(keepends=True)
    settings.write_text("".join((*rows[:line], gone, *rows[line:])), "utf-8")
    assert run(workshop, "check") == 0
    said = capsys.readouterr().out
    assert f"mkdocs.yml:{line + 1}:" in said
    assert "菜单里的“品牌”指向 brand/index.md，没有这一页" in said
    assert run(workshop, "build") == 0
    assert "品牌" not in workshop.page("index.html")
    page = workshop.root / "docs/brand/index.md"
    page.parent.mkdir()
    page.write_text("---\ntitle: 品牌\nsample: true\n---\n\n写。\n", "utf-8")
    assert run(workshop, "check", "--official") == 0  # held back, not missing
    assert "SET011" not in capsys.readouterr().out


def test_a_search_word_whose_page_is_not_there_is_told_of_at_its_line_and_not_offered(workshop, capsys):
    names = workshop.root / "brand" / "organisation.yml"
    text = names.read_text("utf-8")
    row = next(row for row in text.splitlines() if "{word: 部徽," in row)
    names.write_text(text.replace(row, row.replace("}", ", page: brand/emblme/index.md}")), "utf-8")
    line = text.splitlines().index(row) + 1
    assert run(workshop, "check") == 0
    said = capsys.readouterr().out
    assert f"brand/organisation.yml:{line}:" in said
    assert "搜索词“部徽”指向 brand/emblme/index.md，没有这一页" in said
    assert run(workshop, "build") == 0
    assert "部徽" not in workshop.page("search/index.html").partition("<main")[2]
