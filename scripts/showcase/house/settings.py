"""mkdocs.yml, parsed: the few settings it may hold, each of a known kind; nothing in it can name code.

MkDocs itself would run what stands there (`hooks:`, `!!python/object/apply:`, a plug-in by its name) as soon as it
reads the file, so none of our commands lets it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from pydantic import ValidationError

from showcase.house.keys import NO_USE, REFUSED, TAGS, File, MenuLine, Toc
from showcase.project.errors import ProjectError
from showcase.project.folder import Project
from showcase.project.jail import Jail, Refused
from showcase.typed.meant.words import describe
from showcase.typed.strict_yaml import Loaded, YamlFault, load

MAX_BYTES = 64 << 10


@dataclass(frozen=True)
class MenuItem:
    text: str
    path: str  # of a page, from the site's root, x/index.md
    section: str = ""
    place: tuple[int, int] = (1, 1)  # where it stands in mkdocs.yml


@dataclass(frozen=True)
class Settings:
    origin: str = ""  # the site's own address with a final "/", "" when unknown
    is_sample: bool = False  # an address nobody can have (RFC 2606): never printed on a page
    nav: tuple[MenuItem, ...] = ()
    footer: tuple[MenuItem, ...] = ()
    handbook: tuple[MenuItem, ...] = ()  # its contents; `section` is the tab
    extensions: tuple[str, ...] = ()  # of Python-Markdown, each of `EXTENSIONS`
    permalink: bool = False  # each heading shows a link to itself
    slugify: bool = False  # anchors are made of the heading's own characters

    def markdown_extensions(self, slugify: object) -> list[object]:
        """As MkDocs takes them; `slugify` stands for what `SLUGIFY` names."""
        toc: dict[str, object] = {"permalink": self.permalink}
        if self.slugify:
            toc["slugify"] = slugify
        return [{"toc": toc} if name == "toc" else name for name in self.extensions]


def read_settings(project: Project) -> Settings:
    """mkdocs.yml, when every key in it is one we know and every value of its kind.

    Raises:
        ProjectError: it is not; one line with the place, the fault and the cure.
    """
    try:
        text = Jail(project.root).read("mkdocs.yml", limit=MAX_BYTES).decode("utf-8-sig")
    except Refused as err:
        raise ProjectError(f"mkdocs.yml：{err}") from err
    except UnicodeDecodeError:
        raise ProjectError("mkdocs.yml 不是 UTF-8 编码，请另存为 UTF-8") from None
    return parse_settings(text)


def parse_settings(text: str) -> Settings:
    """The same of its text."""
    try:
        loaded = load(text, tags=TAGS)
    except YamlFault as fault:
        raise _stopped([(fault.line, fault.column, fault.message, fault.hint)]) from fault
    if not isinstance(loaded.value, dict):
        raise _stopped([(1, 1, "应当是一行一项的“键: 值”", "对照项目自带的 mkdocs.yml")])
    if faults := list(_faults(loaded)):
        raise _stopped(faults)
    return _settings(File.model_validate(loaded.value), loaded)


def _settings(file: File, loaded: Loaded) -> Settings:
    extensions = {one.name: one.toc for one in file.markdown_extensions}
    toc, menus = extensions.get("toc", Toc()), file.extra.showcase
    return Settings(
        file.site_url,
        (urlsplit(file.site_url).hostname or "").endswith(".example"),
        _items(menus.nav, loaded, "nav"),
        _items(menus.footer, loaded, "footer"),
        _items(menus.handbook, loaded, "handbook"),
        tuple(extensions),
        toc.permalink,
        bool(toc.slugify),
    )


def _items(lines: tuple[MenuLine, ...], loaded: Loaded, menu: str) -> tuple[MenuItem, ...]:
    spots = (_place(loaded, ("extra", "showcase", menu, index, "path")) for index in range(len(lines)))
    return tuple(
        MenuItem(line.text, line.path, line.section, at) for line, at in zip(lines, spots, strict=True)
    )


def _faults(loaded: Loaded) -> Iterator[tuple[int, int, str, str]]:
    """(line, column, what is wrong, what to do) of all that does not fit; what is missing comes last."""
    for twice in loaded.duplicates:
        yield *twice.again, f"{twice.key} 写了两次，第一次在第 {twice.first[0]} 行", "只留一处"
    try:
        File.model_validate(loaded.value)
    except ValidationError as err:
        for problem in sorted(err.errors(include_url=False), key=lambda one: one["type"] == "missing"):
            yield *_place(loaded, problem["loc"]), *_words(problem)


def _words(problem: Any) -> tuple[str, str]:
    if problem["type"] == "extra_forbidden":
        name = ".".join(map(str, problem["loc"]))
        message, hint = describe(problem, File)
        why, cure = REFUSED.get(name, NO_USE)
        near = hint if name not in REFUSED and hint.startswith("是不是") else ""
        return (message, near) if near else (f"{name} 不能用：{why}", cure)
    return describe(problem, File)


def _place(loaded: Loaded, location: tuple[str | int, ...]) -> tuple[int, int]:
    """Where the key at `location` stands, or what holds it."""
    for end in range(len(location), 0, -1):
        found = loaded.keys.get(location[:end]) or loaded.marks.get(location[:end])
        if found:
            return found[0], found[1]
    return 1, 1


def _stopped(faults: list[tuple[int, int, str, str]]) -> ProjectError:
    line, column, message, hint = faults[0]
    more = f"（另有 {len(faults) - 1} 处）" if len(faults) > 1 else ""
    return ProjectError(f"mkdocs.yml:{line}:{column}: {message}" + (f"；{hint}" if hint else "") + more)
