"""What the people who take a project over say of themselves: typed into a file, or asked one by one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from showcase.adoption.colours import Shade, failures, repainted
from showcase.brand.organisation import Key, Names, Organisation
from showcase.brand.tokens import Hex, Tokens
from showcase.project.finding import Finding, Place, error
from showcase.typed.fields import Name, OneLine, Typed, Yes, read_marked
from showcase.typed.strict_yaml import Path


class DepartmentAnswer(Typed):
    label: Name
    name: Name
    culture: Name
    english: Annotated[OneLine, Field(max_length=80)] = ""
    was: Key | None = None  # the department here whose culture page and clothes become this one's


class SiteAnswer(Typed):
    name: Name
    tagline: Name


class MottoAnswer(Typed):
    words: Annotated[tuple[Name, ...], Field(min_length=1, max_length=6)]
    status: Literal["proposed", "adopted"] = "proposed"
    source: Annotated[OneLine, Field(max_length=200)] = ""


class ColourAnswer(Typed):
    light: Hex
    dark: Hex | None = None  # made from `light` when nobody says
    label: Name


class EmblemAnswer(Typed):
    file: Name  # an SVG, from the folder of the answers
    colours: dict[Hex, Key]  # what it holds → the colour it stands for
    meaning: Annotated[OneLine, Field(max_length=200)] = ""
    status: Literal["sample", "adopted"] = "sample"


class Answers(Typed):
    BARE: ClassVar[tuple[str, ...]] = ("remove_samples",)

    names: Names
    departments: Annotated[dict[Key, DepartmentAnswer], Field(min_length=1, max_length=24)]
    motto: MottoAnswer
    site: SiteAnswer | None = None
    colours: Annotated[dict[Key, ColourAnswer], Field(default_factory=dict)]
    emblem: EmblemAnswer | None = None
    site_url: OneLine = ""
    remove_samples: Yes = False

    @property
    def shades(self) -> dict[str, Shade]:
        return {name: Shade(c.light, c.dark or "", c.label) for name, c in self.colours.items()}


def read_answers(
    text: str, shown: str, organisation: Organisation, tokens: Tokens
) -> tuple[Answers | None, tuple[Finding, ...]]:
    """The answers typed in `text`, or everything that is wrong with them, colours that cannot be read included.

    `shown` names the file; `organisation` and `tokens` are those of the project as it is.
    """
    reading = read_marked(Answers, text, shown, "SET001")
    if reading.value is None:
        return None, reading.findings
    marks = reading.loaded.marks

    def at(*path: str | int) -> Place:
        found = next((marks[path[:end]] for end in range(len(path), -1, -1) if path[:end] in marks), (1, 1))
        return Place(shown, *found)

    findings = tuple(
        error("SET001", at(*path), message, hint)
        for path, message, hint in faults(reading.value, organisation, tokens)
    )
    return (None if findings else reading.value), findings


def faults(answers: Answers, organisation: Organisation, tokens: Tokens) -> Iterator[tuple[Path, str, str]]:
    """(where, what, what to type) of each answer that does not go with the project or with the others."""
    taken: dict[str, str] = {}
    for key, department in answers.departments.items():
        was = department.was
        path: Path = ("departments", key, "was")
        if was is None:
            continue
        if was not in organisation.departments:
            yield (
                path,
                f"was：原来没有“{was}”这个部门",
                f"可以写 {'、'.join(organisation.departments)}，或删掉 was",
            )
        elif was in answers.departments and was != key:
            yield path, f"was：{was} 这个部门还在，页面要留给它自己", "删掉 was"
        elif was in taken:
            yield path, f"was：{was} 已经给了 {taken[was]}", "只留一处"
        taken.setdefault(was, key)
    for name in answers.colours:
        if name not in tokens.colour:
            yield ("colours", name), f"colours：没有“{name}”这种颜色", f"可以写 {'、'.join(tokens.colour)}"
            return
    painted = repainted(tokens, answers.shades)
    for failure in failures(painted):
        known = failure.text in answers.colours
        place = failure.text if known else failure.ground
        hint = f"{failure.text}: {{light: '{failure.light}', dark: '{failure.dark}', label: {failure.label}}}"
        yield ("colours", place), failure.message, f"最近的可用值：在 colours 里写 {hint}"
    if answers.emblem:
        for source, name in answers.emblem.colours.items():
            if name not in tokens.colour:
                where: Path = ("emblem", "colours", source)
                yield where, f"emblem.colours：没有“{name}”这种颜色", f"可以写 {'、'.join(tokens.colour)}"
