"""A story's photos and the manual's plates open in the window: by mouse and by keyboard, and without a script as files."""

import pytest
from visits import KINDS, visit

pytestmark = pytest.mark.browser


def test_a_photo_opens_with_its_caption_and_gives_the_focus_back(browser, address):
    with visit(browser, address, "phone") as found:
        page = found.open(address + KINDS["story"])
        photos = page.locator(".story a.large")
        first, caption = photos.nth(1), page.locator(".story__body figcaption").first.inner_text()
        first.focus()
        page.keyboard.press("Enter")
        viewer = page.get_by_role("dialog", name="大图")
        assert viewer.locator(".viewer__words").inner_text() == caption
        assert viewer.locator(".viewer__place").inner_text() == f"2 / {photos.count()}"
        box = viewer.locator("img").bounding_box()
        assert box["width"] <= 390
        page.keyboard.press("ArrowRight")
        assert viewer.locator(".viewer__place").inner_text() == f"3 / {photos.count()}"
        page.keyboard.press("Escape")
        assert not viewer.is_visible()
        assert photos.nth(2).evaluate("link => link === document.activeElement")
        assert found.troubles == []


def test_a_plate_zooms_in_place_and_moves_under_the_finger(browser, address):
    with visit(browser, address, "phone") as found:
        page = found.open(address + KINDS["applications"])
        page.locator("a.large").first.click()
        viewer = page.get_by_role("dialog", name="大图")
        sheet = viewer.locator(".viewer__sheet")
        assert viewer.locator("img").bounding_box()["width"] == 390
        sheet.click(position={"x": 20, "y": 20})
        assert viewer.locator("img").bounding_box()["width"] >= 780
        assert sheet.get_attribute("aria-label") == "缩小"
        assert sheet.evaluate("sheet => sheet.scrollWidth > sheet.clientWidth")
        viewer.get_by_role("button", name="关闭").click()
        assert not viewer.is_visible()
        assert page.url == address + KINDS["applications"]
        assert found.troubles == []


def test_without_a_script_the_link_leads_to_the_file(browser, address):
    with visit(browser, address, java_script_enabled=False) as found:
        page = found.open(address + KINDS["story"])
        page.locator(".story__body a.large").first.click()
        assert page.url.startswith(f"{address}assets/photos/")
        assert page.url.endswith(".jpg")
