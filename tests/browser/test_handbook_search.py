"""In a browser: the handbook's search finds Chinese words, its tabs and copy buttons work, nothing is asked outside."""

from __future__ import annotations

import pytest
from visits import visit

from conftest import served

WORDS = ("师傅", "授权书", "撤下", "替代文字", "PHO001", "nginx", "稿头")


@pytest.fixture(scope="module")
def there(handbook):
    with served(handbook) as address:
        yield address


def found_by(page, words):
    told = page.locator(".md-search-result__meta")
    field = page.locator("input.md-search__input")
    field.fill("")
    field.press("End")  # it reads the field when a key is let go
    told.filter(has_not_text="结果").wait_for()
    field.fill(words)
    field.press("End")
    told.filter(has_text="结果").wait_for()
    return page.locator(".md-search-result__item").all_text_contents()


def test_a_word_finds_the_pages_that_hold_it_and_of_one_nobody_wrote_every_result_says_what_it_lacks(
    browser, there
):
    with visit(browser, there) as seen:
        page = seen.open(f"{there}index.html")
        for word in WORDS:
            items = found_by(page, word)
            assert items, word
            assert word.lower() in items[0].replace("\n", "").lower()
        assert all("缺少" in item for item in found_by(page, "火星车间"))
        assert seen.troubles == []


def test_tabs_of_one_name_change_together_and_code_can_be_copied(browser, there):
    with visit(browser, there) as seen:
        page = seen.open(f"{there}install/index.html")
        page.get_by_text("Windows", exact=True).first.click()
        code = page.locator("code", has_text="py -m venv .venv")
        code.wait_for(state="visible")
        assert not page.locator("code", has_text="sudo apt install").is_visible()
        assert page.locator("button.md-code__button[data-md-type=copy]").count() >= 1
        assert seen.troubles == []


@pytest.mark.parametrize("screen", ["phone", "desk"])
def test_a_page_of_the_handbook_fits_the_screen(screen, browser, there):
    with visit(browser, there, screen) as seen:
        for path in ("index.html", "keys/index.html", "rules/index.html", "deploy/index.html"):
            page = seen.open(there + path)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        assert seen.troubles == []
