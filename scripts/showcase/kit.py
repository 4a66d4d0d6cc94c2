"""The VI kit: one archive with emblem, lockups, motto, palettes, tokens, plates and licences."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from PIL import Image

from showcase import palettes
from showcase.brand import Tokens
from showcase.css import css
from showcase.emblem import coloured, mono, raster
from showcase.errors import ProjectError
from showcase.fragments import fragment
from showcase.lettering import Face
from showcase.lockup import draw, letters, lockups, motto_lettering, viewbox
from showcase.organisation import Organisation
from showcase.photos.cache import Cache
from showcase.plates import GROUPS, Plate
from showcase.vector_pdf import vector_pdf

STYLE = "overview 总览.css"
KIT = 3  # raise when the same inputs give another archive
PNG_WIDTHS = (256, 512, 1024, 2048)  # px
LOCKUP_WIDTH = 1200  # px
PRINT_WIDTH = 100  # mm
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment a zip knows, when the tokens name no day

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

    tokens: Tokens
    organisation: Organisation
    svg: str  # brand/emblem.svg
    font: Path
    licence: bytes  # of the font
    icons: tuple[KitFile, ...] = ()  # favicons and the like, finished
    plates: tuple[KitFile, ...] = ()  # finished


@dataclass(frozen=True)
class Kit:
    data: bytes
    version: str
    date: dt.date | None

    @property
    def path(self) -> str:
        """Its address on the site."""
        return f"assets/kit/vi-kit-{self.version}.zip"

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def font_licence(font: Path) -> bytes:
    """The licence that lies beside the heading font; the kit cannot go out without it.

    Raises:
        ProjectError: it is missing.
    """
    licence = font.parent / "OFL.txt"
    try:
        if not licence.is_file():  # a pipe would be waited for
            raise FileNotFoundError
        return licence.read_bytes()
    except OSError:
        raise ProjectError("缺少字体的许可文本 brand/fonts/OFL.txt；请从字体的来源处取回") from None


def kit(source: Source, cache: Cache) -> Kit:
    """The archive, from the cache when nothing it is made of has changed.

    Raises:
        ProjectError: the font is missing or lacks a character of a name or the motto.
    """
    tokens = source.tokens
    name = f"{_stamp(source)}-kit.zip"
    data = cache.get(name)
    if data is None:
        data = packed(kit_files(source), tokens.date)
        cache.put(name, data)
    return Kit(data, tokens.version, tokens.date)


def _stamp(source: Source) -> str:
    try:
        font = hashlib.sha256(source.font.read_bytes()).hexdigest()
    except OSError:
        raise ProjectError(f"缺少字体文件 brand/fonts/{source.font.name}") from None
    facts = [
        KIT,
        source.tokens.model_dump(mode="json"),
        source.organisation.model_dump(mode="json"),
        source.svg,
        font,
        hashlib.sha256(source.licence).hexdigest(),
        [
            [f.path, f.use, hashlib.sha256(f.data).hexdigest()]
            for f in (*source.icons, *source.plates, *_colours(source.tokens))
        ],
    ]
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:32]


def kit_files(source: Source) -> tuple[KitFile, ...]:
    """Every file of the archive in its order, the manifest last."""
    face = Face(source.font)
    files = [
        *_emblem(source),
        *source.icons,
        *_lockups(source, face),
        *_motto(source, face),
        *_colours(source.tokens),
        *source.plates,
        *_licences(source),
    ]
    files.sort(key=lambda file: file.path)
    files.append(KitFile(STYLE, _overview_style(source), "总览的样式"))
    files.append(KitFile("overview 总览.html", _overview(source, files), "总览：一页看全，可以打印"))
    return (*files, KitFile("MANIFEST 清单.txt", _manifest(source, files), ""))


def packed(files: Iterable[KitFile], date: dt.date | None) -> bytes:
    """The files as a zip whose bytes depend on nothing else.

    Stored, not deflated: zlib's output differs between its builds, and PNG is compressed already.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for file in files:
            info = zipfile.ZipInfo(file.path, (date.year, date.month, date.day, 0, 0, 0) if date else EPOCH)
            info.create_system = 3  # Unix, also when built elsewhere
            info.external_attr = 0o100644 << 16
            archive.writestr(info, file.data)
    return buffer.getvalue()


