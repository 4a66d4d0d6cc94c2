"""Numbers that belong to one person: which digits in a row, or in groups, are one."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from showcase.stories.rules.plain import Sheet

Kind = Literal["mobile", "identity", "perhaps-identity", "card"]

_RUN = re.compile(
    r"\d(?:(?:[ .\-_/()\n~|#]{0,2}|[,:;=+*、]|\.{3,6}|[ ]{3,4}| [\-/~|] |…{1,2}|。|\]\[|】【)\d){9,}(?: ?[Xx](?![A-Za-z]))?"
)
_GROUP = re.compile(r"\d+[Xx]?|[Xx]")
_PROVINCES = frozenset({
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43",
    "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83",
})  # fmt: skip
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
# How people part a mobile number. Others are sums, years and sizes that happen to stand in a row.
_MOBILE_SHAPES = frozenset({
    (11,), (3, 4, 4), (3, 8), (7, 4), (5, 6), (3, 3, 5), (3, 5, 3), (4, 3, 4), (4, 4, 3),
    (3, 2, 2, 2, 2), (3, 4, 2, 2), (3, 2, 2, 4), (3, 2, 3, 3), (3, 3, 3, 2), (1, 3, 3, 4), (1, 2, 4, 4),
    (1, 10), (1,) * 11, (1, 2, 2, 2, 2, 2), (2, 2, 2, 2, 3), (2, 2, 2, 2, 2, 1), (2, 3, 3, 3),
})  # fmt: skip
# Part a mobile number only as in 138,1234,5678; and two round ones at its end are a list: 150、1200、1300.
_LOOSE = frozenset(",:;=+*、")
_FOURS = re.compile(r"(?:4 )*[1-4] ")


@dataclass(frozen=True)
class Number:
    kind: Kind
    start: int  # in the sheet's text
    digits: str


@dataclass(frozen=True)
class _Group:
    digits: str
    start: int
    before: str  # what parts it from the group before


def numbers(sheet: Sheet) -> Iterator[Number]:
    for run in _RUN.finditer(sheet.text):
        yield from _in_groups(_groups(sheet.text, run.start(), run.end()))


def _groups(text: str, start: int, end: int) -> list[_Group]:
    groups: list[_Group] = []
    last = start
    for match in _GROUP.finditer(text, start, end):
        groups.append(_Group(match[0].upper(), match.start(), text[last : match.start()]))
        last = match.end()
    return groups


def _in_groups(groups: Sequence[_Group]) -> Iterator[Number]:
    """Left to right; what is part of one number is not read again."""
    at = 0
    while at < len(groups):
        found = _starting(groups, at)
        if found is None:
            at += 1
            continue
        kind, count = found
        digits = "".join(group.digits for group in groups[at : at + count])
        yield Number(kind, groups[at].start, digits)
        at += count


def _starting(groups: Sequence[_Group], at: int) -> tuple[Kind, int] | None:
    """The kind of number that starts with group `at`, and how many groups it has."""
    found: dict[Kind, int] = {}
    digits = ""
    for count in range(1, min(20, len(groups) - at) + 1):
        digits += groups[at + count - 1].digits
        if len(digits) > 19:
            break
        kind = _kind(digits, groups, at, count)
        if kind:
            found.setdefault(kind, count)
    for kind in ("identity", "card", "perhaps-identity", "mobile"):
        if kind in found:
            return kind, found[kind]
    return None


def _kind(digits: str, groups: Sequence[_Group], at: int, count: int) -> Kind | None:
    if len(digits) < 11:
        return None
    decimal = at > 0 and groups[at].before == "." and len(groups[at - 1].digits) < 4
    shape = tuple(len(group.digits) for group in groups[at : at + count])
    parts = {group.before for group in groups[at + 1 : at + count]}
    if len(set(shape)) == 1 and shape[0] < 3 and not _stands_alone(groups, at, count, shape[0]):
        return None
    if parts & _LOOSE:
        round_ones = digits[-1] == digits[-5] == "0"
        if round_ones or len(parts) > 1 or shape[-3:] not in ((3, 4, 4), (5, 4, 4)):
            return None
    if decimal or (count == 2 and "." in parts):  # 3.14159265358
        return None
    if len(digits) == 18 and _is_born(digits[:2], digits[6:14]) and digits[:17].isdigit():
        return "identity" if _checks(digits) else "perhaps-identity" if count == 1 else None
    if not digits.isdigit():
        return None
    if _is_mobile(digits, shape, parts):
        return "mobile"
    if len(digits) == 15 and shape in ((15,), (6, 6, 3)) and _is_born(digits[:2], f"19{digits[6:12]}"):
        return "perhaps-identity"
    return "card" if _is_card(digits, shape) else None


def _stands_alone(groups: Sequence[_Group], at: int, count: int, width: int) -> bool:
    """Whether single digits or pairs are not the middle of a longer row of such."""
    before = at > 0 and len(groups[at - 1].digits) == width
    after = at + count < len(groups) and len(groups[at + count].digits) == width
    return not before and not after


def _is_mobile(digits: str, shape: tuple[int, ...], parts: set[str]) -> bool:
    for prefix in ("0086", "86", "0", ""):
        rest = digits[len(prefix) :]
        if digits.startswith(prefix) and len(rest) == 11 and rest[0] == "1" and rest[1] in "3456789":
            own = _without(shape, len(prefix))
            if own not in _MOBILE_SHAPES:
                continue
            if len(own) == 2 and not parts <= (
                {" ", "-", "--", "- ", " -", "_", ")", ") "} if own != (5, 6) else {" "}
            ):
                continue
            years = own in ((4, 4, 3), (4, 3, 4)) and rest[:2] == "19"  # 1998-2003 120
            if not years:
                return True
    return False


def _without(shape: tuple[int, ...], prefix: int) -> tuple[int, ...]:
    first = shape[0] - prefix
    return (first, *shape[1:]) if first > 0 else shape[1:] if first == 0 else ()


def _is_born(province: str, day: str) -> bool:
    if province not in _PROVINCES or not day.isdigit() or day[:2] not in ("18", "19", "20"):
        return False
    try:
        dt.date(int(day[:4]), int(day[4:6]), int(day[6:]))
    except ValueError:
        return False
    return True


def _checks(digits: str) -> bool:
    """GB 11643: the last of 18 characters, from the other 17."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    return _CHECK[total % 11] == digits[17]


def _is_card(digits: str, shape: tuple[int, ...]) -> bool:
    if not 16 <= len(digits) <= 19 or not (digits[0] in "3456" or digits.startswith("955")):
        return False
    fours = _FOURS.fullmatch("".join(f"{width} " for width in shape)) is not None
    unionpay = len(shape) <= 5 and min(shape[:-1], default=3) >= 3 and digits.startswith("62")  # UnionPay
    usual = (
        len(shape) == 1
        or fours
        or unionpay
        or shape in ((6, 10), (6, 12), (6, 13), (8, 8))
        or set(shape) == {1}
    )
    return usual and len(set(digits)) > 1 and _luhn(digits)


def _luhn(digits: str) -> bool:
    total = 0
    for index, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + index % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
