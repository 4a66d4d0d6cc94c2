"""What Markdown or YAML would quietly make of a line: each is a finding, with a correction where that is safe."""

from __future__ import annotations

import pytest

from mistakes import Mistake, found_in, index
from showcase.stories import fixes

PLAIN = Mistake("", "sample: true", "")


def codes(found, family=("TXT05", "FM012", "FM013", "PHO006", "PHO007")):
    return sorted({finding.code for finding in found if finding.code.startswith(family)})


def mended(tmp_path, text, keep=("TXT05", "FM012", "PHO007")):
    for _ in range(4):
        draft, found = found_in(tmp_path, text)
        done = [*fixes.changes([draft], [f for f in found if f.code.startswith(keep)])]
        if not done:
            break
        text = done[0].after.decode()
    return text


LONG_ONE, LONG_TWO = "四点整，一食堂后厨的灯准时亮了起来。", "面案上的面已经醒了整整一夜，正好下锅。"

DAMAGE = [
    ("\u3000\u3000" + LONG_ONE, "TXT051", LONG_ONE),
    ("    " + LONG_ONE, "TXT051", LONG_ONE),
    ("\t" + LONG_ONE, "TXT051", LONG_ONE),
    (f"{LONG_ONE}\n{LONG_TWO}", "TXT052", f"{LONG_ONE}\n\n{LONG_TWO}"),
    (f"{LONG_ONE}\n{LONG_TWO}\n{LONG_ONE}", "TXT052", f"{LONG_ONE}\n\n{LONG_TWO}\n\n{LONG_ONE}"),
    ("1、和面\n2、醒面\n3、下锅", "TXT053", "1. 和面\n2. 醒面\n3. 下锅"),
    ("1）和面\n2）醒面", "TXT053", "1. 和面\n2. 醒面"),
    ("1.和面\n2.醒面", "TXT053", "1. 和面\n2. 醒面"),
    ("每格5*3*2厘米。", "TXT054", "每格5×3×2厘米。"),
    ("2026. 这一年换了新灶。", "TXT055", "2026\\. 这一年换了新灶。"),
    ("！【一碗面】（deng.jpg “图注”）", "PHO007", '![一碗面](deng.jpg "图注")'),
    ("![一碗面]（deng.jpg）", "PHO007", "![一碗面](deng.jpg)"),
    ("！[一碗面](deng.jpg)", "PHO007", "![一碗面](deng.jpg)"),
    ("![一碗面] (deng.jpg)", "PHO007", "![一碗面](deng.jpg)"),
    ("![一碗面](deng.jpg “图注”)", "PHO007", '![一碗面](deng.jpg "图注")'),
    ("！［一碗面］（mian zhen.jpg）", "PHO007", "![一碗面](mian%20zhen.jpg)"),
]


@pytest.mark.parametrize(("body", "code", "right"), DAMAGE)
def test_it_is_found_and_mended(tmp_path, body, code, right):
    text = index(PLAIN, f"开头的一段。\n\n{body}\n\n末尾的一段。")
    found = found_in(tmp_path, text)[1]
    assert code in codes(found)
    assert all(finding.hint for finding in found)
    after = mended(tmp_path, text)
    assert after == index(PLAIN, f"开头的一段。\n\n{right}\n\n末尾的一段。")
    assert code not in codes(found_in(tmp_path, after)[1])


@pytest.mark.parametrize(
    "body",
    [
        "床前明月光，\n疑是地上霜。\n举头望明月，\n低头思故乡。",
        "地址：天水南路222号\n电话：见公布的服务热线\n联系：宣传办公室",
        "- 第一件\n\n    四点整，一食堂后厨的灯准时亮了起来。",
        "1. 和面\n2. 醒面",
        "1、和面要早。\n\n2、醒面要久。",
        "```\n    四点整，一食堂后厨的灯亮了。\n```",
        "**四点**整，*五点*整。",
        "    print('hello')",
        "在2026. 年以后",
        "5*3 厘米。",
        "![一碗面](deng.jpg)",
        "他说！【注意】（见下文）",
        LONG_ONE + "\n" + "一食堂",
        "> " + LONG_ONE + "\n> " + LONG_TWO,
    ],
)
def test_what_is_meant_so_is_left(tmp_path, body):
    text = index(PLAIN, f"开头的一段。\n\n{body}\n\n末尾的一段。")
    assert [c for c in codes(found_in(tmp_path, text)[1]) if c not in ("FM013", "PHO006")] == []


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("title: 食堂 #2 号窗口的灯", 'title: "食堂 #2 号窗口的灯"'),
        ("summary: 一句话 #好样的# 说清。", 'summary: "一句话 #好样的# 说清。"'),
    ],
)
def test_words_behind_a_hash_are_not_lost(tmp_path, typed, right):
    key = typed.partition(":")[0]
    text = index(Mistake(key, typed, right))
    (finding,) = [f for f in found_in(tmp_path, text)[1] if f.code == "FM012"]
    assert finding.hint == f"改成：{right}"
    assert right in mended(tmp_path, text).split("\n")


@pytest.mark.parametrize(
    "typed",
    ["title: 凌晨四点的灯  # 4 到 32 个字", "date: 2026-03-05 # 事情发生的日子", 'title: "凌晨 #2 的灯"'],
)
def test_a_remark_that_is_one_is_left(tmp_path, typed):
    text = index(Mistake(typed.partition(":")[0], typed, ""))
    assert "FM012" not in codes(found_in(tmp_path, text)[1])


def test_a_single_blank_before_a_remark_is_asked_about_and_not_changed(tmp_path):
    text = index(Mistake("title", "title: 凌晨四点的灯 # 好题目", ""))
    assert "FM012" in codes(found_in(tmp_path, text)[1])
    assert mended(tmp_path, text) == text


def test_photos_without_a_cover_and_photos_nobody_used_are_named(tmp_path):
    found = found_in(tmp_path, index(PLAIN, "![一碗面](deng.jpg)"))[1]
    hints = {f.code: f.hint for f in found if f.code in ("FM013", "PHO006")}
    assert hints["FM013"] == "加一行：cover: deng.jpg"
    assert hints["PHO006"].endswith("![【待填：看图的人会说的话】](mian%20zhen.jpg)")
    both = index(Mistake("", "cover: deng.jpg", ""), "![面](mian%20zhen.jpg)")
    assert codes(found_in(tmp_path, both)[1]) == []


CUT = [
    (
        "",
        "people: \n  - name: 早餐班组\n    role: 一食堂 #2 窗口\n    consent: team",
        '    role: "一食堂 #2 窗口"',
    ),
    ("", "credits:\n  text: 供稿 #1 组", '  text: "供稿 #1 组"'),
    ("", "photos:\n  deng.jpg:\n    credit: 张三 #摄影", '    credit: "张三 #摄影"'),
    ("title", "title: #2 号窗口的灯", 'title: "#2 号窗口的灯"'),
]


@pytest.mark.parametrize(("key", "typed", "right"), CUT)
def test_no_text_of_the_front_matter_loses_what_stands_behind_a_hash(tmp_path, key, typed, right):
    text = index(Mistake(key, typed, ""))
    assert f"改成：{right}" in [f.hint for f in found_in(tmp_path, text)[1] if f.code == "FM012"]
    assert right in mended(tmp_path, text).split("\n")


def test_a_text_of_several_lines_says_that_its_end_is_lost(tmp_path):
    text = index(Mistake("summary", "summary: 一句话\n  说清 #2 号窗口。", ""))
    assert [f.place.line for f in found_in(tmp_path, text)[1] if f.code == "FM012"] == [7]