def _looks(source: Source) -> Mapping[str, tuple[str, str, tuple[str, str]]]:
    """Version → what it is called, the emblem in it, the inks of name and lesser lines."""
    tokens = source.tokens
    ink, quiet = tokens.colour["ink"].light, tokens.colour["ink-2"].light
    return {
        "colour": ("彩色", coloured(source.svg, tokens, "light"), (ink, quiet)),
        "mono": ("单色", mono(source.svg, ink), (ink, ink)),
        "reversed": ("反白", mono(source.svg, "#ffffff"), ("#ffffff", "#ffffff")),
    }


def _emblem(source: Source) -> Iterator[KitFile]:
    rules, colours = source.tokens.emblem, source.tokens.colour
    box = viewbox(source.svg)
    for look, (label, svg, _) in _looks(source).items():
        allowed = "、".join(colours[name].label for name in getattr(rules.grounds, look))
        use = f"部徽{label}，放在{allowed}上" if allowed else f"部徽{label}"
        yield KitFile(f"{EMBLEM}/{look}/emblem-{look}.svg", svg.encode(), f"{use}；矢量图，首选")
        pdf = vector_pdf(svg, f"部徽（{label}）", PRINT_WIDTH, box[3] / box[2])
        yield KitFile(f"{EMBLEM}/{look}/emblem-{look}.pdf", pdf, f"{use}；交给印刷厂，油墨色值另按色样")
        for width in PNG_WIDTHS:
            data = _png(raster(svg, width))
            yield KitFile(
                f"{EMBLEM}/{look}/emblem-{look}-{width}.png", data, f"{use}；透明底，{width} 像素宽"
            )
    name = (rules.grounds.reversed or ("brand",))[0]
    yield KitFile(
        f"{EMBLEM}/reversed/emblem-reversed-preview.png",
        _png(_on(mono(source.svg, "#ffffff"), colours[name].light, 512, rules.clear_space)),
        f"反白部徽放在{colours[name].label}上的样子；只用来看，不用来排版",
    )


def _on(svg: str, ground: str, width: int, clear_space: float) -> Image.Image:
    """The emblem on a ground, with its clear space around it."""
    mark = raster(svg, width)
    margin = round(width * clear_space)
    sheet = Image.new("RGB", (mark.width + 2 * margin, mark.height + 2 * margin), ground)
    sheet.paste(mark, (margin, margin), mark)
    return sheet


