"""What `serve` does when a file is saved: the page of a story at once, then the whole site with its lists and search.

A new photo is made in a quick form first; when the whole site is there with it, photos are made as they will be
published, and the site once more with them.

Who listens for saved files shows pages at once, in a thread of its own; the whole site is made where the command was
started, so that Ctrl+C ends it there. A page is put into the folder that is shown; what is told anew while a whole
site is in the making is told again in it before it is shown.
"""

from __future__ import annotations

import re
import threading
from dataclasses import replace
from pathlib import Path

from showcase.channels.desk import Desk
from showcase.commands.terminal import err, say_why
from showcase.preview.showing import Rooms, Showing, Trouble, keep_pages, page_of, trouble_of
from showcase.project.atomic import write_whole
from showcase.project.errors import MachineError, ShowcaseError, machine_fault
from showcase.project.finding import Unusable
from showcase.project.folder import Project
from showcase.project.kept import Kept
from showcase.project.workers import Workers
from showcase.publish.laid import Laid, write_site
from showcase.publish.renderer import Renderer
from showcase.reports.build import build_line
from showcase.reports.text import print_day, print_findings, print_kept_back
from showcase.site.assemble import Made, Site, assemble, asset_bytes, write_asset
from showcase.site.before import Before, house_seen
from showcase.site.leaves import keep
from showcase.site.options import Options
from showcase.site.retold import Retold, retold

AT_ONCE = 3  # stories saved together; more of them come with the whole site
_STORY = re.compile(r"(stories/[0-9]{4}/[a-z0-9-]+)/[^/]+")


class Live:
    def __init__(
        self, project: Project, options: Options, showing: Showing, rooms: Rooms, desk: Desk | None
    ) -> None:
        self._project, self._options, self._desk = project, options, desk
        self._hasty = replace(options, in_haste=True)
        self._showing, self._rooms = showing, rooms
        self._site: Site | None = None
        self._before: Before | None = None  # what is shown, but for pages told anew
        self._kept = Kept()
        self._workers = Workers(1)
        self._turn = threading.Lock()  # one at a time puts something into what is shown
        self._told: set[str] = set()  # stories shown anew since the whole site was last begun
        self._wanted = threading.Event()
        self._owing = False  # photos are shown in their quick form

    def saved(self, paths: frozenset[str]) -> None:
        """Shows the stories that `paths` are of, where nothing else was saved; the whole site is made in any case."""
        stories = {match[1] if (match := _STORY.fullmatch(path)) else "" for path in paths}
        if stories and "" not in stories and len(stories) <= AT_ONCE:
            with self._turn:
                self._told |= stories
                for story in sorted(stories):
                    self._tell(story)
        self._wanted.set()

    def keep_making(self) -> None:
        """Makes the whole site each time something was saved, and its photos final when nothing is; for ever."""
        while True:
            if self._owing and not self._wanted.is_set():
                self.finish()
            self._wanted.wait()
            self.make()

    def make(self) -> None:
        """Shows the newest site, or the last good one with what is in its way; new photos in their quick form."""
        self._wanted.clear()
        made = self._make(self._hasty)
        self._owing = bool(made and made.tally.hasty)
        if self._owing:
            err.print("新照片先放快做的一版；正式的一版做好，页面自己换上。", soft_wrap=True)

    def finish(self) -> None:
        """Shows the same site with its photos as they are published."""
        self._owing = False
        self._make(self._options)

    def _make(self, options: Options) -> Made | None:
        """What was made and shown; None where something was in its way."""
        with self._turn:
            self._told.clear()
        try:
            before = self._taken_over()
            site, made = assemble(self._project, options, before=before)
            # The 404 page names its files by the path of the site, and here that is the top.
            site = replace(site, extra={**site.extra, "path": "/"})
            folder = self._rooms.next()
            laid = write_site(site, folder, before)
        except (ShowcaseError, OSError) as error:  # shown; the next save may mend it
            self._keep(error)
            return None
        self._show(site, made, laid)
        return made

    def _taken_over(self) -> Before:
        """What is shown, with the house as it is seen now."""
        nothing = Before(self._rooms.place, {}, self._kept)
        with self._turn:
            return replace(self._before or nothing, house=house_seen(self._project))

    def _show(self, site: Site, made: Made, laid: Laid) -> None:
        troubles = [trouble_of(finding) for finding in site.survey.findings if finding.is_error]
        with self._turn:
            if self._told - {story.folder for story in site.survey.collection.catalogue.stories}:
                return  # one was half typed when this was begun and has been saved since: the next is wanted already
            if before := self._showing.state.folder:
                keep_pages(before, laid.folder, {trouble.page for trouble in troubles})
            if self._desk:
                self._desk.show(site)
            keep(site.leaves, laid.prints, self._kept)
            self._site, self._before = site, Before(laid.folder, laid.prints, self._kept)
            self._showing.show(laid.folder, troubles)
            for story in sorted(self._told):
                self._tell(story)
        print_day(err, site.survey.read.judged)
        print_kept_back(err, site.kept_back)
        print_findings(err, site.survey.findings)
        err.print(build_line(site, made), soft_wrap=True)

    def _tell(self, story: str) -> None:
        """Shows the page of one story as it is typed now, or what is in its way."""
        if self._site is None or self._before is None:
            return
        self._before = self._before.without(page_of(f"{story}/index.md"))
        try:
            told = retold(self._project, self._hasty, self._site, story, self._workers)
            if told:
                self._put(story, told, self._site, self._before.folder)
        except (ShowcaseError, OSError) as error:
            self._keep(error)

    def _put(self, story: str, told: Retold, site: Site, folder: Path) -> None:
        others = [t for t in self._showing.state.troubles if t.page != page_of(f"{story}/index.md")]
        troubles = [*others, *(trouble_of(finding) for finding in told.findings if finding.is_error)]
        if told.page is None:
            self._showing.keep(troubles)
            return
        for file in told.files:
            if not (folder / file.path).exists():
                write_asset(file, folder)
        page = Renderer(site).page(told.page)
        write_whole(folder / page.path, asset_bytes(page))  # never into a file that another folder has too
        self._showing.show(folder, troubles)

    def _keep(self, error: ShowcaseError | OSError) -> None:
        if isinstance(error, Unusable):
            for line in error.lines:
                say_why(line)
            self._showing.keep(map(trouble_of, error.findings))
            return
        said = str(error if isinstance(error, ShowcaseError) else MachineError(machine_fault(error)))
        say_why(said)
        self._showing.keep([Trouble(said)])

    def end(self) -> None:
        with self._turn:
            self._workers.__exit__()
