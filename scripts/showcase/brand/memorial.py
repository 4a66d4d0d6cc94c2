"""On which days the site goes grey: brand/memorial.yml, and the one file an administrator may replace.

Two ways, because a notice may arrive at night: days are judged in the reader's browser by Beijing time,
and memorial.css works without a rebuild and without JavaScript.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, model_validator

from showcase.project.folder import Project
from showcase.typed.fields import Day, Name, Typed, Yes, several
from showcase.typed.typed_file import read_optional

NORMAL, GREY = "memorial.css", "memorial-on.css"  # at the site's root

# On <html>: below it a filter would unpin what is fixed. Not in print: Chromium prints a filtered page as one
# picture, in which no text can be searched or copied. The search dialog lies above <html> and is named itself.
RULE = "@media screen { html, dialog, ::backdrop { filter: grayscale(1); } }\n"

FILES = {
    NORMAL: f"""/* 全站变灰的开关：平时这里什么也不做。
   要变灰：用同一文件夹里的 {GREY} 盖掉这个文件，名字仍叫 {NORMAL}，刷新网页就生效，不用重新生成网站。
   要恢复：把这个文件原样放回来。 */
""",
    GREY: f"""/* 全站变灰。把这个文件复制一份，改名为 {NORMAL}，盖掉原来那份；恢复时把原来那份放回来。 */
{RULE}""",
}


def _month_day(text: str) -> str:
    if not re.fullmatch(r"\d{2}-\d{2}", text):
        raise ValueError("每年的这一天写成 12-13 的样子：两位月、两位日")
    try:
        dt.date.fromisoformat(f"2024-{text}")  # a leap year
    except ValueError:
        raise ValueError("没有这一天") from None
    return text


class MemorialDay(Typed):
    date: Day | None = None  # that day only
    yearly: Annotated[str, AfterValidator(_month_day)] | None = None
    reason: Name

    @model_validator(mode="before")
    @classmethod
    def _one_of_two(cls, value: Any) -> Any:
        if isinstance(value, dict) and ("date" in value) == ("yearly" in value):
            raise ValueError("date（只这一天）和 yearly（每年这一天）二者写一样，不能都写，也不能都不写")
        return value


class Memorial(Typed):
    BARE: ClassVar = ("now",)

    now: Yes = False  # grey from the next build on, until it says false again
    days: Annotated[tuple[MemorialDay, ...], AfterValidator(several(0, 100))] = ()

    def marks(self) -> Iterator[str]:
        """Each day as the browser compares it: 2026-12-13, or 12-13 for every year."""
        for day in self.days:
            yield day.date.isoformat() if day.date else str(day.yearly)


def read_memorial(project: Project) -> Memorial:
    """brand/memorial.yml; no days without it.

    Raises:
        Unusable: it does not fit.
    """
    file = read_optional(Memorial, project, "brand/memorial.yml")
    return file.value if file else Memorial()
