"""What a finished text may not tell: numbers that belong to one person, and how the machine is laid out that made it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from showcase.stories.rules.inside import INSIDE
from showcase.stories.rules.numbers import numbers
from showcase.stories.rules.plain import sheet
from showcase.stories.rules.privacy import STAFF, masked

_KINDS = {"mobile": "手机号", "identity": "身份证号", "card": "银行卡号"}
_MANY_DIGITS = re.compile(
    r"(?:[\d〇零○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖][^\d〇零○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖]{0,4}){11}"
)
# Sums and stamps in hexadecimal: one in a few hundred holds eleven digits that begin like a mobile number.
_SUM = re.compile(r"(?<![0-9A-Za-z])(?=[0-9]*[a-f])[0-9a-f]{10,128}(?![0-9A-Za-z])")
_STAFF_CLUE = re.compile("[号通卡]|student|staff|employee", re.IGNORECASE)  # much cheaper


@dataclass(frozen=True)
class Secrets:
    """`public`: digits of numbers, and addresses, that may be told; `folders`: where on this machine the project lies."""

    public: frozenset[str]
    folders: tuple[str, ...]

    @property
    def key(self) -> str:
        return repr((sorted(self.public), self.folders))


def secrets(root: Path, hotlines: tuple[str, ...], allowed: Iterable[str]) -> Secrets:
    """`allowed`: lines of manuscripts whose numbers an editor lets pass, with a reason and an end."""
    homes = {str(root), str(Path.home())}
    ours = (re.sub(r"\D", "", line) for line in hotlines)
    theirs = (one for line in allowed for one in (*_numbers(line), *_staff(line), *_addresses(line)))
    return Secrets(
        frozenset(filter(None, (*ours, *(words for _, words in theirs)))),
        tuple(sorted(home for home in homes if home.count("/") + home.count("\\") >= 2)),
    )


def told(text: str, secret: Secrets) -> Iterator[tuple[str, str]]:
    """(what it is, how it may be shown) for everything in `text` that should not be there."""
    text = _SUM.sub("", text)
    for what, digits in (*_numbers(text), *_staff(text)):
        if digits not in secret.public:
            yield what, masked(digits)
    for what, address in _addresses(text):
        if address not in secret.public:
            yield what, address
    for folder in secret.folders:
        if re.search(rf"{re.escape(folder)}(?![\w-])", text):
            yield "生成这个网站的电脑上的文件夹", folder


def _numbers(text: str) -> Iterator[tuple[str, str]]:
    """(what it is, its digits)"""
    for number in numbers(sheet(text, "")) if _MANY_DIGITS.search(text) else ():
        if number.kind in _KINDS:
            yield _KINDS[number.kind], number.digits[-11:] if number.kind == "mobile" else number.digits


def _staff(text: str) -> Iterator[tuple[str, str]]:
    for match in STAFF.finditer(sheet(text, "").text) if _STAFF_CLUE.search(text) else ():
        yield "学号或工号", match[match.lastgroup or "it"]


def _addresses(text: str) -> Iterator[tuple[str, str]]:
    yield from (("只在内网能用的地址", match[0]) for match in INSIDE.finditer(text))
