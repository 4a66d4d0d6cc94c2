"""What teams and posts were honoured for: docs/honours/honours.yml.

The paper asks for honours without regard to level, employment and category, that cover everybody. So the wall is
sorted by year and name, never by rank; what the honours do not reach yet is in `coverage`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from showcase.brand.organisation import Key
from showcase.records.record import CONSENTS, Record, RecordPhoto
from showcase.records.references import (
    DepartmentRef,
    EmploymentRef,
    FieldRef,
    RankRef,
    StoryRef,
    TeamRef,
)
from showcase.stories.front import CONSENT_WORDS, Consent
from showcase.typed.fields import Name, Whole

Year = Annotated[Whole, Field(ge=1949, le=2100)]


LEVELS = {
    "centre": "中心", "department": "部门", "university": "学校", "city": "市", "province": "省",
    "nation": "全国", "trade": "行业",
}  # fmt: skip


KINDS = {"team": "团体", "person": "个人"}


class Honour(Record):
    WORDS: ClassVar[dict[str, dict[str, str]]] = {"consent": CONSENT_WORDS}
    LABELS: ClassVar[dict[str, dict[str, str]]] = {"level": LEVELS, "kind": KINDS, "consent": CONSENTS}

    key: Key = Field(title="编号", examples=["anquan-banzu-2025"])
    title: Name = Field(title="荣誉", description="照证书上的写。", examples=["年度安全班组"])
    year: Year = Field(title="年份", examples=["2025"])
    by: Name = Field(title="颁发单位", examples=["颁发单位的全称"])
    level: Literal["centre", "department", "university", "city", "province", "nation", "trade"] = Field(
        title="哪一级", examples=["department"]
    )
    field: FieldRef = Field(title="领域", examples=["service"])
    kind: Literal["team", "person"] = Field(title="团体或个人", examples=["team"])
    department: DepartmentRef = Field(title="部门", examples=["部门的键"])
    team: TeamRef | None = Field(None, title="班组", examples=["zaocan"])
    post: Name | None = Field(None, title="岗位", description="没有班组时写岗位。", examples=["面点师"])
    person: Name | None = Field(
        None, title="姓名", description="本人同意才写。", examples=["本人同意后的姓名"]
    )
    consent: Consent | None = Field(None, title="同意", examples=["signed"])
    employment: Annotated[tuple[EmploymentRef, ...], Field(min_length=1, max_length=6)] = Field(
        title="用工方式", examples=["[dispatch]"]
    )
    rank: RankRef = Field(title="岗位层级", examples=["层级的键"])
    line: Name | None = Field(
        None, title="一句话", description="为什么给这项荣誉。", examples=["全年没有一次误餐"]
    )
    story: StoryRef | None = Field(None, title="故事", examples=["2026/lingchen-huomian"])
    photo: RecordPhoto | None = Field(None, title="照片", examples=["{file: jiang.jpg, alt: 一块铜牌, credit: 宣传办公室, consent: not-needed}"])  # fmt: skip

    @model_validator(mode="after")
    def _who(self) -> Self:
        if not (self.team or self.post or self.person):
            raise ValueError("写上 team（班组）或 post（岗位），说明给了谁")
        if self.person and self.consent != "signed":
            raise ValueError("写了姓名，就要本人签字同意：consent: signed；没有签就只写岗位")
        return self


def by_year(honours: Iterable[Honour]) -> tuple[tuple[int, tuple[Honour, ...]], ...]:
    """Newest year first; in a year by the pinyin of title and of who, never by rank."""
    years: dict[int, list[Honour]] = {}
    for honour in honours:
        years.setdefault(honour.year, []).append(honour)
    return tuple((year, tuple(sorted(years[year], key=_sound))) for year in sorted(years, reverse=True))


def _sound(honour: Honour) -> tuple[str, str, str]:
    return (_pinyin(honour.title), _pinyin(honour.team or honour.post or ""), honour.key)


@lru_cache(1 << 16)  # each page sorts its honours again: of 10,000, pinyin was two fifths of a check
def _pinyin(text: str) -> str:
    from pypinyin import (
        lazy_pinyin,  # here: its dictionary takes 0.2 s to read, and most commands sort nothing
    )

    return " ".join(lazy_pinyin(text))


def list_path(attribute: str, key: str) -> str:
    """The page of all honours of a department or field."""
    return f"honours/{attribute}/{key}/index.md"
