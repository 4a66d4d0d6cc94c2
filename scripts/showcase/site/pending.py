"""What is still to be filled in before the site goes public: one short list, each with its place.

None of it is a fault: a preview may well show samples. The official site leaves them out or goes without.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from showcase.brand.organisation import Organisation
from showcase.brand.tokens import Tokens
from showcase.house import House
from showcase.house.keys import SLUGIFY
from showcase.house.settings import Settings
from showcase.markup.fences import without_code
from showcase.project.finding import Place
from showcase.project.folder import Project
from showcase.project.jail import Jail, Refused
from showcase.typed.strict_yaml import YamlFault, load

MOST = 1 << 20  # bytes of a file

HANDBOOK = re.compile(r"^audience: *handbook\b", re.MULTILINE)
PHONE = re.compile(r"(?<!\d)0{3,}(?!\d)")
# What a line of a page gives away, and how it is told; the first group is what the author called it.
SIGNS = (
    (re.compile(r'^[ \t]*!!! ?sample(?: +"(.*)")?'), "示例的部分"),
    (re.compile(r"^<!-- *block: *([a-z-]+)[^>]*\bsample=true"), "示例的版块"),
    (re.compile(r".*【([^】]*)】"), "还没有填"),
)


@dataclass(frozen=True, order=True)
class Pending:
    place: Place
    what: str


def still_to_fill(project: Project, house: House) -> tuple[Pending, ...]:
    """In the order of the files."""
    found = [
        *_of_settings(project, house.settings),
        *_of_organisation(project, house.organisation),
        *_of_tokens(project, house.tokens),
        *_of_docs(Jail(project.root), ("docs",)),
    ]
    return tuple(sorted(dict.fromkeys(found)))


def _of_settings(project: Project, settings: Settings) -> Iterator[Pending]:
    if settings.is_sample or not settings.origin:
        yield _at(project, "mkdocs.yml", ("site_url",), "网站的地址")


def _of_organisation(project: Project, organisation: Organisation) -> Iterator[Pending]:
    file = "brand/organisation.yml"
    if not organisation.address:
        yield _at(project, file, ("address",), "单位地址")
    if not organisation.filing.icp:
        yield _at(project, file, ("filing", "icp"), "ICP 备案号")
    if not organisation.filing.police:
        yield _at(project, file, ("filing", "police"), "公安备案号")
    if not organisation.hotlines:
        yield _at(project, file, ("hotlines",), "对外公布的服务电话")


def _of_tokens(project: Project, tokens: Tokens) -> Iterator[Pending]:
    if tokens.motto.status == "proposed":
        yield _at(project, "brand/tokens.yml", ("motto", "status"), "部训还是建议稿")
    if tokens.emblem.status == "sample":
        yield _at(project, "brand/tokens.yml", ("emblem", "status"), "部徽还是示例图形")


def _at(project: Project, file: str, key: tuple[str, ...], what: str) -> Pending:
    """With the line of `key`, or of what would hold it."""
    try:
        loaded = load(_text(Jail(project.root), tuple(file.split("/"))), tags=(SLUGIFY,))
    except YamlFault:
        return Pending(Place(file), what)
    for end in range(len(key), 0, -1):
        if place := loaded.keys.get(key[:end]) or loaded.marks.get(key[:end]):
            return Pending(Place(file, place[0]), what)
    return Pending(Place(file), what)


def _of_docs(jail: Jail, parts: tuple[str, ...]) -> Iterator[Pending]:
    """What the pages and lists below a folder of docs/ say of themselves."""
    try:
        entries = jail.entries(*parts)
    except Refused:
        return  # named by the check
    for entry in entries:
        inside = (*parts, entry.name)
        if entry.is_folder:
            yield from _of_docs(jail, inside)
        elif entry.name == "index.md":
            yield from _of_page("/".join(inside), _text(jail, inside))
        elif entry.name.endswith(".yml"):
            yield from _whole("/".join(inside), _text(jail, inside), "整张表是示例")


def _of_page(path: str, text: str) -> Iterator[Pending]:
    if HANDBOOK.search(text.partition("\n---")[0]):
        return
    yield from _whole(path, text.partition("\n---")[0], "整页是示例")
    phones = []
    for number, line in enumerate(without_code(text).split("\n"), 1):
        for sign, what in SIGNS:
            if found := sign.match(line):
                yield Pending(Place(path, number), f"{what}：{found[1]}" if found[1] else what)
        if PHONE.search(line):
            phones.append(number)
    if phones:
        yield Pending(Place(path, phones[0]), f"电话号码，{len(phones)} 处")


def _whole(path: str, text: str, what: str) -> Iterator[Pending]:
    for number, line in enumerate(text.split("\n"), 1):
        if re.match(r"sample: *true\b", line):
            yield Pending(Place(path, number), what)


def _text(jail: Jail, parts: tuple[str, ...]) -> str:
    try:
        return jail.read(*parts, limit=MOST).decode("utf-8-sig", "replace").replace("\r\n", "\n")
    except Refused:
        return ""
