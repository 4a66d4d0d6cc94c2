"""What an attack on the builder found, each as the one contribution or setting that showed it."""

import itertools
import json
import os
import signal
import stat
import subprocess
import sys
import time

import pytest

from conftest import PHOTOS, photo_bytes
from showcase.stories.front import FrontMatter
from showcase.typed.fields import read_typed

WORDINGS = (
    '正文里写 src="logo.png" 这样的字。',
    '写 `href="a.html"` 就行。',
    '    <a href="nothing.html">',
    "[x](../it's/index.md)",
    '[x](<a"b.md>)',
    "[y](a&quot;b.md)",
    "[x](../good/index.md?from=wx)",
    "[字](https://[a)",
)


def test_no_wording_of_one_story_stops_the_site(workshop):
    workshop.story("good", title="好好的一篇故事")
    for number, body in enumerate(WORDINGS):
        workshop.story(f"odd-{number}", title=f"第 {number} 种写法的灯", body=body)
    report = workshop.root / "report.json"
    result = workshop.run("build", "--report", str(report))
    left_out = json.loads(report.read_text("utf-8"))["left_out"]
    assert "stories/2026/good/index.md" not in left_out
    assert result.code == bool(left_out), result.err
    for number, body in enumerate(WORDINGS):
        there = (workshop.site / f"stories/2026/odd-{number}/index.html").is_file()
        assert there == (f"stories/2026/odd-{number}/index.md" not in left_out), body
    assert (workshop.site / "stories/2026/good/index.html").is_file()
    assert 'href="../it' not in "".join(p.read_text("utf-8") for p in workshop.site.rglob("index.html"))


def test_thousands_of_dead_links_are_each_told_of(workshop):
    """They were read in time that grew with their square."""
    workshop.story("links", body="\n\n".join(f"[a](x{n}.md)" for n in range(8000)))
    result = workshop.run("check", "--format", "json")
    told = [row for row in json.loads(result.out) if "links" in row["path"] and row["code"].startswith("LNK")]
    assert result.code == 0
    assert len(told) == 8000


def test_a_story_that_is_left_out_does_not_set_the_day(workshop):
    workshop.story("lasting", title="到期很晚的一篇", more="expires: 2080-01-01\n")
    workshop.raw_story(
        "far", b"---\ntitle: \xe7\x81\xaf\xe7\x81\xaf\xe7\x81\xaf\xe7\x81\xaf\ndate: 2099-12-31\n---\nx\n"
    )
    assert workshop.run("build").code == 1
    assert (workshop.site / "stories/2026/lasting/index.html").is_file()


def test_docs_without_a_home_page_or_behind_a_link_are_no_project(workshop):
    (workshop.root / "docs" / "index.md").rename(workshop.root / "home.md")
    assert "docs/index.md" in workshop.run("build").err
    (workshop.root / "docs").rename(workshop.root / "elsewhere")
    (workshop.root / "docs").symlink_to("elsewhere")
    result = workshop.run("build")
    assert (result.code, "docs/" in result.err) == (2, True)


