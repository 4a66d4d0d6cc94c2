"""A story on paper: HTML of an exact size beside its photo, for Chromium to print.

展板 is A3 with 3 mm of bleed and crop marks for a print shop, 单页 an A4 for any printer, 海报 either without the running text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources

from showcase.brand.cssvalues import css_families
from showcase.brand.emblem import coloured
from showcase.brand.fonts import HeadingFont
from showcase.channels.covers import credit_of, focal_of, form_of, probe_of
from showcase.channels.excerpt import excerpt
from showcase.channels.export import Export, Said
from showcase.channels.pictures import Darkroom
from showcase.channels.same import read_back
from showcase.channels.telling import Told, without_address
from showcase.channels.titles import Step, Title, across, numbers_across, set_title, upright, whole_names
from showcase.fragments import fragment
from showcase.house import House
from showcase.photos.recipes import PRINT
from showcase.project.cache import Cache
from showcase.project.finding import Finding, Place, warning
from showcase.site.onpaper import code

RECIPES = (PRINT,)
WORDS = 320  # characters of running text, at most
CODE, DRAFT = "扫码读全文", "草稿，不要印"
SLUG, BLEED = 13, 3  # mm around a sheet that is cut: for the marks, and for the printing beyond the cut
USED = ("paper", "surface", "ink", "ink-2", "brand", "on-brand", "accent", "on-accent", "accent-text", "line")
# In mm of an A3; a title of 32 characters is the longest there is.
ACROSS = (Step(24, 1, 170), Step(21, 1, 253), Step(18.5, 1, 253), Step(17, 2, 253), Step(15.5, 2, 253), Step(14, 2, 253), Step(12.5, 3, 253))  # fmt: skip
UPRIGHT = (Step(27, 1, 190), Step(27, 2, 190), Step(21, 2, 190), Step(18, 3, 190), Step(14, 3, 190))
LARGE = (Step(30, 2, 253), Step(26, 2, 253), Step(22, 3, 253), Step(19, 3, 253))  # without a photo


@dataclass(frozen=True)
class Sheet:
    """One size of paper; `cut` to it after printing. Sizes in mm."""

    name: str  # of its files
    kind: str  # board: with running text; poster: without
    called: str
    width: int
    height: int
    cut: bool

    @property
    def head(self) -> str:
        return f"（{self.called}）"

    @property
    def measures(self) -> str:
        """For the print shop, beside the marks."""
        return f"成品 {self.width} × {self.height} mm，四边出血 {self.bleed} mm" if self.cut else ""

    @property
    def slug(self) -> int:
        return SLUG if self.cut else 0

    @property
    def bleed(self) -> int:
        return BLEED if self.cut else 0


BOARDS = (
    Sheet("board-a3", "board", "A3 展板", 297, 420, True),
    Sheet("sheet-a4", "board", "A4 单页", 210, 297, False),
)
POSTERS = (
    Sheet("poster-a3", "poster", "A3 海报", 297, 420, True),
    Sheet("poster-a4", "poster", "A4 海报", 210, 297, False),
)


def export(told: Told, house: House, dark: Darkroom, sheets: tuple[Sheet, ...] = BOARDS) -> Export:
    text = excerpt(told.html, WORDS)
    font = HeadingFont(house.font, Cache(dark.cache.folder.parent / "brand"))  # no photo: clearing leaves it
    files = dict(file for sheet in sheets for file in _files(_Setting(told, house, dark, font), sheet, text))
    files["emblem.svg"] = coloured(house.emblem.svg, house.tokens, "light").encode()
    if told.cover:
        files["photo.jpg"] = dark.picture(told, told.cover.file, PRINT)
    pages = (f"{sheet.name}.html" for sheet in sheets)
    own = (CODE, DRAFT, *(words for sheet in sheets for words in (sheet.head, sheet.measures)))
    said = tuple(Said(page, read_back(page, files[page]), own) for page in pages)
    findings = (*without_address(told), *_too_small(told, dark))
    return Export("展板", told.folder, tuple(sorted(files.items())), said, findings=findings)


@dataclass(frozen=True)
class _Setting:
    """What every sheet of one story is set with."""

    told: Told
    house: House
    dark: Darkroom
    font: HeadingFont


def _files(own: _Setting, sheet: Sheet, text: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    told, house = own.told, own.house
    form, terms = form_of(told, own.dark), whole_names(told, house)
    title = _title(own, form, terms)
    html = fragment(
        "paper",
        told=told,
        sheet=sheet,
        form=form,
        terms=terms,
        size=title.step,
        lines=[numbers_across(line) for line in title.lines] if form == "tall" else title.lines,
        text=text or (told.story.front.summary,) if sheet.kind == "board" else (),
        code=code(told.address) if told.address else None,
        credits=_credits(told),
        names=(house.tokens.names.site, house.organisation.names.full),
        said={"code": CODE, "draft": DRAFT},
    )
    yield f"{sheet.name}.html", html.encode()
    yield f"{sheet.name}.woff2", own.font.cut(sorted(set(html) | set("0123456789")))
    yield f"{sheet.name}.css", _style(own, sheet).encode()


def _title(own: _Setting, form: str, terms: tuple[str, ...]) -> Title:
    if form == "tall":
        return set_title(own.told.title, UPRIGHT, upright, terms)
    return set_title(own.told.title, LARGE if form == "bare" else ACROSS, across(own.house.font), terms)


def _credits(told: Told) -> tuple[str, ...]:
    """Who wrote and took it, and whose the photo is."""
    made = "　".join(f"{label}／{name}" for label, name in told.byline)
    return tuple(filter(None, (made, credit_of(told))))


def _style(own: _Setting, sheet: Sheet) -> str:
    """Size of the page, colours, fonts and where the photo's focal point lies, before the sheet that all share."""
    told, tokens = own.told, own.house.tokens
    kind = tokens.type.heading
    colours = " ".join(f"--{name}: {tokens.colour[name].light};" for name in USED)
    across_, down = sheet.width + 2 * sheet.slug, sheet.height + 2 * sheet.slug
    focal = focal_of(told, own.dark)
    head = (
        f"@page {{ size: {across_}mm {down}mm; margin: 0; }}\n"
        f"@font-face {{ font-family: {css_families((kind.family,))}; font-weight: {kind.weight}; "
        f'src: url("{sheet.name}.woff2") format("woff2"); }}\n'
        f":root {{ {colours} --heading: {css_families((kind.family, *kind.fallback))}; "
        f"--body: {css_families((*tokens.type.latin, *tokens.type.body.fallback))}; "
        f"--u: {sheet.width / 297:.6f}mm; --wide: {sheet.width}mm; --high: {sheet.height}mm; --slug: {sheet.slug}mm; --bleed: {sheet.bleed}mm; "
        f"--focal: {focal[0]:.2%} {focal[1]:.2%}; --clear: {tokens.emblem.clear_space}; }}\n"
    )
    return head + (resources.files("showcase") / "fragments" / "paper.css").read_text("utf-8")


def _too_small(told: Told, dark: Darkroom) -> Iterator[Finding]:
    probe = probe_of(told, dark)
    if told.cover and probe and probe.width < PRINT.needs:
        hint = "换一张手机里的原图；没有更大的，只印 A4 单页"
        message = f"题图 {told.cover.file} 只有 {probe.width} 像素宽，印成 A3 不清楚；要 {PRINT.needs} 以上"
        yield warning("CHN021", Place(f"{told.story.folder}/index.md"), message, hint)
