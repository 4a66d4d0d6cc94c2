"""What becomes of a story: shown, marked, held back, or withdrawn; by its dates, reviews and consents."""

import json
import re

import pytest

from conftest import photo_bytes

REVIEWED = "review: {first: 申初, second: 申复, final: 申终, date: 2026-03-08}\n"


def built(workshop, *arguments):
    result = workshop.run("build", "--report", str(workshop.root / "report.json"), *arguments)
    return result, json.loads((workshop.root / "report.json").read_text("utf-8"))


def opening(workshop, slug):
    return workshop.page(f"stories/2026/{slug}/index.html").partition('</header>\n<div class="story__body')[0]


def codes(report, slug="a"):
    return {f["code"] for f in report["findings"] if f"/{slug}/" in f["path"]}


def everything(site):
    """All text of a site, and the names of all its files."""
    texts = [
        re.sub(r"<wbr>|</?span[^>]*>", "", file.read_text("utf-8"))
        for file in site.rglob("*")
        if file.suffix in (".html", ".js", ".xml", ".json", ".css")
    ]
    return "\n".join((*texts, *map(str, site.rglob("*"))))


def test_a_story_without_final_review_is_marked_and_never_official(workshop):
    workshop.story("a", title="等着终审的故事")
    workshop.story("b", title="三审齐了的故事", more=REVIEWED)
    _, report = built(workshop)
    assert "待审" in opening(workshop, "a")
    assert "待审" not in opening(workshop, "b")
    assert "REV001" in codes(report)
    result, report = built(workshop, "--official")
    assert result.code == 0, result.err
    assert "等着终审的故事" not in everything(workshop.site)
    assert "三审齐了的故事" in workshop.words("stories/index.html")
    assert report["left_out"] == []


@pytest.mark.parametrize(
    ("dates", "day", "shown"),
    [
        ("publish: 2026-04-01\n", "2026-03-31", False),
        ("expires: 2026-04-02\n", "2026-04-01", True),
    ],
)
def test_dates_decide_by_the_given_day(workshop, dates, day, shown):
    workshop.story("a", more=dates + "cover: a.jpg\n", photos={"a.jpg": photo_bytes()})
    result, _ = built(workshop, "--today", day)
    assert result.code == 0, result.err
    assert (workshop.site / "stories/2026/a/index.html").exists() is shown
    assert (workshop.site / "assets/photos").exists() is shown


def test_a_story_that_expires_before_it_appears_is_named(workshop):
    workshop.story("a", more="publish: 2026-05-01\nexpires: 2026-04-01\n")
    assert "FM011" in codes(built(workshop)[1])


def test_a_withdrawn_story_leaves_a_tombstone_and_nothing_else(workshop):
    folder = workshop.story(
        "a",
        title="灯下揉面的那双手",
        more=REVIEWED + "cover: a.jpg\n",
        photos={"a.jpg": photo_bytes()},
        body="## 第七个面团",
    )
    workshop.story("b", title="还在的另一篇故事", more=REVIEWED, body="[那双手](../a/index.md)")
    _, before = built(workshop, "--official")
    photos = {path.name for path in (workshop.site / "assets/photos").iterdir()}
    assert photos
    index = folder / "index.md"
    text = index.read_text("utf-8").replace(
        "summary:", "withdrawn: {date: 2026-03-20, reason: 王小明本人要求}\nsummary:"
    )
    index.write_text(text, "utf-8")
    result, report = built(workshop, "--official")
    assert result.code == 0, result.err
    page = workshop.page("stories/2026/a/index.html")
    assert "已经撤下" in page
    assert "2026年3月20日" in page
    assert '<meta name="robots" content="noindex">' in page
    whole = everything(workshop.site)
    for words in ("灯下揉面", "王小明", "第七个面团", *photos):
        assert words not in whole
    assert report["withdrawn"] == ["stories/2026/a/"]
    assert f"{len(report['purge'])} 个地址" in result.err  # the line on screen and the report count the same
    assert "REV001" not in codes(report, "a")  # nobody need review what is gone
    assert {f"assets/photos/{name}" for name in photos} <= set(report["purge"])
    assert {"stories/2026/a/index.html", "stories/index.html", "search/index.js"} <= set(report["purge"])
    assert "LNK001" in codes(report, "b")
    assert before["withdrawn"] == []


def test_a_withdrawn_story_goes_whatever_else_is_wrong_with_it(workshop):
    workshop.story(
        "a", more="withdrawn: {date: 2026-03-20, reason: 本人要求}\n", body="<script>alert(1)</script>"
    )
    result, report = built(workshop)
    assert "已经撤下" in workshop.page("stories/2026/a/index.html")
    assert report["left_out"] == []
    assert result.code == 1  # what is wrong with it is still said


