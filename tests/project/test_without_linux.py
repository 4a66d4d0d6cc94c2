"""What only Linux has is taken away, as on Windows: a build still checks, publishes and replaces the old site."""

import os
import subprocess
import sys

from conftest import photo_bytes

# Taken from every process of the run, workers too.
WITHOUT = """
import sys
for name in ("resource", "fcntl"):
    sys.modules[name] = None
import ctypes, os, signal
for name in ("SIGHUP", "SIGXCPU"):
    if hasattr(signal, name):
        delattr(signal, name)
if hasattr(os, "sched_getaffinity"):
    del os.sched_getaffinity
class Nothing:
    def __init__(self, *_, **__):
        raise TypeError("bad argument type for built-in operation")
ctypes.CDLL = Nothing
"""


def test_a_site_is_built_twice_without_limits_locks_and_exchange(workshop, tmp_path):
    workshop.story("one", more="cover: a.jpg\n", photos={"a.jpg": photo_bytes()})
    (tmp_path / "sitecustomize.py").write_text(WITHOUT, "utf-8")
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    for title in ("凌晨四点的灯", "凌晨五点的灯"):
        index = workshop.root / "stories" / "2026" / "one" / "index.md"
        index.write_text(index.read_text("utf-8").replace("凌晨四点的灯", title), "utf-8")
        done = subprocess.run(
            [sys.executable, "-m", "showcase", "--root", str(workshop.root), "build"],
            capture_output=True, text=True, timeout=180, check=False, env={**os.environ, "PYTHONPATH": path},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert title in workshop.words("stories/2026/one/index.html")
    assert not list(workshop.root.glob(".site.building-*"))
