"""LNK: where the links of stories lead. Looked at when it is known which pages there will be."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from urllib.parse import unquote

from showcase.finding import Finding, Place, Severity, warning
from showcase.page import resolve
from showcase.rules.rule import Rule
from showcase.story import Draft, Story, related_key


def link_findings(
    stories: Collection[Story],
    drafts: Mapping[str, Draft],
    known: frozenset[str],
    anchors: Mapping[str, frozenset[str]],
) -> Iterator[Finding]:
    """A warning for each link of a story that leads to no page, or to no heading of that page.

    `drafts` by folder; `known` holds the addresses of all pages, `anchors` the ids on those whose ids are known.
    """
    keys = {story.key for story in stories}
    for story in stories:
        draft = drafts[story.folder]
        for index, name in enumerate(story.front.related):
            if related_key(name) not in keys - {story.key}:
                place = Place(draft.path, *draft.marks.get(("related", index), (1, 1)))
                yield warning(
                    "LNK004", place, f"related：没有 {name} 这篇故事", "写成 2026/lingchen-huomian 的样子"
                )
        for link in story.body.links:
            place = Place(draft.path, link.line + draft.body_line - 1)
            address = resolve(f"{story.folder}/index.md", link.target)
            anchor = unquote(link.target.partition("#")[2])
            if address not in known:
                yield warning(
                    "LNK001",
                    place,
                    f"链接 {link.target} 没有通向任何页面，发布时去掉了链接",
                    "检查路径，例如 ../另一篇/index.md",
                )
            elif anchor and anchor not in anchors.get(address or "", frozenset({anchor})):
                yield warning(
                    "LNK003",
                    place,
                    f"那一页没有“{anchor.removeprefix('h-')}”这个小标题，读者会停在页首",
                    "核对小标题的字，例如 ../另一篇/index.md#第一锅水",
                )


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
        what="网站建好以后，每一页上的每个站内地址是不是都有文件。",
        why="这是最后一道检查，前面漏掉的在这里拦住。",
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
)
