"""A check of sources that did not change says word for word what it said before, and looks at none of them again."""

from __future__ import annotations

import json
import time

import pytest

from showcase.project.sight import sight


@pytest.fixture(scope="module")
def project(make_workshop):
    workshop = make_workshop()
    workshop.story("one", body="找老王，电话 13912345678。[别的](../none/index.md)")
    workshop.story("two", title="门口的米", more="expires: 2026-03-06\n")
    workshop.story("three", title="还没写好的", department="nowhere")
    return workshop


def check(workshop, *arguments):
    while sight(workshop.root / "stories").unsettled:
        time.sleep(0.02)
    return workshop.run("check", "--today", "2026-03-07", *arguments)


def entry(workshop):
    (file,) = (workshop.root / ".cache" / "checked").glob("*/public-all")
    return file


@pytest.mark.parametrize(
    "arguments",
    [(), ("--format", "json"), ("--format", "github"), ("stories/2026/two",), ("stories/2026/one/index.md",)],
)
def test_it_says_the_same_twice_whatever_it_is_asked(project, arguments):
    check(project)  # all of it is known from here on
    known = check(project, *arguments)
    entry(project).write_bytes(b"")
    assert check(project, *arguments) == known
    assert "13912345678" not in known.out + known.err


def test_what_is_kept_is_used_for_these_very_sources_and_for_no_others(project):
    whole = check(project)
    file = entry(project)
    data = file.read_bytes()
    assert check(project) == whole
    assert file.read_bytes() == data
    page = project.root / "stories" / "2026" / "three" / "index.md"
    good = page.read_text("utf-8")
    page.write_text(good.replace("nowhere", "dining"), "utf-8")
    mended = check(project, "--format", "json")
    assert not any(row["path"].startswith("stories/2026/three") and row["severity"] == "error"
                   for row in json.loads(mended.out))  # fmt: skip
    page.write_text(good, "utf-8")
    assert check(project) == whole


def test_a_program_laid_beside_is_told_at_once(project):
    check(project)
    stray = project.root / "docs" / "run.sh"
    stray.write_text("echo\n")
    try:
        assert "SET010" in check(project).out
    finally:
        stray.unlink()
    assert "SET010" not in check(project).out
