"""`showcase build`: the site, checked, made anew and exchanged for the old one in one step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from showcase import mkdocs_plugin
from showcase.commands.options import check_plain, command, dated, in_project
from showcase.commands.progress import watching
from showcase.commands.terminal import err
from showcase.errors import ProjectError
from showcase.finding import Finding, Place, error, ordered, warning
from showcase.photos.cache import Cache, write_whole
from showcase.project import Project
from showcase.publish import building, check_target, outdated, staging, swap, verify
from showcase.reports.build import build_line, build_report
from showcase.reports.sources import guarded, private_lines
from showcase.reports.text import counted, print_findings
from showcase.site import Site, assemble
from showcase.survey import Options


@command("build")
@in_project
@click.option("--site-dir", type=click.Path(path_type=Path), help="网站放到哪个文件夹；默认 site/。")
@click.option("--official", is_flag=True, help="正式网站：没有示例，也没有未经终审的故事。")
@click.option(
    "--today", callback=dated, metavar="日期", help="按哪一天判断定时发布和到期；默认取源文件的时间。"
)
@click.option("--prune", is_flag=True, help="生成以后，删掉缓存里这个网站不再用的图片。")
@click.option("--report", "report_file", type=click.Path(path_type=Path), help="把结果另写成一个 JSON 文件。")
def build(
    project: Project,
    site_dir: Path | None,
    official: bool,
    today: dt.date | None,
    prune: bool,
    report_file: Path | None,
) -> int:
    target = check_target(project, site_dir or project.root / "site")
    if report_file:
        report_file = report_file.absolute()
        check_plain("--report", report_file)
        if target in report_file.parents:
            raise ProjectError(f"--report 不能写进要发布的 {target}")
    with building(project), staging(target) as folder:
        with watching() as watch:
            site = assemble(project, Options(official, today), watch)
        warnings = mkdocs_plugin.build(project, site, folder)
        broken = verify(folder, [page.address for page in site.pages])
        purge = outdated(target, folder)
        swap(folder, target)
        if prune:
            freed = Cache(project.cache / "photos").prune(site.photo_entries)
            freed += Cache(project.cache / "cards").prune(site.card_entries)
            err.print(f"缓存清掉 {freed / 1048576:.1f} MB", soft_wrap=True)
    findings = ordered((*site.findings, *_generator_findings(warnings), *_broken_links(broken)))
    findings = guarded(findings, private_lines(findings))
    _sum_up(site, findings, purge)
    err.print(f"{counted(findings)}。网站在 {target}", soft_wrap=True)
    if report_file:
        write_whole(report_file, build_report(site, findings, purge).encode("utf-8", "replace"))
    return int(any(finding.is_error for finding in findings))


def _sum_up(site: Site, findings: Sequence[Finding], purge: Sequence[str]) -> None:
    print_findings(err, findings)
    err.print(build_line(site), soft_wrap=True)
    for path in site.left_out:
        err.print(f"没有发布：{path}", style="red", soft_wrap=True)
    if site.withdrawn:
        err.print(
            f"已撤下 {len(site.withdrawn)} 篇；请管理员清掉缓存里的旧文件（{len({*purge, *site.withdrawn})} 个，--report 里的 purge 逐个列出），"
            "公众号和抖音上的要另外删除",
            soft_wrap=True,
        )


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
