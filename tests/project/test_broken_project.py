"""What stops the program: one line, an exit code, the old site untouched."""

import os
import shutil
import signal
import subprocess
import sys
import time

import pytest

from conftest import Workshop, photo_bytes


def snapshot(workshop: Workshop):
    return {p: p.read_bytes() for p in workshop.site.rglob("*") if p.is_file()}


@pytest.mark.parametrize(
    ("file", "before", "after", "word"),
    [
        ("brand/tokens.yml", "brand:       {light: '#1f5a48'", "brand:       {light: 'green'", "#1f5a48"),
        ("brand/tokens.yml", "names:", "names: [", "tokens.yml"),
        ("brand/tokens.yml", "tagline:", "taglin:", "tagline"),
        (
            "brand/tokens.yml",
            "ink:         {light: '#1e2421'",
            "ink:         {light: '#cccccc'",
            "最近的可用值",
        ),
        ("brand/organisation.yml", "icp: ''", "icp: 'ICP 123'", "备案号"),
        ("brand/organisation.yml", "dining:", "Dining Hall:", "小写字母"),
        ("mkdocs.yml", "plugins:", "plugins: {", "mkdocs.yml"),
        ("mkdocs.yml", "  - showcase", "  - search", "showcase"),
        (
            "mkdocs.yml",
            "site_url: https://houqin.example/wenhua/",
            "site_url: javascript:alert(1)",
            "site_url",
        ),
        ("mkdocs.yml", "plugins:", "theme: material\nplugins:", "theme 不能用"),
        ("docs/index.md", "layout: home", "layout: hoem", "可选的值"),
        ("brand/emblem.svg", "<path", "<script>alert(1)</script><path", "不能有 <script>"),
        ("brand/emblem.svg", "<path", '<image href="file:///etc/passwd"/><path', "<image>"),
        ("brand/emblem.svg", "<path", '<path onload="x"', "onload"),
        ("brand/emblem.svg", "0 0 512 512", "0 0 a b", "viewBox"),
        ("brand/emblem.svg", "0 0 512 512", "0 0 512", "viewBox"),
        ("brand/emblem.svg", "0 0 512 512", "0 0 0 512", "viewBox"),
        ("brand/emblem.svg", "0 0 512 512", "0 0 nan 512", "viewBox"),
    ],
)
def test_a_broken_setting_stops_with_a_line_for_each_fault_and_leaves_the_site(
    standing, file, before, after, word
):
    target = standing.root / file
    text = target.read_text("utf-8")
    assert before in text
    old = snapshot(standing)
    target.write_text(text.replace(before, after, 1), "utf-8")
    result = standing.run("build")
    assert result.code == 2, result.err
    lines = result.err.strip().splitlines()
    assert all(line.startswith(file) for line in lines), result.err
    assert word in result.err
    assert snapshot(standing) == old


def test_what_is_wrong_in_several_files_of_brand_is_said_at_once(standing):
    for file, before, after in (
        ("tokens.yml", "#1f5a48", "green"),
        ("tokens.yml", "weight: 600", "weight: bold"),
        ("organisation.yml", "icp: ''", "icp: 'ICP 123'"),
        ("memorial.yml", "days: []", "days: [{reason: 哀悼}]"),
        ("fonts/fonts.yml", "uses: [", "uses: [anything, "),
    ):
        path = standing.root / "brand" / file
        path.write_text(path.read_text("utf-8").replace(before, after, 1), "utf-8")
    result = standing.run("build")
    places = [line.split(": ")[0] for line in result.err.strip().splitlines()]
    assert (result.code, places) == (
        2,
        [
            "brand/fonts/fonts.yml:10:12",
            "brand/memorial.yml:9:8",
            "brand/organisation.yml:11:8",
            "brand/tokens.yml:22:24",
            "brand/tokens.yml:61:71",
        ],
    )


def test_a_folder_that_is_no_project_is_named(tmp_path):
    result = Workshop(tmp_path).run("build")
    assert result.code == 2
    assert "mkdocs.yml" in result.err


def test_a_wrong_command_line_is_answered_in_chinese(workshop):
    result = workshop.run("build", "--today", "tomorrow")
    assert result.code == 2
    assert "2026-03-05" in result.err


@pytest.mark.parametrize("target", [".", "docs", "stories/2026", "brand", ".."])
def test_the_site_is_never_built_over_sources(standing, target):
    result = standing.run("build", "--site-dir", str(standing.root / target))
    assert result.code == 2
    assert (standing.root / "stories" / "2026" / "one" / "index.md").is_file()


def test_a_folder_with_other_things_in_it_is_not_replaced(standing, tmp_path):
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "thesis.txt").write_text("work")
    assert standing.run("build", "--site-dir", str(tmp_path / "home")).code == 2
    assert (tmp_path / "home" / "thesis.txt").read_text() == "work"


def test_a_second_build_at_the_same_time_is_turned_away(standing):
    from filelock import FileLock

    with FileLock(standing.root / ".cache" / "build.lock"):
        result = standing.run("build")
    assert result.code == 3
    assert "另一次生成" in result.err


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("mount"), reason="needs a file system of its own")
def test_a_full_disk_leaves_the_old_site(standing, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(disk)], check=False
    ).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        result = standing.run("build", "--site-dir", str(disk / "site"))
        assert result.code == 3, result.err
        assert not (disk / "site").exists()
    finally:
        subprocess.run(["umount", str(disk)], check=False)


@pytest.mark.parametrize("delay", [0.8, 1.6])  # by the clock; at each write of a build: faults/
def test_a_build_killed_at_any_moment_leaves_a_whole_site(standing, delay):
    old = snapshot(standing)
    for n in range(2):
        photo = photo_bytes((2400 + n, 1600))
        standing.story(f"new-{n}", more="cover: p.jpg\n", photos={"p.jpg": photo})
    process = subprocess.Popen(
        [sys.executable, "-m", "showcase", "--root", str(standing.root), "build"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    time.sleep(delay)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    now = snapshot(standing)
    assert now == old or (standing.site / "stories" / "2026" / "new-1" / "index.html").is_file()
    assert all("</html>" in p.read_text("utf-8") for p in standing.site.rglob("*.html"))
    assert standing.run("build").code == 0
    assert (standing.site / "stories" / "2026" / "new-1" / "index.html").is_file()
    assert not list(standing.root.glob(".site.building-*"))
