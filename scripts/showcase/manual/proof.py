"""A sheet that shows what would be made of an emblem before it is the house's own."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass

from markupsafe import escape
from PIL import Image

from showcase.brand.drawing import INK
from showcase.brand.drawing.reader import Reading
from showcase.brand.emblem import coloured
from showcase.brand.raster import rasters
from showcase.brand.tokens import Tokens
from showcase.brand.verdict import drawn_in_one, nearest_tokens

WIDE = 200  # px
SMALL = (16, 24, 32, 48)  # px
LIGHT, DARK = "#ffffff", "#1e2421"


@dataclass(frozen=True)
class Proof:
    html: str
    lines: tuple[str, ...]  # the same in words, for a terminal


def proof(reading: Reading, tokens: Tokens | None, name: str) -> Proof:
    """The sheet of a drawing without faults; without `tokens` no colour stands for another.

    Raises:
        Unusable: it cannot be drawn.
    """
    colour = coloured(reading.svg, tokens, "light") if tokens else reading.svg
    dark = coloured(reading.svg, tokens, "dark") if tokens else reading.svg
    figure = drawn_in_one(reading.svg)
    wanted = [("彩色，浅底", colour, WIDE, LIGHT), ("彩色，深底", dark, WIDE, DARK)]
    if figure.holds:
        wanted += [
            ("单色，浅底", figure.svg, WIDE, LIGHT),
            ("反白，深底", figure.svg.replace(INK, "#ffffff"), WIDE, DARK),
        ]
    wanted += [(f"{size} 像素", colour, size, LIGHT) for size in SMALL]
    pictures = rasters([(svg, width) for _, svg, width, _ in wanted])
    free = WIDE * (float(tokens.emblem.clear_space) if tokens else 0.25)
    tiles = [
        _tile(label, picture, ground, 12)
        for (label, _, _, ground), picture in zip(wanted, pictures, strict=True)
    ]
    tiles.append(_tile(f"四周留白，部徽宽度的 {free / WIDE:g} 倍", pictures[0], LIGHT, round(free)))
    lines = (*_colours(reading, tokens), *_lost(figure.holds, figure.lost))
    notes = "".join(
        f"<li>{escape(line)}</li>" for line in (*lines, *(f"去掉：{what}" for what in reading.dropped))
    )
    style = "body{font-family:sans-serif;margin:2rem;color:#1e2421}figure{display:inline-block;margin:0 1rem 1rem 0;vertical-align:bottom}figcaption{font-size:.85rem}img{border:1px solid #ccc}"
    html = (
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>部徽样张：{escape(name)}</title>'
        f"<style>{style}</style><h1>部徽样张：{escape(name)}</h1>{''.join(tiles)}<ul>{notes}</ul></html>\n"
    )
    return Proof(html, lines)


def _tile(label: str, picture: Image.Image, ground: str, margin: int) -> str:
    sheet = Image.new("RGB", (picture.width + 2 * margin, picture.height + 2 * margin), ground)
    sheet.paste(picture, (margin, margin), picture)
    buffer = io.BytesIO()
    sheet.save(buffer, "PNG")
    data = base64.b64encode(buffer.getvalue()).decode()
    return f'<figure><img alt="{escape(label)}" src="data:image/png;base64,{data}"><figcaption>{escape(label)}</figcaption></figure>'


def _colours(reading: Reading, tokens: Tokens | None) -> list[str]:
    if tokens is None:
        return [f"颜色 {'、'.join(reading.inks)}；不在项目里，没有对照"]
    lines = []
    for ink in reading.inks:
        known = tokens.emblem.colours.get(ink)
        near = "、".join(nearest_tokens(ink, tokens))
        lines.append(
            f"颜色 {ink} → {known}"
            if known
            else f"颜色 {ink} 在 emblem.colours 里没有，{f'和它像的标准色是 {near}' if near else '没有和它像的标准色'}"
        )
    return lines


def _lost(holds: bool, share: float) -> list[str]:
    if holds:
        return []
    return [
        f"单色版和反白版会丢掉 {max(share, 0.01):.0%} 的边线，不会做；请设计的人另画 brand/emblem-mono.svg 和 brand/emblem-reversed.svg"
    ]
