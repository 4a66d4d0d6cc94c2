"""Every way of reading: grey on a memorial day, the chosen text, high contrast, no motion, on paper."""

import datetime as dt
import io

import pytest
from PIL import Image, ImageChops
from visits import BROKEN_PICTURES, KINDS, tabs, visit

from conftest import photo_bytes, served
from showcase.brand.memorial import GREY, NORMAL

pytestmark = pytest.mark.browser

MARK = "document.documentElement.hasAttribute('data-memorial')"
# What reaches beyond the right edge; what may slide sideways in a box of its own is let be.
BEYOND = """() => [...document.querySelectorAll('body *')].filter(e => {
  const box = e.getBoundingClientRect();
  return e.checkVisibility() && box.width > 1 && box.right > innerWidth + 1 &&
    !e.closest('.filters ul, .table-wrap, table, .skip, .mast__search span');
}).map(e => e.outerHTML.slice(0, 90)).slice(0, 5)"""


def colourfulness(png):
    """How far the most coloured pixel is from grey, 0–255."""
    red, green, blue = Image.open(io.BytesIO(png)).convert("RGB").split()
    pairs = ((red, green), (green, blue), (red, blue))
    return max(ImageChops.difference(one, other).getextrema()[1] for one, other in pairs)


@pytest.fixture(scope="module")
def mourning(make_workshop):
    """The folder of a small site with two memorial days."""
    workshop = make_workshop()
    (workshop.root / "brand" / "memorial.yml").write_text(
        "days:\n- {yearly: 12-13, reason: 甲}\n- {date: 2026-05-12, reason: 乙}\n", "utf-8"
    )
    workshop.story(
        "one", more="cover: lamp.jpg\n", body="![灯](lamp.jpg)", photos={"lamp.jpg": photo_bytes()}
    )
    assert workshop.run("build").code == 0
    return workshop.site


@pytest.fixture(scope="module")
def abroad(browser, mourning):
    with served(mourning) as home, tabs(browser, home) as tab:
        yield home, tab


@pytest.mark.parametrize(
    ("utc", "grey"),
    [
        ("2026-12-12T15:59:50", False),  # 23:59:50 in Beijing
        ("2026-12-12T16:00:10", True),
        ("2026-12-13T15:59:50", True),
        ("2026-12-13T16:00:10", False),
        ("2031-12-13T04:00:00", True),
        ("2026-05-12T04:00:00", True),
        ("2027-05-12T04:00:00", False),
    ],
)
@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/Los_Angeles"])
def test_the_day_is_judged_in_beijing_wherever_the_reader_is(utc, grey, zone, abroad):
    home, tab = abroad
    found = tab(timezone_id=zone)
    found.page.clock.set_fixed_time(dt.datetime.fromisoformat(f"{utc}+00:00"))
    assert found.open(home).evaluate(MARK) is grey


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_memorial_day_no_pixel_has_colour_and_the_bar_stays_on_top(scheme, browser, mourning):
    with served(mourning) as home, visit(browser, home, "phone", color_scheme=scheme) as found:
        found.page.clock.set_fixed_time(dt.datetime(2026, 12, 13, 4, tzinfo=dt.UTC))
        page = found.open(home + "stories/2026/one/index.html")
        page.evaluate(BROKEN_PICTURES)
        assert colourfulness(page.screenshot(full_page=True)) <= 2
        page.evaluate("scrollTo(0, 300)")
        assert page.get_by_role("banner").bounding_box()["y"] == 0
        page.get_by_role("banner").get_by_role("link", name="搜索").click()
        page.get_by_role("dialog").wait_for()
        assert colourfulness(page.screenshot()) <= 2
        page.emulate_media(media="print")
        assert page.evaluate("getComputedStyle(document.documentElement).filter") == "none"


def test_the_replaced_file_works_without_script_and_goes_back(browser, mourning):
    normal = (mourning / NORMAL).read_bytes()
    with served(mourning) as home, visit(browser, home, java_script_enabled=False) as found:
        page = found.open(home)
        assert colourfulness(page.screenshot()) > 60
        (mourning / NORMAL).write_bytes((mourning / GREY).read_bytes())
        try:
            page.reload()
            assert colourfulness(page.screenshot()) <= 2
        finally:
            (mourning / NORMAL).write_bytes(normal)
        page.reload()
        assert colourfulness(page.screenshot()) > 60


