"""Photos that need no consent, though their words speak of people."""

from __future__ import annotations

import json
import re

import pytest

from conftest import ROOT, photo_bytes
from showcase.cli import main
from showcase.stories.rules.people import FACES, NONE, PEOPLE, words_of_file, words_of_people

SPEAK = {
    "王师傅正对着镜头笑": "王师傅 正对着镜头 笑",
    "师傅在和面": "师傅",
    "两位同学坐在窗口": "两位同学",
    "李建国扛着梯子": "李建国",
    "张伟在配电室": "张伟",
    "小王和老李": "小王 老李",
    "面点班组合影": "合影",
    "一张笑脸": "笑脸",
    "同学们的笑脸": "同学 笑脸",
    "侧脸，光从窗口进来": "脸",
    "她推着车": "她",
    "他把螺丝放回口袋": "他",
    "几个人围坐在桌边": "几个人",
    "三名学生举着证书": "三名学生",
    "班长敲管子": "班长",
    "保洁员在擦玻璃": "保洁员",
    "师傅手里的刀": "师傅",
    "师傅脸上的汗": "师傅 脸",
    "王师傅的早晨": "王师傅",
    "宿管阿姨站在门口": "宿管阿姨",
    "自拍": "自拍",
    "食堂门口的毕业照": "毕业照",
    "孩子们排队打饭": "孩子",
    "大姐笑着递过一碗面": "大姐 笑",
    "面对镜头的厨师": "面对镜头 厨师",
    "背影，只有李阿姨回头对镜头笑": "李阿姨 对镜头 笑",
    "人群里的老师": "人群 老师",
    "师傅的背影，旁边一位同学": "一位同学",
}  # fmt: skip

SILENT = (
    "面案上方的一盏灯", "一双手在和面", "阿姨的手在揉面", "王师傅的一双手", "师傅的背影", "背对镜头的李阿姨", "学生食堂的门口", "学生宿舍三号楼", "学生证", "教师节的花",
    "超市的门脸", "脸盆架", "老师傅面馆的招牌", "其他的碗", "吉他", "正对大门的照壁", "雷锋塑像", "孩子们的书包", "宿管阿姨的值班室", "四人间宿舍",
    "第一名的奖状", "会议室", "食堂全景", "长廊", "一只小鸟", "麻婆豆腐", "远处几个人在打太极", "刷脸的闸机", "校长寄语", "阿姨的围裙挂在门后",
    "只拍到师傅的手", "员工通道的门", "一盘夫妻肺片", "一位数的密码锁", "党员责任区的牌子", "人脸识别的机器", "墙上的漫画，一个厨师",
)  # fmt: skip

FILES = {
    "heying.jpg": "heying", "王师傅.jpg": "王师傅", "portrait-1.jpg": "portrait", "IMG_20260305_PORTRAIT.jpg": "PORTRAIT", "合影2.png": "合影",
    "wangshifu.jpg": "wangshifu", "zhangayi.jpg": "zhangayi", "李老师_笑.jpg": "李老师 笑", "selfie.HEIC": "selfie", "staff 3.jpg": "staff",
    "IMG_2034.JPG": "", "微信图片_20260305.jpg": "", "surface.jpg": "", "huayi.jpg": "", "tushuguan.jpg": "", "学生食堂.png": "", "manual.jpg": "",
    "食堂餐盘.png": "", "niunanfan.jpeg": "", "DSC_0001.jpg": "", "mmexport1700000000000.jpg": "",
}  # fmt: skip


@pytest.mark.parametrize("text", SPEAK)
def test_words_that_speak_of_people_are_quoted_as_they_stand(text):
    assert " ".join(words_of_people(text)) == SPEAK[text]


@pytest.mark.parametrize("text", SILENT)
def test_hands_backs_things_and_figures_of_stone_speak_of_nobody(text):
    assert words_of_people(text) == ()


def test_a_name_in_people_counts_wherever_it_stands():
    assert words_of_people("早餐班组在面案前", ["早餐班组"]) == ("早餐班组",)
    assert words_of_people("阿强的背影", ["阿强"]) == ()


@pytest.mark.parametrize("file", FILES)
def test_a_file_name_speaks_too(file):
    assert " ".join(words_of_file(file)) == FILES[file]


def test_every_word_has_its_reason():
    for sign in (*PEOPLE, *FACES, *NONE):
        assert len(sign.why) >= 4
        assert re.compile(sign.words)


def test_the_photos_of_our_own_stories_and_pages_raise_no_false_alarm():
    """All are said to show no face, and somebody has looked at each."""
    seen = 0
    for file in (*(ROOT / "stories").rglob("*.md"), *(ROOT / "docs").rglob("*.md")):
        for alt, photo, caption in re.findall(
            r'^!\[([^\]]*)\]\((\S+?)(?: "([^"]*)")?\)$', file.read_text("utf-8"), re.M
        ):
            seen += 1
            assert (photo, *words_of_people(alt), *words_of_people(caption), *words_of_file(photo)) == (
                photo,
            )
    assert seen >= 35


STORY = """---
title: 凌晨四点的灯
date: 2026-03-05
department: dining
series: frontline
summary: 一句话说清这个故事。
cover: {cover}
photos:
  {cover}: {{credit: 一食堂, consent: {consent}}}
review: {{first: 申初, second: 申复, final: 申终, date: 2026-03-08}}
{more}---

四点整，灯亮了。

{body}
"""


def told(workshop, capsys, body="", cover="a.jpg", consent="not-needed", more=""):
    text = STORY.format(body=body, cover=cover, consent=consent, more=more)
    workshop.raw_story("deng", text.encode(), {cover: photo_bytes((1700, 1200))})
    main(["--root", str(workshop.root), "check", "--today", "2026-04-01", "--format", "json"])
    rows = json.loads(capsys.readouterr().out)
    assert [row for row in rows if row["severity"] == "error"] == []
    return [row for row in rows if row["code"] == "PHO304"]


def test_not_needed_and_a_smile_is_a_warning_that_quotes_the_words(workshop, capsys):
    (row,) = told(workshop, capsys, '![师傅正对着镜头笑](a.jpg "五位同学")')
    assert (row["line"], row["column"]) == (9, 33)
    assert "“师傅”“正对着镜头”“笑”“五位同学”" in row["message"]
    assert row["hint"].endswith("：  a.jpg: {credit: 一食堂, consent: signed}")


def test_a_cover_that_stands_only_in_the_front_matter_speaks_by_its_name(workshop, capsys):
    (row,) = told(workshop, capsys, cover="heying.jpg")
    assert "“heying”" in row["message"]


@pytest.mark.parametrize("consent", ["signed", "team"])
def test_who_was_asked_may_be_seen(workshop, capsys, consent):
    assert told(workshop, capsys, "![大姐笑着](a.jpg)", consent=consent) == []


def test_an_editor_may_let_it_pass_with_a_reason(workshop, capsys):
    more = "allow: [{code: PHO304, reason: 只拍到手，看过原图, until: 2027-01-01}]\n"
    assert told(workshop, capsys, "![大姐笑着](a.jpg)", more=more) == []
