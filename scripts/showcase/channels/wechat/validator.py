"""What WeChat's editor keeps of an article, and what it drops without a word: each breach with its place and its cure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from showcase.channels.tree import VOID

MOST_CHARACTERS, MOST_BYTES = 20_000, 1_000_000  # with markup, less than; draft/add
TAGS = frozenset(
    [
        "section",
        "p",
        "span",
        "strong",
        "em",
        "b",
        "i",
        "u",
        "s",
        "sup",
        "sub",
        "br",
        "hr",
        "h1",
        "h2",
        "h3",
        "h4",
        "blockquote",
        "ul",
        "ol",
        "li",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "img",
        "a",
        "pre",
        "code",
    ]
)
INSTEAD = {"div": "section", "figure": "section", "figcaption": "p", "del": "s", "h5": "h4", "h6": "h4"}
ATTRIBUTES = {
    "img": frozenset({"src", "alt"}), "a": frozenset({"href"}), "ol": frozenset({"start"}),
    "td": frozenset({"colspan", "rowspan"}), "th": frozenset({"colspan", "rowspan"}),
}  # fmt: skip
PROPERTIES = re.compile(
    r"(?:max-|min-)?width|height|(?:margin|padding)(?:-(?:top|right|bottom|left))?"
    r"|border(?:-(?:top|right|bottom|left|width|style|color|radius|collapse))?|color|background(?:-color)?"
    r"|font-(?:size|weight|style|family)|line-height|letter-spacing|text-(?:align|decoration|indent)|white-space"
    r"|word-break|display|vertical-align|opacity|box-shadow|box-sizing|overflow(?:-[xy])?|list-style(?:-(?:type|position))?"
)
DISPLAYS = frozenset({"block", "inline", "inline-block", "table", "table-row", "table-cell", "none"})
NUMBER = re.compile(r"(?<![\w#.-])-?\d*\.?\d+([a-z%]*)")
COLOUR = re.compile(
    r"#(?:[0-9a-f]{6}|[0-9a-f]{3})(?![0-9a-f])|rgba?\([\d\s,.%]+\)|transparent", re.IGNORECASE
)
IN_A_PARAGRAPH = frozenset(
    ["section", "p", "h1", "h2", "h3", "h4", "blockquote", "ul", "ol", "li", "table", "pre", "hr"]
)
DATA = re.compile(r'(?<=src=")data:image/(?:jpeg|png);base64,[A-Za-z0-9+/=]+')
PICTURE = re.compile(r"(?:https://mmbiz\.qpic\.cn/.+|(?![a-z]+:|/)[^?#]+\.(?:jpe?g|png))", re.IGNORECASE)
ARTICLES = "https://mp.weixin.qq.com/"


@dataclass(frozen=True)
class Breach:
    line: int
    column: int
    message: str
    cure: str


@dataclass(frozen=True)
class Verdict:
    """`characters` and `size` (bytes) are of the HTML with its markup; pictures written into it do not count:
    WeChat puts an address in their place."""

    characters: int
    size: int
    breaches: tuple[Breach, ...]


def validate(html: str) -> Verdict:
    bare = DATA.sub("data.jpg", html)
    reader = _Reader()
    reader.feed(bare)
    reader.finish()
    found = list(reader.breaches)
    characters, size = len(bare), len(bare.encode("utf-8", "replace"))
    if characters >= MOST_CHARACTERS:
        found.append(
            Breach(
                1,
                1,
                f"连标签一共 {characters} 个字符，公众号要少于 {MOST_CHARACTERS}",
                "分成两篇，或删去一部分",
            )
        )
    if size >= MOST_BYTES:
        found.append(Breach(1, 1, f"一共 {size} 字节，公众号要少于 {MOST_BYTES}", "分成两篇，或删去一部分"))
    return Verdict(characters, size, tuple(found))


NO_WORDS = frozenset(
    ("script", "style", "iframe", "object", "embed", "video", "audio", "svg", "canvas", "template")
)
LOOKS = frozenset(
    ("class", "id", "align", "width", "height", "bgcolor", "color", "face", "size", "border", "valign")
)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.breaches: list[Breach] = []

    def breach(self, message: str, cure: str) -> None:
        line, column = self.getpos()
        self.breaches.append(Breach(line, column + 1, message, cure))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            gone = "连同里面的内容一起删掉" if tag in NO_WORDS else "删掉它，文字留着"
            self.breach(f"<{tag}> 会被去掉", f"改成 <{INSTEAD[tag]}>" if tag in INSTEAD else gone)
        if "p" in self.open and tag in IN_A_PARAGRAPH:
            self.breach(f"<p> 里面不能有 <{tag}>", "先结束这一段")
        if tag in ("ul", "ol") and "li" in self.open:
            self.breach("列表里面又有列表，标记会丢", "摊平成一行一个 <section>，标记写成文字")
        if self.open and self.open[-1] == "li" and tag != "section":
            self.breach("<li> 里先要有一个 <section>", "把这一项的内容包在 <section> 里")
        if tag == "img" and not any(name == "src" and value for name, value in attrs):
            self.breach("图片没有 src", "写上图片的文件名")
        for name, value in attrs:
            for message, cure in _attribute(tag, name, value or ""):
                self.breach(message, cure)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if tag not in self.open:
            self.breach(f"</{tag}> 没有对上的开头", "删掉它")
        elif self.open[-1] != tag:
            self.breach(f"<{self.open[-1]}> 没有结束，就遇到了 </{tag}>", f"在这里先加上 </{self.open[-1]}>")
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if data.strip() and self.open and self.open[-1] == "li":
            self.breach("<li> 里的文字要包在 <section> 里", "改成 <li><section>文字</section></li>")

    def handle_comment(self, data: str) -> None:
        self.breach("有注释", "删掉它")

    def handle_decl(self, decl: str) -> None:
        self.breach("不是一段正文，是整个网页", "只留 <body> 里面的内容")

    def unknown_decl(self, data: str) -> None:
        self.breach("有网页不认的标记", "删掉它")

    def handle_pi(self, data: str) -> None:
        self.breach("有网页不认的标记", "删掉它")

    def finish(self) -> None:
        self.close()
        for tag in self.open:
            self.breach(f"<{tag}> 没有结束", f"加上 </{tag}>")


def _attribute(tag: str, name: str, value: str) -> Iterator[tuple[str, str]]:
    if name == "style":
        yield from _style(value)
    elif name not in ATTRIBUTES.get(tag, ()):
        yield f"<{tag}> 的 {name} 会被去掉", "删掉它；样子都写在 style 里" if name in LOOKS else "删掉它"
    elif name == "href" and not value.startswith(ARTICLES):
        yield f"链接 {value[:60]} 会失效：只能链接 {ARTICLES}", "改成文末的注，地址写成文字"
    elif name == "src" and value != "data.jpg" and not PICTURE.fullmatch(value):
        yield f"图片 {value[:60]} 用不了", "换成 jpg 或 png 的图片文件，放在旁边，或先传到公众号"
    elif name in ("colspan", "rowspan", "start") and not re.fullmatch(r"\d{1,4}", value):
        yield f"{name} 要写一个整数", "例如 2"


def _style(text: str) -> Iterator[tuple[str, str]]:
    for declaration in filter(str.strip, text.split(";")):
        name, mark, value = (part.strip().lower() for part in declaration.partition(":"))
        if not mark or not value:
            yield f"样式“{declaration.strip()[:40]}”不完整", "写成 名字:值"
        elif not PROPERTIES.fullmatch(name):
            yield f"样式 {name} 会被去掉", "不要靠它；位置、变形、动画、网格、浮动都留不下来"
        elif wrong := _value(name, value):
            yield (
                f"样式 {name}:{value[:40]} 用不了：{wrong}",
                "单位写 px、% 或 em，颜色写 #rrggbb、rgb() 或 rgba()",
            )


def _value(name: str, value: str) -> str:
    """What is wrong with it; "" when nothing is."""
    if "!important" in value:
        return "!important 会被去掉"
    bare = COLOUR.sub("", value)
    if called := re.search(r"([\w-]*)\(", bare):
        return f"{called[1]}() 会被去掉"
    if name == "display" and value not in DISPLAYS:
        return "只能是 " + "、".join(sorted(DISPLAYS))
    if name != "font-family" and any(unit not in ("", "px", "%", "em") for unit in NUMBER.findall(bare)):
        return "单位不对"
    if (name == "color" or name.startswith("background")) and bare.strip():
        return "颜色不能写名字"
    return "有不认的字符" if re.search(r"[<>{}\\@]", bare) else ""
