"""Why an entry is not read."""

from __future__ import annotations

import errno

from showcase.project.errors import fault


class Refused(Exception):
    """This entry is not read; the message says why, in Chinese."""


class TooLarge(Refused):
    """A plain file of more bytes than were allowed."""


class Missing(Refused):
    """There is nothing of that name."""


class Closed(Refused):
    """The machine does not open it: no permission, a fault of the disk."""


# What a system answers when a step it may not follow stands there, or what cannot be opened like a file: a socket.
_NO_STEP = (errno.ELOOP, errno.ENOTDIR, errno.EMLINK, errno.ENXIO)


def refusal(error: OSError, what: str) -> Refused:
    """Why a `what` (文件, 文件夹) could not be opened."""
    if error.errno == errno.ENOENT:
        return Missing(f"找不到这个{what}")
    return Refused(
        f"{what}打不开，或是一个链接" if error.errno in _NO_STEP else f"{what}打不开：{fault(error)}"
    )