@pytest.mark.parametrize("epoch", ["abc", "²", "9" * 30, "-5", "1000000000000"])
def test_a_time_that_is_none_is_refused(workshop, monkeypatch, epoch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    result = workshop.run("build")
    assert result.code == 2
    assert "SOURCE_DATE_EPOCH" in result.err


def test_a_report_is_only_written_to_a_plain_file_and_that_is_known_before_building(workshop, tmp_path):
    os.mkfifo(tmp_path / "fifo")
    for target in (tmp_path / "fifo", tmp_path, tmp_path / "none" / "r.json", workshop.site / "r.json"):
        assert workshop.run("build", "--report", str(target)).code == 2
    assert stat.S_ISFIFO((tmp_path / "fifo").stat().st_mode)
    assert not workshop.site.exists()


def test_brackets_in_a_path_are_no_markup(workshop, tmp_path):
    result = workshop.run("build", "--site-dir", str(tmp_path / "out[b] x"))
    assert result.code == 0
    assert "out[b] x" in result.err


def test_what_a_stranger_typed_cannot_write_lines_into_a_log(workshop):
    workshop.raw_story("log", b'---\n"a\\n::error file=x::pwn\\e[31m": 1\n---\nx\n')
    result = workshop.run("check")
    assert "\x1b[31m" not in result.out
    assert not [line for line in result.out.splitlines() if line.startswith("::error")]


def test_names_that_are_no_text_are_named_without_a_traceback(workshop, tmp_path):
    (workshop.root / "stories" / "2026").mkdir()
    (workshop.root / "stories" / "2026" / os.fsdecode(b"\xffa")).mkdir()
    for arguments in (
        ["check"],
        ["check", "--format", "json"],
        ["build", "--report", str(tmp_path / "r.json")],
    ):
        assert workshop.run(*arguments).code == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("site_url: https://houqin.example/wenhua/", 'site_url: "https://[abc/"'),
        ("path: stories/index.md, ", "path: [x], "),
        ("docs_dir: docs", "docs_dir: nope"),
        ("docs_dir: docs", "docs_dir: docs\nhooks: [x.py]"),
        ("docs_dir: docs", "copyright: " + "[" * 3000),
    ],
)
def test_odd_settings_are_answered_in_one_line(workshop, before, after):
    (workshop.root / "x.py").write_text("raise SystemExit(5)\n", "utf-8")
    settings = workshop.root / "mkdocs.yml"
    text = settings.read_text("utf-8")
    assert before in text
    settings.write_text(text.replace(before, after, 1), "utf-8")
    result = workshop.run("build")
    assert result.code == 2, result.err
    assert len(result.err.strip().splitlines()) == 1


def test_directory_addresses_asked_for_in_the_settings_change_nothing(workshop):
    settings = workshop.root / "mkdocs.yml"
    settings.write_text(
        settings.read_text("utf-8").replace("use_directory_urls: false", "use_directory_urls: true"), "utf-8"
    )
    assert workshop.run("build").code == 0
    assert (workshop.site / "culture" / "dining" / "index.html").is_file()


def test_a_cache_entry_of_another_shape_is_made_again(workshop):
    from showcase.project.cache import Cache

    workshop.story("one", more="cover: a.jpg\n", photos={"a.jpg": photo_bytes()})
    assert workshop.run("build").code == 0
    for kind in ("bodies", "photos"):
        cache = Cache(workshop.root / ".cache" / kind)
        for entry in (workshop.root / ".cache" / kind).glob("*/*"):
            if "." not in entry.name or "probe" in entry.name:
                cache.put_json(entry.name, [1])
    assert workshop.run("build").code == 0


def test_a_worker_killed_by_the_system_hangs_no_build_and_brings_down_no_other_story(workshop):
    for n in range(2):
        workshop.story(
            f"s-{n}",
            title=f"第{n}个早晨的灯",
            more="cover: p.jpg\n",
            photos={"p.jpg": PHOTOS / "lingchen-huomian" / "luguo.jpeg"},
        )
    process = subprocess.Popen(
        [sys.executable, "-m", "showcase", "--root", str(workshop.root), "build"],
        stderr=subprocess.PIPE,
        text=True,
    )
    killed = False
    for _ in range(400):
        time.sleep(0.02)
        found = subprocess.run(
            ["pgrep", "-P", str(process.pid), "-f", "spawn_main"], capture_output=True, text=True, check=False
        )
        if found.stdout.split():
            time.sleep(0.4)
            os.kill(int(found.stdout.split()[0]), signal.SIGKILL)
            killed = True
            break
    _, said = process.communicate(timeout=120)
    assert killed
    # All as a rule; when it died holding the pool's lock, its own story is missing, and the exit code says so.
    published = len(list((workshop.site / "stories" / "2026").glob("*/index.html")))
    assert published >= 1, said
    assert process.returncode == 2 - published, said


