"""What shows the visual identity: the manual's plates, and the kit to download."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from showcase.brand import emblem
from showcase.brand.fontsource import FONTS, MAX_FONT
from showcase.brand.lettering import LacksCharacter
from showcase.house import House, read_house
from showcase.manual.kit import Kit, kit
from showcase.manual.kit.parts import Source, icon_files, plate_files
from showcase.manual.plates import kept_plates
from showcase.manual.uniforms import Uniform
from showcase.pages.documents import Doc
from showcase.pages.manual import KIT_BLOCKS, PLATE_BLOCKS, Manual, asks_for
from showcase.project.cache import Cache
from showcase.project.finding import Finding, Place, warning
from showcase.project.folder import Project, judgement
from showcase.records.kinds import read_records
from showcase.records.uniforms import Clothes, worn


def read_manual(
    project: Project, house: House, uniforms: tuple[Uniform, ...], documents: Sequence[Doc]
) -> tuple[Manual, tuple[Finding, ...]]:
    """What the VI manual shows; plates are drawn and the kit is packed only where a page asks for them.

    Raises:
        ProjectError: the font may not be used for it.
    """
    manual, findings = Manual(), tuple[Finding, ...]()
    if asks_for(documents, PLATE_BLOCKS):
        house.registered("plate")
        try:
            drawn = kept_plates(house, uniforms, Cache(project.cache / "brand"))
            manual = replace(manual, plates=drawn)
        except LacksCharacter as err:
            hint = "请管理员把这个字补进 brand/fonts/ 的字体；在那以前手册里没有图版"
            findings = (*findings, warning("FNT003", Place(house.font.shown), str(err), hint))
            manual = replace(manual, lacking=err.characters)
    if asks_for(documents, KIT_BLOCKS):
        try:
            manual = replace(manual, kit=_kit(project, house, uniforms))
        except LacksCharacter as err:  # one rare character in a name stops no site
            manual = replace(manual, no_kit=str(err))
    return manual, findings


def assemble_kit(project: Project) -> Kit:
    """The VI kit alone, without a page or a photo.

    Raises:
        ProjectError: settings, tokens, names, emblem or font cannot be used.
    """
    house = read_house(project)
    records = read_records(project.jail, house.organisation, house.tokens, {}, judgement(None).day)
    return _kit(project, house, worn(records.ledgers[Clothes].records))


def _kit(project: Project, house: House, uniforms: tuple[Uniform, ...]) -> Kit:
    cache = Cache(project.cache / "brand")
    licence = project.read(f"{FONTS}/{house.registered('kit').licence_file}", MAX_FONT)
    marks = emblem.emblem_files(house.emblem, house.tokens, house.organisation, cache)
    icons = tuple(icon_files((file.path, file.data) for file in marks))
    drawn = kept_plates(house, uniforms, cache)
    return kit(Source(house, licence, icons, tuple(plate_files(drawn))), cache)
