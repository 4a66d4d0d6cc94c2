"""`showcase import`: from a Word file to a story folder, whole or not at all."""

import datetime as dt
import json
import re
import resource
import signal

import pytest

from conftest import photo_bytes
from first_owner import house
from showcase.project.errors import MachineError
from showcase.project.folder import Project
from showcase.stories.scaffold import CHOICE, CONSENT, imported_story
from showcase.stories.word.days import Happened
from showcase.stories.word.editing import ALT, Copy
from showcase.typed.meant import BLANK
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
    assert "1 张图片，4 处待填，0 条提醒" in result.err
    folder = (workshop.root / path).parent
    assert sorted(file.name for file in folder.iterdir()) == ["index.md", "tu-1.jpg"]
    assert (folder / "tu-1.jpg").read_bytes() == photo
    text = (workshop.root / path).read_text("utf-8")
    assert f'![{ALT}](tu-1.jpg "面案上方的灯")' in text
    assert "\n## 一、第一锅水\n" in text
    assert "cover: tu-1.jpg\n" in text
    assert "credits: {text: 餐饮中心, photo: 一食堂}" in text
    assert {f["code"] for f in found(workshop) if f["severity"] == "error"} == {"FM010"}
    assert "  tu-1.jpg: {consent: 【待填：signed、team 或 not-needed】}\n" in text
    text = text.replace(CONSENT, "not-needed").replace(f"series: {CHOICE}", "series: frontline")
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
                Happened(dt.date(2026, 3, 5)),
            )
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
    assert not list((workshop.root / "stories/2026").iterdir())


def imported(workshop, tmp_path, *lines, today="1781200000"):
    """(result, index.md) of a manuscript of plain lines, judged on 11 June 2026."""
    (tmp_path / "a.docx").write_bytes(docx(p("凌晨四点的灯", style="Title"), *map(p, lines)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", today)
        result = workshop.run("import", str(tmp_path / "a.docx"), "--department", "dining")
    assert result.code == 0, result.err
    return result, (workshop.root / result.out.strip()).read_text("utf-8")


def passes(workshop, path, text, date):
    text = text.replace(f"series: {CHOICE}", "series: frontline")
    text = re.sub(rf"(?m)^date: {BLANK}.*$", f"date: {date}", text)
    (workshop.root / path).write_text(re.sub(rf"{BLANK}[^】]*】", "一食堂早班", text), "utf-8")
    return not [f for f in found(workshop) if f["severity"] == "error"]


def test_the_one_day_that_is_named_is_the_date_and_its_year_the_folder(workshop, tmp_path):
    result, text = imported(
        workshop, tmp_path, "2024年3月5日清晨，灯亮了。", "水开了。", "供稿：餐饮中心 2024年3月9日"
    )
    assert result.out.startswith("stories/2024/")
    assert "\n# 日期取自原稿：“2024年3月5日清晨，灯亮了”\n" in text
    assert "\n# 署名、落款里的 2024年3月9日 没有当作事情发生的日子\ndate: 2024-03-05\n" in text
    assert "credits: {text: 餐饮中心, " in text
    assert "日期取自原稿：“2024年3月5日清晨，灯亮了”。\n" in result.err
    assert passes(workshop, result.out.strip(), text, "2024-03-05")


@pytest.mark.parametrize(
    ("lines", "year", "said"),
    [
        (["3月5日，灯亮了。"], "2026", "3月5日（没有年份，“3月5日，灯亮了”）"),
        (["灯亮了。"], "2026", "原稿没有写明事情是哪一年哪一天"),
        (["2024年3月5日，灯亮了。2024年4月1日又亮。"], "2024", "2024-03-05（“2024年3月5日，灯亮了”）、2024-04-01（“2024年4月1日又亮”）"),
        (["2027年3月5日，灯要亮。"], "2027", "2027-03-05（还没有到，“2027年3月5日，灯要亮”）"),
        (["2023年3月5日亮，2024年4月1日灭。"], "2026", "2023-03-05"),
        (["2024年3月5日 <b>【待填：字】 # \\ \" 亮，3月6日灭。"], "2024", "2024-03-05"),
    ],
)  # fmt: skip
def test_a_day_in_question_is_a_blank_that_names_what_was_found(workshop, tmp_path, lines, year, said):
    result, text = imported(workshop, tmp_path, *lines)
    assert result.out.startswith(f"stories/{year}/")
    comment = text.split("\ndate: 【待填：")[0].split("\n")[-1]
    assert [comment.startswith("# "), said in comment, said in result.err] == [True, True, True]
    assert f"先放在 stories/{year}/ 里" in result.err
    assert {f["code"] for f in found(workshop) if f["severity"] == "error"} == {"FM010"}
    if "<b>" not in lines[0]:
        assert passes(workshop, result.out.strip(), text, f"{year}-03-05")


def test_a_day_that_was_given_is_taken_whatever_the_manuscript_says(workshop, tmp_path):
    (tmp_path / "a.docx").write_bytes(docx(p("凌晨四点的灯", style="Title"), p("2024年3月5日，灯亮了。")))
    result = workshop.run("import", str(tmp_path / "a.docx"), "--date", "2023-01-02")
    assert result.out.startswith("stories/2023/")
    assert "\ndate: 2023-01-02\n" in (workshop.root / result.out.strip()).read_text("utf-8")
    assert "原稿：“" not in result.err


@pytest.mark.parametrize(
    "name",
    [
        "~$稿子.docx",
        ".~lock.稿子.docx#",
        ".~稿子.docx",
        "._稿子.docx",
        "~WRL0001.tmp",
        "稿子.docx.crdownload",
    ],
)
def test_what_a_program_left_beside_the_manuscript_is_named_as_such(workshop, tmp_path, name):
    (tmp_path / name).write_bytes(b"lock")
    result = workshop.run("import", str(tmp_path / name))
    assert result.code == 2
    assert len(result.err.strip().split("\n")) == 1
    assert "不是稿子" in result.err
