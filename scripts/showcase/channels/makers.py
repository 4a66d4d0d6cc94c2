"""Who makes what of a story for which channel, and the photos developed for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from showcase.brand.emblem import emblem_mark
from showcase.channels import paper, poster, screens
from showcase.channels.douyin import making as douyin
from showcase.channels.export import Export
from showcase.channels.pictures import Darkroom
from showcase.channels.telling import Channel, Told
from showcase.channels.wechat import making as wechat
from showcase.channels.wechat.theme import theme_of
from showcase.house import House
from showcase.pages.catalogue import Catalogue
from showcase.photos.orders import Order, Refusal, Want
from showcase.photos.plan import plan
from showcase.photos.recipes import BODY, DOUYIN_FILM_SHOT, Recipe
from showcase.photos.studio import Studio
from showcase.project.folder import Project
from showcase.project.workers import Workers

Make = Callable[[Told, House, Darkroom], Export]


@dataclass(frozen=True)
class Maker:
    channel: Channel
    make: Make
    covers: tuple[Recipe, ...] = ()  # of the cover alone
    shots: tuple[Recipe, ...] = ()  # of every photo, beside what running text takes


def _wechat(told: Told, house: House, dark: Darkroom) -> Export:
    return wechat.export(told, theme_of(house.tokens), dark)


def _poster_on_paper(told: Told, house: House, dark: Darkroom) -> Export:
    picture, sheets = poster.export(told, house, dark), paper.export(told, house, dark, paper.POSTERS)
    return replace(
        picture,
        files=(*picture.files, *sheets.files),
        said=(*picture.said, *sheets.said),
        findings=tuple(dict.fromkeys((*picture.findings, *sheets.findings))),
    )


WECHAT = Maker("wechat", _wechat, wechat.RECIPES)
POSTER = Maker("poster", poster.export, poster.RECIPES)
POSTER_ON_PAPER = Maker("poster", _poster_on_paper, (*poster.RECIPES, *paper.RECIPES))
BOARD = Maker("board", paper.export, paper.RECIPES)
SCREENS = Maker("screens", screens.export)  # one for all: `channels`, a folder a story, has none
DOUYIN = Maker("douyin", douyin.export, douyin.COVERS)
DOUYIN_FILM = Maker("douyin", douyin.export_with_film, douyin.COVERS, (DOUYIN_FILM_SHOT,))
EVERY = (WECHAT, DOUYIN, POSTER, BOARD)

ALL = (*EVERY, DOUYIN_FILM, POSTER_ON_PAPER)


def darkroom(project: Project, house: House, stories: Iterable[Told], maker: Maker) -> Darkroom:
    """Every photo that `stories` may show, in what `maker` makes of it.

    Raises:
        MachineError: the disk or a worker failed.
    """
    orders = dict.fromkeys(
        Order(f"{told.story.folder}/{shot.file}", wants(told, shot.file, maker))
        for told in stories
        for shot in told.shots
    )
    colours = house.tokens.colour
    with Workers() as workers:
        ground = colours["paper"].light
        mark = emblem_mark(house.emblem, house.tokens)
        studio = Studio(project.root, project.cache, workers, ground, mark, partly=True)
        found = studio.develop(orders)
    photos = {path: one for path, one in found.items() if not isinstance(one, Refusal)}
    return Darkroom(
        photos, studio.cache, house.font, colours["accent"].light, colours["on-accent"].light, mark
    )


def kept_entries(house: House, catalogue: Catalogue) -> frozenset[str]:
    """The names of all cache entries that channels may have made of the site's photos, for `Cache.prune`.

    An export made again finds them there; of photos that no story shows any more nothing is kept.
    """
    ground, mark = house.tokens.colour["paper"].light, emblem_mark(house.emblem, house.tokens)
    recipes = {recipe for maker in ALL for recipe in (BODY, *maker.shots, *maker.covers)}
    found: set[str] = set()
    for story in catalogue.stories:
        for file in story.photo_files:
            probe, focal = catalogue.photos[f"{story.folder}/{file}"].probe, story.note(file).focal
            for recipe in recipes:
                found |= {e for i in plan(probe, recipe, focal, ground, mark) for e in i.entries}
    return frozenset(found)


def wants(told: Told, file: str, maker: Maker) -> frozenset[Want]:
    """In what `maker` wants this photo of the story."""
    focal = told.story.note(file).focal
    recipes = (*maker.shots, *(maker.covers if told.cover and file == told.cover.file else ()))
    return frozenset({Want(BODY), *(Want(recipe, focal) for recipe in recipes)})
