"""Whatever ends a build, whoever reads the site finds the old one or the new one, whole. `make faults` does it 240 times."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ATTACKS = Path(__file__).with_name("attacks.py")


@pytest.mark.skipif(
    not hasattr(sys, "addaudithook") or sys.platform != "linux", reason="needs fork and renameat2"
)
def test_killed_out_of_room_or_at_once_no_build_shows_half_a_site():
    words = ["--kills", "4", "--disks", "2", "--together", "2"]
    done = subprocess.run(
        [sys.executable, "-P", str(ATTACKS), *words], capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout)
    assert found["kills"]["turns"] == 4
    assert found["kills"]["killed"] >= 2  # those by what was written never finish
    assert found["kills"]["writes_of_a_build"] > 100
    assert found["disks"] is None or found["disks"]["no_room"] >= 1 <= found["disks"]["done"]
    assert found["at_once"]["done"] + found["at_once"]["told_to_wait"] == 2
    assert found["sites_read"] > 50
