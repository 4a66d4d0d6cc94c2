"""Lobby screens from a folder: every slide whole, turned by a script, readable without it, calm where calm is asked for."""

from __future__ import annotations

import re

import pytest
from visits import BROKEN_PICTURES, visit

from conftest import photo_bytes
from showcase.cli import main

pytestmark = pytest.mark.browser

REVIEW = "review: {first: 张一, second: 李二, final: 王三, date: 2026-03-06}\n"
LONG = "灯先亮在面案上，锅里的水才开始响。师傅说：“先洗手。再和面。”一个人站在那里揉。\n\n" * 9
LONGEST = "出车之前，先绕着车走一圈，把六个地方看过、摸过、敲过、听过"
SIZES = {"landscape": (1920, 1080), "portrait": (1080, 1920)}
# What does not stand within its slide, by its words.
CUT = """[...document.querySelectorAll('.slide')].flatMap(slide => {
  const room = slide.getBoundingClientRect();
  return [...slide.querySelectorAll('p, h2 span, svg, img, figcaption')].filter(one => {
    const box = one.getBoundingClientRect();
    return box.bottom > room.bottom + 1 || box.right > room.right + 1 || box.top < room.top - 1 || !box.height;
  }).map(one => `${slide.id} ${one.className} ${one.textContent.trim()}`);
})"""
ON = "document.querySelector('.slide.is-on').id"


@pytest.fixture(scope="module")
def screens(make_workshop):
    """(the folder, the workshop): a wide photo, a tall one, none; the longest title and the longest sentence."""
    workshop = make_workshop()
    file = workshop.root / "mkdocs.yml"
    text = re.sub(r"(?m)^site_url:.*$", "site_url: https://www.school.test/w/", file.read_text("utf-8"))
    file.write_text(text, "utf-8")
    credit = "photos: {a.jpg: {consent: not-needed, credit: 拍摄者甲，取自某个名字很长很长的地方}}\n"
    for name, size, title in (
        ("wide", (2000, 1400), LONGEST),
        ("tall", (1400, 2000), LONGEST),
        ("short", (2000, 1400), "凌晨和面"),
        ("bare", None, LONGEST),
    ):
        photos = {"a.jpg": photo_bytes(size)} if size else {}
        more = f"{'cover: a.jpg' if size else ''}\n{credit if size else ''}{REVIEW}"
        folder = workshop.story(name, title=title, more=more, body=LONG, photos=photos)
        index = folder / "index.md"
        long = "一句话要说清这个故事，" * 10 + "到这里。"
        if name != "short":
            index.write_text(
                index.read_text("utf-8").replace("一句话说清这个故事。", long[:110] + "。"), "utf-8"
            )
    draft = {"a.jpg": photo_bytes((2000, 1400))}
    workshop.story("draft", title="示例的一篇", more="cover: a.jpg\nsample: true\n", photos=draft)
    folder = workshop.root.parent / "screens"
    assert main(["--root", str(workshop.root), "screens", "--seconds", "9", "--out", str(folder)]) == 0
    return folder, workshop


@pytest.mark.parametrize("name", SIZES)
def test_every_slide_is_whole_and_readable_without_the_script(name, screens, browser):
    home, (width, height) = screens[0].as_uri() + "/", SIZES[name]
    with visit(
        browser, home, viewport={"width": width, "height": height}, java_script_enabled=False
    ) as found:
        page = found.open(f"{home}{name}.html")
        assert page.locator(".slide").count() == 4
        for slide in page.locator(".slide").all():
            assert slide.is_visible()
            assert slide.bounding_box()["height"] == pytest.approx(height, abs=1)
        assert page.get_by_text("扫码读全文").count() == 4
        assert page.get_by_text("图／拍摄者甲").count() == 3
        assert page.get_by_text("示例的一篇").count() == 0
    with visit(browser, home, viewport={"width": width, "height": height}) as found:
        page = found.open(f"{home}{name}.html")
        assert page.evaluate(BROKEN_PICTURES) == []
        assert page.evaluate(CUT) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert found.troubles == []
        assert found.strangers == []


