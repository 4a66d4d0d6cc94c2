"""The way that a new colleague goes: everybody's part, the department's, the post's, put together and in order."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from showcase.records.kind import World
from showcase.records.paths import Path, Step
from showcase.records.prose import Part

LEVELS = ("人人都走", "本部门", "本岗位")
POST = 2  # the last of them
WHEN = ("", "第一天", "第二天", "第三天", "第四天", "第五天", "第二周", "第三周", "第四周")
MOST_MINUTES = 30  # a day; the rest of a shift is work
WORKDAYS = 5


@dataclass(frozen=True)
class Stop:
    """A step on a way, with where it leads in this edition."""

    name: str  # common.contacts
    level: int
    step: Step
    target: str | None  # start/contacts/index.md#h-…, from the site's root
    reading: int  # minutes

    @property
    def minutes(self) -> int:
        return self.reading + (self.step.show.minutes if self.step.show else 0)

    @property
    def page(self) -> str:
        """The page it leads to, without the heading."""
        return (self.target or "").partition("#")[0]


@dataclass(frozen=True)
class Stage:
    """A day of the first week, or a later week."""

    number: int
    stops: tuple[Stop, ...]

    @property
    def name(self) -> str:
        return WHEN[self.number]

    @property
    def minutes(self) -> int:
        return sum(stop.minutes for stop in self.stops)

    @property
    def most(self) -> int:
        """Minutes that fit."""
        return MOST_MINUTES if self.number <= WORKDAYS else MOST_MINUTES * WORKDAYS


@dataclass(frozen=True)
class Way:
    """What one person goes."""

    key: str
    name: str
    line: str
    parts: tuple[Path, ...]  # for all, of the department, of the post; those there are
    stops: tuple[Stop, ...]  # in order

    @property
    def own(self) -> Path:
        return self.parts[-1]

    @property
    def department(self) -> str | None:
        return self.own.department

    @property
    def minutes(self) -> int:
        return sum(stop.minutes for stop in self.stops)

    @property
    def stages(self) -> tuple[Stage, ...]:
        return tuple(Stage(n, tuple(own)) for n, own in groupby(self.stops, lambda s: s.step.when))

    @property
    def week_minutes(self) -> int:
        """Of the first five days."""
        return sum(stage.minutes for stage in self.stages if stage.number <= WORKDAYS)


Names = Mapping[str, tuple[Path, Step]]  # common.contacts → where it is typed


def steps_of(parts: Iterable[Path]) -> Names:
    return {name: (part, step) for part in parts for name, step in part.named()}


def forerunners(name: str, names: Names) -> Iterator[tuple[str, str | None]]:
    """(as typed, the step meant or None) of all that comes before step `name`: of its own part first, then by its full name."""
    part, step = names[name]
    for typed in step.after:
        own = f"{part.key}.{typed}"
        yield typed, own if own in names else typed if typed in names else None


def in_order(parts: Sequence[Path]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(the steps in the order one goes them, those that wait for each other in a circle).

    By day, then everybody's before the department's before the post's, then as typed; but never before what `after` names.
    """
    names = steps_of(parts)
    wish = {name: (step.when, part.level, n) for n, (name, (part, step)) in enumerate(names.items())}
    waiting = {name: {meant for _, meant in forerunners(name, names) if meant} for name in names}
    followers: dict[str, list[str]] = {}
    for name, before in waiting.items():
        for one in before:
            followers.setdefault(one, []).append(name)
    ready = [(wish[name], name) for name, before in waiting.items() if not before]
    heapq.heapify(ready)
    done: list[str] = []
    while ready:
        _, name = heapq.heappop(ready)
        done.append(name)
        del waiting[name]
        for other in followers.get(name, ()):
            waiting[other].discard(name)
            if not waiting[other]:
                heapq.heappush(ready, (wish[other], other))
    return tuple(done), tuple(waiting)


def ways(world: World) -> tuple[Way, ...]:
    """Everybody's alone, for who has no post yet; then the way of each department, followed by those of its posts; posts of no department come last."""
    found = world.of(Path)
    common = tuple(part for part in found if part.level == 0)
    made = [_way(world, common)] if common else []
    for key in (*world.organisation.departments, None):
        own = tuple(p for p in found if p.level == 1 and p.department == key)
        posts = (p for p in found if p.level == 2 and p.department == key)
        made += [_way(world, (*common, *own))] if own else []
        made += [_way(world, (*common, *own, post)) for post in posts]
    return tuple(made)


def _way(world: World, parts: tuple[Path, ...]) -> Way:
    own = parts[-1]
    names = steps_of(parts)
    stops = (_stop(world, name, *names[name]) for name in in_order(parts)[0])
    return Way(own.key, own.name, own.line, parts, tuple(stop for stop in stops if stop))


def _stop(world: World, name: str, part: Path, step: Step) -> Stop | None:
    """None when what it would show is not in this edition and there is nothing to do either."""
    found = destination(world, step)
    if found is None and (step.page or step.story) and not step.show:
        return None
    target, text = found if found else (None, None)
    return Stop(name, part.level, step, target, text.minutes if text else 0)


def destination(world: World, step: Step) -> tuple[str, Part] | None:
    """(path with its anchor, what is read there); None when this edition has no such page or heading."""
    if step.story:
        story = world.story(step.story)
        return (f"{story.folder}/index.md", Part("", story.front.title, story.body.html)) if story else None
    return place_of(world, step.page) if step.page else None


def place_of(world: World, page: str) -> tuple[str, Part] | None:
    """The same for start/contacts#马上有危险 as it is typed."""
    folder, _, heading = page.partition("#")
    prose = world.texts.get(folder)
    part = (prose.part(heading) if heading else prose.whole) if prose else None
    return (f"{folder}/index.md{part.anchor}", part) if part else None