def test_a_low_limit_on_memory_is_kept_and_stops_no_build(workshop):
    workshop.story("one", more="cover: a.jpg\n", photos={"a.jpg": photo_bytes()})
    command = f"ulimit -v 2500000; exec {sys.executable} -m showcase --root {workshop.root} build"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert (workshop.site / "stories" / "2026" / "one" / "index.html").is_file()


@pytest.fixture(scope="module")
def many(make_workshop):
    """A project with more to say than a pipe holds, checked and built before."""
    workshop = make_workshop()
    workshop.story("many", body="\n\n".join("灯亮了,人来了." for _ in range(900)))
    assert workshop.run("build").code == 0
    return workshop


@pytest.mark.parametrize(
    ("command", "ending"),
    [
        *itertools.product(["check", "build"], ["| head -c 1", "2>&1 >/dev/null | head -c 1", "2>/dev/full"]),
        ("check --format json", "| head -c 1"),
        ("check --format sheet", "| head -c 1"),
        ("build --site-dir {file}", "2>/dev/full"),
    ],
)
def test_who_reads_the_answer_changes_nothing_of_the_exit_code(many, tmp_path, command, ending):
    """`| head` said 1 (errors) of a sound project, and so did a log on a full disk, even when nothing was built."""
    file = tmp_path / "file"
    file.write_text("no folder")
    words = " ".join(command.format(file=file).split())
    line = f"{sys.executable} -m showcase --root {many.root} {words} {ending}; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == (2 if "--site-dir" in words else 0), done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("form", ["text", "github", "build"])
def test_thousands_of_findings_of_one_kind_are_counted_and_not_listed(workshop, form):
    workshop.story("many", body="\n\n".join("灯亮了,人来了!!找13800138000。" for _ in range(3000)))
    result = workshop.run("build") if form == "build" else workshop.run("check", "--format", form)
    said = result.out + result.err
    assert result.code == 1
    assert len(said) < 60_000
    assert "stories/2026/many/index.md: PII001 还有 29" in said
    rows = workshop.run("check", "--format", "json").out
    assert rows.count('"PII001"') == 3000  # programs get them all


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_build_told_to_stop_answers_in_a_line_and_leaves_the_old_site(workshop, number):
    workshop.story("a", more="cover: a.jpg\n", photos={"a.jpg": photo_bytes()})
    assert workshop.run("build").code == 0
    old = workshop.page("index.html")
    workshop.story(
        "b", title="新来的一篇故事", more="cover: b.jpg\n", photos={"b.jpg": photo_bytes((4001, 3000))}
    )
    command = [sys.executable, "-m", "showcase", "--root", str(workshop.root), "build"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as build:
        while build.poll() is None and not list(workshop.root.glob(".site.building-*")):
            time.sleep(0.01)
        time.sleep(0.3)
        build.send_signal(number)
        _, said = build.communicate(timeout=60)
    if build.returncode == 0:
        pytest.skip("the build was quicker than the signal")
    assert build.returncode == 3
    assert said.strip().splitlines()[-1].startswith("已中断")
    assert "Traceback" not in said
    assert workshop.page("index.html") == old


def test_a_thousand_unknown_keys_are_named_at_once():
    """The schema was made anew for each of them: a quarter of a minute for 16 KB."""
    text = "".join(f"k{number}: v\n" for number in range(1400))
    front, findings = read_typed(FrontMatter, text, "index.md", "FM002")
    assert front is None
    assert sum(finding.message.startswith("没有 k") for finding in findings) == 1400


def test_what_was_made_before_is_not_taken_from_a_merge_request(workshop):
    def git(*arguments: str) -> None:
        subprocess.run(["git", "-C", str(workshop.root), *arguments], check=True, capture_output=True)

    git("init", "-q")
    assert workshop.run("check").code == 0
    git("add", "-f", ".cache")
    for command in ("check", "build"):
        result = workshop.run(command)
        assert result.code == 2
        assert "git rm -r --cached .cache" in result.err
    assert not workshop.site.exists()
