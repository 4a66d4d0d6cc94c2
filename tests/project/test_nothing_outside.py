"""Nothing outside the project is opened because of what a story says: every opening is written down and looked at."""

import os
import subprocess
import sys

import pytest

from conftest import photo_bytes

# Runs at the start of the command and of every worker it starts.
WATCH = """
import os, sys

log = os.open({log!r}, os.O_WRONLY | os.O_APPEND | os.O_CREAT)


def watch(event, arguments):
    if event in ("open", "os.listdir", "os.scandir", "shutil.copyfile", "os.link", "os.rename", "os.symlink"):
        os.write(log, (event + " " + repr(arguments) + "\\n").encode("utf-8", "replace"))


sys.addaudithook(watch)
"""

SECRET = "keep-out"
TARGETS = (
    f"../../../../{SECRET}.jpg",
    f"..%2f..%2f..%2f..%2f{SECRET}.jpg",
    f"....//....//{SECRET}.jpg",
    f"..\\..\\..\\..\\{SECRET}.jpg",
    "{absolute}",
    "file://{absolute}",
    f"a.jpg/../../../../../{SECRET}.jpg",
    f"./.././../../../{SECRET}.jpg",
    f"linked/{SECRET}.jpg",
    "linked.jpg",
)
FIELDS = (
    "cover: {path}",
    "photos: {{{path}: {{credit: 某人}}}}",
    "related: [{path}]",
    "department: {path}",
    "series: {path}",
    "themes: [{path}]",
    "credits: {{photo: {path}}}",
)
BODIES = ("![一张照片]({path})", "[链接]({path})", "[甲]: {path}\n\n![一张照片][甲]", "<img src={path}>")


def test_no_path_in_a_story_leads_outside(workshop):
    secret = workshop.root.parent / f"{SECRET}.jpg"
    secret.write_bytes(photo_bytes())
    number = 0
    for target in TARGETS:
        path = target.format(absolute=secret)
        for more, body in [(f"{field.format(path=repr(path))}\n", "") for field in FIELDS] + [
            ("", body.format(path=path)) for body in BODIES
        ]:
            number += 1
            folder = workshop.story(f"s{number}", more=more, body=body, photos={"a.jpg": photo_bytes()})
            (folder / "linked.jpg").symlink_to(secret)
            (folder / "linked").symlink_to(secret.parent, target_is_directory=True)
    start = workshop.root.parent / "start"
    start.mkdir()
    log = workshop.root.parent / "opened.log"
    (start / "sitecustomize.py").write_text(WATCH.format(log=str(log)), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "showcase", "--root", str(workshop.root), "build"],
        env={**os.environ, "PYTHONPATH": str(start)},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    opened = log.read_text("utf-8").splitlines()
    assert len(opened) > 1000  # the hook was at work
    assert any("index.md" in line for line in opened)
    assert [line for line in opened if SECRET in line] == []
    assert [line for line in opened if "'linked" in line] == []
    assert secret.read_bytes() not in {file.read_bytes() for file in workshop.site.rglob("*.jpg")}


@pytest.mark.parametrize(("part", "code"), [("stories", 2), ("stories/2026", 1)])
def test_a_linked_folder_of_stories_is_not_entered(workshop, part, code):
    outside = workshop.root.parent / "outside" / "2026"
    (outside / "a").mkdir(parents=True)
    (outside / "a" / "index.md").write_text("---\ntitle: 外面的故事\n---\n\n外面\n", "utf-8")
    place = workshop.root / part
    if place.exists():
        place.rmdir()
    place.symlink_to(outside if part.endswith("2026") else outside.parent, target_is_directory=True)
    result = workshop.run("check")
    assert result.code == code
    assert "外面" not in result.out + result.err
