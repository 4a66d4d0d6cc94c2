"""What a build did."""

from __future__ import annotations

import json
from collections.abc import Iterable

from showcase.finding import Finding
from showcase.reports.machine import as_rows
from showcase.site import Site


def build_line(site: Site) -> str:
    """What one build did, in a line."""
    tally = site.tally
    photos = (
        f"新解码 {tally.decoded} 张照片，编码 {tally.encoded} 个图片文件"
        if tally.encoded
        else f"{tally.files} 个图片文件全部来自缓存，没有解码，没有编码"
    )
    made = f"新排版 {site.rendered} 篇，新画分享卡 {site.cards} 张"
    return f"{site.stories} 篇故事，{len(site.pages)} 个页面；{photos}；{made}"


def build_report(site: Site, findings: Iterable[Finding], outdated: Iterable[str]) -> str:
    """What `build --report` writes; `outdated` files of the old site are what caches should forget."""
    origin = site.extra["origin"]
    value = {
        "stories": site.stories,
        "pages": len(site.pages),
        "left_out": list(site.left_out),
        "withdrawn": list(site.withdrawn),
        "purge": sorted({origin + path for path in (*outdated, *site.withdrawn)}),
        "photos": vars(site.tally),
        "rendered": site.rendered,
        "cards": site.cards,
        "findings": as_rows(findings),
    }
    return json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
