"""The search finds what a reader types, in the reader's own words, and shows text as text."""

import re
from pathlib import Path

import pytest
from visits import KINDS, campus, visit

from conftest import served

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent
ODD_TITLE = """A&amp;B "引号" 'x' 一碗面"""
ODD_CODE = "<img src=x onerror=window.hacked=1>"

# The addresses of the first five pages found for each question.
FIVE = """async questions => {
  const found = [];
  for (const words of questions) {
    const answer = await new Promise(done => showcaseFind(words, done));
    const pages = await new Promise(done => showcaseFind.entries(answer.hits.slice(0, 5), done));
    found.push(pages.map(page => page.u));
  }
  return found;
}"""


def search(page, words):
    """The titles found for `words` in the dialog, which is opened first where it is not."""
    dialog = page.get_by_role("dialog", name="搜索")
    if not dialog.is_visible():
        page.get_by_role("banner").get_by_role("link", name="搜索").click()
    dialog.get_by_role("searchbox").fill(words)
    dialog.get_by_role("status").filter(has_text=re.compile("^找到|^没有")).wait_for()
    return (
        dialog.get_by_role("listitem")
        .filter(has=page.locator(".kicker"))
        .get_by_role("link")
        .all_text_contents()
    )


def ranks(browser, built, file):
    """Question → the place of the first page that was wanted, 0 when it is not among five, from a folder."""
    rows = [line.split("\t") for line in (HERE / file).read_text("utf-8").splitlines() if "\t" in line]
    with visit(browser, f"{built.as_uri()}/") as found:
        pages = found.open(f"{built.as_uri()}/{KINDS['search']}").evaluate(FIVE, [words for words, _ in rows])
        assert found.troubles == []
    wanted = [{f"{path}/index.html" for path in paths.split()} for _, paths in rows]
    places = (
        next((at for at, page in enumerate(five, 1) if page in want), 0)
        for five, want in zip(pages, wanted, strict=True)
    )
    return dict(zip((words for words, _ in rows), places, strict=True))


@pytest.mark.parametrize(
    ("file", "count"), [("queries.tsv", 80), ("queries-held-out.tsv", 20), ("queries-newcomers.tsv", 21)]
)
def test_what_people_ask_for_is_found_first_or_among_five(file, count, browser, built):
    found = ranks(browser, built, file)
    assert len(found) == count
    missed = {words: place for words, place in found.items() if place != 1}
    assert sum(place == 1 for place in found.values()) >= 0.9 * count, missed
    assert sum(place > 0 for place in found.values()) >= 0.98 * count, missed


@pytest.mark.parametrize("word", ["食堂", "师傅", "宿舍", "后勤", "育人"])
def test_an_everyday_word_leads_to_a_page_that_holds_it(word, browser, address):
    with visit(browser, address) as found:
        page = found.open(address + KINDS["credits"])
        titles = search(page, word)
        assert titles
        with page.expect_navigation():
            page.locator(".search__results a").first.click()
        assert page.get_by_role("heading", level=1).text_content() == titles[0]
        assert word in page.get_by_role("main").inner_text()
        assert found.troubles == []


@pytest.mark.parametrize("place", [0, 6, 13])
def test_every_two_characters_of_a_title_find_the_story(place, browser, address):
    with visit(browser, address, "phone") as found:
        page = found.open(address + KINDS["stories"])
        title = page.get_by_role("article").nth(place).get_by_role("link").text_content()
        pieces = re.findall(r"(?=([\u4e00-\u9fff]{2}))", title)
        assert len(pieces) >= 3
        assert {piece: title in search(page, piece) for piece in pieces} == dict.fromkeys(pieces, True)


def test_what_nobody_wrote_is_not_found_and_what_is_near_is_called_near(browser, address):
    with visit(browser, address) as found:
        page = found.open(address)
        assert search(page, "魑魅魍魉") == []
        assert page.get_by_role("dialog").get_by_role("status").text_content().startswith("没有找到")
        assert search(page, "凌晨合面")[0] == "凌晨和面"
        assert "相近" in page.get_by_role("dialog").get_by_role("status").text_content()


