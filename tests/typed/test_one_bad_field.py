"""One bad field hides no other: whatever can be read is judged at once."""

from __future__ import annotations

import json

import pytest

from conftest import photo_bytes
from showcase.cli import main
from showcase.project.jail import Jail
from showcase.stories.drafts import read_draft
from showcase.stories.front import FrontMatter

GOOD = "title: 凌晨四点的灯\ndate: 2026-03-05\ndepartment: dining\nseries: frontline\nsummary: 一句话。\n"

# A front matter in which every field that can be judged on its own is at fault in its own way.
REST = {
    "department": "department: canteen",
    "series": "series: first",
    "themes": "themes: [育人, 天气]",
    "cover": "cover: small.jpg",
    "people": "people: [{name: 王师傅, role: 面点, consent: signed}]",
    "photos": "photos: {gone.jpg: {credit: 一食堂}, small.jpg: {consent: signed, consent_until: 2026-03-20}}",
    "review": "review: {first: 申初, final: 申终, date: 2026-05-01}",
}
FOUND = {"FM005", "PHO005", "PHO301", "REV002", "REV003", "PHO102", "TXT001"}

BROKEN = {
    "a field that does not fit": "title: 灯\ndate: 2026-03-05\nsummary: 一句话。",
    "a date in words": "title: 凌晨四点的灯\ndate: 三月五日\nsummary: 一句话。",
    "a key that is none": "title: 凌晨四点的灯\ndate: 2026-03-05\nsummary: 一句话。\ncolour: 红",
    "a key twice": "title: 凌晨四点的灯\ndate: 2026-03-05\nsummary: 一句话。\nsummary: 又一句。",
    "a quotation without an end": 'title: "凌晨四点的灯\ndate: 2026-03-05\nsummary: 一句话。',
    "a bracket without an end": "title: 凌晨四点的灯\nhonours: [甲, 乙\ndate: 2026-03-05\nsummary: 一句话。",
    "a line that is no entry": "title: 凌晨四点的灯\ndate: 2026-03-05\nsummary: 一句话。\n早班四点到岗",
}


BODY = "灯亮了,人来了。\n\n![后厨的灯](small.jpg)\n\n![案板](bad.jpg)\n"
# A title with a fault is no missing title, an unreadable final review no missing one.
LOST = GOOD.replace("title: 凌晨四点的灯", "title: '凌晨四点的灯") + "review: {final: [申终]}"
BARE = "四点整,灯亮了。\n\n![案板](bad.jpg)\n\n[外面](http://example.com)\n"


@pytest.fixture(scope="module")
def found(make_workshop):
    """What is found in each of these stories, checked once all together."""
    workshop = make_workshop()
    photos = {"small.jpg": photo_bytes((300, 200)), "bad.jpg": b"no photo at all"}
    rest = "\n".join(REST.values())
    texts = {kind: f"---\n{front}\n{rest}\n---\n\n{BODY}" for kind, front in BROKEN.items()}
    texts["no front matter"] = BARE
    texts["lost"] = f"---\n{LOST}\n---\n\n正文。\n"
    slugs = {kind.replace(" ", "-"): kind for kind in texts}
    for slug, kind in slugs.items():
        workshop.raw_story(slug, texts[kind].encode(), photos)
    report = workshop.root / "report.json"
    main(["--root", str(workshop.root), "build", "--today", "2026-04-01", "--report", str(report)])
    rows: dict[str, list[dict]] = {kind: [] for kind in texts}
    for row in json.loads(report.read_text("utf-8"))["findings"]:
        if row["path"].startswith("stories/"):
            rows[slugs[row["path"].split("/")[2]]].append(row)
    return rows


def codes(rows):
    return {row["code"] for row in rows}


@pytest.mark.parametrize("kind", BROKEN)
def test_everything_else_is_judged_beside_one_fault(found, kind):
    assert codes(found[kind]) >= {"FM002", *FOUND}
    said = " ".join(row["message"] for row in found[kind])
    assert all(word in said for word in ("canteen", "first", "天气", "gone.jpg"))


def test_without_any_front_matter_body_and_photos_are_looked_at(found):
    assert codes(found["no front matter"]) >= {"FM001", "TXT001", "PHO102", "SEC003"}


def test_what_is_lost_is_not_called_missing_as_well(found):
    assert [row["line"] for row in found["lost"] if row["code"] == "FM002"] == [2, 7]
    assert "REV001" not in codes(found["lost"])


def draft_of(workshop, front):
    workshop.raw_story("a", f"---\n{front}\n---\n\n正文。\n".encode())
    return read_draft(Jail(workshop.root), "2026", "a")


def test_a_bad_entry_hides_none_of_its_neighbours_and_places_stay_right(workshop):
    people = (
        "people:\n"
        "  - {name: 甲组, role: 一食堂, consent: team}\n"
        "  - {name: 乙组, role: 二食堂, consent: 都同意}\n"
        "  - {name: 丙组, role: 三食堂}\n"
        "  - {name: 丁组, role: 四食堂, consent: signed}\n"
    )
    draft = draft_of(workshop, GOOD + people + "themes: [育人, <b>, 节约]")
    assert [person.name for person in draft.front.people] == ["甲组", "丁组"]
    assert draft.place("people", 1, "name").line == 11
    assert draft.front.themes == ("育人", "节约")
    assert draft.place("themes", 1).column > draft.place("themes", 0).column + 4
    assert draft.is_lost("people", 1)
    assert not draft.is_lost("people", 0)
    assert sorted(finding.place.line for finding in draft.findings) == [9, 10, 12]


def test_a_bad_part_of_a_photo_or_a_review_leaves_the_rest_of_it(workshop):
    more = (
        "photos:\n"
        "  a.jpg: {focal: [2, 0.5], credit: 一食堂, consent: signed}\n"
        "  b.jpg: {consent: 都好}\n"
        "  c.jpg: {credit: 二食堂}\n"
        "review: {first: 申初, second: {a: b}, final: 申终, date: 三月八日}"
    )
    draft = draft_of(workshop, GOOD + more)
    photos = draft.front.photos
    assert (photos["a.jpg"].focal, photos["a.jpg"].credit, photos["a.jpg"].consent) == (
        None,
        "一食堂",
        "signed",
    )
    assert photos["b.jpg"].consent is None
    assert photos["c.jpg"].credit == "二食堂"
    review = draft.front.review
    assert (review.first, review.second, review.final, review.date) == ("申初", None, "申终", None)
    assert draft.is_lost("photos", "b.jpg", "consent")
    assert not draft.is_lost("photos", "c.jpg")


def test_only_a_front_matter_without_a_fault_is_complete(workshop):
    assert isinstance(draft_of(workshop, GOOD).complete, FrontMatter)
    for fault in ("titel: 多一项", "title: 又一个标题", "cover:", "sample: 是的吧"):
        (workshop.root / "stories/2026/a/index.md").unlink()
        (workshop.root / "stories/2026/a").rmdir()
        draft = draft_of(workshop, GOOD + fault)
        assert draft.complete is None, fault
        assert draft.front.title == "凌晨四点的灯"


def test_a_withdrawn_story_goes_although_another_field_is_at_fault(workshop):
    workshop.story("a", title="灯", more="withdrawn: {date: 2026-03-20, reason: 本人要求}\n")
    assert main(["--root", str(workshop.root), "build"]) == 1
    assert "已经撤下" in workshop.page("stories/2026/a/index.html")
