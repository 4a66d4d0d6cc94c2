"""Names, departments, series, themes and filing numbers: brand/organisation.yml."""

from __future__ import annotations

import re
from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from showcase.brand.desk import Desk
from showcase.project.folder import Project
from showcase.typed.fields import Name, OneLine, Typed, Whole, Yes, between, length, several
from showcase.typed.typed_file import read_file


def _icp(text: str) -> str:
    if text and not re.fullmatch(r"[\u4e00-\u9fa5]ICP备\d{6,10}号(-\d{1,3})?", text):
        raise ValueError("备案号写成 京ICP备12345678号-1 的样子，没有就留空")
    return text


def _police(text: str) -> str:
    if text and not re.fullmatch(r"[\u4e00-\u9fa5]公网安备\s?\d{8,16}号", text):
        raise ValueError("公安备案号写成 京公网安备11010502000000号 的样子，没有就留空")
    return text


def _key(text: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9-]{0,30}", text):
        raise ValueError("键只用小写字母、数字和连字符，它会进入网址")
    return text


Key = Annotated[str, AfterValidator(_key)]


class Names(Typed):
    full: Name
    short: Name
    university: Name
    english: Name


class Filing(Typed):
    icp: Annotated[OneLine, AfterValidator(_icp)] = ""
    police: Annotated[OneLine, AfterValidator(_police)] = ""


class Department(Typed):
    label: Name
    name: Name
    culture: Name
    english: Annotated[OneLine, AfterValidator(length(0, 80))] = ""
    desk: Desk | None = None


class Series(Typed):
    """`about`, `who` and `how` say what it tells, of whom, and how one is proposed."""

    label: Name
    line: Name
    about: Annotated[OneLine, AfterValidator(length(0, 120))] = ""
    who: Annotated[OneLine, AfterValidator(length(0, 120))] = ""
    how: Annotated[OneLine, AfterValidator(length(0, 120))] = ""


class Term(Typed):
    """A name or word as the office writes it, and what people write instead."""

    right: Name
    wrong: Annotated[tuple[Name, ...], AfterValidator(several(1, 40))]
    why: Name

    @model_validator(mode="after")
    def _apart(self) -> Term:
        for wrong in self.wrong:
            if wrong in self.right:
                raise ValueError(f"“{wrong}”是“{self.right}”的一部分，写对的地方也会被当成错")
        return self


class Word(Typed):
    """A word of the site, what people say instead, and the page below docs/ that it stands for, if any."""

    word: Name
    also: Annotated[tuple[Name, ...], Field(default=()), AfterValidator(several(0, 40))]
    page: OneLine = ""


class Former(Typed):
    """A word of whoever had this project before, and what stands for it now; "" when nothing does."""

    word: Name
    now: OneLine = ""


def _line(text: str) -> str:
    if not re.fullmatch(
        r"[+0-9][0-9 ()-]{2,18}[0-9]|[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", text
    ):
        raise ValueError("这里写一个对外公布的电话或单位邮箱，例如 010-12345678")
    return text


Line = Annotated[Name, AfterValidator(_line)]


def _repository(text: str) -> str:
    if text and not re.fullmatch(r"https?://[^\s{}]+\{path\}[^\s{}]*", text):
        raise ValueError(
            "写改一个文件的网址，文件的位置写成 {path}，例如 https://git.example.edu.cn/houqin/wenhua/-/edit/main/{path}"
        )
    return text


Repository = Annotated[OneLine, AfterValidator(length(0, 300)), AfterValidator(_repository)]


class Team(Typed):
    """A group of posts that works together; `consent` says that all of them agreed to be named and shown."""

    name: Name
    department: Key
    posts: Annotated[tuple[Name, ...], AfterValidator(several(1, 20))]
    consent: Literal["team", "not-needed"] = "not-needed"
    line: Annotated[OneLine, AfterValidator(length(0, 60))] = ""


class Cell(Typed):
    """A cell of the honours' coverage and how many it has to have; 0 where none is to be expected.

    Without a department it is that cell of each.
    """

    department: Annotated[OneLine, AfterValidator(length(0, 31))] = ""
    employment: Annotated[OneLine, AfterValidator(length(0, 31))] = ""
    rank: Annotated[OneLine, AfterValidator(length(0, 31))] = ""
    field: Annotated[OneLine, AfterValidator(length(0, 31))] = ""
    least: Annotated[Whole, AfterValidator(between(0, 100))]

    @model_validator(mode="after")
    def _of_something(self) -> Self:
        if not (self.employment or self.rank or self.field):
            raise ValueError("写明哪一格：employment、rank、field 至少写一项；整个部门的写在 departments 里")
        return self


class Coverage(Typed):
    """What the honours of some years have to reach: at least `least` in each cell."""

    years: Annotated[Whole, AfterValidator(between(1, 10))] = 3
    least: Annotated[Whole, AfterValidator(between(1, 100))] = 1
    departments: Annotated[
        dict[Key, Annotated[Whole, AfterValidator(between(0, 100))]],
        Field(default_factory=dict),
        AfterValidator(several(0, 60)),
    ]  # where another number counts
    cells: Annotated[tuple[Cell, ...], AfterValidator(several(0, 400))] = ()  # the same, cell by cell

    @model_validator(mode="after")
    def _once(self) -> Self:
        named = [(cell.department, cell.employment, cell.rank, cell.field) for cell in self.cells]
        if twice := [keys for keys in named if named.count(keys) > 1]:
            raise ValueError(f"cells 里同一格写了两次：{'·'.join(key for key in twice[0] if key)}；只留一处")
        return self


