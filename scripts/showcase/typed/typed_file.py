"""A YAML file of the project itself, as its schema: all that is wrong with it is said at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic

from showcase.project.finding import Finding, Place, Unusable, error, warning
from showcase.project.folder import Project
from showcase.project.jail import Missing, Refused
from showcase.typed.cut import cut
from showcase.typed.fields import Model, read_marked
from showcase.typed.shapes import shape_of
from showcase.typed.strict_yaml import Loaded

CODE = "SET001"
_IN_A_LINE = re.compile(r"\S [ \t]?#")


@dataclass(frozen=True)
class TypedFile(Generic[Model]):
    """What a file says, and where it says it."""

    value: Model
    path: str  # from the project's root, with "/"
    loaded: Loaded

    def at(self, *location: str | int) -> Place:
        """The place of the value at `location`, or of what would hold it."""
        known = (location[:end] for end in range(len(location), -1, -1))
        return Place(self.path, *next(self.loaded.marks[part] for part in known if part in self.loaded.marks))

    def fault(self, location: Iterable[str | int], message: str, hint: str = "") -> Finding:
        return error(CODE, self.at(*location), message, hint)


def read_file(model: type[Model], project: Project, path: str) -> TypedFile[Model]:
    """The file at `path`, from the project's root.

    Raises:
        Unusable: it is missing, may not be read, is not UTF-8, or does not fit.
    """
    reading = read_marked(model, read_text(project, path), path, CODE)
    if reading.value is None:
        raise Unusable(reading.findings)
    return TypedFile(reading.value, path, reading.loaded)


def lost_words(model: type[Model], project: Project, path: str) -> Iterator[Finding]:
    """What a # cut off the texts of a file that fits `model`: only looked for where a line has one in its middle."""
    text = read_text(project, path)
    if _IN_A_LINE.search(text):
        loaded = read_marked(model, text, path, CODE).loaded
        for one in cut(text.split("\n"), loaded, shape_of(model)):
            place = Place(path, one.line, one.column)
            yield warning("FM012", place, one.message, one.hint)


def read_optional(model: type[Model], project: Project, path: str) -> TypedFile[Model] | None:
    """As `read_file`; None when there is no file."""
    try:
        project.jail.entry(*path.split("/"))
    except Missing:
        return None
    except Refused:
        pass  # there is something, which `read_file` names
    return read_file(model, project, path)


def read_text(project: Project, path: str, code: str = CODE) -> str:
    """The text of the file at `path`.

    Raises:
        Unusable: it is missing, may not be read, or is not UTF-8.
    """
    try:
        return project.read(path).decode("utf-8-sig")
    except Missing:
        fault = error(code, Place(path), f"缺少 {path}", "从上一版里找回来")
    except Refused as err:
        fault = error(code, Place(path), f"{path} {err}", "换成普通文件：内容直接放在这里")
    except UnicodeDecodeError:
        fault = error(code, Place(path), f"{path} 不是 UTF-8 编码", "另存为 UTF-8")
    raise Unusable([fault])
