"""Text from 100 to 400 % of the browser's own, on 320 px: nothing leaves the screen sideways and nothing is cut (WCAG 1.4.4)."""

import pytest
from visits import KINDS

from conftest import CHROMIUM, CHROMIUM_FLAGS

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


@pytest.mark.parametrize(("percent", "setting"), [(100, "0"), (100, "2"), (200, "0"), (400, "0")])
def test_nothing_is_lost(percent, setting, browser, address):
    size = f"--blink-settings=defaultFontSize={16 * percent // 100}"
    larger = browser.browser_type.launch(executable_path=CHROMIUM, args=[*CHROMIUM_FLAGS, size])
    page = larger.new_page(viewport={"width": 320, "height": 640})
    page.goto(address)
    page.evaluate("size => localStorage.setItem('showcase-text', size)", setting)
    assert (
        page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == 16 * percent / 100
    )
    lost = {}
    for kind, path in KINDS.items():
        page.goto(address + path)
        if found := page.evaluate(LOST):
            lost[kind] = found
    larger.close()
    assert lost == {}


def test_the_menu_opens_on_the_screen_at_four_times_the_size(browser, address):
    larger = browser.browser_type.launch(
        executable_path=CHROMIUM, args=[*CHROMIUM_FLAGS, "--blink-settings=defaultFontSize=64"]
    )
    page = larger.new_page(viewport={"width": 320, "height": 640})
    page.goto(address)
    page.locator(".menu summary").click()
    last = page.get_by_role("navigation", name="目录").get_by_role("link", name="投稿")
    last.scroll_into_view_if_needed()
    box = last.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    assert box["y"] + box["height"] <= 640
    larger.close()
