"""`showcase withdraw` writes one key and leaves every other byte of the manuscript alone."""

import pytest

from showcase.cli import main
from showcase.typed.strict_yaml import load_entries

HEAD = "title: 凌晨四点的灯  # 说明\ndate: 2026-03-05\ndepartment: dining\nseries: frontline\nsummary: 一句话。\n"
LINE = "withdrawn: {date: 2026-04-01, reason: 本人要求}"
NOTE = "withdrawn: {date: 2026-04-01, reason: 本人要求}"


def withdraw(workshop, *arguments):
    return main(
        [
            "--root",
            str(workshop.root),
            "withdraw",
            *arguments,
            "--reason",
            "本人要求",
            "--today",
            "2026-04-01",
        ]
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_one_line_is_added_and_every_other_byte_stays(workshop, end, mark):
    text = f"{mark}---\n# 开头的说明\n{HEAD}---\n\n正文。\n\n---\n\n完。".replace("\n", end).encode()
    folder = workshop.raw_story("a", text)
    assert withdraw(workshop, "2026/a") == 0
    after = (folder / "index.md").read_bytes()
    line = f"{LINE}{end}".encode()
    assert after.count(line) == 1
    assert after.replace(line, b"") == text
    assert withdraw(workshop, "2026/a") == 2  # once
    assert (folder / "index.md").read_bytes() == after


@pytest.mark.parametrize(
    "broken", ['title: 引号“没有\nsummary: "没有另一半\n', "themes: [没有另一半\n", "sample: 也许\n"]
)
def test_a_story_that_is_wrong_elsewhere_is_withdrawn_too(workshop, broken):
    folder = workshop.raw_story("a", f"---\n{HEAD}{broken}---\n\n正文。\n".encode())
    assert withdraw(workshop, "a") == 0
    text = (folder / "index.md").read_text("utf-8")
    assert text.replace(f"{LINE}\n", "") == f"---\n{HEAD}{broken}---\n\n正文。\n"
    main(["--root", str(workshop.root), "build"])
    assert "已经撤下" in workshop.page("stories/2026/a/index.html")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", f"photos: {{a.jpg: {{{NOTE}}}}}\n"),
        ("photos: {}\n", f"photos: {{a.jpg: {{{NOTE}}}}}\n"),
        ("photos: {a.jpg: {credit: 甲}}\n", f"photos: {{a.jpg: {{{NOTE}, credit: 甲}}}}\n"),
        ("photos: {b.jpg: {credit: 甲}}\n", f"photos: {{a.jpg: {{{NOTE}}}, b.jpg: {{credit: 甲}}}}\n"),
        ("photos:\n  b.jpg: {credit: 甲}\n", f"photos:\n  a.jpg: {{{NOTE}}}\n  b.jpg: {{credit: 甲}}\n"),
        ("photos:\n    a.jpg:\n        credit: 甲\n", f"photos:\n    a.jpg:\n        {NOTE}\n        credit: 甲\n"),
    ],
)  # fmt: skip
def test_one_photo_is_withdrawn_however_its_note_is_typed(workshop, before, after):
    folder = workshop.raw_story(
        "a", f"---\n{HEAD}{before}---\n\n正文。\n".encode(), {"a.jpg": b"x", "b.jpg": b"y"}
    )
    assert withdraw(workshop, "2026/a", "--photo", "a.jpg") == 0
    text = (folder / "index.md").read_text("utf-8")
    yaml = text.split("---\n")[1]
    assert yaml in (HEAD + after, after + HEAD)
    value, faults = load_entries(yaml)
    assert not faults
    assert value.value["photos"]["a.jpg"]["withdrawn"] == {"date": "2026-04-01", "reason": "本人要求"}


@pytest.mark.parametrize(
    "name",
    ["a", "2026/a", "stories/2026/a", "stories/2026/a/", "stories/2026/a/index.md", "凌晨四点的灯",
     "https://www.example.edu.cn/houqin/stories/2026/a/index.html#top", "stories\\2026\\a"],
)  # fmt: skip
def test_a_story_is_found_by_what_people_have_at_hand(workshop, name):
    folder = workshop.story("a")
    workshop.story("b", title="另外的一篇故事")
    assert withdraw(workshop, name) == 0
    assert LINE in (folder / "index.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (("2026/lamq",), "是不是：2026/lamp《凌晨四点的灯》"),
        (("2025/lamp",), "是不是：2026/lamp"),
        (("lamp", "--photo", "b.jpg"), "这一篇没有照片"),
        (("nothing-like-it",), "写成 2026/文件夹名 的样子"),
    ],
)
def test_what_is_not_there_is_answered_with_what_is_near(workshop, capsys, call, words):
    folder = workshop.story("lamp")
    before = (folder / "index.md").read_bytes()
    assert withdraw(workshop, *call) == 2
    assert words in capsys.readouterr().err
    assert (folder / "index.md").read_bytes() == before
