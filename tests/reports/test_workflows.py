"""The workflow files: what they may do, and that their very commands work in a project."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from conftest import ROOT, Workshop, new_workshop, photo_bytes
from showcase.brand.organisation import read_organisation
from showcase.project.folder import Project

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
    assert any("/.ci/stories" in line and " gitlab " in line for line in job["script"])


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


@dataclass
class Desk:
    """What CI lays out: the base branch's checkout beside that of a request, merged on top of it."""

    place: Path
    workshop: Workshop

    def merged(self) -> str:
        root = self.workshop.root
        git(root, "add", "-A", "-f")
        git(root, "commit", "-qm", "theirs")
        git(root, "switch", "-q", "main")
        git(root, "merge", "-q", "--no-ff", "-m", "merge", "theirs")
        return git(root, "rev-parse", "HEAD^1")

    def github(self):
        return shell(self.place, command(".ci/stories"))

    def gitlab(self, base):
        job, root = loaded(ROOT / ".gitlab-ci.yml")["stories"], self.workshop.root
        lines = [line for line in job["before_script"] if not line.startswith("make ")]
        known = {
            "TARGET": str(self.place / "checker"),
            "CI_PROJECT_DIR": str(root),
            "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
            "CI_MERGE_REQUEST_DIFF_BASE_SHA": base,
        }
        return shell(root, "\n".join([*lines, *job["script"]]), **known)


@pytest.fixture
def desk(tmp_path):
    workshop = new_workshop(tmp_path / "request")
    shutil.rmtree(workshop.root / ".cache", ignore_errors=True)
    checker = tmp_path / "checker"
    for root in (workshop.root, checker):
        (root / ".ci").mkdir(parents=True)
        (root / ".ci" / "stories").write_bytes((ROOT / ".ci" / "stories").read_bytes())
        (root / ".gitignore").write_text("/review/\n/.cache/\n", "utf-8")
    workshop.story("old", title="早就在的故事")
    for root in (workshop.root, checker):
        git(root, "init", "-q", "-b", "main")
        git(root, "add", "-A")
        git(root, "commit", "-qm", "old")
    git(workshop.root, "switch", "-qc", "theirs")
    return Desk(tmp_path, workshop)


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


def test_github_shows_findings_at_their_lines_a_sheet_and_a_preview_and_names_are_data(desk, tmp_path):
    workshop = desk.workshop
    for name in ("$(touch PWNED)", "`touch PWNED`", "a; touch PWNED", "-rf", "x y", "*"):
        workshop.raw_story(name, b"x")
    workshop.story("fine", title="新来的好故事", more="cover: a.jpg\n", photos={"a.jpg": photo_bytes()})
    workshop.story("broken", title="新来的坏故事", body="<b>粗</b>")
    desk.merged()
    done = desk.github()
    assert done.returncode == 1, done.stderr
    assert "::error file=stories/2026/broken/index.md,line=" in done.stdout
    summary = tmp_path / "summary.md"
    assert shell(desk.place, command("STEP_SUMMARY"), GITHUB_STEP_SUMMARY=str(summary)).returncode == 0
    sheet = summary.read_text("utf-8")
    assert sheet.startswith("# 审稿单")
    assert "新来的坏故事" in sheet
    assert "新来的好故事" in sheet
    assert "早就在的故事" not in sheet
    preview = desk.place / "review" / "site" / "stories" / "2026"
    assert (preview / "fine" / "index.html").is_file()
    assert not (preview / "broken").exists()
    assert not list(desk.place.rglob("PWNED"))


def test_gitlab_gets_a_report_it_reads(desk):
    desk.workshop.story("fine", title="新来的好故事")
    desk.workshop.story("broken", title="新来的坏故事", body="<b>粗</b>")
    done = desk.gitlab(desk.merged())
    assert done.returncode == 1, done.stderr
    rows = json.loads((desk.workshop.root / "review" / "codequality.json").read_text("utf-8"))
    assert any(row["location"]["path"] == "stories/2026/broken/index.md" for row in rows)
    assert len({row["fingerprint"] for row in rows}) == len(rows)


@pytest.mark.parametrize("platform", ["github", "gitlab"])
def test_nothing_a_request_brings_is_run_and_the_sheet_begins_with_it(desk, platform, tmp_path):
    """Its own checker, Makefile, modules with the names of Python's own, cache and links: all of it is data."""
    root, mark = desk.workshop.root, tmp_path / "PWNED"
    python, sh = f"open({str(mark)!r}, 'w')\n", f"touch {mark}\n"
    for path in ("scripts/showcase/__init__.py", "scripts/showcase/__main__.py", "showcase.py", "yaml.py"):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(python, "utf-8")
    for name in ("multiprocessing", "resource", "pickle", "sitecustomize", "conftest", "setup", "mkdocs"):
        (root / f"{name}.py").write_text(python, "utf-8")
    (root / "Makefile").write_text(f".venv/.site site:\n\t{sh}", "utf-8")
    (root / "pyproject.toml").write_text("[build-system]\nrequires = []\nbuild-backend = 'setup'\n", "utf-8")
    (root / ".gitattributes").write_text("* filter=evil diff=evil\n", "utf-8")
    (root / ".ci" / "stories").write_text(sh, "utf-8")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "kept").write_text("x")
    for name in ("review", ".cache"):
        (root / name).symlink_to(tmp_path / "elsewhere")
    desk.workshop.story("fine", title="新来的好故事")
    base = desk.merged()
    done = desk.github() if platform == "github" else desk.gitlab(base)
    assert done.returncode == 0, done.stderr
    assert not mark.exists()
    assert {path.name for path in (tmp_path / "elsewhere").iterdir()} == {"kept"}
    out = (desk.place if platform == "github" else root) / "review"
    first = (out / "sheet.md").read_text("utf-8").split("\n")[0]
    assert first.startswith("**这个合并请求还改了 stories/ 以外的文件：`.cache`、`.ci/stories`")
    assert first.endswith("，请管理员看。**")
    assert "`Makefile`" in first
    assert (out / "site" / "stories" / "2026" / "fine" / "index.html").is_file()


