"""All that is read of a project is read by one reader, which refuses links, pipes, folders and second names.

`FILES` lists what a build, a check, a kit or an archive ever reads. A row more is needed for each new kind of file.
"""

import ast
import os
import shutil
import subprocess
import sys

import pytest

from conftest import ROOT, new_workshop, photo_bytes
from showcase.house import read_house
from showcase.house.settings import read_settings
from showcase.project.errors import ProjectError
from showcase.project.folder import Project
from showcase.site.assemble import assemble
from showcase.site.options import Options

FILM = """film:
  - title: 一天的后勤
    file: film.mp4
    poster: {file: poster.jpg, alt: 灯先亮了, credit: 宣传办公室, consent: not-needed}
    captions: film.vtt
    transcript:
      - {at: '0:00', text: 灯先亮了。}
"""
FILM_PAGE = "---\ntitle: 宣传片\nneeds: film\n---\n\n<!-- block: film -->\n"
LAMP_PAGE = """---
title: 一盏灯
photos: {lamp.jpg: {credit: 示例摄影组, consent: not-needed}}
---

![灯](lamp.jpg "灯")
"""
STORY = "stories/2026/one"


def home(project):
    return assemble(project, Options())


# What stops everything, and who reads it.
SETTINGS = {
    "mkdocs.yml": read_settings,
    "brand/organisation.yml": read_house,
    "brand/tokens.yml": read_house,
    "brand/emblem.svg": read_house,
    "brand/emblem-mono.svg": read_house,
    "brand/emblem-reversed.svg": read_house,
    "brand/memorial.yml": read_house,
    "brand/fonts/fonts.yml": read_house,
    "brand/fonts/NotoSerifSC-600.ttf": read_house,
    "brand/fonts/OFL.txt": read_house,
    "docs/index.md": home,
}
# What is left out and named while the rest goes on, with the code it is named by.
PARTS = {
    "docs/brand/uniforms/uniforms.yml": "REC001",
    "docs/brand/film/film.mp4": "MED002",
    "docs/brand/film/film.vtt": "MED002",
    "docs/lamp/lamp.jpg": "PHO",
    f"{STORY}/a.jpg": "FILE003",
    "stories/2026/two/index.md": "FILE002",
}
FILES = (*SETTINGS, *PARTS)
FOLDERS = {"brand/fonts": 2, "brand": 2, "docs": 2, "stories/2026": 1}


def linked(path, outside):
    path.symlink_to(outside)


def doubled(path, outside):
    os.link(outside, path)


def piped(path, outside):
    os.mkfifo(path)


def foldered(path, outside):
    path.mkdir()


SWAPS = (linked, doubled, piped, foldered)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    workshop = new_workshop(tmp_path_factory.mktemp("reader") / "project")
    for folder in ("uniforms", "film"):
        shutil.copytree(ROOT / "docs" / "brand" / folder, workshop.root / "docs" / "brand" / folder)
    for version in ("mono", "reversed"):
        shutil.copy(ROOT / "brand" / "emblem.svg", workshop.root / "brand" / f"emblem-{version}.svg")
    film = workshop.root / "docs" / "brand" / "film"
    (film / "film.yml").write_text(FILM, "utf-8")
    (film / "index.md").write_text(FILM_PAGE, "utf-8")
    (film / "film.mp4").write_bytes(b"\0\0\0\x18ftypmp42" + bytes(200))
    (film / "film.vtt").write_text("WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n灯\n", "utf-8")
    (film / "poster.jpg").write_bytes(photo_bytes())
    page = workshop.root / "docs" / "lamp"
    page.mkdir()
    (page / "lamp.jpg").write_bytes(photo_bytes((1000, 700)))
    (page / "index.md").write_text(LAMP_PAGE, "utf-8")
    for slug in ("one", "two"):
        workshop.story(
            slug,
            more="cover: a.jpg\nphotos: {a.jpg: {consent: not-needed}}\n",
            photos={"a.jpg": photo_bytes()},
        )
    return workshop


@pytest.fixture
def outside(tmp_path):
    folder = tmp_path / "outside"
    folder.mkdir()
    return folder


