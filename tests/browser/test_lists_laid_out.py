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
# Each thing as it stands without a picture.
UNSHOWN = """() => document.querySelectorAll('.product').forEach(product => {
  const plate = document.createElement('div'), name = document.createElement('span');
  plate.className = 'product__plate'; plate.append(name);
  name.textContent = product.querySelector('.product__title').firstChild.textContent.trim();
  product.querySelector('.product__thing').replaceChildren(plate);
})"""
# Pictures that do not fill their frame, or stand out of their entry.
LOOSE = """frames => [...document.querySelectorAll(frames)].filter(frame => {
  const box = frame.getBoundingClientRect(), own = frame.querySelector('img').getBoundingClientRect();
  const entry = frame.closest('article, li').getBoundingClientRect();
  return own.width < box.width - 1 || own.height < box.height - 1 || box.right > entry.right + 1;
}).length"""
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
        page.evaluate(UNSHOWN)
        assert page.locator(".product__plate").count() >= 10
        assert page.evaluate(OVER) == []


@pytest.mark.parametrize("width", [390, 768, 1440])
@pytest.mark.parametrize(
    ("path", "frames"),
    [("products", ".product__photo"), ("places", ".tile__photo"), ("teams", ".tile__photo")],
)
def test_every_thing_place_and_team_is_shown_and_fills_its_frame(browser, address, path, frames, width):
    with visit(browser, address) as found:
        found.page.set_viewport_size({"width": width, "height": 900})
        page = found.open(f"{address}{path}/index.html")
        assert page.locator(f"{frames} img").count() >= 10
        assert page.locator(".plate, .product__plate").count() == 0
        assert page.evaluate(LOOSE, frames) == 0


@pytest.mark.parametrize(("path", "words"), [("promises", ".promise dt"), ("seasons", ".year :is(dt, h3)")])
def test_a_word_before_what_is_run_in_stays_whole(browser, address, path, words):
    with visit(browser, address) as found:
        found.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        page = found.open(f"{address}{path}/index.html")
        assert page.locator(words).count() >= 12
        assert page.evaluate(BROKEN, words) == []
