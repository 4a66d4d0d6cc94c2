"""Each kind of page, on a phone and on a desk: it loads in silence, from its own folder only, and fits."""

import re

import pytest
from visits import BROKEN_PICTURES, KINDS, SCREENS, campus, tabs, visit

from showcase.site.chrome import parts

pytestmark = pytest.mark.browser

WITH_COVER = ("home", "story", "culture")  # of new colleagues the roads come first, the drawing below

# Photos a reader sees without scrolling: loaded, inside the window, larger than an icon.
PHOTOS_ABOVE_THE_FOLD = """() => [...document.querySelectorAll('main picture img')].filter(image => {
  const box = image.getBoundingClientRect();
  return image.naturalWidth > 0 && box.width > 150 && box.height > 100 && box.top < innerHeight - 50 &&
    box.left < innerWidth && image.checkVisibility({ opacityProperty: true, visibilityProperty: true });
}).length"""


# Selectors of `text`, stylesheets, that hold on this page while none of its own has them.
WITHOUT = """text => {
  const there = new Set(), missing = [], sheet = new CSSStyleSheet();
  const each = (rules, tell) => {
    for (const rule of rules) {
      if (rule instanceof CSSStyleRule) tell(rule.selectorText);
      if (rule.cssRules) each(rule.cssRules, tell);
    }
  };
  for (const own of document.styleSheets) each(own.cssRules, selector => there.add(selector));
  sheet.replaceSync(text);
  each(sheet.cssRules, selector => {
    const elements = selector.replace(/::[-\\w]+/g, '');
    if (!there.has(selector) && document.querySelector(elements)) missing.push(selector);
  });
  return missing;
}"""


@pytest.fixture(scope="module")
def tab(browser, address):
    with tabs(browser, address) as tab:
        yield tab


@pytest.fixture(scope="module", params=[(kind, screen) for kind in KINDS for screen in SCREENS], ids="-".join)
def opened(request, tab, address):
    """A tab with a page and all its pictures fetched."""
    kind, screen = request.param
    found = tab(screen)
    page = found.open(address + KINDS[kind])
    found.troubles += (f"broken: {picture}" for picture in page.evaluate(BROKEN_PICTURES))
    return found


def test_it_loads_without_a_complaint(opened):
    assert opened.troubles == []


def test_it_asks_for_nothing_outside_its_own_folder(opened):
    assert opened.strangers == []


def test_it_has_every_style_that_is_meant_for_it(opened):
    assert opened.page.evaluate(WITHOUT, "\n".join(parts().values())) == []


def test_it_fits_the_window(opened):
    wide, window = opened.page.evaluate("[document.scrollingElement.scrollWidth, innerWidth]")
    assert wide <= window


def test_it_says_what_it_is(opened):
    page = opened.page
    assert page.locator("h1").count() == page.get_by_role("heading", level=1).count() == 1
    assert page.locator("main").count() == page.get_by_role("main").count() == 1
    assert page.get_by_role("heading", level=1).inner_text().strip()
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    described = page.evaluate("document.querySelector('meta[name=description]')?.content ?? ''")
    assert described.strip(), "no description"


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("kind", WITH_COVER)
def test_a_cover_is_seen_without_scrolling(kind, screen, tab, address):
    assert tab(screen).open(address + KINDS[kind]).evaluate(PHOTOS_ABOVE_THE_FOLD) > 0


@pytest.fixture(scope="module")
def online(make_workshop):
    """The address of a small site that knows it, below a sub-path, whose server answers with our 404 page."""
    workshop = make_workshop()
    with campus(workshop.site, {}) as home:
        settings = workshop.root / "mkdocs.yml"
        text, found = re.subn(
            r"^site_url:.*$", f"site_url: {home}", settings.read_text("utf-8"), flags=re.MULTILINE
        )
        assert found == 1
        settings.write_text(text, "utf-8")
        assert workshop.run("build").code == 0
        yield home


def test_a_page_that_does_not_exist_shows_ours_at_any_depth(browser, online):
    with visit(browser, online) as found:
        missing = f"{online}stories/2026/mei-you/zhe-yi-ye.html"
        page = found.open(missing)
        assert found.strangers == []
        assert [trouble for trouble in found.troubles if missing not in trouble] == []
        assert page.evaluate("[...document.styleSheets].some(sheet => sheet.cssRules.length > 0)")
        page.get_by_role("main").get_by_role("link", name="首页").click()
        page.wait_for_url(f"{online}index.html")


def test_the_skip_link_of_a_page_that_does_not_exist_stays_on_it(browser, online):
    with visit(browser, online) as found:
        missing = f"{online}stories/2026/mei-you/zhe-yi-ye.html"
        page = found.open(missing)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**/*#main")
        assert page.url == f"{missing}#main"
        assert page.evaluate("document.activeElement === document.querySelector('main')")
