"""Writes into a story's front matter that it, or one of its photos, is withdrawn; every other byte stays.

A story is found by what people have at hand: its folder, its address on the site, or its title.
"""

from __future__ import annotations

import copy
import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from showcase.project.errors import ProjectError
from showcase.stories.drafts import split_front_matter
from showcase.stories.front import Withdrawn
from showcase.stories.story import SLUG, YEAR, Draft
from showcase.typed.editing import Sheet
from showcase.typed.strict_yaml import Loaded, load_entries
from showcase.typed.writing import entries, inline

_END = re.compile(r"\r\n|[\n\r]")
_KEY = re.compile(rf"(?:^|/)({YEAR.pattern})/({SLUG.pattern})(?=/|$|[?#])")


@dataclass(frozen=True)
class Notice:
    """What is to be written: `line` stands at the place of `path` in the front matter."""

    withdrawn: Withdrawn
    photo: str = ""

    @property
    def path(self) -> tuple[str, ...]:
        return ("photos", self.photo, "withdrawn") if self.photo else ("withdrawn",)

    @property
    def value(self) -> dict[str, str]:
        return {"date": self.withdrawn.date.isoformat(), "reason": self.withdrawn.reason}

    def entry(self, depth: int) -> str:
        """As it is typed into the mapping that holds the first `depth` steps of the path."""
        value: Any = self.value
        for key in reversed(self.path[depth:]):
            value = {key: value}
        return entries(value)


def key_in(text: str) -> tuple[str, str] | None:
    """(year, slug) in a path, an address of the site, or year/slug."""
    found = _KEY.search(text.strip().replace("\\", "/"))
    return (found[1], found[2]) if found else None


def chosen(drafts: Iterable[Draft], text: str) -> Draft:
    """The one story that `text` names.

    Raises:
        ProjectError: there is none, or there are several; the message names those that are near.
    """
    drafts, text = tuple(d for d in drafts if d.slug), text.strip().rstrip("/")
    key = key_in(text)
    if key:
        found = [d for d in drafts if (d.year, d.slug) == key]
    else:
        found = [d for d in drafts if text and text in (d.slug, d.typed.get("title"))]
    if len(found) == 1:
        return found[0]
    if found:
        raise ProjectError(f"有 {len(found)} 篇都叫 {text}，请写上年份：{_listed(found)}")
    names = {name: d for d in drafts for name in (f"{d.year}/{d.slug}", d.slug, str(d.typed.get("title")))}
    near = difflib.get_close_matches("/".join(key) if key else text, names, n=4, cutoff=0.5)
    hint = f"是不是：{_listed(names[name] for name in near)}" if near else "写成 2026/文件夹名 的样子"
    raise ProjectError(f"没有“{text}”这篇故事；{hint}")


def _listed(drafts: Iterable[Draft]) -> str:
    return "、".join(
        f"{d.year}/{d.slug}《{d.typed.get('title', '')}》" for d in {d.path: d for d in drafts}.values()
    )


def photo_of(draft: Draft, shown: Iterable[str], text: str) -> str:
    """The photo of the story that `text` names, by its file name or a path to it.

    Raises:
        ProjectError: neither is it in the folder nor does the story name it.
    """
    name = text.replace("\\", "/").rpartition("/")[2]
    noted = draft.typed.get("photos")
    names = dict.fromkeys((*draft.photos, *shown, *(noted if isinstance(noted, dict) else ())))
    if name in names:
        return name
    near = difflib.get_close_matches(name, names, n=3, cutoff=0.5) or list(names)[:10]
    hint = f"这一篇的照片有：{'、'.join(near)}" if near else "这一篇没有照片"
    raise ProjectError(f"{draft.folder} 里没有 {name} 这张照片；{hint}")


def with_notice(draft: Draft, notice: Notice) -> bytes:
    """index.md with the notice, and with nothing else changed.

    Raises:
        ProjectError: it is withdrawn already, or it is not clear where the notice may stand.
    """
    text = _text(draft)
    opening = _END.search(text)
    end = _front_end(text)
    if opening is None or end is None:
        raise ProjectError(f"{draft.path}: 开头没有用 --- 围起来的稿头，这一篇没有发布；先补好稿头再撤")
    head, front, rest = text[: opening.end()], text[opening.end() : end], text[end:]
    before, faults = load_entries(_END.sub("\n", front))
    _check_new(draft, before, notice)
    after = _inserted(front, before, notice)
    expected = copy.deepcopy(before.value) or {}
    if after is None or not _differs_by_it(after, expected, before, len(faults), notice):
        raise ProjectError(
            f"{draft.path}: 稿头的写法特别，不敢自动改；请自己写上：{notice.entry(0)}，再运行 showcase check"
        )
    return (head + after + rest).encode()


def _text(draft: Draft) -> str:
    try:
        return draft.source.decode("utf-8")
    except UnicodeDecodeError:
        raise ProjectError(f"{draft.path} 不是 UTF-8 编码，读不出来，也没有发布；另存为 UTF-8 再撤") from None


def _front_end(text: str) -> int | None:
    """Where the line that closes the front matter begins."""
    yaml, _, body_line = split_front_matter(_END.sub("\n", text.removeprefix("\ufeff")))
    if yaml is None:
        return None
    ends = [match.end() for match in _END.finditer(text)]
    return ends[body_line - 3]


def _check_new(draft: Draft, loaded: Loaded, notice: Notice) -> None:
    value: Any = loaded.value
    if isinstance(value, dict) and "withdrawn" in value:
        _refuse(draft, ("withdrawn",), value["withdrawn"], notice, "这一篇")
    for key in notice.path:
        if not isinstance(value, dict) or key not in value:
            return
        value = value[key]
    _refuse(draft, notice.path, value, notice, f"{notice.photo} ")


def _refuse(draft: Draft, path: tuple[str, ...], value: Any, notice: Notice, what: str) -> None:
    if isinstance(value, dict) and {"date", "reason"} <= value.keys():
        raise ProjectError(f"{what}{value['date']} 已经撤下（{value['reason']}），没有改动 {draft.path}")
    raise ProjectError(
        f"{draft.place(*path)}: 已经有 withdrawn，但写得不全；改成 withdrawn: {inline(notice.value)}"
    )


def _inserted(front: str, loaded: Loaded, notice: Notice) -> str | None:
    """`front` with the notice in the deepest mapping on its path; None where that cannot be seen."""
    value, depth = loaded.value, 0
    while depth < len(notice.path) - 1 and isinstance(value, dict) and notice.path[depth] in value:
        value, depth = value[notice.path[depth]], depth + 1
    if depth == 0 and notice.photo and re.search(r"^\s*photos\s*:", front, re.MULTILINE) and not value:
        return None
    sheet = Sheet(front, loaded)
    edit = sheet.added(notice.path[:depth], notice.entry(depth), first=True)
    return sheet.applied(edit) if edit else None


def _differs_by_it(after: str, expected: Any, before: Loaded, faults: int, notice: Notice) -> bool:
    """Whether `after` reads as `before` with the notice, faults and all."""
    loaded, left = load_entries(_END.sub("\n", after))
    holder = expected
    for key in notice.path[:-1]:
        if not isinstance(holder.get(key), dict):
            holder[key] = {}
        holder = holder[key]
    holder[notice.path[-1]] = notice.value
    same = loaded.value == expected and len(left) == faults
    return same and len(loaded.duplicates) == len(before.duplicates)
