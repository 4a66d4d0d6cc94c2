"""Where scripts are switched off, everything but the search itself is there."""

import pytest
from visits import BROKEN_PICTURES, KINDS, tabs, visit

pytestmark = pytest.mark.browser

# What a reader may read, without the words only one of the two sees: the search's own form, the offer to a reader without
# it, and the way of new colleagues, which a script shows to those who chose one (test_way).
WORDS = """() => {
  for (const other of document.querySelectorAll('noscript, [data-search-here], [data-trail]')) other.remove();
  return document.querySelector('main').innerText.trim();
}"""
PHOTOS = """[...document.querySelectorAll('main picture img')].filter(image =>
  image.naturalWidth > 0 && image.getBoundingClientRect().width > 0).length"""


@pytest.fixture(scope="module")
def tab(browser, address):
    with tabs(browser, address) as tab:
        yield tab


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_words_and_photos_are_there(kind, tab, address):
    words = tab().open(address + KINDS[kind]).evaluate(WORDS)
    found = tab(java_script_enabled=False)
    page = found.open(address + KINDS[kind])
    assert page.evaluate(BROKEN_PICTURES) == []
    assert page.evaluate(PHOTOS) == page.locator("main picture").count()
    assert page.evaluate(WORDS) == words != ""
    assert found.troubles == []


def test_the_menu_of_a_phone_opens_and_leads_on(browser, address):
    with visit(browser, address, "phone", java_script_enabled=False) as found:
        page = found.open(address + KINDS["story"])
        page.locator("summary").filter(has_text="目录").click()
        menu = page.get_by_role("navigation", name="目录")
        assert menu.get_by_role("link", name="首页").is_visible()
        menu.get_by_role("link", name="新同事").click()
        page.wait_for_url(address + KINDS["start"])


def test_nothing_is_offered_that_only_a_script_could_do(browser, address):
    with visit(browser, address, java_script_enabled=False) as found:
        page = found.open(address)
        assert page.get_by_role("link", name="故事").first.is_visible()
        assert page.get_by_role("button").count() == 0


def test_the_search_says_what_to_do_instead(browser, address):
    with visit(browser, address, java_script_enabled=False) as found:
        page = found.open(address)
        page.get_by_role("banner").get_by_role("link", name="搜索").click()
        page.wait_for_url(address + KINDS["search"])
        advice = page.locator("main noscript p")
        assert "搜索需要浏览器允许脚本" in advice.inner_text()
        advice.get_by_role("link", name="故事目录").click()
        page.wait_for_url(address + KINDS["stories"])
