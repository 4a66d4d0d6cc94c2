"""The visual identity: brand/tokens.yml → Tokens, proved to hold together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator

from showcase.brand.cssvalues import Families, Family, Shadow
from showcase.brand.fontbook import FontFile
from showcase.brand.organisation import Key
from showcase.photos.contrast import AA_GRAPHIC, AA_TEXT, contrast, nearest_passing
from showcase.project.finding import Finding, Unusable
from showcase.project.folder import Project
from showcase.typed.fields import Day, Decimal, Name, OneLine, Typed, Whole, between, length, several
from showcase.typed.typed_file import TypedFile, read_file

# Names the theme itself uses; without one of them no page can be drawn.
NEEDED = ("brand", "on-brand", "accent", "on-accent", "accent-text", "paper", "surface", "band", "ink", "ink-2", "line")  # fmt: skip


def _hex(text: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        raise ValueError("颜色写成 '#1f5a48' 的样子：井号、六位、加引号")
    return text.lower()


def _version(text: str) -> str:
    if not re.fullmatch(r"\d{1,3}(\.\d{1,3}){1,2}", text):
        raise ValueError("版本写成 1.0 的样子")
    return text


Hex = Annotated[str, AfterValidator(_hex)]
Percent = Annotated[Whole, AfterValidator(between(0, 100))]
Version = Annotated[str, AfterValidator(_version)]
Group = Literal["standard", "auxiliary", "neutral", "state"]
GROUPS: Mapping[Group, str] = {
    "standard": "标准色",
    "auxiliary": "辅助色",
    "neutral": "中性色",
    "state": "状态色",
}
Px = Annotated[Whole, AfterValidator(between(0, 400))]
Leading = Annotated[Decimal, AfterValidator(between(1, 3))]
Weight = Annotated[Whole, AfterValidator(between(100, 900))]
Length = Annotated[Decimal, AfterValidator(between(0.01, 5))]  # in emblem widths


class SiteNames(Typed):
    site: Name
    tagline: Name


class Motto(Typed):
    words: Annotated[tuple[Name, ...], AfterValidator(several(1, 6))]
    status: Literal["proposed", "adopted"]
    source: Annotated[OneLine, AfterValidator(length(0, 200))]


class Colour(Typed):
    light: Hex
    dark: Hex
    label: Name
    use: OneLine = ""
    group: Group = "auxiliary"
    # Typed in by a person from an approved proof; never computed from the screen colour.
    cmyk: tuple[Percent, Percent, Percent, Percent] | None = None
    spot: Annotated[OneLine, AfterValidator(length(0, 60))] = ""


class Heading(Typed):
    family: Family
    file: FontFile
    weight: Weight
    line_height: Leading
    fallback: Families


class Body(Typed):
    family: Literal["system"]
    weight: Weight
    line_height: Leading
    fallback: Families


class Sizes(Typed):
    phone: Annotated[Decimal, AfterValidator(between(12, 32))]  # px
    desktop: Annotated[Decimal, AfterValidator(between(12, 32))]


class Scales(Typed):
    phone: Annotated[Decimal, AfterValidator(between(1, 2))]
    desktop: Annotated[Decimal, AfterValidator(between(1, 2))]


class Breakpoints(Typed):
    phone: Annotated[Decimal, AfterValidator(between(240, 600))]  # px
    desktop: Annotated[Decimal, AfterValidator(between(700, 2400))]


class Type(Typed):
    heading: Heading
    body: Body
    latin: Families
    size: Sizes
    scale: Scales
    breakpoints: Breakpoints


PageWidth = Annotated[Whole, AfterValidator(between(240, 4000))]  # px


class Widths(Typed):
    text: PageWidth
    wide: PageWidth
    page: PageWidth


class Radii(Typed):
    small: Px
    medium: Px


class Shadows(Typed):
    low: Shadow


Milliseconds = Annotated[Whole, AfterValidator(between(0, 5000))]


class Motion(Typed):
    fast: Milliseconds
    slow: Milliseconds


class Minimum(Typed):
    px: Annotated[Whole, AfterValidator(between(8, 512))]
    mm: Annotated[Whole, AfterValidator(between(1, 300))]


class Grounds(Typed):
    """Names of the colours that each version of the emblem may stand on."""

    colour: tuple[Key, ...] = ("paper", "surface")
    mono: tuple[Key, ...] = ("paper", "surface", "band")
    reversed: tuple[Key, ...] = ("brand", "ink")


class LockupRules(Typed):
    """How emblem and name stand together; lengths in emblem widths."""

    gap: Annotated[Decimal, AfterValidator(between(0, 5))] = 0.25
    name: Length = 0.4
    second: Length = 0.24
    english: Length = 0.14
    leading: Leading = 1.35


class Graphics(Typed):
    """What the two auxiliary graphics are called; both are shapes of the emblem, repeated."""

    pattern: Name = "底纹"
    border: Name = "花边"


class EmblemRules(Typed):
    status: Literal["sample", "adopted"]
    meaning: Annotated[OneLine, AfterValidator(length(0, 200))]
    colours: dict[Hex, Key]  # what emblem.svg holds → the colour it stands for
    clear_space: Annotated[Decimal, AfterValidator(between(0, 2))]  # in emblem widths
    minimum: Minimum
    grounds: Grounds = Grounds()
    lockup: LockupRules = LockupRules()
    graphics: Graphics = Graphics()


class Tokens(Typed):
    version: Version = "0.1"
    date: Day | None = None  # on which this version was settled
    names: SiteNames
    motto: Motto
    colour: dict[Key, Colour]
    pairs: tuple[tuple[Key, Key], ...]
    type: Type
    spacing: Annotated[tuple[Px, ...], AfterValidator(several(1, 40))]
    width: Widths
    radius: Radii
    shadow: Shadows
    motion: Motion
    emblem: EmblemRules


@dataclass(frozen=True)
class Contrast:
    """The WCAG 2.2 contrast ratio of one pair, by day and by night."""

    text: str  # colour name
    ground: str
    light: float
    dark: float

    @property
    def least(self) -> float:
        return min(self.light, self.dark)


def contrasts(tokens: Tokens) -> tuple[Contrast, ...]:
    """The pairs that the theme uses."""
    return tuple(_contrast(tokens, text, ground) for text, ground in tokens.pairs)


def every_pair(tokens: Tokens) -> tuple[Contrast, ...]:
    """Every colour that is text somewhere on every colour that is ground somewhere; a colour on itself is none."""
    texts = dict.fromkeys(text for text, _ in tokens.pairs)
    grounds = dict.fromkeys(ground for _, ground in tokens.pairs)
    return tuple(_contrast(tokens, text, ground) for ground in grounds for text in texts if text != ground)


def _contrast(tokens: Tokens, text: str, ground: str) -> Contrast:
    ink, paper = tokens.colour[text], tokens.colour[ground]
    return Contrast(text, ground, contrast(ink.light, paper.light), contrast(ink.dark, paper.dark))


def read_tokens(project: Project) -> Tokens:
    """brand/tokens.yml.

    Raises:
        Unusable: it does not fit, lacks a colour the theme needs, or a pair falls below AA.
    """
    file = read_file(Tokens, project, "brand/tokens.yml")
    faults = tuple(_unknown_colours(file)) or (*_weak_pairs(file), *_weak_grounds(file))
    if faults:
        raise Unusable(faults)
    return file.value


def _unknown_colours(file: TypedFile[Tokens]) -> Iterator[Finding]:
    tokens = file.value
    rules = tokens.emblem
    used: list[tuple[str, tuple[str | int, ...]]] = [(name, ("colour",)) for name in NEEDED]
    used += ((name, ("pairs", at, n)) for at, pair in enumerate(tokens.pairs) for n, name in enumerate(pair))
    used += ((name, ("emblem", "colours", ink)) for ink, name in rules.colours.items())
    used += (
        (name, ("emblem", "grounds", kind, n))
        for kind, names in rules.grounds
        for n, name in enumerate(names)
    )
    for name, spot in used:
        if name not in tokens.colour:
            known = "、".join(tokens.colour)
            hint = f"在 colour 里加上 {name}，或改成已有的：{known}"
            yield file.fault(spot, f"colour 里缺少 {name}", hint)


def _weak_pairs(file: TypedFile[Tokens]) -> Iterator[Finding]:
    tokens = file.value
    for at, row in enumerate(contrasts(tokens)):
        for scheme, ratio in (("light", row.light), ("dark", row.dark)):
            if ratio < AA_TEXT:
                text = getattr(tokens.colour[row.text], scheme)
                ground = getattr(tokens.colour[row.ground], scheme)
                yield file.fault(
                    ("pairs", at),
                    f"{row.text} 压在 {row.ground} 上（{scheme}）的对比度是 {ratio:.2f}:1，低于 4.5:1",
                    f"最近的可用值是 {row.text}.{scheme}: '{nearest_passing(text, ground)}'",
                )


def _weak_grounds(file: TypedFile[Tokens]) -> Iterator[Finding]:
    for ground, ratio in emblem_contrasts(file.value).items():
        if ratio < AA_GRAPHIC:
            yield file.fault(
                ("emblem", "grounds"),
                f"emblem.grounds 允许部徽放在 {ground} 上，可是那里各版本的对比度最多 {ratio:.2f}:1，低于 3:1",
                f"从 grounds 里去掉 {ground}，或换一种版本",
            )


def emblem_contrasts(tokens: Tokens) -> dict[str, float]:
    """Ground → the contrast ratio, by day, of the weakest colour of the best version allowed there."""
    colours, rules = tokens.colour, tokens.emblem
    inks = {
        "colour": {colours[name].light for name in rules.colours.values()},
        "mono": {colours["ink"].light},
        "reversed": {"#ffffff"},
    }
    found: dict[str, float] = {}
    for version, names in rules.grounds:
        for name in names:
            ratio = min(contrast(ink, colours[name].light) for ink in inks[version])
            found[name] = max(found.get(name, 0.0), ratio)
    return found
