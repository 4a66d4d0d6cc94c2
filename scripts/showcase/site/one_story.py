"""One story judged again, where nothing that its verdict rests on has changed since the whole was surveyed.

What it rests on is kept: a key of everything but the stories, and what was seen of each of these. Looked at are the
story itself and those that its links lead to; where it links to a list of stories, all of them. The verdict is the one
that a whole survey gives; where a change could reach further than the story itself (its title, its day, its department,
whether it is shown), there is none.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from showcase.brand.organisation import read_organisation
from showcase.photos.studio import Studio
from showcase.project.addresses import anchors_in, resolve
from showcase.project.folder import Judgement, Project, judgement
from showcase.project.programs import left_in
from showcase.project.sight import sight
from showcase.project.workers import Workers
from showcase.site.ground import Ground, Seen, marked, stories_now
from showcase.site.options import Options
from showcase.stories.drafts import read_draft
from showcase.stories.front import related_key
from showcase.stories.intake import SHOWN, Examined, Terms, settled, take_in
from showcase.stories.rules.links import link_findings
from showcase.stories.story import SLUG, YEAR, Story

if TYPE_CHECKING:
    from showcase.site.survey import Survey

_STORY = re.compile(rf"stories/(?:{YEAR.pattern})/(?:{SLUG.pattern})(?=/)")


def ground(found: Survey, seen: Seen, lacking: str) -> Ground:
    """`lacking`: the characters of titles that the heading font does not have."""
    tokens, odd = found.house.tokens, set(lacking)
    return Ground(
        seen.stories,
        {one.draft.folder: _standing(one) for one in found.examined},
        frozenset(story.key for story in found.accepted.intake.stories),
        found.collection.addresses,
        tokens.motto.words,
        tokens.colour["paper"].light,
        frozenset(
            one.draft.folder
            for one in found.examined
            if one.story and odd.intersection(one.story.front.title)
        ),
    )


def _standing(one: Examined) -> str:
    """All that another page, or a list, takes from a story to decide what there is."""
    if one.state not in SHOWN or one.story is None:
        return one.state.value
    front = one.story.front
    facts = (one.state.value, front.title, front.date, front.department, front.series, one.story.themes)
    return marked(repr(facts))


def judged_again(
    project: Project, options: Options, before: Ground, folder: str
) -> tuple[Judgement, Examined] | None:
    """The story in `folder` as it is now, where all but the stories is as `before`; None where it takes a whole survey.

    Raises:
        ProjectError: the organisation's names cannot be used.
        MachineError: the disk or a worker failed.
    """
    if before.standing.get(folder) is None or any(left_in(project, *folder.split("/"))):
        return None  # of all that machines leave there is one finding
    day = judgement(options.today)
    terms = Terms(day.day, read_organisation(project), before.motto, options.official)
    with Workers(1) as workers:
        draft = read_draft(project.jail, *folder.split("/")[1:])
        studio = Studio(project.root, project.cache, workers, before.paper, partly=True)
        (one,) = take_in((draft,), terms, studio, workers).examined
    if _standing(one) != before.standing[folder]:
        return None
    if one.state not in SHOWN or one.story is None:
        return day, one
    if folder in before.odd or not _stand(project, before, folder, _leads_to(one.story)):
        return None  # which title has such a character first is told there
    own = {f"{folder}/index.html": anchors_in(one.story.body.html)}
    addresses = replace(before.addresses, anchors={**before.addresses.anchors, **own})
    found = link_findings((one.story,), {folder: draft}, addresses, before.shown)
    return day, settled(one, found, day.day)


def _leads_to(story: Story) -> frozenset[str]:
    """The folders of the stories that it names; "stories" where it links to anything else, which may be a list of them."""
    page = f"{story.folder}/index.md"
    paths = (resolve(page, link.target) for link in story.body.links)
    related = (f"stories/{related_key(name)}/index.md" for name in story.front.related)
    found = (_STORY.match(path) for path in (*filter(None, paths), *related))
    return frozenset(match[0] if match else "stories" for match in found)


def _stand(project: Project, before: Ground, folder: str, others: frozenset[str]) -> bool:
    """Whether those of `others` are as they were `before`; "stories" among them stands for all, and none is `folder`."""
    if "stories" in others:
        now = stories_now(project)
        return now is not None and now.settled and _but(now.stories, folder) == _but(before.seen, folder)
    return all(_stands(project, before, other) for other in others - {folder})


def _but(seen: Mapping[str, str], folder: str) -> dict[str, str]:
    return {path: digest for path, digest in seen.items() if path != folder}


def _stands(project: Project, before: Ground, other: str) -> bool:
    if other not in before.seen:
        return not os.path.lexists(project.root / other)
    now = sight(project.root, (other,))
    return now is not None and not now.unsettled and marked(now.digest) == before.seen[other]
