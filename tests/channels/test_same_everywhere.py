"""One story says the same in every channel: a changed fact is caught in any of them, and so is an export left behind."""

from __future__ import annotations

import json
import re
import shutil

import pytest

from conftest import photo_bytes
from showcase.cli import main

REVIEW = "review: {first: 张一, second: 李二, final: 王三, date: 2026-03-06}\n"
MORE = """cover: a.jpg
people: [{name: 面案班组, role: 面点岗, consent: team}]
honours: [校级好手艺]
photos: {a.jpg: {consent: not-needed, credit: 甲供图}, b.jpg: {consent: not-needed, channels: [website]}}
"""
BODY = """3月5日清早揉了37斤面，王师傅说：“面要醒够41分钟。”餐饮服务中心的人都来看[^1]。

![一盏灯](a.jpg "案上43号灯")

![一口锅](b.jpg "只给网站看的59号锅")

- 一斤面
    1. 47克盐
    2. 半斤水

> 够不够？不够再来添。

[^1]: 那天来了53个人，见 <https://www.school.test/2025/67>。
"""


@pytest.fixture(scope="module")
def made(make_workshop):
    """(workshop, the folder of its exports)."""
    workshop = make_workshop()
    photos = {"a.jpg": photo_bytes((1600, 1200)), "b.jpg": photo_bytes((900, 600))}
    workshop.story("one", title="食堂的83盏灯", more=MORE + REVIEW, body=BODY, photos=photos)
    folder = workshop.root.parent / "out"
    assert main(["--root", str(workshop.root), "channels", "one", "--out", str(folder)]) == 0
    return workshop, folder


@pytest.fixture
def kept(made, tmp_path):
    """The same, to change."""
    workshop, folder = made
    shutil.copytree(folder, tmp_path / "out")
    return workshop.copy(tmp_path / "project"), tmp_path / "out"


@pytest.fixture
def edited(made, tmp_path):
    """The workshop as it is, and its exports to change."""
    shutil.copytree(made[1], tmp_path / "out")
    return made[0], tmp_path / "out"


def checked(kept, capsys):
    code = main(["--root", str(kept[0].root), "channels", "--check", str(kept[1])])
    return code, capsys.readouterr().err


def replaced(file, old, new):
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_exports_of_every_channel_lie_together_with_their_sums(made, capsys):
    code, said = checked(made, capsys)
    assert (code, said.count("CHN")) == (0, 0), said
    story = made[1] / "2026-one"
    assert {"wechat", "douyin", "poster", "manifest.json"} <= {path.name for path in story.iterdir()}
    manifest = (story / "manifest.json").read_text("utf-8")
    assert "stories/2026/one/a.jpg" in manifest
    assert "stories/2026/one/b.jpg" not in manifest  # no channel may show it


CHANGES = [
    ("wechat/article.html", "37斤", "73斤", "数字“37斤”"),
    ("wechat/article.html", "47克", "74克", "数字“47克”"),
    ("wechat/article.html", "53个", "35个", "数字“53个”"),
    ("wechat/article.html", "43号", "34号", "数字“43号”"),
    ("wechat/article.html", "3月5日清早", "3月6日清早", "日期“3月5日”"),
    ("wechat/article.html", "王师傅", "李师傅", "人名“王师傅”"),
    ("wechat/article.html", "面点岗", "切配岗", "职务“面点岗”"),
    ("wechat/article.html", "校级好手艺", "省级好手艺", "荣誉“校级好手艺”"),
    ("wechat/article.html", "餐饮服务中心", "公寓服务中心", "部门“餐饮服务中心”"),
    ("wechat/article.html", "面要醒够", "面不要醒", "引的话“面要醒够41分钟。”"),
    ("wechat/article.html", "不够再来添", "不够就算了", "引的话“够不够？不够再来添。”"),
    ("wechat/meta.json", "83盏", "38盏", "数字“83盏”"),
    ("board/board-a3.html", "37斤", "73斤", "数字“73斤”"),
    ("board/sheet-a4.html", "43号灯", "34号灯", "数字“34号”"),
    ("douyin/caption.txt", "3月5日", "3月6日", "日期“2026年3月6日”"),
    ("douyin/caption.txt", "83盏", "38盏", "数字“38盏”"),
    ("douyin/caption.txt", "校级好手艺", "市级好手艺", "荣誉“校级好手艺”"),
    ("douyin/shots.txt", "83盏", "38盏", "数字“38盏”"),
    ("douyin/subtitles.srt", "83盏", "38盏", "数字“38盏”"),
]


@pytest.mark.parametrize(("file", "old", "new", "said"), CHANGES)
def test_a_changed_fact_in_any_file_is_found_with_both_places(edited, capsys, file, old, new, said):
    replaced(edited[1] / "2026-one" / file, old, new)
    code, err = checked(edited, capsys)
    assert code == 1
    assert "CHN011" in err
    assert said in err
    assert f"2026-one/{file}" in err
    assert re.search(r"stories/2026/one/index\.md:\d+:\d+: CHN011", err)
    assert f"out/2026-one/{file}:1:1: CHN013" in err  # and that somebody changed it


