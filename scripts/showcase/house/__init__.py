"""Whose site this is, read once and passed whole: brand/ and mkdocs.yml, proved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from showcase.brand.drawing import Emblem, read_drawings
from showcase.brand.fontbook import Font, Fontbook, Use, read_fontbook
from showcase.brand.fontsource import FontSource
from showcase.brand.memorial import Memorial, read_memorial
from showcase.brand.organisation import Organisation, read_organisation
from showcase.brand.tokens import Tokens, read_tokens
from showcase.brand.verdict import judged
from showcase.house.settings import Settings, read_settings
from showcase.project.cache import Cache
from showcase.project.finding import Finding, Unusable
from showcase.project.folder import Project
from showcase.typed.typed_file import lost_words

Part = TypeVar("Part")


@dataclass(frozen=True)
class House:
    organisation: Organisation
    tokens: Tokens
    emblem: Emblem
    memory: Memorial
    fontbook: Fontbook
    font: FontSource  # of headings, cards and plates
    settings: Settings
    findings: tuple[Finding, ...] = ()  # what does not stop the site

    def registered(self, use: Use) -> Font:
        """What the fontbook says of `font`.

        Raises:
            ProjectError: it does not know it, or not for this use.
        """
        return self.fontbook.font(self.font.file, use)


def read_house(project: Project) -> House:
    """Settings, names, tokens, emblem, days of mourning and fonts; what is wrong in any file of brand/ is said at once.

    Raises:
        ProjectError: mkdocs.yml does not fit.
        Unusable: a file of brand/ is missing, may not be read, or does not fit.
    """
    settings = read_settings(project)
    faults: list[Finding] = []

    def tried(read: Callable[[Project], Part]) -> Part | None:
        try:
            return read(project)
        except Unusable as err:
            faults.extend(err.findings)
            return None

    organisation, tokens, drawings = tried(read_organisation), tried(read_tokens), tried(read_drawings)
    memory, book = tried(read_memorial), tried(read_fontbook)
    if organisation is None or tokens is None or drawings is None or memory is None or book is None:
        raise Unusable(faults)
    emblem, findings = judged(drawings, tokens, Cache(project.cache / "brand"))
    lost = (
        *lost_words(Organisation, project, "brand/organisation.yml"),
        *lost_words(Tokens, project, "brand/tokens.yml"),
    )
    font = FontSource(project.root, tokens.type.heading.file)
    return House(organisation, tokens, emblem, memory, book, font, settings, (*findings, *lost))