def test_the_chosen_text_size_is_remembered_on_the_next_page(browser, address):
    with visit(browser, address) as found:
        page = found.open(address)
        sizes = []
        for name in ("标准", "大", "特大"):
            page.get_by_role("contentinfo").get_by_role("button", name=name, exact=True).click()
            sizes.append(page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)"))
        assert sizes[0] * 1.3 < sizes[2]
        assert sizes == sorted(set(sizes))
        page = found.open(address + KINDS["story"])
        assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") == sizes[2]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_more_contrast_makes_quiet_text_and_hairlines_as_strong_as_ink(scheme, browser, address):
    with visit(browser, address, color_scheme=scheme, contrast="more") as found:
        page = found.open(address + KINDS["story"])
        ink, quiet, line = page.evaluate(
            """() => [getComputedStyle(document.body).color,
              getComputedStyle(document.querySelector('main figcaption')).color,
              getComputedStyle(document.querySelector('.mast')).borderBottomColor]"""
        )
        assert ink == quiet == line


def test_forced_colours_keep_marks_visible_and_swatches_true(browser, address):
    with visit(browser, address, forced_colors="active") as found:
        page = found.open(address + KINDS["colour"])
        current, plain = page.evaluate(
            """() => { const links = [...document.querySelectorAll('.mast__nav a')];
              const edge = a => getComputedStyle(a).borderBottomColor;
              return [edge(links.find(a => a.ariaCurrent)), edge(links.find(a => !a.ariaCurrent))]; }"""
        )
        assert current != plain
        pressed = "getComputedStyle(document.querySelector('.foot [aria-pressed=true]')).textDecorationLine"
        assert page.evaluate(pressed) == "underline"
        chip = "getComputedStyle(document.querySelector('main svg rect')).fill"
        forced = page.evaluate(chip)
        page.emulate_media(forced_colors="none")
        assert page.evaluate(chip) == forced


MOVES = """() => [...document.querySelectorAll('*')].filter(e => {
  const style = getComputedStyle(e);
  return parseFloat(style.transitionDuration) > 0 || style.animationName !== 'none';
}).length"""


def test_reduced_motion_stops_every_transition(browser, address):
    with visit(browser, address, reduced_motion="no-preference") as found:
        page = found.open(address)
        assert page.evaluate(MOVES) > 0
        page.emulate_media(reduced_motion="reduce")
        assert page.evaluate(MOVES) == 0


# The printed width of A4 inside margins of 18 mm, in CSS px.
PAPER = {"width": 658, "height": 986}
SHOWN = "e => e.checkVisibility()"


@pytest.mark.parametrize("kind", ["story", "culture", "colour"])
def test_on_paper_there_is_no_menu_and_no_cut_photo(kind, browser, address):
    with visit(browser, address, viewport=PAPER, color_scheme="dark") as found:
        page = found.open(address + KINDS[kind])
        page.evaluate(BROKEN_PICTURES)
        page.emulate_media(media="print")
        for hidden in (
            ".mast__nav",
            ".mast__search",
            ".menu",
            ".settings",
            ".skip",
            ".breadcrumbs",
            ".foot nav",
        ):
            for node in page.locator(hidden).all():
                assert not node.evaluate(SHOWN), hidden
        assert page.locator(".mast__home img.by-day").evaluate(SHOWN)
        assert page.locator(".mast__name").evaluate(SHOWN)
        assert page.locator(".foot__full").evaluate(SHOWN)
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(30, 36, 33)"  # ink by day
        assert page.evaluate(BEYOND) == []
        tall = page.evaluate(
            "[...document.querySelectorAll('main img')].map(i => i.getBoundingClientRect().height)"
        )
        assert max(tall, default=0) < PAPER["height"] / 2
        assert page.pdf(format="A4").startswith(b"%PDF")


@pytest.mark.parametrize("width", [960, 1024, 1280, 1920])
def test_the_opening_photo_and_the_type_beside_it_stand_on_one_line(width, browser, address):
    with visit(browser, address, viewport={"width": width, "height": 900}) as found:
        page = found.open(address + KINDS["story"])
        page.evaluate(BROKEN_PICTURES)
        edge = "getBoundingClientRect().bottom"
        photo, text = page.evaluate(
            f"[document.querySelector('.opening__photo img').{edge}, document.querySelector('.opening__text').{edge}]"
        )
        assert abs(photo - text) < 2
