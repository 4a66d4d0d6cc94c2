"""The workflow files: what they may do, and that their very commands work in a project."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from conftest import ROOT, photo_bytes
from showcase.organisation import read_organisation
from showcase.project import Project

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
FORMS = sorted(path for path in (ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml") if path.stem != "config")
SHOWCASE = Path(sys.executable).with_name("showcase")


def loaded(path):
    return yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # `on` stays a word, true stays text


def steps(path):
    return [step for job in loaded(path)["jobs"].values() for step in job["steps"]]


def command(part):
    """The one shell command of our own workflow that holds `part`."""
    (found,) = [step["run"] for path in WORKFLOWS for step in steps(path) if part in step.get("run", "")]
    return found


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_may_only_read_and_gives_strangers_nothing(path):
    text, flow = path.read_text("utf-8"), loaded(path)
    assert flow["permissions"] == {"contents": "read"}
    assert set(flow["on"]) <= {"pull_request", "push"}
    assert "pull_request_target" not in re.sub(r"#.*", "", text)
    assert "secrets" not in re.sub(r"#.*", "", text)
    assert "github.event" not in text
    assert "github.head_ref" not in text
    assert flow["concurrency"]["cancel-in-progress"] == "true"
    for job in flow["jobs"].values():
        assert "permissions" not in job
        assert 0 < int(job["timeout-minutes"]) <= 60


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_by_its_commit_and_nothing_is_put_into_a_shell(path):
    for step in steps(path):
        if "uses" in step:
            assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", step["uses"]), step["uses"]
            assert re.search(re.escape(step["uses"]) + r" +# v\d+\.\d+\.\d+", path.read_text("utf-8"))
            assert "cache" not in step.get("with", {})
        assert "${{" not in step.get("run", "")
        if "checkout" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] == "false"


def test_gitlab_reports_the_same_and_runs_the_same_script():
    flow = loaded(ROOT / ".gitlab-ci.yml")
    job = flow["stories"]
    assert job["artifacts"]["reports"]["codequality"] == "review/codequality.json"
    assert job["artifacts"]["when"] == "always"
    assert job["timeout"]
    assert any(line.startswith("sh .ci/stories gitlab ") for line in job["script"])


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_an_issue_form_is_one_the_platform_takes(path):
    form = loaded(path)
    assert {"name", "description", "body"} <= set(form)
    ids = [part["id"] for part in form["body"] if part["type"] != "markdown"]
    assert len(ids) == len(set(ids))
    for part in form["body"]:
        assert part["type"] in {"markdown", "input", "textarea", "dropdown", "checkboxes"}
        assert part["attributes"].get("label") or part["attributes"].get("value")
        if part["type"] in {"dropdown", "checkboxes"}:
            options = part["attributes"]["options"]
            words = [option if isinstance(option, str) else option["label"] for option in options]
            assert len(words) == len(set(words)) >= 2
            assert not {"无", "None"} & set(words)


def test_the_form_offers_the_departments_of_the_house():
    form = loaded(ROOT / ".github" / "ISSUE_TEMPLATE" / "story.yml")
    (part,) = [part for part in form["body"] if part.get("id") == "department"]
    house = read_organisation(Project(ROOT))
    assert part["attributes"]["options"] == [*(d.label for d in house.departments.values()), "说不准"]


def git(root, *arguments):
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"]
    done = subprocess.run(
        ["git", *identity, *arguments], cwd=root, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.fixture
def request_of(workshop):
    """A repository with one good story on its branch, and a merge request merged on top, as CI checks it out."""
    (workshop.root / ".ci").mkdir()
    (workshop.root / ".ci" / "stories").write_bytes((ROOT / ".ci" / "stories").read_bytes())
    (workshop.root / ".gitignore").write_text("/review/\n/.cache/\n", "utf-8")
    workshop.story("old", title="早就在的故事")
    git(workshop.root, "init", "-q", "-b", "main")
    git(workshop.root, "add", "-A")
    git(workshop.root, "commit", "-qm", "old")
    git(workshop.root, "switch", "-qc", "theirs")

    def merged():
        git(workshop.root, "add", "-A")
        git(workshop.root, "commit", "-qm", "theirs")
        git(workshop.root, "switch", "-q", "main")
        git(workshop.root, "merge", "-q", "--no-ff", "-m", "merge", "theirs")
        return git(workshop.root, "rev-parse", "HEAD^1")

    return workshop, merged


def shell(root, line, **environment):
    return subprocess.run(
        ["bash", "-e", "-c", line],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
        env={**os.environ, "SHOWCASE": str(SHOWCASE), **environment},
    )


def test_github_shows_findings_at_their_lines_a_sheet_and_a_preview(request_of, tmp_path):
    workshop, merged = request_of
    workshop.story("fine", title="新来的好故事", more="cover: a.jpg\n", photos={"a.jpg": photo_bytes()})
    workshop.story("broken", title="新来的坏故事", body="<b>粗</b>")
    merged()
    done = shell(workshop.root, command(".ci/stories"))
    assert done.returncode == 1, done.stderr
    assert "::error file=stories/2026/broken/index.md,line=" in done.stdout
    summary = tmp_path / "summary.md"
    assert shell(workshop.root, command("STEP_SUMMARY"), GITHUB_STEP_SUMMARY=str(summary)).returncode == 0
    sheet = summary.read_text("utf-8")
    assert "新来的坏故事" in sheet
    assert "新来的好故事" in sheet
    assert "早就在的故事" not in sheet
    preview = workshop.root / "review" / "site" / "stories" / "2026"
    assert (preview / "fine" / "index.html").is_file()
    assert not (preview / "broken").exists()


def test_a_good_request_passes(request_of):
    workshop, merged = request_of
    workshop.story("fine", title="新来的好故事")
    merged()
    assert shell(workshop.root, command(".ci/stories")).returncode == 0


def test_gitlab_gets_a_report_it_reads(request_of):
    workshop, merged = request_of
    workshop.story("broken", title="新来的坏故事", body="<b>粗</b>")
    base = merged()
    (line,) = loaded(ROOT / ".gitlab-ci.yml")["stories"]["script"]
    done = shell(workshop.root, line, CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
    assert done.returncode == 1, done.stderr
    rows = json.loads((workshop.root / "review" / "codequality.json").read_text("utf-8"))
    assert any(row["location"]["path"] == "stories/2026/broken/index.md" for row in rows)
    assert len({row["fingerprint"] for row in rows}) == len(rows)


def test_names_in_a_request_are_data(request_of):
    workshop, merged = request_of
    for name in ("$(touch PWNED)", "`touch PWNED`", "a; touch PWNED", "-rf", "x y", "*"):
        folder = workshop.root / "stories" / "2026" / name
        folder.mkdir()
        (folder / "index.md").write_text("x", "utf-8")
    merged()
    done = shell(workshop.root, command(".ci/stories"))
    assert done.returncode == 1, done.stderr
    assert not list(workshop.root.rglob("PWNED"))


def test_a_project_that_cannot_be_used_is_no_finding(request_of):
    workshop, merged = request_of
    workshop.story("fine", title="新来的好故事")
    merged()
    (workshop.root / "brand" / "organisation.yml").unlink()
    done = shell(workshop.root, command(".ci/stories"))
    assert done.returncode == 2
    assert "organisation.yml" in done.stderr


def test_what_the_files_name_exists():
    guide = (ROOT / ".github" / "pull_request_template.md").read_text("utf-8")
    assert (ROOT / re.search(r"docs/[a-z/]+\.md", guide)[0]).is_file()
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert "make .venv/.site" in command("make ")
    assert "$(VENV)/.site:" in makefile
