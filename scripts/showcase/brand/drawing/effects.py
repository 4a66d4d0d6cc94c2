"""What a reader may pass over, and what would be drawn otherwise than we draw it."""

from __future__ import annotations

from collections.abc import Iterator

from showcase.brand.drawing.faults import RE_EXPORT, REFUSED, Unfit
from showcase.brand.drawing.tree import Node

# Properties → the effect that they ask for.
EFFECTS = {
    "filter": "filter", "backdrop-filter": "filter", "mix-blend-mode": "mix", "animation": "set", "animation-name": "set",
    "marker": "marker", "marker-start": "marker", "marker-mid": "marker", "marker-end": "marker",
}  # fmt: skip
NOTHING = frozenset({"none", "normal", "auto", "", "inherit", "unset"})


def refuse_effect(name: str, value: str) -> None:
    """Raises Unfit for a property that would draw what we do not."""
    if name in EFFECTS and value.strip() not in NOTHING:
        what, cure = REFUSED[EFFECTS[name]]
        raise Unfit(f"不能用{what}", cure)
    if name == "transform-origin" and set(value.replace("px", "").replace("%", "").split()) != {"0"}:
        raise Unfit("变换绕着别的点转", RE_EXPORT)


def is_asked_for(node: Node) -> bool:
    """Whether it is for every reader: what asks for an extension or another language is not."""
    said = node.attributes
    languages = said.get("systemLanguage", "zh")
    known = any(word.strip()[:2] in ("zh", "en") for word in languages.split(","))
    return known and not said.get("requiredExtensions")


def all_of(root: Node) -> Iterator[Node]:
    """The node and all below it, in the order of the file."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += reversed(node.children)
