"""What `showcase build` renders itself, plain MkDocs makes too, byte for byte."""

import filecmp
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, command_here


def plain(folder: Path, out: Path, generator: str = "mkdocs") -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-m", generator, "build", "--quiet", "--strict", "-d", str(out)],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def different(one: Path, other: Path) -> list[str]:
    """What only one of them has, and what is not the same in both."""
    shared = files(one) & files(other)
    _, changed, unread = filecmp.cmpfiles(one, other, shared, shallow=False)
    return sorted([*(files(one) ^ files(other)), *changed, *unread])


def test_mkdocs_in_the_project_makes_every_file_of_the_site_byte_for_byte(built, tmp_path):
    plain(ROOT, tmp_path / "plain")
    assert len(list(built.rglob("*.html"))) > 100
    assert different(built, tmp_path / "plain") == []


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    folder = tmp_path_factory.mktemp("written") / "tree"
    assert command_here("write", str(folder)) == 0
    return folder


@pytest.mark.parametrize("generator", ["mkdocs", "properdocs"])
def test_other_generators_make_every_file_of_the_site_of_the_written_tree_byte_for_byte(
    built, tree, tmp_path, generator
):
    pytest.importorskip(generator, reason="make test installs it")
    settings = (tree / "mkdocs.yml").read_text("utf-8")
    assert "showcase" not in settings.split("extra:")[0]  # it needs no plug-in of command_here
    plain(tree, tmp_path / "plain", generator)
    assert different(built, tmp_path / "plain") == ["sitemap.xml.gz"]  # MkDocs packs every sitemap


# Zensical spells these two otherwise where a template escapes; a browser reads the same.
SPELT = (("&#x2f;", "/"), ("&#x27;", "&#39;"))


@pytest.mark.skipif(not shutil.which("zensical"), reason="90 MB, and only looked at: pip install zensical")
def test_zensical_makes_the_same_stories_of_the_written_tree(built, tree, tmp_path):
    folder = shutil.copytree(tree, tmp_path / "tree")
    done = subprocess.run(["zensical", "build"], cwd=folder, capture_output=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    stories = sorted(page.relative_to(built) for page in (built / "stories").rglob("*.html"))
    assert len(stories) > 10
    for path in stories:
        theirs = (folder / "site" / path).read_text("utf-8")
        for spelling, ours in SPELT:
            theirs = theirs.replace(spelling, ours)
        assert theirs == (built / path).read_text("utf-8"), path
