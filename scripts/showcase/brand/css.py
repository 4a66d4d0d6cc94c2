"""Tokens → CSS custom properties."""

from __future__ import annotations

from showcase.brand.cssvalues import css_families
from showcase.brand.tokens import Tokens, Type

ROOT_PX = 16  # what browsers take for 1rem
SMALLEST_PX = 14.5  # secondary text; the scale alone would set it in 13.6 on a phone, 13.5 on a desktop


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
        "--font-heading": css_families((kind.heading.family, *kind.heading.fallback)),
        "--font-body": css_families((*kind.latin, *kind.body.fallback)),
        "--weight-heading": str(kind.heading.weight),
        "--leading-heading": _number(kind.heading.line_height),
        "--leading-body": _number(kind.body.line_height),
    }
    values |= {f"--step-{step}": _fluid(kind, step) for step in range(-2, 7)}
    values |= {f"--space-{px}": _rem(px) for px in tokens.spacing}
    values |= {f"--width-{name}": _rem(px) for name, px in tokens.width}
    values |= {f"--radius-{name}": f"{px}px" for name, px in tokens.radius}
    values |= {"--shadow-low": tokens.shadow.low.css}
    values |= {f"--motion-{name}": f"{ms}ms" for name, ms in tokens.motion}
    return values


def _fluid(kind: Type, step: int) -> str:
    """A font size that grows evenly between the two breakpoints, in rem so that the reader's own size counts."""
    small = max(kind.size.phone * kind.scale.phone**step, SMALLEST_PX)
    large = max(kind.size.desktop * kind.scale.desktop**step, SMALLEST_PX)
    slope = (large - small) / (kind.breakpoints.desktop - kind.breakpoints.phone)
    base = small - slope * kind.breakpoints.phone
    low, high = sorted((small, large))
    return f"clamp({_rem(low)}, {_rem(base)} + {_number(slope * 100)}vw, {_rem(high)})"


def _rem(px: float) -> str:
    return f"{_number(px / ROOT_PX)}rem"


def _number(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")
