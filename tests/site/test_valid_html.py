"""Every page is valid HTML, as the Nu Html Checker of the W3C sees it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess

import pytest

# The packages are small; their postinstall would bring a Java of its own, so it is not run.
INSTALL = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--fetch-retries=0", "--fetch-timeout=15000", "vnu-jar@26"]  # fmt: skip
JAR = "node_modules/vnu-jar/build/dist/vnu.jar"
BROKEN = "<!doctype html><html lang=zh><title>x</title><p><div></p><table><tr><td colspan=2></table>"


@pytest.fixture(scope="module")
def checked(tmp_path_factory):
    """folders → what the checker says against their pages, each as page:line message."""
    if not shutil.which("npm") or not shutil.which("java"):
        pytest.skip("没有 Node 或 Java 17：装上以后用 Nu Html Checker 核对网页")
    folder = tmp_path_factory.mktemp("vnu")
    (folder / "package.json").write_text('{"private": true}', "utf-8")
    environment = {**os.environ, "npm_config_cache": str(folder / "npm"), "CI": "1"}
    try:
        done = subprocess.run(
            INSTALL, cwd=folder, env=environment, capture_output=True, text=True, timeout=90, check=False
        )
    except subprocess.TimeoutExpired:
        pytest.skip("npm 的仓库太慢，没有核对网页")
    if done.returncode or not (folder / JAR).is_file():
        pytest.skip(f"npm 的仓库连不上，没有核对网页：{done.stderr.strip()[:80]}")

    def check(*folders):
        command = ["java", "-Xss2m", "-jar", folder / JAR, "--errors-only", "--format", "json", "--skip-non-html", *folders]  # fmt: skip
        said = subprocess.run(command, capture_output=True, text=True, timeout=280, check=False).stderr
        return [f"{m['url']}:{m.get('lastLine')} {m['message']}" for m in json.loads(said)["messages"]]

    return check


@pytest.mark.npm
def test_no_page_of_the_site_has_an_error_and_the_checker_sees_one_that_has(checked, built, tmp_path):
    (tmp_path / "index.html").write_text(BROKEN, "utf-8")
    assert len(list(built.rglob("*.html"))) > 150
    found = checked(built, tmp_path)
    assert any("Unclosed element" in words for words in found)
    assert [words for words in found if str(tmp_path) not in words] == []