def test_a_word_from_the_middle_of_a_page_leads_to_its_heading(browser, address):
    with visit(browser, address, "phone") as found:
        page = found.open(address)
        assert "上班的事" in search(page, "健康证")
        with page.expect_navigation():
            page.get_by_role("dialog").get_by_role("link", name="上班的事").click()
        heading = page.get_by_role("heading", name="健康证", exact=True)
        assert page.evaluate("decodeURIComponent(location.hash)") == f"#{heading.get_attribute('id')}"
        assert 0 <= heading.bounding_box()["y"] < 400
        assert found.troubles == []


def test_what_is_in_the_title_leads_to_the_top(browser, address):
    with visit(browser, address) as found:
        page = found.open(address)
        assert search(page, "上班的事")[0] == "上班的事"
        assert "#" not in page.locator(".search__results a").first.get_attribute("href")


def test_guesses_are_few(browser, address):
    with visit(browser, address) as found:
        page = found.open(address + KINDS["search"])
        page.evaluate("new Promise(done => showcaseFind.start(done))")
        counts = page.evaluate(
            """async () => Promise.all(['后勤处', '魑魅食堂', '凌晨合面'].map(words => new Promise(done =>
               showcaseFind(words, found => done(found.hits.length - found.exact)))))"""
        )
        assert all(0 < count <= 12 for count in counts)


def test_all_of_several_words_must_occur(browser, address):
    with visit(browser, address) as found:
        page = found.open(address + KINDS["search"])
        page.evaluate("new Promise(done => showcaseFind.start(done))")
        both, one = page.evaluate(
            """async () => Promise.all(['食堂 师傅', '食堂'].map(words => new Promise(done =>
               showcaseFind(words, found => done(found.hits.map(hit => hit.entry))))))"""
        )
        assert both
        assert set(both) < set(one)


def test_enter_opens_the_first_and_arrows_walk_through_what_was_found(browser, address):
    with visit(browser, address) as found:
        page = found.open(address)
        titles = search(page, "宿舍")
        focused = "document.activeElement.textContent"
        page.keyboard.press("ArrowDown")
        assert page.evaluate(focused) == titles[0]
        page.keyboard.press("ArrowDown")
        assert page.evaluate(focused) == titles[1]
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowUp")
        assert page.evaluate("document.activeElement.type") == "search"
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.get_by_role("heading", level=1).text_content() == titles[0]


def test_enter_before_anything_was_found_opens_it_when_it_is(browser, address):
    with visit(browser, address) as found:
        page = found.open(address + KINDS["search"])
        with page.expect_navigation():
            page.get_by_role("searchbox").type("部训\n")
        assert page.get_by_role("heading", level=1).text_content() == "部训"


def test_more_is_shown_when_asked_for(browser, address):
    with visit(browser, address, "phone") as found:
        page = found.open(address)
        before = search(page, "食堂")
        page.get_by_role("dialog").get_by_role("button", name="再看几条").click()
        results = page.get_by_role("dialog").locator(".search__results li")
        results.nth(len(before)).wait_for()
        assert page.evaluate(
            "document.activeElement.closest('li') === document.querySelectorAll('.search__results li')[6]"
        )


def test_words_often_looked_for_stand_under_the_empty_field_only(browser, address):
    with visit(browser, address) as found:
        page = found.open(address)
        page.get_by_role("banner").get_by_role("link", name="搜索").click()
        often = page.get_by_role("dialog").get_by_role("link", name="遇事找谁")
        often.wait_for()
        search(page, "部训")
        assert not often.is_visible()
        page.get_by_role("dialog").get_by_role("searchbox").fill("")
        with page.expect_navigation():
            often.click()
        assert page.get_by_role("heading", level=1).text_content() == "遇事找谁"


def test_without_script_the_page_of_the_search_leads_to_the_directory(browser, address):
    with visit(browser, address, java_script_enabled=False) as found:
        page = found.open(address + KINDS["search"])
        assert page.get_by_role("main").get_by_role("link", name="食堂").is_visible()
        page.get_by_role("main").get_by_role("link", name="站点地图").click()
        page.wait_for_url(address + KINDS["sitemap"])


def test_the_page_of_the_search_answers_an_address_with_words(browser, address):
    with visit(browser, address) as found:
        page = found.open(f"{address}{KINDS['search']}?q=砝码")
        page.locator(".search__results li").first.wait_for()
        assert page.get_by_role("searchbox").input_value() == "砝码"
        first = page.locator(".search__results li").first
        assert first.locator("mark").first.text_content() == "砝码"


