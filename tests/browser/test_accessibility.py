"""Whoever reads with a keyboard, a screen reader or at night reads everything: axe-core and the Tab key."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from visits import KINDS, SCREENS, tabs, visit

pytestmark = pytest.mark.browser

RULES = {
    "resultTypes": ["violations"],
    "preload": False,  # it fetches style sheets anew for a rule that is none of these
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
COLOURS = {**RULES, "runOnly": ["color-contrast", "link-in-text-block"]}  # all that the night changes

# Everything a reader can see and operate, in the order of the page.
OPERABLE = """[...document.querySelectorAll('a[href], button, input, summary, [tabindex="0"]')]
  .filter(e => e.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }))"""

# Which of them is focused, whether it, or the card it opens, is outlined; and whether a point of it is on top.
FOCUS = """() => {
  const element = document.activeElement, card = element.closest('article, li') || element;
  const outlined = node => getComputedStyle(node).outlineStyle !== 'none' &&
    parseFloat(getComputedStyle(node).outlineWidth) >= 1;
  const uncovered = box => [0.1, 0.5, 0.9].some(part => {
    const hit = document.elementFromPoint(box.left + box.width * part, box.top + box.height / 2);
    return hit !== null && element.contains(hit);
  });
  return {
    place: OPERABLE.indexOf(element),
    name: element.outerHTML.slice(0, 120),
    outlined: outlined(element) || outlined(card),
    uncovered: [...element.getClientRects()].some(uncovered),
  };
}""".replace("OPERABLE", OPERABLE)


@pytest.fixture(scope="module")
def tab(browser, address):
    with tabs(browser, address) as tab:
        yield tab


def violations(page, rules=RULES):
    if not page.evaluate("'axe' in window"):  # reading it costs as much as a small page
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate("async (rules) => (await axe.run(rules)).violations", rules)
    return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_on_a_desk_by_day_and_by_night_and_on_a_phone(kind, tab, address):
    """One page: what differs is in its style sheet."""
    page = tab(color_scheme="light").open(address + KINDS[kind])
    try:
        assert violations(page) == []
        page.emulate_media(color_scheme="dark")
        assert violations(page, COLOURS) == []
        page.emulate_media(color_scheme="light")
        page.set_viewport_size(SCREENS["phone"])
        assert violations(page) == []
    finally:
        page.emulate_media(color_scheme="light")
        page.set_viewport_size(SCREENS["desk"])


def test_axe_finds_nothing_in_the_open_menu_and_the_search_at_night(browser, address):
    with visit(browser, address, "phone", color_scheme="light") as found:
        page = found.open(address)
        page.locator("summary").filter(has_text="目录").click()
        page.get_by_role("button", name="深色").first.click()
        assert violations(page) == []
        page.keyboard.press("Escape")
        page.get_by_role("banner").get_by_role("link", name="搜索").click()
        page.get_by_role("searchbox").fill("师傅")
        page.get_by_role("dialog").get_by_role("listitem").first.wait_for()
        assert violations(page) == []


@pytest.mark.parametrize("screen", SCREENS)
def test_the_first_tab_offers_to_skip_to_the_text(screen, browser, address):
    with visit(browser, address, screen) as found:
        page = found.open(address + KINDS["story"])
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "跳到正文"
        assert page.get_by_role("link", name="跳到正文").bounding_box()["y"] >= 0
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement === document.querySelector('main')")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")


def test_the_menu_of_a_phone_opens_and_closes_from_the_keyboard(browser, address):
    with visit(browser, address, "phone") as found:
        page = found.open(address + KINDS["story"])
        menu = page.locator("summary").filter(has_text="目录")
        menu.focus()
        page.keyboard.press("Enter")
        links = page.get_by_role("navigation", name="目录").get_by_role("link")
        assert links.count() == 6
        for text in links.all_inner_texts():
            page.keyboard.press("Tab")
            assert page.evaluate("document.activeElement.innerText") == text
        page.keyboard.press("Escape")
        assert not links.first.is_visible()
        assert menu.evaluate("menu => menu === document.activeElement")


@pytest.mark.parametrize(
    ("kind", "screen"),
    [("home", "phone"), ("home", "desk"), ("story", "phone"), ("story", "desk"), ("stories", "phone"), ("colour", "desk")],
)  # fmt: skip
def test_tab_reaches_everything_from_home_back_too_and_shows_where_it_is(kind, screen, browser, address):
    with visit(browser, address, screen) as found:
        page = found.open(address + KINDS[kind])
        operable = page.evaluate(f"{OPERABLE}.length")
        back = range(operable - 2, -1, -1) if kind == "home" else ()
        for key, order in (("Tab", range(operable)), ("Shift+Tab", back)):
            for place in order:
                page.keyboard.press(key)
                focus = page.evaluate(FOCUS)
                assert focus["place"] == place, focus
                assert focus["outlined"], focus
                assert focus["uncovered"], focus
