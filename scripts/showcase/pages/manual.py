"""The blocks of the VI manual: plates, and the manual's own contents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from showcase.brand.css import SMALLEST_PX
from showcase.brand.tokens import Tokens
from showcase.fragments import fragment
from showcase.manual.kit import Kit, singles
from showcase.manual.plates import GROUPS, Plate
from showcase.pages.documents import Doc
from showcase.project.addresses import href

FOLDER = "assets/plates"
SMALL = 80  # mm; plates this narrow still read two to a phone's width
PX_WIDE = 960  # px, the plate's nominal width on a page
# The order of a printed manual; pages that are not named here follow by address.
CONTENTS = ("emblem", "lettering", "colour", "auxiliary", "type", "motto", "applications", "uniforms", "film")
PLATE_BLOCKS = frozenset({"plate", "plates", "uniforms"})
USE_BLOCKS = frozenset({"uses"})
KIT_BLOCKS = frozenset({"download"}) | USE_BLOCKS


@dataclass(frozen=True)
class Manual:
    """What the manual's blocks draw on. `lacking` names characters for want of which nothing was drawn."""

    plates: tuple[Plate, ...] = ()
    lacking: str = ""
    kit: Kit | None = None  # when a page offers it
    no_kit: str = ""  # why it could not be made


@dataclass(frozen=True)
class PlateView:
    name: str
    title: str
    use: str
    href: str  # the SVG itself
    width: int  # px
    height: int


@dataclass(frozen=True)
class Chapter:
    number: str
    title: str
    line: str
    href: str


def uses(page: str, manual: Manual) -> str:
    """What the kit holds, by use, each file for itself; nothing where there is no kit."""
    if manual.kit is None:
        return ""
    rows = [
        {
            "what": use.what,
            "line": use.line,
            "files": [{"label": f.label, "href": href(page, f.path)} for f in use.files],
        }
        for use in singles.uses(manual.kit)
    ]
    return fragment("block_uses", uses=rows)


def specimen(tokens: Tokens) -> str:
    """The type as it stands on the site, with its sizes on a phone and on a desktop."""
    kind = tokens.type
    sizes = {
        step: "、".join(
            f"{max(float(size) * float(scale) ** step, SMALLEST_PX):.0f}"
            for size, scale in ((kind.size.phone, kind.scale.phone), (kind.size.desktop, kind.scale.desktop))
        )
        + " 像素"
        for step in (-1, 0, 1, 2, 4)
    }
    return fragment("block_specimen", sizes=sizes, motto=tokens.names.tagline)


def asks_for(docs: Iterable[Doc], blocks: frozenset[str]) -> bool:
    """Whether one of the pages holds one of the blocks."""
    return any(use.name in blocks for doc in docs for use in doc.body.blocks)


def plate(page: str, manual: Manual, name: str) -> str:
    found = next((p for p in manual.plates if p.name == name), None)
    if found is None and not manual.lacking:
        raise ValueError(f"没有“{name}”这张图版；可以用 {'、'.join(p.name for p in manual.plates)}")
    return _figures(page, manual, [found] if found else [])


def plates(page: str, manual: Manual, group: str) -> str:
    if group not in GROUPS:
        raise ValueError(f"没有“{group}”这一组图版；可以用 {'、'.join(GROUPS)}")
    return _figures(page, manual, [p for p in manual.plates if p.group == group])


def _figures(page: str, manual: Manual, chosen: Sequence[Plate]) -> str:
    views = tuple(_view(page, p) for p in chosen)
    small = len(chosen) > 3 and max(p.size[0] for p in chosen) <= SMALL
    return fragment("block_plates", plates=views, lacking=manual.lacking, small=small)


def plate_view(page: str, manual: Manual, name: str) -> PlateView | None:
    """The plate `name` for the `plate_figure` macro; None where it was not drawn."""
    return next((_view(page, p) for p in manual.plates if p.name == name), None)


def _view(page: str, shown: Plate) -> PlateView:
    width, height = shown.size
    return PlateView(
        shown.name,
        shown.title,
        shown.use,
        href(page, f"{FOLDER}/{shown.name}.svg"),
        PX_WIDE,
        round(PX_WIDE * height / width),
    )


def contents(page: str, docs: Iterable[Doc]) -> str:
    """The manual's pages that exist, numbered as in a printed one."""

    def order(doc: Doc) -> tuple[int, str]:
        key = doc.folder.removeprefix("brand/")
        return (CONTENTS.index(key) if key in CONTENTS else len(CONTENTS), key)

    found = sorted((d for d in docs if d.folder.startswith("brand/") and d.folder.count("/") == 1), key=order)
    return chapters(page, found, "手册目录")


def chapters(page: str, docs: Iterable[Doc], label: str = "这一部分") -> str:
    """Hand-written pages as a numbered contents."""
    listed = tuple(
        Chapter(f"{n:02d}", doc.matter.title, doc.matter.line or doc.matter.description, href(page, doc.path))
        for n, doc in enumerate(docs, 1)
    )
    return fragment("block_contents", chapters=listed, label=label)
