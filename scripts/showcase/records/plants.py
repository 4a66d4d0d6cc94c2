"""What grows here and when it is worth looking at: docs/seasons/plants.yml; the claim 三季有花、四季长青、全年有景 put to the proof."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field

from showcase.brand.organisation import Key
from showcase.records.record import Record, RecordPhoto
from showcase.typed.fields import Name, OneLine, Whole, Yes, length

Month = Annotated[Whole, Field(ge=1, le=12)]


def _sorted(months: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted(set(months)))


Months = Annotated[tuple[Month, ...], Field(max_length=12), AfterValidator(_sorted)]
Line = Annotated[OneLine, AfterValidator(length(0, 80))]

MONTHS = tuple(
    f"{name}月" for name in ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
)
SEASONS: Mapping[str, tuple[int, ...]] = {
    "春": (3, 4, 5),
    "夏": (6, 7, 8),
    "秋": (9, 10, 11),
    "冬": (12, 1, 2),
}
BLOOMING = ("春", "夏", "秋")  # 三季


UNPROVED = "待核实"  # what stands where nobody has looked it up yet
HABITS = {"tree": "乔木", "shrub": "灌木", "herb": "草本", "vine": "藤本"}


class Plant(Record):
    LABELS: ClassVar[dict[str, dict[str, str]]] = {"habit": HABITS}

    key: Key = Field(title="编号", examples=["ziding-xiang"])
    name: Name = Field(title="中文名", examples=["紫丁香"])
    latin: Name = Field(title="学名", examples=["Syringa oblata"])
    family: Name = Field(title="科", examples=["木樨科"])
    habit: Literal["tree", "shrub", "herb", "vine"] = Field(title="形态", examples=["shrub"])
    evergreen: Yes = Field(False, title="常绿", examples=["false"])
    flower: Months = Field((), title="花期（月）", examples=["[4, 5]"])
    fruit: Months = Field((), title="果期（月）", examples=["[8, 9]"])
    colour: Months = Field(
        (), title="叶色、枝色（月）", description="叶子变红变黄、枝条发红的月份。", examples=["[10]"]
    )
    note: Line = Field("", title="看什么", examples=["四月底，香气先到"])
    source: Name = Field(
        UNPROVED, title="依据", description="书、观察记录；还没有就写 待核实。", examples=["待核实"]
    )
    photo: RecordPhoto | None = Field(None, title="照片", examples=["{file: dingxiang.jpg, alt: 一枝紫丁香, credit: 园林绿化中心, consent: not-needed}"])  # fmt: skip

    BARE = ("sample", "evergreen")


@dataclass(frozen=True)
class Sight:
    """Something worth looking at in one month."""

    month: int
    kind: Literal["flower", "fruit", "colour", "view"]
    what: str
    plant: str | None = None  # key
    place: str | None = None


@dataclass(frozen=True)
class Claim:
    """One part of the slogan, and whether it holds."""

    words: str  # 三季有花
    holds: bool
    reasons: tuple[str, ...]  # a sentence for each season or the months that lack


def in_flower(plants: Iterable[Plant], month: int) -> tuple[Plant, ...]:
    return tuple(plant for plant in plants if month in plant.flower)


def three_seasons(plants: Iterable[Plant]) -> Claim:
    """三季有花: something flowers in spring, in summer and in autumn."""
    plants = tuple(plants)
    reasons, holds = [], True
    for season in BLOOMING:
        found = [p for p in plants if set(p.flower) & set(SEASONS[season])]
        holds &= bool(found)
        reasons.append(
            f"{season}季有{len(found)}种开花，例如{_first(found)}" if found else f"{season}季还没有一种开花"
        )
    return Claim("三季有花", holds, tuple(reasons))


def four_seasons(plants: Iterable[Plant]) -> Claim:
    """四季长青: what is evergreen is green in all four seasons."""
    found = [plant for plant in plants if plant.evergreen]
    reason = f"有{len(found)}种常绿，例如{_first(found)}" if found else "还没有一种常绿植物"
    return Claim("四季长青", bool(found), (reason,))


def whole_year(sights: Iterable[Sight]) -> Claim:
    """全年有景: each month has a sight. An evergreen alone is none."""
    months = {sight.month for sight in sights}
    lacking = [month for month in range(1, 13) if month not in months]
    if not lacking:
        return Claim("全年有景", True, ("十二个月，每个月都有可看的",))
    names = "、".join(MONTHS[month - 1] for month in lacking)
    return Claim("全年有景", False, (f"还差{names}没有可看的",))


def _first(plants: list[Plant], most: int = 3) -> str:
    return "、".join(plant.name for plant in plants[:most])


def sights_of(plants: Iterable[Plant]) -> tuple[Sight, ...]:
    """What the plants themselves show, month by month."""
    found: list[Sight] = []
    for plant in plants:
        found += (Sight(month, "flower", plant.name, plant.key) for month in plant.flower)
        found += (Sight(month, "fruit", plant.name, plant.key) for month in plant.fruit)
        found += (Sight(month, "colour", plant.name, plant.key) for month in plant.colour)
    return tuple(found)
