"""What a build did."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from showcase.project.finding import Finding
from showcase.publish.standing import Remark, Told
from showcase.reports.machine import as_rows
from showcase.site.due import Kind

if TYPE_CHECKING:
    from showcase.publish.handover import Handover
    from showcase.site.assemble import Made, Site
    from showcase.site.desk import Job
    from showcase.site.pending import Pending

KEPT_BACK = {
    "waiting": Kind.PUBLICATION,  # stories, with the day they appear
    "expired": Kind.EXPIRY,  # stories, with the day they went
    "consent_ended": Kind.CONSENT,  # photos, with the last day they could be shown
}


def build_line(site: Site, made: Made) -> str:
    """What one build did, in a line."""
    tally = made.tally
    photos = (
        f"新解码 {tally.decoded} 张照片，编码 {tally.encoded} 个图片文件"
        if tally.encoded
        else f"{tally.files} 个图片文件全部来自缓存，没有解码，没有编码"
    )
    new = f"新排版 {made.rendered} 篇，新画分享卡 {made.cards} 张"
    return f"{site.stories} 篇故事，{len(site.leaves)} 个页面；{photos}；{new}"


def told(site: Site, findings: tuple[Finding, ...], remarks: tuple[Remark, ...] = ()) -> Told:
    judged, pages = site.survey.read.judged, len(site.leaves)
    return Told(site.stories, pages, judged, site.kept_back, findings, site.left_out, remarks)


def at_rest(made: Made) -> Made:
    """The same of a build that finds everything made."""
    return replace(made, tally=replace(made.tally, decoded=0, encoded=0), rendered=0, cards=0)


def standing_line(told: Told) -> str:
    """What a build did that had nothing to do, in a line."""
    return f"{told.stories} 篇故事，{told.pages} 个页面；和上一次一样，都还在：没有解码，没有编码，没有排版"


def build_report(
    site: Site,
    made: Made,
    findings: Iterable[Finding],
    handover: Handover,
    waiting: Iterable[Pending] = (),
    todo: Iterable[Job] = (),
) -> str:
    """What `build --report` writes; `purge` are the addresses that caches should forget.

    `waiting` is what is still to be filled in before the site goes public, `todo` what editors have to do.
    """
    from showcase.site.desk import as_rows as job_rows

    judged = site.survey.read.judged
    value = {
        "stories": site.stories,
        "pages": len(site.leaves),
        "left_out": list(site.left_out),
        "withdrawn": list(site.withdrawn),
        "withdrawn_photos": list(site.withdrawn_photos),
        "compared": handover.before is not None,
        "no_longer_public": {"stories": list(handover.gone.stories), "photos": len(handover.gone.photos)},
        "purge": list(handover.purge),
        "photos": vars(made.tally),
        "rendered": made.rendered,
        "cards": made.cards,
        "judged": vars(judged) | {"day": judged.day.isoformat()},
        **{
            name: [
                {"path": due.place.path, "date": due.day.isoformat()}
                for due in site.kept_back
                if due.kind is kind
            ]
            for name, kind in KEPT_BACK.items()
        },
        "to_fill": [{"path": w.place.path, "line": w.place.line, "what": w.what} for w in waiting],
        "to_do": job_rows(todo),
        "findings": as_rows(findings),
    }
    return json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
