"""The editors' desk as a page: each line with a link to the file to edit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from showcase.fragments import fragment
from showcase.pages.page import Meta, Page
from showcase.pages.views import HeadView, Link

DESK = "desk/index.md"


@dataclass(frozen=True)
class JobView:
    what: str
    cure: str
    file: str  # docs/x/index.md:12
    href: str  # where it is edited; empty without an address of the repository
    day: str = ""


@dataclass(frozen=True)
class GroupView:
    key: str
    name: str
    jobs: tuple[JobView, ...]


def desk_page(groups: Iterable[GroupView], day: str, *, linked: bool) -> Page:
    """All there is to do; for editors alone, so no search engine is let in."""
    found = tuple(group for group in groups if group.jobs)
    lede = "从上往下做：先改没有发布的，再看快到期的，缺的和旧的放在后面。"
    head = HeadView("编辑台", lede, "manual", "只给编辑看", (Link("首页", "../index.html"),))
    body = fragment("desk", groups=found, day=day, linked=linked)
    meta = Meta(head.title, head.lede, "manual", noindex=True)
    return Page(DESK, meta, f"{fragment('head', v=head)}\n{body}", kicker="只给编辑看")
