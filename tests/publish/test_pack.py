"""The archive for the server's administrator: the built site, whole, and papers that are true of it."""

import gzip
import hashlib
import json
import os
import re
import shutil
import zipfile

import brotli
import PIL
import pytest

from conftest import ROOT, photo_bytes
from showcase.cli import main

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
        sums = archive.read("SHA256SUMS").decode().splitlines()
        assert {line.split("  ")[1] for line in sums} == {f"site/{path}" for path in built}
        for line in sums:
            digest, name = line.split("  ")
            assert hashlib.sha256(archive.read(name)).hexdigest() == digest
        note = archive.read("handover.txt").decode()
        assert f"{len(built)} 个文件" in note
        assert "带示例" in note
        manifest = json.loads(archive.read("manifest.json"))
        assert manifest["files"]["index.html"] == {
            "sha256": hashlib.sha256(built["index.html"].read_bytes()).hexdigest(),
            "size": built["index.html"].stat().st_size,
        }
        assert set(manifest["files"]) == set(built)
        assert (manifest["path"], manifest["origin"], manifest["commit"]) == (
            "/wenhua/",
            "",
            "",
        )  # a sample, no repository
        assert manifest["versions"].items() >= {"showcase": "0.1.0", "pillow": PIL.__version__}.items()
        assert "error_page 404 /wenhua/404.html;" in archive.read("servers/nginx.conf").decode()
        assert {i.filename for i in archive.infolist() if not i.filename.startswith("site/")} == {
            "handover.txt", "manifest.json", "sbom.cdx.json", "SHA256SUMS",
            "servers/nginx.conf", "servers/apache.conf", "servers/.htaccess", "servers/web.config",
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


def test_the_list_of_software_is_cyclonedx_and_names_what_is_locked(updated):
    validation = pytest.importorskip("cyclonedx.validation.json", reason="make test installs it")
    from cyclonedx.schema import SchemaVersion

    with zipfile.ZipFile(updated / "whole.zip") as archive:
        text = archive.read("sbom.cdx.json").decode()
    assert validation.JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    value = json.loads(text)
    named = {(part["name"], part["version"]) for part in value["components"] if part["name"] != "showcase"}
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert named == set(re.findall(r"^([a-z0-9._-]+)==(\S+)", lock, re.MULTILINE))
    pillow = next(part for part in value["components"] if part["name"] == "pillow")
    assert pillow["purl"] == f"pkg:pypi/pillow@{PIL.__version__}"
    hashes = re.search(r"^pillow==\S+ \\\n((?:    --hash=sha256:\w+(?: \\)?\n)+)", lock, re.MULTILINE)[1]
    assert {part["value"] for part in pillow["properties"]} == set(re.findall(r"sha256:\w+", hashes))


@pytest.fixture(scope="module")
def updated(make_workshop, tmp_path_factory):
    """The folder with whole.zip and whole.diff.zip, packed since before.zip: one story new, one changed, one deleted."""
    workshop, folder = make_workshop(), tmp_path_factory.mktemp("updated")
    root = ["--root", str(workshop.root), "pack", "--out"]
    kept = workshop.story("kept", more=COVERED, photos=COVER)
    gone = workshop.story("gone", title="要删掉的一篇")
    assert main([*root, str(folder / "before.zip"), "--compressed"]) == 0
    shutil.rmtree(gone)
    text = (kept / "index.md").read_text("utf-8")
    (kept / "index.md").write_text(text.replace("灯先亮", "灯慢慢亮"), "utf-8")
    workshop.story("fresh", title="新来的一篇")
    since = ["--since", str(folder / "before.zip"), "--compressed"]
    assert main([*root, str(folder / "whole.zip"), *since]) == 0
    return folder


def test_the_small_archive_turns_the_last_site_into_the_new_one(updated, tmp_path):
    with zipfile.ZipFile(updated / "before.zip") as archive:
        archive.extractall(tmp_path)
    assert (tmp_path / "site/stories/2026/gone/index.html").is_file()
    with zipfile.ZipFile(updated / "whole.diff.zip") as archive:
        assert not any("assets/photos/" in name for name in archive.namelist())  # the photo has not changed
        archive.extractall(tmp_path)
        for path in archive.read("delete.txt").decode().splitlines():
            (tmp_path / "site" / path).unlink()
        sums = archive.read("SHA256SUMS").decode()
    assert (updated / "whole.diff.zip").stat().st_size < (updated / "whole.zip").stat().st_size / 2
    now = {
        file.relative_to(tmp_path).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in (tmp_path / "site").rglob("*")
        if file.is_file()
    }
    assert now == {name: digest for digest, name in (line.split("  ") for line in sums.splitlines())}
    with zipfile.ZipFile(updated / "whole.zip") as archive:
        whole = {name: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()}
    assert now == {name: digest for name, digest in whole.items() if name.startswith("site/")}


def test_each_text_has_its_compressed_form_beside_it(updated):
    with zipfile.ZipFile(updated / "whole.zip") as archive:
        found = set(archive.namelist())
        plain = {
            name
            for name in found
            if name.endswith((".html", ".css", ".js")) and archive.getinfo(name).file_size >= 256
        }
        assert len(plain) > 10
        for name in plain:
            assert gzip.decompress(archive.read(f"{name}.gz")) == archive.read(name)
            assert brotli.decompress(archive.read(f"{name}.br")) == archive.read(name)
        assert not any(name.endswith((".jpg.gz", ".avif.gz", ".woff2.br")) for name in found)
        assert archive.read("SHA256SUMS").decode().count(".br\n") == sum(
            name.endswith(".br") for name in found
        )
        assert "gzip_static on;" in archive.read("servers/nginx.conf").decode()
        assert ".gz" not in json.loads(archive.read("manifest.json"))["files"]


def test_times_in_the_archive_are_utc(workshop, tmp_path, monkeypatch):
    workshop.story("a")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772380800")  # 2026-03-01 16:00 UTC, midnight in Beijing
    monkeypatch.setenv("TZ", "America/New_York")
    assert main(["--root", str(workshop.root), "pack", "--out", str(tmp_path / "a.zip")]) == 0
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert {info.date_time for info in archive.infolist()} == {(2026, 3, 1, 16, 0, 0)}
        assert "2026-03-02 00:00（北京时间）" in archive.read("handover.txt").decode()


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
        lambda path: os.mkfifo(path),
        lambda path: zipped(path, "other.txt", "x"),
        lambda path: zipped(path, "manifest.json", "{}"),
        lambda path: zipped(path, "manifest.json", b"\xff\xfe"),
        lambda path: zipped(path, "manifest.json", "[" * 100_000),
        lambda path: zipped(
            path, "manifest.json", '{"files": {"a": "0123"}, "carried": {}, "withdrawn": []}'
        ),
        lambda path: path.write_text('{"files": [], "carried": {}, "withdrawn": []}'),
        lambda path: path.write_text('{"last": 3}'),
    ],
    ids=[
        "text",
        "empty",
        "folder",
        "nothing",
        "pipe",
        "no manifest",
        "empty manifest",
        "not UTF-8",
        "deep",
        "short sum",
        "list",
        "no record",
    ],
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