def test_a_photo_whose_consent_ended_is_gone_and_its_story_stays(workshop):
    folder = workshop.story(
        "a",
        more=REVIEWED
        + "cover: a.jpg\nphotos:\n  a.jpg: {consent: signed, consent_until: 2026-03-31}\n  b.jpg: {consent: not-needed}\n",
        body='![两个人在和面](a.jpg "和面的人")\n\n![一袋面](b.jpg "面袋")',
        photos={"a.jpg": photo_bytes((1000, 700)), "b.jpg": photo_bytes((901, 600))},
    )
    _, report = built(workshop, "--official", "--today", "2026-03-31")
    before = {path.name for path in (workshop.site / "assets/photos").iterdir()}
    assert "和面的人" in workshop.page("stories/2026/a/index.html")
    assert "PHO302" in codes(report)
    result, report = built(workshop, "--official", "--today", "2026-04-01")
    assert result.code == 0, result.err
    page = workshop.page("stories/2026/a/index.html")
    assert "和面的人" not in page
    assert "面袋" in page
    after = {path.name for path in (workshop.site / "assets/photos").iterdir()}
    assert after < before
    assert {f"assets/photos/{name}" for name in before - after} <= set(report["purge"])
    assert "PHO301" in codes(report)
    assert (folder / "a.jpg").exists()  # the source is the office's to keep or delete


def test_the_photos_of_a_left_out_story_are_not_published(workshop):
    workshop.story(
        "a",
        more="cover: a.jpg\n",
        body="![坏的](b.jpg)",
        photos={"a.jpg": photo_bytes(), "b.jpg": photo_bytes()[:-500]},
    )
    result, report = built(workshop)
    assert result.code == 1
    assert report["left_out"] == ["stories/2026/a/index.md"]
    assert not (workshop.site / "assets/photos").exists()


ALLOWED = "allow: [{{code: {code}, reason: 核对过, until: {until}{more}}}]\n"


def test_an_allowed_finding_is_no_longer_reported(workshop):
    more = "photos: {none.jpg: {credit: 一食堂}}\n"
    workshop.story("a", more=more)
    workshop.story("b", more=more + ALLOWED.format(code="PHO005", until="2099-01-01", more=""))
    _, report = built(workshop)
    assert "PHO005" in codes(report, "a")
    assert not {"PHO005", "FM009"} & codes(report, "b")


def test_an_allowance_says_which_of_several_it_means(workshop):
    more = "photos:\n  none.jpg: {credit: 一食堂}\n  other.jpg: {credit: 二食堂}\n"
    workshop.story("a", more=more + ALLOWED.format(code="PHO005", until="2099-01-01", more=""))
    workshop.story("b", more=more + ALLOWED.format(code="PHO005", until="2099-01-01", more=", at: other.jpg"))
    _, report = built(workshop)
    assert "FM009" in codes(report, "a")
    left = [f for f in report["findings"] if "/b/" in f["path"] and f["code"] == "PHO005"]
    assert ["none.jpg" in f["message"] for f in left] == [True]
    assert "FM009" not in codes(report, "b")


def test_what_may_never_be_allowed_is_still_an_error(workshop):
    workshop.story("a", more=ALLOWED.format(code="SEC001", until="2099-01-01", more=""), body="<b>粗</b>")
    result, report = built(workshop)
    assert {"FM007", "SEC001"} <= codes(report)
    assert result.code == 1
    assert not (workshop.site / "stories/2026/a").exists()


def test_a_link_to_a_heading_is_checked_and_finds_it(workshop):
    workshop.story("a", body="## 第一锅水\n\n[往上看](#第一锅水)")
    workshop.story("b", body="[看这里](../a/index.md#第一锅水)\n\n[没有的](../a/index.md#第二锅水)")
    _, report = built(workshop)
    assert 'href="#h-第一锅水"' in workshop.page("stories/2026/a/index.html")
    found = [f for f in report["findings"] if f["code"] == "LNK003"]
    assert [(f["path"], f["line"]) for f in found] == [("stories/2026/b/index.md", 13)]
    assert "LNK003" not in codes(report, "a")
    assert found[0]["hint"] == "改成 ../a/index.md#第一锅水"


@pytest.mark.parametrize(
    ("there", "asked", "hint"),
    [
        (
            "## 和面\n\n一。\n\n## 出锅\n\n二。",
            "#第一锅水",
            "那一页的小标题有 出锅、和面，例如 ../a/index.md#出锅",
        ),
        ("一句话。", "#第一锅水", "那一页一个小标题也没有，删掉 # 和后面的字"),
        (
            "## 凌晨和面\n\n一。\n\n## 清晨和面\n\n二。",
            "#早晨和面",
            "改成 ../a/index.md#清晨和面，或 ../a/index.md#凌晨和面",
        ),
    ],
)
def test_a_heading_that_is_not_there_is_answered_with_those_of_its_own_page(there, asked, hint, workshop):
    workshop.story("a", body=there)
    workshop.story("b", body=f"## 第一锅水\n\n[看这里](../a/index.md{asked})")
    _, report = built(workshop)
    assert [f["hint"] for f in report["findings"] if f["code"] == "LNK003"] == [hint]


def test_a_related_story_that_is_not_there_is_named(workshop):
    workshop.story("a", more="related: [2026/b, 2026/c]\n")
    workshop.story("b", title="另外的一篇故事")
    found = [f for f in built(workshop)[1]["findings"] if f["code"] == "LNK004"]
    assert ["2026/c" in f["message"] for f in found] == [True]
