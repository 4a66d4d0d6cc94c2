"""What the kit holds, file by file: emblem, lockups, motto, palettes, tokens, licences, and what others have drawn."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from PIL import Image

from showcase.brand.css import css
from showcase.brand.cssvalues import css_comment
from showcase.brand.emblem import coloured
from showcase.brand.lettering import Typeface
from showcase.brand.raster import rasters
from showcase.brand.svg import viewbox
from showcase.brand.tokens import Tokens
from showcase.house import House
from showcase.manual import palettes
from showcase.manual.lockup import draw, letters, lockups, motto_lettering
from showcase.manual.plates import GROUPS, Plate
from showcase.manual.vector_pdf import vector_pdf

PNG_WIDTHS = (256, 512, 1024, 2048)  # px
LOCKUP_WIDTH = 1200  # px
PRINT_WIDTH = 100  # mm

EMBLEM, LOCKUP, MOTTO, COLOUR, TOKENS, PLATES, LICENCE = (
    "01-emblem 部徽", "02-lockup 组合", "03-motto 部训", "04-colour 颜色",
    "05-tokens 规范值", "06-plates 图版", "07-licence 许可",
)  # fmt: skip


@dataclass(frozen=True)
class KitFile:
    path: str  # in the archive
    data: bytes
    use: str  # one line


@dataclass(frozen=True)
class Source:
    """All that the kit is made of."""

    house: House
    licence: bytes  # of the font, whole
    icons: tuple[KitFile, ...] = ()  # favicons and the like, finished
    plates: tuple[KitFile, ...] = ()  # finished


def parts(source: Source) -> list[KitFile]:
    """Every file but those that tell of the others, in the order of their paths.

    Raises:
        ProjectError: the font is missing or lacks a character of a name or the motto.
    """
    face = Typeface(source.house.font)
    files = [
        *_emblem(source),
        *source.icons,
        *_lockups(source, face),
        *_motto(source, face),
        *colour_files(source.house.tokens),
        *source.plates,
        *_licences(source),
    ]
    return sorted(files, key=lambda file: file.path)


def variants(source: Source) -> Mapping[str, tuple[str, str, tuple[str, str]]]:
    """Version → what it is called, the emblem in it, the inks of name and lesser lines."""
    tokens = source.house.tokens
    ink, quiet = tokens.colour["ink"].light, tokens.colour["ink-2"].light
    emblem = source.house.emblem
    made = {"colour": ("彩色", coloured(emblem.svg, tokens, "light"), (ink, quiet))}
    for version, label, colour in (("mono", "单色", ink), ("reversed", "反白", "#ffffff")):
        if emblem.shows(version):
            made[version] = (label, emblem.single(version, colour), (colour, colour))
    return made


def _emblem(source: Source) -> Iterator[KitFile]:
    rules, colours = source.house.tokens.emblem, source.house.tokens.colour
    box = viewbox(source.house.emblem.svg)
    drawn = iter(rasters([(svg, width) for _, svg, _ in variants(source).values() for width in PNG_WIDTHS]))
    for variant, (label, svg, _) in variants(source).items():
        allowed = "、".join(colours[name].label for name in getattr(rules.grounds, variant))
        use = f"部徽{label}，放在{allowed}上" if allowed else f"部徽{label}"
        yield KitFile(f"{EMBLEM}/{variant}/emblem-{variant}.svg", svg.encode(), f"{use}；矢量图，首选")
        pdf = vector_pdf(svg, f"部徽（{label}）", PRINT_WIDTH, box[3] / box[2])
        yield KitFile(f"{EMBLEM}/{variant}/emblem-{variant}.pdf", pdf, f"{use}；交给印刷厂，油墨色值另按色样")
        for width in PNG_WIDTHS:
            data = _png(next(drawn))
            yield KitFile(
                f"{EMBLEM}/{variant}/emblem-{variant}-{width}.png", data, f"{use}；透明底，{width} 像素宽"
            )
    if not source.house.emblem.shows("reversed"):
        return
    name = (rules.grounds.reversed or ("brand",))[0]
    yield KitFile(
        f"{EMBLEM}/reversed/emblem-reversed-preview.png",
        _png(
            _on(
                rasters([(source.house.emblem.single("reversed", "#ffffff"), 512)])[0],
                colours[name].light,
                rules.clear_space,
            )
        ),
        f"反白部徽放在{colours[name].label}上的样子；只用来看，不用来排版",
    )


def _on(mark: Image.Image, ground: str, clear_space: float) -> Image.Image:
    """The emblem on a ground, with its clear space around it."""
    margin = round(mark.width * clear_space)
    sheet = Image.new("RGB", (mark.width + 2 * margin, mark.height + 2 * margin), ground)
    sheet.paste(mark, (margin, margin), mark)
    return sheet


def _png(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG", compress_level=6)  # a fifth larger than `optimize`, five times as fast
    return buffer.getvalue()


def _lockups(source: Source, face: Typeface) -> Iterator[KitFile]:
    wanted: list[tuple[str, int]] = []
    named: list[tuple[str, str]] = []
    for lockup in lockups(source.house.organisation):
        lines = letters(lockup, source.house.tokens, face)
        for variant, (label, svg, inks) in variants(source).items():
            drawn = draw(lockup, lines, svg, source.house.tokens, inks)
            stem, use = (
                f"{LOCKUP}/{variant}/{lockup.name}",
                f"组合：{lockup.title}，{label}；四周留白已在图里",
            )
            yield KitFile(f"{stem}.svg", drawn.encode(), f"{use}；矢量图")
            if variant == "colour":
                box = viewbox(drawn)
                yield KitFile(
                    f"{stem}.pdf",
                    vector_pdf(drawn, lockup.title, PRINT_WIDTH, box[3] / box[2]),
                    f"{use}；交给印刷厂",
                )
                wanted.append((drawn, LOCKUP_WIDTH if lockup.way == "horizontal" else LOCKUP_WIDTH // 2))
                named.append((f"{stem}.png", use))
    for (path, use), image in zip(named, rasters(wanted), strict=True):
        yield KitFile(path, _png(image), f"{use}；透明底，{image.width} 像素宽")


def _motto(source: Source, face: Typeface) -> Iterator[KitFile]:
    motto, colours = source.house.tokens.motto, source.house.tokens.colour
    status = "建议稿，不刻石、不制匾" if motto.status == "proposed" else "已定稿"
    for way, vertical, label in (("horizontal", False, "横排"), ("vertical", True, "竖排，从右往左读")):
        for ink, colour in (("brand", colours["brand"]), ("ink", colours["ink"])):
            drawn = motto_lettering(motto.words, face, colour.light, vertical=vertical)
            use = f"部训标准字，{label}，{colour.label}（{status}）"
            yield KitFile(f"{MOTTO}/motto-{way}-{ink}.svg", drawn.encode(), use)


def colour_files(tokens: Tokens) -> Iterator[KitFile]:
    yield KitFile(f"{COLOUR}/brand.ase", palettes.ase(tokens), "色板：Photoshop、Illustrator、InDesign 打开")
    yield KitFile(f"{COLOUR}/brand.gpl", palettes.gpl(tokens), "色板：GIMP、Inkscape、Krita 打开")
    sheet = f"{css_comment(palettes.title(tokens))}\n{css(tokens)}"
    yield KitFile(f"{TOKENS}/brand.css", sheet.encode(), "网页用的 CSS 自定义属性，浅色、深色、打印都在里面")
    day, night = (palettes.design_tokens(tokens, scheme) for scheme in palettes.SCHEMES)
    yield KitFile(f"{TOKENS}/brand.tokens.json", day, "规范值，Design Tokens 2025.10 格式，浅色界面")
    yield KitFile(
        f"{TOKENS}/brand-dark.tokens.json", night, "规范值，Design Tokens 2025.10 格式，深色界面的颜色"
    )
    yield KitFile(
        f"{TOKENS}/brand-hex.json",
        palettes.legacy_tokens(tokens),
        "颜色的十六进制写法，给还不认识新格式的工具",
    )


def _licences(source: Source) -> Iterator[KitFile]:
    font = source.house.registered("kit")
    yield KitFile(f"{LICENCE}/{font.licence_file}", source.licence, f"标题字体的许可：{font.licence}")
    yield KitFile(
        f"{LICENCE}/statement 使用说明.txt", _statement(source).encode(), "部徽、部训、名称可以怎么用"
    )


def _statement(source: Source) -> str:
    names, tokens, font = source.house.organisation.names, source.house.tokens, source.house.registered("kit")
    emblem = "示例图形，尚未定稿，不用于证书、印章、车身" if tokens.emblem.status == "sample" else "已定稿"
    motto = "建议稿，尚未通过" if tokens.motto.status == "proposed" else "已定稿"
    return f"""{names.full}视觉识别文件 使用说明
