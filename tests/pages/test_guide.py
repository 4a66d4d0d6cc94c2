"""The handbook explains every key that may be typed, and names none that may not."""

from __future__ import annotations

import json
import re

import pytest

from conftest import ROOT
from showcase.pages.documents import DocMatter
from showcase.stories.schema import FILE
from showcase.typed.fields import read_typed

HANDBOOK = ROOT / "docs" / "handbook"
ROW = re.compile(r"^\| (`[^|]*) \| ([^|]+) \|", re.M)


def chapter(name):
    return (HANDBOOK / name / "index.md").read_text("utf-8")


def keys_of(schema, path=""):
    """Every key of a front matter, those inside others as outer.inner."""
    if "properties" in schema:
        for key, inner in schema["properties"].items():
            yield f"{path}{key}"
            yield from keys_of(inner, f"{path}{key}.")
    for inner in (schema.get("items"), schema.get("additionalProperties"), *schema.get("anyOf", ())):
        if isinstance(inner, dict):
            yield from keys_of(inner, path)


def explained(text):
    """key → what the guide says of it, from the rows of its tables."""
    found = {}
    for cell, words in ROW.findall(text):
        inner = re.fullmatch(r"`([\w.]+)` 里的 `(\w+)`", cell)
        names = [f"{inner[1]}.{inner[2]}"] if inner else re.findall(r"`(\w+)`", cell)
        found |= dict.fromkeys(names, words)
    return found


def test_every_key_of_a_story_is_explained_and_no_other():
    said = explained(chapter("keys"))
    schema = json.loads((ROOT / FILE).read_text("utf-8"))
    assert set(said) == set(keys_of(schema))
    assert {"publish", "expires", "related", "honours", "allow", "photos.consent_until"} <= set(said)
    assert all(len(words) >= 5 for words in said.values())


def test_every_key_of_a_hand_written_page_is_explained_and_no_other():
    front = chapter("pages").split("## 新建一页")[1].split("\n## ")[0]
    assert set(explained(front)) == set(DocMatter.model_fields)


def test_the_page_that_is_shown_as_an_example_can_be_read():
    example = re.search(r"^```yaml\n---\n(.*?)^---", chapter("pages"), re.M | re.S)
    page, findings = read_typed(DocMatter, example[1], "x", "DOC001")
    assert not findings
    assert page


@pytest.mark.parametrize("page", sorted(HANDBOOK.rglob("index.md")), ids=lambda page: page.parent.name)
def test_every_command_the_handbook_names_exists(page):
    from showcase.commands import LINES

    text = page.read_text("utf-8")
    named = set(re.findall(r"showcase(?: --root \S+)? ([a-z]+)\b", text)) - {"mkdocs"}
    assert named <= set(LINES)
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    assert set(re.findall(r"(?:`|^ *)make ([a-z]+)", text, re.M)) <= targets