def test_a_hook_in_the_settings_stops_the_check_and_is_not_run(desk, tmp_path):
    settings = desk.workshop.root / "mkdocs.yml"
    (desk.workshop.root / "evil.py").write_text(f"open({str(tmp_path / 'PWNED')!r}, 'w')\n", "utf-8")
    settings.write_text(settings.read_text("utf-8") + "hooks: [evil.py]\n", "utf-8")
    desk.merged()
    done = desk.github()
    assert done.returncode == 2
    assert "hooks 不能用" in done.stderr
    assert not (tmp_path / "PWNED").exists()


def test_a_project_that_cannot_be_used_is_no_finding(desk):
    desk.workshop.story("fine", title="新来的好故事")
    desk.merged()
    (desk.workshop.root / "brand" / "organisation.yml").unlink()
    done = desk.github()
    assert done.returncode == 2
    assert "organisation.yml" in done.stdout  # GitHub reads it there


def test_what_checks_is_installed_from_the_base_branch_alone():
    flow = loaded(ROOT / ".github" / "workflows" / "stories.yml")
    checkouts = [
        step["with"] for step in flow["jobs"]["stories"]["steps"] if "checkout" in step.get("uses", "")
    ]
    assert [(one["path"], one.get("ref", "")) for one in checkouts] == [
        ("checker", "${{ github.base_ref }}"),
        ("request", ""),
    ]
    job = loaded(ROOT / ".gitlab-ci.yml")["stories"]
    runs = [step["run"] for step in flow["jobs"]["stories"]["steps"] if "run" in step]
    for line in (*runs, *job["before_script"], *job["script"]):
        if "make " in line:
            assert re.fullmatch(r'make -C "?(\$CI_PROJECT_DIR\.)?checker"? \.venv/\.site', line)
        assert "sh request" not in line


def test_every_file_that_can_hold_a_program_starts_both_jobs():
    wanted = {
        "scripts/**",
        "mkdocs.yml",
        ".ci/**",
        ".github/**",
        ".gitlab-ci.yml",
        "Makefile",
        "pyproject.toml",
    }
    wanted |= {"requirements*.lock", "tests/**"}
    for path in WORKFLOWS:
        assert wanted <= set(loaded(path)["on"]["pull_request"]["paths"]), path
    flow = loaded(ROOT / ".gitlab-ci.yml")
    for job in ("stories", "test"):
        (changes,) = [rule["changes"] for rule in flow[job]["rules"] if "changes" in rule]
        assert {one.replace("**", "**/*") for one in wanted} <= set(changes), job


def test_everything_but_stories_has_an_administrator_as_owner():
    lines = [
        line.split() for line in (ROOT / "CODEOWNERS").read_text("utf-8").splitlines() if line[:1] not in "#"
    ]
    assert [pattern for pattern, *_ in lines] == ["*", "/stories/"]
    assert all(owners and all(one.startswith("@") for one in owners) for _, *owners in lines)


def test_what_the_files_name_exists():
    guide = (ROOT / ".github" / "pull_request_template.md").read_text("utf-8")
    assert (ROOT / re.search(r"docs/[a-z/]+\.md", guide)[0]).is_file()
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert ".venv/.site" in command("make ")
    assert "$(VENV)/.site:" in makefile


def locked(name):
    return dict(re.findall(r"(?m)^([a-z0-9-]+)==([\w.]+)", (ROOT / name).read_text("utf-8")))


def test_the_four_locks_agree_and_the_public_sites_is_without_what_only_the_handbook_needs():
    site, handbook, film, tests = (
        locked(f"requirements{name}.lock") for name in ("", "-handbook", "-film", "-test")
    )
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = {re.match(r"[\w-]+", line)[0] for line in asked["dependencies"]}
    assert needed <= site.keys() & handbook.keys() & tests.keys()
    assert "mkdocs-material" in handbook.keys() & tests.keys() - site.keys()
    assert {"requests", "pymdown-extensions"} & site.keys() == set()
    assert film.keys() - site.keys() == {"imageio-ffmpeg"}
    for one, other in ((site, handbook), (site, tests), (handbook, tests), (site, film)):
        assert {name: one[name] for name in one.keys() & other.keys() if one[name] != other[name]} == {}
