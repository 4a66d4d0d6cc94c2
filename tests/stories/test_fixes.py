"""`check --fix`: corrections and better names, and nothing else."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import ROOT, photo_bytes
from showcase.project.finding import Finding, Fix, Place, Severity
from showcase.project.folder import Project
from showcase.project.jail import Jail, Refused
from showcase.stories import fixes
from showcase.stories.drafts import read_draft, read_drafts

PATH = "stories/2026/one/index.md"


def finding(line, start, end, text, path=PATH, code="TXT001"):
    return Finding(code, Severity.WARNING, Place(path, line, start), "写法", fix=Fix(start, end, text))


def names_in(workshop, slug):
    return sorted(path.name for path in (workshop.root / "stories" / "2026" / slug).iterdir())


def half_width(draft):
    """What a rule of punctuation finds: every half-width comma in the body."""
    return [
        finding(number, column, column + 1, "，", draft.path)
        for number, line in enumerate(draft.lines, 1)
        if number >= draft.body_line
        for column, character in enumerate(line, 1)
        if character == ","
    ]


def test_fixes_of_one_line_are_applied_from_its_end_and_an_overlapping_one_waits():
    source = "甲,乙,丙,,丁\n".encode()
    found = [
        finding(1, 2, 3, "，"),
        finding(1, 4, 5, "，"),
        finding(1, 6, 8, "，"),
        finding(1, 7, 8, "；"),
    ]
    assert fixes.corrected(source, found) == ("甲，乙，丙，丁\n".encode(), 3)


def test_line_ends_and_the_byte_order_mark_stay_as_they_were():
    source = b"\xef\xbb\xbf" + "甲,\r\n乙,\n丙,\r丁,".encode()
    found = [finding(n, 2, 3, "，") for n in (1, 2, 3, 4)]
    assert fixes.corrected(source, found)[0] == b"\xef\xbb\xbf" + "甲，\r\n乙，\n丙，\r丁，".encode()


@pytest.mark.parametrize(
    "fix",
    [
        Fix(0, 1, "x"),
        Fix(3, 2, "x"),
        Fix(1, 99, "x"),
        Fix(1, 1, "a\nb"),
        Fix(1, 2, "\ufffc"),
        Fix(1, 2, "\u202e"),
    ],
)
def test_a_fix_that_does_not_fit_or_would_add_a_line_is_not_applied(fix):
    bad = replace(finding(1, 1, 2, ""), fix=fix)
    assert fixes.corrected("甲乙".encode(), [bad]) == ("甲乙".encode(), 0)


def test_a_correction_that_breaks_the_front_matter_is_left_to_a_person(workshop):
    workshop.story("one", title="早班的灯亮了", body="好,的")
    draft = read_draft(Jail(workshop.root), "2026", "one")
    last = next(n for n, line in enumerate(draft.lines, 1) if line == "好,的")
    broken = finding(2, 6, 7, ":")  # `title:` would lose its colon's blank
    (change,) = fixes.changes([draft], [broken, finding(last, 2, 3, "，")])
    assert "title: 早班的灯亮了" in change.after.decode()
    assert "好，的" in change.after.decode()


def test_only_what_lies_below_the_path_is_mended_and_twice_is_once(workshop):
    names = {"a:b?.jpg": photo_bytes()}
    for slug in ("one", "two"):
        workshop.story(slug, title=f"故事的灯 {slug}", body="![灯](a:b?.jpg)", photos=names)
    result = workshop.run("check", "--fix", "stories/2026/one")
    assert "改名 stories/2026/one/：a:b?.jpg → a-b.jpg" in result.out
    assert "-![灯](a:b?.jpg)" in result.out
    assert "+![灯](a-b.jpg)" in result.out
    assert result.code == 0, result.out
    assert names_in(workshop, "one") == ["a-b.jpg", "index.md"]
    assert names_in(workshop, "two") == ["a:b?.jpg", "index.md"]
    again = workshop.run("check", "--fix", "stories/2026/one")
    assert "没有可以自动改的" in again.out
    assert again.code == 0


def test_a_photo_is_renamed_wherever_it_is_named(workshop):
    more = 'cover: "A.jpg"\nphotos:\n  A.jpg: {credit: 供图, consent: signed}\n  a.jpg:\n    credit: A.jpg 的供图\n    consent: team\n'
    body = '![一](A.jpg)\n\n![二](./a.jpg "小的")\n\n![三](%61.jpg)\n\nA.jpg 和 a.jpg 是正文里的字。'
    photos = {"A.jpg": photo_bytes((1700, 1200)), "a.jpg": photo_bytes((1700, 1201))}
    folder = workshop.story("one", more=more, body=body, photos=photos)
    before = workshop.run("check", "--format", "json", "stories/2026/one")
    (twin,) = [row for row in json.loads(before.out) if row["code"] == "FILE005"]
    assert twin["fixable"]
    workshop.run("check", "--fix", "stories/2026/one")
    text = (folder / "index.md").read_text("utf-8")
    assert sorted(p.name for p in folder.iterdir()) == ["A.jpg", "a-2.jpg", "index.md"]
    assert 'cover: "A.jpg"' in text
    assert "  a-2.jpg:\n    credit: A.jpg 的供图" in text
    assert '![二](./a-2.jpg "小的")' in text
    assert "![一](A.jpg)" in text
    assert "A.jpg 和 a.jpg 是正文里的字" in text
    after = json.loads(workshop.run("check", "--format", "json", "stories/2026/one").out)
    assert not [row for row in after if row["severity"] == "error"]


def test_a_cover_with_a_refused_name_is_mended_in_the_front_matter(workshop):
    more = 'cover: "灯*1.jpg"\nphotos: {"灯*1.jpg": {credit: 供图, consent: signed}}\n'
    folder = workshop.story("one", more=more, photos={"灯*1.jpg": photo_bytes((1700, 1200))})
    assert workshop.run("check", "stories/2026/one").code == 1
    assert workshop.run("check", "--fix", "stories/2026/one").code == 0
    text = (folder / "index.md").read_text("utf-8")
    assert 'cover: "灯-1.jpg"' in text
    assert '{"灯-1.jpg": {credit: 供图, consent: signed}}' in text


def test_no_link_is_followed_and_no_changed_file_overwritten(workshop, tmp_path):
    folder = workshop.story("one", body="甲,乙")
    draft = read_draft(Jail(workshop.root), "2026", "one")
    (change,) = fixes.changes([draft], half_width(draft))
    foreign = tmp_path / "foreign.md"
    foreign.write_bytes(draft.source)
    (folder / "index.md").unlink()
    (folder / "index.md").symlink_to(foreign)
    with pytest.raises(Refused):
        fixes.write(Jail(workshop.root), change)
    (folder / "index.md").unlink()
    os.link(foreign, folder / "index.md")
    with pytest.raises(Refused):
        fixes.write(Jail(workshop.root), change)
    (folder / "index.md").unlink()
    (folder / "index.md").write_bytes(draft.source + b"x")
    with pytest.raises(Refused):
        fixes.write(Jail(workshop.root), change)
    real = folder.rename(folder.with_name("elsewhere"))
    (real / "index.md").write_bytes(draft.source)
    folder.symlink_to(real)
    with pytest.raises(Refused):
        fixes.write(Jail(workshop.root), change)
    assert foreign.read_bytes() == draft.source
    assert (real / "index.md").read_bytes() == draft.source


def test_permissions_stay_and_nothing_temporary_is_left(workshop):
    folder = workshop.story("one", body="甲,乙")
    (folder / "index.md").chmod(0o640)
    draft = read_draft(Jail(workshop.root), "2026", "one")
    (change,) = fixes.changes([draft], half_width(draft))
    fixes.write(Jail(workshop.root), change)
    assert (folder / "index.md").stat().st_mode & 0o777 == 0o640
    assert [path.name for path in folder.iterdir()] == ["index.md"]
    assert "甲，乙" in (folder / "index.md").read_text("utf-8")


def test_a_rename_never_replaces_another_file(workshop):
    folder = workshop.story("one", photos={"a.jpg": b"a", "b.jpg": b"b"})
    with pytest.raises(Refused):
        Jail(workshop.root).rename("stories", "2026", "one", old="a.jpg", new="b.jpg")
    assert (folder / "b.jpg").read_bytes() == b"b"


def test_a_private_line_is_not_in_the_diff(workshop):
    workshop.story("one", body="甲,电话13800138000,乙")
    draft = read_draft(Jail(workshop.root), "2026", "one")
    number = draft.lines.index("甲,电话13800138000,乙") + 1
    (change,) = fixes.changes([draft], half_width(draft))
    shown = "\n".join(fixes.difference(change, {(draft.path, number)}))
    assert "13800138000" not in shown
    assert "已改" in shown


def test_fixing_the_sample_stories_twice_is_fixing_them_once_and_adds_no_error():
    for draft in read_drafts(Project(ROOT)):
        for change in fixes.changes([draft], half_width(draft)):
            again = replace(draft, source=change.after)
            again.__dict__.pop("lines", None)
            assert not list(fixes.changes([again], half_width(again)))


@settings(deadline=None, max_examples=150)
@given(
    st.text(alphabet="甲乙,;\"'“”：:()[]{}#-*`\r\n ab1\ufeff", max_size=80),
    st.lists(
        st.tuples(st.integers(1, 9), st.integers(0, 12), st.integers(0, 4), st.sampled_from("，；“”")),
        max_size=12,
    ),
)
def test_whatever_is_fixed_no_line_comes_or_goes_and_the_rest_stays(text, wishes):
    source = text.encode()
    found = [finding(line, start, start + width, new) for line, start, width, new in wishes]
    after, count = fixes.corrected(source, found)
    ends = [c for c in text if c in "\r\n"]
    assert [c for c in after.decode() if c in "\r\n"] == ends
    assert count <= len(found)
    if not count:
        assert after == source
    assert after.startswith(b"\xef\xbb\xbf") == source.startswith(b"\xef\xbb\xbf")


TYPED = "灯亮了:,\"'“”#-[]{}&*!|>%@`?a1 "


@settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(alphabet=TYPED, min_size=1, max_size=20),
    st.lists(
        st.tuples(st.integers(1, 24), st.integers(0, 3), st.sampled_from([*TYPED, "", "：", "，"])),
        max_size=5,
    ),
)
def test_no_fix_makes_front_matter_worse_and_mending_twice_is_mending_once(tmp_path, title, wishes):
    root = tmp_path / secrets.token_hex(4)
    folder = root / "stories" / "2026" / "one"
    folder.mkdir(parents=True)
    text = f"---\ntitle: {title}\ndate: 2026-03-05\ndepartment: dining\nseries: model\nsummary: 一句,话\n---\n\n正文,\n"
    (folder / "index.md").write_text(text, "utf-8")
    before = read_draft(Jail(root), "2026", "one")
    found = [*half_width(before), *(finding(2, start, start + width, new) for start, width, new in wishes)]
    for change in fixes.changes([before], found):
        fixes.write(Jail(root), change)
    after = read_draft(Jail(root), "2026", "one")
    assert len(after.findings) <= len(before.findings)
    assert "正文，" in after.text
    assert not list(fixes.changes([after], half_width(after)))
