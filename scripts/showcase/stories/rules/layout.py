"""TXT05x: what Markdown makes of a line that its author did not mean; the page would show it without a word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from showcase.markup import without_code
from showcase.project.finding import Fix, Place, Severity
from showcase.stories.rules.punctuation import HAN
from showcase.stories.rules.rule import Hit, Rule, Subject

_HAN = re.compile(f"[{HAN}]")
_HOLDER = re.compile(
    r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]|(?:!!!|\?\?\?|===)|\[\^[^\]]+\]:|:[ \t]"
)  # indented lines are its own
_NO_PARAGRAPH = re.compile(r"[ \t]*(?:[-*+>#|]|\d{1,9}[.)、．][ \t]?|!\[|\[\^|:[ \t]|!!!|<!--|={2,}|-{2,})")
_ENDED = re.compile(r"[。！？…][”’）》」]*[ \t]*$")
_NUMBERED = re.compile(
    r"[ \t\u3000]*(?:(\d{1,2})(?:[、．）]|[.)](?=[^\s\d]))|[（(](\d{1,2})[）)]|([①-⑳⑴-⒇⒈-⒛]))[ \t\u3000]*(?=\S)"
)
_LENGTH = rf"\d+(?:\.\d+)?(?:[A-Za-z]{{1,2}}|[{HAN}]{{1,2}})?"
_TIMES = re.compile(rf"(?<![\d*\\]){_LENGTH}(?:\*{_LENGTH})+(?![\d*])")
_STAR = re.compile(r"(?<![*\\])\*(?![*\s])|(?<![*\\\s])\*(?!\*)")
_BIG = re.compile(r" {0,3}(\d{3,9})([.)])(?=[ \t]|$)")
LONG = 15  # characters of Han: shorter lines may be verse, an address or a list of names
SHOWN = 1000  # characters of a line that a hint repeats; of a longer one it shows `_AROUND` on both sides
_AROUND = 40


def open_lines(subject: Subject) -> list[tuple[int, str]]:
    """(line of the file, text) of the body outside code; what is code is blank."""
    text = without_code(subject.draft.text)
    return [*enumerate(text.split("\n"), subject.draft.body_line)]


def whole_line(subject: Subject, number: int, line: str, message: str, fix: Fix) -> Hit:
    """The hint is the whole line, with the correction in it; of a line nobody copies, what stands around it."""
    start, end = fix.start - 1, fix.end - 1
    if len(line) <= SHOWN:
        hint = f"改成：{line[:start]}{fix.text}{line[end:]}"
    else:
        near = f"{line[max(0, start - _AROUND) : start]}{fix.text}{line[end : end + _AROUND]}"
        hint = f"这一处改成：……{near}……"
    return Hit(Place(subject.draft.path, number, fix.start), message, hint, line[start:end], fix)


def _indented(subject: Subject) -> Iterator[Hit]:
    """A paragraph behind blanks: four spaces make it code, full-width ones stand on the page as they are."""
    held, before = False, ""
    for number, line in open_lines(subject):
        text = line.lstrip(" \t\u3000\u00a0")
        blank = line[: len(line) - len(text)]
        if not text:
            before = line
            continue
        if not blank or _HOLDER.match(line):
            held = _HOLDER.match(line) is not None
        elif not held and len(_HAN.findall(text)) >= 6:
            wide = "\u3000" in blank or "\u00a0" in blank
            code = len(blank.expandtabs(4)) >= 4 and not before.strip()
            if wide or code:
                why = "段首的空格不用打，空两格由网页来排" if wide else "前面有四个空格，这一段会排成代码"
                yield whole_line(subject, number, line, why, Fix(1, len(blank) + 1, ""))
        before = line


def _run_together(subject: Subject) -> Iterator[Hit]:
    """Lines that each end a sentence, one below the other: paragraphs that the page shows as one."""
    run: list[tuple[int, str]] = []
    for number, line in (*open_lines(subject), (0, "")):
        if line.strip() and not _NO_PARAGRAPH.match(line) and not line.startswith(("    ", "\t")):
            run.append((number, line))
            continue
        whole = len(run) > 1 and all(
            _ENDED.search(text) and len(_HAN.findall(text)) >= LONG for _, text in run
        )
        for at, text in run[:-1] if whole else ():
            end = len(text) + 1
            message = f"和下一行之间没有空行，这 {len(run)} 段会连成一段"
            yield Hit(
                Place(subject.draft.path, at, end - 1), message, "在这一行后面空一行", "", Fix(end, end, "\n")
            )
        run = []


def _number(match: re.Match[str] | None) -> int:
    if match is None:
        return 0
    return int(match[1] or match[2] or unicodedata.numeric(match[3]))


def _no_list(subject: Subject) -> Iterator[Hit]:
    """1、 and 2、 one below the other are no list to Markdown and run into one paragraph."""
    lines = open_lines(subject)
    matches = [_NUMBERED.match(line) for _, line in lines]
    numbers = [_number(match) for match in matches]
    for index, ((number, line), match) in enumerate(zip(lines, matches, strict=True)):
        near = {numbers[near] for near in (index - 1, index + 1) if 0 <= near < len(lines)}
        if match and {numbers[index] - 1, numbers[index] + 1} & (near - {0}):
            fix = Fix(1, match.end() + 1, f"{numbers[index]}. ")
            message = f"“{match[0].strip()}”开头的几行不是列表，会连成一段"
            yield whole_line(subject, number, line, message, fix)


def _times(subject: Subject) -> Iterator[Hit]:
    """A star between numbers, where another single one in the paragraph can pair with it."""
    for paragraph in _paragraphs(subject):
        if sum(len(_STAR.findall(line)) for _, line in paragraph) < 2:
            continue
        for number, line in paragraph:
            for match in _TIMES.finditer(line):
                fix = Fix(match.start() + 1, match.end() + 1, match[0].replace("*", "×"))
                message = f"{match[0]} 里的星号会丢掉，中间的字会变成斜体"
                yield whole_line(subject, number, line, message, fix)


def _paragraphs(subject: Subject) -> Iterator[list[tuple[int, str]]]:
    for blank, lines in groupby(open_lines(subject), key=lambda line: not line[1].strip()):
        if not blank:
            yield list(lines)


def _big_number(subject: Subject) -> Iterator[Hit]:
    before = 0
    for number, line in open_lines(subject):
        match = _BIG.match(line)
        if match and int(match[1]) != before + 1:
            fix = Fix(1, match.end() + 1, f"{match[1]}\\{match[2]}")
            message = f"行首的“{match[0].strip()}”会变成从 {match[1]} 数起的列表"
            yield whole_line(subject, number, line, message, fix)
        item = re.match(r"[ \t]*(\d{1,9})[.)][ \t]", line)
        before = int(item[1]) if item else before


def _rule(code: str, name: str, what: str, why: str, pair: tuple[str, str], check: Callable[[Subject], Iterable[Hit]]) -> Rule:  # fmt: skip
    return Rule(code, Severity.WARNING, name, what, why, *pair, check=check)


RULES = (
    _rule("TXT051", "段落前面有空格",
          "一段的开头有没有四个以上的空格，或全角的空格。",
          "四个空格在 Markdown 里表示代码，整段会换成另一种字、不再折行；全角的空格在 GitHub 的预览里会照原样留着。段首空两格由网页来排。",
          ("\u3000\u3000四点整，一食堂后厨的灯亮了。", "四点整，一食堂后厨的灯亮了。"), _indented),
    _rule("TXT052", "几段连成了一段",
          "一行接一行、每行都是完整的句子，中间有没有空行。短句、没有句号的行（诗、地址、名单）不算。",
          "Markdown 里空一行才是另起一段，GitHub 的预览也是这样。只换行的几段会连成一大段。",
          ("四点整，一食堂后厨的灯准时亮了起来。\n面案上的面已经醒了整整一夜，正好下锅。", "四点整，一食堂后厨的灯准时亮了起来。\n\n面案上的面已经醒了整整一夜，正好下锅。"),
          _run_together),
    _rule("TXT053", "编号没有排成列表",
          "上下相邻的几行是不是用“1、”“1）”“（1）”“①”或后面没有空格的“1.”开头。",
          "Markdown 的编号写成“1. ”，英文句点后面空一格。写成顿号的几行会连成一段。",
          ("1、和面\n2、醒面", "1. 和面\n2. 醒面"), _no_list),
    _rule("TXT054", "乘号写成了星号",
          "数字之间有没有用星号当乘号。",
          "Markdown 里成对的星号表示斜体，5*3*2 印出来是 532。GitHub 的预览也是这样。",
          ("每格5*3*2厘米。", "每格5×3×2厘米。"), _times),
    _rule("TXT055", "行首的数变成了编号",
          "一行的开头是不是三位以上的数（多半是年份、房间号）、句点和空格。",
          "Markdown 把它当成列表的编号，页面上会出现一个从 2026 数起的列表。GitHub 的预览也是这样。",
          ("2026. 这一年换了新灶。", "2026\\. 这一年换了新灶。"), _big_number),
)  # fmt: skip
