"""WAY: what is found in the parts of the way, taken together with the pages they lead to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from showcase.project.finding import Finding, Place, Severity, warning
from showcase.records.kind import World
from showcase.records.paths import Path, Step
from showcase.records.prose import sentence_length
from showcase.records.record import Entry
from showcase.records.ways import destination, forerunners, in_order, steps_of, ways
from showcase.stories.rules.rule import Rule

FILE = "docs/start/paths.yml"
LONGEST_SENTENCE = 30  # characters, on average over a page
FOLDER = "start"

Spots = Mapping[str, Place]


def judge(world: World) -> Iterator[Finding]:
    entries = world.entries(Path)
    if not entries or FOLDER not in world.folders:
        return
    for entry in entries:
        yield from _gone(world, entry)
    yield from _disordered(world)
    yield from _crowded(world)
    yield from _without(world)
    yield from _hard_to_read(world)


def _steps(entry: Entry[Path]) -> Iterator[tuple[int, Step]]:
    yield from enumerate(entry.record.steps)


def _gone(world: World, entry: Entry[Path]) -> Iterator[Finding]:
    """Steps that lead to what this edition does not have."""
    for number, step in _steps(entry):
        if not (step.page or step.story) or destination(world, step):
            continue
        folder, _, heading = (step.page or "").partition("#")
        place = entry.at("steps", number, "page" if step.page else "story")
        if prose := world.texts.get(folder):
            message, hint = (
                f"{prose.title}这一页没有小标题“{heading}”",
                "改成页上有的小标题，或删掉 # 和后面的字",
            )
        else:
            message, hint = f"这一版网站没有 {step.page or step.story}", f"先写好 docs/{folder}/index.md；示例和内部的页，正式网站上没有"  # fmt: skip
        yield warning("WAY001", place, f"{entry.record.name}的“{step.title}”：{message}，这一站不出现", hint)


def _disordered(world: World) -> Iterator[Finding]:
    """Circles, steps that come after what is unknown, or after what comes on a later day; each told once."""
    told: set[Finding] = set()
    places = {
        f"{entry.record.key}.{step.key}": entry.at("steps", number, "after")
        for entry in world.entries(Path)
        for number, step in _steps(entry)
    }
    for way in ways(world):
        names = steps_of(way.parts)
        circle = in_order(way.parts)[1]
        if circle:
            words = f"这几步互相等：{' → '.join(circle)}，{way.name}的路上它们都不出现"
            told.add(warning("WAY002", places[circle[0]], words, "删掉其中一处 after"))
        for name, (_, step) in names.items():
            for typed, meant in forerunners(name, names):
                if meant is None:
                    words, hint = (
                        f"after 写的 {typed} 不在{way.name}的路上",
                        f"可以写 {'、'.join(list(names)[:6])}",
                    )
                elif names[meant][1].when > step.when:
                    words, hint = (
                        f"{name} 排在 {typed} 前面的日子，却要等它做完",
                        "把这一步往后挪，或把那一步往前挪",
                    )
                else:
                    continue
                told.add(warning("WAY002", places[name], words, hint))
    yield from sorted(told, key=lambda finding: (finding.place, finding.message))


def _crowded(world: World) -> Iterator[Finding]:
    """Days that ask for more minutes than a newcomer has beside the work."""
    places = {entry.record.key: entry.place for entry in world.entries(Path)}
    for way in ways(world):
        for stage in way.stages:
            if stage.minutes > stage.most:
                words = f"{way.name}的{stage.name}要 {stage.minutes} 分钟，超过 {stage.most} 分钟"
                heaviest = max(stage.stops, key=lambda stop: stop.minutes)
                hint = f"挪一步到别的日子，最长的是“{heaviest.step.title}”，{heaviest.minutes} 分钟"
                yield warning("WAY003", places[way.key], words, hint)


def _without(world: World) -> Iterator[Finding]:
    """Departments and posts that nobody wrote a part for."""
    found, organisation = world.of(Path), world.organisation
    walked = {part.department for part in found}
    if lacking := [key for key in organisation.departments if key not in walked]:
        words = f"还没有新同事的路：{'、'.join(organisation.departments[key].label for key in lacking)}"
        yield warning(
            "WAY004", Place(FILE), words, f"加一条 department: {lacking[0]}，写这个部门的人第一周看什么"
        )
    served = {post for part in found for post in part.posts}
    posts = dict.fromkeys(post for team in organisation.teams.values() for post in team.posts)
    if lost := [post for post in posts if post not in served]:
        words = f"这些岗位没有自己的路，只能走部门的：{'、'.join(lost)}"
        yield warning("WAY004", Place(FILE), words, f"在合适的一条里加 posts: [{lost[0]}]")


def _hard_to_read(world: World) -> Iterator[Finding]:
    """Pages on the way whose sentences are long: some who go it are 58 and read little."""
    entries = {entry.record.key: entry for entry in world.entries(Path)}
    told = set()
    for entry in entries.values():
        for number, step in _steps(entry):
            found = destination(world, step) if step.page else None
            if found is None or found[0] in told:
                continue
            told.add(found[0])
            if (length := sentence_length(found[1].text)) > LONGEST_SENTENCE:
                words = f"{found[1].title}平均一句 {length:.0f} 个字，超过 {LONGEST_SENTENCE} 个"
                yield warning(
                    "WAY005", entry.at("steps", number, "page"), words, "把长句断开，一句只说一件事"
                )


RULES = (
    Rule(
        "WAY001",
        Severity.WARNING,
        "一站通向没有的页",
        what="路上每一步写的页、小标题和故事，这一版网站上有没有。",
        why="新同事点开是空的，就不再往下走了。没有的那一站不出现，等页写好再出现。",
        example="page: start/contcats",
        instead="page: start/contacts",
    ),
    Rule(
        "WAY002",
        Severity.WARNING,
        "先后排不开",
        what="after 写的步有没有，是不是排在后面的日子，是不是互相等成一圈。",
        why="没断过电，不能先学换灯。互相等的步，谁也走不到。",
        example="- key: a\n  after: [b]\n- key: b\n  after: [a]",
        instead="- key: a\n- key: b\n  after: [a]",
    ),
    Rule(
        "WAY003",
        Severity.WARNING,
        "一天要看的太多",
        what="第一周每一天读的和做的加起来，是不是超过 30 分钟。读按每分钟 400 字算。",
        why="新同事白天要上班。一次塞得多，等于没塞。",
        example="day: 1（六步都写第一天）",
        instead="day: 2",
    ),
    Rule(
        "WAY004",
        Severity.WARNING,
        "有的部门或岗位没有路",
        what="每个部门、每个班组的每个岗位，有没有一条自己的路。",
        why="没有路的人，不知道从哪里看起。",
        example="department: 〈部门〉（别的部门没有写）",
        instead="- department: 〈部门〉\n  posts: [值班员]",
    ),
    Rule(
        "WAY005",
        Severity.WARNING,
        "给新同事看的页句子太长",
        what="路上的每一页，平均一句是不是超过 30 个字。标题、表格和没有句号的列表不算。",
        why="走这条路的人有的不常看字，有的在手机上看。短句一眼看得完。",
        example="进后厨以前要先洗手并且戴好帽子和口罩而且发热腹泻的时候要先报告不能直接上岗。",
        instead="进后厨先洗手，戴帽子和口罩。发热、腹泻，先报告，不上岗。",
    ),
)
