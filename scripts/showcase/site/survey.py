"""A survey of the sources: read, judged and laid out once, for a check, a build and a review sheet alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from showcase.brand import fonts
from showcase.brand.organisation import Organisation
from showcase.house import House
from showcase.house.settings import Settings
from showcase.pages.collection import Collection
from showcase.pages.documents import HOME
from showcase.project.addresses import published
from showcase.project.cache import Cache
from showcase.project.finding import Finding, Place, ordered, warning
from showcase.project.folder import Project
from showcase.project.programs import leftover_note, program_findings
from showcase.site.judging import Accepted, Watch, judge
from showcase.site.laying import Layout, lay_out
from showcase.site.options import Options
from showcase.site.reading import Manuscripts, read_manuscripts
from showcase.stories.intake import Examined, settled
from showcase.stories.rules.links import link_findings
from showcase.typed.typed_file import read_file


@dataclass(frozen=True)
class Survey:
    """The sources, read and judged: all findings, and what the pages will be made from."""

    read: Manuscripts
    accepted: Accepted
    layout: Layout
    examined: tuple[Examined, ...]  # every story folder
    findings: tuple[Finding, ...]

    @property
    def house(self) -> House:
        return self.read.house

    @property
    def collection(self) -> Collection:
        return self.layout.collection

    @property
    def home_faults(self) -> tuple[Finding, ...]:
        """The errors of the home page: without it there is no site."""
        beside = (f for f in self.findings if f.is_error and f.place.path.rpartition("/")[0] == "docs")
        return tuple(beside) if HOME in self.layout.left_out else ()


def survey(project: Project, options: Options, watch: Watch | None = None) -> Survey:
    """Everything there is to say of the sources; no page of a story and no list is made for it.

    Raises:
        ProjectError: settings or brand cannot be used, or there is no home page.
        MachineError: the disk or a worker failed.
    """
    read = read_manuscripts(project, options)
    accepted = judge(project, read, options, watch)
    layout = lay_out(read.house, accepted, options.edition)
    titles = _titles(accepted, layout.collection)
    lacking = fonts.lacking(read.house.font, titles, Cache(project.cache / "brand"))
    examined = _settled(read, accepted, layout, lacking)
    own = {one.draft.path for one in examined}
    return Survey(
        read,
        accepted,
        layout,
        examined,
        ordered(
            (
                *(finding for one in examined for finding in one.findings),
                *(finding for finding in lacking if finding.place.path not in own),
                *accepted.findings,
                *layout.findings,
                *_of_address(read.house.settings),
                *_of_menus(read, layout),
                *_of_words(project, read, layout),
                *program_findings(project),
                *leftover_note(project),
            )
        ),
    )


def _settled(
    read: Manuscripts, accepted: Accepted, layout: Layout, more: Iterable[Finding]
) -> tuple[Examined, ...]:
    """What was examined, with what its links lead to, now that the pages are known, and with `more`."""
    intake = accepted.intake
    drafts = {one.draft.folder: one.draft for one in intake.examined}
    found: dict[str, list[Finding]] = {}
    keys = {story.key for story in intake.stories}
    for finding in (*link_findings(intake.stories, drafts, layout.collection.addresses, keys), *more):
        found.setdefault(finding.place.path, []).append(finding)
    return tuple(settled(one, found.get(one.draft.path, ()), read.today) for one in intake.examined)


def _titles(accepted: Accepted, collection: Collection) -> Iterator[tuple[Place, str]]:
    """Every title that stands on a page or a card, with the place where it is typed."""
    drafts = {one.draft.folder: one.draft for one in accepted.intake.examined}
    for story in collection.catalogue.stories:
        draft = drafts[story.folder]
        yield Place(draft.path, *draft.marks.get(("title",), (1, 1))), story.front.title
    for doc in collection.docs:
        yield Place(doc.source), doc.matter.title + doc.matter.kicker
    organisation = collection.house.organisation
    labels = [department.label for department in organisation.departments.values()]
    labels += (series.label for series in organisation.series.values())
    labels += organisation.themes.values()
    yield from ((Place("brand/organisation.yml"), label) for label in labels)


def _of_address(settings: Settings) -> Iterator[Finding]:
    if settings.is_sample or not settings.origin:
        state = "还是示例地址" if settings.is_sample else "没有填"
        yield warning(
            "SET002",
            Place("mkdocs.yml"),
            f"site_url {state}，分享出去的图片和 404 页不完整",
            "上线前写上网站的完整地址，例如 https://www.某大学.edu.cn/houqin/wenhua/",
        )


def _known(read: Manuscripts, layout: Layout) -> frozenset[str]:
    """Every address there is, and those that an edition holds back."""
    return layout.collection.addresses.known | {published(draft.path) for draft in read.shelf.drafts}


def _of_words(project: Project, read: Manuscripts, layout: Layout) -> Iterator[Finding]:
    """Words of the search that are to lead to a page which is not there."""
    known, words = _known(read, layout), read.house.organisation.words
    lost = {at: entry for at, entry in enumerate(words) if entry.page and published(entry.page) not in known}
    file = read_file(Organisation, project, "brand/organisation.yml") if lost else None  # for its lines
    for at, entry in lost.items():
        assert file is not None
        yield warning(
            "SET012",
            file.at("words", at, "page"),
            f"搜索词“{entry.word}”指向 {entry.page}，没有这一页，搜索框下面不列它",
            f"删掉 page 这一项，或写好 docs/{entry.page}",
        )


def _of_menus(read: Manuscripts, layout: Layout) -> Iterator[Finding]:
    """Entries of the menus that lead to no page; one that an edition holds back is no fault."""
    known, settings = _known(read, layout), read.house.settings
    for item in (*settings.nav, *settings.footer):
        if published(item.path) not in known:
            yield warning(
                "SET011",
                Place("mkdocs.yml", *item.place),
                f"菜单里的“{item.text}”指向 {item.path}，没有这一页，网站上不显示它",
                f"删掉这一行，或写好 docs/{item.path}",
            )
