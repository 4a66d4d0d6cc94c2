"""Who is named in a text: 王师傅, 李桂兰说, 保洁员赵敏, 名叫张伟. Words only; nothing knows who they are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from showcase.stories.rules.surnames import (
    AFTER_PLACES,
    AFTER_WORDS,
    CALLED,
    CALLED_DOING,
    COMPOUND,
    DUTIES,
    GIVEN,
    GIVEN_TOO,
    GUARDED,
    KIN,
    KNOWN,
    PLAIN,
    SHORT,
    TITLES,
    WARY,
    WHOLE,
    WORDS,
)

# In a folded text Han is whatever is not ASCII: Python takes a millisecond to compile a range of 27,000 characters, and
# these patterns would hold twenty.
_NOT_HAN = r"\x00-\x7f"
_HAN = rf"[^{_NOT_HAN}]"
_ALONE = r"(?<![^\x00-/:-\x7f])"  # neither Han nor a digit
_COMPOUND = "|".join(COMPOUND)
_GUARDED = "".join(c for c in GUARDED if c not in WARY)
_GIVEN = "".join(sorted(GIVEN))
_ANY_GIVEN = _GIVEN + GIVEN_TOO
# A surname as a word of its own, by what stands before it.
_SURNAME = (
    rf"(?:{_COMPOUND}|[{PLAIN}]|(?:{_ALONE}|(?<=[{AFTER_WORDS}{AFTER_PLACES}]))[{_GUARDED}]"
    rf"|(?:{_ALONE}|(?<=[{AFTER_WORDS}]))[{WARY}])"
)
_NAME = rf"(?:(?:{_COMPOUND}|[{PLAIN}{GUARDED}])[{_GIVEN}]{{1,2}}|[{WARY}][{_GIVEN}]{{2}})"
_LONG = rf"(?:(?:{_COMPOUND})[{_GIVEN}]{{1,2}}|[{PLAIN}{GUARDED}][{_GIVEN}]{{2}})"
_FULL = rf"(?:(?:{_COMPOUND})[{_ANY_GIVEN}]{{1,2}}|[{PLAIN}{GUARDED}][{_ANY_GIVEN}]{{2}}|[{PLAIN}][{_GIVEN}])"
_NEXT = frozenset(f"{GIVEN_TOO}和正守教") - frozenset("学爱心阿全科")
# What may follow a name within a sentence: something is said, held or done.
_THEN = (
    rf"(?=[{_NOT_HAN}]|$|[说笑把拿在是的和与从就也还又便正刚已每一没不来去走站蹲弯接递问答回告带跟对给被让叫负要想看见听做忙抬"
    r"擦洗揉切蒸炒端推拉掏摸修写记算守等望指摆挥扛提捧举骑开捡盛打穿戴坐翻伸喊嘱总都先再直终今当因用到这那有很最特及为以坚获同教])"
)
_ACTS = r"(?=[说笑把拿递问答告接走站蹲弯喊抬擦])"

# What is quoted is `words`, of which `name` is the name.
_SOURCES = (
    rf"(?P<words>(?P<name>{_SURNAME}[{_ANY_GIVEN}]{{0,2}}?)(?:{TITLES}))",
    rf"(?P<words>(?P<name>(?:{_HAN}{{1,6}}·{_HAN}{{1,6}}?|(?:{WHOLE})(?:{WHOLE})?))(?:{TITLES}))",
    rf"(?:{DUTIES})(?P<words>(?P<name>(?:{WHOLE})(?:{WHOLE}|·{_HAN}{{2,6}}?)?)){_THEN}",
    rf"(?P<words>(?P<name>{_SURNAME})[{KIN}]){_THEN}",
    rf"(?P<words>(?P<name>{_SURNAME})[{SHORT}]){_THEN}",
    rf"(?<![大弱幼矮最较从缩减微渺窄短细瘦中])(?P<words>小(?P<name>[{CALLED}])){_THEN}",
    rf"(?<![大弱幼矮最较从缩减微渺窄短细瘦中])(?P<words>小(?P<name>[{CALLED_DOING}])){_ACTS}",
    rf"(?<![古苍衰养敬长最])(?P<words>老(?P<name>[{CALLED}])){_THEN}",
    rf"(?<![古苍衰养敬长最])(?P<words>老(?P<name>[{CALLED_DOING}])){_ACTS}",
    rf"(?P<words>姓(?P<name>[{PLAIN}{GUARDED}])){_THEN}",
    rf"(?:名叫|名字是|姓名[:：] ?|叫|我是|他是|她是)[“「]?(?P<words>(?P<name>{_NAME}))"
    rf"(?=[{_NOT_HAN}]|$|[的和与等说在从今是就也每来为及])",
    rf"(?:{DUTIES})[“”、：: ]?(?P<words>(?P<name>{_FULL}|{_NAME}{_THEN}))",
    rf"(?:{_ALONE}|(?<=[{AFTER_PLACES}]))(?P<words>(?P<name>{_NAME}))(?=说道?[，：:]|笑着?说|告诉|回忆|介绍说?|表示|坦言|感慨"
    r"|[，,]?(?:今年)?\d\d岁|[，,][男女][，,]|[（(][^（）()]{0,12}(?:岗|工|员|师|长|班|组|中心|食堂|部|级|专业|学院)[）)])",
    rf"^(?P<words>(?P<name>{_LONG}))(?=[：:|｜—])",
    rf"{_ALONE}(?P<words>(?P<name>[{PLAIN}][{_GIVEN}]))(?=正?在|正把)",
    rf"{_ALONE}(?P<words>(?P<name>{_LONG}))(?![，、。；,“”《》]){_THEN}",
)


class _Folding(dict[int, str]):
    """For `str.translate`: Han and ASCII stay, a sign that our patterns name becomes a control character, a digit 0, the rest nothing."""

    def __init__(self, sources: Iterable[str]) -> None:
        signs = sorted({sign for sign in "".join(sources) if not sign.isascii() and not _is_han(sign)})
        super().__init__((ord(sign), chr(number)) for number, sign in enumerate(signs, 1))

    def __missing__(self, code: int) -> str:
        character = chr(code)
        plain = " " <= character <= "~" or _is_han(character)
        folded = self[code] = character if plain else "0" if character.isdecimal() else "\0"
        return folded


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


_FOLDING = _Folding(_SOURCES)
_PATTERNS = tuple(re.compile(source.translate(_FOLDING)) for source in _SOURCES)


@dataclass(frozen=True)
class Named:
    """`words` as they stand at `start`: 老王; `name` is what of them is a name, at `name_at`: 王."""

    words: str
    name: str
    start: int
    name_at: int


def named(text: str) -> tuple[Named, ...]:
    """Everybody who seems to be called by name in a line of text, from left to right, each place once."""
    found: dict[int, Named] = {}
    taken: set[int] = set()
    folded = text.translate(_FOLDING)
    for pattern in _PATTERNS:
        for match in pattern.finditer(folded):
            words, name = (text[slice(*match.span(group))] for group in ("words", "name"))
            one = _cut(Named(words, name, match.start("words"), match.start("name")))
            places = range(one.name_at, one.name_at + len(one.name))
            if not _is_none(one) and not any(place in taken for place in places):
                found[one.name_at] = one
                taken.update(places)
    return tuple(found[start] for start in sorted(found))


def _cut(one: Named) -> Named:
    """赵敏和, 张伟正: the last is the next word."""
    if one.words == one.name and len(one.name) == 3 and one.name[-1] in _NEXT:
        return replace(one, words=one.words[:2], name=one.name[:2])
    return one


def _is_none(one: Named) -> bool:
    return (
        one.name in KNOWN
        or one.words in KNOWN
        or any(one.name.startswith(word) for word in (one.name[:2], one.name[:3]) if word in WORDS)
    )
