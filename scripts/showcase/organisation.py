"""Names, departments, series, themes and filing numbers: brand/organisation.yml."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from showcase.fields import Name, OneLine, Typed, read_settings
from showcase.project import Project

_ICP = re.compile(r"[\u4e00-\u9fa5]ICP备\d{6,10}号(-\d{1,3})?")
_POLICE = re.compile(r"[\u4e00-\u9fa5]公网安备\s?\d{8,16}号")


def _icp(text: str) -> str:
    if text and not _ICP.fullmatch(text):
        raise ValueError("备案号写成 陇ICP备12345678号-1 的样子，没有就留空")
    return text


def _police(text: str) -> str:
    if text and not _POLICE.fullmatch(text):
        raise ValueError("公安备案号写成 甘公网安备62010202000000号 的样子，没有就留空")
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
    english: Annotated[OneLine, Field(max_length=80)] = ""


class Series(Typed):
    label: Name
    line: Name


class Term(Typed):
    """A name or word as the office writes it, and what people write instead."""

    right: Name
    wrong: Annotated[tuple[Name, ...], Field(min_length=1, max_length=40)]
    why: Name

    @model_validator(mode="after")
    def _apart(self) -> Term:
        for wrong in self.wrong:
            if wrong in self.right:
                raise ValueError(f"“{wrong}”是“{self.right}”的一部分，写对的地方也会被当成错")
        return self


def _line(text: str) -> str:
    if not re.fullmatch(
        r"[+0-9][0-9 ()-]{2,18}[0-9]|[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", text
    ):
        raise ValueError("这里写一个对外公布的电话或单位邮箱，例如 0931-1234567")
    return text


Line = Annotated[Name, AfterValidator(_line)]


class Organisation(Typed):
    names: Names
    address: OneLine = ""
    filing: Filing = Filing()
    departments: Annotated[dict[Key, Department], Field(min_length=1)]
    series: Annotated[dict[Key, Series], Field(min_length=1)]
    themes: Annotated[dict[Key, Name], Field(min_length=1)]
    terms: Annotated[tuple[Term, ...], Field(max_length=400)] = ()
    hotlines: Annotated[tuple[Line, ...], Field(max_length=200)] = ()

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
        ProjectError: it is missing or does not fit; the message names the first fault.
    """
    return read_settings(Organisation, project.brand / "organisation.yml", "brand/organisation.yml")
