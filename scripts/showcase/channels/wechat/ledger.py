"""What was sent to the account, by story: so that nothing is sent twice. No word in it is secret.

Kept beside mkdocs.yml, where `make clean` leaves it alone.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from showcase.project.atomic import write_whole
from showcase.project.errors import ProjectError
from showcase.project.folder import Project
from showcase.project.jail import Missing, Refused

FILE = ".wechat-drafts.json"
MOST = 16 << 20  # bytes


@dataclass(frozen=True)
class Entry:
    """`sent` is the hash of what lies in the box as `draft`; `tried` that of what may lie there, for lack of an answer."""

    sent: str = ""
    draft: str = ""
    tried: str = ""
    cover: tuple[str, str] = ("", "")  # SHA-256, number of the material
    pictures: dict[str, str] = field(default_factory=dict)  # SHA-256 → address


class Ledger:
    def __init__(self, project: Project, account: str) -> None:
        """Of one account, by the hash of its name.

        Raises:
            ProjectError: the file cannot be read.
        """
        self._path = project.root / FILE
        self._own = hashlib.sha256(account.encode()).hexdigest()[:16]
        self._all = _read(project)

    def entry(self, story: str) -> Entry:
        return self._all.get(self._own, {}).get(story, Entry())

    def write(self, story: str, entry: Entry) -> None:
        """At once: what is sent next may not come back."""
        self._all.setdefault(self._own, {})[story] = entry
        rows = {own: {key: asdict(one) for key, one in mine.items()} for own, mine in self._all.items()}
        text = json.dumps(rows, ensure_ascii=False, indent=1, sort_keys=True)
        write_whole(self._path, f"{text}\n".encode())


def _read(project: Project) -> dict[str, dict[str, Entry]]:
    try:
        rows = json.loads(project.read(FILE, MOST))
        return {own: {key: _entry(row) for key, row in mine.items()} for own, mine in rows.items()}
    except Missing:
        return {}
    except (Refused, ValueError, TypeError, AttributeError, KeyError) as err:
        raise ProjectError(
            f"{FILE} 读不出来：它记着哪几篇发过草稿。从备份里拿回来，或者删掉它，先看一遍草稿箱再发"
        ) from err


def _entry(row: Any) -> Entry:
    entry = Entry(**row)
    known = (entry.sent, entry.draft, entry.tried, *entry.cover, *entry.pictures, *entry.pictures.values())
    if len(entry.cover) != 2 or not all(isinstance(word, str) for word in known):
        raise ValueError("no entry")
    return replace(entry, cover=(entry.cover[0], entry.cover[1]))
