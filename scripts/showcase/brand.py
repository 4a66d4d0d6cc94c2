"""The visual identity: brand/tokens.yml → Tokens, proved to hold together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from showcase.contrast import AA_GRAPHIC, AA_TEXT, contrast, luminance
from showcase.errors import ProjectError
from showcase.fields import Day, Decimal, Name, OneLine, Typed, Whole, read_settings
from showcase.organisation import Key
from showcase.project import Project

# Names the theme itself uses; without one of them no page can be drawn.
NEEDED = ("brand", "on-brand", "accent", "on-accent", "accent-text", "paper", "surface", "band", "ink", "ink-2", "line")  # fmt: skip


def _hex(text: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        raise ValueError("颜色写成 '#1f5a48' 的样子：井号、六位、加引号")
    return text.lower()


def _css_words(text: str) -> str:
    """Refuses what could end a declaration; a font or shadow needs none of it."""
    if re.search(r"[;{}<>\\@]|/\*|url\s*\(|expression", text, re.IGNORECASE):
        raise ValueError("含有不能用在这里的符号")
    return text


def _percent(value: int) -> int:
    if not 0 <= value <= 100:
        raise ValueError("油墨的百分比写 0 到 100 的整数")
    return value


def _version(text: str) -> str:
    if not re.fullmatch(r"\d{1,3}(\.\d{1,3}){1,2}", text):
        raise ValueError("版本写成 1.0 的样子")
    return text


Hex = Annotated[str, AfterValidator(_hex)]
CssWords = Annotated[OneLine, AfterValidator(_css_words)]
Percent = Annotated[Whole, AfterValidator(_percent)]
Version = Annotated[str, AfterValidator(_version)]
Group = Literal["standard", "auxiliary", "neutral", "state"]
GROUPS: Mapping[Group, str] = {
    "standard": "标准色",
    "auxiliary": "辅助色",
    "neutral": "中性色",
    "state": "状态色",
}
FileName = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,80}$")]


class SiteNames(Typed):
    site: Name
    tagline: Name


class Motto(Typed):
    words: Annotated[tuple[Name, ...], Field(min_length=1, max_length=6)]
    status: Literal["proposed", "adopted"]
    source: Annotated[OneLine, Field(max_length=200)]


class Colour(Typed):
    light: Hex
    dark: Hex
    label: Name
    use: OneLine = ""
    group: Group = "auxiliary"
    # Typed in by a person from an approved proof; never computed from the screen colour.
    cmyk: tuple[Percent, Percent, Percent, Percent] | None = None
    spot: Annotated[OneLine, Field(max_length=60)] = ""


class Heading(Typed):
    family: Name
    file: FileName
    weight: Whole
    line_height: Decimal
    fallback: CssWords


class Body(Typed):
    family: Literal["system"]
    weight: Whole
    line_height: Decimal
    fallback: CssWords


class Pair(Typed):
    phone: Decimal
    desktop: Decimal


class Type(Typed):
    heading: Heading
    body: Body
    latin: CssWords
    size: Pair
    scale: Pair
    breakpoints: Pair


class Widths(Typed):
    text: Whole
    wide: Whole
    page: Whole


class Radii(Typed):
    small: Whole
    medium: Whole


class Shadow(Typed):
    low: CssWords


class Motion(Typed):
    fast: Whole
    slow: Whole


class Minimum(Typed):
    px: Whole
    mm: Whole


class Grounds(Typed):
    """Names of the colours that each version of the emblem may stand on."""

    colour: tuple[Key, ...] = ("paper", "surface")
    mono: tuple[Key, ...] = ("paper", "surface", "band")
    reversed: tuple[Key, ...] = ("brand", "ink")


class LockupRules(Typed):
    """How emblem and name stand together; lengths in emblem widths."""

    gap: Decimal = 0.25
    name: Decimal = 0.4
    second: Decimal = 0.24
    english: Decimal = 0.14
    leading: Decimal = 1.35


class EmblemRules(Typed):
    status: Literal["sample", "adopted"]
    meaning: Annotated[OneLine, Field(max_length=200)]
    colours: dict[Hex, Key]  # what emblem.svg holds → the colour it stands for
    clear_space: Decimal  # in emblem widths
    minimum: Minimum
    grounds: Grounds = Grounds()
    lockup: LockupRules = LockupRules()


class Tokens(Typed):
    version: Version = "0.1"
    date: Day | None = None  # on which this version was settled
    names: SiteNames
    motto: Motto
    colour: dict[Key, Colour]
    pairs: tuple[tuple[Key, Key], ...]
    type: Type
    spacing: tuple[Whole, ...]
    width: Widths
    radius: Radii
    shadow: Shadow
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


def nearest_passing(text: str, ground: str) -> str:
    """`text` made darker or lighter, in the smallest step, until it reaches AA on `ground`."""
    target = 0 if luminance(ground) > 0.18 else 255
    red, green, blue = (int(text[i : i + 2], 16) for i in (1, 3, 5))
    for step in range(1, 256):
        mixed = [round(c + (target - c) * step / 255) for c in (red, green, blue)]
        candidate = "#{:02x}{:02x}{:02x}".format(*mixed)
        if contrast(candidate, ground) >= AA_TEXT:
            return candidate
    return "#000000" if target == 0 else "#ffffff"


def read_tokens(project: Project) -> Tokens:
    """brand/tokens.yml.

    Raises:
        ProjectError: it does not fit, lacks a colour the theme needs, or a pair falls below AA.
    """
    shown = "brand/tokens.yml"
    tokens = read_settings(Tokens, project.brand / "tokens.yml", shown)
    grounds = (name for _, names in tokens.emblem.grounds for name in names)
    used = (*(name for pair in tokens.pairs for name in pair), *tokens.emblem.colours.values(), *grounds)
    for name in (*NEEDED, *used):
        if name not in tokens.colour:
            raise ProjectError(f"{shown}: colour 里缺少 {name}")
    for row in contrasts(tokens):
        for scheme, ratio in (("light", row.light), ("dark", row.dark)):
            if ratio < AA_TEXT:
                text = getattr(tokens.colour[row.text], scheme)
                ground = getattr(tokens.colour[row.ground], scheme)
                raise ProjectError(
                    f"{shown}: {row.text} 压在 {row.ground} 上（{scheme}）的对比度是 {ratio:.2f}:1，低于 4.5:1；"
                    f"最近的可用值是 {row.text}.{scheme}: '{nearest_passing(text, ground)}'"
                )
    for ground, ratio in emblem_contrasts(tokens).items():
        if ratio < AA_GRAPHIC:
            raise ProjectError(
                f"{shown}: emblem.grounds 允许部徽放在 {ground} 上，可是那里各版本的对比度最多 {ratio:.2f}:1，低于 3:1；"
                f"请从 grounds 里去掉 {ground}，或换一种版本"
            )
    return tokens


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
