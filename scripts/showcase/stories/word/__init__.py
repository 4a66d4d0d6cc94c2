"""A manuscript that a colleague typed in Word or WPS, as plain values.

package (what may be opened) → shown, with styles and numbering (what Word shows of it) → word (mammoth's reading of that)
→ flow, headings, credits, days (what an editor sees in it) → copy, blocks (Markdown) → editing (the whole), account (that
nothing is lost) → reception (a file from outside, in a worker).
"""

from __future__ import annotations

from dataclasses import dataclass, field

MAX_FILE = 40 << 20  # bytes of a .docx, and of a photo


class Unusable(Exception):
    """This file is no manuscript we can read; the message says what to do, in Chinese."""


@dataclass(frozen=True)
class Words:
    """A stretch of a line in one dress."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""
    note: int = 0  # the number of the note that is marked here, from 1; then without text


Line = tuple[Words, ...]


@dataclass(frozen=True)
class Left:
    """Words of the manuscript that the story does not get. `why`, in Chinese, ends with what to do."""

    why: str
    words: str


@dataclass(frozen=True)
class Photo:
    """A picture as it lies in the file; `why` says why it cannot be used, else it is empty."""

    data: bytes = field(repr=False)
    suffix: str = ""  # by content, such as .jpg
    why: str = ""


@dataclass(frozen=True)
class Paragraph:
    """`lines` are parted by manual line breaks."""

    lines: tuple[Line, ...]
    style: str = (
        ""  # Word's own name of it in lower case: title, heading 1, caption; 标题 1 where the author made it
    )
    centred: bool = False
    size: float = 0  # points, where every word says the same
    level: int = -1  # in a list, from 0
    ordered: bool = False
    count: int = 0  # the item's number in an ordered list; 0 is not known
    goes_on: bool = False  # an item whose further lines are the paragraphs below it

    @property
    def text(self) -> str:
        return "\n".join("".join(words.text for words in line) for line in self.lines)


@dataclass(frozen=True)
class Cell:
    blocks: tuple[Block, ...]
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True)
class Table:
    rows: tuple[tuple[Cell, ...], ...]


Block = Paragraph | Photo | Table


@dataclass(frozen=True)
class Manuscript:
    blocks: tuple[Block, ...]
    notes: tuple[tuple[Paragraph, ...], ...] = ()  # in the order of their marks
    warnings: tuple[str, ...] = ()
    left: tuple[Left, ...] = ()
    said: tuple[str, ...] = ()  # all words of the file, by an own reading of it: what is to be accounted for
