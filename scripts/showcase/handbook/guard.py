"""What may stand in the handbook: a pull request can write its pages, and Material prints what Markdown gives it."""

from __future__ import annotations

import base64
import hashlib
import re

from showcase.markup.allowed import STORY, TEXT_CLASSES, AllowList
from showcase.pages.pictures import FOLDER

_ASIDES = "admonition|note|tip|info|warning|danger|example|question|success|quote|abstract|failure|bug"
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# The theme's script looks up names that begin with two underscores; of those a page has its tabs and its code only.
_TABS = r"__tabbed_\d+(?:_\d+)?"
_CODE = r"__(?:codelineno|span|code)[-_][\d-]+"
_PHOTO = rf"(?:\.\./)*{FOLDER}/[a-z0-9-]+\.(?:avif|jpg)"

# What Markdown and the extensions of the handbook make of a page, and nothing else.
PAGE = AllowList(
    STORY.elements
    | {"h1", "details", "summary", "input", "label", "kbd", "del", "ins", "mark", "abbr", "b", "i"},
    {
        **STORY.attributes,
        **{heading: frozenset({"id"}) for heading in _HEADINGS},
        "a": frozenset({"href", "title", "class", "id", "name"}),
        "details": frozenset({"class", "open"}),
        "div": frozenset({"class", "data-tabs"}),
        "input": frozenset({"checked", "id", "name", "type"}),
        "label": frozenset({"for"}),
        "pre": frozenset({"id"}),
        "span": frozenset({"class", "id"}),
    },
    {
        **STORY.classes,
        "a": f"{TEXT_CLASSES['a']}|headerlink",
        "details": _ASIDES,
        "div": f"{_ASIDES}|footnote|tabbed-(?:set|alternate|labels|content|block)|highlight|language-[\\w-]+",
        "p": "admonition-title|lede",
        "span": "credit|filename|[a-z][a-z0-9]{0,2}",
        "figure": "figure|figure--tall",
    },
    {
        "id": rf"(?!__).*|{_TABS}|{_CODE}",
        "name": f"{_TABS}|{_CODE}",
        "for": _TABS,
        "type": "radio",
        "src": _PHOTO,
        "srcset": rf"{_PHOTO} \d+w(?:, {_PHOTO} \d+w)*",
    },
)
SCRIPT = re.compile(r"<script(?![^>]*(?:\ssrc=|application/json))[^>]*>(.*?)</script>", re.DOTALL)
GENERATOR = re.compile(r'\s*<meta name="generator"[^>]*>')


def guarded(page: str) -> str:
    """A whole page that asks no other host for anything and runs no script but those the theme wrote into it."""
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in dict.fromkeys(SCRIPT.findall(page))
    )
    policy = (
        f"default-src 'self'; script-src 'self' {hashes}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'"
    )
    meta = f'<meta charset="utf-8">\n      <meta http-equiv="Content-Security-Policy" content="{policy}">'
    return GENERATOR.sub("", page).replace('<meta charset="utf-8">', meta, 1)
