"""Work clothes by trade and season: docs/brand/uniforms/uniforms.yml."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field

from showcase.brand import Tokens
from showcase.errors import ProjectError
from showcase.fields import Name, OneLine, Typed, Whole, Yes, length, read_settings
from showcase.organisation import Key, Organisation
from showcase.project import Project

SHOWN = "docs/brand/uniforms/uniforms.yml"
PIECES = {"jacket": "上衣", "shirt": "短袖", "apron": "围裙", "trousers": "长裤", "cap": "工帽"}
SEASONS = {"summer": "夏", "autumn": "春秋", "winter": "冬", "all": "四季"}
SEAMS = {"centre": "前中线", "collar": "领口缝", "shoulder": "肩缝", "hem": "下摆", "waist": "腰线"}

HALF_A_CHEST = 200  # mm, where a sleeve begins

Mm = Annotated[Whole, Field(ge=0, le=600)]


class EmblemOnCloth(Typed):
    """Where the emblem sits: its width, and how far its middle is across from the centre front and below a seam."""

    piece: Literal["jacket", "shirt", "apron"]
    width: Annotated[Whole, Field(ge=1, le=300)]  # mm
    across: Mm  # mm from the centre front to the emblem's middle, towards the wearer's left
    below: Mm  # mm from the seam to the emblem's upper edge
    seam: Literal["collar", "shoulder", "waist"]


class Uniform(Typed):
    key: Key
    trade: Name
    department: Key
    season: Literal["summer", "autumn", "winter", "all"]
    fabric: Annotated[OneLine, AfterValidator(length(1, 80))]
    colours: Annotated[dict[Literal["main", "second", "trim"], Key], Field(min_length=1)]  # token names
    pieces: Annotated[
        tuple[Literal["jacket", "shirt", "apron", "trousers", "cap"], ...], Field(min_length=1, max_length=5)
    ]
    emblem: EmblemOnCloth
    note: Annotated[OneLine, AfterValidator(length(0, 80))] = ""

    def colour(self, part: Literal["main", "second", "trim"]) -> str:
        """The token for a part of the clothes; what is not given is as the main colour."""
        return self.colours.get(part) or self.colours["main"]


class Uniforms(Typed):
    BARE: ClassVar[tuple[str, ...]] = ("sample",)

    sample: Yes = False
    uniforms: Annotated[tuple[Uniform, ...], Field(max_length=40)]


def read_uniforms(project: Project, tokens: Tokens, organisation: Organisation) -> Uniforms:
    """The clothes on record; none when the file is missing.

    Raises:
        ProjectError: it does not fit, names a colour, department or piece that is not there, repeats a
            key, or places the emblem smaller than the manual allows.
    """
    file = project.docs / "brand" / "uniforms" / "uniforms.yml"
    if not file.is_file():
        return Uniforms(uniforms=())
    found = read_settings(Uniforms, file, SHOWN)
    seen: set[str] = set()
    for uniform in found.uniforms:
        _check(uniform, tokens, organisation, seen)
        seen.add(uniform.key)
    return found


def _check(uniform: Uniform, tokens: Tokens, organisation: Organisation, seen: set[str]) -> None:
    where = f"{SHOWN}: {uniform.trade}（{uniform.key}）"
    if uniform.key in seen:
        raise ProjectError(f"{where}的 key 用了两次，请换一个")
    if "main" not in uniform.colours:
        raise ProjectError(f"{where}缺少 colours.main，写上主色的名字，例如 brand")
    for name in uniform.colours.values():
        if name not in tokens.colour:
            raise ProjectError(f"{where}用了没有的颜色 {name}；可以写 {'、'.join(tokens.colour)}")
    if uniform.department not in organisation.departments:
        known = "、".join(organisation.departments)
        raise ProjectError(f"{where}的 department 没有“{uniform.department}”；可以写 {known}")
    if uniform.emblem.piece not in uniform.pieces:
        raise ProjectError(f"{where}的部徽放在{PIECES[uniform.emblem.piece]}上，pieces 里却没有它")
    if uniform.emblem.width < tokens.emblem.minimum.mm:
        raise ProjectError(
            f"{where}的部徽宽 {uniform.emblem.width} 毫米，小于最小尺寸 {tokens.emblem.minimum.mm} 毫米"
        )
    if uniform.emblem.across + uniform.emblem.width / 2 > HALF_A_CHEST:
        raise ProjectError(f"{where}的部徽超出了衣片：across 加半个徽宽不能超过 {HALF_A_CHEST} 毫米")
