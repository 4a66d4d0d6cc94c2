"""The page from which an article is copied, opened from its folder: what a paste gets, what the list shows, how it looks in the dark."""

from __future__ import annotations

import os
import re
import shutil
import subprocess

import pytest
from visits import BROKEN_PICTURES, visit

from conftest import photo_bytes
from showcase.channels.wechat.theme import deep
from showcase.channels.wechat.validator import validate
from showcase.cli import main

pytestmark = pytest.mark.browser

MORE = """cover: a.jpg
photos: {a.jpg: {consent: not-needed, credit: 甲}, b.jpg: {consent: not-needed, credit: 乙}}
people: [{name: 面案班组, role: 面点岗, consent: team}]
honours: [校级好手艺]
review: {first: 张一, second: 李二, final: 王三, date: 2026-03-06}
"""
BODY = """## 小标题

一句**重的**，一句*强调*，一句~~划掉~~，一个 `代码 x`，[外面](https://example.com/a?b=1&c=2)，注[^1]。

> 够不够？不够再来添。

- 一斤面
    - 温水
        1. 冰的

| 菜 | 价 |
|:--|--:|
| 粥 | 2 |

```
a  b
c
```

!!! note "提醒"
    先洗手。

![一盏灯](b.jpg "案上的灯")

[^1]: 注的话。
"""
# A page into which is pasted, as the account's editor is: it sees what lies on the clipboard, whole.
EDITOR = """<!doctype html><title>x</title><div contenteditable style="height:9em">x</div><script>
addEventListener('paste', event => {
  event.preventDefault();
  window.pasted = { html: event.clipboardData.getData('text/html'), text: event.clipboardData.getData('text/plain') };
});
</script>"""
INSTALL = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--fetch-retries=0", "--fetch-timeout=15000", "mp-darkmode@1"]  # fmt: skip
# The contrast of every run of text with the ground on which it stands, as WeChat shows it in the dark.
CONTRASTS = """() => {
  const parts = colour => colour.match(/[\\d.]+/g).map(Number);
  const over = ([r, g, b, a = 1], under) => [r, g, b].map((value, at) => value * a + under[at] * (1 - a));
  const ground = one => {
    const own = parts(getComputedStyle(one).backgroundColor);
    if ((own[3] ?? 1) === 1) return own.slice(0, 3);
    return over(own, one.parentElement ? ground(one.parentElement) : [25, 25, 25]);
  };
  const light = rgb => rgb.map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, at) => sum + v * [.2126, .7152, .0722][at], 0);
  const told = [];
  const texts = document.createTreeWalker(document.getElementById('article'), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const words = texts.currentNode.data.trim(), one = texts.currentNode.parentElement;
    if (!words) continue;
    const under = ground(one), [a, b] = [light(over(parts(getComputedStyle(one).color), under)), light(under)].sort((x, y) => y - x);
    told.push([(a + .05) / (b + .05), words]);
  }
  return told;
}"""


@pytest.fixture(scope="module")
def article(make_workshop):
    """The folder of one story's article, with every element."""
    workshop = make_workshop()
    file = workshop.root / "mkdocs.yml"
    text = re.sub(r"(?m)^site_url:.*$", "site_url: https://www.school.test/w/", file.read_text("utf-8"))
    file.write_text(text, "utf-8")
    photos = {"a.jpg": photo_bytes((2000, 1400)), "b.jpg": photo_bytes((900, 600))}
    workshop.story("one", more=MORE, body=BODY, photos=photos)
    folder = workshop.root.parent / "wx"
    assert main(["--root", str(workshop.root), "wechat", "one", "--out", str(folder)]) == 0
    return folder / "2026-one"


def pasted(page, editor):
    """What a press of the button and a paste bring over."""
    page.bring_to_front()
    page.get_by_role("button", name="复制正文").click()
    page.get_by_text("已复制，去公众号后台粘贴").wait_for()
    editor.bring_to_front()
    editor.locator("div").click()
    editor.keyboard.press("Control+V")
    editor.wait_for_function("window.pasted")
    return editor.evaluate("pasted")


