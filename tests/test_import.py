"""`showcase import`: from a Word file to a story folder, whole or not at all."""

import datetime as dt
import json
import re
import resource
import signal

import pytest

from conftest import photo_bytes
from showcase.errors import MachineError
from showcase.manuscript.editing import ALT, Copy
from showcase.project import Project
from showcase.rules.blanks import BLANK
from showcase.scaffold import imported_story
from test_any_input import house
from word_files import (
    docx,
    p,
    picture,
)


def found(workshop):
    return json.loads(workshop.run("check", "--format", "json").out)


def test_a_manuscript_becomes_a_story_that_passes_once_its_blanks_are_filled(workshop, tmp_path):
    file = tmp_path / "稿子.docx"
    photo = photo_bytes((1800, 1200))
    file.write_bytes(
        docx(
            p("凌晨四点的灯", style="Title"),
            p("　　四点整，一食堂后厨的灯亮了。"),
            p(picture("i1")),
            p("▲ 面案上方的灯"),
            p("一、第一锅水"),
            p("水开之前，先把昨晚的面团翻一遍。"),
            p("（供稿：餐饮中心 摄影：一食堂）"),
            media={"i1": ("image1.jpeg", photo)},
        )
    )
    result = workshop.run("import", str(file), "--department", "dining", "--date", "2026-03-05")
    assert result.code == 0, result.err
    path = "stories/2026/lingchen-sidian-de-deng/index.md"
    assert result.out.strip() == path
    assert "1 张图片，2 处待填，0 条提醒" in result.err
    folder = (workshop.root / path).parent
    assert sorted(file.name for file in folder.iterdir()) == ["index.md", "tu-1.jpg"]
    assert (folder / "tu-1.jpg").read_bytes() == photo
    text = (workshop.root / path).read_text("utf-8")
    assert f'![{ALT}](tu-1.jpg "面案上方的灯")' in text
    assert "\n## 一、第一锅水\n" in text
    assert "cover: tu-1.jpg\n" in text
    assert 'credits: {text: "餐饮中心", photo: "一食堂"}' in text
    assert {f["code"] for f in found(workshop) if f["severity"] == "error"} == {"FM010"}
    (workshop.root / path).write_text(re.sub(rf"{BLANK}[^】]*】", "面案上方的一盏灯", text), "utf-8")
    assert not [f for f in found(workshop) if f["severity"] == "error"]


def test_the_same_manuscript_twice_is_two_folders(workshop, tmp_path):
    (tmp_path / "a.docx").write_bytes(docx(p("凌晨四点的灯", style="Title"), p("灯亮了。")))
    for _ in range(2):
        assert workshop.run("import", str(tmp_path / "a.docx"), "--date", "2026-03-05").code == 0
    folders = sorted(path.name for path in (workshop.root / "stories/2026").iterdir())
    assert folders == ["lingchen-sidian-de-deng", "lingchen-sidian-de-deng-2"]


@pytest.mark.parametrize("title", ["灯", "长" * 40, "凌晨<b>四点", "null"])
def test_a_title_no_story_may_have_is_a_blank_that_shows_the_words_found(workshop, tmp_path, title):
    (tmp_path / "a.docx").write_bytes(docx(p(title, style="Title"), p("灯亮了。")))
    result = workshop.run("import", str(tmp_path / "a.docx"), "--department", "dining")
    assert result.code == 0, result.err
    text = (workshop.root / result.out.strip()).read_text("utf-8")
    line = next(line for line in text.split("\n") if line.startswith("title:"))
    assert BLANK in line
    assert title[:3] in line.replace(" ", "<")
    assert {f["code"] for f in found(workshop) if f["severity"] == "error"} <= {"FM010", "FM002"}


def test_an_unknown_department_is_refused_before_the_file_is_read(workshop, tmp_path):
    result = workshop.run("import", str(tmp_path / "missing.docx"), "--department", "canteen")
    assert result.code == 2
    assert "dining（餐饮）" in result.err


def test_a_full_disk_leaves_no_half_folder(workshop):
    """A file may hold a megabyte here, and the second photo is larger."""
    photos = (("tu-1.jpg", bytes(1000)), ("tu-2.jpg", bytes(3 << 20)))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, hard))
    try:
        with pytest.raises(MachineError, match="写不进"):
            imported_story(
                Project(workshop.root),
                house()[0],
                Copy("凌晨四点的灯", "灯。\n", photos),
                dt.date(2026, 3, 5),
            )
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
    assert not list((workshop.root / "stories/2026").iterdir())
