"""Text from 100 to 400 % of the browser's own, on 320 px: nothing leaves the screen sideways and nothing is cut (WCAG 1.4.4).

320 px is also a window of 1280 px at 400 % (WCAG 1.4.10).
"""

import pytest
from visits import BROKEN_PICTURES, KINDS, SCREENS, tabs

pytestmark = pytest.mark.browser

# What is wider than the window and does not slide; what is cut off; a menu that is not on the screen.
LOST = """() => {
  const width = document.documentElement.clientWidth, found = new Set();
  const slides = (element) => {
    for (let one = element.parentElement; one && one !== document.documentElement; one = one.parentElement)
      if (/auto|scroll/.test(getComputedStyle(one).overflowX) && one.scrollWidth > one.clientWidth) return true;
    return false;
  };
  if (document.documentElement.scrollWidth > width) found.add(`the page: ${document.documentElement.scrollWidth}`);
  for (const element of document.body.querySelectorAll('*:not(svg *, .skip, .copied, .copied *)')) {
    const style = getComputedStyle(element), box = element.getBoundingClientRect();
    if (style.visibility === 'hidden' || style.clipPath !== 'none' || !box.width || !box.height) continue;
    const name = `${element.tagName}.${element.getAttribute('class')}`;
    if ((box.right > width + 1 || box.left < -1) && !slides(element)) found.add(`${name} ${box.left}..${box.right}`);
    const cut = element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 2;
    if (/hidden|clip/.test(style.overflowX) && element.tagName !== 'svg' && element.innerText && cut) found.add(`${name} cut`);
  }
  const menu = document.querySelector('.menu summary').getBoundingClientRect();
  if (menu.left < 0 || menu.right > width || menu.bottom > innerHeight) found.add('menu');
  return [...found].slice(0, 4);
}"""

NARROW = {"width": 320, "height": 640}
CHOOSE = "size => document.querySelector(`.foot [data-set-text='${size}']`).click()"


@pytest.fixture(scope="module")
def narrow(browser, address):
    """Opens a page of the site on 320 px; and a function that sets the browser's own size of text and the page's."""
    with tabs(browser, address) as tab:
        found = tab(viewport=NARROW)
        browser_itself = found.page.context.new_cdp_session(found.page)

        def size(percent, setting):
            browser_itself.send("Page.setFontSizes", {"fontSizes": {"standard": 16 * percent // 100}})
            found.page.evaluate(CHOOSE, setting)
            return found.page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")

        yield lambda kind: found.open(address + KINDS[kind]), size


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_lost(kind, narrow):
    opened, size = narrow
    page = opened(kind)
    page.evaluate(BROKEN_PICTURES)
    for percent, setting in ((400, "0"), (200, "0"), (100, "0"), (100, "2")):
        assert size(percent, setting) == 16 * percent / 100 * (1 if setting == "0" else 21 / 16)
        assert page.evaluate(LOST) == [], (percent, setting)
    try:
        page.set_viewport_size(SCREENS["phone"])
        page.locator("summary").filter(has_text="目录").click()
        assert page.get_by_role("banner").get_by_role("button", name="特大").is_visible()
        assert page.evaluate(LOST) == []
    finally:
        page.set_viewport_size(NARROW)


def test_the_menu_opens_on_the_screen_at_four_times_the_size(narrow):
    opened, size = narrow
    page = opened("home")
    size(400, "0")
    page.locator(".menu summary").click()
    last = page.get_by_role("navigation", name="目录").get_by_role("link", name="投稿")
    last.scroll_into_view_if_needed()
    box = last.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    assert box["y"] + box["height"] <= 640
