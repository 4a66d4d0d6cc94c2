"""Words as Markdown that reads as the same words: nothing a manuscript holds becomes a sign by accident."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from urllib.parse import urlsplit

from showcase.stories.word import Line, Words
from showcase.typed.line import INVISIBLE, has_control

EDGES = " \t\u00a0\u3000\u2002\u2003\u2009\u202f"

_SPACES = re.compile(r"[ \t\u00a0\u2002-\u200a\u202f]+")
# No more than must be: --fix may mend a stop beside a Han, and would part it from its backslash or entity.
_SIGNS = re.compile(r"[\\`*_{}\[\]|]|~(?=~)|(?<=~)~|<(?=[A-Za-z/!?])|@(?=[^@<> ]+>)|&(?=#?[0-9A-Za-z]+;)")
_ENTITIES = {"<": "&lt;", "&": "&amp;", "@": "&#64;"}
# The same where two dresses meet, \0 between them; and ![ would be a photo.
_SEAM = re.compile(r"<(?=\0[A-Za-z/!?])|&(?=\0#?[0-9A-Za-z]+;)|(?<!\\)~(?=\0~)|!(?=\0\[)")
_AT_SEAMS = {"<": "&lt;", "&": "&amp;", "~": "\\~", "!": "&#33;"}
_START = re.compile(
    r"(\d+)([.)])(?=\s|$)|()([-+])(?=\s|[- ]*$)|()([#>])|()(=(?==*$)|:(?=\s)|~(?=~~)|!(?=!!))"
)
_STOPS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"  # at the edge of bold words they part the stars from them
_LAST_SIGNS = re.compile(r"#+$")


def plain(line: Iterable[Words]) -> str:
    """The line's words alone, one space where there were several kinds of it."""
    return _SPACES.sub(" ", "".join(visible(words.text) for words in line)).strip(EDGES)


def visible(text: str) -> str:
    """`text` without the characters a story may not hold; symbols of a font of their own are among them."""
    text = INVISIBLE.sub("", text)
    return "".join(c for c in text if not has_control(c, "\t")) if has_control(text, "\t") else text


def escaped(text: str) -> str:
    """`text` within a line of Markdown."""
    return _SIGNS.sub(_sign, text)


def _sign(found: re.Match[str]) -> str:
    return _ENTITIES.get(found[0], f"\\{found[0]}")


def begun(markdown: str) -> str:
    """A line that begins no list, heading, quotation or the like by its first characters."""
    if re.match(r"\[\^\d+\]:", markdown):  # a mark of a note would become the note
        return markdown.replace("]:", "]&#58;", 1)
    found = _START.match(markdown)
    if not found:
        return markdown
    before, sign = next((found[n] or "", found[n + 1]) for n in (1, 3, 5, 7) if found[n + 1])
    cure = f"&#{ord(sign)};" if sign in "=:~!" else f"\\{sign}"
    return before + cure + markdown[found.end() :]


def heading(text: str) -> str:
    """`text` as the words of a heading: number signs at its end are Markdown's own."""
    return _LAST_SIGNS.sub(lambda signs: "\\#" * len(signs[0]), escaped(text))


def caption(text: str) -> str:
    """`text` in the quotes after a photo's file name; < and > may not stand there."""
    text = text.replace("<", "＜").replace(">", "＞")
    text = re.sub(r"[\\`]", r"\\\g<0>", re.sub(r"&(?=#?[0-9A-Za-z]+;)", "&amp;", text))
    if '"' not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "’") + "'"


def line(words: Line, *, dressed: bool = True) -> str:
    """A line of Markdown; without `dressed` bold and italic go, links and marks of notes stay."""
    pieces = list(_merged(words, dressed))
    joined = ""
    for index, piece in enumerate(pieces):
        near = [*pieces[max(index - 1, 0) : index], *pieces[index + 1 : index + 2]]
        markdown = _piece(piece, any(one.bold for one in near))
        joined = _SEAM.sub(lambda sign: _AT_SEAMS[sign[0]], f"{joined}\0{markdown}").replace("\0", "")
    return begun(joined.strip(EDGES))


def _merged(words: Line, dressed: bool) -> Iterator[Words]:
    """Neighbours in one dress as one, spaces run together, none at the ends."""
    spaced = True
    clean: list[Words] = []
    for piece in words:
        text = _SPACES.sub(" ", visible(piece.text))
        if spaced:
            text = text.lstrip(EDGES if not clean else " ")
        if text or piece.note:
            # A space or a stop has no weight: its dress is that of an accident.
            weighty = dressed and re.search(r"[^\W_]", text) and not piece.href
            bold, italic = bool(weighty and piece.bold), bool(weighty and piece.italic and not piece.bold)
            clean.append(Words(text, bold, italic, link(piece.href), piece.note))
            spaced = text.endswith(" ")
    for _, group in groupby(clean, key=lambda one: (one.bold, one.italic, one.href, one.note)):
        several = list(group)
        first = several[0]
        yield Words("".join(one.text for one in several), first.bold, first.italic, first.href, first.note)


def _piece(piece: Words, beside_bold: bool) -> str:
    if piece.note:
        return f"[^{piece.note}]"
    # *** would be read as both at once.
    stars = "**" if piece.bold else "*" if piece.italic and not beside_bold else ""
    core = piece.text.strip(EDGES + (_STOPS if stars else ""))
    at = piece.text.find(core) if core else len(piece.text)
    before, after = piece.text[:at], piece.text[at + len(core) :]
    inner = escaped(core)
    if piece.href and core:
        if inner.startswith("^"):  # [^ begins a note
            inner = f"&#94;{inner[1:]}"
        inner = f"[{inner}]({piece.href})"
    else:
        inner = f"{stars}{inner}{stars}"
    return escaped(before) + inner + escaped(after)


def link(href: str) -> str:
    """`href` as a Markdown link may hold it; empty for one a story may not have."""
    href = href.strip()
    try:
        parts = urlsplit(href)
    except ValueError:
        return ""
    if has_control(href) or len(href) > 500 or parts.scheme.lower() not in ("https", "mailto", "tel", ""):
        return ""
    if not parts.scheme and (href.startswith(("/", "\\", "#")) or "\\" in href or ":" in href or not href):
        return ""  # a folder of the author's computer, or a bookmark
    if parts.scheme.lower() == "https" and not parts.netloc:
        return ""
    href = re.sub(
        r"[\s()<>\[\]{}\"'`*\\|!]", lambda c: f"%{ord(c[0]):02X}" if ord(c[0]) < 128 else "%20", href
    )
    return re.sub(r"&(?=#?[0-9A-Za-z]+;)", "&amp;", href)