def test_a_slide_follows_the_other_and_the_first_the_last(screens, browser):
    home = screens[0].as_uri() + "/"
    with visit(
        browser, home, viewport={"width": 1920, "height": 1080}, reduced_motion="no-preference"
    ) as found:
        found.page.clock.install()
        page = found.open(f"{home}landscape.html")
        ids = page.evaluate("[...document.querySelectorAll('.slide')].map(slide => slide.id)")
        seen = [page.evaluate(ON)]
        for _ in ids:
            page.clock.fast_forward(8000)
            assert page.evaluate(ON) == seen[-1]
            page.clock.fast_forward(1100)
            seen.append(page.evaluate(ON))
        assert seen == [*ids, ids[0]]
        page.keyboard.press("Space")
        page.clock.fast_forward(60_000)
        assert page.evaluate(ON) == ids[0]
        page.keyboard.press("ArrowRight")
        assert page.evaluate(ON) == ids[1]
        assert page.evaluate("document.querySelectorAll('.slide:not([inert])').length") == 1
        assert found.troubles == []


def test_where_motion_is_unwelcome_nothing_turns_by_itself(screens, browser):
    home = screens[0].as_uri() + "/"
    with visit(browser, home, viewport={"width": 1920, "height": 1080}) as found:  # reduced motion
        found.page.clock.install()
        page = found.open(f"{home}landscape.html")
        first = page.evaluate(ON)
        page.clock.fast_forward(120_000)
        assert page.evaluate(ON) == first
        page.get_by_role("button", name="下一篇").click()
        assert page.evaluate(ON) != first
        page.get_by_role("button", name="继续").click()
        page.get_by_role("button", name="暂停").wait_for()


def test_the_pages_run_nothing_of_their_own_and_tell_no_time(screens):
    for name in SIZES:
        html = (screens[0] / f"{name}.html").read_text("utf-8")
        assert re.findall(r"<script(?! src=)|<style|\sstyle=|\son\w+=|https?://", html) == []
    script = (screens[0] / "screens.js").read_text("utf-8")
    assert "Date" not in script


def test_whose_consent_leaves_the_screens_out_is_on_none(workshop, tmp_path, capsys):
    photos = {"a.jpg": photo_bytes((2000, 1400))}
    some = "{consent: not-needed, channels: [website, board]}"
    workshop.story("one", more=f"cover: a.jpg\nphotos: {{a.jpg: {some}}}\n{REVIEW}", photos=photos)
    person = "people: [{name: 老王, role: 面点师, consent: signed, channels: [website]}]\n"
    workshop.story("two", title="另一盏的灯", more=f"{person}{REVIEW}")
    workshop.story("three", title="都同意的一篇", more=REVIEW)
    out = tmp_path / "s"
    assert main(["--root", str(workshop.root), "screens", "--out", str(out)]) == 1
    told = capsys.readouterr().err
    assert "题图 a.jpg 的同意不包括大厅屏幕" in told
    assert "老王 的同意不包括大厅屏幕" in told
    html = (out / "landscape.html").read_text("utf-8")
    assert re.findall(r'id="s-([\w-]+)"', html) == ["2026-three"]
    assert not list(out.glob("*.jpg"))


def test_a_draft_says_so_and_the_newest_come_first(screens, tmp_path):
    root = ["--root", str(screens[1].root), "screens", "--draft", "--newest", "2", "--out", str(tmp_path / "s")]  # fmt: skip
    assert main([*root]) == 0
    assert len(re.findall(r'<section class="slide', (tmp_path / "s" / "portrait.html").read_text("utf-8"))) == 2  # fmt: skip
    assert main([*root, "draft"]) == 0
    assert '<b class="draft">草稿</b>' in (tmp_path / "s" / "portrait.html").read_text("utf-8")
    style = (tmp_path / "s" / "screens.css").read_text("utf-8")
    assert "draft .photo { object-position: 0.00% 0.00%; }" in style  # the corner with the word is never cut
