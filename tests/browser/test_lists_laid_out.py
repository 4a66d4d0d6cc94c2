"""Pages of lists as they are laid out: the home page's first half, plates that hold their names, words that stay whole."""

import pytest
from visits import visit

pytestmark = pytest.mark.browser

PHONE = (390, 844)
# Each month once as the one that is shown: where the line of honours ends, from the top of the page.
ENDS = """() => [...document.querySelectorAll('[data-month]')].map(shown => {
  document.querySelectorAll('[data-month]').forEach(month => { month.hidden = month !== shown; });
  return document.querySelector('.honourline').getBoundingClientRect().bottom + scrollY;
})"""
OVER = """() => [...document.querySelectorAll('.product__plate')].filter(plate => {
  const name = plate.firstElementChild.getBoundingClientRect(), box = plate.getBoundingClientRect();
  return name.height > box.height || name.width > box.width;
}).map(plate => plate.textContent)"""
BROKEN = """selector => [...document.querySelectorAll(selector)].filter(word => word.getClientRects().length > 1)
  .map(word => word.textContent)"""


def test_the_first_half_of_the_home_page_fits_in_four_screens_of_a_phone(browser, address):
    with visit(browser, address) as found:
        page = found.page
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        found.open(address + "index.html")
        ends = page.evaluate(ENDS)
        assert len(ends) == 12
        assert 2 * PHONE[1] < min(ends) <= max(ends) <= 4 * PHONE[1]


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_no_plate_is_smaller_than_its_name(browser, address, width):
    with visit(browser, address) as found:
        found.page.set_viewport_size({"width": width, "height": 900})
        page = found.open(address + "products/index.html")
        assert page.locator(".product__plate").count() >= 10
        assert page.evaluate(OVER) == []


@pytest.mark.parametrize(("path", "words"), [("promises", ".promise dt"), ("seasons", ".year :is(dt, h3)")])
def test_a_word_before_what_is_run_in_stays_whole(browser, address, path, words):
    with visit(browser, address) as found:
        found.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        page = found.open(f"{address}{path}/index.html")
        assert page.locator(words).count() >= 12
        assert page.evaluate(BROKEN, words) == []
