"""What the machine around a build may do: each costs at most that build, never the site, and is told in Chinese."""

import fcntl
import hashlib
import os
import shutil
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, Workshop, photo_bytes
from showcase.photos.orders import Developed, Order, Refusal, Want
from showcase.photos.recipes import BODY
from showcase.photos.studio import Studio
from showcase.project.workers import Workers

ROOT_USER = os.geteuid() == 0
# Root reads and writes everything; as others meet it, without that right.
PLAIN = ["capsh", "--drop=cap_dac_override,cap_dac_read_search,cap_fowner", "--"] if ROOT_USER else ["bash"]


def state(folder: Path):
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def shell(workshop: Workshop, line: str, *, start: list[str] | None = None):
    """`line` in a shell, where SHOWCASE is the command on this project."""
    command = f"{sys.executable} -m showcase --root {workshop.root}"
    done = subprocess.run(
        [*(start or ["bash"]), "-c", line.replace("SHOWCASE", command)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done


@pytest.mark.skipif(not shutil.which(PLAIN[0]), reason="as root it needs capsh")
@pytest.mark.parametrize(
    ("folder", "mode", "code"),
    [
        ("stories/2026", 0o000, 3),
        ("stories", 0o444, 3),
        ("docs/culture", 0o000, 2),
        ("stories/2026/one", 0o444, 1),
        (".cache/build.lock", 0o400, 3),
        ("mkdocs.yml", 0o000, 2),
        ("brand/emblem.svg", 0o000, 2),
    ],
)
def test_what_may_not_be_read_or_written_is_named_in_chinese(standing, folder, mode, code):
    """A closed year was a traceback; its stories must not vanish from the site either."""
    old = state(standing.site)
    (standing.root / folder).chmod(mode)
    try:
        done = shell(standing, "SHOWCASE build", start=PLAIN)
    finally:
        (standing.root / folder).chmod(0o755)
    assert done.returncode == code, done.stderr
    assert "denied" not in done.stderr
    assert folder in done.stderr
    assert code == 1 or state(standing.site) == old


@pytest.mark.parametrize("file", ["brand/tokens.yml", "brand/organisation.yml", "brand/emblem.svg"])
def test_a_pipe_in_the_place_of_a_setting_is_not_waited_for(workshop, file):
    (workshop.root / file).unlink()
    os.mkfifo(workshop.root / file)
    done = shell(workshop, "timeout 60 $(echo SHOWCASE) build")
    assert (done.returncode, file in done.stderr) == (2, True), done.stderr


@pytest.mark.skipif(not shutil.which("git"), reason="needs git")
@pytest.mark.parametrize("time", ["253402300799", "18446744073709551615"])
def test_a_commit_may_bear_any_time(workshop, time):
    """Whoever commits types the time; the year 31,690,708 was a traceback."""
    commit = f"author a <a@b> {time} +0000\ncommitter a <a@b> {time} +0000\n\nx\n"
    line = (
        f"cd {workshop.root} && git init -q . && git add docs && export T=$(git write-tree) && "
        f"git update-ref HEAD $(printf 'tree %s\\n{commit}' $T | git hash-object -t commit -w --literally --stdin)"
    )
    assert shell(workshop, line.replace("\n", "\\n")).returncode == 0
    assert workshop.run("build").code == 0


def test_a_time_set_to_nothing_is_no_time(workshop, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    result = workshop.run("build")
    assert result.code == 0, result.err


@pytest.mark.parametrize(
    ("command", "closed"),
    [("build", "<&- >&- 2>&-"), ("check", ">&-"), ("build --site-dir stories", "2>&-")],
)
def test_closed_streams_change_nothing_of_the_answer(standing, command, closed):
    done = shell(standing, f"cd {standing.root}; SHOWCASE {command} {closed}")
    assert done.returncode == (2 if "stories" in command else 0)


def test_the_web_server_may_read_the_site_whatever_the_umask(workshop):
    workshop.story("one", more="cover: a.jpg\n", photos={"a.jpg": photo_bytes()})
    assert shell(workshop, "umask 077; SHOWCASE build").returncode == 0
    for path in (workshop.site, *workshop.site.rglob("*")):
        wanted = 0o755 if path.is_dir() else 0o644
        assert stat.S_IMODE(path.stat().st_mode) == wanted, path


def test_leftovers_go_except_those_of_a_build_that_runs(standing):
    site = standing.root / "out[1]"
    left, running = (site.with_name(f".{site.name}.building-{name}") for name in ("left", "running"))
    left.mkdir()
    running.mkdir()
    handle = os.open(running, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        assert standing.run("build", "--site-dir", str(site)).code == 0
    finally:
        os.close(handle)
    assert (left.exists(), running.exists()) == (False, True)


def test_an_old_site_that_a_killed_build_had_put_aside_comes_back(standing):
    """Only where folders cannot be exchanged in one step."""
    old = state(standing.site)
    standing.site.rename(standing.root / ".site.building-1234.old")
    (standing.root / "brand" / "tokens.yml").write_text("x: [")
    assert standing.run("build").code == 2
    assert state(standing.site) == old


@pytest.mark.skipif(not ROOT_USER or not shutil.which("mount"), reason="needs a file system of its own")
def test_a_report_that_finds_no_room_leaves_the_old_site(standing, tmp_path):
    """It was written after the exchange, and then the answer was that the old site had not been touched."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8k", "tmpfs", str(disk)], check=False).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        (disk / "full").write_bytes(bytes(8192))
        old = state(standing.site)
        standing.story("new", title="新来的一篇故事")
        result = standing.run("build", "--report", str(disk / "report.json"))
        assert (result.code, "磁盘满了" in result.err) == (3, True), result.err
        assert state(standing.site) == old
    finally:
        subprocess.run(["umount", str(disk)], check=False)


def test_a_photo_that_was_another_for_a_moment_is_not_refused_for_good(tmp_path):
    """Half copied, then whole: what was refused meanwhile is not remembered of the whole one."""
    folder = tmp_path / "p" / "stories"
    folder.mkdir(parents=True)
    photo, whole = folder / "a.jpg", photo_bytes()
    order = Order("stories/a.jpg", frozenset({Want(BODY)}))

    def develop(data: bytes):
        photo.write_bytes(data)
        os.utime(photo, (1_700_000_000, 1_700_000_000))
        with Workers(1) as workers:
            return Studio(tmp_path / "p", tmp_path / "cache", workers).develop([order])[order.path]

    assert isinstance(develop(whole), Developed)
    for entry in (tmp_path / "cache").rglob("*"):
        if entry.is_file() and entry.name != "sources":
            entry.unlink()
    assert isinstance(develop(whole[:600] + bytes(len(whole) - 600)), Refusal)
    assert isinstance(develop(whole), Developed)


@pytest.mark.parametrize("address", ["127.0.0.1:99999", "127.0.0.1:²"])
def test_an_address_that_is_none_is_refused(workshop, address):
    result = workshop.run("serve", "--address", address)
    assert (result.code, len(result.err.strip().splitlines())) == (2, 1)


def test_a_port_that_is_taken_is_named_and_another_one_advised(workshop):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        result = workshop.run("serve", "--address", address)
    assert result.code == 3
    assert result.err.strip().splitlines()[-1].startswith(f"{address} 用不了：端口已被占用")


def test_who_interrupts_while_the_program_still_loads_gets_a_line(workshop, tmp_path):
    (tmp_path / "click.py").write_text("raise KeyboardInterrupt\n")
    done = shell(workshop, f"PYTHONPATH={tmp_path} SHOWCASE build")
    assert (done.returncode, done.stderr) == (3, "已中断；什么都没写\n")


def test_what_was_compiled_while_the_disk_was_full_is_compiled_again(workshop, tmp_path):
    """Python 3.11 writes half a .pyc and says nothing; each later start was a traceback, room or not."""
    compiled = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "scripts" / "showcase", tmp_path / "showcase", ignore=compiled)
    here = f"PYTHONPATH={tmp_path} SHOWCASE check"
    shell(workshop, f"ulimit -f 4; {here}")
    files = [file for file in tmp_path.rglob("*.pyc") if file.stat().st_size == 4096]
    assert len(files) > 1
    assert shell(workshop, here).returncode == 0
    assert [file for file in files if file.exists()] == []
    assert shell(workshop, f"PYTHONDONTWRITEBYTECODE=1 {here}").returncode == 0


@pytest.mark.parametrize("terminal", ["gbk", "ascii"])
def test_another_locale_changes_no_name_and_no_byte(workshop, terminal):
    """Under zh_CN.GBK, as on old servers, every story with a Chinese photo name was left out."""
    workshop.story("wx", more="cover: 微信图片.jpg\n", photos={"微信图片.jpg": photo_bytes()})
    assert workshop.run("build").code == 0
    old = state(workshop.site)
    foreign = "LC_ALL=POSIX PYTHONCOERCECLOCALE=0 PYTHONUTF8=0"
    line = f"{foreign} PYTHONIOENCODING={terminal} SHOWCASE build --site-dir {workshop.root}/新网站 2>{workshop.root}/said"
    assert shell(workshop, line).returncode == 0
    assert state(workshop.root / "新网站") == old
    said = (workshop.root / "said").read_bytes().decode(terminal)
    assert ("个提醒" if terminal == "gbk" else r"\u4e2a\u63d0\u9192") in said


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs ulimit")
@pytest.mark.parametrize(
    "command", ["build", "write OUT", "pack --out OUT.zip", "kit --out OUT.zip", "images --out OUT PHOTO"]
)
def test_every_command_that_finds_no_room_says_that_the_old_site_stands(standing, tmp_path, command):
    """A limit on the size of files stands for a full disk: what is written fails in the middle."""
    photo = tmp_path / "a.jpg"
    photo.write_bytes(photo_bytes((1200, 800)))
    shutil.rmtree(standing.root / ".cache")
    old = state(standing.site)
    words = command.replace("OUT", str(tmp_path / "out")).replace("PHOTO", str(photo))
    done = shell(standing, f"ulimit -f 4; cd {standing.root}; PYTHONDONTWRITEBYTECODE=1 SHOWCASE {words}")
    said = done.stderr.strip().splitlines()[-1]
    assert (done.returncode, said.endswith("旧网站没有动")) == (3, True), done.stderr
    assert "文件超过了这里允许的大小" in said
    assert state(standing.site) == old
