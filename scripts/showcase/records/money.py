"""Sums of money as people type them: 12000元, 12,000元 or 1.2万元. Decimal arithmetic, to the fen."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator

TYPED = re.compile(r"((?:[0-9]{1,9}|[0-9]{1,3}(?:,[0-9]{3}){1,2})(?:\.[0-9]{1,6})?) ?(元|万元|万)")
FEN = Decimal("0.01")
WAN = Decimal(10_000)


def _money(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    found = TYPED.fullmatch(unicodedata.normalize("NFKC", value).strip())
    if not found:
        raise ValueError("金额写数字和单位，例如 12000元 或 1.2万元")
    yuan = Decimal(found[1].replace(",", "")) * (1 if found[2] == "元" else WAN)
    if yuan != yuan.quantize(FEN):
        raise ValueError("金额最细到分，例如 1200.50元")
    return yuan


Money = Annotated[Decimal, BeforeValidator(_money)]  # yuan


def in_yuan(yuan: Decimal) -> str:
    """12,000 or 12,000.50: for a column whose head says 元."""
    whole = yuan == yuan.to_integral_value()
    return f"{yuan:,.0f}" if whole else f"{yuan:,.2f}"


def told(yuan: Decimal) -> str:
    """For a sentence, with its unit: 8,500元, 1.2万元. Nothing is rounded away."""
    wan = yuan / WAN
    if yuan >= WAN and wan == wan.quantize(Decimal("0.0001")):
        text = f"{wan:.4f}".rstrip("0").rstrip(".")
        return f"{text}万元"
    return f"{in_yuan(yuan)}元"


def share(part: Decimal, whole: Decimal) -> Decimal:
    """`part` of `whole` in per cent to one decimal place; 0 of nothing."""
    return (part * 100 / whole).quantize(Decimal("0.1")) if whole else Decimal("0.0")
