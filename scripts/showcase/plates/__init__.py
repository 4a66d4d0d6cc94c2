"""The plates of the VI manual: drawn from tokens, names and the emblem, outlines only."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from showcase.brand import Tokens
from showcase.lettering import Typeface
from showcase.organisation import Organisation
from showcase.photos.cache import Cache
from showcase.plates.applications import applications
from showcase.plates.auxiliary import auxiliary
from showcase.plates.basics import basics
from showcase.plates.misuse import misuse
from showcase.plates.sheet import Plate, read_brand
from showcase.plates.uniform import uniform_plates
from showcase.uniforms import Uniform

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

DRAW = 3  # raise when the same inputs give other plates


def plates(
    tokens: Tokens, organisation: Organisation, svg: str, font_path: Path, uniforms: Iterable[Uniform] = ()
) -> tuple[Plate, ...]:
    """Every plate of the manual, in its order.

    Raises:
        LacksCharacter: the heading font lacks a character of a name or of the motto.
    """
    brand = read_brand(tokens, organisation, svg, Typeface(font_path))
    return (
        *basics(brand),
        *misuse(brand),
        *auxiliary(brand),
        *applications(brand),
        *uniform_plates(brand, tuple(uniforms)),
    )


def kept_plates(
    tokens: Tokens,
    organisation: Organisation,
    svg: str,
    font_path: Path,
    uniforms: tuple[Uniform, ...],
    cache: Cache,
) -> tuple[Plate, ...]:
    """As `plates`, from the cache when nothing they show has changed (then no font is opened)."""
    facts = [
        DRAW,
        svg,
        tokens.model_dump(mode="json"),
        organisation.model_dump(mode="json"),
        [uniform.model_dump(mode="json") for uniform in uniforms],
        hashlib.sha256(font_path.read_bytes()).hexdigest(),
    ]
    name = hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:32] + "-plates"
    try:
        return tuple(Plate(**{**known, "size": tuple(known["size"])}) for known in cache.get_json(name))
    except (TypeError, KeyError):  # no entry, or one of another shape
        made = plates(tokens, organisation, svg, font_path, uniforms)
        cache.put_json(name, [asdict(plate) for plate in made])
        return made
