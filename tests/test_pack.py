"""The archive for the server's administrator: the built site, whole, and papers that are true of it."""

import hashlib
import zipfile

import pytest

from conftest import photo_bytes

COVER = {"lamp.jpg": photo_bytes()}
COVERED = "cover: lamp.jpg\n"


def names(archive, folder="site/"):
    return {name.removeprefix(folder) for name in archive.namelist() if name.startswith(folder)}


def test_the_archive_holds_the_site_that_build_makes(workshop, tmp_path):
    workshop.story("a", more=COVERED, photos=COVER)
    first, second = tmp_path / "one.zip", tmp_path / "two.zip"
    result = workshop.run("pack", "--out", str(first))
    assert result.code == 0
    assert not workshop.site.exists()  # what is online is not touched
    assert "正式交接请加 --official" in result.err
    assert workshop.run("pack", "--out", str(second)).code == 0
    assert first.read_bytes() == second.read_bytes()
    assert workshop.run("build").code == 0
    built = {f.relative_to(workshop.site).as_posix(): f for f in workshop.site.rglob("*") if f.is_file()}
    with zipfile.ZipFile(first) as archive:
        assert archive.testzip() is None
        assert names(archive) == set(built)
        assert all(archive.read(f"site/{path}") == file.read_bytes() for path, file in built.items())
        sums = archive.read("sha256sums.txt").decode().splitlines()
        assert {line.split("  ")[1] for line in sums} == {f"site/{path}" for path in built}
        for line in sums:
            digest, name = line.split("  ")
            assert hashlib.sha256(archive.read(name)).hexdigest() == digest
        note = archive.read("handover.txt").decode()
        assert f"{len(built)} 个文件" in note
        assert "带示例" in note
        assert {i.filename for i in archive.infolist() if not i.filename.startswith("site/")} == {
            "handover.txt", "sha256sums.txt",
        }  # fmt: skip
        assert {i.external_attr >> 16 for i in archive.infolist()} == {0o100644}
    assert not list((workshop.root / ".cache").glob(".pack*"))


def test_what_changed_since_the_last_archive_is_listed(workshop, tmp_path):
    old, new = tmp_path / "old.zip", tmp_path / "new.zip"
    gone = workshop.story("gone", title="要撤下的一篇")
    other = workshop.story("other", title="会改动的一篇")
    assert workshop.run("pack", "--out", str(old)).code == 0
    text = (gone / "index.md").read_text("utf-8")
    withdrawn = "withdrawn: {date: 2026-03-20, reason: 本人要求}\nsummary:"
    (gone / "index.md").write_text(text.replace("summary:", withdrawn), "utf-8")
    text = (other / "index.md").read_text("utf-8")
    (other / "index.md").write_text(text.replace("灯先亮", "灯慢慢亮"), "utf-8")
    workshop.story("fresh", title="新来的一篇", more=COVERED, photos=COVER)
    result = workshop.run("pack", "--out", str(new), "--since", str(old))
    assert result.code == 0
    with zipfile.ZipFile(old) as before, zipfile.ZipFile(new) as now:
        kept = names(before) & names(now)
        expected = {
            "新增": names(now) - names(before),
            "有改动": {p for p in kept if before.read(f"site/{p}") != now.read(f"site/{p}")},
            "去掉": names(before) - names(now),
        }
        listed = {}
        for block in now.read("changes.txt").decode().split("\n\n"):
            head, *paths = block.splitlines()
            kind, count = head.rstrip("）").split("（")
            listed[kind] = {path.strip() for path in paths}
            assert int(count) == len(paths)
        note = now.read("handover.txt").decode()
    assert listed == expected
    assert "stories/2026/fresh/index.html" in listed["新增"]
    assert "stories/2026/other/index.html" in listed["有改动"]
    assert "撤下了 1 篇" in note
    assert "stories/2026/gone/" in note
    assert f"新增 {len(expected['新增'])}，有改动 {len(expected['有改动'])}" in result.err


def test_a_story_with_an_error_is_left_out_and_named(workshop, tmp_path):
    workshop.story("good")
    workshop.raw_story("bad", b"no head")
    result = workshop.run("pack", "--out", str(tmp_path / "a.zip"))
    assert result.code == 1
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert "site/stories/2026/good/index.html" in archive.namelist()
        assert "stories/2026/bad" in archive.read("handover.txt").decode()


def zipped(path, name, data):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, data)


@pytest.mark.parametrize(
    "write",
    [
        lambda path: path.write_bytes(b"no zip at all"),
        lambda path: path.write_bytes(b""),
        lambda path: path.mkdir(),
        lambda path: None,
        lambda path: zipped(path, "other.txt", "x"),
        lambda path: zipped(path, "sha256sums.txt", "0123  site/index.html"),
        lambda path: zipped(path, "sha256sums.txt", b"\xff\xfe"),
    ],
    ids=["text", "empty", "folder", "nothing", "no sums", "short sum", "not UTF-8"],
)
def test_an_earlier_archive_that_is_none_stops_in_a_line(workshop, tmp_path, write):
    since = tmp_path / "since.zip"
    write(since)
    result = workshop.run("pack", "--out", str(tmp_path / "a.zip"), "--since", str(since))
    assert result.code == 2
    assert len(result.err.strip().splitlines()) == 1
    assert "--since" in result.err
    assert not (tmp_path / "a.zip").exists()


@pytest.mark.parametrize("out", ["a.tar", "missing/a.zip"])
def test_where_nothing_can_be_written_is_said_before_anything_is_made(workshop, tmp_path, out):
    result = workshop.run("pack", "--out", str(tmp_path / out))
    assert result.code == 2
    assert "--out" in result.err
    assert list(tmp_path.glob("*.zip")) == []
