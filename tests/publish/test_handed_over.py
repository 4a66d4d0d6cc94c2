"""What is no longer public is named exactly: against what was handed over last, once, and never against a preview."""

import io
import json
import re
import shutil
import zipfile
from types import SimpleNamespace

import pytest

from conftest import ROOT, photo_bytes
from showcase.cli import main
from showcase.publish.handed_over import Record, earlier
from showcase.publish.manifest import Gone, Manifest, addresses, gone

ORIGIN = "https://www.example.edu.cn/houqin/"
REVIEWED = "review: {first: 申初, second: 申复, final: 申终, date: 2026-03-08}\n"
PHOTOS = "photos: {{{}: {{consent: not-needed}}, shared.jpg: {{consent: not-needed}}}}\n"
WITHDRAWN = "withdrawn: {date: 2026-04-02, reason: 本人要求}\nsummary:"
TITLE = "灯下揉面的那双手"
SHARED = photo_bytes((1100, 700))


def files_of(folder):
    return {f.relative_to(folder).as_posix(): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def members(archive, folder=""):
    """Everything in an archive, and in the archives in it."""
    with zipfile.ZipFile(archive) as opened:
        for name in opened.namelist():
            data = opened.read(name)
            if name.startswith(folder):
                yield name, data
            if zipfile.is_zipfile(io.BytesIO(data)):
                yield from members(io.BytesIO(data))


def papers(archive):
    with zipfile.ZipFile(archive) as opened:
        names = [name for name in opened.namelist() if not name.startswith("site/")]
        return {name: opened.read(name).decode() for name in names}


@pytest.fixture(scope="module")
def office(make_workshop):
    """A site that is built, shown in a preview, loses a story, and is packed several times; each step as it was left."""
    workshop = make_workshop()
    root = workshop.root
    settings = (root / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(re.sub(r"site_url:.*", f"site_url: {ORIGIN}", settings), "utf-8")
    classroom = root / "docs/classroom/index.md"
    classroom.parent.mkdir()
    classroom.write_text("---\ntitle: 没有讲台的课堂\n---\n\n<!-- block: classroom -->\n", "utf-8")
    page = root / "docs/index.md"
    page.write_text(page.read_text("utf-8") + "\n先读[这一篇](stories/2026/a/index.md)。\n", "utf-8")
    workshop.story(
        "a",
        title=TITLE,
        more=REVIEWED + "cover: own.jpg\nthemes: [劳动]\n" + PHOTOS.format("own.jpg"),
        body="![一袋面](shared.jpg)",
        photos={"own.jpg": photo_bytes((1700, 1100)), "shared.jpg": SHARED},
    )
    workshop.story(
        "b",
        title="早班车上的暖水壶",
        department="transport",
        more=REVIEWED + "cover: other.jpg\n" + PHOTOS.format("other.jpg"),
        body="![同一袋面](shared.jpg)",
        photos={"other.jpg": photo_bytes((1600, 1000)), "shared.jpg": SHARED},
    )
    last = workshop.story("c", title="修好的第三盏路灯", department="property", more=REVIEWED)
    record = root / ".handed-over-public.json"
    report = root / "report.json"

    def run(command, *arguments):
        assert main(["--root", str(root), command, "--today", "2026-04-02", *map(str, arguments)]) == 0

    def built(*arguments):
        run("build", *arguments, "--report", report)
        return files_of(workshop.site), json.loads(report.read_text("utf-8"))

    def packed(name, *arguments):
        run("pack", "--out", root / name, *arguments)
        return root / name

    first, first_report = built("--official")
    kept = record.read_bytes()
    shutil.copy(record, root / "first.json")
    workshop.story("sample", title="这是一篇演示的故事", more="sample: true\n")
    built()
    preview_pack = packed("preview.zip")
    after_preview = record.read_bytes()
    index = root / "stories/2026/a/index.md"
    index.write_text(index.read_text("utf-8").replace("summary:", WITHDRAWN), "utf-8")
    second, second_report = built("--official")
    again = built("--official")[1]
    archives = {
        "after": packed("after.zip", "--official"),
        "unchanged": packed("unchanged.zip", "--official"),
    }
    archives["after again"] = (
        packed("again/after.zip", "--official") if (root / "again").mkdir() is None else None
    )
    text = (last / "index.md").read_text("utf-8")
    (last / "index.md").write_text(text.replace("灯先亮", "灯慢慢亮"), "utf-8")
    archives["later"] = packed("later.zip", "--official")
    archives["since first"] = packed("since.zip", "--official", "--since", root / "first.json")
    archives["since after"] = packed("since2.zip", "--official", "--since", root / "after.zip")
    run("write", root / "tree", "--official")
    return SimpleNamespace(**locals())


def shows_it(path, data):
    """Whether a text of the first site has the title or the address of the story that went."""
    if not path.endswith((".html", ".js", ".xml")):
        return False
    text = re.sub(r"<wbr>|</?span[^>]*>", "", data.decode())
    return TITLE in text or "2026/a/" in text


def test_the_addresses_to_forget_are_every_file_that_the_withdrawal_changed_or_took_away(office):
    """Thought out without the manifest: what the first site has and the second has not, or has otherwise."""
    before, after = office.first, office.second
    removed = before.keys() - after.keys()
    changed = {path for path in before.keys() & after.keys() if before[path] != after[path]}
    pictures = {path for path in removed if path.startswith(("assets/photos/", "assets/cards/"))}
    assert (
        len([path for path in pictures if "/photos/" in path]) == 11
    )  # three widths and the card in two formats, two widths and a small card in AVIF alone
    assert (
        len([path for path in pictures if "/cards/" in path]) >= 3
    )  # its own, and those of lists that showed it
    texts = {path for path in removed | changed if shows_it(path, before[path])}
    assert {"stories/2026/a/index.html", "index.html", "stories/index.html", "sitemap.xml",
            "stories/2026/b/index.html", "topics/theme/labour/index.html"} <= texts  # fmt: skip
    purge = set(office.second_report["purge"])
    assert all(address.startswith(ORIGIN) for address in purge)
    told = {address.removeprefix(ORIGIN) for address in purge if not address.endswith("/")}
    assert told == removed | changed
    assert "search/index.js" in told
    folders = {address.removeprefix(ORIGIN) for address in purge if address.endswith("/")}
    assert folders == {path.removesuffix("index.html") for path in told if path.endswith("index.html")}
    assert office.second_report["no_longer_public"] == {"stories": ["stories/2026/a"], "photos": 1}


def test_a_page_that_only_counted_it_is_among_them(office):
    """The classroom's overview says how many stories a department has, and neither names nor links one."""
    path = "classroom/index.html"
    assert not shows_it(path, office.first[path])
    assert office.first[path] != office.second[path]
    assert ORIGIN + path in office.second_report["purge"]


def test_a_page_that_says_nothing_of_it_is_not(office):
    unchanged = [path for path in office.first if office.first[path] == office.second.get(path)]
    assert {"stories/2026/c/index.html", "brand/index.html", "assets/site.webmanifest"} & set(unchanged)
    assert not {ORIGIN + path for path in unchanged} & set(office.second_report["purge"])


def test_what_another_story_still_shows_need_not_be_forgotten(office):
    """The same picture lies in b too: its files are there before and after, with the same bytes."""
    shown = set(re.findall(r"assets/photos/[0-9a-z.]+", office.second["stories/2026/b/index.html"].decode()))
    assert shown
    assert not {ORIGIN + path for path in shown} & set(office.second_report["purge"])


def test_the_first_official_site_has_nothing_to_forget(office):
    assert (office.first_report["compared"], office.first_report["purge"]) == (False, [])


def test_a_preview_never_touches_what_was_handed_over(office):
    assert office.after_preview == office.kept
    assert "purge.txt" not in papers(office.preview_pack)


def test_making_the_same_once_more_says_the_same_once_more(office):
    """Who starts the build twice, or the archive of what was just built, must not lose the list."""
    assert office.again["purge"] == office.second_report["purge"]
    listed = papers(office.archives["after"])["purge.txt"].splitlines()
    assert listed == office.second_report["purge"]
    assert office.archives["after again"].read_bytes() == office.archives["after"].read_bytes()


def test_only_the_first_archive_that_carries_a_withdrawal_tells_of_it(office):
    told = {name: "撤下了 1 篇故事" in papers(file)["handover.txt"] for name, file in office.archives.items()}
    assert told == {
        "after": True, "after again": True, "unchanged": False, "later": False, "since first": True, "since after": False,
    }  # fmt: skip
    for name, file in office.archives.items():
        assert ("purge.txt" in papers(file)) is told[name], name
    assert "stories/2026/a/" in papers(office.archives["after"])["handover.txt"]
    listed = {
        name: set(papers(office.archives[name])["purge.txt"].split()) for name in ("after", "since first")
    }
    assert listed["after"] < listed["since first"]  # c was changed too


def test_no_picture_of_it_is_in_the_site_in_an_archive_or_in_a_written_tree(office):
    pictures = {
        data
        for path, data in office.first.items()
        if path.startswith(("assets/photos/", "assets/cards/")) and path not in office.second
    }
    assert len(pictures) >= 11
    sources = {(office.root / "stories/2026/a/own.jpg").read_bytes()}
    places = {"site": office.second.items(), "tree": files_of(office.root / "tree").items()}
    places |= {name: members(file) for name, file in office.archives.items()}
    for name, found in places.items():
        for path, data in found:
            assert data not in pictures | sources, (name, path)
            assert TITLE.encode() not in re.sub(rb"<wbr>|</?span[^>]*>", b"", data), (name, path)


def test_the_record_lies_where_make_clean_leaves_it_and_git_does_not_see_it():
    clean = re.search(r"^clean:\n\t(.*)$", (ROOT / "Makefile").read_text("utf-8"), re.M)[1]
    assert "handed-over" not in clean
    assert "/.handed-over-*.json" in (ROOT / ".gitignore").read_text("utf-8").splitlines()


SUM = {letter: letter * 64 for letter in "0123456789abcdef"}


def manifest(files, *shown):
    return Manifest({path: SUM[digit] for path, digit in files.items()}, frozenset(shown))


def test_whatever_changed_is_to_be_forgotten_when_something_is_gone_and_nothing_else_is():
    before = manifest({"a": "1", "b": "1", "c": "1", "d": "1"}, "one", "two", "one#f", "two#f", "three#e")
    now = manifest({"b": "2", "d": "1", "new": "3"}, "two", "two#f")
    assert gone(before, now) == Gone(
        ("one",), ("e",), ("a", "b", "c")
    )  # f is shown by two; d has the same bytes
    assert gone(before, manifest({"b": "2"}, *before.shown)) == Gone((), (), ())


def test_a_page_is_named_as_visitors_ask_for_it():
    assert addresses(["index.html", "x/index.html", "a.avif"], "https://h/") == (
        "https://h/", "https://h/a.avif", "https://h/index.html", "https://h/x/", "https://h/x/index.html",
    )  # fmt: skip
    assert addresses(["index.html", "x/index.html"], "") == ("./", "index.html", "x/", "x/index.html")


def test_which_hand_over_is_the_one_before():
    one, two, three = (manifest({"a": digit}) for digit in "123")
    built = Record(one).then(two, "")
    assert built.base(two, "") is one  # the same build again
    assert built.base(two, "p.zip") is one  # the archive of what was just built
    packed = built.then(two, "p.zip")
    assert packed.base(two, "p.zip") is one  # the same archive again
    assert packed.base(two, "q.zip") is two  # another archive of the same
    assert packed.base(three, "p.zip") is two
    assert packed.then(three, "p.zip") == Record(three, two, "p.zip")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"last": {}}', '{"last": null}', "[" * 100_000])
def test_a_record_that_cannot_be_read_stops_in_a_line_that_says_what_to_do(workshop, capsys, text):
    (workshop.root / ".handed-over-public.json").write_text(text, "utf-8")
    workshop.story("a", more=REVIEWED)
    assert main(["--root", str(workshop.root), "build", "--official"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert ".handed-over-public.json" in line
    assert "--since" in line
    assert not workshop.site.exists()
    assert main(["--root", str(workshop.root), "build"]) == 0  # a preview does not ask for it


def test_a_withdrawal_that_nobody_can_compare_is_said_to_be_one(workshop, capsys, tmp_path):
    workshop.story("a", more=REVIEWED + "withdrawn: {date: 2026-03-20, reason: 本人要求}\n")
    workshop.story("b", title="还在的另一篇故事", more=REVIEWED)
    assert main(["--root", str(workshop.root), "pack", "--official", "--out", str(tmp_path / "a.zip")]) == 0
    assert "不知道上一次交出去的是哪一版" in capsys.readouterr().err
    note = papers(tmp_path / "a.zip")["handover.txt"]
    assert "请把整个网站的缓存清一次" in note
    assert "stories/2026/a/" in note
    assert earlier(tmp_path / "a.zip").withdrawn == ("stories/2026/a/",)
