"""A year as one book: the year in figures and months, its stories whole, honours, activities, the plan, the bloom calendar, credits."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from showcase.brand import emblem
from showcase.fragments import fragment
from showcase.photos.orders import Developed
from showcase.photos.recipes import BODY, COVER, Recipe
from showcase.project.cache import Cache
from showcase.project.folder import Project
from showcase.records.activities import ORGANISERS, Activity
from showcase.records.blooming import claims, growing, sights
from showcase.records.honour_wall import who
from showcase.records.honours import LEVELS, Honour, by_year
from showcase.records.plan import Plan, Standing, plans, standing
from showcase.records.plan import Task as PlanTask
from showcase.records.plan_views import MARKS, figures, short
from showcase.records.plants import MONTHS
from showcase.site.survey import Survey
from showcase.stories.story import Story, shown_photos

WIDE = 900  # px; a photo at least so wide is printed across the page
TITLE = "后勤文化年鉴"


@dataclass(frozen=True)
class Entry:
    """A line of the contents; its heading is the one of that anchor."""

    anchor: str
    title: str
    level: int  # 1 a part, 2 a story
    note: str = ""


@dataclass(frozen=True)
class Part:
    """`head` stands at the top of each of its pages."""

    anchor: str
    head: str
    body: Markup
    style: str = ""  # what its first page is like


@dataclass(frozen=True)
class Yearbook:
    year: int
    title: str
    owner: str
    parts: tuple[Part, ...]
    entries: tuple[Entry, ...]  # in the order of their headings
    cover: str  # a picture as data:, or empty
    emblem: str
    motto: tuple[str, ...]
    day: str
    sample: bool

    @property
    def tells(self) -> bool:
        """Whether anything of the year is in it; plants flower in any."""
        return any(part.anchor in ("stories", "honours", "activities", "plan") for part in self.parts)


@dataclass(frozen=True)
class _Pictures:
    """Photos of stories as they lie in the cache, written into the book itself."""

    photos: Mapping[str, Developed]
    cache: Cache

    def data(self, path: str, recipe: Recipe) -> str:
        """As data:, of the smallest width that is wide enough; empty where the photo could not be used."""
        developed = self.photos.get(path)
        if developed is None:
            return ""
        made = [i for i in developed.picture(recipe) if i.encoder.format in ("jpg", "jpeg")]
        chosen = next((i for i in made if i.size[0] >= WIDE), made[-1] if made else None)
        data = self.cache.get(chosen.file) if chosen else None
        return f"data:image/jpeg;base64,{base64.b64encode(data).decode()}" if data else ""


def yearbook(project: Project, found: Survey, year: int) -> Yearbook:
    """The book of `year`; a part of which there is nothing is not in it."""
    whole, house = found.collection, found.house
    pictures = _Pictures(whole.catalogue.photos, Cache(project.cache / "photos"))
    stories = tuple(
        sorted((s for s in whole.catalogue.stories if s.year == f"{year}"), key=lambda s: (s.date, s.slug))
    )
    told = tuple(_story(found, story, pictures, number) for number, story in enumerate(stories, 1))
    parts = tuple(
        part for part in (*_before(found, year, stories), *told, *_after(found, year, stories)) if part.body
    )
    entries = tuple(_entries(parts, stories))
    covers = (pictures.data(f"{s.folder}/{s.cover}", COVER) for s in stories[::-1] if s.cover)
    svg = emblem.coloured(house.emblem.svg, house.tokens, "light").encode()
    day = found.read.time
    return Yearbook(
        year,
        TITLE,
        house.organisation.names.full,
        parts,
        entries,
        next(covers, ""),
        f"data:image/svg+xml;base64,{base64.b64encode(svg).decode()}",
        house.tokens.motto.words,
        f"{day.year}年{day.month}月{day.day}日",
        whole.catalogue.has_sample or any(r.sample for r in whole.world.of(Honour)),
    )


def _entries(parts: Iterable[Part], stories: tuple[Story, ...]) -> Iterator[Entry]:
    titles = {f"s{number}": story for number, story in enumerate(stories, 1)}
    for part in parts:
        story = titles.get(part.anchor)
        if story:
            yield Entry(part.anchor, story.front.title, 2, short(story.date))
        else:
            yield Entry(part.anchor, part.head, 1)


def _part(anchor: str, title: str, values: Mapping[str, object], style: str = "") -> Part:
    return Part(anchor, title, Markup(fragment("yearbook", part=anchor, title=title, **values)), style)


def _before(found: Survey, year: int, stories: tuple[Story, ...]) -> Iterator[Part]:
    """The year in figures and months; then what opens the stories."""
    world = found.collection.world
    activities = _held(found, year)
    honours = tuple(h for h in world.of(Honour) if h.year == year)
    plan = plans(world.entries(PlanTask), world.today).get(year)
    rows = [("篇故事", len(stories)), ("项荣誉", len(honours)), ("次活动", len(activities))]
    if plan:
        rows.append(
            ("件计划里的事办成了", sum(plan.counts.get(s, 0) for s in (Standing.DONE, Standing.LATE)))
        )
    seen = sights(world)
    months = tuple(
        (
            name,
            tuple(s.front.title for s in stories if s.date.month == n),
            tuple(a.title for a in activities if a.start.month == n),
            tuple(dict.fromkeys(sight.what for sight in seen if sight.month == n))[:6],
        )
        for n, name in enumerate(MONTHS, 1)
    )
    yield _part(
        "year", "这一年", {"figures": tuple(row for row in rows if row[1]), "months": months, "year": year}
    )
    if stories:
        yield _part("stories", "故事", {"count": len(stories), "year": year}, "divider")


def _held(found: Survey, year: int) -> tuple[Activity, ...]:
    """What took place in the year, in order: what is planned still is not told as done."""
    world = found.collection.world
    past = (a for a in world.of(Activity) if a.start.year == year and a.start.date() <= world.today)
    own = (a for a in past if a.state == "done")
    return tuple(sorted(own, key=lambda a: (a.start, a.key)))


def _story(found: Survey, story: Story, pictures: _Pictures, number: int) -> Part:
    catalogue, front = found.collection.catalogue, story.front
    cover = pictures.data(f"{story.folder}/{story.cover}", COVER) if story.cover else ""
    use = story.cover_use
    body = fragment(
        "yearbook",
        part="story",
        anchor=f"s{number}",
        title=front.title,
        summary=front.summary,
        kicker=f"{catalogue.label('series', front.series)} · {catalogue.label('department', front.department)}",
        day=f"{story.date.year}年{short(story.date)}",
        cover=cover,
        caption=(use.caption or use.alt) if use else "",
        people=tuple((person.name, person.role) for person in front.people),
        text=Markup(flowing(story)),
        shots=tuple(_shots(story, pictures)),
        sample=front.sample,
        whole=catalogue.names,
    )
    return Part(f"s{number}", front.title, Markup(body), "story")


def flowing(story: Story) -> str:
    """The story's sanitised text for print: no pictures, headings that are no bookmarks, no links and no anchors."""
    html = re.sub(r'<figure class="photo-\d+"></figure>', "", story.body.html)
    html = re.sub(r"<h[2-6]\b[^>]*>(.*?)</h[2-6]>", r'<p class="sub">\1</p>', html, flags=re.DOTALL)
    html = re.sub(r"</?a\b[^>]*>", "", html)
    return re.sub(r'\sid="[^"]*"', "", html)


