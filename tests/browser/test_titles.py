"""Titles break between phrases, never inside a name; what is read out and copied is the title itself."""

import html
import re

import pytest
from visits import visit

from showcase.fragments import phrases, quoted, seamed, sentence

TITLES = (
    "食堂师傅与后勤保障部值班员一起把关水龙头",
    "凌晨四点食堂师傅给后勤保障部打来的一通电话",
    "后勤保障部的食堂里有一位不爱说话的师傅",
    "图书馆闭馆以后食堂师傅给后勤保障部留的一盏灯",
    "兰州大学后勤保障部食堂师傅的二十四节气与一碗热汤面条",
)
NAMES = ("师傅", "食堂", "后勤保障部")

# The text of each element as it stands in lines, one "\n" where the next character is lower.
LINES = """(selector) => [...document.querySelectorAll(selector)].map(element => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT), range = document.createRange();
  let lines = '', top = null;
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (text.parentElement.closest('.meta')) continue;
    for (let at = 0; at < text.length; at++) {
      range.setStart(text, at); range.setEnd(text, at + 1);
      const box = range.getClientRects()[0];
      if (!box) continue;
      if (top !== null && box.top - top > 8) lines += '\\n';
      top = box.top; lines += text.data[at];
    }
  }
  return lines.trim();
})"""


@pytest.fixture(scope="module")
def long_titles(make_workshop):
    workshop = make_workshop()
    for number, title in enumerate(TITLES):
        workshop.story(f"t-{number}", title=title)
    assert workshop.run("build").code == 0
    return workshop


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 390, 1440])
def test_no_line_ends_inside_a_name_or_holds_one_character(width, long_titles, browser):
    folder = f"{long_titles.site.as_uri()}/"
    with visit(browser, folder) as found:
        page = found.open(f"{folder}stories/index.html")
        page.set_viewport_size({"width": width, "height": 900})
        seen = page.evaluate(LINES, ".card__title")
        for number in range(len(TITLES)):
            page.goto(f"{folder}stories/2026/t-{number}/index.html")
            page.evaluate("document.fonts.ready.then(() => null)")
            seen += page.evaluate(LINES, "h1, .turn a")
            assert page.locator("h1").text_content() == TITLES[number]
            assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    assert {text.replace("\n", "") for text in seen} == set(TITLES)
    assert any("\n" in text for text in seen)
    for text in seen:
        assert all(text.count(name) == text.replace("\n", "").count(name) for name in NAMES), text
        assert min(map(len, text.split("\n"))) > 1, text


@pytest.mark.parametrize("filter_", [phrases, seamed, sentence])
@pytest.mark.parametrize(
    "title",
    [
        *TITLES,
        "<script>alert(1)</script>，<b>粗</b>",
        "&lt;img src=x onerror=alert(1)&gt;：“引号”' 与 & 号",
        "a<wbr>b",
    ],
)
def test_a_title_is_text_whatever_it_holds(filter_, title):
    made = str(filter_(title, ("师傅",)))
    bare = re.sub(r'<wbr>|<span class="phrase">|</span>', "", made)
    assert not re.search("[<>\"']", bare)
    assert html.unescape(bare) == title


def test_a_pull_quote_breaks_between_its_clauses_and_one_with_marks_stays_as_it_is():
    plain = "<blockquote>\n<p>门要守得严，3 &lt; 5 的话要说得软。</p>\n</blockquote>"
    made = quoted(plain, ())
    assert '<span class="phrase">门要<wbr>守得严，</span>' in made
    assert re.sub(r'<wbr>|<span class="phrase">|</span>', "", made) == plain
    marked = "<blockquote>\n<p>门要<strong>守得严</strong>，话要说得软。</p>\n</blockquote>"
    assert quoted(marked, ()) == marked


def test_the_pull_quotes_of_stories_and_pages_have_their_phrases_marked(workshop):
    workshop.story("deng", body="> 门要守得严，话要说得软。")
    page = workshop.root / "docs" / "a" / "index.md"
    page.parent.mkdir()
    quote = "> 门要守得严，话要说得软。"
    page.write_text(f"---\ntitle: 一页\n---\n\n{quote}\n\n```\n{quote}\n```\n", "utf-8")
    assert workshop.run("build").code == 0
    mark = '<p><span class="phrase">门要<wbr>守得严，</span>'
    assert mark in workshop.page("stories/2026/deng/index.html")
    assert workshop.page("a/index.html").count(mark) == 1
