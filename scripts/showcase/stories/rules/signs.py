"""TXT06x: signs of Markdown as a Chinese keyboard types them; neither the page nor GitHub's preview knows them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from showcase.project.finding import Fix, Place, Severity
from showcase.stories.rules.layout import open_lines, whole_line
from showcase.stories.rules.passages import GAP
from showcase.stories.rules.punctuation import HAN
from showcase.stories.rules.rule import Hit, Rule, Subject

_WIDE = f"{HAN}\u2018-\u201d\u2026\u3001-\u3011\uff01-\uff5e"
_STARS = re.compile(r"(?<![*\\])\*\*(?![*\s])(?P<inner>[^*]{1,200}?)(?<![\s\\])\*\*(?!\*)")
_OUTSIDE = "“”‘’《》「」『』（）〈〉【】，。、；：！？…—"
_TILDES = re.compile(r"(?<![~\\])~(?=[^\s~])|(?<![~\\\s])~(?!~)")
_HEADING = re.compile(r" {0,3}(?P<signs>[#＃]{1,6})[ \t\u3000]*(?P<words>[^\s#＃].*)")
_TAG = re.compile(r"#[^#\s]{1,30}#")
_QUOTE = re.compile(r" {0,3}＞[ \t\u3000]*(?=\S)")
_ITEM = re.compile(
    rf"(?P<indent> *)(?:[－•●○▪■◆＊＋][ \t\u3000]*(?=\S)|[·・](?:[ \t\u3000]+(?=\S)|(?=[{HAN}]))|[-+](?=[{HAN}“《]))"
)
_LINK = re.compile(
    r"(?<!!)[\[［【](?P<words>[^\[\]［］【】\n]{1,80})[\]］】](?P<gap>[ \t\u3000]*)[(（][ \t\u3000]*"
    r"(?P<target>(?:https://|mailto:|tel:|\.{1,2}/|[\w./-]+\.md)[^()（）\s]*|[\w ./-]+\.(?:md|jpe?g|png))"
    r"[ \t\u3000]*[)）]",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"(?<![\w/.(\[<@])(?:http://|www\.)[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?:/[\w./?=&%#-]*)?", re.ASCII
)
_IN_ADDRESS = re.compile(r"://[^ ]*")
_EMOJI = re.compile(r"(?<![\w:/]):[a-z][a-z0-9_+-]{2,30}:(?![\w:/])")
_ENDED = re.compile(rf"[{HAN}].*[。！？…][”’）》」]*[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(?:-{2,}|={2,})[ \t]*$")
_CODE = re.compile(r"`+[^`\n]*`+")


def _lines(subject: Subject) -> Iterator[tuple[int, str, str]]:
    """(line of the file, its text, the same with code in the line blank)."""
    for number, line in open_lines(subject):
        yield number, line, _CODE.sub(lambda m: " " * len(m[0]), line)


def _parted(subject: Subject) -> Iterator[Hit]:
    """To CommonMark stars between a mark and a letter belong to neither: the preview shows them as they are."""
    for number, line, text in _lines(subject):
        for found in _STARS.finditer(text):
            before, behind = (
                text[max(0, found.start() - 1) : found.start()],
                text[found.end() : found.end() + 1],
            )
            inner = found["inner"]
            first, last = inner[0], inner[-1]
            opens = _is_mark(first) and before and not before.isspace() and not _is_mark(before)
            closes = _is_mark(last) and behind and not behind.isspace() and not _is_mark(behind)
            core = inner.strip(_OUTSIDE)
            if not (opens or closes) or not core:
                continue
            at = inner.find(core)
            right = f"{inner[:at]}**{core}**{inner[at + len(core) :]}"
            fix = Fix(found.start() + 1, found.end() + 1, right)
            message = "加粗的星号夹在标点和字之间，GitHub 的预览里会看到星号；网页上仍是粗体"
            yield whole_line(subject, number, line, message, fix)


def _is_mark(character: str) -> bool:
    return not character.isalnum() and not character.isspace()


def _tildes(subject: Subject) -> Iterator[Hit]:
    for number, line, text in _lines(subject):
        found = [*_TILDES.finditer(_IN_ADDRESS.sub(lambda m: GAP * len(m[0]), text))]
        for match in found if len(found) > 1 else ():
            message = "一行里有几个半角的波浪号，GitHub 的预览会把中间的字划掉；网页上照原样"
            yield whole_line(subject, number, line, message, Fix(match.start() + 1, match.end() + 1, "～"))


def _signs(subject: Subject) -> Iterator[Hit]:
    """A heading, quotation or item whose sign is full-width, of another kind, or without its blank."""
    for number, line, text in _lines(subject):
        heading = _HEADING.fullmatch(text)
        if heading and not _TAG.match(heading["words"]) and not _TAG.match(text.strip()):
            signs = heading["signs"]
            if "＃" not in signs and text[heading.end("signs")] in " \t":
                continue
            if "＃" not in signs and not re.search(f"[{HAN}]", heading["words"][:1]):
                continue  # #2 窗口
            fix = Fix(1, heading.start("words") + 1, f"{'#' * len(signs)} ")
            yield whole_line(subject, number, line, "小标题要用英文的 #，后面空一格；现在是一行字", fix)
        elif quote := _QUOTE.match(text):
            yield whole_line(
                subject, number, line, "引文要用英文的 >；现在是一行字", Fix(1, quote.end() + 1, "> ")
            )
        elif item := _ITEM.match(text):
            fix = Fix(1, item.end() + 1, f"{item['indent']}- ")
            yield whole_line(subject, number, line, "列表要用英文的 -，后面空一格；现在是一行字", fix)


def _links(subject: Subject) -> Iterator[Hit]:
    for number, line, text in _lines(subject):
        for found in _LINK.finditer(line):  # its words may be code, its signs may not
            if any(text[at] != line[at] for at in (found.start(), found.start("target"), found.end() - 1)):
                continue
            target = found["target"].strip().replace(" ", "%20")
            right = f"[{found['words'].strip()}]({target})"
            if found[0] != right:
                fix = Fix(found.start() + 1, found.end() + 1, right)
                message = "链接的括号是全角的或多了空格，页面上会看到括号和地址"
                yield whole_line(subject, number, line, message, fix)


def _addresses(subject: Subject) -> Iterator[Hit]:
    for number, _, text in _lines(subject):
        for found in _ADDRESS.finditer(text):
            address = "https://" + found[0].removeprefix("http://")
            message = f"{found[0]} 不是 https 网址，页面上是一行字，点不开"
            yield Hit(
                Place(subject.draft.path, number, found.start() + 1),
                message,
                f"打得开的话，写成：{address}",
                found[0],
            )


def _emoji(subject: Subject) -> Iterator[Hit]:
    for number, _, text in _lines(subject):
        for found in _EMOJI.finditer(text):
            message = f"{found[0]} 在 GitHub 的预览里是一个表情，网页上是这几个字母"
            place = Place(subject.draft.path, number, found.start() + 1)
            yield Hit(place, message, "删掉，或把意思写成字", found[0])


def _underlined(subject: Subject) -> Iterator[Hit]:
    """A rule right below a sentence makes a heading of it."""
    before = ""
    for number, line, text in _lines(subject):
        if _UNDERLINE.match(text) and _ENDED.search(before) and not re.match(r"[ \t]*[>|]", before):
            message = "这条横线紧跟着一句话，会把上面的一段变成小标题"
            place, end = Place(subject.draft.path, number - 1, len(before) + 1), len(before) + 1
            yield Hit(place, message, "在横线上面空一行", line, Fix(end, end, "\n"))
        before = text


def _rule(code: str, name: str, what: str, why: str, pair: tuple[str, str], check: Callable[[Subject], Iterable[Hit]]) -> Rule:  # fmt: skip
    return Rule(code, Severity.WARNING, name, what, why, *pair, check=check)


RULES = (
    _rule("TXT061", "加粗的星号夹在标点和字之间",
          "加粗的一段以标点开头或结尾时，星号外面是不是紧跟着字。",
          "GitHub 的预览认不出这样的星号，会照原样显示。网页上按作者的意思排成粗体。标点放到星号外面，两边就一样了。",
          ("**四点整。**灯亮了。", "**四点整**。灯亮了。"), _parted),
    _rule("TXT062", "半角的波浪号成对出现",
          "一行里有没有两个以上半角的波浪号。",
          "GitHub 的预览把成对的波浪号之间的字划掉。中文的起止号用全角的“～”或“—”；真要划掉，写成 ~~字~~。",
          ("周一~周五，8:00~18:00", "周一～周五，8:00～18:00"), _tildes),
    _rule("TXT063", "行首的符号不是 Markdown 的",
          "小标题、引文、列表的符号是不是英文的 #、>、-，后面有没有空一格。",
          "全角的“＃”“＞”“－”和“•”“·”，Markdown 不认，页面上就是一行字。GitHub 的预览也是这样。",
          ("＃第一锅水", "# 第一锅水"), _signs),
    _rule("TXT064", "链接的写法里有全角符号",
          "链接的方括号和圆括号是不是英文的，中间有没有空格。",
          "括号是全角的，就不再是链接，读者看到的是括号和地址。",
          ("【菜单】（https://www.example.com/caidan）", "[菜单](https://www.example.com/caidan)"), _links),
    _rule("TXT065", "网址不是 https",
          "正文里直接写的网址是不是以 https:// 开头。",
          "https 的网址会自己变成链接；http 的会被人中途改掉，所以页面上只是一行字。",
          ("见 www.example.com/caidan。", "见 https://www.example.com/caidan。"), _addresses),
    _rule("TXT066", "表情写成了代码",
          "正文里有没有 :smile: 一类的表情代码。",
          "GitHub 的预览把它换成表情，网页上是字母。",
          ("灯亮了 :smile:", "灯亮了，真好看。"), _emoji),
    _rule("TXT067", "横线把一段话变成了小标题",
          "一句话的下面，有没有紧跟着一行 --- 或 ===。",
          "Markdown 把横线上面的字当成小标题。要一条分隔线，横线上面空一行。GitHub 的预览也是这样。",
          ("面案上的面已经醒了整整一夜。\n---", "面案上的面已经醒了整整一夜。\n\n---"), _underlined),
)  # fmt: skip
