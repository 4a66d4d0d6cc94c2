"""What machines leave behind, and names as a Mac writes them: nothing stops, nothing is published, one note."""

from __future__ import annotations

import json
import unicodedata

import pytest

from conftest import photo_bytes
from showcase.cli import main
from showcase.project.jail import Jail
from showcase.project.leftovers import is_left

FILES = (
    ".DS_Store", "Thumbs.db", "desktop.ini", "~$稿子.docx", "._x.jpg", ".~lock.x.odt#", "a.tmp", "稿子.bak", "~WRL0001.tmp",
    "稿子.wbk", ".~稿子.docx", "index.sync-conflict-20260305-101010-ABCDEFG.md", "index (张三的冲突副本 2026-03-05).md",
    "index-DESKTOP-4QK7A2B.md", "deng.jpg.baiduyun.p.downloading", "deng.jpg.crdownload", "Icon\r", "index.md~", ".index.md.swp",
    "deng.jpg.part", "ehthumbs.db", "THUMBS.DB", "Desktop.ini", "index (conflicted copy).md", "备份 的备份.docx",
)  # fmt: skip
FOLDERS = (
    "__MACOSX", "@eaDir", ".stfolder", ".stversions", ".Spotlight-V100", ".Trashes", "$RECYCLE.BIN",
    "System Volume Information", ".git", "备份", "#recycle",
)  # fmt: skip
OURS = (
    "index.md",
    "deng.jpg",
    "微信图片_2026.jpg",
    "backup",
    "part.jpg",
    "promises.yml",
    "~面案.jpg",
    "冲突.jpg",
    "tmp.jpg",
)


@pytest.mark.parametrize("name", OURS)
def test_what_people_name_is_theirs(name):
    assert not is_left(name)


@pytest.mark.parametrize("name", [*FILES, *FOLDERS])
def test_what_machines_name_is_left(name):
    assert is_left(name)


def test_left_anywhere_nothing_stops_and_one_note_tells_of_all(workshop, capsys):
    root, story = workshop.root, workshop.story("one")
    (page := root / "docs" / "a-page").mkdir()
    (page / "index.md").write_text("---\ntitle: 一页\n---\n\n话。\n", "utf-8")
    before = main(["--root", str(root), "check", "--format", "json"]), json.loads(capsys.readouterr().out)
    for place in (
        root,
        root / "stories",
        story.parent,
        story,
        root / "docs",
        page,
        root / "brand",
        root / "brand/fonts",
    ):
        place.mkdir(exist_ok=True)
        for name in FILES:
            (place / name).write_bytes(b"\0left\0")
        for name in FOLDERS:
            if not (place / name).exists():
                (place / name).mkdir()
                (place / name / "index.md").write_text("<script>", "utf-8")
    after = main(["--root", str(root), "check", "--format", "json"]), json.loads(capsys.readouterr().out)
    assert after[0] == before[0]
    (note,) = [row for row in after[1] if row not in before[1]]
    assert (note["code"], note["severity"]) == ("FILE010", "warning")
    assert main(["--root", str(root), "build"]) == before[0]
    published = [path.name for path in workshop.site.rglob("*")]
    assert not [name for name in published if is_left(name) or name.endswith((".tmp", ".bak"))]


COMPOSED, APART = (unicodedata.normalize(form, "café の が.jpg") for form in ("NFC", "NFD"))


@pytest.mark.parametrize("by_path", [False, True])
def test_a_name_in_pieces_is_told_composed_and_opened_as_it_is(tmp_path, by_path):
    (tmp_path / APART).write_bytes(b"a")
    (tmp_path / "a.txt").write_bytes(b"another")
    jail = Jail(tmp_path, by_path)
    assert [entry.name for entry in jail.entries()] == ["a.txt", COMPOSED]
    assert jail.read(COMPOSED, limit=9) == jail.read(APART, limit=9) == b"a"
    assert jail.entry(COMPOSED).is_plain
    jail.replace(COMPOSED, data=b"b")
    assert (tmp_path / APART).read_bytes() == b"b"
    jail.rename(old=COMPOSED, new="a.jpg")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jpg", "a.txt"]


def test_two_names_that_look_the_same_are_both_told(tmp_path):
    (tmp_path / APART).write_bytes(b"a")
    (tmp_path / COMPOSED).write_bytes(b"b")
    jail = Jail(tmp_path)
    assert sorted(entry.name for entry in jail.entries()) == sorted((COMPOSED, APART))
    assert (jail.read(APART, limit=9), jail.read(COMPOSED, limit=9)) == (b"a", b"b")


def test_photos_from_a_mac_are_found_by_story_page_and_list(workshop, capsys):
    root = workshop.root
    quoted, photo = COMPOSED.replace(" ", "%20"), photo_bytes((900, 600))
    agreed = f"cover: {COMPOSED}\nphotos: {{{COMPOSED}: {{consent: not-needed, credit: 一食堂}}}}\n"
    story = workshop.story("a", more=agreed, body=f"![一盏灯]({quoted})", photos={APART: photo})
    (page := root / "docs" / "a-page").mkdir()
    (page / APART).write_bytes(photo)
    (page / "index.md").write_text(
        f"---\ntitle: 一页\nphotos: {{{APART}: {{credit: 某人}}}}\n---\n\n![一盏灯]({quoted})\n", "utf-8"
    )
    assert main(["--root", str(root), "build"]) == 0, capsys.readouterr().err
    for address in ("stories/2026/a", "a-page"):
        assert "<picture>" in (workshop.site / address / "index.html").read_text("utf-8")
    (story / COMPOSED).write_bytes(photo_bytes((900, 601)))
    capsys.readouterr()
    main(["--root", str(root), "check", "--format", "json"])
    rows = json.loads(capsys.readouterr().out)
    assert ("FILE005", "stories/2026/a") in {(row["code"], row["path"].rpartition("/")[0]) for row in rows}
