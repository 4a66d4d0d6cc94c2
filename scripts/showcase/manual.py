"""The blocks of the VI manual: plates, uniforms, the film, and the manual's own contents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from showcase.brand import Tokens
from showcase.documents import Doc
from showcase.film import Film
from showcase.fragments import fragment
from showcase.organisation import Organisation
from showcase.page import href
from showcase.pages.pictures import picture
from showcase.pages.views import Picture
from showcase.photos.recipes import BODY
from showcase.photos.studio import Developed, Refusal, Want
from showcase.plates import GROUPS, Plate
from showcase.uniforms import PIECES, SEASONS, SHOWN, Uniforms

FOLDER = "assets/plates"
SMALL = 80  # mm; plates this narrow still read two to a phone's width
PX_WIDE = 960  # px, the plate's nominal width on a page
# The order of a printed manual; pages that are not named here follow by address.
CONTENTS = ("emblem", "lettering", "colour", "auxiliary", "type", "motto", "applications", "uniforms", "film")
PLATE_BLOCKS = ("plate", "plates", "uniforms")


@dataclass(frozen=True)
class Manual:
    """What the manual's blocks draw on. `lacking` names characters for want of which nothing was drawn."""

    plates: tuple[Plate, ...] = ()
    uniforms: Uniforms = field(default_factory=lambda: Uniforms(uniforms=()))
    film: Film | None = None
    lacking: str = ""


@dataclass(frozen=True)
class PlateView:
    name: str
    title: str
    use: str
    href: str  # the SVG itself
    width: int  # px
    height: int


@dataclass(frozen=True)
class UniformView:
    plate: PlateView
    facts: tuple[tuple[str, str], ...]
    numbers: tuple[tuple[str, str], ...]  # what copies on a click
    note: str


@dataclass(frozen=True)
class Chapter:
    number: str
    title: str
    line: str
    href: str


def wants_plates(docs: Iterable[Doc]) -> bool:
    return any(f"<!-- block: {name} " in doc.text for doc in docs for name in PLATE_BLOCKS)


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


def uniforms(page: str, manual: Manual, tokens: Tokens, organisation: Organisation) -> str:
    by_name = {p.name: p for p in manual.plates}
    views = []
    for uniform in manual.uniforms.uniforms:
        drawn = by_name.get(f"uniform-{uniform.key}")
        if drawn is None:
            continue
        facts = (
            ("部门", organisation.departments[uniform.department].label),
            ("季节", SEASONS[uniform.season]),
            ("面料", uniform.fabric),
            ("一套", "、".join(PIECES[piece] for piece in uniform.pieces)),
        )
        numbers = tuple(
            (f"{part}：{tokens.colour[name].label}", tokens.colour[name].light)
            for part, name in (
                ("主色", uniform.colour("main")),
                ("辅色", uniform.colour("second")),
                ("领、边", uniform.colour("trim")),
            )
        )
        views.append(UniformView(_view(page, drawn), facts, numbers, uniform.note))
    return fragment("block_uniforms", uniforms=tuple(views), sample=manual.uniforms.sample, shown=SHOWN)


def film(page: str, manual: Manual, photos: Mapping[str, Developed | Refusal]) -> str:
    shown = manual.film
    if shown is None:
        raise ValueError(
            "docs/brand/film/film.yml 里还没有宣传片；这一页的稿头写上 needs: film，没有片子时就不出现"
        )
    poster: Picture | None = None
    photo = photos.get(shown.poster)
    if isinstance(photo, Developed):
        poster = picture(page, photo, Want(BODY), alt=shown.matter.alt)
    return fragment(
        "block_film",
        title=shown.matter.title,
        video=href(page, shown.video_path),
        kind=shown.kind,
        captions=href(page, shown.captions_path),
        poster=poster,
        alt=shown.matter.alt,
        transcript=shown.matter.transcript,
        credit=shown.matter.credit,
        sample=shown.sample,
    )


def contents(page: str, docs: Iterable[Doc]) -> str:
    """The manual's pages that exist, numbered as in a printed one."""

    def order(doc: Doc) -> tuple[int, str]:
        key = doc.folder.removeprefix("brand/")
        return (CONTENTS.index(key) if key in CONTENTS else len(CONTENTS), key)

    found = sorted((d for d in docs if d.folder.startswith("brand/") and d.folder.count("/") == 1), key=order)
    chapters = tuple(
        Chapter(f"{n:02d}", doc.matter.title, doc.matter.line or doc.matter.description, href(page, doc.path))
        for n, doc in enumerate(found, 1)
    )
    return fragment("block_contents", chapters=chapters)
