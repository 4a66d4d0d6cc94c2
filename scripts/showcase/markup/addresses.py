"""Where links and images of a text stand, and addresses typed without the signs of a link."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, autolink, image, link
from markdown_it.token import Token

from showcase.markup.reader import Place, Reader, reader_of

# Of the signs of an address; a Chinese one ends it, though GitHub takes the sentence behind it along.
_BARE = re.compile(
    r"(?<![A-Za-z0-9+.-])https://[A-Za-z0-9](?:[\w.~:/?#\[\]@!$&'()*+,;=%-]*[\w/#=&%~+-])?"
    r"|(?<![A-Za-z0-9._%+/-])[A-Za-z0-9][A-Za-z0-9._+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?![A-Za-z0-9@])",
    re.ASCII,
)
_Rule = Callable[[StateInline, bool], bool]


def placed_links(md: MarkdownIt) -> None:
    for name, rule in (("link", link), ("image", image), ("autolink", autolink)):
        md.inline.ruler.at(name, _placed(rule))


def _placed(rule: _Rule) -> _Rule:
    """`rule`, with the place of the address in the `meta` of what it makes."""

    def run(state: StateInline, silent: bool) -> bool:
        start, made = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent:
            opening = next(t for t in state.tokens[made:] if t.type in ("link_open", "image"))
            opening.meta["place"] = _place(state, start, opening)
        return True

    return run


def _place(state: StateInline, start: int, opening: Token) -> Place:
    reader, written = reader_of(state.env), state.src[start : state.pos]
    if opening.info == "auto":
        return reader.at(state, start + 1)
    if written.endswith(")") and (inner := re.search(r"\]\([ \n<]*", written[written.rfind("](") :])):
        return reader.at(state, start + max(written.rfind("]("), 0) + inner.end())
    return _definition(reader, written) or reader.at(state, start)


def _definition(reader: Reader, written: str) -> Place | None:
    """Where the address of `[字][name]` or `[name]` stands."""
    label = normalizeReference(re.sub(r"^.*\[", "", written.removesuffix("[]"), flags=re.DOTALL).rstrip("]"))
    for number, line in enumerate(reader.lines, 1):
        found = re.match(r"[ >]*\[([^\]]+)\]:[ \t]*<?", line)
        if found and normalizeReference(found[1]) == label:
            return number, found.end() + 1
    return None


def bare_addresses(state: StateCore) -> None:
    for token in state.tokens:
        if (
            token.type == "inline"
            and token.children
            and ("https://" in token.content or "@" in token.content)
        ):
            token.children = list(_with_links(token.children))


def _with_links(tokens: list[Token]) -> Iterator[Token]:
    depth = 0
    for token in tokens:
        depth += {"link_open": 1, "link_close": -1}.get(token.type, 0)
        if token.type != "text" or depth:
            yield token
            continue
        done = 0
        for found in _BARE.finditer(token.content):
            address = _trimmed(found.group())
            yield _text(token.content[done : found.start()])
            target = address if address.startswith("https:") else f"mailto:{address}"
            yield Token("link_open", "a", 1, attrs={"href": target}, info="auto")
            yield _text(address)
            yield Token("link_close", "a", -1, info="auto")
            done = found.start() + len(address)
        yield _text(token.content[done:])


def _trimmed(address: str) -> str:
    """Without a bracket behind it that it did not open."""
    while address.endswith(")") and address.count("(") < address.count(")"):
        address = address[:-1]
    return address


def _text(words: str) -> Token:
    return Token("text", "", 0, content=words)
