"""The record of what was handed over last: what a new official site is compared with.

Kept beside mkdocs.yml, where `make clean` leaves it alone. Only an official build or archive writes it: what a
preview shows was never online.
"""

from __future__ import annotations

import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from showcase.pages.editions import Edition
from showcase.project.errors import ProjectError
from showcase.project.folder import Project
from showcase.project.jail import Jail, Missing, Refused
from showcase.publish.manifest import Manifest, read_manifest

MANIFEST = "manifest.json"  # in an archive
MOST = 256 << 20  # bytes of a record or manifest


@dataclass(frozen=True)
class Record:
    last: Manifest
    before: Manifest | None = None  # what came before `last`
    pack: str = ""  # the archive that brought `last` out first; empty while only a build has made it

    def base(self, now: Manifest, pack: str) -> Manifest | None:
        """What `now` is to be compared with: what came before it, when this only makes the last once more.

        A build, or the same archive, made again says the same again; so does the archive of what was only built.
        """
        again = self.last.files == now.files and (not pack or self.pack in ("", pack))
        return self.before if again else self.last

    def then(self, now: Manifest, pack: str) -> Record:
        """The record once `now` has been handed over."""
        if self.last.files == now.files:
            return Record(self.last, self.before, self.pack or pack)
        return Record(now, self.last, pack)


def record_name(edition: Edition) -> str:
    """In the project's root."""
    return f".handed-over-{edition}.json"


def read_record(project: Project, edition: Edition) -> Record | None:
    """None when nothing was handed over yet.

    Raises:
        ProjectError: it cannot be read.
    """
    name = record_name(edition)
    try:
        return _record(json.loads(project.read(name, MOST)))
    except Missing:
        return None
    except (Refused, ValueError, RecursionError):
        raise ProjectError(
            f"{name} 记着上一次交出去的网站，读不出来了；用 --since 写上一个交接包，或删掉这个文件再生成"
        ) from None


def record_bytes(record: Record) -> bytes:
    value = {
        "last": record.last.as_json(),
        "before": record.before and record.before.as_json(),
        "pack": record.pack,
    }
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n").encode()


def earlier(file: Path, option: str = "--since") -> Manifest:
    """The manifest in an archive made before; or a manifest, or a record, as a file of its own. `option` named it.

    Raises:
        ProjectError: it is none of them.
    """
    try:
        if file.is_file() and zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as archive, archive.open(MANIFEST) as member:
                return read_manifest(json.loads(member.read(MOST)))
        value = json.loads(Jail(file.absolute().parent).read(file.name, limit=MOST))
        return _record(value).last if isinstance(value, dict) and "last" in value else read_manifest(value)
    except (Refused, OSError, KeyError, ValueError, RuntimeError, EOFError, zipfile.BadZipFile):
        raise ProjectError(
            f"{option} 要写以前用 showcase pack 做的交接包，或其中的 {MANIFEST}；{file} 读不出来"
        ) from None


def _record(value: Any) -> Record:
    if not isinstance(value, dict):
        raise ValueError("no record")
    before, pack = value.get("before"), value.get("pack", "")
    if not isinstance(pack, str):
        raise ValueError("no record")
    return Record(read_manifest(value.get("last")), read_manifest(before) if before else None, pack)
