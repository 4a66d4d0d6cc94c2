"""Where a department is asked: which post answers, where, when, on which number."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator

from showcase.typed.fields import Day, Name, OneLine, Typed, length

INSIDE = 6  # digits; a longer number is one that the outside may dial


def _number(text: str) -> str:
    if text and not re.fullmatch(r"\+?[0-9](?:[0-9 ()-]{1,18}[0-9])?", text):
        raise ValueError("电话只写数字、空格和短横，例如 0000-8912345；没有就不写")
    return text


class Desk(Typed):
    who: Name  # a post, no person
    where: Annotated[OneLine, AfterValidator(length(1, 60))]
    hours: Annotated[OneLine, AfterValidator(length(1, 60))]
    phone: Annotated[OneLine, AfterValidator(_number)] = ""
    confirmed: Day | None = None  # the day on which all this was found right

    @property
    def sample(self) -> bool:
        return self.confirmed is None

    @property
    def dial(self) -> str:
        """tel:…; "" without a number that can be called."""
        return "" if self.sample or not self.phone else dialled(self.phone)

    @property
    def is_public(self) -> bool:
        """Whether its number is one that the outside may dial."""
        return sum(map(str.isdigit, self.phone)) > INSIDE


def dialled(line: str) -> str:
    """`line`, a telephone number or an e-mail address, as a link's target."""
    return f"mailto:{line}" if "@" in line else f"tel:{re.sub('[^+0-9]', '', line)}"
