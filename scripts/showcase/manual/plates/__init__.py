"""The plates of the VI manual: drawn from tokens, names and the emblem, outlines only."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict

from showcase.house import House
from showcase.manual.plates.applications import applications
from showcase.manual.plates.auxiliary import auxiliary
from showcase.manual.plates.basics import basics
from showcase.manual.plates.brand import read_brand
from showcase.manual.plates.misuse import misuse
from showcase.manual.plates.sheet import Plate
from showcase.manual.plates.uniform import uniform_plates
from showcase.manual.uniforms import Uniform
from showcase.project.cache import Cache

__all__ = ["GROUPS", "Plate", "kept_plates", "plates"]

GROUPS = {
    "emblem": "部徽",
    "misuse": "这样用不对",
    "lettering": "标准字",
    "combination": "组合",
    "colour": "颜色",
    "auxiliary": "辅助图形",
    "motto": "部训",
    "office": "办公",
    "meeting": "会议",
    "sign": "标识",
    "vehicle": "车辆",
    "media": "新媒体",
    "creative": "文创",
    "honour": "荣誉",
    "edition": "节庆与纪念",
    "uniform": "工服",
}

DRAW = 5  # raise when the same inputs give other plates


def plates(house: House, uniforms: Iterable[Uniform] = ()) -> tuple[Plate, ...]:
    """Every plate of the manual, in its order.

    Raises:
        LacksCharacter: the heading font lacks a character of a name or of the motto.
    """
    brand = read_brand(house)
    return (
        *basics(brand),
        *misuse(brand),
        *auxiliary(brand),
        *applications(brand),
        *uniform_plates(brand, tuple(uniforms)),
    )


def kept_plates(house: House, uniforms: tuple[Uniform, ...], cache: Cache) -> tuple[Plate, ...]:
    """As `plates`, from the cache when nothing they show has changed (then no font is opened)."""
    facts = [
        DRAW,
        house.emblem.facts,
        house.tokens.model_dump(mode="json"),
        house.organisation.model_dump(mode="json"),
        [asdict(uniform) for uniform in uniforms],
        hashlib.sha256(house.font.read()).hexdigest(),
    ]
    name = hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:32] + "-plates"
    try:
        return tuple(Plate(**{**known, "size": tuple(known["size"])}) for known in cache.get_json(name))
    except (TypeError, KeyError):  # no entry, or one of another shape
        made = plates(house, uniforms)
        cache.put_json(name, [asdict(plate) for plate in made])
        return made
