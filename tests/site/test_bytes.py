"""No page weighs more than tests/bench/budget.yml allows: bytes of the built site, which a loaded machine does not change."""

import sys

import pytest
import yaml

from conftest import ROOT

sys.path.insert(0, str(ROOT / "tests" / "bench"))

from weights import PIXELS, _px, weight, wire

ALLOWED = yaml.safe_load((ROOT / "tests" / "bench" / "budget.yml").read_text("utf-8"))["bytes"]


def test_every_page_keeps_to_the_budget(built):
    found = {page.relative_to(built).as_posix(): weight(built, page) for page in built.rglob("*.html")}
    assert len(found) > 100
    assert {name: one for name, one in found.items() if one.frame > ALLOWED["page"]} == {}
    assert {name: one for name, one in found.items() if one.drawings > ALLOWED["drawings"]} == {}


def test_no_stylesheet_takes_a_second_round_trip_before_the_first_paint(built):
    sheets = [built / "assets/site.css", *(built / "assets/styles").iterdir()]
    assert len(sheets) > 10
    assert {sheet.name: wire(sheet) for sheet in sheets if wire(sheet) > ALLOWED["styles"]} == {}


def test_the_home_page_with_its_photos_keeps_to_the_budget(built):
    found = weight(built, built / "index.html")
    assert found.photos > 50_000  # they were found
    assert found.frame > 20_000
    assert found.whole <= ALLOWED["home"]


@pytest.mark.parametrize(
    ("size", "px"), [("100vw", 412), ("7.5rem", 120), ("calc(100vw - 2.5rem)", 372), ("38vw", 156.56)]
)
def test_the_width_a_photo_takes_is_read(size, px):
    assert _px(size) == pytest.approx(px)
    assert PIXELS == 1.75
