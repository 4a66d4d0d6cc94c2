"""`showcase check`: what it says of which paths, its exit codes, and its help."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest
from click.testing import CliRunner

from conftest import photo_bytes
from showcase.cli import cli, main
from showcase.commands import LINES

NO_ALT = "![](a.jpg)"
COVER = "cover: a.jpg\n"


@pytest.fixture
def two(workshop):
    """A good story, and one whose photo has no alt text."""
    photos = {"a.jpg": photo_bytes((1700, 1200))}
    workshop.story("good", title="好故事的灯", more=COVER, photos=photos)
    workshop.story("bad", title="坏故事的灯", body=NO_ALT, photos=photos)
    return workshop


def codes(result):
    return [(row["path"], row["code"]) for row in json.loads(result.out)]


def test_an_error_anywhere_is_exit_1_and_below_another_path_it_is_not(two):
    assert two.run("check").code == 1
    assert two.run("check", "stories/2026/bad").code == 1
    assert two.run("check", "stories/2026/good").code == 0
    assert two.run("check", "docs").code == 0


def test_only_findings_below_the_paths_are_listed(two):
    everything = codes(two.run("check", "--format", "json"))
    assert {path for path, _ in everything} == {
        "mkdocs.yml",
        "stories/2026/bad/index.md",
        "stories/2026/good/index.md",
    }
    below = codes(two.run("check", "--format", "json", "stories/2026/bad", "mkdocs.yml"))
    assert {path for path, _ in below} == {"mkdocs.yml", "stories/2026/bad/index.md"}
    assert ("stories/2026/bad/index.md", "PHO001") in below


def test_a_path_is_sought_from_here_then_from_the_root(two, monkeypatch, capsys):
    monkeypatch.chdir(two.root / "stories")
    for place in (
        "2026/bad",
        "stories/2026/bad",
        str(two.root / "stories/2026/bad/index.md"),
        "2026/../2026/bad/",
    ):
        assert main(["check", "--format", "json", place]) == 1
        assert {row["path"] for row in json.loads(capsys.readouterr().out)} == {"stories/2026/bad/index.md"}


@pytest.mark.parametrize("place", ["stories/2026/nobody", "/etc", "..", "a\nb"])
def test_a_path_that_is_not_there_or_outside_is_exit_2_in_one_line(two, place, tmp_path):
    result = two.run("check", place if place != ".." else str(tmp_path))
    assert (result.code, result.out) == (2, "")
    assert len(result.err.strip().split("\n")) == 1


def test_a_link_out_of_the_project_is_judged_as_the_link_it_is(two, tmp_path):
    (tmp_path / "foreign.jpg").write_bytes(b"x")
    (two.root / "stories/2026/bad/b.jpg").symlink_to(tmp_path / "foreign.jpg")
    result = two.run("check", "--format", "json", str(two.root / "stories/2026/bad/b.jpg"))
    assert codes(result) == [("stories/2026/bad/b.jpg", "FILE003")]


def test_json_has_exactly_the_keys_of_the_contract_and_is_sorted(two):
    rows = json.loads(two.run("check", "--format", "json").out)
    keys = {"path", "line", "column", "code", "severity", "message", "hint", "fixable"}
    assert all(set(row) == keys for row in rows)
    places = [(row["path"], row["line"], row["column"]) for row in rows]
    assert places == sorted(places)


def test_build_and_check_find_the_same(two):
    checked = json.loads(two.run("check", "--format", "json").out)
    two.run("build", "--report", str(two.root / "report.json"))
    assert json.loads((two.root / "report.json").read_text("utf-8"))["findings"] == checked


def test_the_day_decides_what_has_ended(two):
    more = COVER + "photos: {a.jpg: {consent: signed, consent_until: 2026-04-01}}\n"
    two.story("consent", more=more, photos={"a.jpg": photo_bytes()})
    for day, code in (("2026-03-20", "PHO302"), ("2026-05-01", "PHO301")):
        found = codes(two.run("check", "--format", "json", "--today", day, "stories/2026/consent"))
        assert ("stories/2026/consent/index.md", code) in found


def test_a_title_the_font_lacks_is_found_at_its_line(workshop):
    workshop.story("rare", title="食堂的龘字招牌")
    rows = json.loads(workshop.run("check", "--format", "json").out)
    found = [(r["path"], r["line"], r["column"]) for r in rows if r["code"] == "FNT001"]
    assert found == [("stories/2026/rare/index.md", 2, 8)]


@pytest.mark.parametrize("name", ["", *LINES])
def test_help_is_chinese_and_names_every_choice(name):
    text = CliRunner().invoke(cli, [*name.split(), "--help"]).output
    assert text.startswith("用法：")
    assert LINES.get(name, "命令：") in text
    assert not re.search(r"Usage|Options|Commands|Show this|default|required|Error|COMMAND|PATH", text), text


def test_the_list_of_commands_opens_none_of_them():
    script = (
        "import sys; from showcase.cli import main; main(['--help']); print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert all(f"  {name} " in done.stdout for name in LINES)
    opened = {name for name in done.stderr.split() if name.startswith("showcase.")}
    assert "showcase.commands.options" in opened
    assert not opened & {"showcase.site.survey", *(f"showcase.commands.{name}" for name in LINES)}


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "--nope"],
        ["check", "--format", "xml"],
        ["chek"],
        ["check", "--today"],
        ["images"],
        ["build", "x"],
    ],
)
def test_a_wrong_command_line_is_answered_in_chinese(arguments, capsys):
    assert main(arguments) == 2
    line = capsys.readouterr().err
    assert line.startswith("命令写法不对：")
    assert not re.search(r"No such|Invalid|Missing|requires|unexpected|Got", line), line


def test_settings_that_cannot_be_used_are_findings_in_every_form(workshop):
    file = workshop.root / "brand" / "tokens.yml"
    file.write_text(file.read_text("utf-8").replace("status: proposed", "status: maybe"), "utf-8")
    result = workshop.run("check", "--format", "json")
    (row,) = json.loads(result.out)
    assert (result.code, row["path"], row["line"], row["code"]) == (2, "brand/tokens.yml", 15, "SET001")
    text = workshop.run("check")
    assert (text.code, "status: maybe" in text.out) == (2, True)  # the line itself
    assert "改好以前别的都没有检查" in text.err
    assert "::error file=brand/tokens.yml,line=15" in workshop.run("check", "--format", "github").out
