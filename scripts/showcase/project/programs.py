"""Files where none belongs: programs, which nothing here runs but a person may; and what machines leave behind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from showcase.project.finding import Finding, Place, warning
from showcase.project.folder import Project
from showcase.project.jail import Entry, Jail, Refused
from showcase.project.leftovers import is_second_copy

# What an operating system, Python or a web server may run by its name.
SUFFIXES = frozenset(
    {".py", ".pyc", ".pyw", ".pyz", ".pth", ".so", ".sh", ".bash", ".bat", ".cmd", ".ps1", ".vbs", ".exe", ".dll", ".com", ".msi", ".jar", ".php", ".pl", ".rb", ".lnk"}
)  # fmt: skip
OWN = frozenset(
    {"scripts", "tests", "node_modules", "stories"}
)  # of stories/ every stray file is told anyway
SITES = frozenset({"site", "site-internal"})  # what is laid into them is gone with the next build
MAX_DEPTH, MAX_ENTRIES = 8, 20_000


def program_findings(project: Project) -> Iterator[Finding]:
    """A warning for each program file outside scripts/, tests/ and hidden folders, by path."""
    for path in sorted(_programs(Jail(project.root))):
        yield warning(
            "SET010",
            Place(path),
            "这是一个程序文件，网站用不到它",
            "不知道它做什么就不要运行；删掉它，或请管理员看一眼",
        )


def leftover_note(project: Project) -> Iterator[Finding]:
    """One note for all that machines left in the folders of the site; hidden files are their own affair."""
    found = [path for top in ((), ("stories",), ("docs",), ("brand",)) for path in left_in(project, *top)]
    if not found:
        return
    names = list(dict.fromkeys(path[-1].strip() for path in found))
    shown = "、".join(names[:4]) + ("等" if len(names) > 4 else "")
    copies = ["/".join(path) for path in found if is_second_copy(path[-1])]
    hint = f"先看 {copies[0]} 里有没有要留的字，再删掉它们" if copies else "可以删掉；留着也不会发布"
    place = Place("/".join(found[0]).encode("utf-8", "replace").decode())
    yield warning(
        "FILE010",
        place,
        f"电脑或同步软件自己留下了 {len(found)} 个文件或文件夹（名叫 {shown}），没有使用",
        hint,
    )


def left_in(project: Project, *top: str) -> Iterator[tuple[str, ...]]:
    """The way to each thing that machines left in the folder `top` and below it; of the root, in itself alone."""
    jail = Jail(project.root)
    for folder in _folders(jail, top) if top else [top]:
        for entry in _entries(jail, folder, left=True):
            if not entry.name.startswith("."):
                yield (*folder, entry.name)


def _folders(jail: Jail, top: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    yield top
    for entry in _entries(jail, top) if len(top) <= MAX_DEPTH else ():
        if entry.is_folder:
            yield from _folders(jail, (*top, entry.name))


def _programs(jail: Jail) -> Iterator[str]:
    folders: list[tuple[str, ...]] = [()]
    seen = 0
    while folders and seen < MAX_ENTRIES:
        folder = folders.pop()
        entries = _entries(jail, folder)
        seen += len(entries)
        if any(entry.name == "pyvenv.cfg" for entry in entries):
            continue  # an environment somebody made: thousands of them
        for entry in entries:
            path = (*folder, entry.name)
            if entry.is_folder and len(path) <= MAX_DEPTH and not _is_ours(path):
                folders.append(path)
            elif not entry.is_folder and PurePosixPath(entry.name.lower()).suffix in SUFFIXES:
                yield "/".join(path)


def _is_ours(path: tuple[str, ...]) -> bool:
    return path[-1].startswith(".") or (len(path) == 1 and path[0] in OWN | SITES)


def _entries(jail: Jail, folder: tuple[str, ...], *, left: bool = False) -> tuple[Entry, ...]:
    try:
        return jail.entries(*folder, left=left)
    except Refused:
        return ()
