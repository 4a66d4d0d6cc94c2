"""Findings for programs: a JSON array, GitHub's workflow commands, GitLab's Code Quality."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator

from showcase.project.finding import Finding
from showcase.reports.shown import shown
from showcase.reports.text import WORDS, few

# GitHub shows ten errors and ten warnings of a step beside the lines; the log holds the rest.
ANNOTATIONS = 10


def as_rows(findings: Iterable[Finding]) -> list[dict[str, object]]:
    return [
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


def as_json(findings: Iterable[Finding]) -> str:
    return printable_json(as_rows(findings))


def printable_json(value: object) -> str:
    """JSON a person can read, with nothing in it that moves a terminal's cursor."""

    def escaped(match: re.Match[str]) -> str:
        units = match.group().encode("utf-16-be", "surrogatepass")
        return "".join(f"\\u{units[i] << 8 | units[i + 1]:04x}" for i in range(0, len(units), 2))

    text = json.dumps(value, ensure_ascii=False, indent=2)
    return "".join(
        c if c.isprintable() or c == "\n" else re.sub(".", escaped, c, flags=re.DOTALL) for c in text
    )


def as_github(findings: Iterable[Finding], first: Container[Finding] = ()) -> str:
    """One line a finding, errors first, and of each those of `first` (what was changed): annotations as far as GitHub shows them, then the rest for the log.

    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    return "\n".join(_annotations(sorted(findings, key=lambda f: (not f.is_error, f not in first))))


def _annotations(findings: list[Finding]) -> Iterator[str]:
    left = dict.fromkeys(("error", "warning"), ANNOTATIONS)
    rest = []
    for finding in findings:
        if left[finding.severity]:
            left[finding.severity] -= 1
            yield _annotation(finding)
        else:
            rest.append(finding)
    if rest:
        yield f"GitHub 只在文件旁边标出前 {ANNOTATIONS} 个错误和前 {ANNOTATIONS} 个提醒，其余 {len(rest)} 个："
    first, more = few(rest)
    for f in first:
        yield f"{shown(str(f.place))}: {f.code} {WORDS[f.severity]} {shown(f.message)}"
    yield from more


def _annotation(finding: Finding) -> str:
    from showcase.records.rules import BY_CODE  # here: every kind of entry has rules

    place, rule = finding.place, BY_CODE.get(finding.code)
    title = f"{finding.code} {rule.name if rule else WORDS[finding.severity]}"
    fields = {"file": shown(place.path), "line": place.line, "col": place.column, "title": title}
    properties = ",".join(f"{key}={_property(str(value))}" for key, value in fields.items())
    words = shown(finding.message) + (f"\n→ {shown(finding.hint)}" if finding.hint else "")
    return f"::{finding.severity} {properties}::{_data(words)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_gitlab(findings: Iterable[Finding]) -> str:
    """https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format"""
    seen: Counter[str] = Counter()
    rows = []
    for finding in findings:
        # Not the line: what moves when somebody writes above it is the same finding.
        message = re.sub(r"第 \d+ 行", "", finding.message)
        facts = "\0".join((finding.code, finding.place.path, message, finding.original))
        seen[facts] += 1
        mark = hashlib.sha256(f"{facts}\0{seen[facts]}".encode("utf-8", "replace")).hexdigest()
        hint = f" → {finding.hint}" if finding.hint else ""
        rows.append(
            {
                "description": shown(f"{finding.code} {finding.message}{hint}", most=600),
                "check_name": finding.code,
                "fingerprint": mark,
                "severity": gitlab_severity(finding),
                "location": {"path": finding.place.path, "lines": {"begin": finding.place.line}},
            }
        )
    return printable_json(rows)


def gitlab_severity(finding: Finding) -> str:
    """Harm to people or the site blocks; other errors are critical; what was mended already is information."""
    if finding.is_error:
        return "blocker" if finding.code.startswith(("PII", "SEC")) else "critical"
    return "info" if finding.code.startswith("PHO2") else "minor"
