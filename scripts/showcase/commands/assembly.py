"""What `build` and `pack` have in common: a site made in a folder, and what a hand-over says of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from showcase.commands.progress import watching
from showcase.project.finding import Finding, ordered
from showcase.project.folder import Project
from showcase.publish.handed_over import Record
from showcase.publish.handover import Handover
from showcase.publish.inspection import inspect
from showcase.publish.laid import Laid, write_site
from showcase.publish.manifest import Manifest, manifest_of
from showcase.publish.provenance import Provenance, provenance
from showcase.publish.standing import Remark
from showcase.publish.swap import for_everyone
from showcase.reports.sources import guarded, private_lines
from showcase.site.assemble import Made, Site, assemble
from showcase.site.before import Before
from showcase.site.options import Options


@dataclass(frozen=True)
class Raised:
    site: Site
    made: Made
    findings: tuple[Finding, ...]
    provenance: Provenance
    laid: Laid


def raised(project: Project, options: Options, folder: Path, before: Before | None = None) -> Raised:
    """The site, made in `folder` and found fit there, and everything worth saying of it.

    `before`: one of which is taken over what is the same.

    Raises:
        Unfit: it may not go online.
    """
    with watching() as watch:
        site, made = assemble(project, options, watch, before)
    with for_everyone():
        folder.chmod(0o755)
        laid = write_site(site, folder, before)
    inspected = inspect(project, site, folder, laid)
    findings = ordered(site.survey.findings)
    shown = guarded(findings, private_lines(findings))
    return Raised(site, made, shown, provenance(project, site, inspected), laid)


def handed(
    done: Raised, folder: Path, official: bool, record: Record | None, since: Manifest | None, pack: str = ""
) -> tuple[Handover, Record]:
    """What a hand-over of the site in `folder` says, and the record once it is done.

    `since`: what it is compared with; else what the record says. `pack`: the archive's name, empty for a build.
    """
    site = done.site
    compares = official or since or pack  # a preview that is only built is compared with nothing
    now = manifest_of(site, folder) if compares else Manifest({})
    before = since or (record.base(now, pack) if record else None)
    handover = Handover(
        site.name, site.time, official, site.left_out, site.kept_back, now, before, done.provenance
    )
    return handover, record.then(now, pack) if record else Record(now, before, pack)


def on_gone(handover: Handover, where: str) -> Iterator[Remark]:
    """What is no longer public, and `where` the addresses are that caches have to forget."""
    told = handover.no_longer_public
    if told:
        yield Remark(
            f"和上一次交出去的比，{told}；请管理员清掉缓存里的 {len(handover.purge)} 个地址（{where}），"
            "公众号和抖音上的要另外删除"
        )
    elif handover.is_unknown:
        yield Remark(
            "有撤下的故事或照片，但不知道上一次交出去的是哪一版，列不出缓存里要清的地址；"
            "找到上一个交接包，加上 --since 它的文件名，再运行一次",
            "yellow",
        )
