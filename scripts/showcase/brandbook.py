"""What shows the visual identity: the manual's plates, film and clothes, and the kit to download."""

from __future__ import annotations

from collections.abc import Iterable

from showcase import brand, emblem, fonts
from showcase.documents import Doc
from showcase.film import read_film
from showcase.finding import Finding, Place, warning
from showcase.kit import Kit, font_licence, kit
from showcase.kit.parts import Source, icon_files, plate_files
from showcase.lettering import LacksCharacter
from showcase.manual import Manual, wants_plates
from showcase.organisation import Organisation, read_organisation
from showcase.photos.cache import Cache
from showcase.plates import kept_plates
from showcase.project import Project
from showcase.uniforms import read_uniforms


def read_manual(
    project: Project,
    tokens: brand.Tokens,
    organisation: Organisation,
    svg: str,
    documents: Iterable[Doc],
    cache: Cache,
    *,
    official: bool,
) -> tuple[Manual, tuple[Finding, ...]]:
    """What the VI manual shows; plates are drawn only where a page asks for one."""
    film, findings = read_film(project) if any(d.matter.needs == "film" for d in documents) else (None, ())
    if film and film.sample and official:
        film = None
    if not wants_plates(documents):
        return Manual(film=film), findings
    clothes = read_uniforms(project, tokens, organisation)
    font = fonts.font_file(project, tokens)
    try:
        drawn = kept_plates(tokens, organisation, svg, font, clothes.uniforms, cache)
    except LacksCharacter as err:
        place = Place(f"brand/fonts/{font.name}")
        hint = "请管理员把这个字补进 brand/fonts/ 的字体；在那以前手册里没有图版"
        return Manual((), clothes, film, err.characters), (
            *findings,
            warning("FNT003", place, str(err), hint),
        )
    return Manual(drawn, clothes, film), findings


def assemble_kit(project: Project) -> Kit:
    """The VI kit alone, without a page or a photo.

    Raises:
        ProjectError: tokens, names, emblem or font cannot be used.
    """
    tokens, organisation = brand.read_tokens(project), read_organisation(project)
    cache = Cache(project.cache / "brand")
    return kit(kit_source(project, tokens, organisation, emblem.read_emblem(project), cache), cache)


def kit_source(
    project: Project, tokens: brand.Tokens, organisation: Organisation, svg: str, cache: Cache
) -> Source:
    font = fonts.font_file(project, tokens)
    marks = emblem.emblem_files(svg, tokens, organisation, cache)
    icons = tuple(icon_files((mark.path, mark.data) for mark in marks))
    clothes = read_uniforms(project, tokens, organisation)
    drawn = kept_plates(tokens, organisation, svg, font, clothes.uniforms, cache)
    return Source(tokens, organisation, svg, font, font_licence(font), icons, tuple(plate_files(drawn)))
