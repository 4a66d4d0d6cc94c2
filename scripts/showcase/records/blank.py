"""A blank entry at the end of a list, explained from the schema."""

from __future__ import annotations

import re
from typing import Any

from pydantic import BaseModel

from showcase.project.atomic import write_whole
from showcase.project.errors import ProjectError
from showcase.project.folder import Project
from showcase.project.jail import Jail, Refused
from showcase.records.kind import Kind
from showcase.records.reading import MAX_BYTES
from showcase.records.references import Directory, referring
from showcase.records.schema import LINE
from showcase.typed.meant import BLANK
from showcase.typed.meant.blanks import blank
from showcase.typed.meant.words import told
from showcase.typed.shapes import shape_of


def append_blank(project: Project, kind: Kind[Any], path: str, directory: Directory) -> int:
    """Writes the list of `kind` at `path` with one more entry; the line on which that begins.

    Raises:
        ProjectError: the list is there and cannot be read.
    """
    parts, text = path.split("/"), ""
    folder = project.root.joinpath(*parts[:-1])
    try:
        if (folder / parts[-1]).is_symlink() or (folder / parts[-1]).exists():
            text = Jail(project.root).read(*parts, limit=MAX_BYTES).decode("utf-8")
    except (Refused, UnicodeDecodeError) as err:
        raise ProjectError(f"{path} 读不了：{err}") from err
    after = with_blank(kind, text, directory)
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(project.root / path, after.encode())
    return after.count("\n") - len(_lines(kind, directory)) + 1


def with_blank(kind: Kind[Any], text: str, directory: Directory) -> str:
    """`text` (the list as it is, or nothing) with one more entry to fill in; what stood there stands as it was."""
    if not text.strip():
        text = (
            f"{LINE.format(name=kind.name)}\n# {kind.label}：一条一项，填好以后删掉说明。\n\n{kind.name}:\n"
        )
    else:
        text = re.sub(rf"(?m)^({kind.name}:)[ \t]*\[[ \t]*\]", r"\1", text.removesuffix("\n") + "\n")
    return text + "\n" + "\n".join(_lines(kind, directory)) + "\n"


def _lines(kind: Kind[Any], directory: Directory) -> list[str]:
    required, optional = [], []
    record: type[BaseModel] = kind.record
    shape, named = shape_of(record), {way[0]: of for way, of in referring(record) if len(way) < 3}
    for name, info in kind.record.model_fields.items():
        if name == "sample":
            continue
        own = shape.fields[name]
        choices = told(own) if own.choices else directory.choices(named[name]) if name in named else ""
        remarks = (info.description, f"可以写 {choices}" if choices else "")
        remark = f"# {info.title}" + "".join(f"：{words}" for words in remarks if words)
        if info.is_required():
            value = blank(own, str(info.title))
            if ": " in value:  # a mapping inside a scalar is no YAML
                remark, value = f"{remark}：例如 {own.example}", f"{BLANK}】"
            required.append((remark, f"{name}: {value}"))
        else:
            optional.append((remark, f"# {name}: {own.example or '…'}"))
    lines = [f"    {part}" for pair in (*required, *optional) for part in pair]
    return ["  -", *lines]
