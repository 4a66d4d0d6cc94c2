"""What a fragment template may print: plain values, already decided.

Every `str` is text and is escaped by the template; only `Markup` is finished HTML.
Every `href` is final and relative to the page that prints it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup

from showcase.fragments.linebreak import TERMS


@dataclass(frozen=True)
class Link:
    text: str
    href: str
    count: int | None = None
    current: bool = False
    whole: tuple[str, ...] = TERMS  # what no line of the text may divide


@dataclass(frozen=True)
class Picture:
    """One photo in one shape, ready for <picture>; sizes are those of `src`, in px."""

    alt: str
    src: str
    width: int
    height: int
    srcset_avif: str
    srcset_jpg: str
    caption: str = ""
    credit: str = ""
    narrow: Picture | None = None  # art direction: the same photo, cropped for phones


@dataclass(frozen=True)
class Card:
    """A story in a list."""

    title: str
    href: str
    summary: str
    series: str
    department: str
    date: str  # 2026年3月5日
    iso_date: str
    minutes: int
    picture: Picture | None = None  # 4:3
    sample: bool = False
    pending: bool = False  # its reviews do not count yet
    whole: tuple[str, ...] = TERMS  # what no line of the title may divide


@dataclass(frozen=True)
class StoryView:
    title: str
    summary: str
    series: Link
    department: Link
    date: str
    iso_date: str
    minutes: int
    characters: int
    byline: tuple[tuple[str, str], ...]  # (("文", "…"), ("图", "…"))
    review: tuple[tuple[str, str], ...]  # (("初审", "…"), ("复审", "…"), ("终审", "…"))
    breadcrumbs: tuple[Link, ...]
    body: Markup
    cover: Picture | None = None  # 3:2 or wider, large
    people: tuple[tuple[str, str], ...] = ()  # (name, role)
    themes: tuple[Link, ...] = ()
    honours: tuple[str, ...] = ()
    mentions: tuple[
        tuple[str, tuple[Link, ...]], ...
    ] = ()  # (荣誉, links to the entries that name the story)
    photo_credits: tuple[tuple[str, str], ...] = ()  # (caption or alt, credit)
    related: tuple[Card, ...] = ()
    previous: Link | None = None
    next: Link | None = None
    sample: bool = False
    pending: bool = False
    whole: tuple[str, ...] = TERMS  # what no line of the title may divide


@dataclass(frozen=True)
class FilterGroup:
    """One way to narrow a list: 部门, 栏目, 年份, 主题."""

    label: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class ListView:
    title: str
    lede: str
    total: int
    breadcrumbs: tuple[Link, ...]
    filters: tuple[FilterGroup, ...]
    cards: tuple[Card, ...]
    pages: tuple[Link, ...] = ()  # 1 2 … 9, empty when there is one page; "…" leads nowhere
    previous: Link | None = None
    next: Link | None = None
    more: Link | None = None  # all stories, where this list is empty
    invite: Link | None = None  # how a visitor can tell one
    has_sample: bool = False
    whole: tuple[str, ...] = TERMS  # what no line of the title may divide


@dataclass(frozen=True)
class Tile:
    """A culture in the overview: photo, name, one line, number of stories."""

    title: str
    href: str
    line: str
    stories: int
    picture: Picture | None = None


@dataclass(frozen=True)
class Swatch:
    name: str
    label: str
    use: str
    light: str  # #rrggbb
    dark: str
    css: str  # --colour-brand
    rgb: str  # 31, 90, 72, by day
    cmyk: str = ""  # as a person typed it; "" while undecided
    spot: str = ""


@dataclass(frozen=True)
class ContrastRow:
    text: str  # label of the text colour
    ground: str
    light: str  # "7.21:1"
    dark: str
    verdict: str  # AAA, AA, 大字 AA, 不达标
    used: bool  # by the site itself


@dataclass(frozen=True)
class HeadView:
    """The opening of a hand-written page."""

    title: str
    lede: str
    layout: str  # home | culture | manual
    kicker: str = ""  # small line above the title
    breadcrumbs: tuple[Link, ...] = ()
    cover: Picture | None = None  # banner 1920×820, with `narrow` 760×950 (4:5)
    sample: bool = False
    motto: tuple[str, ...] = ()
    motto_proposed: bool = True
    emblem: str = ""  # href of the emblem, home only
    whole: tuple[str, ...] = TERMS  # what no line of the title may divide


@dataclass(frozen=True)
class FootView:
    """The close of a hand-written page: where its photos come from."""

    photo_credits: tuple[tuple[str, str], ...] = field(default=())