class Organisation(Typed):
    BARE: ClassVar[tuple[str, ...]] = ("show_reviewers",)

    names: Names
    address: Annotated[OneLine, AfterValidator(length(0, 120))] = ""
    filing: Filing = Filing()
    repository: Repository = ""  # where editors change a file, {path} standing for which
    departments: Annotated[dict[Key, Department], AfterValidator(several(1, 60))]
    units: Annotated[
        dict[Key, Name], Field(default_factory=dict), AfterValidator(several(0, 60))
    ]  # who answers for work beside the departments: an office, a branch, the union
    series: Annotated[dict[Key, Series], AfterValidator(several(1, 60))]
    featured: Annotated[OneLine, AfterValidator(length(0, 31))] = ""  # the series that leads the home page
    yearly: Annotated[OneLine, AfterValidator(length(0, 31))] = ""  # the series with a page for each year
    themes: Annotated[dict[Key, Name], AfterValidator(several(1, 60))]
    terms: Annotated[tuple[Term, ...], AfterValidator(several(0, 400))] = ()
    words: Annotated[tuple[Word, ...], AfterValidator(several(0, 400))] = ()
    show_reviewers: Yes = False  # whether the public site names who reviewed a story
    reviewers: Annotated[tuple[Name, ...], AfterValidator(several(0, 200))] = ()  # nobody else should review
    hotlines: Annotated[tuple[Line, ...], AfterValidator(several(0, 200))] = ()
    former: Annotated[tuple[Former, ...], AfterValidator(several(0, 200))] = ()  # written by `showcase adopt`
    teams: Annotated[dict[Key, Team], Field(default_factory=dict), AfterValidator(several(0, 400))]
    employment: Annotated[dict[Key, Name], Field(default_factory=dict), AfterValidator(several(0, 12))]
    ranks: Annotated[dict[Key, Name], Field(default_factory=dict), AfterValidator(several(0, 12))]
    fields: Annotated[dict[Key, Name], Field(default_factory=dict), AfterValidator(several(0, 12))]
    coverage: Coverage = Coverage(departments={})
    heads: Annotated[
        dict[Key, dict[Key, Whole]], Field(default_factory=dict), AfterValidator(several(0, 40))
    ]  # department → employment → people

    @model_validator(mode="after")
    def _named(self) -> Self:
        if twice := next((key for key in self.units if key in self.departments), None):
            raise ValueError(f"units 里的 {twice} 已经是部门的键，换一个")
        public = {re.sub(r"\D", "", line) for line in self.hotlines}
        for key, one in self.departments.items():
            if (desk := one.desk) and desk.is_public and re.sub(r"\D", "", desk.phone) not in public:
                raise ValueError(f"{key} 的电话 {desk.phone} 是对外的，把它也写进 hotlines")
        for key, team in self.teams.items():
            if team.department not in self.departments:
                raise ValueError(f"班组 {key} 的 department 没有“{team.department}”这个部门")
        for department, heads in self.heads.items():
            if department not in self.departments:
                raise ValueError(f"heads 里没有“{department}”这个部门")
            for kind in heads:
                if kind not in self.employment:
                    raise ValueError(f"heads 里没有“{kind}”这种用工方式；可以写 {'、'.join(self.employment)}")
        return self

    @model_validator(mode="after")
    def _covers_what_there_is(self) -> Self:
        known = {
            "department": tuple(self.departments),
            "employment": tuple(self.employment),
            "rank": tuple(self.ranks),
            "field": tuple(self.fields),
        }
        named = [("departments", "department", key) for key in self.coverage.departments]
        named += [("cells", name, getattr(cell, name)) for cell in self.coverage.cells for name in known]
        for where, name, key in named:
            if key and key not in known[name]:
                told = "、".join(known[name])
                raise ValueError(f"coverage 的 {where} 里没有“{key}”这个 {name}；可以写 {told}")
        return self

    @model_validator(mode="after")
    def _features_a_series(self) -> Organisation:
        known = "、".join(f"{key}（{entry.label}）" for key, entry in self.series.items())
        for name, key in (("featured", self.featured), ("yearly", self.yearly)):
            if key and key not in self.series:
                raise ValueError(f"{name} 写了没有的栏目“{key}”；可以写 {known}，或删掉这一行")
        return self

    @property
    def all_units(self) -> dict[str, str]:
        """Whoever can answer for a task: the departments, then the other units; key → short name."""
        return {key: one.label for key, one in self.departments.items()} | self.units

    def unit_name(self, key: str) -> str:
        """In full."""
        return self.departments[key].name if key in self.departments else self.units[key]

    @property
    def proper_names(self) -> tuple[str, ...]:
        """Names that no line break may divide, in titles and on cards."""
        names = self.names
        return (
            *(names.full, names.short, names.university),
            *(word for d in self.departments.values() for word in (d.name, d.culture, d.label)),
            *(series.label for series in self.series.values()),
            *(term.right for term in self.terms),
        )

    def theme_key(self, text: str) -> str | None:
        """The key of a theme given as key or label; None when there is none."""
        if text in self.themes:
            return text
        return next((key for key, label in self.themes.items() if label == text), None)


def read_organisation(project: Project) -> Organisation:
    """brand/organisation.yml.

    Raises:
        Unusable: it is missing or does not fit.
    """
    return read_file(Organisation, project, "brand/organisation.yml").value
