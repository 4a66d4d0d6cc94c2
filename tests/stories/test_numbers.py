"""Digits that are a person's number, and the same digits with one of them changed."""

from __future__ import annotations

import pytest

from showcase.stories.rules.numbers import numbers
from showcase.stories.rules.plain import sheet

IDENTITY = "11010519491231002X"


def kinds(text: str) -> list[str]:
    return [one.kind for one in numbers(sheet(text, "x"))]


def luhn(digits: str) -> bool:
    """By its table: every second digit from the right becomes the sum of the digits of its double."""
    doubled = {"0": 0, "1": 2, "2": 4, "3": 6, "4": 8, "5": 1, "6": 3, "7": 5, "8": 7, "9": 9}
    own = digits[::-1]
    return (sum(map(int, own[::2])) + sum(doubled[d] for d in own[1::2])) % 10 == 0


@pytest.mark.parametrize(
    "digits", ["6222021234567890120", "62220212345678901", "4111111111111110", "349999999999999999"]
)
def test_a_card_is_what_luhn_says_it_is(digits):
    for last in "0123456789":
        own = digits[:-1] + last
        assert ("card" in kinds(f"卡号 {own}")) == luhn(own), own


@pytest.mark.parametrize("at", range(2, 16))
def test_one_digit_changed_is_no_card(at):
    card = "6225880137706868"
    assert luhn(card)
    assert kinds(card) == ["card"]
    changed = f"{card[:at]}{(int(card[at]) + 1) % 10}{card[at + 1 :]}"
    assert kinds(changed) == []


@pytest.mark.parametrize(
    ("digits", "found"),
    [
        ("4111111111111111", ["card"]),
        ("400000000000006", []),  # 15 digits
        ("5500005555555559", ["card"]),
        ("7000000000000005", []),  # begins as no card does
        ("3530111333300000", ["card"]),
        ("9550000000000005", ["card"]),
        ("9560000000000003", []),
        ("0000000000000000", []),
        ("4444444444444448", ["card"]),
        ("4111 1111 1111 1111", ["card"]),
        ("411111 1111111111", ["card"]),
        ("41111111 11111111", ["card"]),
        ("41111 11111111111", []),
        ("62258 80137 70686 8", ["card"]),
        ("6225 88 0137 706868", []),
        ("622 588 013 770 686 8", []),
        ("62258 80137 706 8 68", []),
    ],
)
def test_what_may_be_a_card_and_how_it_is_grouped(digits, found):
    assert kinds(digits) == found


@pytest.mark.parametrize(
    ("digits", "found"),
    [
        *((f"1{second}012345678", ["mobile"] if second in "3456789" else []) for second in "0123456789"),
        ("1381234567", []),
        ("138123456789", []),
        ("23812345678", []),
        ("8613812345678", ["mobile"]),
        ("008613812345678", ["mobile"]),
        ("013812345678", ["mobile"]),
        ("8713812345678", []),
        ("138-1234-5678", ["mobile"]),
        ("138,1234,5678", ["mobile"]),
        ("150、1200、1300", []),
        ("1998-2003 120", []),
        ("1398-2003 120", ["mobile"]),
        ("13812 345678", ["mobile"]),
        ("13812-345678", []),
        ("3.13812345678", []),
        ("123.13812345678", []),
        ("1234.13812345678", ["mobile"]),
    ],
)
def test_what_may_be_a_mobile_number_and_how_it_is_grouped(digits, found):
    assert kinds(digits) == found


# How a mobile number was seen to be parted, in mail, on posters and in chats.
PARTED = [
    "138 1234 5678", "138 12345678", "1381234 5678", "138 123 45678", "138 12345 678", "1381 234 5678", "1381 2345 678",
    "138 12 34 56 78", "138 1234 56 78", "138 12 34 5678", "138 12 345 678", "138 123 456 78", "1 381 234 5678",
    "1 38 1234 5678", "1 3812345678", "1 3 8 1 2 3 4 5 6 7 8", "1 38 12 34 56 78", "13 81 23 45 678", "13 81 23 45 67 8",
    "13 812 345 678", "138#1234#5678", "138 | 1234 | 5678", "86 138 1234 5678", "0086-138-1234-5678", "+86 13812345678", "0138 1234 5678",
]  # fmt: skip


