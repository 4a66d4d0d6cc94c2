"""The files of a project on a desk: read once, changed in memory, written all together or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from showcase.project.folder import Project
from showcase.project.jail import Jail, Refused

MOST = 1 << 20  # bytes of a text file that is looked at
MOST_PHOTO = 64 << 20
TEXTS = frozenset(
    {".md", ".yml", ".yaml", ".json", ".txt", ".toml", ".html", ".svg", ".sh", ".cfg", ".ini", ""}
)
# Not the owner's words: the program, its tests, its locks, and what is made.
APART = frozenset({"scripts", "tests", "handbook", "node_modules", "dist", "build"})
SHOWN = frozenset({".github", ".gitea", ".gitlab", ".ci", ".gitlab-ci.yml"})


@dataclass
class Desk:
    """`texts` by path from the root, as they will be; `binary` new files that are no text; `gone` files and folders."""

    before: dict[str, str]
    texts: dict[str, str] = field(default_factory=dict)
    binary: dict[str, bytes] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)

    def remove(self, path: str) -> None:
        """A file, or a folder with all that lies in it."""
        self.gone.append(path)
        for known in [known for known in self.texts if known == path or known.startswith(f"{path}/")]:
            del self.texts[known]

    @property
    def written(self) -> dict[str, bytes]:
        """What is new or other than before."""
        changed = {path: text for path, text in self.texts.items() if self.before.get(path) != text}
        return {**{path: text.encode() for path, text in changed.items()}, **self.binary}


def read_desk(project: Project) -> Desk:
    """Every text of the project but the program's own."""
    before = dict(_texts(Jail(project.root), ()))
    return Desk(before, dict(before))


def _texts(jail: Jail, folder: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for entry in jail.entries(*folder):
        path = (*folder, entry.name)
        if not folder and (entry.name in APART or entry.name.startswith("site")):
            continue
        if entry.name.startswith(".") and entry.name not in SHOWN:
            continue
        if entry.is_folder:
            yield from _texts(jail, path)
        elif (
            entry.is_plain
            and suffix(entry.name) in TEXTS
            and entry.size <= MOST
            and not entry.name.endswith(".lock")
        ):
            try:
                yield "/".join(path), jail.read(*path, limit=MOST).decode("utf-8")
            except (Refused, UnicodeDecodeError):  # found by `check`, where it matters
                continue


def suffix(name: str) -> str:
    return f".{name.rpartition('.')[2]}" if "." in name.lstrip(".") else ""


def photos_in(project: Project, folder: str) -> Iterable[tuple[str, bytes]]:
    """The files beside a page that are no text, by name."""
    jail, parts = Jail(project.root), tuple(folder.split("/"))
    for entry in jail.entries(*parts):
        if entry.is_plain and suffix(entry.name) not in TEXTS:
            yield entry.name, jail.read(*parts, entry.name, limit=MOST_PHOTO)
