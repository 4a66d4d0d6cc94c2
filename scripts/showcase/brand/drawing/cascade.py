"""What `<style>` and `style=` say of an element: simple selectors only (element, class, id), as drawing programs write."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from showcase.brand.drawing.tree import Node, Tree

MAX_RULES = 500  # each of them is held against each element
_SIMPLE = re.compile(r"(\*|[A-Za-z][\w-]*)?((?:[.#][\w\u0080-\uffff-]+)*)")
_PLAIN = "导出时把样式写到图形上：Illustrator“导出为”里 CSS 属性选“表现属性”；Inkscape 另存为“纯 SVG”；CorelDRAW 导出时样式选“表现属性”"  # fmt: skip
# At-rules that draw nothing here: fonts for text that is refused, and looks for other media than ours.
_IDLE = ("font-face", "media", "charset", "namespace", "supports", "layer", "page", "keyframes", "-webkit-keyframes")  # fmt: skip


@dataclass(frozen=True)
class Rule:
    element: str  # "" any
    ids: frozenset[str]
    classes: frozenset[str]
    said: tuple[tuple[str, str], ...]
    node: Node  # the <style> it stands in

    @property
    def weight(self) -> tuple[int, int, int]:
        return len(self.ids), len(self.classes), bool(self.element)

    def fits(self, node: Node) -> bool:
        return (
            self.element in ("", node.name)
            and self.ids <= {node.attributes.get("id", "")}
            and self.classes <= set(node.attributes.get("class", "").split())
        )


@lru_cache(maxsize=1024)  # what is used a thousand times is read once
def declarations(text: str) -> tuple[tuple[str, str], ...]:
    """(property, value) in the order in which they stand; `!important` is left away."""
    found: list[tuple[str, str]] = []
    pending: list[str] = []
    depth = 0
    for part in (*_without_comments(text).split(";"), ""):
        if depth <= 0 and pending:  # a semicolon in brackets, as in url(data:…;…), ends nothing
            name, colon, value = ";".join(pending).partition(":")
            if colon:
                found.append((name.strip().lower(), value.replace("!important", "").strip()))
            pending, depth = [], 0
        pending.append(part)
        depth += part.count("(") - part.count(")")
    return tuple(found)


def _without_comments(text: str) -> str:
    kept, at = [], 0
    while (begin := text.find("/*", at)) >= 0:
        kept.append(text[at:begin])
        end = text.find("*/", begin + 2)
        at = len(text) if end < 0 else end + 2
    return "".join((*kept, text[at:])).replace("<!--", " ").replace("-->", " ")


def read_rules(tree: Tree, styles: list[Node]) -> tuple[Rule, ...]:
    """The rules of every `<style>`, the weakest first; what cannot be followed is a fault of the tree."""
    rules: list[Rule] = []
    for node in styles:
        text = _without_comments(node.text)
        if re.search(r"@import\b", text, re.I):
            tree.fault(
                node,
                "样式表里不能用 @import 引用外面的文件",
                "删掉有 @import 的这一行；它引的多半是字体，文字转成轮廓以后用不着",
            )
        for block in _without_at_rules(text, tree).split("}"):
            selectors, _, body = block.partition("{")
            said = declarations(body)
            for selector in selectors.split(","):
                rules += _rule(tree, node, selector.strip(), said)
        if len(rules) > MAX_RULES:
            tree.fault(node, f"样式表里的规则超过 {MAX_RULES} 条", _PLAIN)
            return ()
        tree.dropped["样式表（颜色已经写到图形上）"] += 1
    return tuple(sorted(rules, key=lambda rule: rule.weight))


def _rule(tree: Tree, node: Node, selector: str, said: tuple[tuple[str, str], ...]) -> Iterator[Rule]:
    if not selector or ":" in selector.replace(":root", "svg"):
        return  # of a pointer that hovers, or of what is no element
    found = _SIMPLE.fullmatch(selector.replace(":root", "svg"))
    if not found:
        tree.fault(node, f"样式表里的选择器“{selector[:40]}”读不懂", _PLAIN)
        return
    names = re.findall(r"([.#])([^.#]+)", found[2])
    yield Rule(
        "" if found[1] in (None, "*") else found[1],
        frozenset(name for kind, name in names if kind == "#"),
        frozenset(name for kind, name in names if kind == "."),
        said,
        node,
    )


def _without_at_rules(text: str, tree: Tree) -> str:
    """`text` without `@…;` and `@… { … }`, whatever these hold."""
    parts, at = [], 0
    for found in re.finditer(r"@([\w-]+)", text):
        if found.start() < at:
            continue
        parts.append(text[at : found.start()])
        at = _end_of(text, found.end())
        if found[1].lower() in _IDLE:
            tree.dropped[f"样式表里的 @{found[1].lower()}"] += 1
    return "".join((*parts, text[at:]))


def _end_of(text: str, at: int) -> int:
    depth = 0
    for index in range(at, len(text)):
        if text[index] == "{":
            depth += 1
        elif text[index] == "}":
            depth -= 1
        if (text[index] == ";" and depth == 0) or (text[index] == "}" and depth <= 0):
            return index + 1
    return len(text)


def said_of(node: Node, rules: tuple[Rule, ...]) -> Mapping[str, tuple[str, str]]:
    """Property → (its value, the attribute of `node` that says so), the strongest voice last."""
    said = {name: (value, name) for name, value in node.attributes.items() if name not in ("style", "class")}
    for rule in rules:
        if rule.fits(node):
            said |= {name: (value, "class") for name, value in rule.said}
    said |= {name: (value, "style") for name, value in declarations(node.attributes.get("style", ""))}
    return said
