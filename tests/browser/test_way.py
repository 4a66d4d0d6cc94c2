"""The way of a new colleague on a phone: ticks stay there, are taken along and brought back; without script it is a list."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from test_accessibility import violations
from visits import visit

pytestmark = pytest.mark.browser

WAY = "start/path/kitchen/index.html"
REFUSED = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });"
PAGES = ("check", "sheet", "sheet-large", "master")


def ticks(page):
    return page.locator(".stop__tick[aria-pressed=true]").count()


def count(page):
    return page.locator(".ticks__count").inner_text()


def test_ticks_stay_are_taken_along_brought_back_and_emptied(browser, address, tmp_path):
    with visit(browser, address, "phone") as found:
        page = found.open(address + WAY)
        everything = page.locator(".stop").count()
        for place in (0, 1, 4):
            page.locator(".stop__tick").nth(place).click()
        assert count(page) == f"走完 3 站，共 {everything} 站"
        page.reload()
        assert ticks(page) == 3
        assert page.locator(".strip__done").count() == 3
        page.get_by_text("给师傅看，或者换手机").click()
        line = page.get_by_label("走过的站，一行字").input_value()
        assert line.startswith("食堂灶间，走完 3 站")
        assert line.endswith(
            "：三样东西在哪里、四个号码、着火了怎么办。编号 common.exits common.alarm common.fire"
        )
        with page.expect_download() as download:
            page.get_by_role("button", name="存成文件").click()
        file = tmp_path / "stops.txt"
        download.value.save_as(file)
        assert file.read_text("utf-8").strip() == line
        found.open(address + "start/path/desk/index.html")  # everybody's stops are behind him there too
        assert ticks(page) == 3
        page.get_by_role("button", name="清空").click()
        assert ticks(page) == 0
        assert page.evaluate("localStorage.length") == 0
        page.get_by_role("button", name="撤销清空").click()
        assert ticks(page) == 3
        assert (found.troubles, found.strangers) == ([], [])
    with visit(browser, address, "phone") as another:
        page = another.open(address + WAY)
        assert not page.get_by_role("button", name="清空").is_visible()  # there is nothing to empty yet
        page.get_by_text("给师傅看，或者换手机").click()
        for strange in ("没有站的一行字 <b>x</b>", "a.b"):
            page.get_by_label("旧手机上的那一行").fill(strange)
            page.get_by_role("button", name="从这一行放回").click()
            assert "没有认出" in page.get_by_role("status").inner_text()
        assert page.evaluate("localStorage.getItem('showcase-stops')") is None
        page.locator("input[type=file]").set_input_files(file)
        page.locator(".ticks__count", has_text="走完 3 站").wait_for()
        page.reload()
        assert ticks(page) == 3


def test_the_next_one_on_a_shared_phone_cannot_bring_back_what_was_emptied(browser, address):
    with visit(browser, address, "phone") as found:
        found.page.clock.install()
        page = found.open(address + WAY)
        page.locator(".stop__tick").first.click()
        page.get_by_role("button", name="清空").click()
        assert page.get_by_role("button", name="撤销清空").is_visible()
        page.clock.fast_forward("00:11")
        expect(page.get_by_role("button", name="撤销清空")).to_be_hidden()
        assert ticks(page) == 0


def test_where_storage_is_refused_ticks_last_for_the_page_and_it_says_so(browser, address):
    with visit(browser, address, "phone") as found:
        found.page.add_init_script(REFUSED)
        page = found.open(address + WAY)
        page.locator(".stop__tick").first.click()
        assert ticks(page) == 1
        assert "不让网页记东西" in page.get_by_role("status").inner_text()
        page.reload()
        assert ticks(page) == 0
        assert found.troubles == []


def test_without_script_it_is_a_list_with_boxes_for_the_pen_and_questions_with_folded_answers(
    browser, address
):
    with visit(browser, address, "phone", java_script_enabled=False) as found:
        page = found.open(address + WAY)
        assert page.get_by_role("button").count() == 0
        page.emulate_media(media="print")
        assert page.locator(".stop__box").first.is_visible()
        page.emulate_media(media="screen")
        page.get_by_role("link", name="四个号码").click()
        page.wait_for_url("**/start/contacts/index.html#emergency")
        onward = page.get_by_role("navigation", name="新同事的下一站")
        assert onward.get_by_role("link").all_inner_texts() == ["看看自己的路"]
        page = found.open(address + "start/path/kitchen/check/index.html")
        answer = page.locator(".quiz__answer").first
        assert not answer.locator("p").first.is_visible()
        answer.locator("summary").click()
        assert answer.locator("p").first.is_visible()


def test_the_foot_of_a_page_leads_along_the_way_one_goes(browser, address):
    foot = "nav[data-trail]"
    with visit(browser, address, "phone") as found:
        page = found.open(address + "start/safety/index.html")
        expect(page.locator(foot)).to_be_hidden()  # whoever has chosen no way is led nowhere
        found.open(address + WAY)
        page.get_by_role("link", name="油锅和灶").click()
        expect(page.locator(f"{foot} li:visible > a")).to_have_text(["小钱算得清"])
        page.get_by_role("button", name="看完“油锅和灶”，打勾").click()
        page.get_by_role("link", name="回到自己的路").click()
        page.wait_for_url("**/start/path/kitchen/index.html#s-kitchen-oil")
        assert ticks(page) == 1
        found.open(address + "start/index.html")
        assert page.locator(".network__on").inner_text().split() == [
            "接着走：食堂灶间",
            "走完",
            "1",
            "站，共",
            "25",
            "站",
        ]
        page.get_by_role("link", name="接着走").click()
        page.wait_for_url("**/start/path/kitchen/index.html")


def test_where_a_page_has_two_stops_of_a_way_the_foot_follows_from_one_to_the_other(browser, address):
    with visit(browser, address, "phone") as found:
        found.open(address + WAY)
        page = found.page
        page.get_by_role("link", name="几点上班").click()
        onward = page.locator("nav[data-trail] li:visible > a")
        expect(onward).to_have_text(["健康证"])
        onward.click()
        expect(onward).to_have_text(["着火了怎么办"])


def test_questions_are_answered_at_once_and_kindly(browser, address):
    with visit(browser, address, "phone") as found:
        page = found.open(address + "start/path/kitchen/check/index.html")
        first = page.locator("#q-gas")
        first.get_by_role("button", name="先开灯").click()
        assert first.get_by_role("status").inner_text() == "再看一眼，答案在下面，原话在那一页上。"
        first.get_by_role("button", name="不碰开关").click()
        assert first.get_by_role("status").inner_text() == "对了。"
        order = page.locator("#q-extinguisher")
        for words in ("提起来", "拔销子", "对着火根"):
            order.get_by_role("button", name=words).click()
        assert order.get_by_role("status").inner_text() == "对了。"
        several = page.locator("#q-exit")
        for words in ("安全门", "楼道", "更衣柜"):
            several.get_by_role("button", name=words).click()
        assert several.get_by_role("status").inner_text().startswith("再看一眼")
        several.get_by_role("button", name="消防车道").click()  # four, and three are right
        assert several.get_by_role("status").inner_text() == "多了。一共 3 个，再点一下去掉。"
        several.get_by_role("button", name="更衣柜").click()
        assert several.get_by_role("status").inner_text() == "对了。"
        assert page.evaluate("localStorage.length") == 0  # no score is kept


def test_axe_finds_nothing_on_its_pages_and_extra_large_type_fits_a_small_phone(browser, address):
    pages = [WAY, *(WAY.replace("index", f"{name}/index") for name in PAGES)]
    pages += [f"start/{name}/index.html" for name in ("contacts", "contacts/card", "words", "safety", "work")]
    with visit(browser, address, "phone") as found:
        found.open(address)
        found.page.evaluate("localStorage.setItem('showcase-text', '2')")
        found.page.set_viewport_size({"width": 320, "height": 640})
        for path in pages:
            page = found.open(address + path)
            assert violations(page) == [], path
            assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"), path


def test_what_a_thumb_taps_is_48_px_high(browser, address):
    with visit(browser, address, "phone") as found:
        page = found.open(address + "start/contacts/index.html")
        calls = page.locator("a.call")
        assert calls.evaluate_all("all => all.map(a => a.getAttribute('href'))") == [f"tel:{n}" for n in (119, 120, 110, 122, 119)]  # fmt: skip
        assert min(calls.evaluate_all("all => all.map(a => a.getBoundingClientRect().height)")) >= 48
        page = found.open(address + WAY)
        assert min(page.locator(".ticks button:visible, .stop__tick").evaluate_all("all => all.map(b => b.getBoundingClientRect().height)")) >= 48  # fmt: skip


def test_nothing_lies_on_another_where_a_small_phone_shows_the_largest_letters(browser, address):
    with visit(browser, address, "phone") as found:
        found.open(address)
        found.page.evaluate("localStorage.setItem('showcase-text', '2')")
        found.page.set_viewport_size({"width": 320, "height": 640})
        page = found.open(address + "start/contacts/index.html")
        name, search = (page.locator(one).bounding_box() for one in (".mast__name", ".mast__search svg"))
        assert name["x"] + name["width"] <= search["x"]
        assert min(page.locator(".alarm__what").evaluate_all("all => all.map(p => p.clientWidth)")) > 200
        page = found.open(address + "stories/2026/si-zhong-yanse/index.html")
        assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
