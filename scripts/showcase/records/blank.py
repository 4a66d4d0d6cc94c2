"""A blank entry at the end of a list, explained from the schema."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel

from showcase.project.atomic import write_whole
from showcase.project.errors import ProjectError
from showcase.project.folder import Project
from showcase.project.jail import Jail, Refused
from showcase.records.kind import Kind
from showcase.records.reading import MAX_BYTES, MAX_NODES
from showcase.records.references import Directory, referring
from showcase.records.schema import LINE
from showcase.typed.editing import Sheet
from showcase.typed.meant import BLANK
from showcase.typed.meant.blanks import blank
from showcase.typed.meant.words import told
from showcase.typed.shapes import shape_of
from showcase.typed.strict_yaml import YamlFault, load

BOM = "\ufeff"


def append_blank(project: Project, kind: Kind[Any], path: str, directory: Directory) -> int:
    """Writes the list of `kind` at `path` with one more entry; the line on which that begins.

    Raises:
        ProjectError: the list is there and cannot be read, or would not be one with the entry.
    """
    parts, text = path.split("/"), ""
    folder = project.root.joinpath(*parts[:-1])
    try:
        if (folder / parts[-1]).is_symlink() or (folder / parts[-1]).exists():
            text = Jail(project.root).read(*parts, limit=MAX_BYTES).decode("utf-8")
    except Refused as err:
        raise ProjectError(f"{path} 读不了：{err}") from err
    except UnicodeDecodeError:
        raise ProjectError(f"{path} 不是 UTF-8 编码：用记事本打开，另存为，编码选 UTF-8，再来一次") from None
    mark = BOM if text.startswith(BOM) else ""
    try:
        added = with_blank(kind, text.removeprefix(BOM), directory)
    except YamlFault as fault:
        hint = f"；{fault.hint}" if fault.hint else ""
        raise ProjectError(
            f"没有添：{path} 第 {fault.line} 行读不懂，先改好它：{fault.message}{hint}"
        ) from fault
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(project.root / path, (mark + added.text).encode())
    return added.line


@dataclass(frozen=True)
class Added:
    """A list with one more entry, and the line on which that begins."""

    text: str
    line: int


def with_blank(kind: Kind[Any], text: str, directory: Directory) -> Added:
    """`text` (the list as it is, or nothing) with one more entry to fill in; what stood there stands as it was.

    Raises:
        YamlFault: `text` is no such list, or an entry cannot be added to it.
    """
    name, end = kind.name, "\r\n" if "\r\n" in text else "\n"
    if not text.strip():
        text = f"{LINE.format(name=name)}\n# {kind.label}：一条一项，填好以后删掉说明。\n\n{name}:\n"
    sheet = _opened(text, name, end)
    entries, at = _entries(sheet, name), _behind(sheet, name)
    indent = " " * (sheet.loaded.marks[name,][1] - 1) if entries else "  "
    before, after = sheet.text[:at] + end, sheet.text[at:]
    typed = "".join(f"{indent}{part}{end}" for part in _lines(kind, directory))
    added = Added(f"{before}{typed}{end if after else ''}{after}", before.count("\n") + 1)
    if len(_entries(_read(added.text), name)) != len(entries) + 1:
        raise YamlFault(added.line, 1, "这里添不进新的一条", f"把 {name} 写成一条一项，每条以“- ”开头")
    return added


def _read(text: str) -> Sheet:
    return Sheet(text, load(text, most=MAX_NODES))


def _entries(sheet: Sheet, name: str) -> list[Any]:
    listed = sheet.value((name,)) or []
    if not isinstance(sheet.loaded.value or {}, dict) or not isinstance(listed, list):
        raise YamlFault(1, 1, f"{name} 下面应当是列表", f"写一行 {name}: ，下面每条以“- ”开头")
    if listed and sheet.opens((name,)):
        line, column = sheet.loaded.marks[name,]
        raise YamlFault(line, column, "方括号里的列表添不进新的一条", "一条一项，每条以“- ”开头")
    return listed


def _opened(text: str, name: str, end: str) -> Sheet:
    """The list, begun where it is not, and without the [] that closes it; it ends with a line."""
    text = text if text.endswith("\n") else text + end
    sheet = _read(text)
    if not _entries(sheet, name) and (name,) not in sheet.loaded.keys:
        return _read(f"{text}{end}{name}:{end}")
    closed = sheet.replaced((name,), "") if sheet.opens((name,)) and not sheet.value((name,)) else None
    if closed is None:
        return sheet
    return _read(sheet.applied(replace(closed, start=len(text[: closed.start].rstrip(" \t")))))


def _behind(sheet: Sheet, name: str) -> int:
    """Where the next entry goes: behind the list, before another key and the comments above that."""
    keys = sheet.loaded.keys
    below = [key[0] for path, key in keys.items() if len(path) == 1 and key > keys[name,]]
    if not below:
        return len(sheet.text)
    lines = sheet.text.splitlines(keepends=True)[: min(below) - 1]
    while lines[-1].startswith("#") or not lines[-1].strip():
        lines.pop()
    return len("".join(lines))


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
    lines = [f"  {part}" for pair in (*required, *optional) for part in pair]
    return ["-", *lines]
