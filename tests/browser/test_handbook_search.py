"""In a browser: the handbook's search finds Chinese words, its tabs and copy buttons work, nothing is asked outside."""

from __future__ import annotations

import pytest
from visits import visit

from conftest import command_here, served


@pytest.fixture(scope="module")
def handbook(tmp_path_factory):
    folder = tmp_path_factory.mktemp("handbook") / "handbook"
    assert command_here("handbook", "--out", str(folder)) == 0
    with served(folder) as address:
        yield address


def found_by(page, words):
    page.locator("input.md-search__input").fill(words)
    page.locator(".md-search-result__meta").filter(has_text="结果").wait_for()
    return page.locator(".md-search-result__item").all_text_contents()


@pytest.mark.parametrize("word", ["师傅", "授权书", "撤下", "替代文字", "PHO001", "nginx", "稿头"])
def test_a_word_finds_the_pages_that_hold_it(word, browser, handbook):
    with visit(browser, handbook) as seen:
        page = seen.open(f"{handbook}index.html")
        items = found_by(page, word)
        assert items
        assert all(word.lower() in item.replace("\n", "").lower() for item in items[:1])
        assert seen.troubles == []


def test_of_a_word_nobody_wrote_every_result_says_what_it_lacks(browser, handbook):
    with visit(browser, handbook) as seen:
        items = found_by(seen.open(f"{handbook}index.html"), "火星车间")
        assert all("缺少" in item for item in items)


def test_tabs_of_one_name_change_together_and_code_can_be_copied(browser, handbook):
    with visit(browser, handbook) as seen:
        page = seen.open(f"{handbook}install/index.html")
        page.get_by_text("Windows", exact=True).first.click()
        code = page.locator("code", has_text="py -m venv .venv")
        code.wait_for(state="visible")
        assert not page.locator("code", has_text="sudo apt install").is_visible()
        assert page.locator("button.md-code__button[data-md-type=copy]").count() >= 1
        assert seen.troubles == []


@pytest.mark.parametrize("screen", ["phone", "desk"])
def test_a_page_of_the_handbook_fits_the_screen(screen, browser, handbook):
    with visit(browser, handbook, screen) as seen:
        for path in ("index.html", "keys/index.html", "rules/index.html", "deploy/index.html"):
            page = seen.open(handbook + path)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        assert seen.troubles == []
