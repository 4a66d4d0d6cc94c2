"""What a text may not hold: HTML and attribute lists. Each is a fault with its cure, and stays inert text."""

from __future__ import annotations

import re
from collections import Counter

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from showcase.markup.reader import Reader, reader_of

PLAIN = "正文只用 Markdown；要写小于号请用全角＜"
CURES = {
    "a": "链接写成 [字](地址)",
    "b": "加粗写成 **字**",
    "strong": "加粗写成 **字**",
    "i": "强调写成 *字*",
    "em": "强调写成 *字*",
    "del": "删去的字写成 ~~字~~",
    "s": "删去的字写成 ~~字~~",
    "img": "照片写成 ![图里有什么](文件名.jpg)，单独占一行",
    "br": "另起一段就空一行；只换行就在行末打两个空格",
    "p": "段落之间空一行就行，不用写标签",
    "h1": "小标题写成 ## 字",
    "h2": "小标题写成 ## 字",
    "h3": "小标题写成 ### 字",
    "li": "列表的每一行以 - 开头",
    "ul": "列表的每一行以 - 开头",
    "ol": "列表的每一行以 1. 开头",
    "hr": "分隔线写成单独一行的 ---",
    "code": "代码写在一对 ` 中间",
    "pre": "代码写在两行 ``` 之间",
    "blockquote": "引文的每一行以 > 开头",
    "table": "表格用 | 隔开每一格",
    "!--": "删掉这段注释；它会留在网页里给所有人看",
}
_HTML = re.compile(r"<(?=[A-Za-z/!?])[^\s>]*")
_LIKE_A_BLOCK = re.compile(r"<!--\s*block\b")
_ATTRIBUTES = re.compile(r"\{:?[ ]*[.#][\w-][^}\n]{0,200}\}|\{:[^}\n]{0,200}\}")


def refused(md: MarkdownIt) -> None:
    md.inline.ruler.after("autolink", "raw_html", _raw_html)
    md.inline.ruler.push("attribute_list", _attribute_list)


def _raw_html(state: StateInline, silent: bool) -> bool:
    found = _HTML.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        reader = reader_of(state.env)
        place, snippet = reader.at(state, state.pos), found.group()[:24]
        if reader.profile.is_page and _LIKE_A_BLOCK.match(state.src, state.pos):
            hint = "单独占一行，顶格写，不放在列表、引用和提示框里，例如 <!-- block: stories limit=3 -->"
            reader.fault("DOC003", place, "这个版块的写法或位置认不出来", hint)
        elif not _closes(state, name := _name(snippet), snippet):
            reader.fault("SEC001", place, f"正文里有 HTML：{snippet}", CURES.get(name, PLAIN))
        state.append_pending("<")
    state.pos += 1
    return True


def _closes(state: StateInline, name: str, snippet: str) -> bool:
    """Whether the element it ends was named already: who takes one away takes both."""
    is_open: Counter[str] = state.env.setdefault("open", Counter())
    if not snippet.startswith("</"):
        is_open[name] += 1
        return False
    is_open[name] -= 1
    return is_open[name] >= 0


def _name(snippet: str) -> str:
    found = re.match(r"<(!--|/?[A-Za-z][A-Za-z0-9]*)", snippet)
    return found[1].removeprefix("/").lower() if found else ""


def _attribute_list(state: StateInline, silent: bool) -> bool:
    found = _ATTRIBUTES.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        reader: Reader = reader_of(state.env)
        message = f"正文里有属性标记 {found.group()[:24]}"
        reader.fault("SEC002", reader.at(state, state.pos), message, "删掉花括号和里面的内容")
        state.append_pending(found.group())
    state.pos = found.end()
    return True
