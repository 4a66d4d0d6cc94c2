"""Whatever a story says, in whatever field: it is shown as it was written, and nothing of it runs."""

import json

import pytest
from visits import visit

from attacks import ATTACKS
from conftest import photo_bytes, served

pytestmark = pytest.mark.browser

# Each fits a title (32 characters) and holds neither < nor >, which one-line fields refuse.
PHOTO = "' onerror='hacked=1 {{config}}.jpg"  # the name of a file is an author's text as well
STORY = """---
title: {text}
date: 2026-03-{day:02}
department: dining
series: finest
summary: {text}
cover: {photo}
people: [{{name: {text}, role: {text}, consent: team}}]
photos:
  {photo}: {{credit: {text}, consent: not-needed}}
  second.jpg: {{credit: {text}, consent: not-needed}}
credits: {{text: {text}, photo: {text}, edit: {text}}}
review: {{first: {text}, second: {text}, final: {text}}}
honours: [{text}]
---

## {body}

{body}

| {body} |
|---|
| {body} |

![{body}](second.jpg "{body}")

    {code}
"""
BAD = {
    "title": ("title: 凌晨四点的灯", "title: 凌晨<script>hacked=1</script>"),
    "summary": ("summary: 一句话", "summary: </p><img src=x onerror=hacked=1>"),
    "html": ("先亮在", "<img src=x onerror=hacked=1>"),
    "link": ("先亮在", "[先亮在](javascript:hacked=1)"),
    "attributes": ("先亮在", "**先亮在**{: onclick=hacked=1 }"),
}

# Every handler, script address and foreign script in a page; there may be none.
WAYS_IN = r"""page => {
  page ??= document;
  const found = [];
  for (const element of page.querySelectorAll('*')) {
    for (const { name, value } of element.attributes)
      if (/^on|^srcdoc$|^style$/i.test(name) || /^\s*(javascript|vbscript|data):/i.test(value) && /href|src|action/.test(name))
        found.push(`${element.localName} ${name}=${value}`);
    const own = element.localName !== 'script' || /\/(site|early|index|find|copy|large|way|quiz)\.js(\?|$)/.test(element.src) || /json/.test(element.type);
    if (!own || /^(iframe|object|embed|base)$/.test(element.localName)) found.push(element.outerHTML);
  }
  return found;
}"""
# The same of pages that are read as a browser reads them and not opened, which costs a fortieth: {address: ways in}.
WAYS_INTO = """async addresses => {
  const found = {};
  for (const address of addresses) {
    const text = await (await fetch(address)).text();
    const ways = (WAYS_IN)(new DOMParser().parseFromString(text, 'text/html'));
    if (ways.length || !text.includes('</html>')) found[address] = ways;
  }
  return found;
}""".replace("WAYS_IN", WAYS_IN)
# The pointer over each link and picture of the text, and the keyboard's focus on it.
TOUCH = """() => {
  const all = document.querySelectorAll('main :is(a, img, summary)');
  for (const element of all) {
    for (const kind of ['pointerover', 'mouseover', 'mouseenter', 'mousemove', 'mouseout'])
      element.dispatchEvent(new MouseEvent(kind, { bubbles: kind !== 'mouseenter' }));
    element.focus();
    element.dispatchEvent(new FocusEvent('focus'));
  }
  return all.length;
}"""


@pytest.fixture(scope="module")
def hostile(make_workshop):
    """A story for each attack, which says it wherever a text may stand; built once."""
    workshop = make_workshop()
    photos = {PHOTO: photo_bytes(), "second.jpg": photo_bytes()}
    for day, attack in enumerate(ATTACKS, 1):
        text, name = json.dumps(attack, ensure_ascii=False), json.dumps(PHOTO)  # quoted as YAML quotes
        body = "".join(c if c.isalnum() or c in " =/" else f"&#{ord(c)};" for c in attack)
        story = STORY.format(text=text, day=day, photo=name, body=body, code=attack)
        workshop.raw_story(f"attack-{day}", story.encode(), photos)
    result = workshop.run("build")
    assert result.code == 0, result.err
    return workshop


@pytest.fixture(scope="module")
def home(hostile):
    with served(hostile.site) as found:
        yield found


def test_nothing_runs_on_any_page_though_no_policy_forbids_it(hostile, home, browser):
    with visit(browser, home, bypass_csp=True) as found:
        found.page.on("dialog", lambda dialog: (found.troubles.append(dialog.message), dialog.dismiss()))
        for file in sorted(hostile.site.rglob("*.html")):
            name = file.relative_to(hostile.site).as_posix()
            page = found.open(home + name)
            assert page.evaluate(WAYS_IN) == [], name
            assert page.evaluate(TOUCH) > 0, name
            assert page.evaluate("window.hacked") is None, name
            assert found.troubles == [], name
        page = found.open(f"{home}search/index.html")
        page.get_by_role("searchbox").fill("hacked")
        page.get_by_role("main").get_by_role("listitem").first.wait_for()
        assert page.evaluate(WAYS_IN) == []
        assert page.evaluate("window.hacked") is None


@pytest.mark.parametrize("day", range(1, len(ATTACKS) + 1))
def test_it_is_shown_as_it_was_written(day, home, browser):
    attack = ATTACKS[day - 1]
    with visit(browser, home) as found:
        page = found.open(f"{home}stories/2026/attack-{day}/index.html")
        assert page.get_by_role("heading", level=1).text_content() == attack
        assert page.title().startswith(f"{attack} · ")
        assert page.locator("meta[name=description]").get_attribute("content") == attack
        assert page.locator("main figure img").last.get_attribute("alt") == attack
        texts = [text.strip() for text in page.locator("main *").all_text_contents()]
        for kind in ("h2", "th", "td", "pre", "figcaption", "dd"):
            assert any(attack in text for text in page.locator(f"main {kind}").all_text_contents()), kind
        # summary, body, three of the credits, people, honours, review, photo credits
        assert sum(text == attack for text in texts) >= 8


def test_lists_and_search_show_titles_as_they_were_written(home, browser):
    with visit(browser, home) as found:
        cards = found.open(f"{home}stories/index.html").get_by_role("article").get_by_role("link")
        assert set(cards.all_text_contents()) == set(ATTACKS)
        page = found.open(f"{home}search/index.html?q=餐饮")
        results, more = page.locator(".search__results a"), page.get_by_role("button", name="再看几条")
        results.first.wait_for()
        for shown in range(6, 6 * len(ATTACKS), 6):
            if not more.is_visible():
                break
            more.click()
            results.nth(shown).wait_for()
        assert set(results.all_text_contents()) >= set(ATTACKS)


def test_a_story_with_a_script_is_left_out_and_named_and_the_others_are_published(workshop):
    good = workshop.story("good", body="[看](https://www.example.edu.cn/)")
    text = (good / "index.md").read_text("utf-8")
    for slug, (before, after) in BAD.items():
        assert before in text
        workshop.raw_story(slug, text.replace(before, after).encode())
    result = workshop.run("build")
    assert result.code == 1
    assert {p.parent.name for p in (workshop.site / "stories" / "2026").glob("*/index.html")} == {"good"}
    for slug in BAD:
        assert f"没有发布：stories/2026/{slug}/index.md" in result.err
    assert all("hacked" not in file.read_text("utf-8") for file in workshop.site.rglob("*.html"))
