"""What computers and programs leave beside people's files: never read, never published, told of once."""

from __future__ import annotations

import re
from fnmatch import translate

# Names in any case, as fnmatch spells them.
_SYSTEMS = (
    "__macosx", ".ds_store", "._*", ".localized", "icon\r", ".appledouble", ".spotlight-v100", ".trashes", ".trash-*",
    ".fseventsd", ".temporaryitems", ".documentrevisions-v100", ".apdisk",
    "thumbs.db", "thumbs.db:*", "ehthumbs*.db", "desktop.ini", "$recycle.bin", "recycler", "system volume information",
    "found.[0-9][0-9][0-9]", "lost+found", "@eadir", "#recycle", "#snapshot", ".directory", ".nfs*", ".fuse_hidden*",
)  # fmt: skip
_OFFICE = (
    "~$*", ".~*", "~*.tmp", "~wr?[0-9]*.*", "*.tmp", "*.temp", "*.bak", "*.wbk", "*.asd", "*.swp", "*.swo", "*~", "*.orig",
    "备份", "备份文件", "自动备份", "backup of *", "*的备份.*", "*.backup",
)  # fmt: skip
_SYNCED = (
    ".stfolder*", ".stversions", ".stignore", ".syncthing.*", "~syncthing~*", "*.sync-conflict-*", ".sync", "*.!sync",
    "*冲突副本*", "*冲突文件*", "*conflicted copy*", "*conflict copy*", "*的冲突*", ".dropbox*", ".nutstore*", ".owncloud*",
    "*.baiduyun.*", "*.downloading", "*.crdownload", "*.part", "*.partial", "*.download", "*.xltd", "*.td.cfg", "*.aria2",
)  # fmt: skip
_TOOLS = (".git", ".svn", ".hg", ".bzr", "_svn", ".idea", ".vscode", ".obsidian")
_LEFT = re.compile(
    "|".join(translate(name) for name in (*_SYSTEMS, *_OFFICE, *_SYNCED, *_TOOLS)), re.IGNORECASE | re.DOTALL
)
# OneDrive puts the computer's name behind that of its second copy.
_ONEDRIVE = re.compile(r".+-(?:DESKTOP|LAPTOP|PC|WIN)-[A-Z0-9]{6,}(?:-\d+)?\.[A-Za-z0-9]+", re.IGNORECASE)
CONFLICT = re.compile(r"冲突|conflict", re.IGNORECASE)


def is_left(name: str) -> bool:
    """Whether a file or folder of that name was made by a machine and holds nothing for the site."""
    return bool(_LEFT.match(name) or _ONEDRIVE.fullmatch(name))


def is_second_copy(name: str) -> bool:
    """Whether it may hold what somebody wrote: two computers changed one file."""
    return bool(CONFLICT.search(name) or _ONEDRIVE.fullmatch(name))
