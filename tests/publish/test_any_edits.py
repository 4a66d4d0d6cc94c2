"""Whatever is changed, one thing after the other, the site is byte for byte what a build from nothing gives.

What is kept from one build to the next is held to that here: pages, lists, what the search read, what the rules found,
files that are linked. The stories name each other in every way there is: by date, department and theme, by name, by a
link to a heading, and by the entry of a list. The first twelve edits are the most telling; EDITS=20 tries twenty orders
of all of them.
"""

from __future__ import annotations

import os
import re
import shutil
import time

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from conftest import photo_bytes
from showcase.cli import main
from showcase.project.sight import sight

ORDERS = int(os.environ.get("EDITS", "0"))
DAYS = ("2026-03-06", "2026-07-01")  # a story expires in between

PROMISES = """promises:
  - key: hot
    department: dining
    text: 开餐到收餐，热菜不凉
    post: 值班经理
    check: 窗口贴着出锅时间
    complain: 当场找值班经理
    story: 2026/two
"""
PROMISES_PAGE = """---
title: 服务承诺
description: 说到做到。
layout: manual
---

<!-- block: promises -->
"""


def tree(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def settle(root):
    """Waits until no file is so young that it could change again unseen."""
    while sight(root, ("stories", "docs", "brand", "mkdocs.yml")).unsettled:
        time.sleep(0.02)


@pytest.fixture(scope="module")
def village(make_workshop):
    """Six stories and a list; a story with a photo, one that expires, one that two others lead to."""
    workshop = make_workshop()
    photo = {"a.jpg": photo_bytes((640, 480)), "b.jpg": photo_bytes((700, 400))}
    workshop.story(
        "one",
        more="cover: a.jpg\nthemes: [节约]\n",
        photos=photo,
        body="![一口锅](b.jpg)\n\n看[那袋米](../two/index.md#h-一袋米)。",
    )
    workshop.story(
        "two",
        title="门口的米",
        department="dormitory",
        more="expires: 2026-06-01\n",
        body="## 一袋米\n\n到了。",
    )
    workshop.story(
        "three",
        title="一食堂早餐班组的灯",
        more="people:\n  - {name: 一食堂早餐班组, role: 食堂早餐岗, consent: team}\n",
    )
    workshop.story("four", title="修好的路灯", department="property", more="related: [2026/two]\n")
    workshop.story(
        "five", title="温室的钥匙", department="greenery", body="看[修好的路灯](../four/index.md)。"
    )
    page = workshop.root / "docs" / "promises"
    page.mkdir()
    (page / "index.md").write_text(PROMISES_PAGE, "utf-8")
    (page / "promises.yml").write_text(PROMISES, "utf-8")
    for slug, day in {"two": "03-01", "three": "03-02", "four": "03-03", "five": "02-20"}.items():
        change(workshop.root / "stories" / "2026" / slug / "index.md", "2026-03-05", f"2026-{day}")
    return workshop


def change(file, old, new):
    if file.exists():
        file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")


def in_story(slug, old, new):
    return lambda root: change(root / "stories" / "2026" / slug / "index.md", old, new)


def in_file(path, old, new):
    return lambda root: change(root / path, old, new)


def add(root):
    shutil.copytree(root / "stories" / "2026" / "four", root / "stories" / "2026" / "six", dirs_exist_ok=True)


def rename(root):
    for folder in (root / "stories" / "2026").glob("five"):
        folder.rename(folder.with_name("named"))


def remove(root):
    shutil.rmtree(root / "stories" / "2026" / "three", ignore_errors=True)


def another_photo(root):
    (root / "stories" / "2026" / "one" / "b.jpg").write_bytes(photo_bytes((500, 500)))


def nothing(root):
    pass


EDITS = {
    "text": in_story("four", "灯先亮", "那盏灯先亮"),
    "title": in_story("four", "修好的路灯", "又亮的路灯"),
    "heading": in_story("two", "## 一袋米", "## 一袋面"),
    "added": add,
    "entry of another": in_file("docs/promises/promises.yml", "story: 2026/two", "story: 2026/four"),
    "day": in_story("five", "2026-02-20", "2026-03-04"),
    "photo": another_photo,
    "title of an heir": in_story("two", "门口的米", "门口的一袋米"),
    "name": in_file("brand/organisation.yml", "label: 园林", "label: 花木"),
    "sample": in_story("three", "summary:", "sample: true\nsummary:"),
    "withdrawn": in_story("two", "summary:", "withdrawn: {date: 2026-03-20, reason: 本人要求}\nsummary:"),
    "page": in_file("docs/index.md", "layout: home\n---\n", "layout: home\n---\n\n又一句。\n"),
    "text of the newest": in_story("one", "灯先亮", "炉子先热"),
    "summary": in_story("three", "一句话说清", "一句话又说清"),
    "theme": in_story("five", "summary:", "themes: [安全]\nsummary:"),
    "cover": in_story("one", "cover: a.jpg\n", ""),
    "line of a list": in_file("brand/organisation.yml", "line: 一个岗位", "line: 一个人"),
    "broken": in_story("five", "series: frontline", "series: [frontline"),
    "mended": in_story("five", "series: [frontline", "series: frontline"),
    "renamed": rename,
    "removed": remove,
    "token": in_file("brand/tokens.yml", "后勤文化", "后勤的文化"),
    "setting": in_file("mkdocs.yml", "https://houqin.example/", "https://www.houqin.edu.cn/"),
    "nothing": nothing,
    "entry": in_file("docs/promises/promises.yml", "热菜不凉", "热菜都热"),
}


@settings(
    max_examples=ORDERS or 1,
    deadline=None,
    derandomize=True,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
@given(order=st.permutations(list(EDITS)), days=st.lists(st.booleans(), min_size=8, max_size=8))
def test_whatever_is_changed_the_site_is_what_a_build_from_nothing_gives(
    tmp_path_factory, village, order, days
):
    place = tmp_path_factory.mktemp("edits")
    root = village.copy(place / "project").root
    shutil.rmtree(root / "site", ignore_errors=True)
    for number, edit in enumerate(order if ORDERS else list(EDITS)[:12]):
        EDITS[edit](root)
        settle(root)
        day = DAYS[days[number % len(days)]]
        main(["--root", str(root), "build", "--today", day])
        assert tree(root / "site") == tree(from_nothing(root, place / "clean", day)), (
            order[: number + 1],
            day,
        )


def from_nothing(root, clean, day):
    """The site of the same sources in a project that has built nothing; photos and fonts alone are made already."""
    shutil.rmtree(clean, ignore_errors=True)
    for part in ("stories", "docs", "brand", "mkdocs.yml"):
        source = root / part
        (shutil.copytree if source.is_dir() else shutil.copyfile)(source, clean / part)
    for made in ("brand", "photos", "cards", "bodies"):
        (clean / ".cache").mkdir(exist_ok=True)
        (clean / ".cache" / made).symlink_to((root / ".cache" / made).resolve())
    main(["--root", str(clean), "build", "--today", day])
    return clean / "site"


def test_the_stories_name_each_other_in_every_way(village):
    """Else the test above would prove little."""
    assert village.run("build", "--today", DAYS[0]).code == 0
    two, four = village.page("stories/2026/two/index.html"), village.page("stories/2026/four/index.html")
    assert '<a href="../two/index.html#h-一袋米"' in village.page("stories/2026/one/index.html")
    assert "热菜不凉" in two
    assert "门口的米" in re.sub("<wbr>", "", four)
    assert "门口的米" in re.sub("<wbr>", "", village.page("topics/department/dormitory/index.html"))
