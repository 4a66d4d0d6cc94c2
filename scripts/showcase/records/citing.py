"""A source in the parts that GB/T 7714 asks for, and the same as a citation, as BibTeX and as RIS."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field

from showcase.records.regulations import Address
from showcase.typed.fields import Day, Name, Typed, Whole, between

SOURCES = {"book": "书", "article": "文章", "archive": "档案", "web": "网页", "report": "报告"}
MARKS = {"book": "M", "article": "J", "archive": "A", "web": "EB/OL", "report": "R"}
NAMED = 3  # authors whom a citation names


class Reference(Typed):
    """A source. Of a web page `date` says more than `year`."""

    LABELS: ClassVar[dict[str, dict[str, str]]] = {"kind": SOURCES}

    kind: Literal["book", "article", "archive", "web", "report"] = Field(title="哪一类", examples=["book"])
    author: Name = Field(title="责任者", examples=["校史编写组"])
    title: Name = Field(title="题名", examples=["书名"])
    place: Name | None = Field(None, title="出版地", examples=["北京"])
    publisher: Name | None = Field(None, title="出版者", examples=["出版社"])
    journal: Name | None = Field(None, title="刊名", examples=["刊名"])
    year: Annotated[Whole, AfterValidator(between(1000, 2100))] | None = Field(
        None, title="年", examples=["2009"]
    )
    date: Day | None = Field(None, title="发布日期", examples=["2009-03-01"])
    pages: Name | None = Field(None, title="页码", examples=["12-15"])
    number: Name | None = Field(None, title="卷期或档号", examples=["3(2)"])
    url: Address | None = Field(None, title="网址", examples=["https://www.example.edu.cn/"])
    seen: Name | None = Field(None, title="看的日期", examples=["2026-03-05"])


def citation(reference: Reference) -> str:
    """As GB/T 7714-2015 writes it: 责任者. 题名[M]. 出版地: 出版者, 年: 页码."""
    mark = MARKS[reference.kind]
    if reference.kind == "web" or (reference.kind == "report" and reference.url):
        seen = f"[{reference.seen}]" if reference.seen else ""
        online = mark if "OL" in mark else f"{mark}/OL"
        when = f"{reference.date}" if reference.date else _year(reference)
        return f"{_authors(reference)}. {reference.title}[{online}]. ({when}){seen}. {reference.url or '网址不详'}."
    head = f"{_authors(reference)}. {reference.title}[{mark}]"
    if reference.kind == "article":
        number = f", {reference.number}" if reference.number else ""
        return f"{head}. {reference.journal or '刊名不详'}, {_year(reference)}{number}{_pages(reference)}."
    if reference.kind == "archive":
        number = f", {reference.number}" if reference.number else ""
        return f"{head}. {reference.publisher or reference.place or '馆藏地不详'}, {_year(reference)}{number}{_pages(reference)}."
    where = ": ".join(part for part in (reference.place, reference.publisher) if part)
    return f"{head}. {where + ', ' if where else ''}{_year(reference)}{_pages(reference)}."


def people(reference: Reference) -> tuple[str, ...]:
    """Those who answer for it, as typed: 张三；李四."""
    return tuple(name.strip() for name in re.split(r"[；;]", reference.author) if name.strip())


def _authors(reference: Reference) -> str:
    """The first three, as GB/T 7714 names them, and 等 for the others."""
    own = people(reference)
    return ", ".join((*own[:NAMED], "等") if len(own) > NAMED else own) or reference.author


def lacking(reference: Reference) -> Iterator[tuple[str, str]]:
    """(what a citation of its kind cannot do without and nobody typed, the line to add)."""
    if reference.url and not reference.seen:
        yield "引用日期", "seen: 2026-03-05"
    if reference.kind == "book" and not reference.place:
        yield "出版地", "place: 北京"
    if reference.kind == "book" and not reference.publisher:
        yield "出版者", "publisher: 出版社"


def _year(reference: Reference) -> str:
    return str(reference.year or (reference.date and reference.date.year) or "年份不详")


def _pages(reference: Reference) -> str:
    return f": {reference.pages}" if reference.pages else ""


ENTRIES = {"book": "book", "article": "article", "archive": "misc", "web": "misc", "report": "techreport"}
RIS = {"book": "BOOK", "article": "JOUR", "archive": "UNPB", "web": "ELEC", "report": "RPRT"}


def as_bibtex(reference: Reference, key: str, keywords: tuple[str, ...] = ()) -> str:
    """One entry in UTF-8, as BibLaTeX and today's programs read it; a name of an office is not taken apart."""
    publisher = "institution" if reference.kind == "report" else "publisher"
    values = (
        ("author", " and ".join(f"{{{_bib(name)}}}" for name in people(reference) or (reference.author,))),
        ("title", f"{{{_bib(reference.title)}}}"),
        ("journal", _bib(reference.journal or "")),
        (publisher, _bib(reference.publisher or "")),
        ("address", _bib(reference.place or "")),
        ("year", f"{reference.year or (reference.date and reference.date.year) or ''}"),
        ("date", f"{reference.date or ''}"),
        ("number", _bib(reference.number or "")),
        ("pages", _bib(reference.pages or "")),
        ("url", re.sub(r"[\\{}%\s]", "", reference.url or "")),
        ("urldate", _bib(reference.seen or "") if reference.url else ""),
        ("keywords", _bib(", ".join(keywords))),
        ("langid", "chinese"),
    )
    rows = ",\n".join(f"  {name} = {{{value}}}" for name, value in values if value)
    return f"@{ENTRIES[reference.kind]}{{{key},\n{rows}\n}}\n"


def _bib(text: str) -> str:
    """`text` with what BibTeX takes for a sign of its own told otherwise."""
    return re.sub(r"[\\{}%&$#_^~]", lambda sign: _SIGNS[sign.group()], text)


_SIGNS = {
    "\\": r"\textbackslash ", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "$": r"\$", "#": r"\#", "_": r"\_",
    "^": r"\^{}", "~": r"\~{}",
}  # fmt: skip


def as_ris(reference: Reference, keywords: tuple[str, ...] = ()) -> str:
    """One record with CRLF, as reference managers import it; its first line is TY, its last ER."""
    rows = [
        ("TY", RIS[reference.kind]),
        *(("AU", name) for name in people(reference) or (reference.author,)),
        ("TI", reference.title),
        ("JO", reference.journal or ""),
        ("PB", reference.publisher or ""),
        ("CY", reference.place or ""),
        ("PY", f"{reference.year or (reference.date and reference.date.year) or ''}"),
        ("DA", f"{reference.date or ''}".replace("-", "/")),
        ("IS", reference.number or ""),
        ("SP", reference.pages or ""),
        ("UR", reference.url or ""),
        *(("KW", word) for word in keywords),
        ("LA", "zh"),
    ]
    lines = [f"{tag}  - {value}" for tag, value in rows if value]
    return "\r\n".join((*lines, "ER  - ", ""))