def swapped(root, path, swap, outside):
    """What stood at `path` lies outside, and something else in its place."""
    place, away = root / path, outside / path.replace("/", "_")
    shutil.move(place, away)
    swap(place, away)


def test_the_project_itself_can_be_built_so_that_each_swap_is_what_stops_it(whole):
    project = Project(whole.root)
    assert all(read(project) for read in SETTINGS.values())
    assert all((whole.root / path).is_file() for path in FILES)


@pytest.mark.parametrize("swap", SWAPS)
@pytest.mark.parametrize("path", SETTINGS)
def test_a_setting_that_is_no_plain_file_is_said_in_a_line_and_not_waited_for(
    whole, tmp_path, outside, path, swap
):
    workshop = whole.copy(tmp_path / "copy")
    swapped(workshop.root, path, swap, outside)
    with pytest.raises(ProjectError) as caught:
        SETTINGS[path](Project(workshop.root))
    assert path.rpartition("/")[2] in caught.value.lines[0]
    assert len(caught.value.lines) == 1


@pytest.mark.parametrize("swap", SWAPS)
def test_a_part_that_is_no_plain_file_is_left_out_and_named_and_nothing_of_it_is_published(
    whole, tmp_path, outside, swap
):
    workshop = whole.copy(tmp_path / "copy")
    # In docs/ a folder is a page's address: one that can be none stops the build.
    parts = [path for path in PARTS if swap is not foldered or path.startswith("stories/")]
    for path in parts:
        swapped(workshop.root, path, swap, outside)
    done = workshop.run("build")
    assert done.code == 1, done.err
    for path in parts:
        code = PARTS[path]
        assert [line for line in done.err.splitlines() if path.rpartition("/")[2] in line and code in line], (
            path,
            done.err,
        )
    assert not list(workshop.site.glob("stories/2026/*/index.html"))
    assert bool(list(workshop.site.rglob("*.mp4"))) == (swap is foldered)


@pytest.mark.parametrize("path", FOLDERS)
def test_a_linked_folder_is_not_entered(whole, tmp_path, outside, path):
    workshop = whole.copy(tmp_path / "copy")
    swapped(workshop.root, path, linked, outside)
    done = workshop.run("build")
    assert done.code == FOLDERS[path], done.err
    assert path in done.err
    assert not list(workshop.site.rglob("two/index.html"))


WATCH = """
import os, sys

log = os.open({log!r}, os.O_WRONLY | os.O_APPEND | os.O_CREAT)


def watch(event, arguments):
    # sight.py lists names and dates, opens nothing and follows no link
    if event == "os.scandir" and sys._getframe(1).f_code.co_filename.endswith("project/sight.py"):
        return
    if event in ("open", "os.listdir", "os.scandir"):
        os.write(log, (repr((event, str(arguments[0]))) + "\\n").encode("utf-8", "replace"))


sys.addaudithook(watch)
"""


@pytest.mark.parametrize("command", ["build", "check", "write OUT", "kit --out OUT.zip"])
def test_no_file_of_the_project_is_opened_but_by_the_one_reader(whole, tmp_path, command):
    """The reader goes step by step from open folders, by handle: a path of several steps is somebody else's."""
    workshop = whole.copy(tmp_path / "copy")
    (tmp_path / "start").mkdir()
    log = tmp_path / "opened.log"
    (tmp_path / "start" / "sitecustomize.py").write_text(WATCH.format(log=str(log)), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "showcase", "--root", str(workshop.root), *command.replace("OUT", str(tmp_path / "out")).split()],
        env={**os.environ, "PYTHONPATH": f"{tmp_path / 'start'}:{os.environ.get('PYTHONPATH', '')}"},
        capture_output=True,
        text=True,
        timeout=170,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    opened = [ast.literal_eval(line) for line in log.read_text("utf-8").splitlines()]
    assert ("open", "tokens.yml") in opened  # the hook was at work
    sources = [f"{workshop.root}/{part}" for part in ("mkdocs.yml", "docs", "stories", "brand")]
    assert sorted({f"{event} {path}" for event, path in opened if path.startswith(tuple(sources))}) == []
