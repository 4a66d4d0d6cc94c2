"""Every command that is named somewhere is one that works as typed, and click's own English is never seen."""

from __future__ import annotations

import re
import shlex

import click
import pytest

from conftest import ROOT
from showcase.cli import cli, main
from showcase.commands import EXAMPLES, LINES

PLACES = (
    *sorted((ROOT / "scripts" / "showcase").rglob("*.py")),
    *sorted((ROOT / "docs").rglob("*.md")),
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", ".github/pull_request_template.md")),
)
NAMED = re.compile(
    r"(?<![\w/.-])(?:\.venv/bin/|\.venv\\Scripts\\)?showcase ([a-z]+)((?: +[^\s`\"'“”，。；：）（|#]+)*)"
)
MADE = re.compile(r"(?:`|^)make ([a-z]+)(?![\w-])", re.MULTILINE)


def options(command):
    return {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)} | {
        "--help",
        "-h",
    }


@pytest.mark.parametrize("path", PLACES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_commands_and_their_options_exist_where_they_are_named(path):
    context = click.Context(cli)
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    text = path.read_text("utf-8")
    for name, rest in NAMED.findall(text):
        if name not in LINES:
            continue  # a sentence about the package
        known = options(cli.get_command(context, name)) | options(cli)
        for word in re.findall(r"(?<!\S)--[a-z-]+", rest):
            assert word in known, f"showcase {name} {word}"
    if path.suffix == ".md":
        for name in MADE.findall(text):
            assert name in targets, f"make {name}"


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_is_missing_is_said_with_an_example_that_is_understood(name, capsys):
    assert main(["--root", str(ROOT), name]) == 2
    (line,) = capsys.readouterr().err.strip().splitlines()
    assert f"例如 {EXAMPLES[name]}" in line
    words = shlex.split(EXAMPLES[name])[2:]
    command = cli.get_command(click.Context(cli), name)
    command.make_context(name, words)  # raises where a word does not fit


@pytest.mark.parametrize(
    "line",
    ["nope", "pack --nope", "pack --out", "check --format nope", "pack --out a.zip b c", "build --today x", "-x", "new",
     "images a.jpg", "images --out", "import", "calendar --format nope", "calendar --days x", "explain", "build --prune=1"],
)  # fmt: skip
def test_a_wrong_line_is_answered_in_one_chinese_sentence(line, capsys):
    assert main(["--root", str(ROOT), *line.split()]) == 2
    (told,) = capsys.readouterr().err.strip().splitlines()
    sentence = re.sub(r"showcase [^；，]*|--?[\w-]+|\S+\.(?:docx|zip|jpg)", "", told)
    assert re.search("[\u4e00-\u9fff]", told)
    assert not re.search(r"[A-Za-z]{3,} [A-Za-z]{2,}", sentence), told