def test_a_page_that_does_not_exist_has_the_field_at_any_depth(browser, workshop):
    workshop.story("one", title="凌晨和面")
    with campus(workshop.site, {}) as home:
        settings = workshop.root / "mkdocs.yml"
        text = re.sub(r"(?m)^site_url:.*$", f"site_url: {home}", settings.read_text("utf-8"))
        settings.write_text(text, "utf-8")
        assert workshop.run("build").code == 0
        with visit(browser, home) as found:
            page = found.open(f"{home}stories/2026/mei-you/zhe-yi-ye.html")
            page.get_by_role("main").get_by_role("searchbox").fill("和面")
            with page.expect_navigation():
                page.get_by_role("main").get_by_role("link", name="凌晨和面").click()
            assert page.url == f"{home}stories/2026/one/index.html"


def test_titles_and_texts_are_shown_and_never_become_elements(browser, workshop):
    workshop.story("odd", title="'" + ODD_TITLE.replace("'", "''") + "'", body=f"代码：`{ODD_CODE}`。")
    assert workshop.run("build").code == 0
    with served(workshop.site) as home, visit(browser, home) as found:
        page = found.open(f"{home}index.html")
        for words in ("&amp;", '"引号"', "'x'", "hacked", "<img src=x", ODD_TITLE, ODD_CODE):
            assert search(page, words)[0] == ODD_TITLE, words
            results = page.locator(".search__results")
            made = results.evaluate(
                "list => [...new Set([...list.querySelectorAll('*')].map(e => e.localName))]"
            )
            assert set(made) <= {"li", "p", "a", "mark"}
        assert ODD_CODE in page.locator(".search__results").text_content()
        assert page.evaluate("window.hacked") is None
        assert found.troubles == []


def test_the_search_comes_when_it_is_asked_for(browser, address):
    with visit(browser, address) as found:
        asked = []
        found.page.on("request", lambda request: asked.append(request.url.partition("?")[0]))
        page = found.open(address)
        page.wait_for_load_state("networkidle")
        assert f"{address}assets/site.js" in asked
        assert f"{address}assets/find.js" not in asked
        page.keyboard.press("Control+k")
        page.get_by_role("dialog", name="搜索").get_by_role("searchbox").wait_for()
        assert asked.count(f"{address}assets/find.js") == 1


@pytest.mark.parametrize("kind", ["search", "not-found"])
def test_nothing_moves_when_the_field_comes_late(kind, browser, address):
    with visit(browser, address, "phone") as found:
        found.page.add_init_script(
            "new PerformanceObserver(list => { window.moved = (window.moved || []).concat(list.getEntries()"
            ".filter(one => one.sources.some(({node}) => node && node.closest && node.closest('main')))); }).observe({ type: 'layout-shift', buffered: true });"
        )
        page = found.open(address + KINDS[kind])
        page.get_by_role("main").get_by_role("searchbox").wait_for()
        page.get_by_role("link", name="遇事找谁").first.wait_for()
        page.wait_for_load_state("networkidle")
        assert page.evaluate("(window.moved || []).map(one => one.value)") == []


def test_where_the_search_does_not_come_its_link_leads_to_the_page(browser, address):
    with visit(browser, address) as found:
        found.page.route("**/assets/find.js*", lambda route: route.abort())
        page = found.open(address)
        with page.expect_navigation():
            page.get_by_role("banner").get_by_role("link", name="搜索").click()
        assert page.url == address + KINDS["search"]
        page.get_by_role("main").get_by_text("搜索没有载入").wait_for()
        assert page.get_by_role("contentinfo").get_by_role("link", name="站点地图").is_visible()


def test_it_works_in_a_folder_without_a_server(browser, built):
    folder = f"{built.as_uri()}/"
    with visit(browser, folder, "phone") as found:
        page = found.open(f"{folder}{KINDS['story']}")
        title = page.get_by_role("heading", level=1).text_content()
        assert search(page, title[:5])[0] == title
        page.get_by_role("dialog").locator(".search__results a").first.click()
        page.wait_for_url(f"{folder}{KINDS['story']}")
        assert found.troubles == []