@pytest.mark.parametrize("digits", PARTED)
def test_a_mobile_number_is_found_however_it_is_parted(digits):
    assert kinds(f"打 {digits} 找人") == ["mobile"]


@pytest.mark.parametrize(
    "digits", ["13 8123 45678", "138 1 2345678", "13812 3 45678", "138123 45678", "1234 138 12345"]
)
def test_digits_that_nobody_would_part_so_are_no_mobile_number(digits):
    assert kinds(digits) == []


@pytest.mark.parametrize(
    ("digits", "found"),
    [
        ("1 3 8 1 2 3 4 5 6 7 8", ["mobile"]),
        ("1 3 8 1 2 3 4 5 6 7 8 9", []),
        ("9 1 3 8 1 2 3 4 5 6 7 8", []),
        ("2026 1 3 8 1 2 3 4 5 6 7 8", ["mobile"]),
        ("1 3 8 1 2 3 4 5 6 7 8 2026", ["mobile"]),
    ],
)
def test_digits_one_by_one_are_a_number_where_the_row_has_no_more_of_them(digits, found):
    assert kinds(digits) == found


@pytest.mark.parametrize("widths", [(16,), (4, 4, 4, 4), (6, 10), (8, 8), (1,) * 16, (6, 12), (6, 13)])
def test_a_card_is_found_however_it_is_parted(widths):
    head, parts = "4" + "1" * (sum(widths) - 2), []
    digits = next(f"{head}{last}" for last in range(10) if luhn(f"{head}{last}"))
    for width in widths:
        parts, digits = [*parts, digits[:width]], digits[width:]
    assert kinds(" ".join(parts)) == ["card"]


def test_a_number_of_more_digits_than_a_card_has_is_none():
    twenty = next(f"4{0:018}{last}" for last in range(10) if luhn(f"4{0:018}{last}"))
    assert kinds(twenty) == []
    assert [kinds(f"6222021234567890{n:03}") for n in range(1000) if luhn(f"6222021234567890{n:03}")] == [
        ["card"]
    ] * 100


@pytest.mark.parametrize(
    ("digits", "found"),
    [
        ("150、1200、1300", []),
        ("138、1230、5671", ["mobile"]),
        ("138、1231、5670", ["mobile"]),
        ("138、1230、5601", ["mobile"]),
    ],
)
def test_two_round_numbers_at_the_end_are_a_list_of_sums(digits, found):
    assert kinds(digits) == found


def check_of(digits: str) -> str:
    """GB 11643, as ISO 7064 (MOD 11-2) computes it: digit by digit, without weights."""
    left = 0
    for digit in digits:
        left = (left + int(digit)) * 2 % 11
    return "0123456789X"[(12 - left) % 11]


@pytest.mark.parametrize(
    "head",
    ["11010519491231002", "62010219880229123", "44030620010101999", "83000018991231000", "51078119700315123"],
)
def test_the_check_of_an_identity_number_tells_it_from_one_that_is_mistyped(head):
    right = check_of(head)
    for last in "0123456789X":
        wanted = ["identity"] if last == right else ["perhaps-identity"]
        assert kinds(head + last) == wanted, last
        parted = f"{head[:6]} {head[6:14]} {head[14:]}{last}"
        assert kinds(parted) == (["identity"] if last == right else []), last


@pytest.mark.parametrize(
    ("digits", "found"),
    [
        (IDENTITY, ["identity"]),
        (IDENTITY.lower(), ["identity"]),
        (IDENTITY.replace("1101", "1001"), []),  # no such province
        (IDENTITY.replace("19491231", "19491331"), []),  # no such day
        (IDENTITY.replace("19491231", "17491231"), []),  # nobody is that old
        (IDENTITY.replace("19491231", "21491231"), []),
        ("110105491231002", ["perhaps-identity"]),
        ("110105 491231 002", ["perhaps-identity"]),
        ("1101 0549 1231 002", []),
        ("110105491331002", []),
        ("620102880229123", ["perhaps-identity"]),
        ("620102890229123", []),  # 1989 had no such day
    ],
)
def test_where_and_when_somebody_was_born_is_part_of_an_identity_number(digits, found):
    assert kinds(digits) == found