def _shots(story: Story, pictures: _Pictures) -> Iterator[tuple[str, str]]:
    """(picture as data:, caption) of what its text shows beside the cover; they stand together behind the text."""
    for use in story.body.photos:
        if use.file not in story.hidden and use.file != story.cover:
            data = pictures.data(f"{story.folder}/{use.file}", BODY)
            if data:
                yield data, use.caption or use.alt


def _after(found: Survey, year: int, stories: tuple[Story, ...]) -> Iterator[Part]:
    world = found.collection.world
    organisation = world.organisation
    honours = dict(by_year(world.of(Honour))).get(year, ())
    if honours:
        rows = tuple(
            (h.title, who(h, organisation), f"{h.by}（{LEVELS[h.level]}）", h.line or "") for h in honours
        )
        yield _part("honours", "荣誉", {"rows": rows, "year": year})
    held = tuple(
        (short(a.start.date()), a.title, a.line, ORGANISERS[a.organiser], a.place) for a in _held(found, year)
    )
    if held:
        yield _part("activities", "一起做的事", {"rows": held})
    plan = plans(world.entries(PlanTask), world.today).get(year)
    if plan:
        yield _part("plan", "计划办得怎样", {"figures": figures(plan), "goals": tuple(_goals(found, plan)), "day": f"{world.today.year}年{short(world.today)}"})  # fmt: skip
    plants = growing(world)
    if plants:
        table = tuple(
            (p.name, tuple("花" if m in p.flower else "果" if m in p.fruit else "叶" if m in p.colour else "" for m in range(1, 13)), p.evergreen)
            for p in plants
        )  # fmt: skip
        yield _part("bloom", "花历", {"rows": table, "claims": claims(world)})
    yield _part("credits", "图片来源", {"rows": tuple(_credits(stories)), "owner": organisation.names.full})


def _goals(found: Survey, plan: Plan) -> Iterator[tuple[str, tuple[tuple[str, str, str, str], ...]]]:
    units = found.house.organisation.all_units
    for goal in plan.goals:
        work = [task for _, task in plan.below(goal) if not plan.parts(task)] or [goal]
        rows = tuple(
            (
                t.title,
                f"{units[t.unit]} · {t.post}",
                standing(t, plan.day).value,
                MARKS[standing(t, plan.day)],
            )
            for t in work
        )
        yield goal.title, rows


def _credits(stories: Iterable[Story]) -> Iterator[tuple[str, str, str]]:
    """(story, what the photo shows, whose it is) of each photo that is printed."""
    for story in stories:
        for file in shown_photos(story.front, story.body, story.hidden):
            use = next((u for u in story.body.photos if u.file == file), None)
            note = story.front.photos.get(file)
            words = (use.caption or use.alt) if use else "题图"
            yield (
                story.front.title,
                words,
                (note.credit if note else "") or story.front.credits.photo or "未填写",
            )
