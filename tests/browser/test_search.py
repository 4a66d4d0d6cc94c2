"""The search finds what a reader types, by any two characters, and shows text as text."""

import re

import pytest
from visits import KINDS, visit

from conftest import served

pytestmark = pytest.mark.browser

ODD_TITLE = """A&amp;B "引号" 'x' 一碗面"""
ODD_CODE = "<img src=x onerror=window.hacked=1>"


def search(page, words):
    """The titles found for `words` in the dialog, which is opened first where it is not."""
    dialog = page.get_by_role("dialog", name="搜索")
    if not dialog.is_visible():
        page.get_by_role("banner").get_by_role("link", name="搜索").click()
    dialog.get_by_role("searchbox").fill(words)
    dialog.get_by_role("status").filter(has_text=re.compile("^找到|^没有找到")).wait_for()
    return dialog.get_by_role("listitem").get_by_role("link").all_text_contents()


@pytest.mark.parametrize("word", ["食堂", "师傅", "宿舍", "后勤", "育人"])
def test_an_everyday_word_finds_pages_that_hold_it(word, browser, address):
    with visit(browser, address) as found:
        page = found.open(address + KINDS["deploy"])
        titles = search(page, word)
        assert titles
        with page.expect_navigation():
            page.get_by_role("dialog").get_by_role("listitem").get_by_role("link").first.click()
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


def test_what_nobody_wrote_is_not_found(browser, address):
    with visit(browser, address) as found:
        assert search(found.open(address), "火星车间") == []


def test_all_of_several_words_must_occur(browser, address):
    with visit(browser, address) as found:
        page = found.open(address)
        both = set(search(page, "食堂 师傅"))
        assert both
        assert both < set(search(page, "食堂"))


def test_the_page_of_the_search_answers_an_address_with_words(browser, address):
    with visit(browser, address) as found:
        page = found.open(f"{address}{KINDS['search']}?q=砝码")
        page.get_by_role("main").get_by_role("listitem").first.wait_for()
        assert page.get_by_role("searchbox").input_value() == "砝码"
        first = page.get_by_role("main").get_by_role("listitem").filter(has=page.locator("mark")).first
        assert "砝码" in first.get_by_role("link").text_content()


def test_titles_and_texts_are_shown_and_never_become_elements(browser, workshop):
    workshop.story("odd", title="'" + ODD_TITLE.replace("'", "''") + "'", body=f"代码：`{ODD_CODE}`。")
    assert workshop.run("build").code == 0
    with served(workshop.site) as home, visit(browser, home) as found:
        page = found.open(f"{home}index.html")
        for words in ("&amp;", '"引号"', "'x'", "hacked", "<img src=x", ODD_TITLE, ODD_CODE):
            assert search(page, words) == [ODD_TITLE], words
            results = page.get_by_role("dialog").get_by_role("list")
            made = results.evaluate(
                "list => [...new Set([...list.querySelectorAll('*')].map(e => e.localName))]"
            )
            assert set(made) <= {"li", "p", "a", "mark"}
        assert ODD_CODE in page.get_by_role("dialog").get_by_role("list").text_content()
        assert page.evaluate("window.hacked") is None
        assert found.troubles == []


def test_it_works_in_a_folder_without_a_server(browser, built):
    folder = f"{built.as_uri()}/"
    with visit(browser, folder, "phone") as found:
        page = found.open(f"{folder}{KINDS['story']}")
        title = page.get_by_role("heading", level=1).text_content()
        assert search(page, title[:5])[0] == title
        page.get_by_role("dialog").get_by_role("listitem").get_by_role("link").first.click()
        page.wait_for_url(f"{folder}{KINDS['story']}")
        assert found.troubles == []