def test_a_paste_gets_what_the_validator_passes_with_its_pictures_and_again_the_same(
    article, browser, tmp_path
):
    (tmp_path / "editor.html").write_text(EDITOR, "utf-8")
    with visit(browser, article.as_uri() + "/") as found:
        page = found.open((article / "preview.html").as_uri())
        assert page.evaluate(BROKEN_PICTURES) == []
        editor = page.context.new_page()
        editor.goto((tmp_path / "editor.html").as_uri())
        first = pasted(page, editor)
        # Between the two nothing on the page may have changed what is copied, the dark look neither.
        page.get_by_role("button", name="深色（近似）").click()
        second = pasted(page, editor)
        assert found.troubles == []
        assert found.strangers == []
    assert first["html"] == second["html"]
    html = first["html"]
    assert validate(html).breaches == ()
    sources = re.findall(r'<img [^>]*src="(.{22})', html)
    assert len(sources) == html.count("<img ") == 3
    assert all(source.startswith("data:image/") for source in sources)
    for said in (
        "凌晨四点，灯先亮在面案上。",
        "够不够？不够再来添。",
        "温水",
        "冰的",
        "注的话。",
        "https://example.com/a?b=1",
    ):
        assert said in html or said in html.replace("&amp;", "&"), said
        assert said in first["text"], said
    written = re.sub(r'src="[^"]*"', "", (article / "article.html").read_text("utf-8"))
    assert re.sub(r'src="[^"]*"', "", html).count("<section") == written.count("<section")


def test_the_list_shows_both_covers_in_their_crops_beside_what_is_to_be_done_before_sending(article, browser):
    with visit(browser, article.as_uri() + "/") as found:
        page = found.open((article / "preview.html").as_uri())
        boxes = {name: page.get_by_role("img", name=name).bounding_box() for name in ("头条封面", "次条封面")}
        assert boxes["头条封面"]["width"] / boxes["头条封面"]["height"] == pytest.approx(900 / 383, rel=0.01)
        assert boxes["次条封面"]["width"] == pytest.approx(boxes["次条封面"]["height"], abs=1)
        steps = page.locator("ol li").filter(visible=True).all_text_contents()
        for step in (
            "复制正文",
            "数一数图：应当有 3 张",
            "封面传",
            "存一次草稿",
            "浅色、深色",
            "文末的注",
            "再对一遍",
        ):
            assert any(step in one for one in steps), step
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    with visit(browser, article.as_uri() + "/", "phone") as found:
        page = found.open((article / "preview.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_dark_look_of_the_preview_is_readable(article, browser):
    with visit(browser, article.as_uri() + "/") as found:
        page = found.open((article / "preview.html").as_uri())
        page.get_by_role("button", name="深色（近似）").click()
        told = page.evaluate(CONTRASTS)
        assert len(told) > 20
        assert [one for one in told if one[0] < 4.5] == []


@pytest.mark.parametrize(("colour", "as_set"), [("#5a635e", "#4f5753"), ("#1e2421", "#1e2421"), ("#000000", "#000000"), ("#ffffff", "#555555")])  # fmt: skip
def test_no_text_is_of_a_grey_that_the_dark_would_leave_as_it_is(colour, as_set):
    assert deep(colour) == as_set


@pytest.fixture(scope="module")
def darkmode(tmp_path_factory):
    """WeChat's own recolouring, as a script."""
    if not shutil.which("npm"):
        pytest.skip("没有 Node：装上以后用 mp-darkmode 核对深色")
    folder = tmp_path_factory.mktemp("darkmode")
    (folder / "package.json").write_text('{"private": true}', "utf-8")
    environment = {**os.environ, "npm_config_cache": str(folder / "npm"), "CI": "1"}
    try:
        done = subprocess.run(
            INSTALL, cwd=folder, env=environment, capture_output=True, text=True, timeout=90, check=False
        )
    except subprocess.TimeoutExpired:
        pytest.skip("npm 的仓库太慢，没有核对深色")
    script = folder / "node_modules" / "mp-darkmode" / "dist" / "darkmode.min.js"
    if done.returncode or not script.is_file():
        pytest.skip(f"npm 的仓库里取不到 mp-darkmode，没有核对深色：{done.stderr.strip()[:80]}")
    return script.read_text("utf-8")


@pytest.mark.npm
def test_as_wechat_recolours_it_in_the_dark_every_word_is_readable(article, browser, darkmode):
    with visit(browser, article.as_uri() + "/") as found:
        page = found.page
        html = (article / "article.html").read_text("utf-8")
        page.set_content(f'<!doctype html><body style="background:#fff"><div id="article">{html}</div>')
        light = page.evaluate(CONTRASTS)
        page.add_script_tag(content=darkmode)
        page.evaluate("Darkmode.run(document.querySelectorAll('#article *'), { mode: 'dark' })")
        page.evaluate("document.body.style.background = '#191919'")
        told = page.evaluate(CONTRASTS)
        assert len(told) == len(light) > 20
        assert told != light  # it did recolour
        assert [one for one in told if one[0] < 4.5] == []
