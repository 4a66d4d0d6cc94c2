"""A font file where it lies. Light on purpose: a worker that letters cards reads no more of brand/ than this."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from showcase.project.errors import ProjectError, ShowcaseError
from showcase.project.folder import Project
from showcase.project.jail import Entry, Missing, Refused

FONTS = "brand/fonts"
MAX_FONT = 40 << 20  # bytes; a whole Chinese font has 10 to 20 MB a weight


@dataclass(frozen=True)
class FontSource:
    """A file in brand/fonts/, to be read where it is needed, in a worker too."""

    root: Path  # of the project
    file: str

    @property
    def shown(self) -> str:
        return f"{FONTS}/{self.file}"

    def read(self) -> bytes:
        """Its bytes, kept until it changes.

        Raises:
            ProjectError: it is missing or may not be read.
        """
        try:
            return _bytes(self, Project(self.root).jail.entry(*self.shown.split("/")))
        except Missing:
            raise ProjectError(f"缺少字体文件 {self.shown}") from None
        except Refused as err:
            raise ProjectError(f"字体文件 {self.shown} {err}") from err


@lru_cache(maxsize=2)
def _bytes(font: FontSource, entry: Entry) -> bytes:
    return Project(font.root).read(font.shown, MAX_FONT)


@contextmanager
def usable(font: FontSource) -> Iterator[None]:
    """What fontTools makes of a file that is no font, or a broken one, as one kind line: it raises all there is.

    Raises:
        ProjectError: the font cannot be used.
    """
    try:
        yield
    except (ShowcaseError, OSError, MemoryError):
        raise
    except Exception as err:
        raise ProjectError(f"{font.shown} 不是能用的字体文件") from err