def _png(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG", compress_level=6)  # a fifth larger than `optimize`, five times as fast
    return buffer.getvalue()


def _lockups(source: Source, face: Face) -> Iterator[KitFile]:
    for lockup in lockups(source.organisation):
        lines = letters(lockup, source.tokens, face)
        for look, (label, svg, inks) in _looks(source).items():
            drawn = draw(lockup, lines, svg, source.tokens, inks)
            stem, use = f"{LOCKUP}/{look}/{lockup.name}", f"组合：{lockup.title}，{label}；四周留白已在图里"
            yield KitFile(f"{stem}.svg", drawn.encode(), f"{use}；矢量图")
            if look == "colour":
                box = viewbox(drawn)
                yield KitFile(
                    f"{stem}.pdf",
                    vector_pdf(drawn, lockup.title, PRINT_WIDTH, box[3] / box[2]),
                    f"{use}；交给印刷厂",
                )
                width = LOCKUP_WIDTH if lockup.way == "horizontal" else LOCKUP_WIDTH // 2
                yield KitFile(f"{stem}.png", _png(raster(drawn, width)), f"{use}；透明底，{width} 像素宽")


def _motto(source: Source, face: Face) -> Iterator[KitFile]:
    motto, colours = source.tokens.motto, source.tokens.colour
    status = "建议稿，不刻石、不制匾" if motto.status == "proposed" else "已定稿"
    for way, vertical, label in (("horizontal", False, "横排"), ("vertical", True, "竖排，从右往左读")):
        for look, colour in (("brand", colours["brand"]), ("ink", colours["ink"])):
            drawn = motto_lettering(motto.words, face, colour.light, vertical=vertical)
            use = f"部训标准字，{label}，{colour.label}（{status}）"
            yield KitFile(f"{MOTTO}/motto-{way}-{look}.svg", drawn.encode(), use)


def _colours(tokens: Tokens) -> Iterator[KitFile]:
    yield KitFile(f"{COLOUR}/brand.ase", palettes.ase(tokens), "色板：Photoshop、Illustrator、InDesign 打开")
    yield KitFile(f"{COLOUR}/brand.gpl", palettes.gpl(tokens), "色板：GIMP、Inkscape、Krita 打开")
    sheet = f"/* {palettes.title(tokens)} */\n{css(tokens)}"
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
    yield KitFile(f"{LICENCE}/OFL.txt", source.licence, "标题字体的许可：SIL Open Font License 1.1")
    yield KitFile(
        f"{LICENCE}/statement 使用说明.txt", _statement(source).encode(), "部徽、部训、名称可以怎么用"
    )


def _statement(source: Source) -> str:
    names, tokens = source.organisation.names, source.tokens
    emblem = "示例图形，尚未定稿，不用于证书、印章、车身" if tokens.emblem.status == "sample" else "已定稿"
    motto = "建议稿，尚未通过" if tokens.motto.status == "proposed" else "已定稿"
    return f"""{names.full}视觉识别文件 使用说明
版本 {_version(tokens)}

部徽：{emblem}。
部训：{motto}。来源：{tokens.motto.source}
名称和部徽供{names.full}及所属各中心在工作中使用；其他单位使用，先征得宣传办公室同意。
不改形、不换色、不拆开用；四周留白、最小尺寸见总览。
学校的校徽和校名标准字由学校管理，不在这个包里；组合里的“{names.university}”是普通文字。
标题字体按 SIL Open Font License 1.1 使用，全文见 OFL.txt；图里的文字已经转成轮廓，不需要安装字体。
印刷色值（CMYK、专色）由人照签过字的色样填写，没有填的以“待定”为准，不从屏幕颜色换算。
"""


def _version(tokens: Tokens) -> str:
    return f"{tokens.version}（{tokens.date.isoformat()}）" if tokens.date else tokens.version


def _overview(source: Source, files: Sequence[KitFile]) -> bytes:
    """One page that prints: pictures by relative address, no script, nothing from elsewhere."""
    tokens = source.tokens
    page = fragment(
        "kit_overview",
        names=source.organisation.names,
        version=_version(tokens),
        emblem=tokens.emblem,
        colours=tokens.colour,
        motto=tokens.motto,
        looks={look: f"{EMBLEM}/{look}/emblem-{look}.svg" for look in _looks(source)},
        lockups=[f for f in files if f.path.startswith(f"{LOCKUP}/colour/") and f.path.endswith(".svg")],
        mottos=[f for f in files if f.path.startswith(f"{MOTTO}/")],
        plates=[f for f in files if f.path.startswith(f"{PLATES}/") and f.path.endswith(".svg")],
        files=files,
        tokens_css=f"{TOKENS}/brand.css",
        style=STYLE,
    )
    return (page + "\n").encode()


def _overview_style(source: Source) -> bytes:
    """The overview's stylesheet; its colours are those of brand.css, and a reversed emblem stands on its ground."""
    sheet = (resources.files("showcase") / "fragments" / "kit_overview.css").read_text("utf-8")
    ground = (source.tokens.emblem.grounds.reversed or ("brand",))[0]
    return f"{sheet}.dark {{ background: var(--colour-{ground}); }}\n".encode()


def _manifest(source: Source, files: Sequence[KitFile]) -> bytes:
    """A list that `sha256sum -c` reads too: what begins with # is for people."""
    lines = [
        f"# {source.organisation.names.full}视觉识别下载包",
        f"# 版本 {_version(source.tokens)}",
        "# 每个文件先写用途，下面一行是 SHA-256 和文件名；核对：sha256sum -c 'MANIFEST 清单.txt'",
    ]
    for file in files:
        lines += ["", f"# {file.use}", f"{hashlib.sha256(file.data).hexdigest()}  {file.path}"]
    return ("\n".join(lines) + "\n").encode()


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
