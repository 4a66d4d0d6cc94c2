"""TXT: official names, the motto to the letter, and slips of the pen."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from showcase.finding import Severity
from showcase.organisation import Term
from showcase.rules.passages import Passage
from showcase.rules.rule import Hit, Rule, Subject, hit
from showcase.rules.slips import SLIPS

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
         example="兰洲大学的早晨从一碗面开始。", instead="兰州大学的早晨从一碗面开始。", check=_terms),
    Rule("TXT042", Severity.WARNING, "部训和定稿不一致",
         what="引用部训时，词和词序是不是和 brand/tokens.yml 里的一样。平常用到其中一个词不算。",
         why="部训一字不差，才是同一句部训。",
         example="部训“爱校、奉献、奋进”写在扉页上。", instead="部训“爱校、奋进、奉献”写在扉页上。", check=_motto),
    Rule("TXT043", Severity.WARNING, "常见的笔误",
         what=f"对照一张常见笔误表（{len(SLIPS)} 条），例如“关健”“登陆系统”“按装”。",
         why="同音字和形近字最难自己看出来，读者却一眼就见。",
         example="关健在火候。", instead="关键在火候。", check=_slips),
)  # fmt: skip
