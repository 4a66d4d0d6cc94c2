"""Findings and figures in the forms people and machines read."""

from __future__ import annotations

import json
from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from showcase.finding import Finding
from showcase.site import Site

COLOURS = {"error": "bold red", "warning": "yellow"}
WORDS = {"error": "错误", "warning": "提醒"}


def as_json(findings: Iterable[Finding]) -> str:
    rows = [
        {
            "path": f.place.path,
            "line": f.place.line,
            "column": f.place.column,
            "code": f.code,
            "severity": str(f.severity),
            "message": f.message,
            "hint": f.hint,
            "fixable": f.fixable,
        }
        for f in findings
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def shown(text: str, most: int = 300) -> str:
    """What a stranger typed, safe for a terminal and a build log: one line, nothing unprintable, not endless."""
    plain = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
    return plain if len(plain) <= most else plain[:most] + "……"


def print_findings(console: Console, findings: Iterable[Finding]) -> None:
    for finding in findings:
        line = Text(f"{shown(str(finding.place))}: ")
        line.append(f"{finding.code} {WORDS[finding.severity]}", style=COLOURS[finding.severity])
        line.append(f" {shown(finding.message)}")
        console.print(line, soft_wrap=True)
        if finding.hint:
            console.print(Text(f"    → {shown(finding.hint)}", style="dim"), soft_wrap=True)


def counted(findings: Iterable[Finding]) -> str:
    found = tuple(findings)
    errors = sum(finding.is_error for finding in found)
    return f"{errors} 个错误，{len(found) - errors} 个提醒" if found else "没有发现问题"


def build_line(site: Site) -> str:
    """What one build did, in a line."""
    tally = site.tally
    photos = (
        f"新解码 {tally.decoded} 张照片，编码 {tally.encoded} 个图片文件"
        if tally.encoded
        else f"{tally.files} 个图片文件全部来自缓存，没有解码，没有编码"
    )
    return f"{site.stories} 篇故事，{len(site.pages)} 个页面；{photos}；新排版 {site.rendered} 篇"


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
        "findings": json.loads(as_json(findings)),
    }
    return json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
