"""`make audit` fails by its budget and by what it cannot measure; its budget names a page of every kind."""

import os
import subprocess
import sys

import pytest
import yaml

from conftest import ROOT

BENCH = ROOT / "tests" / "bench"
BUDGET = yaml.safe_load((BENCH / "budget.yml").read_text("utf-8"))


def audit(built, *arguments, **environment):
    command = [sys.executable, BENCH / "audit.py", "--site", built, *arguments]
    env = {**os.environ, **environment}
    env.pop("PYTHONSAFEPATH", None)  # a worker of an earlier test sets it; the audit's modules lie beside it
    return subprocess.run(command, capture_output=True, encoding="utf-8", env=env, check=False)


def test_it_holds_and_fails_where_a_budget_is_broken(built, tmp_path):
    told = audit(built, "--only", "bytes", "links")
    assert (told.returncode, "超出" in told.stdout) == (0, False), told.stdout
    assert told.stdout.count("│\n") == 4
    allowed = yaml.safe_dump({**BUDGET, "bytes": {**BUDGET["bytes"], "home": 100_000}})
    (tmp_path / "budget.yml").write_text(allowed, "utf-8")
    told = audit(built, "--only", "bytes", "links", "--budget", tmp_path / "budget.yml")
    assert told.returncode == 1
    (row,) = (line for line in told.stdout.splitlines() if "超出" in line)
    assert "首页全部字节" in row
    assert "100,000" in row


@pytest.mark.parametrize(
    ("kind", "missing"), [("html", "npm"), ("axe", "Chromium"), ("lighthouse", "Chromium")]
)
def test_what_cannot_be_measured_fails_it_and_says_what_is_missing(kind, missing, built, tmp_path):
    told = audit(built, "--only", kind, PATH=str(tmp_path), BENCH_TOOLS=str(tmp_path))
    assert told.returncode == 1
    assert f"没有量：需要 {missing}" in told.stdout.replace("Node 和 ", "")


def test_without_a_site_it_says_what_to_do(tmp_path):
    told = audit(tmp_path)
    assert (told.returncode, "make site" in told.stderr) == (2, True)


def test_the_budget_names_a_page_of_every_kind(built):
    named = set(BUDGET["lighthouse"]["pages"])
    assert [page for page in named if not (built / page).is_file()] == []
    kinds = {page.relative_to(built).parts[0] for page in built.rglob("*.html")}
    assert kinds == {page.partition("/")[0] for page in named}