def test_a_picture_that_says_another_number_than_the_story_is_found(kept, capsys):
    """What is drawn in a picture cannot be read back: the story changes beneath it."""
    replaced(kept[0].root / "stories/2026/one/index.md", "83盏", "38盏")
    code, err = checked(kept, capsys)
    assert code == 1
    assert "海报 2026-one/poster/poster.png" in err
    assert "海报 2026-one/poster/poster.png 里有数字“83盏”（食堂的83盏灯）" in err
    assert "stories/2026/one/index.md:1:1: CHN012" in err


@pytest.mark.parametrize("path", ["stories/2026/one/a.jpg", "brand/tokens.yml", "mkdocs.yml"])
def test_a_source_that_changed_after_the_export_is_found(kept, capsys, path):
    file = kept[0].root / path
    if path.endswith(".jpg"):
        file.write_bytes(photo_bytes((1700, 1200)))
    elif path == "mkdocs.yml":
        file.write_text(re.sub("(?m)^site_url:.*$", "site_url: https://www.school.test/", file.read_text("utf-8")), "utf-8")  # fmt: skip
    else:
        file.write_bytes(file.read_bytes() + b"# changed\n")
    code, err = checked(kept, capsys)
    assert code == 1
    assert f"{path}:1:1: CHN012" in err


def test_what_is_withdrawn_or_no_longer_agreed_is_found_in_an_export(kept, capsys):
    index = kept[0].root / "stories/2026/one/index.md"
    replaced(index, "consent: team}", "consent: team, channels: [website, wechat]}")
    code, err = checked(kept, capsys)
    assert code == 1
    assert "面案班组 的同意不包括海报" in err
    replaced(index, "honours:", "withdrawn: {date: 2026-03-07, reason: 本人要求}\nhonours:")
    code, err = checked(kept, capsys)
    assert code == 1
    assert "CHN014" in err


@pytest.fixture(scope="module")
def site(made):
    """The same stories as a website, whose address is known."""
    workshop = made[0].copy(made[0].root.parent / "with-site")
    settings = workshop.root / "mkdocs.yml"
    settings.write_text(re.sub("(?m)^site_url:.*$", "site_url: https://www.school.test/", settings.read_text("utf-8")), "utf-8")  # fmt: skip
    assert main(["--root", str(workshop.root), "build"]) == 0
    return workshop


def test_a_website_says_what_its_stories_say(site, capsys):
    assert main(["--root", str(site.root), "channels", "--check", str(site.site)]) == 0
    assert "CHN" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("stories/2026/one/index.html", "揉了37斤", "揉了73斤", "数字“37斤”"),
        ("stories/2026/one/index.html", "59号锅", "95号锅", "数字“59号”"),
        ("stories/2026/one/index.html", "<li>校级好手艺", "<li>市级好手艺", "荣誉“校级好手艺”"),
        ("feed.json", "37斤", "73斤", "数字“73斤”"),
        ("feed.json", "面要醒够41分钟", "面要醒够14分钟", "引的话“面要醒够41分钟。”"),
        ("stories.json", "面点岗", "切配岗", "职务“面点岗”"),
        ("stories.json", "2026-03-05", "2026-03-06", "日期“2026年3月6日”"),
    ],
)
def test_a_changed_fact_in_any_file_of_the_website_is_found(site, tmp_path, capsys, file, old, new, said):
    shutil.copytree(site.site, tmp_path / "site")
    replaced(tmp_path / "site" / file, old, new)
    assert main(["--root", str(site.root), "channels", "--check", str(tmp_path / "site")]) == 1
    err = capsys.readouterr().err
    assert said in err
    assert f"网站 site/{file}" in err


def test_a_manifest_that_somebody_wrote_leads_to_no_file_outside(edited, capsys):
    file = edited[1] / "2026-one/manifest.json"
    (edited[1].parent / "keep-out.txt").write_text("99吨", "utf-8")
    for place in ("../../", "/", "wechat//", "\x00", "wechat/../../../"):
        value = json.loads(file.read_text("utf-8"))
        value["files"] = {f"{place}keep-out.txt": "0" * 64}
        value["channels"][0] |= {"prefix": place, "said": [{"file": "keep-out.txt", "words": "", "own": []}]}
        file.write_text(json.dumps(value), "utf-8")
        code, err = checked(edited, capsys)
        assert code == 1
        assert "99吨" not in err
        assert "导出以后不见了" in err


def test_a_missing_file_and_a_folder_that_is_no_export_are_told_kindly(kept, capsys):
    (kept[1] / "2026-one/wechat/img-01.jpg").unlink()
    assert "导出以后不见了" in checked(kept, capsys)[1]
    (kept[1] / "2026-one/manifest.json").write_text('{"story": 1}', "utf-8")
    code, err = checked(kept, capsys)
    assert (code, "再导出一次" in err) == (2, True)
    shutil.rmtree(kept[1] / "2026-one")
    assert checked(kept, capsys)[0] == 2
