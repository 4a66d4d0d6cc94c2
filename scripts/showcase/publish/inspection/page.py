"""Reads a finished page strictly: every element closed in its turn, nothing that runs or draws by itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urlsplit

from showcase.pages.linked_data import LICENSORS
from showcase.publish.inspection.private import Secrets, told
from showcase.publish.inspection.reading import Fault, Named, Reading, Use

VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))  # fmt: skip
# Forbidden whatever they hold: each runs, draws, or takes the visitor elsewhere by itself.
NEVER = frozenset(("style", "iframe", "frame", "frameset", "object", "embed", "applet", "base", "portal", "marquee", "plaintext", "xmp"))  # fmt: skip
NO_ATTRIBUTES = frozenset(("style", "srcdoc", "ping", "formaction", "background", "manifest", "nonce"))
INLINE = frozenset(("a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "i", "kbd", "mark", "q", "rp", "rt", "ruby", "s", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"))  # fmt: skip
# A browser ends a paragraph before these: what stands around them is then not what was written.
ENDS_A_PARAGRAPH = frozenset(("address", "article", "aside", "blockquote", "details", "dialog", "div", "dl", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "menu", "nav", "ol", "p", "pre", "search", "section", "table", "ul"))  # fmt: skip
LEADS = frozenset((("a", "href"), ("area", "href"), ("form", "action")))
# Words that a visitor meets.
SPOKEN = frozenset(("alt", "title", "content", "aria-label", "placeholder", "value", "label"))
# Keys of JSON-LD, JSON Feed and stories.json whose values are addresses of ours.
ADDRESSES = frozenset(("url", "item", "contentUrl", "license", "mainEntityOfPage", "@id", "image", "home_page_url", "feed_url", "schema"))  # fmt: skip
ABROAD = frozenset(("https", host) for host in LICENSORS)
OWN = frozenset(("og:url", "og:image"))
RUNS = re.compile(
    r"\s*(?:javascript|vbscript|data(?!:image/(?:png|svg\+xml|webp|avif|jpeg|gif)[;,])):", re.IGNORECASE
)


def addresses(value: object) -> Iterator[str]:
    """Every address of ours that data for programs names, without its anchor; a licence may be that of those who wrote it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ADDRESSES and isinstance(inner, str):
                if key == "license" and urlsplit(inner)[:2] in ABROAD:
                    continue
                yield inner.partition("#")[0]
            else:
                yield from addresses(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from addresses(inner)


class _Page(HTMLParser):
    def __init__(self, secret: Secrets) -> None:
        super().__init__(convert_charrefs=True)
        self.secret = secret
        self.open: list[tuple[str, int]] = []
        self.named: dict[str, Named] = {}
        self.ids: dict[str, int] = {}
        self.counts: dict[str, int] = {}
        self.faults: list[Fault] = []
        self.policy = ""
        self.doctype = False
        self.data = False  # whether the element `script` that is open holds data
        self.said: list[str] = []  # text without a block between its parts
        self.said_at = 1

    def fault(self, words: str, original: str = "") -> None:
        self.faults.append(Fault(self.getpos()[0], words, original))

    def tell(self, text: str, line: int) -> None:
        for what, shown in told(text, self.secret):
            self.faults.append(Fault(line, f"有{what} {shown}"))

    def end_of_words(self) -> None:
        text = "".join(self.said)
        self.said.clear()
        if text.strip():
            self.tell(text, self.said_at)

    def handle_decl(self, decl: str) -> None:
        self.doctype = decl.lower() == "doctype html" and not self.counts

    def handle_comment(self, data: str) -> None:
        self.fault("有网页注释，访问的人看得到", data.strip()[:60])

    def handle_pi(self, data: str) -> None:
        self.fault("有网页不认的标记", data[:60])

    def unknown_decl(self, data: str) -> None:
        self.fault("有网页不认的标记", data[:60])

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1][0] == "script" and data.strip():
            if self.data:
                self.linked(data)
            else:
                self.fault("有写在网页里的脚本", data.strip()[:60])
        if not self.said:
            self.said_at = self.getpos()[0]
        self.said.append(data)

    def linked(self, text: str) -> None:
        """JSON-LD: whole, and every address in it our own."""
        try:
            found = addresses(json.loads(text))
        except ValueError:
            self.fault("JSON-LD 不是完整的 JSON", text[:60])
            return
        for address in found:
            self.name(address, "own")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in INLINE:
            self.end_of_words()
        self.counts[tag] = self.counts.get(tag, 0) + 1
        around = [name for name, _ in self.open]
        if tag in NEVER:
            self.fault(f"有不许用的 <{tag}>", f"<{tag}")
        if tag in ENDS_A_PARAGRAPH and "p" in around:
            self.fault(f"<p> 里面有 <{tag}>", f"<{tag}")
        if tag == "a" and "a" in around:
            self.fault("链接里面又有链接", f"<{tag}")
        if tag not in VOID:
            self.open.append((tag, self.getpos()[0]))
        values = {name: value or "" for name, value in attrs}
        if tag == "script":
            self.data = values.get("type", "") == "application/ld+json"
        if len(values) != len(attrs):
            self.fault(f"<{tag}> 的一个属性写了两遍", f"<{tag}")
        for name, value in values.items():
            self.attribute(tag, name, value, values)
        if tag == "meta" and (equiv := values.get("http-equiv", "").lower()):
            self.equivalent(equiv, values.get("content", ""))

    def attribute(self, tag: str, name: str, value: str, values: dict[str, str]) -> None:
        if name in NO_ATTRIBUTES or name.startswith("on"):
            self.fault(f"<{tag}> 带着不许用的 {name}", value[:60])
        if name == "id":
            if not value or value in self.ids:
                self.fault(f"同一个 id 用了两次：{value}", value)
            self.ids[value] = self.getpos()[0]
        if name in SPOKEN or (name == "href" and value.startswith(("tel:", "mailto:", "sms:"))):
            self.tell(value, self.getpos()[0])
        if name in ("srcset", "imagesrcset"):
            for part in value.split(","):
                self.name(part.split()[0] if part.split() else "", "loads")
        elif name in ("href", "src", "poster", "action", "xlink:href"):
            own = tag == "link" and values.get("rel") == "canonical"
            self.name(value, "own" if own else "leads" if (tag, name) in LEADS else "loads")
        elif tag == "meta" and name == "content" and values.get("property") in OWN:
            self.name(value, "own")

    def name(self, address: str, use: Use) -> None:
        if RUNS.match(address):
            self.fault(f"地址会执行代码：{address[:60]}", address)
        self.named.setdefault(f"{use} {address}", Named(address, self.getpos()[0], use))

    def equivalent(self, name: str, content: str) -> None:
        if name != "content-security-policy":
            self.fault(f"有会自己起作用的 <meta http-equiv={name}>", name)
        elif any(one.use == "loads" for one in self.named.values()) or self.policy:
            self.fault("内容安全策略写在了它该管的东西后面", "Content-Security-Policy")
        else:
            self.policy = content

    def handle_endtag(self, tag: str) -> None:
        if tag not in INLINE:
            self.end_of_words()
        if all(name != tag for name, _ in self.open):
            self.fault(f"</{tag}> 没有对上的开头", f"</{tag}")
            return
        while (last := self.open.pop())[0] != tag:
            self.faults.append(Fault(last[1], f"<{last[0]}> 没有结束", f"<{last[0]}"))

    def finish(self) -> Reading:
        self.close()
        self.end_of_words()
        for tag, line in self.open:
            self.faults.append(Fault(line, f"<{tag}> 没有结束", f"<{tag}"))
        if not self.doctype:
            self.faults.append(Fault(1, "没有以 <!DOCTYPE html> 开头"))
        for tag in ("html", "head", "title", "body", "main"):
            if self.counts.get(tag, 0) < 1:
                self.faults.append(Fault(1, f"没有 <{tag}>"))
        for tag in ("html", "head", "body", "main"):
            if self.counts.get(tag, 0) > 1:
                self.faults.append(Fault(1, f"有两个 <{tag}>"))
        return Reading(tuple(self.named.values()), tuple(self.ids), tuple(self.faults), self.policy)


def read_page(text: str, secret: Secrets) -> Reading:
    page = _Page(secret)
    page.feed(text)
    if "\0" in text:
        page.fault("有看不见的零字节")
    return page.finish()
