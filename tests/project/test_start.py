"""What a process loads before it does anything: each command, and each worker, only what it needs itself."""

import os
import subprocess
import sys
import time

import pytest

from conftest import ROOT

HEAVY = {
    "pydantic",
    "yaml",
    "rich.console",
    "jinja2",
    "PIL",
    "markdown_it",
    "icalendar",
    "fontTools",
    "pathops",
    "mkdocs",
}


def loaded(*arguments):
    """The libraries of `HEAVY` that a run of the command has loaded by its end."""
    told = "import sys; from showcase.cli import main; main(sys.argv[1:]); print(*sys.modules, sep='\\n')"
    done = subprocess.run(
        [sys.executable, "-P", "-c", told, *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "scripts")},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return HEAVY & set(done.stdout.split("\n"))


def test_a_story_is_checked_without_what_draws_pages(make_workshop):
    workshop = make_workshop()
    story = workshop.story("one") / "index.md"
    command = ("--root", str(workshop.root), "check", str(story))
    time.sleep(0.1)  # what is younger may change without looking otherwise
    assert "jinja2" in loaded(*command)
    with story.open("a", encoding="utf-8") as text:
        text.write("\n又来了一个人。\n")
    assert loaded(*command) <= {"pydantic", "yaml", "rich.console"}


@pytest.mark.parametrize("arguments", [("--help",), ("--version",)])
def test_what_tells_of_the_commands_loads_nothing_that_they_work_with(arguments):
    assert loaded(*arguments) == set()
