"""The HTML of the core: Jinja templates that escape everything but `Markup`."""

from __future__ import annotations

import re
from html import unescape
from itertools import accumulate, pairwise
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from showcase.fragments.compiled import Compiled
from showcase.fragments.linebreak import TERMS, clauses, seams
from showcase.project.version import PACKAGE

_environment = Environment(
    loader=PackageLoader("showcase", "fragments"),
    auto_reload=False,  # to ask the disk each time one is drawn took a twentieth of a build
    bytecode_cache=Compiled(PACKAGE / "fragments"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)

LINE = 14  # characters of display size that a phone's line holds


def seamed(text: str, whole: tuple[str, ...], start: int = 0, end: int | None = None) -> Markup:
    """text[start:end] as HTML that breaks between phrases only (see the rule for <wbr> in 10-base.css).

    The names in `whole` are not divided. A <wbr> has no text: what is read out, searched and copied is `text`.
    """
    end = len(text) if end is None else end
    cuts = (start, *(index for index in seams(text, whole) if start < index < end), end)
    return Markup("<wbr>").join(text[a:b] for a, b in pairwise(cuts))


def phrases(text: str, whole: tuple[str, ...]) -> Markup:
    """A title as HTML: each clause on a line of its own while there is room, and as `seamed` inside."""
    parts = clauses(text)
    if len(parts) < 2:
        return seamed(text, whole)
    ends = tuple(accumulate(map(len, parts)))
    return Markup().join(
        Markup('<span class="phrase">{}</span>').format(seamed(text, whole, a, b))
        for a, b in pairwise((0, *ends))
    )


def sentence(text: str, whole: tuple[str, ...] = TERMS) -> Markup:
    """A sentence or two in display size as HTML: a clause that fits a phone's line is not divided, a longer one as `seamed`."""
    parts: list[str] = []
    for clause in clauses(text):
        if parts and parts[-1].endswith("、"):
            parts[-1] += clause
        else:
            parts.append(clause)
    ends = (0, *accumulate(map(len, parts)))
    return Markup().join(
        Markup('<span class="phrase">{}</span>').format(seamed(text, whole, a, b))
        if b - a <= LINE
        else seamed(text, whole, a, b)
        for a, b in pairwise(ends)
    )


_QUOTED = re.compile(r"(?<=<blockquote>\n<p>)[^<]*(?=</p>)")


def quoted(html: str, whole: tuple[str, ...]) -> str:
    """`html` with the words of each pull quote as `sentence`; one with marks of its own stays as it is."""
    return _QUOTED.sub(lambda words: sentence(unescape(words.group()), whole), html)


_environment.filters |= {"seamed": seamed, "phrases": phrases}

_BLOCK = "header|nav|section|article|footer|div|figure"
_BLOCKS_TOUCH = re.compile(rf"(</(?:{_BLOCK})>)(?=<(?:{_BLOCK})\b)")


def fragment(name: str, **values: Any) -> str:
    """The HTML of fragments/<name>.html, such that Markdown passes it through byte for byte.

    For that it has no blank line, and a line end between block elements, where Markdown would add one.
    """
    text = _environment.get_template(f"{name}.html").render(**values)
    return _BLOCKS_TOUCH.sub(r"\1\n", re.sub(r"\n\s*\n+", "\n", text)).strip()
