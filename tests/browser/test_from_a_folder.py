"""The built folder on a USB stick: opened by double click, without any server."""

import pytest
from visits import BROKEN_PICTURES, SCREENS, visit

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("screen", SCREENS)
def test_a_reader_clicks_from_home_to_a_story_to_a_list_and_back_home(screen, browser, built):
    folder = f"{built.as_uri()}/"
    with visit(browser, folder, screen) as found:
        page = found.open(f"{folder}index.html")
        assert page.evaluate(BROKEN_PICTURES) == []

        card = page.get_by_role("article").first.get_by_role("link")
        title = card.text_content()
        card.click()
        page.wait_for_url(f"{folder}stories/2026/*/index.html")
        assert page.get_by_role("heading", level=1).text_content() == title
        assert page.locator("main picture img").count() > 0
        assert page.evaluate(BROKEN_PICTURES) == []

        page.get_by_role("navigation", name="所在位置").get_by_role("link").last.click()
        page.wait_for_url(f"{folder}topics/department/*/index.html")
        assert title in page.get_by_role("article").get_by_role("link").all_text_contents()
        assert page.evaluate(BROKEN_PICTURES) == []

        page.get_by_role("banner").get_by_role("link", name="后勤保障部").click()
        page.wait_for_url(f"{folder}index.html")
        assert found.troubles == []
        assert found.strangers == []


def test_it_wears_its_own_styles_and_heading_font(browser, built):
    folder = f"{built.as_uri()}/"
    with visit(browser, folder) as found:
        page = found.open(f"{folder}brand/colour/index.html")
        page.evaluate("document.fonts.ready.then(() => null)")
        loaded = page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)")
        family = page.get_by_role("heading", level=1).evaluate("h => getComputedStyle(h).fontFamily")
        assert any(name.strip('"') in family for name in loaded), (loaded, family)
        assert found.troubles == []


def test_a_chosen_colour_scheme_and_text_size_take_effect(browser, built):
    folder = f"{built.as_uri()}/"
    with visit(browser, folder, color_scheme="light") as found:
        page = found.open(f"{folder}index.html")
        ground = "getComputedStyle(document.documentElement).backgroundColor"
        size = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
        light, small = page.evaluate(ground), page.evaluate(size)
        page.get_by_role("contentinfo").get_by_role("button", name="深色").click()
        page.get_by_role("contentinfo").get_by_role("button", name="特大").click()
        assert page.evaluate(ground) != light
        assert page.evaluate(size) > small
        assert found.troubles == []


def test_the_policy_in_the_page_holds_without_a_server(browser, built):
    folder = f"{built.as_uri()}/"
    with visit(browser, folder) as found:
        page = found.open(f"{folder}index.html")
        inline = "document.head.appendChild(document.createElement('script')).textContent = 'window.ran = 1'"
        page.evaluate(inline)
        assert page.evaluate("window.ran") is None
        assert page.evaluate("document.styleSheets.length") > 0
