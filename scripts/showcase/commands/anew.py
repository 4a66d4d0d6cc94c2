"""A site that is made anew and put in the place of the one that was there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace

from showcase.commands.asked import Asked
from showcase.commands.assembly import Raised, handed, on_gone, raised
from showcase.commands.telling import say, say_pruned
from showcase.project.atomic import written
from showcase.project.cache import Cache
from showcase.project.folder import Project
from showcase.project.sight import Sight, sight
from showcase.publish.handed_over import earlier, read_record, record_bytes, record_name
from showcase.publish.handover import Handover
from showcase.publish.laid import Ledger
from showcase.publish.standing import Remark, Standing, Told
from showcase.publish.swap import staging, swap
from showcase.reports.build import at_rest, build_line, build_report, told
from showcase.site.before import house_seen
from showcase.site.desk import jobs
from showcase.site.leaves import keep
from showcase.site.pending import Pending, still_to_fill


def made_anew(asked: Asked, there: Standing, seen: Sight | None) -> Told:
    """Makes the site and puts it in the place of the one that was `seen` there; what is to be said of it."""
    project, target, edition = asked.project, asked.target, asked.options.edition
    official = asked.options.official
    kept = project.root / record_name(edition)
    before = earlier(asked.since) if asked.since else None
    record = read_record(project, edition) if official and not asked.since else None
    ledger = Ledger(project, target)
    standing_site = ledger.before(seen, house_seen(project))
    with staging(target) as folder:
        done = raised(project, asked.options, folder, standing_site)
        handover, now = handed(done, folder, official, record, before)
        waiting = still_to_fill(project, done.site.survey.house) if official else ()
        files = {kept: record_bytes(now)} if official else {}
        said = told(done.site, done.findings, tuple(_remarks(handover, waiting)))
        if asked.report_file:
            report, said = _reported(asked, done, handover, waiting, said)
            files[asked.report_file] = report.encode("utf-8", "replace")
        new = sight(folder)
        with ExitStack() as written_files:
            for file, data in files.items():
                written_files.enter_context(written(file, data))
            swap(folder, target)  # the last that can fail
    stands = ledger.keep(done.laid, new)
    keep(done.site.leaves, done.laid.prints, standing_site.kept)
    if asked.prune:
        say_pruned(_prune(project, done))
        said = replace(said, pruned=asked.caches())
    there.keep(stands, asked.compared(), said)
    say(said, build_line(done.site, done.made))
    return said


def _remarks(handover: Handover, waiting: tuple[Pending, ...]) -> Iterator[Remark]:
    yield from on_gone(handover, "--report 里的 purge 逐个列出")
    if waiting:
        yield Remark(f"上线前还要填 {len(waiting)} 处，showcase check --official 逐处列出")


def _reported(
    asked: Asked, done: Raised, handover: Handover, waiting: tuple[Pending, ...], said: Told
) -> tuple[str, Told]:
    """(the report, what is said with the report that the same build gives once more)."""
    todo = jobs(asked.project, done.site.survey)
    now, later = (
        build_report(done.site, made, done.findings, handover, waiting, todo)
        for made in (done.made, at_rest(done.made))
    )
    return now, replace(said, report=later)


def _prune(project: Project, done: Raised) -> int:
    """The bytes that are freed."""
    from showcase.channels.makers import kept_entries  # here: a site is made without the channels

    whole, made = done.site.survey.collection, done.made
    entries = made.photo_entries | kept_entries(whole.house, whole.catalogue)
    freed = Cache(project.cache / "photos").prune(entries)
    return freed + Cache(project.cache / "cards").prune(made.card_entries)
