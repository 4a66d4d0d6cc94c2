"""The tokens as other programs read them: Design Tokens, plain hex, Adobe Swatch Exchange, GIMP palette."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from showcase.brand.cssvalues import ShadowValue
from showcase.brand.tokens import GROUPS, Colour, Tokens

Scheme = Literal["light", "dark"]
SCHEMES: Mapping[Scheme, str] = {"light": "浅色界面", "dark": "深色界面"}

ASE_GROUP, ASE_END, ASE_COLOUR = 0xC001, 0xC002, 0x0001
ASE_GLOBAL = 0  # kind of swatch: follows when the swatch is edited


def title(tokens: Tokens) -> str:
    date = f"，{tokens.date.isoformat()}" if tokens.date else ""
    return f"{tokens.names.site}视觉规范 {tokens.version}{date}"


def design_tokens(tokens: Tokens, scheme: Scheme) -> bytes:
    """The Design Tokens 2025.10 file: everything by day; by night only the colours that take their place.

    Source: https://www.designtokens.org/tr/2025.10/format/ and /color/.
    """
    value: dict[str, Any] = {
        "$description": f"{title(tokens)}，{SCHEMES[scheme]}",
        "color": _colours(tokens, scheme),
    }
    if scheme == "light":
        value |= _type(tokens) | _sizes(tokens) | _emblem(tokens)
    return _json(value)


def legacy_tokens(tokens: Tokens) -> bytes:
    """Colours as hex strings, for tools that do not know the colour objects of 2025.10 (style-dictionary 5)."""
    return _json(
        {
            scheme: {
                name: {"value": getattr(colour, scheme), "type": "color", "comment": _described(colour)}
                for name, colour in tokens.colour.items()
            }
            for scheme in SCHEMES
        }
    )


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _described(colour: Colour) -> str:
    return f"{colour.label}：{colour.use}" if colour.use else colour.label


def channels(colour: str) -> tuple[float, float, float]:
    """'#rrggbb' as three numbers 0–1."""
    red, green, blue = (round(int(colour[i : i + 2], 16) / 255, 5) for i in (1, 3, 5))
    return red, green, blue


def _srgb(colour: str) -> dict[str, Any]:
    return {"colorSpace": "srgb", "components": list(channels(colour)), "hex": colour}


def _colours(tokens: Tokens, scheme: Scheme) -> dict[str, Any]:
    return {"$type": "color"} | {
        name: {"$value": _srgb(getattr(colour, scheme)), "$description": _described(colour)}
        for name, colour in tokens.colour.items()
    }


def _px(value: float) -> dict[str, Any]:
    return {"value": value, "unit": "px"}


def _type(tokens: Tokens) -> dict[str, Any]:
    kind = tokens.type
    faces = {
        "heading": [kind.heading.family, *kind.heading.fallback],
        "body": [*kind.latin, *kind.body.fallback],
    }

    def style(name: str) -> dict[str, Any]:
        return {
            "fontFamily": f"{{font.family.{name}}}",
            "fontSize": "{font.size.phone}",
            "fontWeight": f"{{font.weight.{name}}}",
            "letterSpacing": _px(0),
            "lineHeight": f"{{font.leading.{name}}}",
        }

    return {
        "font": {
            "family": {"$type": "fontFamily"} | {name: {"$value": face} for name, face in faces.items()},
            "weight": {
                "$type": "fontWeight",
                "heading": {"$value": kind.heading.weight},
                "body": {"$value": kind.body.weight},
            },
            "leading": {
                "$type": "number",
                "heading": {"$value": kind.heading.line_height},
                "body": {"$value": kind.body.line_height},
            },
            "size": {
                "$type": "dimension",
                "$description": "正文字号；两个宽度之间平滑过渡",
                "phone": {"$value": _px(kind.size.phone)},
                "desktop": {"$value": _px(kind.size.desktop)},
            },
            "scale": {
                "$type": "number",
                "$description": "相邻两级字号的比",
                "phone": {"$value": kind.scale.phone},
                "desktop": {"$value": kind.scale.desktop},
            },
        },
        "text": {"$type": "typography"} | {name: {"$value": style(name)} for name in faces},
    }


def _sizes(tokens: Tokens) -> dict[str, Any]:
    return {
        "space": {"$type": "dimension"} | {str(px): {"$value": _px(px)} for px in tokens.spacing},
        "width": {"$type": "dimension"} | {name: {"$value": _px(px)} for name, px in tokens.width},
        "radius": {"$type": "dimension"} | {name: {"$value": _px(px)} for name, px in tokens.radius},
        "motion": {"$type": "duration"}
        | {name: {"$value": {"value": ms, "unit": "ms"}} for name, ms in tokens.motion},
        "shadow": {"$type": "shadow"} | {name: {"$value": _shadow(one)} for name, one in tokens.shadow},
    }


def _shadow(shadow: ShadowValue) -> dict[str, Any]:
    lengths = {
        name: _px(value)
        for name, value in (
            ("offsetX", shadow.x),
            ("offsetY", shadow.y),
            ("blur", shadow.blur),
            ("spread", shadow.spread),
        )
    }
    return {"color": _srgb(shadow.colour) | {"alpha": shadow.alpha}, **lengths}


def _emblem(tokens: Tokens) -> dict[str, Any]:
    rules = tokens.emblem
    used = dict.fromkeys(rules.colours.values())
    return {
        "emblem": {
            "$description": rules.meaning,
            "color": {"$type": "color"} | {name: {"$value": f"{{color.{name}}}"} for name in used},
            "clear-space": {
                "$type": "number",
                "$value": rules.clear_space,
                "$description": "四周留白，以部徽宽度为 1",
            },
            "minimum": {
                "$type": "dimension",
                "$value": _px(rules.minimum.px),
                "$description": f"最小宽度；印刷为 {rules.minimum.mm} 毫米",
            },
        }
    }


def ase(tokens: Tokens) -> bytes:
    """Adobe Swatch Exchange: a group of swatches for each kind of colour and scheme; big-endian throughout.

    RGB values are sRGB 0–1. Print values stand in a group of their own, as far as a person typed them in.
    """
    blocks: list[bytes] = []
    for scheme, words in SCHEMES.items():
        for group, label in GROUPS.items():
            swatches = [
                _ase_colour(colour.label, b"RGB ", channels(getattr(colour, scheme)))
                for colour in tokens.colour.values()
                if colour.group == group
            ]
            blocks += _ase_group(f"{label}（{words}）", swatches)
    inks = [
        _ase_colour(colour.label, b"CMYK", tuple(percent / 100 for percent in colour.cmyk))
        for colour in tokens.colour.values()
        if colour.cmyk
    ]
    blocks += _ase_group("印刷色", inks)
    return b"ASEF" + struct.pack(">HHI", 1, 0, len(blocks)) + b"".join(blocks)


def _ase_group(name: str, swatches: list[bytes]) -> Iterator[bytes]:
    if swatches:
        yield _ase_block(ASE_GROUP, _ase_name(name))
        yield from swatches
        yield _ase_block(ASE_END, b"")


def _ase_colour(name: str, model: bytes, values: tuple[float, ...]) -> bytes:
    numbers = struct.pack(f">{len(values)}f", *values)
    return _ase_block(ASE_COLOUR, _ase_name(name) + model + numbers + struct.pack(">H", ASE_GLOBAL))


def _ase_name(name: str) -> bytes:
    """Its length in UTF-16 units with the final NUL, then the units."""
    units = (name + "\0").encode("utf-16-be")
    return struct.pack(">H", len(units) // 2) + units


def _ase_block(kind: int, body: bytes) -> bytes:
    return struct.pack(">HI", kind, len(body)) + body


def gpl(tokens: Tokens) -> bytes:
    """GIMP palette, also read by Inkscape, Krita and LibreOffice: the colours by day, then by night."""
    lines = ["GIMP Palette", f"Name: {title(tokens)}", "Columns: 4", "#"]
    for scheme, words in SCHEMES.items():
        for colour in tokens.colour.values():
            value: str = getattr(colour, scheme)
            red, green, blue = (int(value[i : i + 2], 16) for i in (1, 3, 5))
            lines.append(f"{red:3} {green:3} {blue:3}\t{colour.label}（{words}）")
    return ("\n".join(lines) + "\n").encode()
