"""The library of practice: pages of docs/practice/ that say how a problem was solved, with how to cite them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from showcase.brand.organisation import Organisation
from showcase.fragments import fragment
from showcase.pages.collection import Collection
from showcase.pages.documents import Doc
from showcase.pages.page import Asset
from showcase.project.addresses import href, published
from showcase.project.finding import Finding, error, warning
from showcase.records.citing import Reference, as_bibtex, as_ris, citation, lacking
from showcase.records.practice import PARTS, PROBLEMS, Practice


@dataclass(frozen=True)
class PracticeView:
    title: str
    href: str
    line: str
    problem: str
    unit: str
    post: str
    date: str  # 2026年5月15日
    results: tuple[str, ...]


def _key(known: Mapping[str, str], text: str) -> str | None:
    """The key of what is named by key or by name."""
    return text if text in known else next((key for key, name in known.items() if name == text), None)


def faults(docs: Iterable[Doc], organisation: Organisation) -> dict[str, tuple[Finding, ...]]:
    """What is wrong with what pages say of their practice, by path."""
    found = {
        doc.path: tuple(_faults(doc, doc.matter.practice, organisation))
        for doc in docs
        if doc.matter.practice
    }
    return {path: findings for path, findings in found.items() if findings}


def _faults(doc: Doc, practice: Practice, organisation: Organisation) -> Iterator[Finding]:
    for name, known in (("field", organisation.fields), ("unit", organisation.all_units)):
        if _key(known, getattr(practice, name)) is None:
            choices = "、".join(f"{key}（{label}）" for key, label in known.items())
            words = f"practice 的 {name}：没有“{getattr(practice, name)}”"
            yield error("PRA001", doc.body_place(0), words, f"可以写 {choices}")
    headings = re.findall(r"<h2[^>]*>(.*?)</h2>", doc.body.html)
    parts = [heading for heading in headings if heading in PARTS]
    if parts != list(PARTS):
        missing = [part for part in PARTS if part not in parts]
        words = (
            f"缺了{'、'.join(f'“{part}”' for part in missing)}一段"
            if missing
            else "三段的顺序不是问题、做法、结果"
        )
        yield warning("PRA002", doc.body_place(1), words, "小标题写成 ## 问题、## 做法、## 结果")
    for peer in practice.peers:
        if gaps := tuple(lacking(peer)):
            words = f"借鉴的《{peer.title}》没有写{'、'.join(what for what, _ in gaps)}"
            yield warning(
                "PRA003", doc.body_place(0), words, f"这一条加上 {'，'.join(line for _, line in gaps)}"
            )


def _view(page: str, doc: Doc, organisation: Organisation) -> PracticeView:
    practice = doc.matter.practice
    assert practice is not None
    unit = _key(organisation.all_units, practice.unit) or ""
    day = practice.date
    return PracticeView(
        doc.matter.title,
        href(page, doc.path),
        doc.matter.description,
        PROBLEMS[practice.problem],
        organisation.all_units.get(unit, ""),
        practice.post,
        f"{day.year}年{day.month}月{day.day}日",
        practice.results,
    )


def listed(page: str, whole: Collection, options: Mapping[str, str]) -> str:
    """All practices by field, the newest first; or those of a field or a unit."""
    organisation = whole.house.organisation
    found = [doc for doc in whole.docs if doc.matter.practice]
    found.sort(
        key=lambda doc: (-(doc.matter.practice.date.toordinal() if doc.matter.practice else 0), doc.path)
    )
    for name, known in (("field", organisation.fields), ("unit", organisation.all_units)):
        if (wanted := options.get(name)) is not None:
            if wanted not in known:
                raise ValueError(f"没有“{wanted}”；可以写 {'、'.join(known)}")
            found = [
                d
                for d in found
                if d.matter.practice and _key(known, getattr(d.matter.practice, name)) == wanted
            ]
    groups = []
    for key, label in organisation.fields.items():
        own = [
            d
            for d in found
            if d.matter.practice and _key(organisation.fields, d.matter.practice.field) == key
        ]
        if own:
            groups.append((key, label, tuple(_view(page, doc, organisation) for doc in own)))
    counts = tuple(
        (label, sum(bool(d.matter.practice and d.matter.practice.problem == key) for d in found))
        for key, label in PROBLEMS.items()
    )
    sample = any(doc.matter.sample for doc in found)
    return fragment(
        "practice",
        part="index",
        groups=tuple(groups),
        counts=counts,
        titled=not options,
        total=len(found),
        sample=sample,
    )


def head(doc: Doc, whole: Collection) -> str:
    """What stands before the text of a practice: the problem, whose it is, and what came of it."""
    if doc.matter.practice is None:
        return ""
    organisation = whole.house.organisation
    field = _key(organisation.fields, doc.matter.practice.field) or ""
    return fragment(
        "practice", part="head", v=_view(doc.path, doc, organisation), field=organisation.fields.get(field, ""),
        keywords=doc.matter.practice.keywords,
    )  # fmt: skip


def foot(doc: Doc, whole: Collection) -> str:
    """What stands after it: what it draws on, and how to cite it."""
    practice = doc.matter.practice
    if practice is None:
        return ""
    own = reference(doc, whole)
    return fragment(
        "practice",
        part="foot",
        peers=tuple(citation(peer) for peer in practice.peers),
        citation=citation(own),
        bibtex=href(doc.path, _file(doc, "bib")),
        ris=href(doc.path, _file(doc, "ris")),
    )


def _file(doc: Doc, suffix: str) -> str:
    return f"{doc.folder}/{doc.folder.rpartition('/')[2]}.{suffix}"


def reference(doc: Doc, whole: Collection) -> Reference:
    """A practice as a report of its unit; online where the site has a real address."""
    practice, house = doc.matter.practice, whole.house
    assert practice is not None
    organisation = house.organisation
    unit = _key(organisation.all_units, practice.unit)
    name = organisation.unit_name(unit) if unit else ""
    author = (
        organisation.names.full
        if not name or name in organisation.names.full
        else f"{organisation.names.full}{name}"
    )
    origin = "" if house.settings.is_sample else house.settings.origin
    return Reference(
        kind="report",
        author=author,
        title=doc.matter.title,
        publisher=organisation.names.full,
        year=practice.date.year,
        date=practice.date,
        url=f"{origin}{published(doc.path)}" if origin else None,
        seen=f"{whole.world.today}" if origin else None,
    )


def files(whole: Collection) -> Iterator[Asset]:
    """Each practice for reference managers."""
    for doc in whole.docs:
        if doc.matter.practice:
            own, words = reference(doc, whole), doc.matter.practice.keywords
            slug = doc.folder.rpartition("/")[2]
            year: dt.date = doc.matter.practice.date
            yield Asset(_file(doc, "bib"), as_bibtex(own, f"{slug}{year.year}", words).encode())
            yield Asset(_file(doc, "ris"), as_ris(own, words).encode())
