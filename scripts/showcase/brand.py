"""The visual identity: brand/tokens.yml → Tokens → CSS custom properties and a contrast table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from showcase.contrast import AA_TEXT, contrast, luminance
from showcase.errors import ProjectError
from showcase.fields import Decimal, Name, OneLine, Typed, Whole, read_settings
from showcase.organisation import Key
from showcase.project import Project

ROOT_PX = 16  # what browsers take for 1rem

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


Hex = Annotated[str, AfterValidator(_hex)]
CssWords = Annotated[OneLine, AfterValidator(_css_words)]
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


class EmblemRules(Typed):
    status: Literal["sample", "adopted"]
    meaning: Annotated[OneLine, Field(max_length=200)]
    colours: dict[Hex, Key]  # what emblem.svg holds → the colour it stands for
    clear_space: Decimal  # in emblem widths
    minimum: Minimum


class Tokens(Typed):
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
    rows = []
    for text, ground in tokens.pairs:
        ink, paper = tokens.colour[text], tokens.colour[ground]
        rows.append(Contrast(text, ground, contrast(ink.light, paper.light), contrast(ink.dark, paper.dark)))
    return tuple(rows)


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
    for name in (*NEEDED, *(n for pair in tokens.pairs for n in pair), *tokens.emblem.colours.values()):
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
    return tokens


def css(tokens: Tokens) -> str:
    """The tokens as CSS custom properties in `@layer tokens`, for light, dark, more contrast and print."""
    light = _colours(tokens, "light")
    dark = _colours(tokens, "dark")
    fixed = _declarations(_fixed(tokens))
    strong = "--colour-ink-2: var(--colour-ink); --colour-line: var(--colour-ink);"
    return f"""@layer tokens {{
:root {{ color-scheme: light; {light} {fixed} }}
@media (prefers-color-scheme: dark) {{ :root:not([data-scheme="light"]) {{ color-scheme: dark; {dark} }} }}
:root[data-scheme="dark"] {{ color-scheme: dark; {dark} }}
@media (prefers-contrast: more) {{ :root:root {{ {strong} }} }}
@media print {{ :root:root:root {{ color-scheme: light; {light} }} }}
}}
"""


def _colours(tokens: Tokens, scheme: str) -> str:
    return _declarations({f"--colour-{name}": getattr(c, scheme) for name, c in tokens.colour.items()})


def _declarations(values: dict[str, str]) -> str:
    return " ".join(f"{name}: {value};" for name, value in values.items())


def _fixed(tokens: Tokens) -> dict[str, str]:
    kind = tokens.type
    values = {
        "--font-heading": f'"{kind.heading.family}", {kind.heading.fallback}',
        "--font-body": f"{kind.latin}, {kind.body.fallback}",
        "--weight-heading": str(kind.heading.weight),
        "--leading-heading": _number(kind.heading.line_height),
        "--leading-body": _number(kind.body.line_height),
    }
    values |= {f"--step-{step}": _fluid(kind, step) for step in range(-2, 7)}
    values |= {f"--space-{px}": _rem(px) for px in tokens.spacing}
    values |= {f"--width-{name}": _rem(px) for name, px in tokens.width}
    values |= {f"--radius-{name}": f"{px}px" for name, px in tokens.radius}
    values |= {"--shadow-low": tokens.shadow.low}
    values |= {f"--motion-{name}": f"{ms}ms" for name, ms in tokens.motion}
    return values


def _fluid(kind: Type, step: int) -> str:
    """A font size that grows evenly between the two breakpoints, in rem so that the reader's own size counts."""
    small = kind.size.phone * kind.scale.phone**step
    large = kind.size.desktop * kind.scale.desktop**step
    slope = (large - small) / (kind.breakpoints.desktop - kind.breakpoints.phone)
    base = small - slope * kind.breakpoints.phone
    low, high = sorted((small, large))
    return f"clamp({_rem(low)}, {_rem(base)} + {_number(slope * 100)}vw, {_rem(high)})"


def _rem(px: float) -> str:
    return f"{_number(px / ROOT_PX)}rem"


def _number(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")
