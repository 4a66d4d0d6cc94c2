"""TXT: punctuation, after GB/T 15834—2011 《标点符号用法》."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from showcase.project.finding import Severity
from showcase.stories.rules.passages import GAP, Passage
from showcase.stories.rules.rule import Hit, Rule, Subject, hit

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_CJK = HAN + "“”‘’《》〈〉（）「」『』【】、，。；：！？…—"
_HAN = re.compile(f"[{HAN}]")

_FULL = dict(zip(",.!?:;", "，。！？：；", strict=True))
_NUMBERED = "[一二三四五六七八九十]"  # 一.、二. number a list: another mark, not a full stop
_MARK = re.compile(
    rf"(?<=[{_CJK}])(?:[,!?:;](?![,:;])|(?<!{_NUMBERED})\.(?![.0-9A-Za-z_]))"
    rf"|(?<=[{GAP}])(?:(?<=[{HAN}][{GAP}])|(?<=[{HAN}][{GAP}]{{2}}))"
    rf"(?:[,!?:;](?=[ {GAP}{_CJK}]|$)|\.(?![.0-9A-Za-z_/]))"
    rf"|(?<=[A-Za-z0-9%℃)])[,;](?=[{HAN}])"
    r"|(?<=[!?])[!?]"
)
_BRACKETS = re.compile(r"\([^()]*\)")
_ELLIPSIS = re.compile(r"(?<![.。…])(?:\.{3,12}|。{3,12}|…)(?![.。…])")
_DASH = re.compile(rf"(?<=[{_CJK}]) ?(?:-{{2,6}}|—{{3,6}}|－{{2,6}}) ?(?=[{_CJK}])")
_DOUBLED = re.compile(r"([，、；：])\1+|(?<!。)。。(?!。)")
_STACKED = re.compile(r"[！!]{2,20}|[？?]{2,20}")
_CLASH = re.compile(r"[，、；：][，、。；：！？]|[。！？][，、；：。]")
_LISTED = re.compile(r"(?<=[”》])、(?=[“《])")


def _everywhere(check: Callable[[Passage], Iterator[Hit]]) -> Callable[[Subject], Iterator[Hit]]:
    def in_all(subject: Subject) -> Iterator[Hit]:
        for passage in subject.passages:
            yield from check(passage)

    return in_all


def _half_width(passage: Passage) -> Iterator[Hit]:
    text = passage.text
    for match in _MARK.finditer(text):
        mark = match[0]
        if mark in "!?" and not _follows_han(text, match.start()):
            continue
        full = _FULL[mark]
        yield hit(passage, match.start(), match.end(), f"汉字旁边用了半角标点“{mark}”", f"改成“{full}”", full)
    if "(" in text:
        for match in _BRACKETS.finditer(text):
            if _HAN.search(match[0]):
                last = match.end() - 1
                yield hit(passage, match.start(), match.start() + 1, "中文用了半角括号“(”", "改成“（”", "（")
                yield hit(passage, last, match.end(), "中文用了半角括号“)”", "改成“）”", "）")


def _follows_han(text: str, at: int) -> bool:
    """Whether the row of ! and ? before `at` follows a Chinese character."""
    start = at
    while start and text[start - 1] in f"!?{GAP}" and at - start < 40:
        start -= 1
    return start > 0 and re.match(f"[{_CJK}！？]", text[start - 1]) is not None


def _straight(passage: Passage) -> Iterator[Hit]:
    text = passage.text
    for quote, left, right in (('"', "“", "”"), ("'", "‘", "’")):
        if quote not in text or not _HAN.search(text):
            continue
        places = [at for at, character in enumerate(text) if character == quote and not _apostrophe(text, at)]
        pairs = list(zip(places[::2], places[1::2], strict=False))
        for start, end in pairs:
            if not _HAN.search(text, start, end) and not _HAN.search(
                text[max(start - 1, 0) : start] + text[end + 1 : end + 2]
            ):
                continue
            sure = len(places) % 2 == 0
            for at, curly in ((start, left), (end, right)):
                yield hit(
                    passage, at, at + 1, f"中文用了直引号 {quote}", f"改成 {curly}", curly if sure else None
                )
        if len(places) % 2:
            at = places[-1]
            yield hit(passage, at, at + 1, f"直引号 {quote} 没有成对", f"补上另一半，用 {left}{right}")


def _apostrophe(text: str, at: int) -> bool:
    return text[at] == "'" and text[max(at - 1, 0) : at].isascii() and text[at + 1 : at + 2].isascii()


def _ellipsis(passage: Passage) -> Iterator[Hit]:
    text = passage.text
    if "..." not in text and "。。。" not in text and "…" not in text:
        return
    for match in _ELLIPSIS.finditer(text):
        near = text[max(match.start() - 2, 0) : match.start()] + text[match.end() : match.end() + 2]
        if re.search(f"[{_CJK}]", near):
            yield hit(passage, *match.span(), f"省略号写成了“{match[0]}”", "改成“……”，六个点，占两个字", "……")


def _dash(passage: Passage) -> Iterator[Hit]:
    if "--" in passage.text or "———" in passage.text or "－" in passage.text:
        for match in _DASH.finditer(passage.text):
            yield hit(passage, *match.span(), f"破折号写成了“{match[0].strip()}”", "改成“——”，占两个字", "——")


def _doubled(passage: Passage) -> Iterator[Hit]:
    for match in _DOUBLED.finditer(passage.text):
        mark = match[0][0]
        yield hit(passage, *match.span(), f"标点“{mark}”连写了 {len(match[0])} 个", f"留一个“{mark}”", mark)


def _stacked(passage: Passage) -> Iterator[Hit]:
    for match in _STACKED.finditer(passage.text):
        if _follows_han(passage.text, match.start()):
            mark = "！" if match[0][0] in "!！" else "？"
            yield hit(
                passage, *match.span(), f"“{mark}”连用了 {len(match[0])} 个", f"留一个“{mark}”，或改用句号"
            )


def _clash(passage: Passage) -> Iterator[Hit]:
    for match in _CLASH.finditer(passage.text):
        if len(set(match[0])) == 2:
            yield hit(
                passage,
                *match.span(),
                f"两个标点“{match[0]}”挨在一起",
                f"只留“{match[0][0]}”或“{match[0][1]}”",
            )


def _listed(passage: Passage) -> Iterator[Hit]:
    for match in _LISTED.finditer(passage.text):
        yield hit(passage, *match.span(), "并列的引号或书名号之间用了顿号", "删去这个顿号")


RULES = (
    Rule("TXT001", Severity.WARNING, "汉字旁边用了半角标点",
         what="汉字旁边的逗号、句号、问号、叹号、冒号、分号和括号是不是全角。",
         why="GB/T 15834—2011 第 5.1 条：这些标点占一个字的位置。半角的挤在一起，手机上断行也会错。",
         example="灯亮了,面醒了.", instead="灯亮了，面醒了。", check=_everywhere(_half_width)),
    Rule("TXT002", Severity.WARNING, "用了直引号",
         what="中文里有没有英文键盘打出的直引号。",
         why="GB/T 15834—2011 第 4.8 条：引号用“”，里面再用引号用‘’。直引号分不出头尾。",
         example='师傅说"够不够"。', instead="师傅说“够不够”。", check=_everywhere(_straight)),
    Rule("TXT003", Severity.WARNING, "省略号写法不对",
         what="省略号是不是六个点的“……”。",
         why="GB/T 15834—2011 第 4.11.2 条：省略号的形式是“……”。三个句点或三个句号都不是省略号。",
         example="等一等...", instead="等一等……", check=_everywhere(_ellipsis)),
    Rule("TXT004", Severity.WARNING, "破折号写法不对",
         what="破折号是不是占两个字的“——”。",
         why="GB/T 15834—2011 第 4.10.2 条：破折号的形式是“——”。两个连字符在网页上会断开。",
         example="只有一样东西--一盏灯。", instead="只有一样东西——一盏灯。", check=_everywhere(_dash)),
    Rule("TXT005", Severity.WARNING, "同一个标点连写",
         what="逗号、顿号、分号、冒号、句号有没有连写。",
         why="多半是手滑多按了一下。GB/T 15834—2011 里没有这样的用法。",
         example="灯亮了，，人来了。", instead="灯亮了，人来了。", check=_everywhere(_doubled)),
    Rule("TXT006", Severity.WARNING, "叹号或问号连用",
         what="叹号、问号有没有连用两个以上。",
         why="GB/T 15834—2011 第 4.2、4.3 条：语气特别强烈时才可以叠用。写岗位的稿子，平实更有力量。",
         example="饭菜真香！！", instead="饭菜真香。", check=_everywhere(_stacked)),
    Rule("TXT007", Severity.WARNING, "两个标点挨在一起",
         what="句号、逗号、顿号、分号、冒号有没有紧挨着另一个。",
         why="一处停顿只用一个点号。多半是改稿时留下的。",
         example="灯亮了，。人来了。", instead="灯亮了。人来了。", check=_everywhere(_clash)),
    Rule("TXT008", Severity.WARNING, "引号或书名号之间用了顿号",
         what="相邻的“”“”、《》《》之间有没有顿号。",
         why="GB/T 15834—2011 第 4.5.3.5 条：标有引号或书名号的并列成分之间通常不用顿号。",
         example="门上写着“安全”、“节约”。", instead="门上写着“安全”“节约”。", check=_everywhere(_listed)),
)  # fmt: skip
