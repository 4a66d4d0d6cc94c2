"""Which entries of the lists a request adds, changes and removes, by what people call them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from showcase.project.folder import Project
from showcase.project.jail import Jail, Refused
from showcase.project.revision import Kind as Edited
from showcase.project.revision import Revision, earlier
from showcase.records.kind import Kind
from showcase.records.kinds import CALLED, KINDS
from showcase.records.reading import MAX_BYTES, MAX_NODES
from showcase.typed.strict_yaml import YamlFault, load

Entries = Mapping[tuple[str, int], Mapping[str, Any]]  # (key, which of those with it) → as typed


@dataclass(frozen=True)
class EntryEdit:
    """`what` was done to one entry; its words are as typed, so a stranger's."""

    what: Edited
    label: str
    key: str
    fields: tuple[str, ...] = ()  # of a changed entry: the titles of what differs
    advice: str = ""  # what else the change asks for, in our words


@dataclass(frozen=True)
class ListEdits:
    kind: Kind[Any]
    path: str
    edits: tuple[EntryEdit, ...] = ()
    unread: bool = False  # one of the two texts is no list, so entries cannot be told apart


def list_edits(project: Project, revision: Revision | None) -> tuple[ListEdits, ...]:
    """Of each list that the request touches; one in which no entry differs is not told of."""
    if revision is None:
        return ()
    touched = sorted({path for edit in revision.edits for path in edit.paths})
    found = (
        _told(kind, path, earlier(project, revision, path, MAX_BYTES), _now(project, path))
        for kind in KINDS
        for path in touched
        if kind.holds(path)
    )
    return tuple(one for one in found if one.edits or one.unread)


def _now(project: Project, path: str) -> bytes:
    try:
        return Jail(project.root).read(*path.split("/"), limit=MAX_BYTES)
    except Refused:
        return b""


def _told(kind: Kind[Any], path: str, before: bytes | None, after: bytes) -> ListEdits:
    if before is None:
        return ListEdits(kind, path, unread=True)
    try:
        return ListEdits(kind, path, tuple(differing(kind, _entries(kind, before), _entries(kind, after))))
    except (YamlFault, UnicodeDecodeError):
        return ListEdits(kind, path, unread=True)


def _entries(kind: Kind[Any], data: bytes) -> Entries:
    """As typed, faults and all: an entry that cannot be used is told of too."""
    text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    top = load(text, most=MAX_NODES).value
    listed = top.get(kind.name) if isinstance(top, dict) else None
    found: dict[tuple[str, int], Mapping[str, Any]] = {}
    sample = {"sample": top["sample"]} if isinstance(top, dict) and isinstance(top.get("sample"), str) else {}
    times: dict[str, int] = {}
    for entry in listed if isinstance(listed, list) else ():
        typed = sample | entry if isinstance(entry, dict) else {"": entry}
        key = str(typed.get("key") or _label(typed))
        times[key] = times.get(key, 0) + 1
        found[key, times[key]] = typed
    return found


def differing(kind: Kind[Any], before: Entries, after: Entries) -> Iterator[EntryEdit]:
    """What became of the entries; in the order of the list as it is now, then those that are gone."""
    for spot, entry in after.items():
        old = before.get(spot)
        if old is None:
            yield EntryEdit(Edited.ADDED, _label(entry), spot[0])
        elif old != entry:
            names = [name for name in {**old, **entry} if old.get(name) != entry.get(name)]
            titles = tuple(_title(kind, name) for name in names)
            yield EntryEdit(Edited.CHANGED, _label(entry), spot[0], titles, kind.advise(old, entry))
    for spot, entry in before.items():
        if spot not in after:
            yield EntryEdit(Edited.DELETED, _label(entry), spot[0])


def _label(entry: Mapping[str, Any]) -> str:
    """What people call it; "" where it does not say."""
    return next((value for name in CALLED if isinstance(value := entry.get(name), str) and value), "")


def _title(kind: Kind[Any], name: str) -> str:
    field = kind.record.model_fields.get(name)
    return (field.title if field else None) or name
