"""Builds that are killed, that find no room, that run at once; and a reader of the site who never sees half of one.

A script of its own: it forks, which a process with threads should not. `make faults` runs the long version and writes
its figures to tests/faults/faults.json; test_faults.py runs a short one.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from multiprocessing.connection import Connection, Pipe
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent))
from witness import Broken, Sums, child, ended, figures, looked_at, reading

from conftest import bare_workshop, photo_bytes
from showcase.cli import main

PAGE = 4096  # bytes that a disk gives at once
REVIEWED = "review: {first: 申初, second: 申复, final: 申终, date: 2026-03-08}\n"
WORDS = ("灯先亮在面案上。", "灯慢慢亮在面案上。")
WRITES = frozenset(
    (
        "os.rename",
        "os.mkdir",
        "os.rmdir",
        "os.remove",
        "os.link",
        "os.symlink",
        "os.chmod",
        "os.utime",
        "ctypes.dlsym",
    )
)


class Office:
    """A project with two states of its sources, and the site that each gives."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "project"
        self.said = folder / "said.txt"
        workshop = bare_workshop(self.root)
        photo = photo_bytes((400, 300))
        self.story = (
            workshop.story("a", more=f"cover: a.jpg\n{REVIEWED}", photos={"a.jpg": photo}) / "index.md"
        )
        self.other = workshop.story("b", title="修好的第三盏路灯", department="property", more=REVIEWED)
        self.kept = folder / "kept"
        self.other.rename(self.kept)
        self.sites: list[Sums] = []
        for state in (1, 0):
            self.set(state)
            assert ended(self.build()) == 0, self.said.read_text("utf-8")
            self.sites.insert(0, self.now())

    @property
    def site(self) -> Path:
        return self.root / "site"

    def set(self, state: int) -> None:
        """0: one story; 1: two, and the first says other words."""
        text = self.story.read_text("utf-8").replace(WORDS[1 - state], WORDS[state])
        self.story.write_text(text, "utf-8")
        if state == self.kept.exists():
            (self.kept if state else self.other).rename(self.other if state else self.kept)

    def now(self) -> Sums:
        found = looked_at(self.site)
        assert found is not None
        return found

    def build(self, before: Callable[[], None] = lambda: None, root: Path | None = None) -> int:
        """The number of a process that builds; what it says lies in `said`."""

        def work() -> int:
            sink = os.open(self.said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(sink, 1)
            os.dup2(sink, 2)
            before()
            return main(["--root", str(root or self.root), "build", "--official", "--today", "2026-04-02"])

        return child(work)


def killed_after(writes: int, counted: Connection | None = None) -> Callable[[], None]:
    """What makes a process kill itself before it writes the n-th time; with `counted` it only tells how many there were."""

    def begin() -> None:
        done = 0

        def heard(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal done
            opens = (
                event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
            )
            if opens or event in WRITES:
                done += 1
                if counted:
                    counted.send(done)
                elif done == writes:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(heard)

    return begin


def kills(office: Office, count: int, limit: float, seed: int) -> dict[str, object]:
    """Half of them by what was written, half by time; the sources change to and fro. No more are begun after `limit` seconds."""
    ours, theirs = Pipe(duplex=False)
    office.set(1)
    started = time.monotonic()
    number = office.build(killed_after(0, theirs))
    writes = 0
    while not (gone := os.waitpid(number, os.WNOHANG)[0]) or ours.poll():
        while ours.poll(0.01):
            writes = ours.recv()
        if gone:
            break
    seconds = time.monotonic() - started
    chance = random.Random(seed)
    points = [1 + number * writes // max(1, count // 2 - 1) for number in range(count // 2 + 1)]
    chance.shuffle(points)  # spread as widely when time runs out
    ended_by = time.monotonic() + limit
    outcomes = {"killed": 0, "finished": 0}
    with reading(office.site, office.sites):
        for turn in range(count):
            if time.monotonic() > ended_by:
                break
            office.set(turn % 2)
            if turn % 2:
                number = office.build(killed_after(points[turn // 2]))
            else:
                number = office.build()
                time.sleep(chance.uniform(0, seconds * 1.1))
                with contextlib.suppress(ProcessLookupError):
                    os.kill(number, signal.SIGKILL)
            if turn % 10 == 9:
                shutil.rmtree(office.root / ".cache/photos", ignore_errors=True)
            code = ended(number)
            outcomes["killed" if code == 137 else "finished"] += 1
            if code not in (0, 137):
                raise Broken(f"turn {turn} ended with {code}: {office.said.read_text('utf-8')[-600:]}")
            if office.now() not in office.sites:
                raise Broken(f"turn {turn} left neither site")
            record = json.loads((office.root / ".handed-over-public.json").read_bytes())["last"]["files"]
            if {path: file["sha256"] for path, file in record.items()} not in office.sites:
                raise Broken(f"turn {turn} left a record of neither site")
    _whole_again(office)
    return {"turns": sum(outcomes.values()), "writes_of_a_build": writes, **outcomes}


def _whole_again(office: Office) -> None:
    """After all that, a build makes the site, and nothing is left of those before."""
    for state in (0, 1):
        office.set(state)
        if code := ended(office.build()):
            raise Broken(f"the build after ended with {code}: {office.said.read_text('utf-8')[-600:]}")
        if office.now() != office.sites[state]:
            raise Broken("the build after made another site")
    if left := [path.name for path in office.root.glob(".*building*")]:
        raise Broken(f"left: {left}")


def at_once(office: Office, count: int) -> dict[str, object]:
    """Builds of the same project begun together: one works, the others say so."""
    office.set(0)
    ended(office.build())
    office.set(1)
    with reading(office.site, office.sites):
        codes = [ended(number) for number in [office.build() for _ in range(count)]]
    if set(codes) - {0, 3} or 0 not in codes:
        raise Broken(f"exit codes {codes}")
    if office.now() != office.sites[1]:
        raise Broken("another site than the one that was built")
    return {"builds": count, "done": codes.count(0), "told_to_wait": codes.count(3)}


def disks(office: Office, count: int) -> dict[str, object] | None:
    """The same change on disks that hold the project and a little more, ever a little more; None where none can be mounted."""
    office.set(0)
    if ended(office.build()):
        raise Broken("no build")
    new = sum(-(-(office.site / path).stat().st_size // PAGE) * PAGE for path in office.sites[0])
    codes = []
    for turn in range(count):
        room = int(new * 1.4 * turn / max(1, count - 1)) // PAGE * PAGE
        with tempfile.TemporaryDirectory() as place:
            mount = ["mount", "-t", "tmpfs", "tmpfs", place]
            if os.geteuid() or subprocess.run(mount, check=False, capture_output=True).returncode:
                return None
            try:
                root = Path(place) / "project"
                shutil.copytree(office.root, root, symlinks=True)  # what is made of brand/ lies elsewhere
                here = Office.__new__(Office)
                here.root, here.said, here.sites, here.kept = root, office.said, office.sites, office.kept
                story = root / "stories/2026/a/index.md"
                story.write_text(story.read_text("utf-8").replace(WORDS[0], WORDS[1]), "utf-8")
                shutil.copytree(office.kept, root / "stories/2026/b")
                disk = os.statvfs(place)
                used = (disk.f_blocks - disk.f_bfree) * disk.f_frsize
                subprocess.run(["mount", "-o", f"remount,size={used + room}", place], check=True)
                with reading(here.site, office.sites):
                    code = ended(here.build())
                said = office.said.read_text("utf-8")
                if (
                    here.now() != office.sites[1 if code == 0 else 0]
                    or code not in (0, 3)
                    or "Traceback" in said
                ):
                    raise Broken(f"on a disk with {room} bytes left: exit code {code}: {said[-600:]}")
                if code and "磁盘满了" not in said:
                    raise Broken(f"on a disk with {room} bytes left it was said: {said[-600:]}")
            finally:
                subprocess.run(["umount", "-l", place], check=False)
        codes.append(code)
    return {"sizes": count, "done": codes.count(0), "no_room": codes.count(3)}


def attack(turns: int, sizes: int, together: int, limit: float, seed: int) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder:
        office = Office(Path(folder))
        found = {
            "kills": kills(office, turns, limit, seed),
            "disks": disks(office, sizes),
            "at_once": at_once(office, together),
        }
        return {**found, "sites_read": figures["read"]}


if __name__ == "__main__":
    words = argparse.ArgumentParser()
    for name, default in (
        ("--kills", 240),
        ("--disks", 20),
        ("--together", 8),
        ("--seconds", 3600),
        ("--seed", 7),
    ):
        words.add_argument(name, type=int, default=default)
    words.add_argument("--out", type=Path)
    given = words.parse_args()
    begun = time.monotonic()
    result = json.dumps(
        {
            **attack(given.kills, given.disks, given.together, given.seconds, given.seed),
            "seconds": round(time.monotonic() - begun),
        },
        indent=1,
    )
    print(result)
    if given.out:
        given.out.write_text(result + "\n", "utf-8")
