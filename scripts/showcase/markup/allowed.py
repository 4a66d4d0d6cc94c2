"""What finished HTML may hold, as data; and the last step, which lets through nothing else (nh3).

Two tables: `STORY` for a story's body with its figures, `PAGE` for what the author of a hand-written page wrote.
A page's figures and blocks are made by us and put in after this step.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import nh3

SCHEMES = {"https", "mailto", "tel"}

TEXT = frozenset({
    "p", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "li", "dl", "dt", "dd", "hr", "br",
    "strong", "em", "code", "pre", "sup", "a", "table", "thead", "tbody", "tr", "th", "td", "div", "span",
    "figure", "wbr", "del",
})  # fmt: skip
TEXT_ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "a": frozenset({"href", "rel", "title", "class"}),
    "ol": frozenset({"start"}),
    **{name: frozenset({"id"}) for name in ("h2", "h3", "h4", "h5", "h6", "li", "sup")},
    **{name: frozenset({"class"}) for name in ("div", "p", "span", "figure", "th", "td", "code")},
}
ASIDES = ("note", "tip", "warning", "danger", "sample")  # what `!!! …` may be
TEXT_CLASSES: Mapping[str, str] = {
    "a": "footnote-ref|footnote-backref",
    "div": f"admonition|{'|'.join(ASIDES)}|footnote|toc",
    "p": "admonition-title",
    "span": "phrase",
    "figure": r"photo-\d+",
    "th": "align-(?:left|right|center)",
    "td": "align-(?:left|right|center)",
    "code": r"language-[\w#.+-]+",
}
IDS = r"h-.*|fn:.*|fnref\d*:.*"  # a heading's, a footnote's: never one of the theme's


@dataclass(frozen=True)
class AllowList:
    """`classes`: what each element's class names may be, as a pattern that fits one of them whole; `names` what
    the values of attributes that name or refer may be.
    """

    elements: frozenset[str] = TEXT
    attributes: Mapping[str, frozenset[str]] = field(default_factory=lambda: TEXT_ATTRIBUTES, hash=False)
    classes: Mapping[str, str] = field(default_factory=lambda: TEXT_CLASSES, hash=False)
    names: Mapping[str, str] = field(default_factory=lambda: {"id": IDS}, hash=False)

    @cached_property
    def _cleaner(self) -> nh3.Cleaner:
        return nh3.Cleaner(
            tags=set(self.elements),
            attributes={name: set(allowed) for name, allowed in self.attributes.items()},
            attribute_filter=self._kept,
            url_schemes=SCHEMES,
            link_rel=None,
        )

    def _kept(self, element: str, attribute: str, value: str) -> str | None:
        if attribute == "class":
            pattern = self.classes.get(element, "")
            return " ".join(name for name in value.split() if re.fullmatch(pattern, name)) or None
        if attribute in self.names and not re.fullmatch(self.names[attribute], value, re.DOTALL):
            return None
        return value

    def clean(self, html: str) -> str:
        """`html` with nothing but what this list names."""
        return self._cleaner.clean(html)


_PICTURE: Mapping[str, frozenset[str]] = {
    "img": frozenset({"src", "srcset", "sizes", "width", "height", "alt", "loading", "decoding"}),
    "source": frozenset({"srcset", "sizes", "type", "media", "width", "height"}),
}
STORY = AllowList(
    TEXT | {"figcaption", "picture", "source", "img"},
    {**TEXT_ATTRIBUTES, **_PICTURE},
    {
        **TEXT_CLASSES,
        "a": f"{TEXT_CLASSES['a']}|large",
        "span": "phrase|credit",
        "figure": r"photo-\d+|figure|figure--tall|wide",
    },
)
PAGE = AllowList(
    TEXT | {"section"},
    {**TEXT_ATTRIBUTES, "section": frozenset({"class", "aria-label"})},
    {
        **TEXT_CLASSES,
        "div": f"{TEXT_CLASSES['div']}|form__signs|block-\\d+",
        "p": "admonition-title|form__line",
        "span": "phrase|field|choice|blank|blank--(?:short|long|full)",
        "section": "form|wide",
    },
)
