"""大厅屏幕: two pages that show one story after the other from a folder, without a network: 1920 × 1080 and 1080 × 1920.

A slide says all it has to say in HTML; the script only turns them. Nothing on it depends on a clock.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources

from markupsafe import Markup

from showcase.brand.cssvalues import css_families
from showcase.brand.emblem import coloured
from showcase.brand.fonts import HeadingFont
from showcase.channels.covers import Form, focal_of, form_of
from showcase.channels.excerpt import excerpt
from showcase.channels.export import Export, Said
from showcase.channels.pictures import Darkroom
from showcase.channels.telling import Told, without_address
from showcase.channels.titles import Step, Title, across, set_title, whole_names
from showcase.channels.tree import words
from showcase.fragments import fragment
from showcase.house import House
from showcase.photos.recipes import BODY
from showcase.site.onpaper import code

CODE, DRAFT = "扫码读全文", "草稿"
NEWEST, SECONDS = 8, 14  # slides; how long each stands
WORDS, FEW = 110, 70  # characters of running text on a slide, at most; on a tall one the photo has more
USED = ("paper", "surface", "ink", "ink-2", "brand", "on-brand", "accent", "on-accent", "line")


@dataclass(frozen=True)
class Screen:
    """`steps` of a slide's title by its form, in px of the screen."""

    name: str  # of its file
    called: str
    width: int
    height: int
    steps: dict[str, tuple[Step, ...]]


LANDSCAPE = Screen(
    "landscape",
    "横屏",
    1920,
    1080,
    {
        "wide": (Step(76, 1, 560), Step(70, 2, 560), Step(62, 3, 560), Step(54, 3, 560), Step(48, 4, 560)),
        "tall": (Step(104, 2, 930), Step(88, 2, 930), Step(76, 3, 930)),
        "bare": (Step(128, 2, 1060), Step(104, 3, 1060), Step(88, 3, 1060)),
    },
)
PORTRAIT = Screen(
    "portrait",
    "竖屏",
    1080,
    1920,
    dict.fromkeys(
        ("wide", "tall", "bare"), (Step(104, 1, 920), Step(92, 2, 920), Step(78, 2, 920), Step(66, 3, 920))
    ),
)
SCREENS = (LANDSCAPE, PORTRAIT)
# The panel beside the photo on a wide screen, in its px: how wide its lines are, how large the sentence is, how much height
# there is for title, sentence, text and credit, and how much a line of text takes.
PANEL = {"wide": 564, "tall": 932, "bare": 564}
LEDE = {"wide": 31.3, "tall": 35.1, "bare": 35.1}
ROOM, LINE = 1080 - 120 - 37 - 26 - 57 - 258 - 20, 48


def export(told: Told, house: House, dark: Darkroom) -> Export:
    """One story's photo, and what its slides say; `pages` puts the slides together."""
    files = ((f"{told.folder}.jpg", dark.picture(told, told.cover.file, BODY)),) if told.cover else ()
    said = tuple(
        Said(f"{screen.name}.html", words(slide(told, house, dark, screen)), (CODE, DRAFT))
        for screen in SCREENS
    )
    return Export("大厅屏幕", told.folder, files, said, findings=without_address(told))


def slide(told: Told, house: House, dark: Darkroom, screen: Screen) -> Markup:
    form, terms = form_of(told, dark), whole_names(told, house)
    title = set_title(told.title, screen.steps[form], across(house.font), terms)
    return Markup(
        fragment(
            "screen-slide",
            told=told,
            form=form,
            terms=terms,
            title=title,
            text=_text(told, form, title) if screen is LANDSCAPE else excerpt(told.html, FEW),
            code=code(told.address) if told.address else None,
            credit=_credit(told),
            names=(house.tokens.names.site, house.organisation.names.short),
            said={"code": CODE, "draft": DRAFT},
        )
    )


def _credit(told: Told) -> str:
    return f"图／{told.cover.credit}" if told.cover and told.cover.credit else ""


def _text(told: Told, form: Form, title: Title) -> tuple[str, ...]:
    """As much of the story's beginning as stands in the panel of a wide screen; a tall one gives the photo what is left."""
    step, across_ = LANDSCAPE.steps[form][title.step], PANEL[form]
    taken = 0.0 if form == "bare" else len(title.lines) * step.size * 1.28 + 22
    taken += _lines(told.story.front.summary, across_ / LEDE[form] - 3) * LEDE[form] * 1.6
    taken += _lines(_credit(told), across_ / 17) * 26
    lines = int((ROOM - taken) // LINE)
    for most in range(WORDS, 0, -10):
        text = excerpt(told.html, most)
        if sum(_lines(paragraph, across_ / 27 - 1) for paragraph in text) <= lines:
            return text
    return ()


def _lines(text: str, width: float) -> int:
    """How many lines it takes at `width` in characters, at most."""
    return math.ceil(sum(1 if character > "\u2000" else 0.6 for character in text) / width)


def pages(
    tolds: Sequence[Told], house: House, dark: Darkroom, seconds: int = SECONDS
) -> Iterator[tuple[str, bytes]]:
    """The two pages and what they share; the photos are those of the stories' exports."""
    texts = {
        f"{screen.name}.html": fragment(
            "screens",
            screen=screen,
            site=house.tokens.names.site,
            owner=house.organisation.names.full,
            seconds=seconds,
            grey=house.memory.now,
            slides=[slide(told, house, dark, screen) for told in tolds],
        )
        for screen in SCREENS
    }
    yield from ((name, text.encode()) for name, text in texts.items())
    yield "screens.css", _style(tolds, house, dark).encode()
    yield "screens.js", (resources.files("showcase") / "fragments" / "screens.js").read_bytes()
    yield "screens.woff2", HeadingFont(house.font, dark.cache).cut(sorted(set("".join(texts.values()))))
    yield "emblem.svg", coloured(house.emblem.svg, house.tokens, "light").encode()


def _style(tolds: Sequence[Told], house: House, dark: Darkroom) -> str:
    tokens = house.tokens
    kind = tokens.type.heading
    colours = " ".join(f"--{name}: {tokens.colour[name].light};" for name in USED)
    head = (
        f"@font-face {{ font-family: {css_families((kind.family,))}; font-weight: {kind.weight}; "
        f'src: url("screens.woff2") format("woff2"); }}\n'
        f":root {{ {colours} --heading: {css_families((kind.family, *kind.fallback))}; "
        f"--body: {css_families((*tokens.type.latin, *tokens.type.body.fallback))}; --clear: {tokens.emblem.clear_space}; }}\n"
    )
    sheet = (resources.files("showcase") / "fragments" / "screens.css").read_text("utf-8")
    return head + sheet + "".join(_placed(told, dark) for told in tolds)


def _placed(told: Told, dark: Darkroom) -> str:
    """Where the focal point of its photo lies; of a draft the corner that says so stays in the picture."""
    across_, down = (0.0, 0.0) if told.draft else focal_of(told, dark)
    return f"#s-{told.folder} .photo {{ object-position: {across_:.2%} {down:.2%}; }}\n"
