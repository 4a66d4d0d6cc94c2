"""TXT: official names, the motto to the letter, and slips of the pen."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from showcase.brand.organisation import Former, Term
from showcase.project.finding import Severity
from showcase.stories.rules.passages import Passage
from showcase.stories.rules.rule import Hit, Rule, Subject, hit
from showcase.stories.rules.slips import SLIPS

_SLIPS = re.compile("|".join(sorted(map(re.escape, SLIPS), key=len, reverse=True)))
_QUOTED = re.compile(r"[“「『]([^“”「」『』]{2,40})[”」』]")
_CALLED = re.compile(r"部训[^“”「」『』。；]{0,8}$")
_TIES = re.compile(r"[、，,·• \u3000/／|和与及\ufffc]+")


@functools.lru_cache(maxsize=8)
def _wrong_terms(terms: tuple[Term, ...]) -> tuple[re.Pattern[str] | None, dict[str, Term]]:
    known = {wrong: term for term in terms for wrong in term.wrong}
    if not known:
        return None, known
    return re.compile("|".join(sorted(map(re.escape, known), key=len, reverse=True))), known


def _terms(subject: Subject) -> Iterator[Hit]:
    pattern, known = _wrong_terms(subject.organisation.terms)
    if pattern is None:
        return
    for passage in subject.passages:
        for match in pattern.finditer(passage.text):
            term = known[match[0]]
            message = f"“{match[0]}”不是规定的写法（{term.why}）"
            yield hit(passage, *match.span(), message, f"写成“{term.right}”", term.right)


def _slips(subject: Subject) -> Iterator[Hit]:
    for passage in subject.passages:
        for match in _SLIPS.finditer(passage.text):
            slip = SLIPS[match[0]]
            if slip.stands(passage.text, match.start()):
                sure = not (slip.not_after or slip.not_before)
                message = f"“{slip.wrong}”多半是“{slip.right}”的笔误"
                yield hit(
                    passage, *match.span(), message, f"改成“{slip.right}”", slip.right if sure else None
                )


@functools.lru_cache(maxsize=4)
def _any_order(words: tuple[str, ...]) -> re.Pattern[str]:
    one = "|".join(map(re.escape, words))
    return re.compile(rf"(?:{one})(?:[、，,·• \u3000/／|和与及]{{0,2}}(?:{one})){{{len(words) - 1}}}")


def _motto(subject: Subject) -> Iterator[Hit]:
    words = subject.motto
    if len(words) < 2:
        return
    right = "、".join(words)
    for passage in subject.passages:
        text = passage.text
        if not any(word in text for word in words) and "部训" not in text:
            continue
        seen: list[tuple[int, int]] = []
        for match in _any_order(words).finditer(text):
            if _plain(match[0]) != "".join(words) and all(word in match[0] for word in words):
                seen.append(match.span())
                yield hit(passage, *match.span(), f"部训的词序是“{right}”", f"改成“{right}”")
        for match in _QUOTED.finditer(text):
            inside = (match.start(1), match.end(1))
            if any(start < inside[1] and end > inside[0] for start, end in seen):
                continue
            if _misquotes(passage, match, words):
                yield hit(passage, *inside, f"部训是“{right}”，这里写的不一样", f"改成“{right}”")


@functools.lru_cache(maxsize=8)
def _formerly(former: tuple[Former, ...]) -> re.Pattern[str] | None:
    words = sorted((re.escape(one.word) for one in former), key=len, reverse=True)
    return re.compile("|".join(words)) if words else None


def _former_owner(subject: Subject) -> Iterator[Hit]:
    former = subject.organisation.former
    pattern = _formerly(former)
    if pattern is None:
        return
    now = {one.word: one.now for one in former}
    for passage in subject.passages:
        for match in pattern.finditer(passage.text):
            new = now[match[0]]
            hint = f"改成“{new}”，或改写这一句" if new else "改成本单位的说法，或删掉这一句"
            yield hit(passage, *match.span(), f"“{match[0]}”说的是原来的单位", hint)


def _plain(text: str) -> str:
    return _TIES.sub("", text)


def _misquotes(passage: Passage, match: re.Match[str], words: tuple[str, ...]) -> bool:
    """Whether the quoted words stand for the motto and are not it.

    They do when 部训 comes just before, or when as many words share all but one with it.
    """
    quoted = match[1]
    if "".join(words) in _plain(quoted):
        return False
    parts = [part for part in _TIES.split(quoted.strip("。，！")) if part]
    shared = sum(part in words for part in parts)
    if len(parts) == len(words) and shared >= len(words) - 1 and shared >= 2:
        return True
    called = _CALLED.search(passage.text[max(0, match.start() - 12) : match.start()])
    return bool(called) and (shared > 0 or len(parts) == len(words)) and len(parts) > 1


RULES = (
    Rule("TXT041", Severity.WARNING, "名称或用词和用词表不一样",
         what="单位名称和本部规定的用词，对照 brand/organisation.yml 的 terms。",
         why="名称写错一个字，就成了另一个单位。用词表由宣传办公室维护，每一条写着缘由。",
         example="〈名称的错写〉的早晨从一碗面开始。", instead="〈名称〉的早晨从一碗面开始。", check=_terms),
    Rule("TXT042", Severity.WARNING, "部训和定稿不一致",
         what="引用部训时，词和词序是不是和 brand/tokens.yml 里的一样。平常用到其中一个词不算。",
         why="部训一字不差，才是同一句部训。",
         example="部训“〈错了词序的部训〉”写在扉页上。", instead="部训“〈部训〉”写在扉页上。", check=_motto),
    Rule("TXT043", Severity.WARNING, "常见的笔误",
         what=f"对照一张常见笔误表（{len(SLIPS)} 条），例如“关健”“登陆系统”“按装”。",
         why="同音字和形近字最难自己看出来，读者却一眼就见。",
         example="关健在火候。", instead="关键在火候。", check=_slips),
    Rule("TXT044", Severity.WARNING, "还在说原来的单位",
         what="项目从别的单位接过来以后，稿子和网页里还有没有原来单位的名称、部训和文件。对照 brand/organisation.yml 的 former。",
         why="一个没改到的名称，读者会以为走错了网站。都改完以后，把 former 删掉，这一条就不再检查。",
         example="〈原来的单位〉的早晨从一碗面开始。", instead="〈名称〉的早晨从一碗面开始。", check=_former_owner),
)  # fmt: skip