版本 {dated_version(tokens)}

部徽：{emblem}。
部训：{motto}。{f"来源：{tokens.motto.source}" if tokens.motto.source else ""}
名称和部徽供{names.full}及所属各中心在工作中使用；其他单位使用，先征得宣传办公室同意。
{_versions(source)}不改形、不换色、不拆开用；四周留白、最小尺寸见总览。
学校的校徽和校名标准字由学校管理，不在这个包里；组合里的“{names.university}”是普通文字。
标题字体按 {font.licence} 使用，全文见 {font.licence_file}；图里的文字已经转成轮廓，不需要安装字体。
印刷色值（CMYK、专色）由人照签过字的色样填写，没有填的以“待定”为准，不从屏幕颜色换算。
"""


def _versions(source: Source) -> str:
    wanting = [
        label
        for version, label in (("mono", "单色"), ("reversed", "反白"))
        if not source.house.emblem.shows(version)
    ]
    if not wanting:
        return ""
    return f"包里没有{'和'.join(wanting)}的部徽：现在的部徽画成一种颜色会丢掉图形，改好以前只用彩色的。\n"


def dated_version(tokens: Tokens) -> str:
    """The version and the day on which it was settled, for people."""
    return f"{tokens.version}（{tokens.date.isoformat()}）" if tokens.date else tokens.version


ICONS: Mapping[str, str] = {
    "favicon.ico": "浏览器标签上的图标，16、32、48 像素",
    "assets/icon-32.png": "浏览器标签上的图标，32 像素",
    "assets/icon-192.png": "手机桌面图标，192 像素，图形在安全区内",
    "assets/icon-512.png": "手机桌面图标，512 像素，图形在安全区内",
    "assets/apple-touch-icon.png": "苹果手机桌面图标，180 像素",
    "assets/site.webmanifest": "网站清单，说明桌面图标和颜色",
}


def icon_files(marks: Iterable[tuple[str, bytes]]) -> Iterator[KitFile]:
    """The icons among the site's files, as the kit holds them."""
    for path, data in marks:
        if path in ICONS:
            yield KitFile(f"{EMBLEM}/icons/{path.rpartition('/')[2]}", data, ICONS[path])


def plate_files(drawn: Iterable[Plate]) -> Iterator[KitFile]:
    """The manual's plates as the kit holds them, a folder for each group."""
    for plate in drawn:
        folder = f"{PLATES}/{plate.group} {GROUPS[plate.group]}"
        yield KitFile(f"{folder}/{plate.name}.svg", plate.svg.encode(), f"图版：{plate.title}。{plate.use}")
