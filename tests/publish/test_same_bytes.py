"""The same commit gives the same bytes, wherever, by whomever and however it is built, and without a network."""

import datetime as dt
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from conftest import photo_bytes

MOMENT = 1772672400  # 2026-03-05 01:00 UTC, 09:00 in Beijing
DAY = dt.datetime.fromtimestamp(MOMENT, dt.UTC).date().isoformat()
REVIEWED = "review: {first: 申初, second: 申复, final: 申终, date: 2026-03-05}\n"


def git(root: Path, *words: str) -> None:
    who = {
        f"GIT_{role}_{what}": f"a{'@b' * (what == 'EMAIL')}"
        for role in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    when = {"GIT_AUTHOR_DATE": f"{MOMENT} +0000", "GIT_COMMITTER_DATE": f"{MOMENT} +0000"}
    subprocess.run(
        ["git", "-C", str(root), *words], check=True, capture_output=True, env={**os.environ, **who, **when}
    )


def copied_backwards(source: Path, target: Path) -> None:
    """The same files, made in the opposite order and at other times."""
    for file in sorted(
        (f for f in source.rglob("*") if f.is_file() and ".cache" not in f.parts), reverse=True
    ):
        place = target / file.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, place)
        os.utime(place, (MOMENT + len(place.name), MOMENT + len(place.name)))


def packed(root: Path, out: Path, words: list[str], start: list[str], environment: dict[str, str]) -> None:
    command = [
        *start,
        sys.executable,
        "-P",
        "-m",
        "showcase",
        "--root",
        str(root),
        "pack",
        "--official",
        "--out",
        str(out),
        *words,
    ]
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    done = subprocess.run(
        command, capture_output=True, timeout=200, check=False, env={**kept, **environment}, cwd="/"
    )
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")


def differently(folder: Path) -> tuple[list[str], str]:
    """(how to start a command with one core, no network, another user, umask and year, its home) as far as this machine lets us."""
    start = ["sh", "-c", 'umask 077; exec "$@"', "sh"]
    nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    reaches = [*nobody, sys.executable, "-P", "-c", f"import os, showcase; os.listdir({str(folder)!r})"]
    if (
        os.geteuid() == 0
        and shutil.which("setpriv")
        and subprocess.run(reaches, check=False, capture_output=True).returncode == 0
    ):
        for path in (folder, *folder.rglob("*")):
            os.chown(path, 65534, 65534, follow_symlinks=False)
        start = [*nobody, *start]
    if shutil.which("faketime"):
        start = ["faketime", "-f", "+900d", *start]
    if shutil.which("taskset"):
        start = ["taskset", "-c", "0", *start]
    if (
        shutil.which("unshare")
        and subprocess.run(["unshare", "-n", "true"], check=False, capture_output=True).returncode == 0
    ):
        start = ["unshare", "-n", *start]
    return start, str(folder)


@pytest.mark.skipif(not shutil.which("git"), reason="needs git")
def test_two_builds_that_differ_in_all_but_the_commit_give_the_same_archive(workshop, tmp_path):
    photos = {"a.jpg": photo_bytes((1300, 900)), "微信图片.png": photo_bytes((800, 700), "PNG")}
    workshop.story("a", more=f"cover: a.jpg\n{REVIEWED}", body="![一袋面](微信图片.png)", photos=photos)
    workshop.story("b", title="修好的第三盏路灯", department="property", more=REVIEWED)
    one = workshop.alone().root
    git(one, "init", "-q", "-b", "main")
    git(one, "add", "docs", "stories", "brand", "mkdocs.yml")
    git(one, "commit", "-q", "-m", "x")

    home = tmp_path / "另一个 地方"
    other = home / "项目-2"
    copied_backwards(one, other)

    packed(
        one,
        tmp_path / "one.zip",
        [],
        [],
        {"SOURCE_DATE_EPOCH": str(MOMENT), "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", "TZ": "UTC"},
    )

    # The other one has a cache of a site that was otherwise: a story more, another text.
    extra = other / "stories/2026/c"
    shutil.copytree(other / "stories/2026/b", extra)
    for folder in (tmp_path.parent, tmp_path):
        folder.chmod(0o755)
    start, root = differently(home)
    environment = {"HOME": root, "PYTHONHASHSEED": "31337", "LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0",
                   "TZ": "Pacific/Kiritimati", "USER": "someone", "TMPDIR": root, "PYTHONDONTWRITEBYTECODE": "1"}  # fmt: skip
    packed(other, home / "before.zip", ["--today", "2026-04-01"], start, environment)
    shutil.rmtree(extra)
    (other / ".handed-over-public.json").unlink()
    packed(other, home / "two.zip", ["--today", DAY], start, environment)

    first, second = tmp_path / "one.zip", home / "two.zip"
    with zipfile.ZipFile(first) as left, zipfile.ZipFile(second) as right:
        assert left.namelist() == right.namelist()
        assert "site/stories/2026/a/index.html" in left.namelist()
        assert [name for name in left.namelist() if left.read(name) != right.read(name)] == []
    assert first.read_bytes() == second.read_bytes()
