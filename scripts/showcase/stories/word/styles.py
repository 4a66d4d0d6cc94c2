"""What the styles of a Word file make of a paragraph: its name, its outline, its number, whether it is seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from showcase.stories.word.kinds import CONTENTS, HEADING, TITLE
from showcase.stories.word.ooxml import Element, child, is_on, local, value

BODY = 9  # the outline level of what is no heading; 0 is the highest


@dataclass(frozen=True)
class Style:
    """What one style says itself; what it does not say stands in the one it is based on."""

    name: str = ""  # in lower case: heading 1, caption
    based_on: str = ""
    outline: int | None = None
    number: str | None = None  # of its list; 0 is none
    level: int | None = None
    hidden: bool | None = None


@dataclass(frozen=True)
class Styles:
    by_id: dict[str, Style] = field(default_factory=dict)
    default: str = ""  # the id of that of paragraphs without one

    def chain(self, key: str) -> Iterator[Style]:
        """The style and those that it is based on."""
        seen: set[str] = set()
        while key in self.by_id and key not in seen:
            seen.add(key)
            yield self.by_id[key]
            key = self.by_id[key].based_on

    def name(self, properties: Element | None) -> str:
        """That of a paragraph of these properties as `kinds` knows it; `outline 1` for a heading by its level alone."""
        chain = tuple(self.chain(value(child(properties, "pStyle")) or self.default))
        own = chain[0].name if chain else value(child(properties, "pStyle")).lower()
        known = next(
            (s.name for s in chain if s.name in TITLE or HEADING.match(s.name) or CONTENTS.match(s.name)), ""
        )
        direct = _number(value(child(properties, "outlineLvl")))
        outline = (
            direct if direct is not None else next((s.outline for s in chain if s.outline is not None), None)
        )
        if known in TITLE or CONTENTS.match(known):
            return known
        if outline is not None and outline >= BODY:
            return "" if HEADING.match(own) else own
        if HEADING.match(known) and direct is None:
            return known
        return f"outline {outline + 1}" if outline is not None and 0 <= outline < BODY else own

    def is_hidden(self, properties: Element | None, paragraph: str = "") -> bool:
        """Whether a run of these properties, in a paragraph of that style, is not seen."""
        own = child(properties, "vanish")
        if own is not None:
            return is_on(own)
        chain = (*self.chain(value(child(properties, "rStyle"))), *self.chain(paragraph or self.default))
        return any(next(((s.hidden,) for s in chain if s.hidden is not None), ()))


def styles_of(root: Element | None) -> Styles:
    """Those of the part word/styles.xml."""
    found: dict[str, Style] = {}
    default = ""
    for one in root if root is not None else ():
        key = value(one, "styleId")
        if local(one) != "style" or key in found:
            continue
        paragraph, numbers = child(one, "pPr"), child(one, "pPr", "numPr")
        vanish = child(one, "rPr", "vanish")
        found[key] = Style(
            value(child(one, "name")).strip().lower(),
            value(child(one, "basedOn")),
            _number(value(child(paragraph, "outlineLvl"))),
            value(child(numbers, "numId")) or None,
            _number(value(child(numbers, "ilvl"))),
            is_on(vanish) if vanish is not None else None,
        )
        if value(one, "type") == "paragraph" and value(one, "default") in ("1", "true", "on"):
            default = key
    return Styles(found, default)


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 6 else None
