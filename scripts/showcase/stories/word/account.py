"""Proof that nothing was lost in silence: what a manuscript says against what became of it.

The manuscript's side is read from the XML itself, not by the reader whose work is proved.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from showcase.stories.word.ooxml import Element, lines_of, local, value

_TOKEN = re.compile(r"\d+|[^\W\d_]")  # a run of digits, or one letter of any script
_NUMBER = re.compile(r"^\s*\d{1,3}\s*[.．、](?=\D)")  # of a list: ours or theirs
_RULES = (
    "separator",
    "continuationSeparator",
    "continuationNotice",
)  # notes that only part the text from the notes
_MARKS = (
    re.compile(r"(?m)^(?:#+ |> ?)"),
    re.compile(r"(?m)^\s*(?:\d{1,3}\.|-) "),
    re.compile(r"(?<=[^\\]\])\([^\s()]*"),  # where a link leads, or a photo's file
    re.compile(r"!\[[^\]]*\]|\[\^\d+\]"),
    re.compile(r"\\(?=[^\w\s])|\*"),
)


def passages(root: Element) -> Iterator[str]:
    """The words of a part, a line an item."""
    for one in root:
        if local(one) == "p":
            yield from lines_of(one)
        elif local(one) not in ("del", "moveFrom") and value(one, "type") not in _RULES:
            yield from passages(one)


def missing(said: Iterable[str], told: Iterable[str]) -> tuple[str, ...]:
    """Of the passages `said` those with words that are not in `told`, in their order; each word counts once."""
    whole = tuple(_NUMBER.sub("", text) for text in said)
    lines = "\n".join(told)
    kept = Counter(_TOKEN.findall(lines))
    lacking = Counter(token for text in whole for token in _TOKEN.findall(text)) - kept
    if not lacking:
        return ()
    row = "".join(_TOKEN.findall(lines))
    found = {}
    for sure in (True, False):  # first those that are nowhere, then those that were there more often
        for at, text in enumerate(whole):
            tokens = _TOKEN.findall(text)
            if at in found or not any(lacking[token] for token in tokens):
                continue
            if not sure or "".join(tokens) not in row:
                found[at] = text
                lacking -= Counter(tokens)
    return tuple(found[at] for at in sorted(found))


def spoken(markdown: str) -> str:
    """The words of a body that `editing` wrote, without the marks that are its own."""
    for mark in _MARKS:
        markdown = mark.sub("", markdown)
    return html.unescape(markdown)
