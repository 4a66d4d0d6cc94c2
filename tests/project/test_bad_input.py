"""What no checkout can hold: odd file names, links, pipes, damaged photos. Each costs its own story only."""

import json
import os

import pytest

from conftest import photo_bytes

FRONT = {
    "title": "凌晨四点的灯",
    "date": "2026-03-05",
    "department": "dining",
    "series": "frontline",
    "summary": "一句话。",
}


def index(body="正文在这里。", **changes):
    rows = {**FRONT, **changes}
    front = "\n".join(f"{key}: {value}" for key, value in rows.items() if value is not None)
    return f"---\n{front}\n---\n\n{body}\n".encode()


BAD = {
    "random-bytes": (os.urandom(4000).replace(b"---", b""), "FILE008"),
    "too-many-photos": (index(cover="p0.jpg"), "FILE007"),
    "names-differ-in-case": (index(), "FILE005"),
    "name-with-a-pipe": (index(), "FILE004"),
    "name-that-is-no-text": (index(), "FILE004"),
}
BESIDE = {
    "too-many-photos": [f"p{n}.jpg".encode() for n in range(31)],
    "names-differ-in-case": [b"A.jpg", b"a.jpg"],
    "name-with-a-pipe": [b"a|b.jpg"],
    "name-that-is-no-text": [b"\xff\xfe.jpg"],
}

PHOTOS = {
    "zero-bytes": (b"", "PHO101"),
    "html-as-jpg": (b"<!DOCTYPE html><script>alert(1)</script>", "PHO102"),
    "svg-as-jpg": (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "PHO102"),
    "truncated": (photo_bytes((1500, 1000))[:-3000], "PHO104"),
    "half-a-header": (photo_bytes()[:20], "PHO102"),
}

GOOD = [f"good-{n}" for n in range(5)]


@pytest.fixture(scope="module")
def disaster(make_workshop):
    """Five good stories among every kind of bad one, built once."""
    workshop = make_workshop()
    root = workshop.root
    for slug in GOOD:
        workshop.story(slug, title=f"好故事 {slug}", more="cover: a.jpg\n", photos={"a.jpg": photo_bytes()})
    alone = workshop.run("build", "--site-dir", str(root / "alone"))
    assert alone.code == 0, alone.err
    for slug, (data, _) in BAD.items():
        folder = workshop.raw_story(slug, data)
        for name in BESIDE.get(slug, ()):
            (folder / os.fsdecode(name)).write_bytes(photo_bytes((300, 200)))
    for slug, (data, _) in PHOTOS.items():
        workshop.raw_story(slug, index(cover="p.jpg"), {"p.jpg": data})
    for name in ("symlink", "fifo", "hard-link", "folder"):
        folder = workshop.raw_story(name, index(cover="p.jpg"))
        if name == "symlink":
            (folder / "p.jpg").symlink_to("/etc/passwd")
        elif name == "fifo":
            os.mkfifo(folder / "p.jpg")
        elif name == "hard-link":
            (folder / "twin").write_bytes(b"x")
            os.link(folder / "twin", folder / "p.jpg")
        else:
            (folder / "p.jpg").mkdir()
    (root / "stories" / "2026" / "linked-story").symlink_to("/etc", target_is_directory=True)
    (root / "stories" / "2026" / "Bad Name").mkdir()
    (root / "stories" / "notes.txt").write_text("x")
    result = workshop.run("build", "--report", str(root / "report.json"))
    report = json.loads((root / "report.json").read_text("utf-8"))
    return workshop, result, report


def test_the_exit_code_says_that_stories_were_left_out(disaster):
    assert disaster[1].code == 1


@pytest.mark.parametrize(("slug", "code"), [(slug, code) for slug, (_, code) in {**BAD, **PHOTOS}.items()])
def test_each_bad_story_is_named_with_its_fault(disaster, slug, code):
    workshop, _, report = disaster
    found = [
        f
        for f in report["findings"]
        if f["path"].startswith(f"stories/2026/{slug}/") and f["severity"] == "error"
    ]
    assert code in {f["code"] for f in found}
    assert all(f["message"] and f["line"] >= 1 for f in found)
    assert f"stories/2026/{slug}/index.md" in report["left_out"]
    assert not (workshop.site / "stories" / "2026" / slug).exists()


@pytest.mark.parametrize("slug", ["symlink", "fifo", "hard-link", "folder"])
def test_what_is_no_plain_file_is_never_opened(disaster, slug):
    report = disaster[2]
    assert "FILE003" in {
        f["code"] for f in report["findings"] if f["path"].startswith(f"stories/2026/{slug}/")
    }


def test_only_the_good_ones_are_published_and_they_are_unchanged(disaster):
    workshop, _, _ = disaster
    published = {p.parent.name for p in (workshop.site / "stories" / "2026").glob("*/index.html")}
    assert published == set(GOOD)
    for slug in GOOD:
        page = f"stories/2026/{slug}/index.html"
        assert workshop.page(page) == (workshop.root / "alone" / page).read_text("utf-8")


def test_nothing_of_a_bad_story_is_anywhere_in_the_site(disaster):
    workshop, _, _ = disaster
    for file in workshop.site.rglob("*"):
        if file.suffix in (".html", ".js", ".xml"):
            text = file.read_text("utf-8")
            assert "alert(1)" not in text, file
            assert "root:x:" not in text, file


def test_messages_are_chinese_and_have_no_jargon(disaster):
    for finding in disaster[2]["findings"]:
        assert any("\u4e00" <= c <= "\u9fff" for c in finding["message"]), finding
        for word in ("pydantic", "Errno", "Error", "value is not", "Input should"):
            assert word not in finding["message"] + finding["hint"], finding
