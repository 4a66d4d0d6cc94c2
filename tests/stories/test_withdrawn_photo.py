"""One photo of a story is withdrawn: it is shown nowhere any more, and the story stays."""

import json
import re
import zipfile
from types import SimpleNamespace

import pytest

from conftest import photo_bytes
from showcase.cli import main

FRONT = """review: {first: 申初, second: 申复, final: 申终, date: 2026-03-08}
cover: face.jpg
photos:
  face.jpg: {consent: signed, consent_until: 2026-04-20, credit: 示例}
  dough.jpg: {consent: not-needed}
"""
BODY = '![两个人在和面](face.jpg "和面的人")\n\n![一袋面](dough.jpg "面袋")'


@pytest.fixture(scope="module")
def office(make_workshop):
    """Officially built before and after; the photo's own file is deleted then, as somebody may ask."""
    workshop = make_workshop()
    folder = workshop.story(
        "a",
        title="灯下揉面的那双手",
        more=FRONT,
        body=BODY,
        photos={"face.jpg": photo_bytes((1700, 1100)), "dough.jpg": photo_bytes((901, 600))},
    )
    report, archive = workshop.root / "report.json", workshop.root / "a.zip"
    call = ["--root", str(workshop.root)]

    def built():
        assert main([*call, "build", "--official", "--today", "2026-04-02", "--report", str(report)]) == 0
        texts = {
            f.relative_to(workshop.site).as_posix(): f.read_text("utf-8")
            for f in workshop.site.rglob("*.html")
        }
        files = {f.relative_to(workshop.site).as_posix() for f in workshop.site.rglob("*") if f.is_file()}
        return SimpleNamespace(texts=texts, files=files, report=json.loads(report.read_text("utf-8")))

    before = built()
    index = folder / "index.md"
    text = index.read_text("utf-8")
    withdrawn = "face.jpg: {withdrawn: {date: 2026-04-02, reason: 本人要求}, consent"
    index.write_text(text.replace("face.jpg: {consent", withdrawn), "utf-8")
    (folder / "face.jpg").unlink()
    after = built()
    assert main([*call, "pack", "--official", "--today", "2026-04-02", "--out", str(archive)]) == 0
    with zipfile.ZipFile(archive) as papers:
        note = papers.read("handover.txt").decode()
    return SimpleNamespace(**locals())


def test_the_story_stays_without_the_photo_its_words_and_its_cover(office):
    page = office.after.texts["stories/2026/a/index.html"]
    assert "和面的人" not in page
    assert "两个人在和面" not in page
    assert "面袋" in page
    gone = {p for p in office.before.files - office.after.files if p.startswith("assets/")}
    assert len([p for p in gone if "/photos/" in p]) == 11
    for path, text in office.after.texts.items():
        assert not {name for name in gone if name.rpartition("/")[2] in text}, path
    assert re.search(r"灯下", re.sub(r"<wbr>|</?span[^>]*>", "", office.after.texts["stories/index.html"]))


def test_nobody_is_asked_to_keep_or_renew_what_is_withdrawn(office):
    codes = {f["code"] for f in office.after.report["findings"] if "2026/a" in f["path"]}
    assert not codes & {"PHO002", "PHO005", "PHO301", "PHO302", "PHO303"}
    assert "PHO302" in {f["code"] for f in office.before.report["findings"]}


def test_it_is_reported_and_its_pictures_are_named_to_be_forgotten(office):
    report = office.after.report
    assert report["withdrawn_photos"] == ["stories/2026/a/face.jpg"]
    assert report["withdrawn"] == []
    assert report["no_longer_public"] == {"stories": [], "photos": 1}
    pictures = {p for p in office.before.files - office.after.files if p.startswith("assets/")}
    purge = set(report["purge"])
    assert pictures <= purge
    assert {"stories/2026/a/index.html", "stories/index.html", "index.html"} <= purge
    assert "search/index.js" not in purge  # it never knew of a photo
    assert {"sitemap.xml", "feed.xml", "feed.json", "stories.json"} <= purge
    assert "撤下了 1 张照片" in office.note
    assert "stories/2026/a/face.jpg" in office.note


def test_the_review_sheet_says_so(office, capsys):
    call = ["--root", str(office.workshop.root), "check", "--format", "sheet", "--today", "2026-04-02"]
    office.folder.joinpath("face.jpg").write_bytes(photo_bytes((900, 600)))
    assert main([*call, "stories/2026/a"]) == 0
    assert "face.jpg（题图）（已撤下，不用）" in capsys.readouterr().out.replace("`", "")
