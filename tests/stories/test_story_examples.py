"""Story folders, good and bad: each bad one is left out with exactly its findings, each good one published.

`tests/stories/good|bad/<kind>/` is a story folder; `expected.txt` lists what is found in it, one line a finding:
the code, and the line of index.md or the file. A file a.jpg is put beside every story that names one.
"""

from __future__ import annotations

import json
import shutil

import pytest

from conftest import ROOT, photo_bytes
from showcase.cli import main

EXAMPLES = ROOT / "tests" / "stories"
KINDS = {kind: sorted(path.name for path in (EXAMPLES / kind).iterdir()) for kind in ("good", "bad")}
BESIDE = [f"beside-{number}" for number in range(5)]


def place(workshop, kind, name):
    folder = shutil.copytree(EXAMPLES / kind / name, workshop.root / "stories" / "2026" / name)
    expected = folder / "expected.txt"
    words = expected.read_text("utf-8").split("\n") if expected.exists() else []
    expected.unlink(missing_ok=True)
    if b"a.jpg" in (folder / "index.md").read_bytes() and not (folder / "a.jpg").exists():
        (folder / "a.jpg").write_bytes(photo_bytes((1700, 1200)))
    return sorted(line for line in words if line)


def found_in(findings, name):
    rows = []
    for finding in findings:
        folder, _, file = finding["path"].rpartition("/")
        if folder == f"stories/2026/{name}":
            rows.append(f"{finding['code']} {finding['line'] if file == 'index.md' else file}")
    return sorted(rows)


@pytest.fixture(scope="module")
def all_at_once(make_workshop):
    """Five good stories built alone, then with every example beside them; then checked by the command."""
    workshop = make_workshop()
    for slug in BESIDE:
        workshop.story(slug, title=f"好故事 {slug}", more="cover: a.jpg\n", photos={"a.jpg": photo_bytes()})
    alone = workshop.run("build", "--site-dir", str(workshop.root / "alone"))
    assert alone.code == 0, alone.err
    expected = {name: place(workshop, kind, name) for kind, names in KINDS.items() for name in names}
    result = workshop.run("build", "--report", str(workshop.root / "report.json"), "--today", "2026-04-01")
    assert "网站在" in result.out + result.err, result.err
    report = json.loads((workshop.root / "report.json").read_text("utf-8"))
    return workshop, expected, result, report


def test_there_are_enough_kinds():
    assert len(KINDS["bad"]) >= 60
    assert len(KINDS["good"]) >= 40


@pytest.mark.parametrize("name", [*KINDS["bad"], *KINDS["good"]])
def test_exactly_what_is_expected_is_found(all_at_once, name):
    _, expected, _, report = all_at_once
    assert found_in(report["findings"], name) == expected[name]


def test_every_bad_story_is_left_out_and_every_good_one_published(all_at_once):
    workshop, _, result, report = all_at_once
    assert result.code == 1
    published = {path.parent.name for path in (workshop.site / "stories" / "2026").glob("*/index.html")}
    assert published == {*BESIDE, *KINDS["good"]}
    assert sorted(report["left_out"]) == sorted(f"stories/2026/{name}/index.md" for name in KINDS["bad"])


def test_the_stories_beside_them_are_published_unchanged(all_at_once):
    """Their own words and photos: what stands around them, such as neighbours, follows the other stories."""
    workshop = all_at_once[0]
    for slug in BESIDE:
        address = f"stories/2026/{slug}/index.html"
        before, after = (
            (folder / address)
            .read_text("utf-8")
            .partition('<footer class="colophon">')[0]
            .partition("<main")[2]
            for folder in (workshop.root / "alone", workshop.site)
        )
        assert before
        assert after == before


@pytest.mark.parametrize(("kind", "code"), [("good", 0), ("bad", 1)])
def test_a_check_of_one_kind_alone_exits_as_that_kind_deserves(all_at_once, kind, code):
    """Warnings do not count; what stands in the other folders does not either."""
    root = all_at_once[0].root
    folders = [str(root / "stories" / "2026" / name) for name in KINDS[kind]]
    assert main(["--root", str(root), "check", "--today", "2026-04-01", *folders]) == code
