"""Work clothes as the manual draws them."""

import re

import pytest

from conftest import ROOT
from showcase.house import read_house
from showcase.manual.plates.brand import read_brand
from showcase.manual.plates.uniform import CUTS, emblem_place, emblem_variant, uniform_plates
from showcase.manual.uniforms import EmblemOnCloth, Uniform
from showcase.project.folder import Project

BRAND = read_brand(read_house(Project(ROOT)))
KITCHEN = Uniform(
    "kitchen", "食堂灶间", "all", {"main": "surface", "second": "brand"}, ("jacket", "apron"),
    EmblemOnCloth("jacket", 60, 110, 80, "collar"),
)  # fmt: skip


def test_the_emblem_is_drawn_at_its_millimetres():
    (plate,) = uniform_plates(BRAND, [KITCHEN])
    assert emblem_place(KITCHEN) == (80, 84 + 80)  # the collar seam lies 84 mm below the highest point
    x, y, across, down = map(
        float, re.search(r"translate\(([\d.]+) ([\d.]+)\) scale\(([\d.]+) ([\d.]+)\)", plate.svg).groups()
    )
    assert across * 512 == pytest.approx(60, abs=0.01)  # one unit of the sheet is one mm
    assert across == down
    jacket = CUTS["jacket"]
    outline = re.search(rf'd="{jacket.outline}" transform="translate\(([\d.]+) ([\d.]+)\)"', plate.svg)
    middle, top = map(float, outline.groups())
    assert x - middle == pytest.approx(110 - 60 / 2)
    assert y - top == pytest.approx(84 + 80)
    assert "部徽宽 60 毫米" in plate.use
    assert "领口缝下 80 毫米，距前中线 110 毫米" in plate.use


def test_on_dark_cloth_the_emblem_is_reversed():
    assert emblem_variant(BRAND, "brand") == "reversed"
    assert emblem_variant(BRAND, "ink") == "reversed"
    assert emblem_variant(BRAND, "surface") == "full"
    assert emblem_variant(BRAND, "band") == "mono"  # gold on linen is too weak
