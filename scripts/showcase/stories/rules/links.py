"""LNK: where links lead. Looked at when it is known which pages there will be."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping

from showcase.markup.body import BodyLink
from showcase.project.addresses import Absence, Addresses
from showcase.project.finding import Finding, Place, Severity, warning
from showcase.stories.front import related_key
from showcase.stories.rules.rule import Rule
from showcase.stories.story import Draft, Story

SHOWN = 5  # headings of a page, where none is near


def link_findings(
    stories: Iterable[Story], drafts: Mapping[str, Draft], addresses: Addresses, keys: Collection[str]
) -> Iterator[Finding]:
    """A warning for each link of a story that leads to no page, or to no heading of that page; `drafts` by folder.

    `keys`: of all stories that there are.
    """
    for story in stories:
        draft = drafts[story.folder]
        for index, name in enumerate(story.front.related):
            if (key := related_key(name)) == story.key or key not in keys:
                place = Place(draft.path, *draft.marks.get(("related", index), (1, 1)))
                yield warning(
                    "LNK004", place, f"related：没有 {name} 这篇故事", "写成 2026/lingchen-huomian 的样子"
                )
        for link in story.body.links:
            place = Place(draft.path, link.line + draft.body_line - 1, link.column)
            yield from link_faults(place, f"{story.folder}/index.md", link, addresses, "../另一篇/index.md")


def link_faults(
    place: Place, page: str, link: BodyLink, addresses: Addresses, example: str
) -> Iterator[Finding]:
    """What is wrong with one link of a text; `example` is one that leads somewhere."""
    lacking = addresses.lacks(page, link.target)
    if addresses.landing(page, link.target) is None:
        yield dead_link(place, link.typed or link.target, addresses.absence(page, link.target), example)
    elif lacking:
        message = f"那一页没有“{lacking}”这个小标题，读者会停在页首"
        path = (link.typed or link.target).partition("#")[0]
        yield warning(
            "LNK003", place, message, _instead(path, lacking, addresses.headings(page, link.target))
        )


def _instead(path: str, lacking: str, headings: tuple[str, ...]) -> str:
    """What to write for a heading that is not there: those of that page which are near, else some of them."""
    if not headings:
        return "那一页一个小标题也没有，删掉 # 和后面的字"
    near = difflib.get_close_matches(lacking, headings, n=3, cutoff=0.4)
    if near:
        return f"改成 {'，或 '.join(f'{path}#{one}' for one in near)}"
    more = "等" if len(headings) > SHOWN else ""
    return f"那一页的小标题有 {'、'.join(headings[:SHOWN])}{more}，例如 {path}#{headings[0]}"


def dead_link(
    place: Place, link: str, absence: Absence | None, example: str = "../culture/index.md"
) -> Finding:
    """The finding of a link that leads to no page of this site; `absence` when there is a reason for that."""
    if absence:
        message = f"链接 {link} 通向的页{absence.cause}，发布时去掉了链接"
        return warning(absence.code, place, message, absence.cure)
    message = f"链接 {link} 没有通向任何页面，发布时去掉了链接"
    return warning("LNK001", place, message, f"检查路径，例如 {example}")


RULES = (
    Rule(
        "LNK001",
        Severity.WARNING,
        "链接不通",
        what="站内的相对链接，有没有通向一个会发布的页面。",
        why="点了没有反应，读者会以为网站坏了。不通的链接发布时只留文字。",
        example="[那口锅](../meiyou-zhe-pian/index.md)",
        instead="[那口锅](../lingchen-huomian/index.md)",
    ),
    Rule(
        "LNK002",
        Severity.ERROR,
        "发布的页面指向不存在的文件",
        what="网站做好以后、换上之前，每一页上的每个站内地址是不是都有文件，大小写也要一样。",
        why="这是最后一道检查，前面漏掉的在这里拦住：没有通过，新网站不换上，旧网站不动。",
        example="[旧通知](files/tongzhi.pdf)",
        instead="把文件的内容写进正文，或删掉链接",
        allowable=False,
    ),
    Rule(
        "LNK003",
        Severity.WARNING,
        "没有这个小标题",
        what="链接里 # 后面的小标题，那一页上有没有。",
        why="对不上的话，页面打开后停在最上面，读者要自己往下找。",
        example="[第一锅水](#第二锅水)",
        instead="[第一锅水](#第一锅水)",
    ),
    Rule(
        "LNK004",
        Severity.WARNING,
        "相关的故事找不到",
        what="related 里写的故事有没有，是不是这一篇自己。",
        why="写错了，文末的“接着读”就会换成别的故事。",
        example="related: [2026/meiyou-zhe-pian]",
        instead="related: [2026/lingchen-huomian]",
    ),
    Rule(
        "LNK005",
        Severity.WARNING,
        "链接通向示例",
        what="生成正式网站时，站内的链接有没有通向示例的页面或故事。",
        why="示例不上正式网站，留着链接就点不开。发布时只留文字，句子还在。",
        example="[遇事找谁](contacts/index.md)，那一页还写着 sample: true",
        instead="把那一页换成正式内容，删掉 sample: true",
    ),
)
