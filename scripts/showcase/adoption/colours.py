"""New colours for an identity: what follows from those that were chosen, and whether text can be read on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from showcase.brand.tokens import Colour, Tokens, contrasts
from showcase.photos.contrast import AA_TEXT, contrast, nearest_passing

SCHEMES = {"light": "浅色界面", "dark": "深色界面"}
# Whose colour and name follow from another's where nobody chose them: text on it, and text in it.
ON = {"on-brand": "brand", "on-accent": "accent"}
AS_TEXT = {"accent-text": "accent"}


@dataclass(frozen=True)
class Shade:
    """A colour as chosen; `dark` is "" when it is to be made from `light`."""

    light: str
    dark: str
    label: str


@dataclass(frozen=True)
class Failure:
    """A text that cannot be read on a ground, with the nearest values that can on every ground it has."""

    text: str  # name of a colour
    ground: str
    message: str
    light: str
    dark: str
    label: str


def repainted(tokens: Tokens, chosen: Mapping[str, Shade]) -> Tokens:
    """`tokens` in the chosen colours, with what follows from them where nobody chose it."""
    written = frozenset((*(text for text, _ in tokens.pairs), *ON.values()))
    begun = {n: _chosen(tokens.colour[n], shade, as_text=n in written) for n, shade in chosen.items()}
    painted = _with(tokens, begun)
    painted = _with(painted, {name: _used(colour, tokens, chosen) for name, colour in painted.colour.items()})
    dark = {n: _legible(painted, n, "dark") for n, shade in chosen.items() if not shade.dark and n in written}
    painted = _with(painted, {n: painted.colour[n].model_copy(update={"dark": v}) for n, v in dark.items()})
    for name, source in (*ON.items(), *AS_TEXT.items()):
        if source in chosen and name not in chosen:
            painted = _following(painted, name, source)
    return painted


def _with(tokens: Tokens, colours: Mapping[str, Colour]) -> Tokens:
    return tokens.model_copy(update={"colour": {**tokens.colour, **colours}})


def _chosen(colour: Colour, shade: Shade, *, as_text: bool) -> Colour:
    """Proofs of the old colour are none of the new. A page's ground by night stays as it is unless somebody says."""
    dark = shade.dark or (shade.light if as_text else colour.dark)
    new = {"light": shade.light, "dark": dark, "label": shade.label, "cmyk": None, "spot": ""}
    return colour.model_copy(update=new)


def _used(colour: Colour, tokens: Tokens, chosen: Mapping[str, Shade]) -> Colour:
    """What the colour is used for, in the new names of the colours this speaks of."""
    use = colour.use
    for name, shade in chosen.items():
        use = use.replace(tokens.colour[name].label, shade.label)
    return colour.model_copy(update={"use": use})


def _following(tokens: Tokens, name: str, source: str) -> Tokens:
    leading = tokens.colour[source]
    new = {"label": f"{leading.label}{'上字' if name in ON else '字'}", "cmyk": None, "spot": ""}
    if name in AS_TEXT:
        new |= {"light": leading.light, "dark": leading.dark, "use": f"少量{leading.label}色的文字"}
    begun = _with(tokens, {name: tokens.colour[name].model_copy(update=new)})
    values = {scheme: _legible(begun, name, scheme) for scheme in SCHEMES}
    return _with(begun, {name: begun.colour[name].model_copy(update=values)})


def _legible(tokens: Tokens, name: str, scheme: str) -> str:
    """The colour, made lighter or darker until it reads on every ground it is paired with."""
    value = str(getattr(tokens.colour[name], scheme))
    return legible(
        value, [str(getattr(tokens.colour[ground], scheme)) for text, ground in tokens.pairs if text == name]
    )


def legible(value: str, grounds: Iterable[str]) -> str:
    """`value`, or the nearest that reaches AA on all `grounds`; on grounds too unlike each other there is none."""
    grounds = tuple(grounds)
    for _ in grounds:
        worst = min(grounds, key=lambda ground: contrast(value, ground))
        if contrast(value, worst) < AA_TEXT:
            value = nearest_passing(value, worst)
    return value


def failures(tokens: Tokens) -> Iterator[Failure]:
    """Every text colour with the ground on which it reads worst, where that is below AA."""
    worst: dict[str, tuple[float, str, str]] = {}
    for row in contrasts(tokens):
        for scheme, ratio in (("light", row.light), ("dark", row.dark)):
            if ratio < AA_TEXT and ratio < worst.get(row.text, (AA_TEXT, "", ""))[0]:
                worst[row.text] = (ratio, row.ground, scheme)
    for text, (ratio, ground, scheme) in worst.items():
        colour, under = tokens.colour[text], tokens.colour[ground]
        message = (
            f"{colour.label}（{text}）压在{under.label}（{ground}）上，{SCHEMES[scheme]}里的对比度是 {ratio:.2f}:1，"
            f"低于 {AA_TEXT}:1"
        )
        values = (_legible(tokens, text, "light"), _legible(tokens, text, "dark"))
        yield Failure(text, ground, message, *values, colour.label)
