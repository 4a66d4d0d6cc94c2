"""Many files changed at once, or none, whenever the program is ended."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import Workshop
from showcase.project.errors import MachineError, ProjectError
from showcase.project.exchange import FOLDER, exchange, settle

# Ends itself, as `kill -9` would, just before the n-th renaming or removal.
KILLED = """
import os, sys
from pathlib import Path
from showcase.project.exchange import exchange, settle
left = int(sys.argv[2])
def count(event, arguments):
    global left
    if event in ("os.rename", "os.remove", "os.rmdir", "os.mkdir"):
        left -= 1
        if left < 0:
            os._exit(9)
sys.addaudithook(count)
root = Path(sys.argv[1])
if sys.argv[3] == "settle":
    settle(root)
else:
    exchange(root, {"a.yml": b"A2", "new/deep/n.md": b"N", "b/one.md": b"B2"}, ["b", "c.txt"])
"""

OLD = {"a.yml": b"A", "b/one.md": b"B", "b/two.md": b"BB", "c.txt": b"C", "d/kept": b"D"}
NEW = {"a.yml": b"A2", "b/one.md": b"B2", "new/deep/n.md": b"N", "d/kept": b"D"}


def project(root: Path) -> Path:
    for name, data in OLD.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return root


def state(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and FOLDER not in path.parts
    }


def folders(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_dir()}


def killed(root: Path, after: int, what: str = "exchange") -> int:
    command = [sys.executable, "-c", KILLED, str(root), str(after), what]
    return subprocess.run(command, env={**os.environ}, check=False, timeout=60).returncode


def test_all_is_written_and_what_goes_is_gone_with_its_empty_folders(tmp_path):
    project(tmp_path)
    (tmp_path / "a.yml").chmod(0o640)
    exchange(tmp_path, {"a.yml": b"A2", "new/deep/n.md": b"N", "b/one.md": b"B2"}, ["b", "c.txt"])
    assert state(tmp_path) == NEW
    assert folders(tmp_path) == {"b", "d", "new", "new/deep"}
    assert (tmp_path / "a.yml").stat().st_mode & 0o777 == 0o640
    exchange(tmp_path, {}, ["new/deep/n.md"])
    assert folders(tmp_path) == {"b", "d"}


def test_whenever_it_is_killed_the_next_command_finds_all_old_or_all_new(tmp_path):
    seen = set()
    for after in range(60):
        root = project(tmp_path / str(after))
        code = killed(root, after)
        settle(root)
        found = state(root)
        assert found in (OLD, NEW), after
        assert not (root / FOLDER).exists()
        seen.add(found == NEW)
        if code == 0:
            break
    assert code == 0
    assert seen == {False, True}


def test_putting_back_may_itself_be_killed(tmp_path):
    """Killed in the middle of ten moves, then at each step of putting that back."""
    for after in range(40):
        root = project(tmp_path / str(after))
        assert killed(root, 9) == 9
        assert (root / FOLDER / "journal.json").exists()
        code = killed(root, after, "settle")
        settle(root)
        assert state(root) == OLD, after
        if code == 0:
            return
    pytest.fail("never came to its end")


def test_what_the_machine_refuses_in_the_middle_changes_nothing(tmp_path):
    project(tmp_path)
    (tmp_path / "wall").write_bytes(b"a file where a folder should be")
    before = state(tmp_path)
    with pytest.raises(OSError, match="wall"):
        exchange(tmp_path, {"a.yml": b"A2", "wall/x.md": b"X"}, ["b"])
    assert state(tmp_path) == before
    assert not (tmp_path / FOLDER).exists()


def test_no_link_leads_outside(tmp_path):
    root, outside = project(tmp_path / "p"), tmp_path / "outside"
    outside.mkdir()
    (root / "link").symlink_to(outside)
    with pytest.raises(ProjectError, match="链接"):
        exchange(root, {"link/x.md": b"X"})
    with pytest.raises(ProjectError, match="链接"):
        exchange(root, {"../outside/x.md": b"X"})
    assert list(outside.iterdir()) == []


def test_another_one_at_work_is_waited_for_by_nobody(tmp_path):
    project(tmp_path)
    from filelock import FileLock

    (tmp_path / FOLDER).mkdir()
    with FileLock(tmp_path / FOLDER / "lock"), pytest.raises(MachineError, match="等它结束"):
        settle(tmp_path)


def test_any_command_puts_back_what_a_killed_one_left(workshop: Workshop):
    half = (
        "from pathlib import Path\nimport os, sys\nfrom showcase.project.exchange import exchange\n"
        "sys.addaudithook(lambda event, a: event == 'os.rename' and str(a[1]).endswith('old/1') and os._exit(9))\n"
        f"exchange(Path({str(workshop.root)!r}), {{'mkdocs.yml': b'x', 'brand/tokens.yml': b'y'}})\n"
    )
    assert subprocess.run([sys.executable, "-c", half], check=False).returncode == 9
    assert (workshop.root / "mkdocs.yml").read_bytes() == b"x"
    assert workshop.run("check").code == 0
