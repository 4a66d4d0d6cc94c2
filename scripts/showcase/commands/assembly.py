"""What `build` and `pack` have in common: a site made in a folder, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from showcase import mkdocs_plugin
from showcase.commands.progress import watching
from showcase.commands.terminal import err
from showcase.finding import Finding, Place, error, ordered, warning
from showcase.project import Project
from showcase.publish import for_everyone, verify
from showcase.reports.build import build_line
from showcase.reports.sources import guarded, private_lines
from showcase.reports.text import print_findings
from showcase.site import Site, assemble
from showcase.survey import Options


def raised(project: Project, options: Options, folder: Path) -> tuple[Site, tuple[Finding, ...]]:
    """The site, made in `folder` and found whole there, and everything worth saying of it."""
    with watching() as watch:
        site = assemble(project, options, watch)
    with for_everyone():
        folder.chmod(0o755)
        warnings = mkdocs_plugin.build(project, site, folder)
    broken = verify(folder, [page.address for page in site.pages])
    findings = ordered((*site.findings, *_generator_findings(warnings), *_broken_links(broken)))
    return site, guarded(findings, private_lines(findings))


def sum_up(site: Site, findings: Sequence[Finding]) -> None:
    """Says what was made and what was left out."""
    print_findings(err, findings)
    err.print(build_line(site), soft_wrap=True)
    for path in site.left_out:
        err.print(f"没有发布：{path}", style="red", soft_wrap=True)


def _broken_links(broken: list[tuple[str, str]]) -> Iterator[Finding]:
    for page, link in broken:
        source = page.removesuffix(".html") + ".md"
        path = source if source.startswith("stories/20") else f"docs/{source}"
        yield error(
            "LNK002",
            Place(path),
            f"发布的页面指向不存在的 {link}",
            "照片单独占一行，写 ![说明](文件名)；链接写到那一页的 index.md",
        )


def _generator_findings(warnings: list[str]) -> Iterator[Finding]:
    for line in warnings:
        yield warning("DOC002", Place("docs"), f"生成器提醒：{line}", "请检查 docs/ 里对应的页面")
