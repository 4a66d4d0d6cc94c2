"""manifest.json of a story's exports: what they were made of and what they are, by SHA-256; held against both later."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from showcase.channels.export import Export, Said
from showcase.channels.facts import ALL
from showcase.channels.same import read_back
from showcase.channels.telling import Channel, Told
from showcase.house import House
from showcase.project.errors import ProjectError
from showcase.project.folder import Project
from showcase.project.jail import Jail, Missing, Refused

FILE = "manifest.json"
MOST = 4 << 20  # bytes of one
MOST_FILE = 256 << 20  # of a file it names


@dataclass(frozen=True)
class Part:
    """The export of one channel; its files lie below `prefix`, "" or "wechat/"."""

    channel: Channel
    prefix: str
    export: Export


@dataclass(frozen=True)
class Manifest:
    story: str  # its key
    draft: bool
    sources: Mapping[str, str]  # path or name → SHA-256
    files: Mapping[str, str]  # path below the story's folder → SHA-256
    parts: tuple[Part, ...]  # exports without their files' bytes

    def as_json(self) -> bytes:
        rows = [
            {
                "channel": part.channel,
                "called": part.export.channel,
                "prefix": part.prefix,
                "whole": sorted(part.export.whole),
                "said": [
                    {"file": one.file, "words": one.words, "own": list(one.own)} for one in part.export.said
                ],
            }
            for part in self.parts
        ]
        value = {
            "story": self.story,
            "draft": self.draft,
            "sources": dict(self.sources),
            "files": dict(self.files),
            "channels": rows,
        }
        return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def manifest_of(project: Project, house: House, made: Iterable[tuple[Told, Part]]) -> Manifest:
    """Of all that was made of one story, at least one."""
    tolds, parts = zip(*made, strict=True)
    files = {part.prefix + name: _sum(data) for part in parts for name, data in part.export.files}
    first: Told = tolds[0]
    sources = sources_of(project, house, tolds)
    return Manifest(first.story.key, first.draft, sources, dict(sorted(files.items())), parts)


def sources_of(project: Project, house: House, tolds: Iterable[Told]) -> dict[str, str]:
    """Everything that exports of one story are made of: its files, the house's, and the address it leads to."""
    tolds, jail = tuple(tolds), Jail(project.root)
    brand = [entry.name for entry in jail.entries("brand") if entry.is_plain]
    story = ("index.md", *sorted({shot.file for told in tolds for shot in told.shots}))
    paths = [f"{told.story.folder}/{name}" for told in tolds[:1] for name in story]
    paths += [f"brand/{name}" for name in sorted(brand) if not name.endswith(".md")]
    paths.append(house.font.file)
    found = {path: _sum_of(jail, path) for path in dict.fromkeys(paths)}
    return found | {"site_url": _sum(tolds[0].address.encode())}


def _sum_of(jail: Jail, path: str) -> str:
    """ "" where it is no longer there."""
    *folders, name = path.split("/")
    try:
        return _sum(jail.read(*folders, name, limit=MOST_FILE))
    except Refused:
        return ""


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def read_manifest(folder: Jail, name: str) -> Manifest | None:
    """The manifest in the folder `name`; None where there is none.

    Raises:
        ProjectError: what lies there is something else.
    """
    try:
        return _read(json.loads(folder.read(name, FILE, limit=MOST)))
    except Missing:
        return None
    except (Refused, ValueError, RecursionError, KeyError, TypeError, AttributeError) as err:
        raise ProjectError(f"{name}/{FILE} 读不出来，不像是导出的；请把这一篇再导出一次") from err


def _read(value: Any) -> Manifest:
    parts = []
    for row in value["channels"]:
        if row["channel"] not in get_args(Channel) or not set(row["whole"]) <= ALL:
            raise ValueError("no channel")
        said = tuple(
            Said(_text(s["file"]), _text(s["words"]), tuple(map(_text, s["own"]))) for s in row["said"]
        )
        export = Export(
            _text(row["called"]), _text(value["story"]).replace("/", "-"), (), said, frozenset(row["whole"])
        )
        parts.append(Part(row["channel"], _text(row["prefix"]), export))
    sources, files = ({_text(k): _text(v) for k, v in value[name].items()} for name in ("sources", "files"))
    return Manifest(_text(value["story"]), bool(value["draft"]), sources, files, tuple(parts))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("no text")
    return value


def changed_sources(manifest: Manifest, now: Mapping[str, str]) -> tuple[str, ...]:
    """What of the sources is other than it was, added or gone."""
    known = manifest.sources
    return tuple(sorted(path for path in {*known, *now} if known.get(path, "") != now.get(path, "")))


def changed_files(manifest: Manifest, folder: Jail, name: str) -> Iterator[tuple[str, bool]]:
    """(each file that is no longer as it was exported, whether it is there) below the folder `name`."""
    for path, known in manifest.files.items():
        now = _sum_of(folder, f"{name}/{path}")
        if now != known:
            yield path, bool(now)


def as_it_lies(part: Part, folder: Jail, name: str) -> Export:
    """The export of `part` with what its text files say now; pictures still say what was drawn in them."""
    return Export(
        part.export.channel,
        part.export.folder,
        (),
        tuple(_said_now(one, part.prefix, folder, name) for one in part.export.said),
        part.export.whole,
    )


def _said_now(one: Said, prefix: str, folder: Jail, name: str) -> Said:
    *folders, file = f"{name}/{prefix}{one.file}".split("/")
    try:
        words = read_back(file, folder.read(*folders, file, limit=MOST_FILE))
    except Refused:
        return Said(prefix + one.file, "", one.own)
    return Said(prefix + one.file, words or one.words, one.own)
