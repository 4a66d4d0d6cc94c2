"""Which text of a page its stylesheet sets in the heading font: read from the selectors, not from a list of names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_ANY_RULE = re.compile(r"([^{}]*)\{")
_ASIDE = re.compile(r":(?:not|has)\((?:[^()]|\([^()]*\))*\)")
_NOT = re.compile(r":not\((?:[^()]|\([^()]*\))*\)")
_STATE = re.compile(r":[\w-]+(?:\([^()]*\))?|\[[^\]]*\]")
_IS = re.compile(r":is\(([^()]*)\)")
_OWN = re.compile(r"\.([a-zA-Z][\w-]*)")
_TAG_NAME = re.compile(r"[a-z][a-z0-9]*")
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)([^>]*)>")
_CLASS = re.compile(r'\bclass="([^"]*)"')
DIGITS = "0123456789"  # what a counter writes; anything else before an element stands in a text font
_VOID = frozenset(("area", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))


@dataclass(frozen=True)
class Hook:
    """An element that is set in the heading font: its tag or one of its classes, below elements of all of `within`."""

    name: str  # "h2", or ".total"
    within: frozenset[str] = frozenset()  # tags and classes that it stands in


@lru_cache(maxsize=64)
def hooks(stylesheet: str) -> frozenset[Hook]:
    """What the rules of `stylesheet` that name the heading font select, or a little more."""
    found = (_hook(selector) for selector in _selectors(stylesheet) if "::" not in selector)
    return frozenset(hook for hook in found if hook is not None)


@lru_cache(maxsize=64)
def counted(stylesheet: str) -> frozenset[frozenset[str]]:
    """Sets of tags and classes: where all of one stand on a page, `stylesheet` may write a number in the heading font."""
    written = (selector.partition("::")[0] for selector in _selectors(stylesheet) if "::" in selector)
    return frozenset(frozenset(_names(selector)) for selector in written)


@lru_cache(maxsize=64)
def asked(stylesheet: str) -> frozenset[frozenset[str]]:
    """Sets of tags and classes: where all of one stand on a page, a rule of `stylesheet` may hold there."""
    preludes = (rule[1].strip() for rule in _ANY_RULE.finditer(stylesheet))
    rules = (_NOT.sub("", rule).replace(":has(", " :is(") for rule in preludes if not rule.startswith("@"))
    return frozenset(_all_names(selector) for rule in rules for selector in _expanded(rule)) - {frozenset()}


def _all_names(selector: str) -> frozenset[str]:
    bare = _STATE.sub("", selector)
    tags = _TAG_NAME.findall(_OWN.sub(".", bare))
    return frozenset(_OWN.findall(bare)).union(f"<{tag}" for tag in tags)


def _selectors(stylesheet: str) -> Iterator[str]:
    for rule in _RULE.finditer(stylesheet):
        if "var(--font-heading)" not in rule[2]:
            continue
        yield from _expanded(_ASIDE.sub("", rule[1]))


def _expanded(selectors: str) -> Iterator[str]:
    """Each selector of a list, with `:is(a, b)` written out."""
    choice = _IS.search(selectors)
    if not choice:
        yield from selectors.split(",")
        return
    for one in choice[1].split(","):
        yield from _expanded(selectors[: choice.start()] + one.strip() + selectors[choice.end() :])


def _hook(selector: str) -> Hook | None:
    *around, subject = _names(selector)
    if not subject or subject.startswith("."):
        return Hook(subject) if subject else None
    return Hook(subject, frozenset(one for one in around if one and not one.startswith(".main")))


def _names(selector: str) -> Iterator[str]:
    return map(_name, re.split(r"[\s>+~]+", _STATE.sub("", selector).strip()))


def _name(compound: str) -> str:
    """A compound's last class, else its tag."""
    _, dot, name = compound.rpartition(".")
    return dot + name if dot else compound


def lettered(body: str, wanted: frozenset[Hook]) -> Iterator[str]:
    """The text of `body`, HTML whose elements are all closed, that `wanted` select."""
    stack: list[
        tuple[str, frozenset[str], bool]
    ] = []  # a tag, the names it stands within, whether it is set so
    named, last = _by_name(wanted), 0
    for match in _TAG.finditer(body):
        if stack and stack[-1][2] and match.start() > last:
            yield body[last : match.start()]
        last = match.end()
        closing, tag, rest = match[1], match[2], match[3]
        if closing:
            while stack and stack.pop()[0] != tag:
                pass
        elif tag not in _VOID and not rest.endswith("/"):
            classes = _CLASS.search(rest)
            names = frozenset(f".{name}" for name in classes[1].split()) if classes else frozenset[str]()
            within, inside = (stack[-1][1], stack[-1][2]) if stack else (frozenset[str](), False)
            own = names | {tag}
            inside = inside or any(hook <= within for name in own for hook in named.get(name, ()))
            stack.append((tag, within | own, inside))


@lru_cache(maxsize=4)
def _by_name(wanted: frozenset[Hook]) -> Mapping[str, tuple[frozenset[str], ...]]:
    """What elements of a name have to stand within."""
    found: dict[str, tuple[frozenset[str], ...]] = {}
    for hook in wanted:
        found[hook.name] = (*found.get(hook.name, ()), hook.within)
    return found
