"""Work clothes by trade and season: docs/brand/uniforms/uniforms.yml. The manual draws them to scale."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, Field

from showcase.brand.organisation import Key
from showcase.brand.tokens import Tokens
from showcase.fragments import fragment
from showcase.manual.uniforms import HALF_A_CHEST, PIECES, SEAMS, SEASONS, EmblemOnCloth, Part, Uniform
from showcase.project.finding import Finding, Severity, error
from showcase.records.kind import Canvas, Kind, World
from showcase.records.options import only
from showcase.records.record import Entry, Record
from showcase.records.references import ColourRef, DepartmentRef
from showcase.stories.rules.rule import Rule
from showcase.typed.fields import Name, OneLine, Typed, Whole, between, length, several

Mm = Annotated[Whole, AfterValidator(between(0, 600))]
Cloth = Annotated[OneLine, AfterValidator(length(1, 80))]


class Colours(Typed):
    main: ColourRef = Field(title="主色", examples=["brand"])
    second: ColourRef | None = Field(None, title="辅色", examples=["ink"])
    trim: ColourRef | None = Field(None, title="领、边", examples=["accent"])


class Emblem(Typed):
    LABELS: ClassVar[dict[str, dict[str, str]]] = {"piece": PIECES, "seam": SEAMS}

    piece: Literal["jacket", "shirt", "apron"] = Field(title="在哪一件上", examples=["jacket"])
    width: Annotated[Whole, AfterValidator(between(1, 300))] = Field(
        title="徽宽", description="毫米。", examples=["60"]
    )
    across: Mm = Field(title="距前中线", description="徽的中心，往穿的人左边，毫米。", examples=["110"])
    below: Mm = Field(title="距缝", description="徽的上沿在缝下多少，毫米。", examples=["80"])
    seam: Literal["collar", "shoulder", "waist"] = Field(title="哪条缝", examples=["collar"])


class Clothes(Record):
    LABELS: ClassVar[dict[str, dict[str, str]]] = {"season": SEASONS, "pieces": PIECES}

    key: Key = Field(title="编号", examples=["kitchen"])
    trade: Name = Field(title="工种", examples=["食堂灶间"])
    department: DepartmentRef = Field(title="部门", examples=["部门的键"])
    season: Literal["summer", "autumn", "winter", "all"] = Field(title="季节", examples=["all"])
    fabric: Cloth = Field(title="面料", examples=["棉涤斜纹，耐洗，待定克重"])
    colours: Colours = Field(
        title="颜色", description="brand/tokens.yml 里颜色的名字。", examples=["{main: brand, second: ink}"]
    )
    pieces: Annotated[tuple[Literal["jacket", "shirt", "apron", "trousers", "cap"], ...], AfterValidator(several(1, 5))] = Field(
        title="一套", examples=["[cap, jacket, trousers]"]
    )  # fmt: skip
    emblem: Emblem = Field(
        title="部徽", description="尺寸都是毫米。", examples=["{piece: jacket, width: 60, across: 110, seam: collar, below: 80}"]
    )  # fmt: skip
    note: Annotated[OneLine, AfterValidator(length(0, 80))] = Field("", title="备注", examples=["反光条另加"])

    @property
    def uniform(self) -> Uniform:
        """The same, as the manual draws it."""
        given: Mapping[Part, str | None] = {
            "main": self.colours.main, "second": self.colours.second, "trim": self.colours.trim,
        }  # fmt: skip
        colours: dict[Part, str] = {part: name for part, name in given.items() if name}
        emblem = EmblemOnCloth(**self.emblem.model_dump())
        return Uniform(self.key, self.trade, self.season, colours, self.pieces, emblem)


@dataclass(frozen=True)
class UniformView:
    plate: Any
    facts: tuple[tuple[str, str], ...]
    numbers: tuple[tuple[str, str], ...]  # what copies on a click
    note: str
    sample: bool


def misplaced(entry: Entry[Clothes], tokens: Tokens) -> Iterator[Finding]:
    """An emblem on a piece that is not worn, too small, or off the cloth: nothing is drawn of such clothes."""
    clothes, least = entry.record, tokens.emblem.minimum.mm
    emblem = clothes.emblem
    if emblem.piece not in clothes.pieces:
        words = f"部徽放在{PIECES[emblem.piece]}上，pieces 里却没有它"
        hint = f"在 pieces 里加上 {emblem.piece}，或把部徽放到别的衣服上"
        yield error("UNI001", entry.at("emblem", "piece"), words, hint)
    if emblem.width < least:
        words = f"部徽宽 {emblem.width} 毫米，小于最小尺寸 {least} 毫米"
        yield error("UNI001", entry.at("emblem", "width"), words, f"写 width: {least} 或更大")
    if emblem.across + emblem.width / 2 > HALF_A_CHEST:
        most = HALF_A_CHEST - math.ceil(emblem.width / 2)
        words = f"部徽超出了衣片：across 加半个徽宽超过 {HALF_A_CHEST} 毫米"
        yield error("UNI001", entry.at("emblem", "across"), words, f"写 across: {most} 或更小")


def worn(clothes: Iterable[Clothes]) -> tuple[Uniform, ...]:
    """What the manual draws of the list."""
    return tuple(one.uniform for one in clothes)


def shown(world: World, canvas: Canvas, options: Mapping[str, str]) -> str:
    """Each kind of clothes with its plate and its facts."""
    only(options)
    views = tuple(view for one in world.of(Clothes) if (view := _view(world, canvas, one)))
    return fragment("record_uniforms", uniforms=views, table=canvas.href(UNIFORMS.table) if views else "")


def _view(world: World, canvas: Canvas, clothes: Clothes) -> UniformView | None:
    if (plate := canvas.plate(f"uniform-{clothes.key}")) is None:
        return None
    uniform = clothes.uniform
    facts = (
        ("部门", world.organisation.departments[clothes.department].label),
        ("季节", SEASONS[clothes.season]),
        ("面料", clothes.fabric),
        ("一套", "、".join(PIECES[piece] for piece in clothes.pieces)),
    )
    parts: tuple[tuple[str, Part], ...] = (("主色", "main"), ("辅色", "second"), ("领、边", "trim"))
    colours = ((part, world.colours[uniform.colour(key)]) for part, key in parts)
    numbers = tuple((f"{part}：{colour.label}", colour.light) for part, colour in colours)
    return UniformView(plate, facts, numbers, clothes.note, clothes.sample)


RULES = (
    Rule(
        "UNI001",
        Severity.ERROR,
        "部徽在衣服上放不下",
        what="部徽放的那一件在不在 pieces 里，徽宽够不够最小尺寸，徽会不会伸出衣片。",
        why="图版按毫米画，做衣服的照着图量。数字放不下，图就是错的，所以这一种先不画。",
        example="emblem: {piece: jacket, width: 60, across: 190, seam: collar, below: 80}",
        instead="emblem: {piece: jacket, width: 60, across: 110, seam: collar, below: 80}",
        allowable=False,
    ),
)

UNIFORMS = Kind(
    name="uniforms",
    label="工服",
    folder="brand/uniforms",
    record=Clothes,
    proof=misplaced,
    blocks={"uniforms": shown},
    rules=RULES,
)
